"""Addresses from headlines."""

import re

from vietnamese.text import fold

_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9]+")


def slugify(text: str, *, default: str = "bai", max_length: int = 80) -> str:
    """
    Return an address of a-z, 0-9 and `-`, at most `max_length` characters, cut between words.

    Unlike Django's slugify it knows đ, and parts words at any sign: `03-NQ/TU` gives `03-nq-tu`.
    Thousands stay one number: `5.000` gives `5000`. `default` stands in where nothing is left.
    Different headlines may give one slug; an address needs an id beside it.
    """
    folded = _APOSTROPHES.sub("", _THOUSANDS.sub("", fold(text)))
    slug = _NOT_IN_ADDRESS.sub("-", folded).strip("-")
    if len(slug) > max_length:
        # One character more shows whether the cut falls between two words.
        whole_words = slug[: max_length + 1].rpartition("-")[0]
        slug = whole_words or slug[:max_length]
    return slug or default
