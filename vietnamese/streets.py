"""Streets, schools and bridges that bear somebody's name: the name, and not the person."""

import re
from collections.abc import Sequence

from vietnamese.lexicon import LONGEST_PHRASE, Phrases
from vietnamese.tokens import Token
from vietnamese.wordlists import key_of, keys

# "đường Lê Văn Lương", "trường THPT Lê Hồng Phong": a name, not the person.
_NAMED_AFTER = keys(
    "đường phố ngõ hẻm cầu chợ trường THPT THCS lộ vòng ngã hầm bến cảng giải quỹ bổng đền kênh "
    "tuyến trạm tượng TNHH tàu đảo ga"
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
    }.items()
}
# What may stand between: "giải thưởng Lê Lai", "trường trung học phổ thông Lê Lai".
_WORDS_BETWEEN = (
    "thưởng, học bổng, khuyến học, báo chí, văn học, bóng đá, từ thiện, bảo trợ, vượt, treo, "
    "tư, ba, năm, sáu, bảy, xoay, xuyến, nối, nối từ, dẫn vào, đi, qua, sắt, cao tốc, "
    "đi bộ, chui, xe, phà, cá, đêm, mới, cũ, lớn, hầm, thờ, tưởng niệm, niệm, mang tên, tên, "
    "tiểu học, mầm non, trung học, trung học cơ sở, trung học phổ thông, phổ thông, chuyên, "
    "phổ thông dân tộc nội trú, dân lập, cao đẳng, đại học, đài, liệt sĩ, anh hùng, bác sĩ, "
    "giáo sư, tướng, đại tướng, thượng tướng, trung tướng, thiếu tướng, vua, danh nhân"
)
_BETWEEN = Phrases(tuple(map(key_of, words.split())) for words in _WORDS_BETWEEN.split(", "))
_FARTHEST = 6
# "phường Lê Lai" is a place, in "Chủ tịch phường Lê Lai" a person is meant as well as not.
_PLACES = keys("phường xã quận huyện trấn thôn ấp")
# "Trưởng khu phố Lê Lai", "Giám đốc bệnh viện Lê Lai": who holds the office follows.
_LED = keys("phố trạm viện ga tàu")
_HEADS = keys("trưởng phó thư tịch đốc nhiệm viên")
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
# Between the streets of a list.
_IN_A_LIST = (", ", " - ", " – ")
_LONGEST_LIST = 40


class Neighbours:
    """The words of one text, asked by their indexes."""

    tokens: Sequence[Token]

    def _is_capital(self, index: int) -> bool:
        return self.tokens[index].is_capitalised

    def _key(self, index: int) -> str:
        return key_of(self.tokens[index].text)

    def _goes_on(self, last: int) -> bool:
        following = self.tokens[last + 1 : last + 2]
        return any(token.gap == " " and token.is_capitalised for token in following)


class Streets(Neighbours):
    """The words of one text, read for what is named after people; places are indexes of words."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def is_named_after(self, first: int) -> bool:
        """Say whether a street, a school, a bridge of that name is meant, alone or in a list."""
        if self.is_after_cue(first) or self._is_after_house_number(first):
            return True
        # "các phố Trần Thị Lan, Bùi Huy Cận, Lý A Dào": the cue stands before the first.
        before = first - 1
        for _street in range(_LONGEST_LIST):
            if before <= 0 or self.tokens[before + 1].gap not in _IN_A_LIST:
                return False
            start = before
            while start > 0 and self.tokens[start].gap == " " and self._is_capital(start - 1):
                start -= 1
            if not self._is_capital(start) or start == before:
                return False
            opens_with_street = self.tokens[start].opens and self._key(start) in _STREETS
            if opens_with_street or self.is_after_cue(start):
                return True
            before = start - 1
        return False

    def is_after_cue(self, first: int) -> bool:
        """Say whether the word for a street, a school, a bridge, a place leads to the name."""
        between: list[str] = []
        for index in range(first - 1, max(first - _FARTHEST, 0) - 1, -1):
            if self.tokens[index + 1].gap != " ":
                return False
            if self._is_cue(index) and (not between or tuple(between) in _BETWEEN):
                return True
            if not self._is_code(index):
                between.insert(0, self._key(index))
        return False

    def _is_cue(self, index: int) -> bool:
        word, before = self._key(index), self._key(index - 1) if index else ""
        if word in _PLACES:
            return not self._is_led(index)
        if before in _NO_CUE_AFTER.get(word, ()) or (word in _LED and self._is_led(index)):
            return False
        return word in _NAMED_AFTER or before in _CUE_ONLY_AFTER.get(word, ())

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
        if at == first or not at or self.tokens[at].gap != " ":
            return False
        words = [self._key(index) for index in range(max(0, at - LONGEST_PHRASE), at)]
        words = words[:-1] if words[-1] == _NUMBER else words
        is_building = any(tuple(words[-length:]) in _BUILDINGS for length in range(2, 5))
        return is_building or not _HOUSES.isdisjoint(words[-1:]) or self._is_in_town(first)

    def _is_house_number(self, index: int) -> bool:
        return _HOUSE_NUMBER.fullmatch(self.tokens[index].text) is not None

    def _is_in_town(self, first: int) -> bool:
        """Say whether the name goes on to the quarter: `Lê Lai, phường Bến Thành`."""
        last = first
        while not self.tokens[last].is_capitalised or self._goes_on(last):
            last += 1
        following = self.tokens[last + 1 : last + 2]
        return any(
            token.gap == ", " and key_of(token.text) in _PARTS_OF_A_TOWN for token in following
        )
