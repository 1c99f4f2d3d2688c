"""The form of one photo, where a file that was taken down may be brought back on purpose."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import uploading
from photos import likeness
from photos.admin.forms import PhotoForm


class DeskPhotoForm(PhotoForm):
    although_taken_down = forms.BooleanField(
        label=_("Bring the picture in although it was taken down"), required=False
    )

    # Set by the admin: whether the one who sends it may take photos down.
    may_bring_back = False

    def clean(self):
        cleaned = super().clean()
        is_meant = self.may_bring_back and cleaned.get("although_taken_down")
        picture = cleaned.get("file")
        photo = likeness.taken_down(picture.checksum) if picture and not is_meant else None
        if photo is not None:
            self.add_error("file", uploading.told_of_take_down(photo, is_same_file=True))
        return cleaned


def with_consent(user, fieldsets):
    """Ask who may take photos down beside the file; nobody else."""
    if not user.has_perm("photos.take_down_photo"):
        return fieldsets
    return [
        (name, {**options, "fields": [one for f in options["fields"] for one in _beside(f)]})
        for name, options in fieldsets
    ]


def _beside(field):
    return [field, "although_taken_down"] if field == "file" else [field]
