"""
Finding quoted words again in a text that was edited since.

As in the W3C's Web Annotation (TextQuoteSelector): the words, a bit of what stood before and
after them, and the number of their paragraph. A text is a list of paragraphs, as
`richtext.plain_blocks` gives it; a headline is a list of one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from vietnamese.text import normalise, tone_key

# Characters that are kept of what stands around the words.
AROUND = 40
# Fewer words than these are not told from others by themselves: what stands around must help.
TELLING = 4
# Characters around that make few words these very words.
ENOUGH_AROUND = 12
# How much of the words must be left, where some of them were changed.
LIKE = 0.6

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Anchor:
    quote: str
    before: str = ""
    after: str = ""
    paragraph: int = 0


@dataclass(frozen=True)
class Spot:
    """Characters `start` to `end` of one paragraph."""

    paragraph: int
    start: int
    end: int


def anchor(blocks: Sequence[str], *, words: str, paragraph: int, start: int) -> Anchor | None:
    """
    Return the anchor of `words`, which were marked at or near `start` in `paragraph`.

    Words over several paragraphs have line ends between them. None where they do not stand there.
    """
    text, begins = _joined(blocks)
    near = begins[min(max(paragraph, 0), len(begins) - 1)] + start if begins else 0
    found = min(_exact(text, words), key=lambda span: abs(span[0] - near), default=None)
    if found is None:
        return None
    first, end = found
    return Anchor(
        quote=text[first:end],
        before=text[max(0, first - AROUND) : first],
        after=text[end : end + AROUND],
        paragraph=_spot(begins, first, end).paragraph,
    )


def find(blocks: Sequence[str], sought: Anchor) -> list[Spot]:
    """
    Return where the words of `sought` stand now, a spot for each line of them; [] if they are gone.

    - The very words, blanks and paragraph ends aside: where most of what stood around them stands.
    - Else line by line the words that are left, if they are more than half of what there was.
    - Few words count as these words only with what stood around them: better gone than wrong.
    """
    text, begins = _joined(blocks)
    spans = sorted(
        _exact(text, sought.quote),
        key=lambda span: (-_around(text, span, sought), _away(begins, span, sought)),
    )
    if spans and _is_telling(text, spans[0], sought):
        return list(_by_lines(text, begins, spans[0]))
    left = (_what_is_left(blocks, line, sought.paragraph) for line in sought.quote.split("\n"))
    return [spot for spot in left if spot is not None]


def _joined(blocks: Sequence[str]) -> tuple[str, list[int]]:
    begins, at = [], 0
    for block in blocks:
        begins.append(at)
        at += len(block) + 1
    return "\n".join(blocks), begins


def _exact(text: str, words: str) -> list[tuple[int, int]]:
    parts = [re.escape(word) for word in normalise(words).split()]
    return [match.span() for match in re.finditer(r"\s+".join(parts), text)] if parts else []


def _around(text: str, span: tuple[int, int], sought: Anchor) -> int:
    """Return how many characters before and after `span` are those that were there."""
    before = _same(reversed(text[: span[0]][-AROUND:]), reversed(sought.before))
    return before + _same(text[span[1] : span[1] + AROUND], sought.after)


def _same(one, other) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right and not (left.isspace() and right.isspace()):
            break
        count += 1
    return count


def _away(begins: list[int], span: tuple[int, int], sought: Anchor) -> int:
    return abs(_spot(begins, *span).paragraph - sought.paragraph)


def _is_telling(text: str, span: tuple[int, int], sought: Anchor) -> bool:
    if len(sought.quote.split()) >= TELLING:
        return True
    enough = min(ENOUGH_AROUND, len(sought.before) + len(sought.after))
    return _around(text, span, sought) >= enough


def _spot(begins: list[int], first: int, end: int) -> Spot:
    number = max(at for at, begin in enumerate(begins) if begin <= first)
    return Spot(number, first - begins[number], end - begins[number])


def _by_lines(text: str, begins: list[int], span: tuple[int, int]) -> Iterator[Spot]:
    for line in re.finditer(r"[^\n]+", text[span[0] : span[1]]):
        yield _spot(begins, span[0] + line.start(), span[0] + line.end())


# Of an edited passage


@dataclass(frozen=True)
class _Words:
    keys: list[str]
    spans: list[tuple[int, int]]
    all: frozenset[str]


@lru_cache(maxsize=2048)
def _words(text: str) -> _Words:
    matches = list(_WORD.finditer(text))
    keys = [tone_key(match.group()).casefold() for match in matches]
    return _Words(keys, [match.span() for match in matches], frozenset(keys))


def _what_is_left(blocks: Sequence[str], line: str, near: int) -> Spot | None:
    """Return where most of the words of `line` stand together; nearest to `near` of equals."""
    sought = _words(line)
    if len(sought.keys) < TELLING or _is_chant(sought.keys):
        return None
    left = []
    for number, block in enumerate(blocks):
        there = _words(block)
        # Comparing costs more than counting what there is to compare.
        if len(sought.all & there.all) < LIKE / 2 * len(sought.all):
            continue
        likeness, first, last = _window(sought, there)
        if likeness >= LIKE:
            spot = Spot(number, there.spans[first][0], there.spans[last][1])
            left.append((likeness, -abs(number - near), spot))
    return max(left, key=lambda found: found[:2])[2] if left else None


def _is_chant(words: list[str]) -> bool:
    """Whether few words are said again and again: to compare such a text takes minutes."""
    return max(Counter(words).values()) > 5 + len(words) / 10


def _window(sought: _Words, there: _Words) -> tuple[float, int, int]:
    """Return (likeness from 0 to 1, first, last) of the words that are most like `sought`."""
    begin, end = _densest(sought, there)
    words = there.keys[begin:end]
    matches = SequenceMatcher(None, sought.keys, words, autojunk=False).get_matching_blocks()
    best = (0.0, 0, 0)
    for at, first in enumerate(matches[:-1]):
        same = 0
        for last in matches[at:-1]:
            same += last.size
            length = last.b + last.size - first.b
            likeness = 2 * same / (len(sought.keys) + length)
            if likeness > best[0]:
                best = (likeness, begin + first.b, begin + first.b + length - 1)
    return best


def _densest(sought: _Words, there: _Words) -> tuple[int, int]:
    """Return from where to where most words of `sought` stand: twice as many words as it has."""
    size = 2 * len(sought.keys)
    if len(there.keys) <= size:
        return 0, len(there.keys)
    counts = list(accumulate((word in sought.all for word in there.keys), initial=0))
    begin = max(
        range(len(there.keys) - size + 1), key=lambda start: counts[start + size] - counts[start]
    )
    return begin, begin + size
