"""What was changed in a text, word by word, as somebody who reads it would tell it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]

# A word with what is joined to it, a run of blanks, or one sign.
_TOKEN = re.compile(r"[^\W_]+(?:['’&/.,-][^\W_]+)*|\s+|.", re.DOTALL)
# Comparing costs the product of both lengths; texts longer than that were written anew.
_MOST_COMPARED = 9_000_000
_ENOUGH_ALIKE = 0.4
_MOST_PAIRS = 10_000


@dataclass(frozen=True)
class Run:
    """Words that stand in both texts, only in the new one, or only in the old one."""

    kind: Kind
    text: str


def changes(old: str, new: str) -> list[Run]:
    """
    Return the runs of words that make `new` out of `old`; the old ones first where both differ.

    Joined, the runs that are not "added" give `old`, those not "removed" give `new`. A blank
    between two changes belongs to them: three words written anew are one change.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    first = _same_ends(before, after)
    last = _same_ends(before[first:][::-1], after[first:][::-1])
    head, tail = before[:first], before[len(before) - last :]
    middle = _middle(before[first : len(before) - last], after[first : len(after) - last])
    return _joined([("same", "".join(head)), *middle, ("same", "".join(tail))])


def _same_ends(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))


def _middle(before: list[str], after: list[str]) -> Iterator[tuple[Kind, str]]:
    if len(before) * len(after) > _MOST_COMPARED:
        yield "removed", "".join(before)
        yield "added", "".join(after)
        return
    for code, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if code == "equal":
            yield "same", "".join(before[a:b])
            continue
        yield "removed", "".join(before[a:b])
        yield "added", "".join(after[c:d])


def _joined(runs: list[tuple[Kind, str]]) -> list[Run]:
    found: list[Run] = []
    removed, added = "", ""

    def close() -> None:
        nonlocal removed, added
        parts: list[tuple[Kind, str]] = [("removed", removed), ("added", added)]
        found.extend(Run(kind, text) for kind, text in parts if text)
        removed, added = "", ""

    for number, (kind, text) in enumerate(runs):
        match kind:
            case "removed":
                removed += text
            case "added":
                added += text
            case "same" if text.isspace() and (removed or added) and _goes_on(runs, number):
                removed, added = removed + text, added + text
            case "same" if text:
                close()
                found.append(Run("same", text))
    close()
    return found


def _goes_on(runs: list[tuple[Kind, str]], number: int) -> bool:
    """Say whether what follows a blank is changed as well."""
    following = next((kind for kind, text in runs[number + 1 :] if text), "same")
    return following != "same"


def paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """
    Return which text of `old` became which of `new`, by their places, in the order of reading.

    (n, None) is gone, (None, n) is new. Texts that share two words in five are one, changed.
    """
    found: list[tuple[int | None, int | None]] = []
    for code, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            found += zip(range(a, b), range(c, d), strict=True)
        else:
            found += _alike(_likeness(old, new, range(a, b), range(c, d)), range(a, b), range(c, d))
    return found


def _likeness(
    old: Sequence[str], new: Sequence[str], left: range, right: range
) -> dict[tuple[int, int], float]:
    """Return the share of words, blanks and signs that two texts have in common (Dice), if any."""
    if len(left) * len(right) > _MOST_PAIRS:
        return {}
    words = {n: set(_TOKEN.findall(old[n].casefold())) for n in left}
    others = {n: set(_TOKEN.findall(new[n].casefold())) for n in right}
    shares = {
        (a, b): 2 * len(words[a] & others[b]) / max(len(words[a]) + len(others[b]), 1)
        for a in left
        for b in right
    }
    return {pair: share for pair, share in shares.items() if share >= _ENOUGH_ALIKE}


def _alike(
    likeness: Mapping[tuple[int, int], float], left: range, right: range
) -> Iterator[tuple[int | None, int | None]]:
    """Pair the texts of two stretches that differ: the likest first, and none crosses another."""
    here = [pair for pair in likeness if pair[0] in left and pair[1] in right]
    if not here:
        yield from ((n, None) for n in left)
        yield from ((None, n) for n in right)
        return
    a, b = max(here, key=lambda pair: (likeness[pair], -pair[0], -pair[1]))
    yield from _alike(likeness, range(left.start, a), range(right.start, b))
    yield a, b
    yield from _alike(likeness, range(a + 1, left.stop), range(b + 1, right.stop))
