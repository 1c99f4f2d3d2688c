"""Streets, schools and bridges that bear somebody's name: the name, and not the person."""

import re
from collections.abc import Sequence

from vietnamese.bearers import MEMORIALS, NAMED_HEADS, TITLES, WHOLE_HEADS
from vietnamese.lexicon import LONGEST_PHRASE, Phrases, phrases_of
from vietnamese.places import province_at
from vietnamese.tokens import Token
from vietnamese.wordlists import key_of, keys
from vietnamese.works import Works

# "đường Lê Văn Lương", "trường THPT Lê Hồng Phong": a name, not the person.
_NAMED_AFTER = keys(
    "đường phố ngõ hẻm cầu chợ trường THPT THCS lộ vòng ngã hầm bến cảng giải quỹ bổng đền kênh "
    "tuyến trạm tượng TNHH tàu đảo ga sông hồ lăng miếu chùa đê cúp vở rạp"
)
# The same only as the end of a word: "công viên Lê Văn Tám", and not "giáo viên".
_CUE_ONLY_AFTER = {
    key_of(word): keys(before)
    for word, before in {
        "viên": "công",
        "đài": "tượng",
        "giao": "nút",
        "thị": "đô",
        "viện": "bệnh",
        "trang": "nghĩa",
        "tên": "mang đặt",
        "sạn": "khách",
        "xe": "nhà",
        "hàng": "nhà",
        "chương": "huân niệm",
        "họ": "dòng",
        "kè": "bờ",
    }.items()
}
# "nhà trường", "thành phố": the last syllable alone would mislead.
_NO_CUE_AFTER = {
    key_of(word): keys(before)
    for word, before in {
        "trường": "nhà hiện thị môi công hội đồng chiến lập thương chính thao sở",
        "phố": "thành",
        "cầu": "yêu nhu toàn đòi hoàn",
        "quỹ": "thủ",
        "lộ": "tiết hé bộc",
        "đường": "tiểu lên",
        "giải": "hòa lý giảng khuyên",
        "tượng": "hiện đối ấn khí biểu",
        "bến": "cập rời về",
        "đảo": "lừa biển",
        "ga": "bình",
        "hồ": "giang mơ cơ",
        "vở": "cuốn",
    }.items()
}
# What may stand between: "giải thưởng Lê Lai", "trường trung học phổ thông Lê Lai".
_WORDS_BETWEEN = (
    "thưởng, học bổng, khuyến học, báo chí, văn học, bóng đá, từ thiện, bảo trợ, vượt, treo, "
    "tư, ba, năm, sáu, bảy, xoay, xuyến, nối, nối từ, dẫn vào, đi, qua, sắt, cao tốc, "
    "đi bộ, chui, xe, phà, cá, đêm, mới, cũ, lớn, hầm, thờ, tưởng niệm, niệm, mang tên, tên, "
    "tiểu học, mầm non, trung học, trung học cơ sở, trung học phổ thông, phổ thông, chuyên, "
    "phổ thông dân tộc nội trú, dân lập, cao đẳng, đại học, đài, liệt sĩ, anh hùng, bác sĩ, "
    "giáo sư, tướng, đại tướng, thượng tướng, trung tướng, thiếu tướng, vua, danh nhân, "
    "mòn, kiểm ngư, buýt, mẫu giáo, cao đẳng nghề, trung cấp, trung cấp nghề, chính trị, "
    "phổ thông dân tộc bán trú, dân tộc nội trú, thực hành sư phạm, liên cấp, "
    "diễn, tuồng, chèo, kịch, kịch nói, cải lương, ca kịch, nhạc kịch, bài chòi, dân ca"
)
_BETWEEN = phrases_of(_WORDS_BETWEEN)
_FARTHEST = 8
# "phường Lê Lai" is a place, in "Chủ tịch phường Lê Lai" a person is meant as well as not.
_PLACES = keys("phường xã quận huyện trấn thôn ấp xóm khóm buôn")
# "TP. Hồ Chí Minh": the stop is of the abbreviation.
_LEVELS = keys("tp tỉnh phố")
_VILLAGE, _ELDER = key_of("làng"), keys("già trưởng")
# "Trưởng khu phố Lê Lai", "Giám đốc bệnh viện Lê Lai": who holds the office follows.
_LED = keys("phố trạm viện ga tàu chợ cảng bến rạp vở chùa miếu hồ")
_HEADS = keys("trưởng phó thư tịch đốc nhiệm viên diễn trì từ chủ sư mục")
_REACH = 5
_STREETS = keys("phố đường")
# "căn nhà số 30 Trần Thị Lan", "ở 12/5 Trần Thị Lan"; the number on a player's shirt is none.
_HOUSE_NUMBER = re.compile(r"\d{1,4}[A-Za-z]?\d?")
_HOUSES = keys("nhà tại ở chỉ sở trú ngụ quán tiệm hàng thự gốc ngách hẻm ngõ kiệt")
_NUMBER = key_of("số")
# "dự án nhà ở xã hội 282 Trần Thị Lan"; what people live and work in bears its address.
_BUILDINGS = Phrases(
    tuple(map(key_of, words.split()))
    for words in [
        "nhà ở xã hội",
        *["chung cư", "căn hộ", "dự án", "khách sạn", "tòa nhà", "cao ốc", "khu tập thể"],
        *["trụ sở", "khu đất", "lô đất", "mặt bằng", "cửa hàng", "công trình"],
    ]
)
# "12 Trần Thị Lan, phường …"
_PARTS_OF_A_TOWN = keys("phường quận P Q khu")
_TOWNS = keys("tp tỉnh thành thị huyện xã đường phố")
_SHIRTS, _ADDRESS = keys("áo thủ đội số phút"), key_of("chỉ")
# Between the streets of a list.
_IN_A_LIST = (", ", " - ", " – ")
_AND = keys("và hoặc hay")
# "các tuyến đường: …", "các phố như …", "các tuyến đường chính gồm …"
_ROADS = keys("đường phố tuyến lộ ngõ hẻm")
_BEFORE_A_LIST = keys("như gồm bao sau là chính lớn trên thuộc")
# "tuyến đường dài 4 km từ A đến B", "đoạn giao với A", "giao lộ giữa A và B"
_STRETCHES, _ENDS = keys("tuyến đoạn km lộ trục"), keys("từ đến tới")
_CROSSINGS, _JOINS = keys("giao ngã nút lộ"), keys("với giữa và")
_LONGEST_STRETCH, _LONGEST_CROSSING = 16, 6
_LONGEST_LIST = 40


