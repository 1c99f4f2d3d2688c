"""What a picture file must be, and how it becomes pixels: upright, sRGB, mode RGB."""

import contextlib
import io
import warnings

from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps

MAX_PIXELS = 60_000_000
MAX_SIDE = 12_000
# Opened formats, and the extension an original is kept under.
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
# Long enough not to stand in compressed pixels by chance.
_PAGES = [b"<script", b"<!doctype html", b"<html>", b"<?php "]
_LYING = {5, 6, 7, 8}
_SRGB = ImageCms.createProfile("sRGB")


class Refused(Exception):
    """`code` says why; photos.pictures has a sentence for each, which may name `details`."""

    def __init__(self, code: str, **details: int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def opened(data: bytes) -> ImageFile.ImageFile:
    """Open picture bytes within our limits; nothing is decoded yet. Raises Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=list(FORMATS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("bomb") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused(_what_else(data)) from error
    if image.format == "MPO":
        # A camera's multi-picture file calls itself JPEG at first.
        raise Refused("several")
    if image.format not in FORMATS:
        raise Refused("no_picture")
    if getattr(image, "is_animated", False):
        raise Refused("moving")
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
        raise Refused("too_many_pixels", width=image.width, height=image.height)
    return image


def refuse_stowaways(data: bytes) -> None:
    """Raise Refused if another file travels in this one: a page, a script, an archive, a PDF."""
    words = data.lower()
    # An archive is read from its end, a PDF from its beginning.
    if (
        any(word in words for word in _PAGES)
        or data.find(b"PK\x05\x06", max(0, len(data) - 65_557)) >= 0
        or b"%PDF-" in data[:1024]
    ):
        raise Refused("stowaway")


def _what_else(data: bytes) -> str:
    """Return the code that tells best what a file is that we do not open."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<"):
        return "drawing" if b"<svg" in start else "page"
    if data[4:8] == b"ftyp":
        return "phone_format"
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"RIFF")):
        return "damaged"
    return "no_picture"


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height as the picture is looked at; call it after `load`."""
    # A camera held upright writes the picture lying, and a tag that says so.
    if image.getexif().get(ExifTags.Base.Orientation) in _LYING:
        return image.height, image.width
    return image.size


def load(image: Image.Image, width: int, height: int) -> None:
    """
    Decode the pixels, or raise Refused.

    JPEG is decoded at the smallest size at which neither side falls below what is
    asked for (`draft`), which is where the time goes.
    """
    try:
        image.draft("RGB", (width, height))
        image.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("damaged") from error


def decode(data: bytes, width: int, height: int = 1) -> Image.Image:
    """
    Return the picture, not much larger than it must be for both sides to be as asked for.

    Made small before it is turned and its colours are changed: that is what takes memory.
    """
    image = opened(data)
    if image.format != "JPEG":
        # Their tags may stand behind the pixels; only JPEG is decoded smaller.
        load(image, width, height)
    wanted = (width, height) if upright_size(image) == image.size else (height, width)
    load(image, *wanted)
    small = _shrunk(image, *wanted)
    with contextlib.suppress(ValueError, SyntaxError, OSError, TypeError):
        # Broken tags are no reason to refuse a good picture.
        ImageOps.exif_transpose(small, in_place=True)
    upright = _to_srgb(small)
    # What the camera wrote ends here: Pillow would put a comment into what is made of it.
    upright.info = {}
    return upright


def _shrunk(image: Image.Image, width: int, height: int) -> Image.Image:
    factor = min(image.width // width, image.height // height)
    if factor < 2 or image.mode not in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        return image
    tags, info = image.getexif(), image.info
    small = image.reduce(factor)
    small.info = info | {"exif": tags.tobytes()} if tags else info
    return small


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            # A broken profile is no reason to refuse a good picture.
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            return converted or image.convert("RGB")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        flat = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        flat.paste(layer, mask=layer.getchannel("A"))
        return flat
    return image.convert("RGB")
