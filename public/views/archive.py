"""
What was published when: years, months, days, by the local day of the first publication.

Which of them have stories is asked of the index, one look for each; nothing is counted.
"""

import calendar
import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.models import Edition
from public.filled import filled, joined, page
from public.paging import Listing
from public.shell import list_parts
from public.statements import Statement, as_moment, together
from vietnamese.dates import weekday

# No paper of ours is older; and no moment before it need be told to a database.
FIRST_YEAR = 1900

Span = tuple[datetime.datetime, datetime.datetime]

# When a day begins, how it is said, and where, are most of a page that leads to thirty of them.
_remembered = lru_cache(maxsize=2048)

_in_span = Listing(
    lambda begins, ends: Q(first_published_at__gte=begins, first_published_at__lt=ends),
    moments=["begins", "ends"],
)


def _one(condition, order: str, moments: Sequence[str]) -> Statement:
    """One moment of a story, the first in `order`."""
    return Statement(
        lambda now, **values: (
            Edition.objects.public(now)
            .stories()
            .filter(condition(**values))
            .order_by(order)
            .values_list("first_published_at")[:1]
        ),
        moments=["now", *moments],
    )


AT = "first_published_at"
_before = _one(lambda begins: Q(first_published_at__lt=begins), f"-{AT}", ["begins"])
_after = _one(lambda ends: Q(first_published_at__gte=ends), AT, ["ends"])
_within = _one(
    lambda begins, ends: Q(first_published_at__gte=begins, first_published_at__lt=ends),
    AT,
    ["begins", "ends"],
)


def index(request: HttpRequest) -> HttpResponse:
    links = [(str(day.year), _year_path(day)) for day in _years(timezone.now())]
    path = reverse("public:archive")
    return _page("archive", links, list_parts(path, name=_("Archive")))


def year(request: HttpRequest, year: int) -> HttpResponse:
    now = timezone.now()
    first = _first(year, 1, 1)
    months = [first.replace(month=number) for number in range(1, 13)]
    there = _with_stories([_span(month, months=1) for month in months], now)
    if not there:
        raise Http404
    links = [(_said(day, "F"), _month_path(day)) for day in there]
    around = _neighbours(_span(first, years=1), now)
    paths = [reverse("public:archive-year", args=[day.year]) if day else "" for day in around]
    names = [str(day.year) if day else "" for day in around]
    return _page(
        "archive_year",
        links,
        {
            "year": str(year),
            **_turn(names, paths),
            **list_parts(_year_path(first), name=str(year), steps=_steps()),
        },
    )


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    now = timezone.now()
    first = _first(year, month, 1)
    span = _span(first, months=1)
    found = _in_span.page(request.GET, now, begins=span[0], ends=span[1])
    if not found.stories:
        raise Http404
    count = calendar.monthrange(year, month)[1]
    there = _with_stories([_span(first.replace(day=n + 1)) for n in range(count)], now)
    path = _month_path(first)
    links = [(str(day.day), _day_path(day)) for day in there]
    around = _neighbours(span, now)
    names = [_said(day, "F/Y") if day else "" for day in around]
    return _page(
        "archive_month",
        links,
        {
            "year": str(year),
            "year_path": _year_path(first),
            **_turn(names, [_month_path(day) if day else "" for day in around]),
            **list_parts(path, found, name=_said(first, "F/Y"), steps=_steps(first)),
        },
    )


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """A day without a story is a page too, between the first and today: it leads to the next."""
    now = timezone.now()
    first = _first(year, month, day)
    span = _span(first)
    found = _in_span.page(request.GET, now, begins=span[0], ends=span[1])
    around = _neighbours(span, now)
    if not found.stories and not around[0]:
        raise Http404
    names = [_said(day, "d/m/Y") if day else "" for day in around]
    return _page(
        "archive_day",
        [],
        {
            "month": _said(first, "F/Y"),
            "month_path": _month_path(first),
            **_turn(names, [_day_path(day) if day else "" for day in around]),
            **list_parts(
                _day_path(first),
                found,
                name=_day_said(first),
                steps=_steps(first, months=True),
            ),
        },
    )


def addresses(now: datetime.datetime) -> list[str]:
    """Return those of the years and months with a story, the newest first; three queries."""
    years = _years(now)
    months = [year.replace(month=number) for year in years for number in range(12, 0, -1)]
    there = _with_stories([_span(month, months=1) for month in months], now)
    return [*map(_year_path, years), *map(_month_path, there)]


