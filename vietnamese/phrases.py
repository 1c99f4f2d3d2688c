"""
A paragraph read as offices, institutions, honorifics and personal names, from left to right.

What was measured on Vietnamese provincial news: closed lists of head words and of the words that
may follow them read offices and institutions better than statistical taggers do.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from vietnamese.lexicon import (
    ALL_WORDS,
    CHOSEN_NAMES,
    CONNECTORS,
    FORMER,
    FUNCTION_WORDS,
    HONORIFICS,
    INSTITUTIONS,
    LEVELS,
    LONGEST_PHRASE,
    OCCUPATIONS,
    OFFICE_CONNECTORS,
    OFFICES,
    RANKS,
    VERBAL_WORDS,
    WHOLE,
    WORDS,
    phrase_at,
)
from vietnamese.places import province_at
from vietnamese.syllables import is_syllable
from vietnamese.wordlists import key_of, keys
from vietnamese.words import Words, has_vowel

Kind = Literal["office", "rank", "honorific", "organisation", "person"]

_AGE = re.compile(
    r" *[,(]?\s?(?:\(|khoảng )?(?:\d{1,3} tuổi|(?:sinh năm|SN)\s?\d{4})", re.IGNORECASE
)
_LONGEST_PHRASE = 22
# Heads that are common words as well: a capital must follow.
_SHORT_HEADS = keys("ĐH báo đài viện vụ phòng quỹ hội ban sở bộ cục trường") | {
    key_of("cảnh sát"),
    key_of("thanh tra"),
    key_of("hải quan"),
    key_of("biên phòng"),
}
_NAMED_AFTER_PEOPLE = keys("trường thpt thcs học non viện TNHH CP CTCP MTV phần")
_ENVIRONMENT = [key_of("môi"), key_of("trường")]
_NOT_INSTITUTIONS = frozenset(
    map(key_of, ["trường sa", "trường sơn", "hội an", "đài loan", "đài bắc", "ban mê", "bộ hành"])
)
_YEARS, _COPULA = key_of("tuổi"), key_of("là")
_AUTHOR = [key_of("tác"), key_of("giả")]
_NUMBERED = keys("khu vực đoàn khóa quận số")
_DASHES = frozenset([" - ", " – "])
_APPOSED = frozenset([", ", " ("])
_INTRODUCE = frozenset(["honorific", "rank"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words `first` to `last - 1` of a paragraph."""

    kind: Kind
    first: int
    last: int


