"""Another file for the same photo: a better scan, or the right one in place of a wrong one."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import fixes, uploading
from articles.models import Fix
from photos import services
from photos.models import PastFile, Photo
from photos.pictures import Picture
from photos.written import nothing_left_behind


class ReplaceRefused(Exception):
    """Why a photo keeps its file: a sentence for the desk."""


def replace(photo: Photo, picture: Picture, *, by: User, reason: str) -> Fix | None:
    """
    Give `photo` another file, keep the one it had, and begin to bring its stories up to date.

    Old editions go on naming the old file. Raises ReplaceRefused, UploadRefused for
    what was taken down, or PermissionDenied.
    """
    if not by.has_perm("photos.correct_photo", photo):
        raise PermissionDenied(_("Your role does not allow this step."))
    if not reason.strip():
        raise ReplaceRefused(_("Say why the file is replaced."))
    with nothing_left_behind(), transaction.atomic():
        now = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
        _require_replaceable(now, picture)
        uploading.require_free(picture)
        PastFile.objects.create(
            photo=now,
            original=now.original.name,
            preview=now.preview.name,
            checksum=now.checksum,
            size=now.original.size,
            width=now.width,
            height=now.height,
            source_file_name=now.source_file_name,
            replaced_by=by,
            reason=reason.strip(),
        )
        services.fill(now, picture)
        return fixes.correct_photo(now, by=by, reason=reason.strip())


def _require_replaceable(photo: Photo, picture: Picture) -> None:
    if photo.is_taken_down:
        raise ReplaceRefused(_("This photo was taken down."))
    if photo.is_awaiting:
        raise ReplaceRefused(_("The picture has not come yet."))
    if photo.checksum == picture.checksum:
        raise ReplaceRefused(_("This is the very file that the photo has already."))
