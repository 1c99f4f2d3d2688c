"""Why readers may not see a photo on a day: the one list that every way out asks."""

import datetime

from django.utils.translation import gettext as _

from photos.credits import credit_of
from photos.models import Photo


def problems(photo: Photo, *, on: datetime.date, caption: str = "") -> list[str]:
    """Return the reasons, as sentences for the desk that name the photo; for one with a file."""
    name = {"photo": label(photo, caption), "day": f"{on:%d/%m/%Y}"}
    if photo.is_taken_down:
        return [_("The photo “%(photo)s” was taken down: take it out of the text.") % name]
    found = []
    if not credit_of(photo).is_known:
        found.append(_("The photo “%(photo)s” has no credit.") % name)
    if photo.rights_until and photo.rights_until < on:
        name["end"] = f"{photo.rights_until:%d/%m/%Y}"
        found.append(
            _("The rights to the photo “%(photo)s” end on %(end)s, before %(day)s.") % name
        )
    if photo.rights_from and photo.rights_from > on:
        name["begin"] = f"{photo.rights_from:%d/%m/%Y}"
        found.append(
            _("The rights to the photo “%(photo)s” begin on %(begin)s, after %(day)s.") % name
        )
    return found


def label(photo: Photo, caption: str = "") -> str:
    """Return which photo a sentence means: its caption where it stands, and its file."""
    words = (caption or photo.caption)[:60].strip()
    return " · ".join(filter(None, [words, photo.source_file_name])) or f"#{photo.pk}"
