"""
Whether we have a picture already: the same file, or the same look in another size or crop.

A look is twice 64 bits (dHash): whether each of 8 × 8 spots is darker than its neighbour to the
right, by which it is found, and than the one below, by which it is proved. Stored for the whole
picture and for windows of it, so that a crop finds what it was cut from. What the numbers below
find, and what they take for the same: docs/benchmarks.md.
"""

import dataclasses
import io
import itertools
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from PIL import Image

from accounts.models import User
from photos.models import AlikePhotos, Fingerprint, Photo
from photos.pictures import Picture

# Two bands of 16 that differ in one bit at most: one of four does, up to seven bits in all.
# Up to ten, most have one: what differs so much is proved by the other half of the look.
FURTHEST, FURTHEST_BOTH = 10, 20
# Where the other half was not noted: photos from before, until fingerprint_photos.
FURTHEST_ALONE = 7
# Shares of each side, and at how many places across and down.
WINDOWS = {0.95: 2, 0.9: 2, 0.85: 3, 0.8: 4, 0.75: 4, 0.7: 4}
# Of 255 shades of grey; a plain surface looks like every other.
PLAIN = 12
BITS = 64
# Of the two halves so many bits must differ from a plain ground.
LEAST = 24
FULL = (1 << BITS) - 1
# A plate of the weather has a hundred likes.
MOST_NOTED = 10


class Look(NamedTuple):
    """64 bits each; see above."""

    across: int
    down: int


@dataclasses.dataclass(frozen=True)
class Likeness:
    """`score` is the share of the 64 bits that agree; 1 for the same file."""

    photo: Photo
    is_same_file: bool
    score: float

    @property
    def apart(self) -> int:
        return round((1 - self.score) * BITS)


def find(picture: Picture, *, besides: Photo | None = None) -> list[Likeness]:
    """As `find_by`, of a picture that came."""
    return find_by(picture.checksum, picture.preview, besides=besides)


def find_by(checksum: str, preview: bytes, *, besides: Photo | None = None) -> list[Likeness]:
    """
    Return the photos that have this file or this look, the likest first.

    What was taken down is found, too, and comes first; what was joined to another is found
    by its own file and look, and told as the survivor.
    """
    same = {photo.pk for photo in with_file(checksum)}
    scores = {**_alike(preview), **dict.fromkeys(same, 1.0)}
    found: dict[int, Likeness] = {}
    for photo in Photo.objects.select_related("joined_into").filter(pk__in=scores):
        like = Likeness(photo.survivor, photo.pk in same, scores[photo.pk])
        known = found.get(like.photo.pk)
        if known is None or _rank(like) < _rank(known):
            found[like.photo.pk] = like
    if besides is not None:
        found.pop(besides.pk, None)
    return sorted(found.values(), key=_rank)


def _rank(like: Likeness) -> tuple:
    return not like.photo.is_taken_down, not like.is_same_file, -like.score, like.photo.pk


def with_file(checksum: str) -> list[Photo]:
    """Return the photos that have this very file, or had it before another: oldest first."""
    have = Q(checksum=checksum) | Q(past_files__checksum=checksum)
    rows = Photo.objects.filter(have).exclude(checksum="").distinct()
    return list(rows.select_related("joined_into").order_by("pk"))


def known(checksum: str) -> Photo | None:
    """Return the photo that has this very file and may be used: the first that came."""
    usable = [
        photo.survivor
        for photo in with_file(checksum)
        if photo.checksum == checksum and not photo.is_taken_down
    ]
    return usable[0] if usable else None


def taken_down(checksum: str) -> Photo | None:
    """
    Return the photo with this file that was taken down last; None if it was brought back since.

    By who may, on purpose: see articles.uploading. One that was here before proves nothing.
    """
    photos = [photo.survivor for photo in with_file(checksum)]
    down = {photo.taken_down_at: photo for photo in photos if photo.taken_down_at is not None}
    if not down:
        return None
    last = max(down)
    is_back = any(photo.created_at > last for photo in photos if not photo.is_taken_down)
    return None if is_back else down[last]


