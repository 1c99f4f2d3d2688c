"""
Files that are lost, made again from the private original, under the names their rows have.

An address that readers hold must not change because a disk broke.
"""

from collections.abc import Sequence

from django.core.files.storage import storages
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from photos import pictures, renditions, written
from photos.ledger import PRIVATE, PUBLIC
from photos.models import PastFile, Photo, Rendition
from photos.pictures import PictureRefused
from photos.renditions import PublicFile


def preview(row: Photo | PastFile) -> None:
    """Make the small picture for the desk again; raise PictureRefused where that cannot be."""
    _answer, [jpeg] = pictures.in_child("look", renditions.read(row.original))
    _put(PRIVATE, str(row.preview.name), jpeg)


def public(
    photo: Photo, key: str, checksum: str, lost: Sequence[PublicFile], *, have_rows: bool
) -> None:
    """
    Put files that readers see back in their places; raise PictureRefused where that cannot be.

    They were made of the original with this `checksum`, with the facts of `key`. What is true
    of the photo now is written into them, be it newer: a hole in the page helps nobody.
    """
    blobs = _made_again(photo, checksum, lost)
    with transaction.atomic():
        # As in publishing: whoever takes it down waits, or has taken it down.
        if Photo.objects.select_for_update(no_key=True).get(pk=photo.pk).is_taken_down:
            return
        rows = Rendition.objects.select_for_update().filter(photo=photo, facts_key=key)
        names = set(rows.values_list("file", flat=True))
        for path, blob in blobs.items():
            # Retired meanwhile, it is to stay away.
            if path in names or not have_rows:
                _put(PUBLIC, path, blob)


def copies(photo: Photo, key: str, checksum: str, lost: Sequence[PublicFile]) -> None:
    """Put back the private copies of what an edition showed, if they can be as they were."""
    if key != renditions.facts_key(photo):
        raise PictureRefused(_cannot_be_as_it_was())
    for path, blob in _made_again(photo, checksum, lost).items():
        _put(PRIVATE, renditions.copy_of(path), blob)


def _made_again(photo: Photo, checksum: str, lost: Sequence[PublicFile]) -> dict[str, bytes]:
    made = {
        (file["format"], file["crop"], file["width"]): blob
        for file, blob in renditions.made_of(photo, _original(photo, checksum))
    }
    try:
        return {row["path"]: made[row["format"], row["crop"], row["width"]] for row in lost}
    except KeyError as error:
        # Of a size or a format that is not made any more.
        raise PictureRefused(_cannot_be_as_it_was()) from error


def _original(photo: Photo, checksum: str) -> FieldFile:
    if photo.checksum == checksum:
        return photo.original
    past = photo.past_files.filter(checksum=checksum).first()
    if past is None:
        raise PictureRefused(_cannot_be_as_it_was())
    return past.original


def _put(storage: str, name: str, data: bytes) -> None:
    if not storages[storage].exists(name):
        written.put(storages[storage], name, data)


def _cannot_be_as_it_was() -> str:
    return _("It cannot be made again as it was.")
