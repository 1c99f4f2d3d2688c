"""What stands around every public page: sections and latest stories, at most a second old."""

import threading
import time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from articles.models import Edition, Section
from public.imprint import imprint

SECONDS = 1.0
LATEST = 6

_lock = threading.Lock()
_kept: dict[str, Any] = {"until": 0.0, "value": None}


def chrome() -> dict[str, Any]:
    """
    Return {"paper", "today", "sections", "latest", "imprint"} for base.html.

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
        today = date_format(timezone.localdate(now), "l, d/m/Y")
        said = imprint()
    return {
        "paper": settings.NEWSROOM_NAME,
        "today": today,
        "imprint": said,
        "sections": [
            {"name": name, "path": f"/{slug}/"}
            for name, slug in Section.objects.values_list("name", "slug")
        ],
        "latest": list(latest.values("headline", "path", "published_text")[:LATEST]),
    }
