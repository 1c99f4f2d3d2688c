"""The portrait of a person, and the pictures somebody is in; each with its credit."""

import datetime
import json
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Case, F, QuerySet, When

from articles.models import Edition, EditionPhoto
from articles.rendering import shown_photo, thumbnail
from entities.models import Entity
from photos.credits import machine_line
from photos.models import Portrait
from public.filled import filled, joined
from public.statements import Statement

PHOTOS = 12
# One file may stand in many stories, and is shown once.
PHOTOS_LOOKED_AT = 24
# A quarter of the column beside the name, and half of a phone.
PORTRAIT_SIZES = "(min-width: 40em) 11rem, 50vw"


def _portrait(today: datetime.date, key: int) -> QuerySet:
    return (
        Portrait.objects.shown_on(today)
        .filter(person=key)
        .values_list("files", "alt_text", "credit")
    )


def _newest(now, entity: int) -> QuerySet:
    """The newest pictures of somebody, in visible stories; only what tells them apart."""
    row = "photos__shown"
    return (
        Edition.objects.public(now)
        .stories()
        .filter(photos__shown__entity=entity)
        .order_by(f"-{row}__first_published_at", f"{row}__editionphoto")
        .values_list(f"{row}__first_published_at", f"{row}__editionphoto", "photos__checksum")[
            :PHOTOS_LOOKED_AT
        ]
    )


# Read where no thumbnail was chosen yet.
_FILES = Case(When(thumbnail={}, then=F("files")))
_PLACES = [f"photo{n}" for n in range(PHOTOS)]
_NEWEST = Statement(_newest, moments=["now"], keys=["entity"])
_PHOTOS = Statement(
    lambda **keys: (
        EditionPhoto.objects.filter(pk__in=keys.values())
        .order_by()
        .values_list("pk", "caption", "alt_text", "credit", "edition__path", "thumbnail", _FILES)
    ),
    keys=_PLACES,
)
_PORTRAIT = Statement(_portrait, days=["today"], keys=["key"])


def portrait_of(entity: Entity, today: datetime.date) -> dict[str, Any] | None:
    """Return the picture that stands for somebody, with its credit, if it may be shown today."""
    row = _PORTRAIT.row(today=today, key=entity.pk)
    if row is None:
        return None
    files, alt_text, credit = row
    facts = {"files": json.loads(files), "caption": "", "alt_text": alt_text or entity.name}
    return {
        **shown_photo(facts),
        "credit": credit,
        "credit_line": machine_line(credit),
        "sizes": PORTRAIT_SIZES,
    }


def portrait_html(portrait: dict[str, Any]) -> str:
    shown = ["avif_srcset", "webp_srcset", "jpeg_srcset", "sizes", "src", "width", "height"]
    values = {f"portrait.{name}": portrait[name] for name in [*shown, "alt", "credit"]}
    return filled("public/_portrait.html", values)


def photos_of(ids: list[int], now: datetime.datetime) -> str:
    """Return the newest pictures of somebody, each file once, as HTML; two queries."""
    rows = _NEWEST.rows_of_each(ids, now=now)
    if len(ids) > 1:
        rows.sort(key=lambda row: row[0], reverse=True)
    files: dict[str, int] = {}
    for _at, pk, checksum in rows:
        files.setdefault(checksum, pk)
    chosen = list(files.values())[:PHOTOS]
    # Nothing has the id 0.
    keys = dict.fromkeys(_PLACES, 0) | dict(zip(_PLACES, chosen, strict=False))
    photos = {row[0]: row[1:] for row in _PHOTOS.rows(**keys)} if chosen else {}
    return joined(_photo(*photos[pk]) for pk in chosen)


def _photo(
    caption: str, alt_text: str, credit: str, story_path: str, chosen: str, files: str | None
) -> str:
    file = json.loads(chosen) or thumbnail(json.loads(files or "[]"))
    return filled(
        "public/_photo.html",
        {
            "photo.src": default_storage.url(file["path"]),
            "photo.width": file["width"],
            "photo.height": file["height"],
            "photo.alt": alt_text or caption,
            "photo.caption": caption,
            "photo.credit": credit,
            "photo.story_path": story_path,
        },
    )
