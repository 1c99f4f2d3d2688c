"""What stops a story from being approved and published: the one list that every way out asks."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from articles.packaging import placed_photos
from photos.credits import credit_of
from photos.models import Photo


def missing(revision: Revision) -> list[str]:
    """Return, as sentences for the desk, what `revision` lacks to be a story at all."""
    snapshot = revision.snapshot
    found = []
    if not snapshot["headline"]:
        found.append(_("The story has no headline."))
    elif snapshot["headline_is_proposed"]:
        found.append(_("The headline is only a proposal: write it."))
    if not snapshot["lead"]:
        found.append(_("The story has no lead."))
    if snapshot["section"] is None:
        found.append(_("The story has no section."))
    return found


def problems(article: Article, revision: Revision, *, visible_from: datetime.datetime) -> list[str]:
    """Return the reasons, as sentences for the desk, why `revision` may not be visible then."""
    found = missing(revision)
    if article.embargo_until and visible_from < article.embargo_until:
        found.append(
            _("The story is under embargo until %(moment)s.")
            % {"moment": f"{timezone.localtime(article.embargo_until):%H:%M, %d/%m/%Y}"}
        )
    day = timezone.localdate(visible_from)
    for use, photo in placed_photos(revision.snapshot):
        if photo.is_taken_down:
            found.append(
                _("The photo “%(photo)s” was taken down: take it out of the text.")
                % {"photo": label(photo, use["caption"])}
            )
        elif not photo.is_awaiting:
            found += problems_of_photo(photo, on=day, caption=use["caption"])
    return found


def problems_of_photo(photo: Photo, *, on: datetime.date, caption: str = "") -> list[str]:
    """Return why readers may not see `photo` on that day."""
    name = {"photo": label(photo, caption), "day": f"{on:%d/%m/%Y}"}
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
    """Return which photo a sentence means: its caption in the story, and its file."""
    words = (caption or photo.caption)[:60].strip()
    return " · ".join(filter(None, [words, photo.source_file_name])) or f"#{photo.pk}"
