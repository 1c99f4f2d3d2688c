"""What the desk should know of a story before readers do, though it stops nothing."""

import datetime
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.mentions import MOST_PROPOSED
from articles.models import Decision, Revision
from articles.packaging import placed_photos
from entities.finding import find_known
from entities.lookup import name_key
from entities.models import Entity, EntityPage

YEAR = datetime.timedelta(days=366)
# A paper may bring in its own archive; a story of the year 1 is a slip of the hand.
OLDEST = 100 * YEAR


def of_revision(revision: Revision) -> list[str]:
    """Return sentences for the editor who approves or publishes `revision`."""
    day = revision.snapshot["story_on"]
    return [
        *_awaiting(revision),
        *([] if revision.snapshot["bylines"] else [_("The story has no byline.")]),
        *odd_day(day and datetime.date.fromisoformat(day)),
        *protected_names(revision),
        *_more_names(revision),
    ]


def _awaiting(revision: Revision) -> Iterator[str]:
    shown = [photo for _use, photo in placed_photos(revision.snapshot) if not photo.is_awaiting]
    awaiting = len(revision.snapshot["photos"]) - len(shown)
    if awaiting:
        yield _("Photos that readers will not see yet: %(count)d.") % {"count": awaiting}


def _more_names(revision: Revision) -> Iterator[str]:
    unknown = [row for row in revision.snapshot["mentions"] if row["entity"] is None]
    if len(unknown) >= MOST_PROPOSED:
        yield _("Only the first %(count)d unknown names of the text are listed.") % {
            "count": MOST_PROPOSED
        }


def odd_day(day: datetime.date | None) -> Iterator[str]:
    """Yield a sentence if the day of a story is hardly meant: it decides who held which office."""
    today = timezone.localdate()
    if day is not None and not today - OLDEST <= day <= today + YEAR:
        yield _("The day of the story is %(day)s. Is that right?") % {
            "day": f"{day.day:02}/{day.month:02}/{day.year:04}"
        }


def protected_names(revision: Revision) -> Iterator[str]:
    """Yield a sentence for each protected person whose name readers will see, and where."""
    snapshot = revision.snapshot
    named = {
        row["entity"]: (row["kind"], row["texts"])
        for row in snapshot["mentions"]
        if row["entity"] and row["count"] and row["decision"] != Decision.REJECTED
    }
    chosen: dict[str, list[int]] = {}
    for pk, (kind, forms) in named.items():
        for key in {name_key(kind, form) for form in forms}:
            chosen.setdefault(key, []).append(pk)
    captions = [use["caption"] or photo.caption for use, photo in placed_photos(snapshot)]
    in_captions = {pk for one in find_known(captions, chosen=chosen) for pk in one.entities}
    for entity in Entity.objects.filter(pk__in={*named, *in_captions}, is_protected=True):
        name = {"name": entity.name}
        if entity.pk in in_captions:
            yield _("“%(name)s” is protected, and stands in the caption of a photo.") % name
        elif entity.page == EntityPage.PUBLIC:
            yield _("“%(name)s” is protected, and has a page that the text will link to.") % name
        else:
            yield _("“%(name)s” is protected, and stands in the text.") % name
