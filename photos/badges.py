"""What the desk should see at a glance of a photo: what is missing, and rights that end."""

import datetime

from django.utils.translation import gettext as _

from photos.credits import credit_of
from photos.models import Photo

SOON = datetime.timedelta(days=30)


def badges(photo: Photo, day: datetime.date) -> list[str]:
    """Return a word or two each, the gravest first; reads what `with_credit` fetches."""
    until = photo.rights_until
    has_ended = until is not None and until < day
    found = [
        (has_ended, _("rights ended")),
        (until is not None and not has_ended and until <= day + SOON, _("rights end soon")),
        (photo.is_awaiting, _("awaiting")),
        (not photo.caption, _("caption is missing")),
        (not credit_of(photo).is_known, _("credit is missing")),
        (not photo.alt_text, _("alternative text is missing")),
    ]
    return [str(word) for is_so, word in found if is_so]
