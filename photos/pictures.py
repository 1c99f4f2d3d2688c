"""
What a picture file must be before we keep it.

Limits and reasons: docs/decisions/0004-pictures.md. Nothing here writes a row (photos.services
does), and nothing here decodes: photos.decoding does, in a process of its own.
"""

import dataclasses
import hashlib
import logging
from pathlib import PurePath
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from photos import embedded
from photos.decoding.opening import Refused
from photos.decoding.process import run
from photos.embedded import Proposal

logger = logging.getLogger(__name__)

MAX_BYTES = 30 * 1024 * 1024


class PictureRefused(Exception):
    """The file is no picture we can keep; the text says why, in the reader's language."""


class NotKept(PictureRefused):
    """A disk or a storage would not take a file: nothing is wrong with the picture."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The server cannot store the picture, perhaps because its disk is full. Nothing "
                "was saved: tell who looks after the server, and try again later."
            )
        )


@dataclasses.dataclass(frozen=True)
class Picture:
    """
    A checked file: its bytes, their SHA-256, and the size in pixels as it is looked at.

    `preview` is a JPEG for the desk; `name` is what the sender called the file.
    """

    data: bytes
    checksum: str
    extension: str
    width: int
    height: int
    preview: bytes = dataclasses.field(repr=False)
    name: str
    # What the file says of itself: photos.embedded.
    embedded: dict[str, list[Proposal]] = dataclasses.field(default_factory=dict)


NOT_A_PICTURE = gettext_lazy("This file is not a JPEG, PNG or WebP picture, or it is damaged.")
# By the codes of photos.decoding.opening.Refused.
SENTENCES = {
    "bomb": gettext_lazy("This picture has far too many pixels."),
    "crashed": gettext_lazy(
        "This picture cannot be read: the file is damaged, or made to do harm."
    ),
    "damaged": gettext_lazy("This picture is damaged: a part of the file is missing or broken."),
    "drawing": gettext_lazy("This is an SVG drawing. Save it as PNG first."),
    "moving": gettext_lazy("Moving pictures cannot be used."),
    "page": gettext_lazy("This is a web page or a text, not a picture."),
    "phone_format": gettext_lazy("This is a HEIC or AVIF file. Save it as JPEG first."),
    "several": gettext_lazy(
        "This file holds several pictures in one. Save it as a plain JPEG first."
    ),
    "stowaway": gettext_lazy(
        "Another file is hidden in this picture. Open it and save it as a new picture."
    ),
    "too_large": gettext_lazy("This picture takes too much memory. Save it smaller first."),
    "too_many_pixels": gettext_lazy("This picture has too many pixels: %(width)d × %(height)d."),
}


def take(file: BinaryIO, *, name: str = "") -> Picture:
    """
    Read `file` whole and return it as a Picture; raise PictureRefused with a reason.

    The size is looked at before a pixel is decoded, so that a bomb costs nothing.
    Takes up to half a second of CPU: call it before a transaction, not inside one.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise PictureRefused(
            _("This picture is larger than %(limit)d MB.") % {"limit": MAX_BYTES // 1024 // 1024}
        )
    answer, [preview] = in_child("look", data)
    return Picture(
        data=data,
        checksum=hashlib.sha256(data).hexdigest(),
        extension=answer["extension"],
        width=answer["width"],
        height=answer["height"],
        preview=preview,
        name=PurePath(name).name,
        embedded=embedded.read(answer["tags"]),
    )


def preview(data: bytes, width: int) -> bytes:
    """Return a JPEG of at most `width` pixels, upright; raise PictureRefused with a reason."""
    _answer, [jpeg] = in_child("look", data, width=width)
    return jpeg


def in_child(task: str, data: bytes, **asked: Any) -> tuple[dict[str, Any], list[bytes]]:
    """As photos.decoding.process.run, with a sentence for who sent the file."""
    try:
        return run(task, data, **asked)
    except OSError as error:
        # It is handed over in a temporary file.
        logger.exception("no file or process for the decoder")
        raise NotKept from error
    except Refused as refused:
        sentence = str(SENTENCES.get(refused.code, NOT_A_PICTURE))
        raise PictureRefused(
            sentence % refused.details if refused.details else sentence
        ) from refused
