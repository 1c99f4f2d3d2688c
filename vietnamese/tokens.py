"""Words of a text with their places, and what joins one to the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# A hyphen, an apostrophe or an ampersand inside belongs to the word: Thắng-Lợi, H'Bia, GD&ĐT.
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_BLANKS = re.compile(r"[ \t]+")
# Code points; a book is not kept in memory.
_LONGEST_REMEMBERED = 4_000
_JOINED = re.compile(r"[./]")
_SENTENCE_END = re.compile(r"[.!?…:;\n]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `gap` is what stands between it and the word before, blanks as one."""

    text: str
    start: int
    end: int
    gap: str
    is_capitalised: bool
    # Opens a sentence, a quotation, a bracket: a capital here means little.
    opens: bool


def tokenise(text: str) -> Sequence[Token]:
    """Return the words of a text, in order."""
    # A paragraph is asked for some four times: by the finder, what stands around, the reader.
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _tokenise(text)


@lru_cache(maxsize=256)
def _remembered(text: str) -> tuple[Token, ...]:
    return _tokenise(text)


def _tokenise(text: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = _BLANKS.sub(" ", text[end : match.start()])
        word = match.group()
        opens = not tokens or (gap != " " and _opens(gap))
        tokens.append(Token(word, match.start(), match.end(), gap, word[0].isupper(), opens))
        end = match.end()
    return tuple(tokens)


def _opens(gap: str) -> bool:
    if _JOINED.fullmatch(gap):
        return False
    return _SENTENCE_END.search(gap) is not None or gap.endswith(
        ('"', "“", "‘", "'", "(", "- ", "– ")
    )
