"""Lists of words written as one string, compared without case and wherever the tone stands."""

from functools import lru_cache

from vietnamese.text import tone_key


# A story uses some 2,000 different words, again and again.
@lru_cache(maxsize=32_768)
def key_of(word: str) -> str:
    return tone_key(word).lower()


def keys(words: str) -> frozenset[str]:
    """Return the keys of words parted by blanks."""
    return frozenset(map(key_of, words.split()))
