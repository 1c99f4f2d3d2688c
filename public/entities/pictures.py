"""The portrait of a person, and the pictures somebody is in; each with its credit."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from articles.models import Edition, EditionPhoto
from articles.rendering import shown_photo, thumbnail
from entities.models import Entity
from photos.credits import machine_line
from photos.models import Portrait
from public.filled import filled, joined
from public.statements import Row, Statement

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
    """The newest pictures of somebody, in visible stories."""
    row = "photos__shown"
    return (
        Edition.objects.public(now)
        .stories()
        .filter(photos__shown__entity=entity)
        .order_by(f"-{row}__first_published_at", f"{row}__editionphoto")
        .values_list(
            f"{row}__first_published_at",
            f"{row}__editionphoto",
            "photos__checksum",
            "photos__thumbnail",
            "photos__caption",
            "photos__alt_text",
            "photos__credit",
            "path",
        )[:PHOTOS_LOOKED_AT]
    )


_NEWEST = Statement(_newest, moments=["now"], keys=["entity"])
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
    """Return the newest pictures of somebody, each file once, as HTML; one query."""
    rows = _NEWEST.rows_of_each(ids, now=now)
    if len(ids) > 1:
        rows.sort(key=lambda row: row[0], reverse=True)
    files: dict[str, Row] = {}
    for row in rows:
        files.setdefault(row[2], row)
    shown = list(files.values())[:PHOTOS]
    chosen = {row[1]: json.loads(row[3]) for row in shown}
    bare = [pk for pk, file in chosen.items() if not file]
    if bare:
        # Of editions from before there were thumbnails.
        photos = EditionPhoto.objects.filter(pk__in=bare).order_by().values_list("pk", "files")
        chosen |= {pk: thumbnail(made) for pk, made in photos}
    return joined(_photo(chosen[row[1]], *row[4:]) for row in shown)


def _photo(
    file: Mapping[str, Any], caption: str, alt_text: str, credit: str, story_path: str
) -> str:
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
