"""Photos that readers see, or will, and whose rights end soon or have: each morning's list."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import EditionKind, EditionPhoto
from photos.models import Photo, Portrait
from photos.models.photo import PhotoQuerySet

# As many as a morning's list holds; the count says how many there are.
SHOWN = 200
DAYS = 14


@dataclass(frozen=True)
class Shown:
    """A story or a portrait that shows a photo."""

    article: int | None
    person: int | None
    name: str
    # "" for a portrait.
    path: str
    is_scheduled: bool = False


@dataclass
class Ending:
    photo: Photo
    has_ended: bool
    days: int
    shown: list[Shown]


def ending(day: datetime.date, within: int) -> PhotoQuerySet:
    """Return the photos that are shown, and whose rights end until `within` days after `day`."""
    last = day + datetime.timedelta(days=within)
    portraits = Portrait.objects.filter(photo=OuterRef("pk")).exclude(facts_key="")
    shown = _current(timezone.now()).filter(photo=OuterRef("pk"))
    # A joining is followed in the background: until then the one that went is still shown.
    joined = _current(timezone.now()).filter(photo__joined_into=OuterRef("pk"))
    return (
        Photo.objects.filter(rights_until__lte=last, taken_down_at__isnull=True)
        .filter(joined_into__isnull=True)
        .filter(Exists(shown) | Exists(joined) | Exists(portraits))
        .order_by("rights_until", "pk")
    )


def listed(day: datetime.date, within: int) -> list[Ending]:
    """Return the first of `ending` with what shows them; four queries, however many."""
    photos = list(ending(day, within).with_credit()[:SHOWN])
    shown: dict[int, list[Shown]] = {photo.pk: [] for photo in photos}
    now = timezone.now()
    for row in _editions(list(shown), now):
        shown[row["survivor"]].append(
            Shown(
                row["edition__article"],
                None,
                row["edition__headline"],
                row["edition__path"],
                row["edition__visible_from"] > now,
            )
        )
    for portrait in Portrait.objects.filter(photo__in=shown).select_related("person"):
        shown[portrait.photo_id].append(Shown(None, portrait.person_id, str(portrait.person), ""))
    return [
        Ending(photo, photo.rights_until < day, (photo.rights_until - day).days, shown[photo.pk])
        for photo in photos
        if photo.rights_until is not None
    ]


def _current(now: datetime.datetime):
    return EditionPhoto.objects.current(now).exclude(edition__kind=EditionKind.NOTICE)


def _editions(photos: list[int], now: datetime.datetime):
    survivor = Coalesce("photo__joined_into", "photo")
    rows = _current(now).annotate(survivor=survivor).filter(survivor__in=photos)
    return rows.order_by("-edition__visible_from", "pk").values(
        "survivor",
        "edition__article",
        "edition__headline",
        "edition__path",
        "edition__visible_from",
    )
