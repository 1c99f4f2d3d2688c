"""
A picture that comes: new, one we have, one that was awaited, or one that was taken down.

Every way in (library, many at once, the editor, an import, another file for a photo) asks
here, so that one file is one photo, and nothing comes back by accident.
"""

import dataclasses

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import takedowns
from photos import captions, likeness, proposals, services
from photos.models import Photo
from photos.pictures import Picture
from photos.written import nothing_left_behind


class UploadRefused(Exception):
    """The text says why, to the one who sent the picture."""


@dataclasses.dataclass(frozen=True)
class Taken:
    """The photo that a picture has become, or was already."""

    photo: Photo
    is_known: bool


def known(picture: Picture) -> Photo | None:
    """Return the photo that has this very file, the first that came."""
    photo = likeness.known(picture.checksum)
    return photo and Photo.objects.with_credit().get(pk=photo.pk)


def take(picture: Picture, *, caption: str, credit: str, by: User) -> Taken:
    """
    Make a photo of `picture`, or find the one that has its file: of two at once, too.

    Raises UploadRefused for what was taken down.
    """
    parsed = understood(caption, credit)
    with nothing_left_behind(), transaction.atomic():
        services.one_at_a_time(picture)
        require_free(picture)
        photo = known(picture)
        if photo is not None:
            return Taken(photo, is_known=True)
        return Taken(_filled(services.create_awaiting(parsed, by=by), picture), is_known=False)


def require_free(picture: Picture) -> None:
    """Raise UploadRefused for a file whose photo was taken down, with when and why."""
    photo = likeness.taken_down(picture.checksum)
    if photo is not None:
        raise UploadRefused(told_of_take_down(photo, is_same_file=True))


def told_of_take_down(photo: Photo, *, is_same_file: bool) -> str:
    """Return what the desk is told of a picture that was taken down, or of one like it."""
    act = takedowns.last_act(photo)
    day = timezone.localtime(photo.taken_down_at).strftime("%d/%m/%Y")
    why = act.reason.rstrip(".") if act else "–"
    said = {"id": photo.pk, "day": day, "why": why}
    if is_same_file:
        sentence = _(
            "This picture (no. %(id)d) was taken down on %(day)s because: %(why)s. "
            "Ask the managing editor."
        )
    else:
        sentence = _(
            "A picture like this (no. %(id)d) was taken down on %(day)s because: %(why)s. "
            "Ask the managing editor before it is used."
        )
    return sentence % said


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
    """
    Give an awaiting photo its picture; of two who do at once, the second is refused.

    So is what was taken down.
    """
    with nothing_left_behind(), transaction.atomic():
        row = Photo.objects.select_for_update().get(pk=photo.pk)
        if not row.is_awaiting:
            raise UploadRefused(_("This photo has its picture already."))
        require_free(picture)
        return _filled(row, picture)


def _filled(photo: Photo, picture: Picture) -> Photo:
    """Give the picture; what nobody wrote is then taken from what the file says of itself."""
    services.fill(photo, picture)
    proposals.fill_from_file(photo)
    return photo
