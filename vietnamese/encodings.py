"""Which encoding a file that is not UTF-8 was written in, and its text."""

import codecs
import re
import unicodedata

from vietnamese.legacy import decode_tcvn3, decode_vni
from vietnamese.syllables import is_syllable

_BYTE_ORDER_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_BINARY_OPENINGS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF-",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"RIFF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"II*\x00",
    b"MM\x00*",
)
# Tab, line feed, vertical tab, form feed, carriage return; 0x1A ends old DOS files.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_SAMPLE = 64 * 1024
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 0.6
_MOST_CHARACTERS = 0.95
_FEWEST_LEGACY_WORDS = 3
# What no text has but TCVN3: "§ång", "c¸c", and "ViÖt" with a capital inside; not "©Anh" or "µm".
_TCVN3_SIGNS = re.compile(r"[a-zà-ÿ][À-ÖØ-Þ]|[^\W\d_][¡-¨ª¬®µ¸¹¶·»-¾]|(?<!\S)[§®¨µ][^\W\d_]{2}")

# In the order of trust: where two fit equally well the first is taken.
_SINGLE_BYTE = ("cp1258", "tcvn3", "vni", "cp1252")
_OWN_DECODERS = {"tcvn3": decode_tcvn3, "vni": decode_vni}


def looks_like(data: bytes) -> str | None:
    """
    Return the name of the encoding the bytes look like, to be given to `decode`; None for no text.

    Names are Python's, and `tcvn3` and `vni`. Valid UTF-8 is `utf-8`. Single-byte codes are told
    apart by how many words with marks come out as Vietnamese syllables; where none does, `cp1252`.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding if _decodes(data, encoding) else None
    sample = data[:_SAMPLE]
    if _has_binary_opening(data):
        return None
    if b"\x00" in sample:
        return next((name for name in ("utf-16-le", "utf-16-be") if _is_utf16(sample, name)), None)
    if _CONTROLS.search(sample):
        return None
    if _decodes(data, "utf-8"):
        return "utf-8"
    return _single_byte(data)


def legacy_in(text: str) -> str | None:
    """
    Return "tcvn3" or "vni" where a pasted text was typed for their fonts; else None.

    `§ång chÝ` and `Ñoàng chí` are what such text looks like in Unicode. Most words with marks must
    be Vietnamese in the old code and not as they stand; one or two must all be, with signs of it.
    Amid words that only Unicode can write, those that are right as they stand say nothing.
    """
    marked_words = [word for word in text[:_SAMPLE].split() if not word.isascii()]
    words = [word for word in marked_words if _is_of_one_byte(word)]
    if len(words) < len(marked_words):
        # Pasted into a paragraph that was there.
        words = [word for word in words if _vietnamese(word) < 1]
        if len(words) < _FEWEST_LEGACY_WORDS:
            return None
    marked = " ".join(words)
    data = marked.encode("cp1252")
    scores = {
        name: _vietnamese(decode(data, name)) for name in _OWN_DECODERS if _decodes(data, name)
    }
    if not scores:
        return None
    if len(words) < _FEWEST_LEGACY_WORDS:
        has_signs = _TCVN3_SIGNS.search(marked) is not None
        return "tcvn3" if has_signs and scores.get("tcvn3") == 1 else None
    best = max(scores, key=lambda name: scores[name])
    is_clear = scores[best] >= _MOST_WORDS and scores[best] > _vietnamese(marked)
    return best if is_clear else None


def _is_of_one_byte(word: str) -> bool:
    """Say whether an old code could hold the word: not ạ, ế, đ, which only Unicode has."""
    try:
        word.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def is_binary(data: bytes) -> bool:
    """Say whether the bytes are no text in any encoding known here: a picture, an old .doc."""
    return looks_like(data) is None


def decode(data: bytes, encoding: str) -> str:
    """
    Return the text in NFC, without a byte order mark.

    Raises UnicodeDecodeError where the bytes do not fit, ValueError for an unknown encoding.
    """
    own = _OWN_DECODERS.get(encoding.lower())
    try:
        text = own(data) if own else data.decode(encoding)
    except LookupError:
        raise ValueError(f"{encoding!r} is no known encoding") from None
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))


def _has_binary_opening(data: bytes) -> bool:
    return data.startswith(_BINARY_OPENINGS) or data[4:8] == b"ftyp"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        decode(data, encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf16(sample: bytes, encoding: str) -> bool:
    even = sample[: len(sample) // 2 * 2]
    try:
        text = even.decode(encoding)
    except UnicodeDecodeError:
        return False
    # Vietnamese lies in Latin blocks and the punctuation of U+20xx; the other byte order does not.
    plain = sum(c in "\t\n\r" or " " <= c < "\u0250" or "\u1e00" <= c <= "\u20ff" for c in text)
    marks = sum("\u0300" <= c <= "\u0323" for c in text)
    return plain + marks >= len(text) * _MOST_CHARACTERS


def _single_byte(data: bytes) -> str:
    scores = {
        name: _vietnamese(decode(data, name)) for name in _SINGLE_BYTE if _decodes(data, name)
    }
    best = max(scores, key=lambda name: scores[name], default="latin-1")
    if scores.get(best, 0.0) >= _MOST_WORDS:
        return best
    return "cp1252" if "cp1252" in scores else "latin-1"


def _vietnamese(text: str) -> float:
    """Return which part of the words with marks are Vietnamese syllables, 0 to 1."""
    marked = [word for word in _WORD.findall(text[:_SAMPLE]) if not word.isascii()]
    strange = sum(ord(c) > 0x7F and not c.isalpha() and c not in "“”‘’–—… \xa0" for c in text)
    return sum(map(is_syllable, marked)) / (len(marked) + strange) if marked else 0.0
