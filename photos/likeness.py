"""
Whether we have a picture already: the same file, or the same look in another size or crop.

A look is 64 bits (dHash): whether each of 8 × 8 spots is darker than its neighbour to the right.
Stored for the whole picture and for windows of it, so that a crop finds what it was cut from.
"""

import dataclasses
import io

from django.db import transaction
from django.db.models import Q
from PIL import Image

from photos.models import Fingerprint, Photo
from photos.pictures import Picture

# Two bands of 16 that differ in one bit at most: one of four does, up to seven bits in all.
FURTHEST = 7
# Shares of each side, at three places across and three down.
WINDOWS = [0.95, 0.87, 0.79, 0.72]
# Of 255 shades of grey; a plain surface looks like every other.
PLAIN = 12


@dataclasses.dataclass(frozen=True)
class Likeness:
    """`score` is the share of the 64 bits that agree; 1 for the same file."""

    photo: Photo
    is_same_file: bool
    score: float


def find(picture: Picture, *, besides: Photo | None = None) -> list[Likeness]:
    """Return the photos that have this file or this look, the likest first."""
    others = Photo.objects.exclude(pk=besides.pk) if besides else Photo.objects.all()
    same = {photo.pk for photo in others.filter(checksum=picture.checksum)}
    scores = {**_alike(picture.preview), **dict.fromkeys(same, 1.0)}
    found = [
        Likeness(photo, photo.pk in same, scores[photo.pk])
        for photo in others.filter(pk__in=scores)
    ]
    return sorted(found, key=lambda like: (not like.is_same_file, -like.score, like.photo.pk))


def _alike(preview: bytes) -> dict[int, float]:
    look = _look(_grey(preview))
    if look is None:
        return {}
    near = Q()
    for number, band in enumerate(_bands(look)):
        values = [band, *(band ^ 1 << bit for bit in range(16))]
        near |= Q(**{f"band_{number}__in": values})
    scores: dict[int, float] = {}
    for fingerprint in Fingerprint.objects.filter(near):
        apart = (fingerprint.look ^ look).bit_count()
        if apart <= FURTHEST:
            score = 1 - apart / 64
            scores[fingerprint.photo_id] = max(score, scores.get(fingerprint.photo_id, 0))
    return scores


def remember(photo: Photo, preview: bytes) -> None:
    """Write how `photo` looks, in place of what was known."""
    rows = []
    for look in looks(preview):
        bands = {f"band_{number}": band for number, band in enumerate(_bands(look))}
        rows.append(Fingerprint(photo=photo, **bands))
    with transaction.atomic():
        Fingerprint.objects.filter(photo=photo).delete()
        Fingerprint.objects.bulk_create(rows)


def looks(preview: bytes) -> list[int]:
    """Return the looks of a picture, whole and through each window; none of plain surfaces."""
    grey = _grey(preview)
    found = [_look(grey)]
    for share in WINDOWS:
        width, height = grey.width * share, grey.height * share
        for across in (0, 0.5, 1):
            for down in (0, 0.5, 1):
                left, top = (grey.width - width) * across, (grey.height - height) * down
                found.append(_look(grey, (left, top, left + width, top + height)))
    return sorted({look for look in found if look is not None})


def _grey(preview: bytes) -> Image.Image:
    # Our own JPEG, made by photos.decoding: what came from outside is not decoded here.
    with Image.open(io.BytesIO(preview)) as image:
        return image.convert("L")


def _look(grey: Image.Image, box: tuple[float, float, float, float] | None = None) -> int | None:
    spots = grey.resize((9, 8), Image.Resampling.LANCZOS, box=box).tobytes()
    if max(spots) - min(spots) < PLAIN:
        return None
    look = 0
    for row in range(0, 72, 9):
        for spot in range(row, row + 8):
            look = look << 1 | (spots[spot] < spots[spot + 1])
    return look


def _bands(look: int) -> list[int]:
    return [look >> shift & 0xFFFF for shift in (48, 32, 16, 0)]
