"""
The Vietnamese alphabet as a key that any database sorts rightly.

A key holds digits only, so SQLite's bytes, PostgreSQL's "C" and its language collations
put keys in one order. The order is that of CLDR's `vi`: letters first (a ă â b c d đ e ê …), then
tones (ngang, huyền, hỏi, ngã, sắc, nặng), then small before capital.
"""

import re
import unicodedata

from vietnamese.text import TONES, squeeze, tone_key

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The 29 letters in which a Vietnamese index is laid out; the others stand in foreign names only.
OWN_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
LETTERS = _ALPHABET
# Two digits each, so that no letter is the beginning of another.
_SPACE, _PUNCTUATION, _OTHER_SCRIPT = "10", "11", "99"
_RANKS = {c: str(rank) for rank, c in enumerate("0123456789" + _ALPHABET, start=12)}
_LETTERS = {_RANKS[letter]: letter for letter in _ALPHABET}

_NO_TONE, _FOREIGN_MARK = "1", "7"
_TONE_RANKS = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_SMALL, _CAPITAL = "1", "2"

_MARKED_LETTER = re.compile(r"([^\u0300-\u036f])([\u0300-\u036f]*)", re.DOTALL)

# Lower than any rank: what ends here sorts before what goes on.
_END = "0"


def sort_key(text: str) -> str:
    """
    Return a string of digits that sorts as the text does in Vietnamese.

    About two digits a letter, and a few for tones and capitals. Texts that differ only in
    punctuation may share a key.
    """
    letters, tones, cases = _levels(squeeze(text))
    return letters + _END + tones + _END + cases


def name_sort_key(full_name: str, given: str = "") -> str:
    """
    Return a key that sorts people by given name, then family, then middle names.

    `given` overrides the last syllable, for names of another build (`Y Thanh Hà Niê Kđăm`).
    Thủy and Thuỷ stand together; how the tone was typed decides only between namesakes.
    """
    given = squeeze(given) or given_name(full_name)
    rest = _without(full_name, given)
    parts = [given, *rest[:1], " ".join(rest[1:])]
    by_name = "".join(_letters_and_tones(part) for part in parts)
    return by_name + sort_key(full_name)


def first_letter(key: str) -> str:
    """Return the letter under which a key stands in an index; "" for digits and other scripts."""
    return _LETTERS.get(key[:2], "")


def keys_of(letter: str) -> tuple[str, str]:
    """Return the keys of a letter of LETTERS: those from the first on, before the second."""
    rank = _RANKS[letter]
    return rank, str(int(rank) + 1)


def given_name(full_name: str) -> str:
    """Return the last syllable: a Vietnamese is called by it. Empty for an empty name."""
    return squeeze(full_name).rpartition(" ")[2]


def family_name(full_name: str) -> str:
    """Return the first syllable; empty where the name has only one."""
    return squeeze(full_name).partition(" ")[0] if " " in squeeze(full_name) else ""


def _without(full_name: str, given: str) -> list[str]:
    """Return the syllables of the name but for those of the given name, searched from the end."""
    syllables, called = squeeze(full_name).split(), given.split()
    for start in range(len(syllables) - len(called), -1, -1):
        if syllables[start : start + len(called)] == called:
            return syllables[:start] + syllables[start + len(called) :]
    return syllables


def _letters_and_tones(text: str) -> str:
    # tone_key puts every tone at the end of its syllable, so Thủy equals Thuỷ.
    letters, tones, _ = _levels(tone_key(text))
    return letters + _END + tones + _END


def _levels(text: str) -> tuple[str, str, str]:
    letters, tones, cases = "", "", ""
    for letter, marks in _MARKED_LETTER.findall(unicodedata.normalize("NFD", text)):
        rank, tone = _weigh(letter.lower(), marks)
        letters += rank
        tones += tone
        cases += _CAPITAL if letter.isupper() else _SMALL
    # Plain ends say nothing: without them a key is a third shorter and sorts the same.
    return letters, tones.rstrip(_NO_TONE), cases.rstrip(_SMALL)


def _weigh(letter: str, marks: str) -> tuple[str, str]:
    if letter == " ":
        return _SPACE, _NO_TONE
    tone = next((_TONE_RANKS[mark] for mark in marks if mark in TONES), _NO_TONE)
    quality = "".join(mark for mark in marks if mark not in TONES)
    own_letter = unicodedata.normalize("NFC", letter + quality)
    if own_letter in _RANKS:
        return _RANKS[own_letter], tone
    if letter in _RANKS:
        return _RANKS[letter], _FOREIGN_MARK
    if not letter.isalnum():
        return _PUNCTUATION, _NO_TONE
    # lower() may give two characters (İ); the first is enough to put it in its place.
    return f"{_OTHER_SCRIPT}{ord(letter[0]):07}", _NO_TONE
