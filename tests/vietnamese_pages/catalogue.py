"""The catalogue as it is written, whatever was compiled before."""

from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "locale/vi/LC_MESSAGES"


def catalogue(name: str = "django"):
    with (CATALOGUES / f"{name}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def texts(message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)
