"""
Public files: re-encoded, in fixed sizes, with the credit inside.

A set of files belongs to the facts it was made with (`facts_key`): the same
photo with a corrected credit gets a new set under new names.
"""

import hashlib
import io
import json
import logging
from typing import TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from photos import pictures, written, xmp
from photos.credits import credit_of
from photos.models import Photo, Rendition
from photos.models.rendition import RenditionFormat

logger = logging.getLogger(__name__)

WIDTHS = [320, 640, 1024, 1600]
# Raised when files are made in another way: the next edition then makes new ones.
RECIPE = 1
QUALITY = {RenditionFormat.JPEG: 82, RenditionFormat.WEBP: 80}


class PublicFile(TypedDict):
    path: str
    format: str
    width: int
    height: int


def facts_key(photo: Photo) -> str:
    """Return 64 hex digits that change when the original, the caption or the credit does."""
    credit = credit_of(photo)
    facts = [RECIPE, photo.checksum, photo.caption, credit.creators, credit.provider, credit.kind]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def public_files(photo: Photo) -> list[PublicFile]:
    """
    Return the public files of `photo` as it is now, made if they are not there yet.

    Sorted by format and width. Takes about 0.5 s of CPU for a new set, so it is
    called before a transaction, not inside one. Raises PictureRefused if the
    original cannot be decoded.
    """
    key = facts_key(photo)
    rows = list(photo.renditions.filter(facts_key=key))
    if not rows:
        rows = make(photo, key)
    return [
        PublicFile(path=str(row.file.name), format=row.format, width=row.width, height=row.height)
        for row in rows
    ]


def make(photo: Photo, key: str) -> list[Rendition]:
    with photo.original.open("rb") as file:
        image = pictures.decode(file.read(), max(WIDTHS))
    packet = xmp.packet(credit_of(photo), photo.caption)
    widths = [width for width in WIDTHS if width <= image.width] or [image.width]

    rows = []
    # From the widest down, each made of the one before: most pixels are touched once.
    for width in sorted(widths, reverse=True):
        image = image.resize(
            (width, max(1, round(image.height * width / image.width))), reducing_gap=2.0
        )
        for format in RenditionFormat:
            row = Rendition(
                photo=photo, facts_key=key, format=format, width=image.width, height=image.height
            )
            buffer = io.BytesIO()
            image.save(buffer, format=format, quality=QUALITY[format], xmp=packet, method=2)
            row.file.save("", ContentFile(buffer.getvalue()), save=False)
            written.note(row.file)
            rows.append(row)
    with transaction.atomic():
        Rendition.objects.bulk_create(rows)
    return sorted(rows, key=lambda row: (row.format, row.width))


def retire(rendition: Rendition) -> None:
    """
    Move one file from public to private storage and forget the row; in a transaction.

    Its address is dead from then on: who publishes the photo again gets new files
    under new names.
    """
    name = str(rendition.file.name)
    with rendition.file.open("rb") as file:
        kept = storages["private"].save(f"published/{name}", file)
    rendition.delete()
    public = rendition.file.storage
    # The file last, and only if the row is really gone: a rollback leaves both.
    transaction.on_commit(lambda: public.delete(name))
    transaction.on_commit(lambda: logger.info("%s is kept as %s", name, kept))


def hold(photo_id: int, key: str) -> bool:
    """Lock the files of a set until the transaction ends; False if they are gone."""
    rows = Rendition.objects.select_for_update().filter(photo=photo_id, facts_key=key)
    return bool(list(rows.values_list("pk", flat=True)))
