"""From what somebody typed to words and phrases: none of it reaches the database as it is."""

import re
from dataclasses import dataclass
from itertools import chain

from vietnamese.searching import Word, typed, words_of

LONGEST = 200
MOST_WORDS = 12

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')


@dataclass(frozen=True)
class Query:
    """`loose` words stand anywhere in a story, those of each phrase on one another."""

    loose: tuple[Word, ...]
    phrases: tuple[tuple[Word, ...], ...]
    # What was typed had more in it than is looked for.
    is_cut: bool = False

    @property
    def words(self) -> list[Word]:
        return [*chain.from_iterable(self.phrases), *self.loose]

    @property
    def has_marks(self) -> bool:
        return any(word.has_marks for word in self.words)

    def __bool__(self) -> bool:
        return bool(self.loose or self.phrases)


def understand(text: str) -> Query:
    """Return the words of `text`, at most MOST_WORDS, and its quoted phrases; both may be none."""
    line = typed(text, LONGEST)
    left = MOST_WORDS
    phrases: list[tuple[Word, ...]] = []
    for match in _QUOTED.finditer(line):
        phrase = tuple(words_of(match[1]))[:left]
        left -= len(phrase)
        phrases += [phrase] if phrase else []
    loose = tuple(words_of(_QUOTED.sub(" ", line)))
    is_cut = len(text) > LONGEST or len(loose) > left or sum(map(len, phrases)) == MOST_WORDS
    return Query(loose[:left], tuple(phrases), is_cut=is_cut)
