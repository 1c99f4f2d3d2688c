"""Numbers of rows as forms and addresses send them."""

# Digits that surely fit into 64 bits.
LONGEST = 18


def id_of(text: str) -> int | None:
    """Return the id, or None where no table can hold it: words, NUL, more than 64 bits."""
    is_id = text.isascii() and text.isdecimal() and len(text) <= LONGEST
    return int(text) if is_id else None
