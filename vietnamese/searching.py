"""What a text can be found by: its syllables with and without marks, and pairs of neighbours."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from vietnamese.text import fold, squeeze, tone_key

# Neither a hyphen nor an ampersand: who looks for "Thắng Lợi" finds Thắng-Lợi.
_WORD = re.compile(r"[^\W_]+")
_NOT_OF_A_WORD = re.compile(r"[\W_]+")
# Longer ones are no words; what begins alike is one.
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its place: `folded` without marks, `exact` with the tone last, both lower case."""

    folded: str
    exact: str
    start: int
    end: int

    @property
    def has_marks(self) -> bool:
        return self.folded != self.exact


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text that is stored as `normalise` leaves it."""
    for match in _WORD.finditer(text):
        folded, exact = forms(match.group())
        if folded:
            yield Word(folded, exact, match.start(), match.end())


# A paper uses some 7,000 syllables again and again, and names beside them.
@lru_cache(maxsize=65_536)
def forms(word: str) -> tuple[str, str]:
    """Return a word without marks, and with its tone behind it, lower case: hoà as hòa."""
    folded = _NOT_OF_A_WORD.sub("", fold(word))
    return folded[:LONGEST], tone_key(word).casefold()[:LONGEST]


def pairs_of(words: Iterable[str]) -> Iterator[str]:
    """Yield each word with the next: `bến_cá`, `cá_mới`."""
    before = ""
    for word in words:
        if before:
            yield f"{before}_{word}"
        before = word


def with_edges(words: Iterable[str]) -> str:
    """Return words in order, a blank on each side: where a phrase can be looked for as it is."""
    return f" {' '.join(words)} "


def typed(text: str, longest: int) -> str:
    """Return what somebody typed as text is stored, on one line, no longer than `longest`."""
    return squeeze(text[:longest])
