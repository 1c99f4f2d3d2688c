"""Other spellings of a word without marks: slips of the hand, the ear and the input method."""

import re
from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What is said alike in one region or another.
_ALIKE = [
    *(("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"), ("i", "y")),
    *(("c", "k"), ("k", "q"), ("ng", "n"), ("nh", "n"), ("c", "t"), ("c", "ch"), ("g", "gh")),
    *(("ng", "ngh"), ("ph", "f"), ("qu", "w"), ("gi", "z"), ("d", "z"), ("v", "d"), ("b", "p")),
]
# Telex writes tones as letters behind the vowel and doubles letters for their hooks.
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([a-z]*?)[sfrxj]([a-z]*)$")
_TELEX_DOUBLE = re.compile(r"(a)a|(e)e|(o)o|(d)d|([aou])w")
_VNI = re.compile(r"(?<=[a-z])[0-9]")
_SHORTEST_PART = 2


def likely(word: str) -> list[str]:
    """
    Return what is likelier meant than any slip: `hooij`, `ho6i5` for hội; `xuong` for sương.

    Words are folded, as everywhere in the search.
    """
    found = [_VNI.sub("", word), *_without_telex(word)]
    for one, other in _ALIKE:
        for old, new in [(one, other), (other, one)]:
            # At its beginning or its end: nothing else in a syllable is a consonant.
            if word.startswith(old):
                found.append(new + word.removeprefix(old))
            if word.endswith(old):
                found.append(word.removesuffix(old) + new)
    return [other for other in dict.fromkeys(found) if other and other != word]


def edits(word: str) -> set[str]:
    """Return all words that one letter more, less or another makes, or two that change places."""
    if word.isdecimal() or not word.isascii():
        return set()
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    others = {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    more = {a + letter + b for a, b in cuts for letter in _LETTERS}
    return (less | swapped | others | more) - {word, ""}


def parts(word: str) -> Iterator[tuple[str, str]]:
    """Yield the two words that a forgotten blank may have made one: `bienca` as bien, ca."""
    for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        yield word[:place], word[place:]


def _without_telex(word: str) -> list[str]:
    bare = _TELEX_DOUBLE.sub(lambda match: next(filter(None, match.groups())), word)
    bare = bare.replace("w", "u") if "w" in bare else bare
    toneless = _TELEX_TONE.sub(r"\1\2", bare)
    return [other for other in (toneless, bare) if other != word]
