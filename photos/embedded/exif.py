"""EXIF: what the camera writes. Text in it has no stated encoding."""

import datetime
from collections.abc import Iterator, Mapping

from photos.embedded.proposal import Proposal, dated

# Cameras write their own name where a caption belongs.
_OF_THE_CAMERA = ("OLYMPUS", "SONY DSC", "DCIM", "SAMSUNG", "DSC", "Exif_JPEG", "default")


def read(tags: Mapping[str, str]) -> Iterator[tuple[str, Proposal]]:
    for name, field in [("ImageDescription", "caption"), ("Copyright", "copyright")]:
        text, is_guessed = _text(tags.get(name, ""))
        if text and not text.startswith(_OF_THE_CAMERA):
            yield field, {"value": text, "source": "EXIF", "is_guessed": is_guessed}
    artist, is_guessed = _text(tags.get("Artist", ""))
    if artist:
        yield (
            "creators",
            {"value": artist.split(";"), "source": "EXIF", "is_guessed": is_guessed},
        )
    taken = _moment(tags.get("DateTimeOriginal", ""), tags.get("OffsetTimeOriginal", ""))
    if taken:
        yield "taken_at", {"value": taken, "source": "EXIF", "is_guessed": False}


def _text(value: str) -> tuple[str, bool]:
    """Pillow reads EXIF text as Latin-1; most programmes write UTF-8."""
    try:
        return value.encode("latin-1").decode(), False
    except UnicodeDecodeError:
        return value, True
    except UnicodeEncodeError:
        return value, False


def _moment(text: str, offset: str) -> str:
    """Return `2026:11:17 08:30:00` as ISO 8601; the paper's own time zone where none is told."""
    day, _, time = text.strip("\0 ")[:19].partition(" ")
    zone = offset.strip("\0 ")
    try:
        moment = datetime.datetime.fromisoformat(f"{day.replace(':', '-')}T{time}{zone}")
    except ValueError:
        # A clock that was never set: 0000:00:00 00:00:00.
        return ""
    return dated(moment)
