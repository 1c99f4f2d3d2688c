"""Reading settings from the environment, and from `.env` where there is one."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def load(path: Path) -> None:
    """Put the lines `NAME=value` of `path` into the environment; what is already set wins."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set: `make setup` writes it to .env")
    return value


def boolean(name: str, *, default: bool) -> bool:
    match os.environ.get(name, str(int(default))):
        case "1" | "True":
            return True
        case "0" | "False" | "":
            return False
        case other:
            raise ImproperlyConfigured(f"{name}={other!r}: use 1 or 0")


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def number(name: str, default: int) -> int:
    """A whole number above nought."""
    given = os.environ.get(name) or str(default)
    if not (given.isascii() and given.isdecimal() and 0 < int(given) < 10**6):
        raise ImproperlyConfigured(f"{name}={given!r}: use a number above 0")
    return int(given)