class Streets(Works):
    """The words of one text, read for what is named after people; places are indexes of words."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def is_named_after(self, first: int) -> bool:
        """Say whether a street, a school, a bridge of that name is meant, alone or in a list."""
        return (
            self.is_after_cue(first)
            or self._is_after_house_number(first)
            or self._is_listed_street(first)
            or self._is_end_of_road(first)
            or self.is_of_event(first)
            or self.is_role(first)
        )

    def is_after_cue(self, first: int) -> bool:
        """Say whether the word for a street, a school, a bridge, a place leads to the name."""
        if self._is_province(first):
            return True
        between: list[str] = []
        for index in range(first - 1, max(first - _FARTHEST, 0) - 1, -1):
            if self.tokens[index + 1].gap != " ":
                return False
            if self._is_cue(index) and (not between or tuple(between) in _BETWEEN):
                return True
            if self._is_head(index, tuple(between)):
                return True
            if not self._is_code(index):
                between.insert(0, self._key(index))
        return False

    def _is_province(self, first: int) -> bool:
        """Say whether a level leads to a province that bears a name: `TP. Hồ Chí Minh`."""
        if not first or self.tokens[first].gap not in (" ", ". ", "."):
            return False
        words = [token.text for token in self.tokens[first : first + LONGEST_PHRASE]]
        return self._key(first - 1) in _LEVELS and province_at(words, 0) > 0

    def _is_head(self, index: int, between: tuple[str, ...]) -> bool:
        """Say whether `Nhà hát`, `Bảo tàng`, `Huân chương`, `tượng đài Đại tướng` end here."""
        for length in range(1, LONGEST_PHRASE):
            start = index - length + 1
            if start < 0:
                return False
            head = tuple(map(self._key, range(start, index + 1)))
            if head in WHOLE_HEADS and not between:
                return True
            if head in MEMORIALS and between in TITLES:
                return True
            if head in NAMED_HEADS and not between and not self._is_led(start):
                return True
        return False

    def _is_listed_street(self, first: int) -> bool:
        # "các phố Trần Thị Lan, Bùi Huy Cận, Lý A Dào": the cue stands before the first.
        at = first
        for _street in range(_LONGEST_LIST):
            if self._opens_list(at):
                return True
            before = self._before_in_list(at)
            if before < 0:
                return False
            is_joined = self._key(at - 1) in _AND
            start = before
            while start > 0 and self.tokens[start].gap == " " and self._is_capital(start - 1):
                start -= 1
            if not (self._is_capital(start) and self._is_capital(before)):
                return False
            # "Đường Lê Lai": the cue has a capital of its own.
            opens_with_street = self.tokens[start].opens and self._key(start) in _STREETS
            if opens_with_street and start < before:
                return True
            if start == before and not (is_joined or at != first):
                return False
            if self._is_after_road(start) if is_joined else self.is_after_cue(start):
                return True
            at = start
        return False

    def _before_in_list(self, first: int) -> int:
        """Return the last word of the name before in a list, or -1: `Lê Lai (Bến Hạ), …`."""
        before, gap = first - 1, self.tokens[first].gap
        if before > 0 and gap == " " and self._key(before) in _AND:
            before, gap = before - 1, self.tokens[before].gap + ","
            gap = ", " if gap in (" ,", ", ,") else gap.replace(",", "")
        if before > 0 and gap.startswith(")"):
            gap = gap[1:] if gap != ") " else ", "
            while before > 0 and self.tokens[before].gap != " (":
                before -= 1
            before -= 1
        return before if before > 0 and gap in _IN_A_LIST else -1

    def _opens_list(self, first: int) -> bool:
        """Say whether a list of streets begins: `các tuyến đường: …`, `các phố như …`."""
        at, is_list = first - 1, self.tokens[first].gap == ": "
        if at < 0 or self.tokens[first].gap not in (" ", ": "):
            return False
        while at > 0 and self.tokens[at].gap == " " and self._key(at) in _BEFORE_A_LIST:
            at, is_list = at - 1, True
        return is_list and self._key(at) in _ROADS and not self._is_no_cue(at)

    def _is_after_road(self, first: int) -> bool:
        return first > 0 and self._key(first - 1) in _ROADS and self.is_after_cue(first)

    def _is_end_of_road(self, first: int) -> bool:
        """Say whether a stretch ends here: `tuyến dài 4 km từ Lê Lai (Bến Hạ) đến Lê Lợi`."""
        if first < 2 or self.tokens[first].gap != " ":
            return False
        cue = self._key(first - 1)
        if cue in _ENDS:
            return self._has_before(first - 1, _STRETCHES, _LONGEST_STRETCH)
        return cue in _JOINS and self._has_before(first - 1, _CROSSINGS, _LONGEST_CROSSING)

    def _has_before(self, index: int, words: frozenset[str], reach: int) -> bool:
        for place in range(index - 1, max(index - reach, 0) - 1, -1):
            if self.tokens[place + 1].gap not in (" ", ", ", " (", ") ", "), "):
                return False
            if self._key(place) in words and not self._is_no_cue(place):
                return True
        return False

    def _is_cue(self, index: int) -> bool:
        word, before = self._key(index), self._key(index - 1) if index else ""
        if word in _PLACES:
            return not self._is_led(index)
        if word == _VILLAGE:
            return before not in _ELDER and not self._is_led(index)
        if self._is_no_cue(index) or (word in _LED and self._is_led(index)):
            return False
        return word in _NAMED_AFTER or before in _CUE_ONLY_AFTER.get(word, ())

    def _is_no_cue(self, index: int) -> bool:
        return index > 0 and self._key(index - 1) in _NO_CUE_AFTER.get(self._key(index), ())

    def _is_led(self, index: int) -> bool:
        """Say whether an office begins shortly before: `Bí thư Chi bộ khu phố …`."""
        for place in range(index - 1, max(index - _REACH, 0) - 1, -1):
            if self.tokens[place + 1].gap != " ":
                return False
            if self._key(place) in _HEADS:
                return True
        return False

    def _is_code(self, index: int) -> bool:
        """Say whether the word is a kind in capitals or a number: `trường THPT số 2 …`."""
        text = self.tokens[index].text
        return text.isdigit() or (len(text) > 1 and text.isupper()) or key_of(text) == _NUMBER

    def _is_after_house_number(self, first: int) -> bool:
        """Say whether an address begins: `căn nhà số 30 Lê Lai`, `số 12/5 Lê Lai, phường …`."""
        at, gap = first, " "
        while at and self.tokens[at].gap == gap and self._is_house_number(at - 1):
            at, gap = at - 1, "/"
        if at == first or not at:
            return False
        words = [self._key(index) for index in range(max(0, at - LONGEST_PHRASE), at)]
        if self.tokens[at].gap != " ":
            # "Địa chỉ: 30 Lê Lai", "(30 Lê Lai, TP Hải Vân)"
            is_told = self.tokens[at].gap == ": " and words[-1] == _ADDRESS
            return is_told or (self.tokens[at].gap.endswith("(") and self._is_in_town(first, True))
        is_told = words[-1] == _NUMBER
        words = words[:-1] if is_told else words
        is_building = any(tuple(words[-length:]) in _BUILDINGS for length in range(2, 5))
        if is_building or not _HOUSES.isdisjoint(words[-1:]):
            return True
        return self._is_in_town(first, is_told and _SHIRTS.isdisjoint(words[-1:]))

    def _is_house_number(self, index: int) -> bool:
        return _HOUSE_NUMBER.fullmatch(self.tokens[index].text) is not None

    def _is_in_town(self, first: int, is_address: bool) -> bool:
        """Say whether the name goes on to the quarter or town: `Lê Lai, phường Bến Thành`."""
        last = first
        while not self.tokens[last].is_capitalised or self._goes_on(last):
            last += 1
        following = self.tokens[last + 1 : last + 2]
        if not following or following[0].gap not in (", ", " ("):
            return False
        if key_of(following[0].text) in _PARTS_OF_A_TOWN and following[0].gap == ", ":
            return True
        words = [token.text for token in self.tokens[last + 1 : last + 1 + LONGEST_PHRASE]]
        is_town = key_of(words[0]) in _TOWNS or province_at(words, 0) > 0
        return is_address and is_town
