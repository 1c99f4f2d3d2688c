"""The two tasks of the child: to look at a file, and to make all public files from it."""

import io
from typing import Any

from PIL import Image

from photos.decoding import tags
from photos.decoding.opening import (
    FORMATS,
    decode,
    load,
    opened,
    refuse_stowaways,
    upright_size,
)

PREVIEW_WIDTH = 640
# How each format is written. AVIF is where the time goes: measured in docs/benchmarks.md.
WRITTEN: dict[str, dict[str, Any]] = {
    "avif": {"quality": 55, "speed": 9, "max_threads": 1},
    "jpeg": {"quality": 82},
    "webp": {"quality": 80, "method": 2},
}
CROPPED_FORMATS = ["jpeg", "webp"]
CROP_WIDTH = 1200

Answer = tuple[dict[str, Any], list[bytes]]


def look(data: bytes, width: int = PREVIEW_WIDTH) -> Answer:
    """
    Return what the file is (extension, width, height, tags), and a JPEG of it, `width` at most.
    """
    with opened(data) as image:
        refuse_stowaways(data)
        extension = FORMATS[str(image.format)]
        # Before the tags: of a PNG they are read with the pixels.
        load(image, 64, 64)
        is_lying = upright_size(image) != image.size
        said = tags.read(image)
    # Opened anew: to decode it small has changed its size.
    with opened(data) as image:
        size = image.size[::-1] if is_lying else image.size
    small = decode(data, width)
    small.thumbnail((width, width * 4), reducing_gap=2.0)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=80)
    answer = {"extension": extension, "width": size[0], "height": size[1], "tags": said}
    return answer, [buffer.getvalue()]


def make(
    data: bytes,
    *,
    widths: list[int],
    crops: dict[str, list[int]],
    focal: list[float],
    xmp: str,
) -> Answer:
    """
    Return the public files: each width in each format, then each crop around the focal point.

    `crops` is {name: [across, down]}; `focal` is (x, y) from 0 to 1. Nothing is enlarged. The
    answer is {"files": [{format, crop, width, height}]}, and their bytes in that order.
    """
    tallest = max(down * CROP_WIDTH // across for across, down in crops.values())
    base = decode(data, max(widths), tallest)
    made: list[dict[str, Any]] = []
    blobs: list[bytes] = []

    def write(image: Image.Image, format: str, crop: str) -> None:
        buffer = io.BytesIO()
        image.save(buffer, format, xmp=xmp.encode(), **WRITTEN[format])
        made.append({"format": format, "crop": crop, "width": image.width, "height": image.height})
        blobs.append(buffer.getvalue())

    image = base
    # From the widest down, each made of the one before: most pixels are touched once.
    for width in sorted((w for w in widths if w <= base.width), reverse=True) or [base.width]:
        height = max(1, round(base.height * width / base.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        for format in WRITTEN:
            write(image, format, "")
    for name, (across, down) in crops.items():
        box = crop_box(base.size, across / down, focal[0], focal[1])
        width = min(CROP_WIDTH, box[2] - box[0])
        size = (width, max(1, round(width * down / across)))
        image = base.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
        for format in CROPPED_FORMATS:
            write(image, format, name)
    return {"files": made}, blobs


def crop_box(size: tuple[int, int], ratio: float, x: float, y: float) -> tuple[int, int, int, int]:
    """Return the largest box of `ratio` (width : height) in `size`, as near to x, y as can be."""
    width, height = size
    across = max(1, min(width, round(height * ratio)))
    down = max(1, min(height, round(across / ratio)))
    left = min(max(0, round(x * width - across / 2)), width - across)
    top = min(max(0, round(y * height - down / 2)), height - down)
    return left, top, left + across, top + down
