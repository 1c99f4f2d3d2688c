from collections.abc import Mapping


def page_number(query: Mapping[str, str]) -> int:
    """Return the page asked for by `?trang=`; what is no number is the first page."""
    text = query.get("trang", "1")
    return int(text) if text.isdecimal() and len(text) < 7 else 1
