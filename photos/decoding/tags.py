"""What camera and agency wrote into a file, raw: read in the child, understood outside."""

import contextlib
from typing import Any

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

LONGEST = 200_000
EXIF = {
    "ImageDescription": ExifTags.Base.ImageDescription,
    "Artist": ExifTags.Base.Artist,
    "Copyright": ExifTags.Base.Copyright,
}
EXIF_IFD = {
    "DateTimeOriginal": ExifTags.Base.DateTimeOriginal,
    "OffsetTimeOriginal": ExifTags.Base.OffsetTimeOriginal,
}


def read(image: ImageFile.ImageFile) -> dict[str, Any]:
    """
    Return {"exif": {tag: text}, "iim": {"2:120": [hex]}, "xmp": text}; never raises.

    IIM is bytes whose encoding is another matter. Of a position nothing is read.
    """
    tags: dict[str, Any] = {"exif": {}, "iim": {}, "xmp": ""}
    # Any of the three may be broken in a picture that is good.
    with contextlib.suppress(Exception):
        tags["exif"] = _exif(image)
    with contextlib.suppress(Exception):
        tags["iim"] = _iim(image)
    with contextlib.suppress(Exception):
        packet = image.info.get("xmp") or b""
        tags["xmp"] = (packet if isinstance(packet, str) else _text(packet))[:LONGEST]
    return tags


def _exif(image: Image.Image) -> dict[str, str]:
    exif = image.getexif()
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    found = {name: exif.get(tag) for name, tag in EXIF.items()}
    found |= {name: detail.get(tag) for name, tag in EXIF_IFD.items()}
    return {name: _latin(value)[:LONGEST] for name, value in found.items() if value}


def _latin(value: Any) -> str:
    # As Pillow gives what is marked as text.
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _iim(image: ImageFile.ImageFile) -> dict[str, list[str]]:
    info = IptcImagePlugin.getiptcinfo(image) or {}
    return {
        f"{record}:{dataset}": [
            one[:LONGEST].hex() for one in (value if isinstance(value, list) else [value])[:50]
        ]
        for (record, dataset), value in info.items()
        if record in {1, 2}
    }


def _text(packet: bytes) -> str:
    if packet.startswith((b"\xff\xfe", b"\xfe\xff")):
        return packet.decode("utf-16", "replace")
    return packet.decode("utf-8", "replace")
