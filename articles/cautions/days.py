"""A day of the story that is hardly meant: it decides who held which office."""

import datetime
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.checked import Item, warn

YEAR = datetime.timedelta(days=366)
# A paper may bring in its own archive; a story of the year 1 is a slip of the hand.
OLDEST = 100 * YEAR


def odd(day: datetime.date | None) -> Iterator[Item]:
    today = timezone.localdate()
    if day is not None and not today - OLDEST <= day <= today + YEAR:
        sentence = _("The day of the story is %(day)s. Is that right?") % {
            "day": f"{day.day:02}/{day.month:02}/{day.year:04}"
        }
        yield warn("day", sentence, "story_on")
