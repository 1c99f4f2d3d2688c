"""Addresses of our own site, as they stand in a story's links."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

# What a table can hold: a larger number is no story's, and a driver could not even ask for it.
LARGEST = 2**63 - 1


def path_of(address: str) -> str | None:
    """Return the path of an address on our site; None for one elsewhere, and for nonsense."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if not parts.netloc and not parts.scheme:
        return parts.path if parts.path.startswith("/") else None
    is_ours = parts.netloc.casefold() == urlsplit(settings.SITE_URL).netloc.casefold()
    return (parts.path or "/") if is_ours and parts.scheme in {"http", "https"} else None


def view_at(path: str) -> tuple[str, dict[str, Any]]:
    """Return the name of the page at `path` and what its address says; "" for none."""
    try:
        match = resolve(path)
    except Resolver404:
        return "", {}
    numbers = [value for value in match.kwargs.values() if isinstance(value, int)]
    return (match.view_name, match.kwargs) if max(numbers, default=0) <= LARGEST else ("", {})


def story_at(path: str) -> int | None:
    """Return the number of the story whose page is at `path`: the readers', or the desk's own."""
    match view_at(path):
        case "public:story", {"article_id": int(number)}:
            return number
        case "admin:articles_article_change", {"object_id": str(number)} if number.isdecimal():
            return int(number) if len(number) < 19 else None
    return None
