"""Many pictures in one form, for who has no script: each is taken or refused by itself."""

import dataclasses

from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.translation import gettext as _

from articles import samenesses, uploading
from photos import likeness, pictures
from photos.models import Photo
from photos.storage import StorageAway

# A picture takes up to half a second, and one request must not take minutes.
MOST_FILES = 20


@dataclasses.dataclass(frozen=True)
class Report:
    """What came of one file: a photo, perhaps one we had; or the sentence why there is none."""

    name: str
    photo: Photo | None = None
    is_known: bool = False
    notes: list[samenesses.Note] = dataclasses.field(default_factory=list)
    refusal: str = ""


class UploadViews:
    """For PhotoAdmin."""

    def upload_urls(self):
        view = self.admin_site.admin_view(self.uploads_view)
        return [path("upload/", view, name="photos_photo_upload")]

    def uploads_view(self, request):
        if not request.user.has_perm("photos.add_photo"):
            raise PermissionDenied
        sent = request.FILES.getlist("files")
        reports = [self.took(request, file) for file in sent[:MOST_FILES]]
        reports += [Report(file.name, refusal=_too_many()) for file in sent[MOST_FILES:]]
        new = [str(r.photo.pk) for r in reports if r.photo and not r.is_known]
        context = {
            "reports": reports,
            "new": ",".join(new),
            "is_empty": request.method == "POST" and not sent,
        }
        return self.rights_page(request, "uploads", _("Upload several pictures"), context)

    def took(self, request, file) -> Report:
        try:
            picture = pictures.take(file, name=file.name)
        except pictures.PictureRefused as refusal:
            return Report(file.name, refusal=str(refusal))
        try:
            taken = uploading.take(picture, caption="", credit="", by=request.user)
        except (uploading.UploadRefused, pictures.NotKept, StorageAway) as refusal:
            return Report(file.name, refusal=str(refusal))
        photo = taken.photo
        if taken.is_known:
            return Report(file.name, photo, is_known=True, notes=[samenesses.note_of_known(photo)])
        self.log_addition(request, photo, [{"added": {}}])
        likes = likeness.find(picture, besides=photo)
        notes = samenesses.notes(likes, photo=photo, by=request.user)
        return Report(file.name, photo, notes=notes)


def _too_many() -> str:
    return _("Send at most %(limit)d files in one form: send this one again.") % {
        "limit": MOST_FILES
    }
