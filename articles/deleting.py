"""Deleting a photo that nothing shows, ever showed or waits for."""

import logging

from django.core.exceptions import PermissionDenied
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from articles import uses
from photos.models import Photo

logger = logging.getLogger(__name__)


class DeleteRefused(Exception):
    """Why a photo stays: a sentence for the desk."""


def delete(photo: Photo, *, by: User) -> None:
    """Delete `photo` and its files, the earlier ones too; the files go once the row is gone."""
    if not by.has_perm("photos.delete_photo", photo):
        raise PermissionDenied(_("Your role does not allow this step."))
    with transaction.atomic():
        photo = Photo.objects.select_for_update().get(pk=photo.pk)
        found = uses.uses_of(photo)
        if found:
            raise DeleteRefused(
                _("This photo is in use and cannot be deleted: %(first)s “%(name)s”.")
                % {"first": found[0].what, "name": found[0].name}
            )
        files = _files(photo)
        try:
            photo.delete()
        except ProtectedError as error:
            raise DeleteRefused(_("Something still names this photo: it is kept.")) from error
        # The files last: a rollback leaves both.
        transaction.on_commit(lambda: _delete(files))


def _delete(files: list[tuple[Storage, str]]) -> None:
    """Delete files whose row is gone; what a failing storage keeps is left to the sweep."""
    try:
        for storage, name in files:
            storage.delete(name)
    except OSError:
        logger.exception("%s and what follows it stays without a row", name)


def _files(photo: Photo) -> list[tuple[Storage, str]]:
    kept = [photo.original, photo.preview]
    for past in photo.past_files.all():
        kept += [past.original, past.preview]
    kept += [rendition.file for rendition in photo.renditions.all()]
    return [(file.storage, str(file.name)) for file in kept if file]