class Reader(Words):
    """Reads one paragraph; `names` are spans known to be people, whatever they look like."""

    def __init__(self, paragraph: str, names: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(paragraph)
        self.known = self._known(names)
        self.phrases = self._read()

    def text_of(self, phrase: Phrase) -> str:
        return self.text[self.tokens[phrase.first].start : self.tokens[phrase.last - 1].end]

    def gap_before(self, index: int) -> str:
        return self.tokens[index].gap if index < len(self.tokens) else ""

    def _known(self, names: tuple[tuple[int, int], ...]) -> dict[int, int]:
        known = {}
        starts = [token.start for token in self.tokens]
        for start, end in names:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            if first < last:
                known[first] = last - first
        return known

    def _read(self) -> list[Phrase]:
        phrases: list[Phrase] = []
        index = 0
        while index < len(self.tokens):
            phrase = None if self._is_inside_name(index, phrases) else self._phrase_at(index)
            phrase = phrase or self._foreigner_at(index, phrases)
            if phrase:
                phrases.append(phrase)
            index = phrase.last if phrase else self._after_place(index)
        return phrases

    def _is_inside_name(self, index: int, phrases: list[Phrase]) -> bool:
        """Say whether the word goes on with an unknown name: the `Ban` of `Tây Ban Nha`."""
        if not index or self.tokens[index].gap != " " or index in self.known:
            return False
        is_after_phrase = bool(phrases) and phrases[-1].last == index
        is_head = phrase_at(self.keys, index, INSTITUTIONS) == 1
        return is_head and self.tokens[index - 1].is_capitalised and not is_after_phrase

    def _phrase_at(self, index: int) -> Phrase | None:
        if index in self.known:
            return Phrase("person", index, index + self.known[index])
        if office := self._office_at(index):
            return Phrase("office", index, office)
        if rank := phrase_at(self.keys, index, RANKS):
            return Phrase("rank", index, index + rank)
        if organisation := self._organisation_at(index):
            return Phrase("organisation", index, organisation)
        if honorific := self._honorific_at(index):
            return Phrase("honorific", index, index + honorific)
        if person := self.person_at(index):
            return Phrase("person", index, index + person)
        return None

    def _foreigner_at(self, index: int, phrases: list[Phrase]) -> Phrase | None:
        """Read `Pierre Kallmann` as a person, only after an honorific, a rank, an occupation."""
        introduced = phrases and phrases[-1].last == index and phrases[-1].kind in _INTRODUCE
        if not introduced and not self.occupation_before(index):
            return None
        run = self.capitalised_run(index)
        words = self.words[index : index + run]
        is_foreign = any(not is_syllable(word) and not word.isupper() for word in words)
        if not all(map(has_vowel, words[-1:])):
            return None
        return Phrase("person", index, index + run) if 2 <= run <= 4 and is_foreign else None

    def occupation_before(self, index: int) -> bool:
        """Say whether an occupation stands right before the word: `điều dưỡng Lại Thị Oanh`."""
        if not index or index >= len(self.tokens) or self.tokens[index].gap != " ":
            return False
        return any(
            phrase_at(self.keys[first:index], 0, OCCUPATIONS) == index - first
            for first in range(max(0, index - LONGEST_PHRASE), index)
        )

    def occupation_after(self, index: int) -> bool:
        """Say whether an occupation follows in apposition: `Mẫn Thu Trà, sinh viên`."""
        follows = index < len(self.tokens) and self.tokens[index].gap in _APPOSED
        former = phrase_at(self.keys, index, FORMER)
        return follows and phrase_at(self.keys, index + former, OCCUPATIONS) > 0

    def is_after_copula(self, after: int, index: int) -> bool:
        """Say whether only `là` stands between the word `after` and `index`."""
        is_one = index == after + 1 and self.keys[after] == _COPULA
        return is_one and self.tokens[after].gap == self.tokens[index].gap == " "

    def age_after(self, index: int) -> bool:
        """Say whether an age or a year of birth follows the word: `Lê Văn Tú (45 tuổi)`."""
        return _AGE.match(self.text, self.tokens[index].end) is not None

    def age_before(self, index: int) -> bool:
        """Say whether an age stands right before the word: `ngư dân 46 tuổi Lê Văn Tú`."""
        years, word = self.tokens[index - 2 : index - 1], self.tokens[index - 1 : index]
        is_joined = index > 1 and self.tokens[index].gap == word[0].gap == " "
        return is_joined and years[0].text.isdigit() and key_of(word[0].text) == _YEARS

    def _after_place(self, index: int) -> int:
        """Return the index after one word, or after a place: no name begins inside it."""
        if province := province_at(self.words, index):
            return index + province
        if level := phrase_at(self.keys, index, LEVELS):
            return index + level + self.place_at(index + level, in_office=False)
        return index + 1

    def _honorific_at(self, index: int) -> int:
        length = phrase_at(self.keys, index, HONORIFICS)
        following = index + length
        if not length or following >= len(self.tokens) or not self._is_joined_name(following):
            return 0
        if self.tokens[following].gap == ": " and self.keys[index:following] == _AUTHOR:
            # "Tác giả: …" signs.
            return 0
        # "người đàn ông Vân Kiều": a man of a people, not a Mr Kiều.
        return 0 if index and self.keys[index - 1] == key_of("đàn") else length

    def _is_joined_name(self, index: int) -> bool:
        token = self.tokens[index]
        return token.is_capitalised and token.gap in (" ", ": ", ". ", ".")

    def _office_at(self, index: int) -> int:
        former = phrase_at(self.keys, index, FORMER)
        head = phrase_at(self.keys, index + former, OFFICES)
        if not head:
            return 0
        if (
            head == 1
            and self.keys[index + former] == key_of("trưởng")
            and not self.is_capitalised(index + 1)
        ):
            return 0
        return self._extend(index + former + head, in_office=True)

    def _organisation_at(self, index: int) -> int:
        head = phrase_at(self.keys, index, INSTITUTIONS)
        if not head or not self.tokens[index].is_capitalised:
            return 0
        start = index + head
        key = " ".join(self.keys[index:start])
        if " ".join(self.keys[index : index + 2]) in _NOT_INSTITUTIONS:
            return 0
        if (
            key in _SHORT_HEADS
            and not self.is_capitalised(start)
            and not phrase_at(self.keys, start, WORDS)
        ):
            return 0
        end = self._extend(start, in_office=False)
        if end > start or tuple(self.keys[index:end]) in WHOLE:
            return end
        return 0

    def _extend(self, start: int, *, in_office: bool) -> int:
        """Return where the words that may belong to an office or institution end."""
        index = start
        while index < min(len(self.tokens), start + _LONGEST_PHRASE):
            length = self._extension_at(index, start, in_office=in_office)
            if not length:
                break
            index += length
        while index > start and self.keys[index - 1] in OFFICE_CONNECTORS:
            index -= 1
        return index

    def _extension_at(self, index: int, start: int, *, in_office: bool) -> int:
        token = self.tokens[index]
        if token.gap != " ":
            return self._listed_part_at(index)
        if index in self.known:
            return 0
        if province := province_at(self.words, index):
            return province
        if self.takes_place(index - 1) and (place := self.place_before_person(index)):
            return place
        if self._is_person_here(index, start, in_office=in_office):
            return 0
        level = phrase_at(self.keys, index, LEVELS)
        words = phrase_at(self.keys, index, WORDS)
        institution = phrase_at(self.keys, index, INSTITUTIONS)
        if level and level >= words:
            return level + self.place_at(index + level, in_office=in_office)
        if words or institution > 1:
            return max(words, institution)
        verbal = phrase_at(self.keys, index, VERBAL_WORDS)
        if verbal and (token.is_capitalised or self._is_after_head(index, start)):
            return verbal
        if token.is_capitalised:
            return 1 + self._rest_of_word(index, start)
        if self._is_number(index):
            return 1
        connector = self._connector_at(index, in_office=in_office)
        if connector or in_office:
            return connector
        return self._small_words_at(index, start)

    def _is_after_head(self, index: int, start: int) -> bool:
        before = self.keys[index - 1]
        is_head = before in _SHORT_HEADS and self.tokens[index - 1].is_capitalised
        return index == start or before in OFFICE_CONNECTORS or is_head

    def _rest_of_word(self, index: int, start: int) -> int:
        """Return 1 for the `thống` of `Hội Truyền thống`: a lone capital opens a word of two."""
        following = index + 1
        if following >= len(self.tokens) or not is_syllable(self.words[index]):
            return 0
        is_lone = self._is_after_head(index, start) and self.keys[index] not in _SHORT_HEADS
        rest = self.tokens[following]
        goes_on = rest.gap == " " and rest.text.islower() and is_syllable(rest.text)
        return 1 if is_lone and goes_on and self.keys[following] not in FUNCTION_WORDS else 0

    def _small_words_at(self, index: int, start: int) -> int:
        """
        Return 1 or 2 for the small words in the middle of a body's own name.

        `Công ty CP Điện gió Hòn Mây`, `Viện Vệ sinh dịch tễ Duyên Hải`: only in names that
        companies and societies choose, for `Bộ Y tế đề nghị Hà Nội` is a sentence.
        """
        head = self._head_length(start)
        if index == start or not phrase_at(self.keys[start - head : start], 0, CHOSEN_NAMES):
            return 0
        for length in (1, 2):
            small = self.tokens[index : index + length]
            is_small = all(
                token.gap == " " and token.text.islower() and is_syllable(token.text)
                for token in small
            )
            if not is_small or not FUNCTION_WORDS.isdisjoint(self.keys[index : index + length]):
                return 0
            if self._goes_on_with_name(index + length):
                return length
        return 0

    def _goes_on_with_name(self, index: int) -> bool:
        if index >= len(self.tokens) or index in self.known:
            return False
        token = self.tokens[index]
        if token.gap != " " or not token.is_capitalised or province_at(self.words, index):
            return False
        is_person = self.is_common(index) and self.person_at(index) > 2
        return not is_person and not phrase_at(self.keys, index, INSTITUTIONS)

    def _head_length(self, start: int) -> int:
        return next(
            (
                n
                for n in range(LONGEST_PHRASE, 0, -1)
                if start - n >= 0 and phrase_at(self.keys[start - n : start], 0, INSTITUTIONS) == n
            ),
            0,
        )

    def _is_number(self, index: int) -> bool:
        is_numbered = self.keys[index - 1] in _NUMBERED
        return self.words[index].isdigit() and len(self.words[index]) <= 3 and is_numbered

    def _connector_at(self, index: int, *, in_office: bool) -> int:
        if self.keys[index] not in (OFFICE_CONNECTORS if in_office else CONNECTORS):
            return 0
        following = index + 1
        if following >= len(self.tokens) or self.tokens[following].gap != " ":
            return 0
        if self.keys[index] in CONNECTORS and (
            phrase_at(self.keys, following, INSTITUTIONS)
            or phrase_at(self.keys, following, OFFICES)
        ):
            return 0
        goes_on = self.is_capitalised(following) and not self.person_at(following)
        goes_on = goes_on or (self.words[following].isdigit() and self.keys[index] in _NUMBERED)
        known = phrase_at(self.keys, following, WORDS) or phrase_at(
            self.keys, following, VERBAL_WORDS
        )
        if self.keys[index] in CONNECTORS:
            return 1 if known and (goes_on or not in_office) else 0
        return 1 if goes_on or known else 0

    def _listed_part_at(self, index: int) -> int:
        """Read `, Thể thao và Du lịch` and `- Khoáng sản`, which go on with a name."""
        part = phrase_at(self.keys, index, ALL_WORDS)
        if not part or not self.tokens[index].is_capitalised:
            return 0
        if self.tokens[index].gap in _DASHES:
            return part
        closes = index + part
        if self.tokens[index].gap != ", " or self.keys[closes : closes + 1] != [key_of("và")]:
            return 0
        last = phrase_at(self.keys, closes + 1, ALL_WORDS)
        return part + 1 + last if last and self.is_capitalised(closes + 1) else 0

    def _is_person_here(self, index: int, start: int, *, in_office: bool) -> bool:
        run = self.person_at(index)
        if not run or self._is_named_after(index):
            return False
        return run > 2 or (in_office and self.is_common(index))

    def _is_named_after(self, index: int) -> bool:
        """Tell `Trường Nguyễn Huệ` from `Bộ trưởng Môi trường Lê Văn An`."""
        is_environment = self.keys[index - 2 : index] == _ENVIRONMENT
        return self.keys[index - 1] in _NAMED_AFTER_PEOPLE and not is_environment
