"""
What stands around every public page: sections and latest stories, at most a second old.

And when the clock next changes a page, for the caches before us.
"""

import datetime
import threading
import time
from typing import Any

from django.conf import settings
from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import override

from articles.models import Edition, FrontPlace, Section
from public.imprint import imprint
from vietnamese.dates import in_words

SECONDS = 1.0
LATEST = 6

_lock = threading.Lock()
_kept: dict[str, Any] = {"until": 0.0, "value": None}


def chrome() -> dict[str, Any]:
    """
    Return {"paper", "today", "sections", "latest", "imprint", "changes_at"} for base.html.

    Two queries, at most once a second in a process; every page shares the result.
    """
    if time.monotonic() < _kept["until"]:
        return _kept["value"]
    value = _read()
    with _lock:
        _kept.update(until=time.monotonic() + SECONDS, value=value)
    return value


def forget() -> None:
    """Ask the database again at the next page; for tests."""
    _kept["until"] = 0.0


def _read() -> dict[str, Any]:
    now = timezone.now()
    latest = Edition.objects.public(now).stories().newest_first()
    with override("vi"):
        said = imprint()
    sections = Section.objects.annotate(**_next_moments(now))
    rows = list(sections.values_list("pk", "name", "slug", *_next_moments(now)))
    return {
        "paper": settings.NEWSROOM_NAME,
        "today": in_words(timezone.localdate(now)),
        "imprint": said,
        "sections": [
            {"pk": pk, "name": name, "path": f"/{slug}/"} for pk, name, slug, *_moments in rows
        ],
        "latest": list(latest.values("headline", "path", "published_text")[:LATEST]),
        # Each row says the same; without a section there is no edition.
        "changes_at": min([_midnight(now), *filter(None, rows[0][3:] if rows else [])]),
    }


def _midnight(now: datetime.datetime) -> datetime.datetime:
    """When the paper's day ends: every page prints it, and offices begin and end with days."""
    tomorrow = timezone.localdate(now) + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time.min))


def _next_moments(now: datetime.datetime) -> dict[str, Subquery]:
    """When the next edition begins to be seen, the next ceases to be, the next pin ends."""
    moments = {
        f"next_{column}": Edition.objects.filter(**{f"{column}__gt": now}).order_by(column)
        for column in ["visible_from", "visible_until"]
    }
    pins = FrontPlace.objects.current().filter(pinned_until__gt=now)
    moments["next_pinned_until"] = pins.order_by("pinned_until")
    return {
        name: Subquery(rows.values(name.removeprefix("next_"))[:1])
        for name, rows in moments.items()
    }
