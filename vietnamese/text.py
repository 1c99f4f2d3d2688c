"""Four forms of a text: as stored, on one line, for matching, for search."""

import re
import unicodedata
from functools import lru_cache

# Combining grave, acute, tilde, hook above, dot below: the five written tones.
# Circumflex, breve and horn are not here: â, ă and ơ are letters of their own.
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

# Typed for Đ and đ on foreign keyboards; NFC leaves them apart.
_LOOKALIKES = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"}
# Vertical tab is Word's line break inside a paragraph; the last two are Unicode's own.
_LINE_BREAKS = frozenset("\n\v\f\x85\u2028\u2029")
# Controls, format characters (zero width, soft hyphen, BOM, bidi overrides), surrogates.
_REMOVED_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})

_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"[^\W\d_]+")


class _CleanCharacters(dict[int, str | None]):
    """A table for str.translate that fills itself: 1,114,112 entries would cost 0.4 s to import."""

    def __missing__(self, code: int) -> str | None:
        clean = self[code] = _clean(chr(code))
        return clean


def _clean(character: str) -> str | None:
    if character == "\t":
        return character
    if character in _LINE_BREAKS:
        return "\n"
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    # U+FFFE, U+FFFF and their like are not allowed in XML: a feed would break.
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    if category in _REMOVED_CATEGORIES or is_noncharacter:
        return None
    return _LOOKALIKES.get(character, character)


_CLEAN_CHARACTERS = _CleanCharacters()


def normalise(text: str) -> str:
    """
    Return the text as the newsroom stores it.

    - NFC (Unicode Annex 15), so that `ủ` is one character and word boundaries hold;
    - the look-alikes Ð and Ɖ become Đ, ð becomes đ;
    - every line break is one `\\n`, every kind of space a plain one;
    - zero-width and soft-hyphen characters, NUL and other controls, lone surrogates are removed.

    Where the writer put the tone (hòa, hoà) is left alone. Idempotent.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines.translate(_CLEAN_CHARACTERS))


def squeeze(text: str) -> str:
    """Return the normalised text on one line, white space as single blanks: names, headlines."""
    return _SPACES.sub(" ", normalise(text)).strip()


def tone_key(text: str) -> str:
    """
    Return a key that is equal for the two ways of placing a tone: hòa and hoà, ủy and uỷ.

    The tone leaves its vowel and goes to the end of the syllable as a combining mark. Case is
    kept, dashes are one class, white space is collapsed. The key is for comparing, not for show.
    """
    return _LETTERS.sub(_with_tone_last, squeeze(text).translate(_DASHES))


def fold(text: str) -> str:
    """
    Return the text for search and addresses: lower case, no marks, đ as d, dashes as `-`.

    White space is collapsed. Idempotent. `Đại Thắng` gives `dai thang`.
    """
    cased = squeeze(text).translate(_DASHES).casefold().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", cased)
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", bare)).strip()


def _with_tone_last(match: re.Match[str]) -> str:
    return _move_tone(match.group())


# A story uses some 2,000 different syllables, again and again.
@lru_cache(maxsize=16_384)
def _move_tone(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = "".join(c for c in decomposed if c in TONES)
    if not tones:
        return syllable
    letters = "".join(c for c in decomposed if c not in TONES)
    return unicodedata.normalize("NFC", letters) + tones