def _years(now: datetime.datetime) -> list[datetime.date]:
    """Return the first day of each year in which there is a story, the newest first."""
    # Bounds, however wide: without them SQLite reads and sorts all the stories that there are.
    asked = [
        (_before, {"now": now, "begins": now + datetime.timedelta(days=1)}),
        (_after, {"now": now, "ends": datetime.datetime(FIRST_YEAR, 1, 1, tzinfo=datetime.UTC)}),
    ]
    days = sorted(_day(moment) for (moment,) in together(asked))
    years = range(days[-1].year, days[0].year - 1, -1) if days else range(0)
    return _with_stories([_span(datetime.date(year, 1, 1), years=1) for year in years], now)


def _page(name: str, links: Sequence[tuple[str, str]], parts: dict[str, Any]) -> HttpResponse:
    shown = joined(
        filled("public/_archive_link.html", {"name": name, "path": path}) for name, path in links
    )
    told = _("Stories of %(paper)s by year, month and day.") % {"paper": settings.NEWSROOM_NAME}
    about = {"links": shown, "description": f"{parts['page_name']}. {told}"}
    return HttpResponse(page(f"public/{name}.html", {**about, **parts}))


def _steps(day: datetime.date | None = None, *, months: bool = False) -> list[str]:
    """Return names and addresses in turn of the pages above one of the archive."""
    steps = [_("Archive"), reverse("public:archive")]
    if day:
        steps += [str(day.year), _year_path(day)]
    if day and months:
        steps += [_said(day, "F/Y"), _month_path(day)]
    return steps


def _first(year: int, month: int, day: int) -> datetime.date:
    """Return the day, which was; raises Http404 for one that is to come or never was."""
    try:
        found = datetime.date(year, month, day)
    except ValueError as error:
        raise Http404 from error
    if found.year < FIRST_YEAR or found > timezone.localdate():
        raise Http404
    return found


@_remembered
def _span(first: datetime.date, *, years: int = 0, months: int = 0) -> Span:
    """Return when `first` begins, and when the day, month or year of it ends."""
    after = first + datetime.timedelta(days=1)
    if months:
        after = (first + datetime.timedelta(days=31)).replace(day=1)
    if years:
        after = first.replace(year=first.year + 1)
    zone = timezone.get_default_timezone()
    begins, ends = (
        datetime.datetime.combine(day, datetime.time(), tzinfo=zone) for day in (first, after)
    )
    return begins, ends


def _with_stories(spans: Sequence[Span], now: datetime.datetime) -> list[datetime.date]:
    """Return the first day of each span in which there is a story, in their order; one query."""
    each = [{"begins": begins, "ends": ends} for begins, ends in spans]
    found = _within.first_of_each(each, now=now)
    return [begins.date() for (begins, _ends), moment in zip(spans, found, strict=True) if moment]


def _neighbours(
    span: Span, now: datetime.datetime
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the day of the story before a span, and of the one after it; one query."""
    begins, ends = span
    asked = [(_before, {"now": now, "begins": begins}), (_after, {"now": now, "ends": ends})]
    days = [_day(moment) for (moment,) in together(asked)]
    before = next((day for day in days if day < begins.date()), None)
    return before, next((day for day in days if day >= ends.date()), None)


def _turn(names: Sequence[str], paths: Sequence[str]) -> dict[str, str]:
    return {
        "before.name": names[0],
        "before.path": paths[0],
        "after.name": names[1],
        "after.path": paths[1],
    }


def _day(moment: Any) -> datetime.date:
    return timezone.localdate(as_moment(moment))


@_remembered
def _said(day: datetime.date, form: str) -> str:
    with override("vi"):
        return date_format(day, form)


def _day_said(day: datetime.date) -> str:
    """Return "Thứ Bảy, 28/11/2026": the days of the week as everywhere in the paper."""
    return f"{capfirst(weekday(day))}, {day:%d/%m/%Y}"


@_remembered
def _year_path(day: datetime.date) -> str:
    return reverse("public:archive-year", args=[day.year])


@_remembered
def _month_path(day: datetime.date) -> str:
    return reverse("public:archive-month", args=[day.year, day.month])


@_remembered
def _day_path(day: datetime.date) -> str:
    return reverse("public:archive-day", args=[day.year, day.month, day.day])