def note(photo: Photo, checksum: str, preview: bytes) -> list[Likeness]:
    """
    Write which photos look like `photo`, for the desk to answer, and return them.

    What the desk has answered stays answered.
    """
    likes = find_by(checksum, preview, besides=photo)
    AlikePhotos.objects.of(photo).filter(parted_at__isnull=True).delete()
    pairs = [
        AlikePhotos(
            first_id=min(photo.pk, like.photo.pk),
            second_id=max(photo.pk, like.photo.pk),
            apart=like.apart,
        )
        for like in likes[:MOST_NOTED]
    ]
    AlikePhotos.objects.bulk_create(pairs, ignore_conflicts=True)
    return likes


def part(first: Photo, second: Photo, *, by: User) -> None:
    """Remember that two photos are two pictures; the caller has asked who may."""
    one, two = sorted([first.pk, second.pk])
    said = {"parted_by": by, "parted_at": timezone.now()}
    AlikePhotos.objects.update_or_create(
        first_id=one, second_id=two, defaults=said, create_defaults={**said, "apart": BITS}
    )


def parted_from(photo: Photo) -> set[int]:
    """Return the photos that the desk said are other pictures than `photo`."""
    pairs = AlikePhotos.objects.of(photo).filter(parted_at__isnull=False)
    return {pk for pair in pairs.values_list("first", "second") for pk in pair} - {photo.pk}


def _alike(preview: bytes) -> dict[int, float]:
    seen = _look(_grey(preview))
    if seen is None:
        return {}
    near = Q()
    for number, band in enumerate(_bands(seen.across)):
        values = [band, *(band ^ 1 << bit for bit in range(16))]
        near |= Q(**{f"band_{number}__in": values})
    scores: dict[int, float] = {}
    # Columns only: of 100,000 photos some thousand rows have one band in common with any look.
    bands = Fingerprint.objects.filter(near).values_list(
        "photo", "down", "band_0", "band_1", "band_2", "band_3"
    )
    for photo, down, one, two, three, four in bands.iterator():
        apart = ((one << 48 | two << 32 | three << 16 | four) ^ seen.across).bit_count()
        if apart > FURTHEST or (down is None and apart > FURTHEST_ALONE):
            continue
        if down is not None and apart + ((down & FULL) ^ seen.down).bit_count() > FURTHEST_BOTH:
            continue
        scores[photo] = max(1 - apart / BITS, scores.get(photo, 0))
    return scores


def remember(photo: Photo, preview: bytes) -> None:
    """Write how `photo` looks, in place of what was known."""
    rows = []
    for look in looks(preview):
        bands = {f"band_{number}": band for number, band in enumerate(_bands(look.across))}
        # The column has a sign.
        down = look.down - (1 << BITS if look.down >> BITS - 1 else 0)
        rows.append(Fingerprint(photo=photo, down=down, **bands))
    with transaction.atomic():
        Fingerprint.objects.filter(photo=photo).delete()
        Fingerprint.objects.bulk_create(rows)


def looks(preview: bytes) -> list[Look]:
    """Return the looks of a picture, whole and through each window; none of plain surfaces."""
    grey = _grey(preview)
    found = [_look(grey)]
    for share, places in WINDOWS.items():
        width, height = grey.width * share, grey.height * share
        for across, down in itertools.product(range(places), repeat=2):
            left = (grey.width - width) * across / (places - 1)
            top = (grey.height - height) * down / (places - 1)
            found.append(_look(grey, (left, top, left + width, top + height)))
    return sorted({look for look in found if look is not None})


def _grey(preview: bytes) -> Image.Image:
    # Our own JPEG, made by photos.decoding: what came from outside is not decoded here.
    with Image.open(io.BytesIO(preview)) as image:
        return image.convert("L")


def _look(grey: Image.Image, box: tuple[float, float, float, float] | None = None) -> Look | None:
    spots = grey.resize((9, 8), Image.Resampling.LANCZOS, box=box).tobytes()
    if max(spots) - min(spots) < PLAIN:
        return None
    rising = grey.resize((8, 9), Image.Resampling.LANCZOS, box=box).tobytes()
    across = down = 0
    for row, column in itertools.product(range(8), repeat=2):
        spot = 9 * row + column
        across = across << 1 | (spots[spot] < spots[spot + 1])
        spot = 8 * row + column
        down = down << 1 | (rising[spot] < rising[spot + 8])
    # A drawing with one thing on a plain ground is no look either.
    told = across.bit_count() + down.bit_count()
    return Look(across, down) if LEAST <= told <= 2 * BITS - LEAST else None


def _bands(look: int) -> list[int]:
    return [look >> shift & 0xFFFF for shift in (48, 32, 16, 0)]
