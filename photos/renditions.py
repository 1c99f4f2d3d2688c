"""
Public files: re-encoded, in fixed sizes, with the credit inside.

A set of files belongs to the facts it was made with (`facts_key`): the same
photo with a corrected credit gets a new set under new names.
"""

import hashlib
import json
import logging
from typing import Any, TypedDict

from django.core.files.storage import Storage, storages
from django.db import IntegrityError, transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from photos import pictures, written, xmp
from photos.models import Photo, Rendition
from photos.models.rendition import Crop
from photos.written import nothing_left_behind

logger = logging.getLogger(__name__)

WIDTHS = [320, 640, 1024, 1600]
# Raised when files are made in another way: the next edition then makes new ones.
RECIPE = 2
# {name: [across, down]}
CROPS = {Crop.WIDE: [16, 9], Crop.CLASSIC: [4, 3], Crop.SQUARE: [1, 1]}


class PublicFile(TypedDict):
    path: str
    format: str
    crop: str
    width: int
    height: int


def facts_key(photo: Photo) -> str:
    """Return 64 hex digits that change when the original, its middle, caption or credit does."""
    focal = [photo.focal_x, photo.focal_y]
    facts = [RECIPE, photo.checksum, focal, photo.kind, xmp.written_in(photo)]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def public_files(photo: Photo, *, away: bool = False) -> list[PublicFile]:
    """
    Return the public files of `photo` as it is now, made if they are not there yet.

    Made `away` they lie in private storage, as copies do, until photos.waiting brings them.
    The whole picture first, then the crops; each sorted by format and width. Takes about a
    second of CPU for a new set, so it is called before a transaction, not inside one. Raises
    PictureRefused if the original is lost or cannot be decoded, or there is no room.
    """
    _refuse_taken_down(photo)
    key = facts_key(photo)
    rows = list(photo.renditions.filter(facts_key=key))
    if not rows:
        rows = make(photo, key, away=away)
    return [
        PublicFile(
            path=str(row.file.name),
            format=row.format,
            crop=row.crop,
            width=row.width,
            height=row.height,
        )
        for row in rows
    ]


def _refuse_taken_down(photo: Photo) -> None:
    if photo.is_taken_down:
        raise pictures.PictureRefused(_("This photo was taken down."))


def make(photo: Photo, key: str, *, away: bool = False) -> list[Rendition]:
    made = made_of(photo, photo.original)
    aside = (storages["private"], copy_of) if away else None
    rows = []
    try:
        with nothing_left_behind():
            for file, blob in made:
                rows.append(Rendition(photo=photo, facts_key=key, **file))
                written.save(rows[-1].file, blob, aside=aside)
            with transaction.atomic():
                # Whoever takes it down meanwhile finds these rows, or they are not written.
                _refuse_taken_down(Photo.objects.select_for_update(no_key=True).get(pk=photo.pk))
                Rendition.objects.bulk_create(rows)
    except IntegrityError:
        # Two at once, a worker and a publisher: the other one's files are as good.
        theirs = list(photo.renditions.filter(facts_key=key))
        if not theirs:
            raise
        return theirs
    return sorted(rows, key=lambda row: (row.crop, row.format, row.width))


def made_of(photo: Photo, original: FieldFile) -> list[tuple[dict[str, Any], bytes]]:
    """
    Return ({format, crop, width, height}, bytes) of each public file that `original` gives.

    Written into them is what is true of `photo` now. Raises PictureRefused.
    """
    answer, blobs = pictures.in_child(
        "make",
        read(original),
        widths=WIDTHS,
        crops=CROPS,
        focal=[photo.focal_x, photo.focal_y],
        xmp=xmp.packet(xmp.written_in(photo)),
    )
    return list(zip(answer["files"], blobs, strict=True))


def read(original: FieldFile) -> bytes:
    """Return the bytes of an original; raise PictureRefused if it is lost."""
    try:
        with original.open("rb") as file:
            return file.read()
    except FileNotFoundError as error:
        logger.exception("the original %s is lost", original.name)
        raise pictures.PictureRefused(
            _("The original of this photo is lost: tell who looks after the server.")
        ) from error


def retire(rendition: Rendition) -> None:
    """
    Take one file from public storage and forget the row; in a transaction.

    Its address is dead from then on: who publishes the photo again gets new files
    under new names.
    """
    name = str(rendition.file.name)
    kept = keep_privately(rendition)
    rendition.delete()
    public = rendition.file.storage
    # The file last, and only if the row is really gone: a rollback leaves both.
    transaction.on_commit(lambda: public.delete(name), robust=True)
    transaction.on_commit(lambda: logger.info("%s is kept as %s", name, kept or "nothing"))


def keep_privately(rendition: Rendition) -> str:
    """Copy a file that an edition names to the private storage; return its name there, or ""."""
    if not rendition.photo.editions.filter(facts_key=rendition.facts_key).exists():
        return ""
    return keep_copy(rendition.file.storage, str(rendition.file.name))


def keep_copy(public: Storage, name: str) -> str:
    """Copy a public file to the private storage, once; return its name, "" if there is none."""
    kept, private = copy_of(name), storages["private"]
    if private.exists(kept):
        if not public.exists(name) or private.size(kept) == public.size(name):
            return kept
        # A full disk or a kill broke it off.
        private.delete(kept)
    try:
        with public.open(name, "rb") as file:
            private.save(kept, file)
    except FileNotFoundError:
        return ""
    return kept


def copy_of(name: str) -> str:
    """Return where the private copy of a public file lies that an edition showed once."""
    return f"published/{name}"


def hold(photo_id: int, key: str) -> bool:
    """Lock the files of a set until the transaction ends; False if they are gone."""
    rows = Rendition.objects.select_for_update().filter(photo=photo_id, facts_key=key)
    return bool(list(rows.values_list("pk", flat=True)))
