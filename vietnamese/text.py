"""Four forms of a text: as stored, on one line, for matching, for search."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

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

# In text typed for TCVN3's fonts the soft hyphen is ư and Ð is é: taken out, they are lost for
# whoever converts it later. Such text has signs inside its words and no letter of Unicode's own.
_AS_TCVN3 = _CleanCharacters({0xAD: "\xad", 0xD0: "\xd0"})
_TCVN3_SIGN = re.compile(
    "(?<=[A-Za-z])[\xa8-\xac\xae\xb5-\xb9\xbb-\xbe\xd7\xf7]"
    "|[\xa7-\xac\xae\xb5-\xb9\xbb-\xbe](?=[A-Za-z\xad\xc0-\xff])"
)
_FEWEST_SIGNS = 2


def normalise(text: str) -> str:
    """
    Return the text as the newsroom stores it.

    - NFC (Unicode Annex 15), so that `ủ` is one character and word boundaries hold;
    - the look-alikes Ð and Ɖ become Đ, ð becomes đ;
    - every line break is one `\\n`, every kind of space a plain one;
    - zero-width and soft-hyphen characters, NUL and other controls, lone surrogates are removed;
    - of text typed for TCVN3's fonts, the soft hyphen and Ð stay: letters to whoever converts it.

    Where the writer put the tone (hòa, hoà) is left alone. Idempotent.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    table = _AS_TCVN3 if _looks_like_tcvn3(lines) else _CLEAN_CHARACTERS
    return unicodedata.normalize("NFC", lines.translate(table))


def _looks_like_tcvn3(text: str) -> bool:
    if "\xad" not in text and "\xd0" not in text:
        return False
    if any(c > "\xff" and unicodedata.category(c)[0] in "LM" for c in text):
        return False
    signs = islice(_TCVN3_SIGN.finditer(text), _FEWEST_SIGNS)
    return sum(1 for _ in signs) == _FEWEST_SIGNS


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
