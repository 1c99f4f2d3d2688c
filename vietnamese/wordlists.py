"""Lists of words written as one string, compared without case and wherever the tone stands."""

from vietnamese.text import tone_key


def key_of(word: str) -> str:
    return tone_key(word).lower()


def keys(words: str) -> frozenset[str]:
    """Return the keys of words parted by blanks."""
    return frozenset(map(key_of, words.split()))
