"""A picture that comes while a story is written: new, one we have, or one that was awaited."""

import dataclasses

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from photos import captions, proposals, services
from photos.models import Photo
from photos.pictures import Picture
from photos.written import nothing_left_behind


class UploadRefused(Exception):
    """The text says why, to the one who sent the picture."""


def known(picture: Picture) -> Photo | None:
    """Return the photo that has this very file, the first that came."""
    photos = Photo.objects.usable().with_credit().filter(checksum=picture.checksum)
    return photos.order_by("pk").first()


def add(picture: Picture, *, caption: str, credit: str, by: User) -> Photo:
    """Make a photo of `picture`; a credit at the end of the caption is read as one."""
    parsed = understood(caption, credit)
    with nothing_left_behind(), transaction.atomic():
        return _filled(services.create_awaiting(parsed, by=by), picture)


def understood(caption: str, credit: str) -> captions.ParsedCaption:
    """Part what was typed into caption and credit; a credit that is none is a creator's name."""
    if not credit.strip():
        return services.read_caption(caption)
    # Only what was typed for it is the credit: the caption's words stay the caption's.
    read = services.read_caption(credit)
    if not read.has_credit or read.caption:
        read = services.read_caption(f"Ảnh: {credit}")
    if not read.has_credit or read.caption:
        read = captions.ParsedCaption(caption="", creators=(credit.strip(),))
    repeated = services.read_caption(caption)
    whole = repeated.caption if _same_credit(repeated, read) else caption.strip()
    return dataclasses.replace(read, caption=whole, raw=credit.strip())


def _same_credit(one: captions.ParsedCaption, other: captions.ParsedCaption) -> bool:
    return (one.creators, one.provider) == (other.creators, other.provider)


def fill(photo: Photo, picture: Picture) -> Photo:
    """Give an awaiting photo its picture; of two who do at once, the second is refused."""
    with nothing_left_behind(), transaction.atomic():
        row = Photo.objects.select_for_update().get(pk=photo.pk)
        if not row.is_awaiting:
            raise UploadRefused(_("This photo has its picture already."))
        return _filled(row, picture)


def _filled(photo: Photo, picture: Picture) -> Photo:
    """Give the picture; what nobody wrote is then taken from what the file says of itself."""
    services.fill(photo, picture)
    proposals.fill_from_file(photo)
    return photo
