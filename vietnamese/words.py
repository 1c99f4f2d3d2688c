"""Words of a paragraph, and which runs of them are personal names and places."""

from collections.abc import Sequence

from vietnamese.lexicon import LEVELS, phrase_at
from vietnamese.places import province_at
from vietnamese.syllables import is_family_name, is_syllable
from vietnamese.text import fold
from vietnamese.tokens import Token, tokenise
from vietnamese.wordlists import key_of, keys

_COMMON_FAMILY_NAMES = keys(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Trịnh Đoàn "
    "Mai Lưu Trương Lương Hà Tạ Cao Phùng Vương Lâm Tô Đàm Châu Nông"
)
# After these a place may follow without more: "Huyện ủy Lý Sơn".
_TAKES_PLACE = keys("ủy UBND HĐND an đoàn bộ dân ĐBQH MTTQ thôn")
_LONGEST_PERSON = 5
_VOWELS = frozenset("aeiouy")


class Words:
    """The words of one paragraph, with their keys for comparing."""

    def __init__(self, paragraph: str) -> None:
        self.text = paragraph
        self.tokens: Sequence[Token] = tokenise(paragraph)
        self.words = [token.text for token in self.tokens]
        self.keys = [key_of(word) for word in self.words]

    def person_at(self, index: int) -> int:
        """Return how many words from `index` on are a Vietnamese full name; 0 for none."""
        run = self.capitalised_run(index)
        if not 2 <= run <= _LONGEST_PERSON or not is_family_name(self.words[index]):
            return 0
        name = self.words[index : index + run]
        if province_at(self.words, index):
            return 0
        if any(word.isupper() and len(word) > 1 for word in name) or not all(
            map(_is_name_word, name)
        ):
            return 0
        return run

    def capitalised_run(self, index: int) -> int:
        length = 0
        for token in self.tokens[index : index + _LONGEST_PERSON + 1]:
            if not token.is_capitalised or (length and token.gap != " "):
                break
            length += 1
        return length

    def is_capitalised(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].is_capitalised

    def takes_place(self, index: int) -> bool:
        """Say whether a place may follow the word without more: `Huyện ủy Văn Lâm`."""
        return self.keys[index] in _TAKES_PLACE or phrase_at(self.keys, index, LEVELS) == 1

    def place_at(self, index: int, *, in_office: bool) -> int:
        """Return how many words with capitals, or a number, after `xã` are the place."""
        if index >= len(self.tokens) or self.tokens[index].gap not in (" ", "."):
            return 0
        if province := province_at(self.words, index):
            return province
        if self.words[index].isdigit():
            return 1
        run = self.capitalised_run(index)
        if in_office and run > 2 and self.person_at(index) == run and self.is_common(index):
            return 0
        return self.place_before_person(index) or min(run, 3)

    def place_before_person(self, index: int) -> int:
        """Return the length of the place in `Hồng Phong Nguyễn Văn An`; 0 where no name follows."""
        run = self.capitalised_run(index)
        for split in (2, 1, 3):
            if run >= 4 and run - split >= 2 and self.is_common(index + split):
                return split
        return 0

    def is_common(self, index: int) -> bool:
        return self.keys[index] in _COMMON_FAMILY_NAMES


def _is_name_word(word: str) -> bool:
    # "Nguyễn Đức Th.": a name that is hidden from readers stays so.
    return (
        word.replace("'", "").replace("’", "").isalpha()
        and (is_syllable(word) or len(word) <= 7)
        and has_vowel(word)
    )


def has_vowel(word: str) -> bool:
    return not _VOWELS.isdisjoint(fold(word))
