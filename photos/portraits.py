"""The photo that stands for a person: what may be one, and its public files."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from photos import renditions, rights
from photos.credits import credit_of
from photos.models import Photo, Portrait


def why_not(photo: Photo, day: datetime.date) -> str:
    """Return why a photo cannot be shown as a portrait on `day`, as a sentence; or ""."""
    if photo.is_awaiting and not photo.is_taken_down:
        return _("The picture has not come yet.")
    return " ".join(rights.problems(photo, on=day))


def is_behind(portrait: Portrait) -> bool:
    """Whether `publish` would show something else; ask with the photo's credit prefetched."""
    photo = portrait.photo
    words = (credit_of(photo).printed, photo.alt_text) if (key := _key(photo)) else ("", "")
    return (portrait.facts_key, portrait.credit, portrait.alt_text) != (key, *words)


def _key(photo: Photo) -> str:
    """Return the facts that readers may be shown of `photo`; "" if nothing of it may be."""
    is_there = not photo.is_awaiting and not photo.is_taken_down
    return renditions.facts_key(photo) if is_there and credit_of(photo).is_known else ""


def publish(portrait: Portrait) -> None:
    """
    Make what readers see of a portrait as its photo is now: files, credit, words.

    Nothing is shown of a photo without credit. Half a second of CPU for new files, so
    outside a transaction; raises PictureRefused where the original cannot be read.
    """
    photo = Photo.objects.with_credit().get(pk=portrait.photo_id)
    shown: dict[str, Any] = {"facts_key": "", "credit": "", "alt_text": "", "files": []}
    if key := _key(photo):
        shown = {
            "facts_key": key,
            "credit": credit_of(photo).printed,
            "alt_text": photo.alt_text,
            "files": renditions.public_files(photo),
        }
    with transaction.atomic():
        # Whoever takes the photo down waits for this, or it was taken down while we worked.
        now = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
        if now.is_taken_down and shown["facts_key"]:
            return
        # A sweep may have taken files that nobody showed; the next run makes new ones.
        if shown["facts_key"] and not renditions.hold(photo.pk, shown["facts_key"]):
            return
        # Only if it is this photo's still: somebody may have chosen another.
        Portrait.objects.filter(pk=portrait.pk, photo=photo).update(**shown)
