"""Streets, schools and bridges that bear somebody's name: the name, and not the person."""

import re

from vietnamese.lexicon import LONGEST_PHRASE, Phrases
from vietnamese.tokens import Token
from vietnamese.wordlists import key_of, keys

HONORIFICS = keys("ông bà anh chị cô chú bác cụ em cháu thầy theo và của với cùng")
# "đường Lê Văn Lương", "trường THPT Lê Hồng Phong": a name, not the person.
_NAMED_AFTER = keys(
    "đường phố ngõ hẻm cầu chợ trường THPT THCS lộ vòng ngã hầm bến cảng viên giải quỹ bổng đền "
    "kênh tuyến trạm đài"
)
# "nhà trường", "thành phố": the last syllable alone would mislead.
_NO_CUE_AFTER = {
    key_of("trường"): keys("nhà hiện thị môi công"),
    key_of("phố"): keys("thành"),
}
# "công viên Lê Văn Tám", and not "giáo viên"; "tượng đài Lê Lợi", and not an "Đài" of radio.
_CUE_ONLY_AFTER = {key_of("viên"): keys("công"), key_of("đài"): keys("tượng")}
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


class Streets:
    """The words of one text, read for what is named after people; places are indexes of words."""

    def __init__(self, tokens: list[Token]) -> None:
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
        """Say whether the word for a street, a school, a bridge stands up to three words before."""
        for index in range(first - 1, max(first - 4, -1), -1):
            if self.tokens[index + 1].gap != " ":
                return False
            word = self._key(index)
            if word in HONORIFICS:
                return False
            before = self._key(index - 1) if index else ""
            is_cue = before in _CUE_ONLY_AFTER.get(word, (before,))
            if word in _NAMED_AFTER and is_cue and before not in _NO_CUE_AFTER.get(word, ()):
                return True
        return False

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

    def _is_capital(self, index: int) -> bool:
        return self.tokens[index].is_capitalised

    def _key(self, index: int) -> str:
        return key_of(self.tokens[index].text)

    def _goes_on(self, last: int) -> bool:
        following = self.tokens[last + 1 : last + 2]
        return any(token.gap == " " and token.is_capitalised for token in following)
