"""
What a picture file must be before we keep it, and how it is opened.

Limits and reasons: FIELD NOTES in docs/decisions/0004-pictures.md. Nothing here
writes a row; photos.services does.
"""

import dataclasses
import hashlib
import io
import warnings
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import ExifTags, Image, ImageCms, ImageOps

MAX_BYTES = 30 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 12_000
PREVIEW_WIDTH = 640
# Opened formats, and the extension an original is kept under.
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


class PictureRefused(Exception):
    """The file is no picture we can keep; the text says why, in the reader's language."""


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


NOT_A_PICTURE = gettext_lazy("This file is not a JPEG, PNG or WebP picture, or it is damaged.")


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
    with opened(data) as image:
        extension = FORMATS[str(image.format)]
        width, height = image.size
        # Before the tags: of a PNG they are read with the pixels.
        load(image, 64)
        # A camera held upright writes the picture lying, and a tag that says so.
        if image.getexif().get(ExifTags.Base.Orientation) in {5, 6, 7, 8}:
            width, height = height, width
    return Picture(
        data=data,
        checksum=hashlib.sha256(data).hexdigest(),
        extension=extension,
        width=width,
        height=height,
        preview=preview(data),
        name=PurePath(name).name,
    )


def preview(data: bytes, width: int = PREVIEW_WIDTH) -> bytes:
    """Return a small JPEG of the picture, `width` pixels wide at most."""
    image = decode(data, width)
    image.thumbnail((width, width * 4), reducing_gap=2.0)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    """Open picture bytes within our limits; nothing is decoded yet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=list(FORMATS))
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise PictureRefused(str(NOT_A_PICTURE)) from error
    if image.format == "MPO":
        raise PictureRefused(
            _("This file holds several pictures in one. Save it as a plain JPEG first.")
        )
    if image.format not in FORMATS:
        # A camera's multi-picture file calls itself JPEG at first.
        raise PictureRefused(str(NOT_A_PICTURE))
    if getattr(image, "is_animated", False):
        raise PictureRefused(_("Moving pictures cannot be used."))
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
        raise PictureRefused(
            _("This picture has too many pixels: %(width)d × %(height)d.")
            % {"width": image.width, "height": image.height}
        )
    return image


def load(image: Image.Image, width: int) -> None:
    """
    Decode the pixels, or raise PictureRefused.

    JPEG is decoded at the next power of two above `width` (`draft`), which is
    where the time goes.
    """
    try:
        image.draft("RGB", (width, width))
        image.load()
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise PictureRefused(str(NOT_A_PICTURE)) from error


def decode(data: bytes, width: int) -> Image.Image:
    """Decode for making pictures of at most `width` pixels: upright, sRGB, mode RGB."""
    image = opened(data)
    load(image, width)
    profile = image.info.get("icc_profile")
    upright = to_srgb(ImageOps.exif_transpose(image) or image, profile)
    # What the camera wrote ends here: Pillow would put a comment into what is made of it.
    upright.info = {}
    return upright


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
            return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            # A broken profile is no reason to refuse a good picture.
            return image.convert("RGB")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        flat = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        flat.paste(layer, mask=layer.getchannel("A"))
        return flat
    return image.convert("RGB")
