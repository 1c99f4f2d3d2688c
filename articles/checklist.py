"""What stops a story from being approved and published: the one list that every way out asks."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from articles.packaging import placed_photos
from photos import rights


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
        if not photo.is_awaiting or photo.is_taken_down:
            found += rights.problems(photo, on=day, caption=use["caption"])
    return found
