"""
Taking a photo down everywhere at once: a right was withdrawn, a child can be known by it.

One act: the photo is marked, portraits lose it, its public files leave at once, and every
live or scheduled edition is written anew without it. The private copy stays.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from articles import fixes
from articles.models import Article, EditionKind, Fix
from photos import takedown
from photos.models import Photo, Portrait, Rendition

PAUSE = datetime.timedelta(seconds=15)
TRIES = 240


class TakeDownRefused(Exception):
    """Why a photo is not taken down: a sentence for the desk."""


def take_down(photo: Photo, *, by: User, reason: str) -> Fix:
    """
    Take `photo` from all readers; return the act, whose row says who, when and why.

    When this returns its files are gone from public storage, or a task goes on trying.
    """
    require_allowed(by, photo)
    if not reason.strip():
        raise TakeDownRefused(_("Say why the photo is taken down."))
    with transaction.atomic():
        # Publishing locks the same row: an edition is there before this, or never.
        photo = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
        if photo.joined_into_id is not None:
            raise TakeDownRefused(
                _("This photo was joined to no. %(number)d: take that one down.")
                % {"number": photo.joined_into_id}
            )
        if photo.is_taken_down:
            raise TakeDownRefused(_("This photo was taken down already."))
        photo.taken_down_at, photo.taken_down_by = timezone.now(), by
        photo.save(update_fields=["taken_down_at", "taken_down_by", "updated_at"])
        # The same picture: its copies are looked at by nobody either.
        photo.joined.update(taken_down_at=photo.taken_down_at, taken_down_by=by)
        Portrait.objects.filter(photo=photo).update(facts_key="", credit="", alt_text="", files=[])
        fix = fixes.follow_take_down(photo, by=by, reason=reason.strip())
        remove_files.enqueue(photo.pk)
    takedown.remove_public_files(photo)
    return fix


def try_again(photo: Photo, *, by: User) -> None:
    """Go on with what a failing storage or story left of a take-down."""
    require_allowed(by, photo)
    takedown.remove_public_files(photo)
    fix = last_act(photo)
    if fix is not None and fix.finished_at is not None and stories_left(photo):
        fix = fixes.follow_take_down(photo, by=by, reason=fix.reason)
    if fix is not None and fix.finished_at is None and not fixes.go_on(fix):
        # Here and now, the first of them: the worker may be what is failing. It may also be at
        # them, and have been overtaken: the next are enqueued in any case.
        fixes.work_on.enqueue(fix.pk)


def require_allowed(by: User, photo: Photo) -> None:
    if not by.has_perm("photos.take_down_photo", photo):
        raise PermissionDenied(_("Your role does not allow this step."))


def last_act(photo: Photo) -> Fix | None:
    return photo.fixes.filter(kind=EditionKind.REMOVAL).select_related("made_by").first()


def stories_left(photo: Photo) -> list[Article]:
    """Return the stories whose readers still see the caption and the place of `photo`."""
    return list(fixes.showing(photo).order_by("pk"))


def files_left(photo: Photo) -> int:
    return Rendition.objects.filter(photo__in=Photo.objects.of(photo)).count()


@task()
def remove_files(photo_id: int, tries: int = 0) -> None:
    """
    Remove what is still public of a photo that was taken down; again soon where a storage fails.

    Twice at least: files may have been in the making when it was taken down.
    """
    photo = Photo.objects.filter(pk=photo_id, taken_down_at__isnull=False).first()
    if photo is None:
        return
    left = takedown.remove_public_files(photo)
    if (left or tries < 2) and tries < TRIES:
        later = remove_files.using(run_after=timezone.now() + PAUSE)
        later.enqueue(photo_id, tries + 1)
