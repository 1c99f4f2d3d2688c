"""The stories that name somebody: the newest first, by year, a page at a time."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models import Value as DbValue
from django.utils import timezone

from articles.models import Edition
from public.cards import cards
from public.entities.addresses import address_of
from public.entities.finding import Found
from public.filled import filled, joined
from public.paging import EPOCH, OLDER, Place, place_in, written
from public.statements import Asked as Query
from public.statements import Row, Statement, Value, as_moment, together

STORIES_A_PAGE = 20
# An archive of a hundred years under two names is asked for no year: they are all shown.
MOST_ASKED = 100
END = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Asked:
    """What of the stories is asked for: those of a year, or those before one of them."""

    year: int | None = None
    # That of the story before which the page begins.
    before: Place | None = None

    @property
    def is_first(self) -> bool:
        return self.year is None and self.before is None

    def address(self, path: str, before: str | None = None) -> str:
        """Return the address of this page of `path`, or of the one that begins at `before`."""
        place = self.place if before is None else before
        query = {"nam": self.year, OLDER: place}
        told = "&".join(f"{name}={value}" for name, value in query.items() if value)
        return f"{path}?{told}" if told else path

    @property
    def place(self) -> str:
        """The place before which the page begins, as the address has it."""
        return written(self.before) if self.before else ""


@dataclass(frozen=True)
class Stories:
    """A page of stories, HTML by year, and where the page after it begins ("" at the end)."""

    html: str
    older: str
    # The names in these stories, by story, as Edition.related_to has them.
    named: list[str]
    # Those in which a visible story names somebody, the newest first.
    years: list[int]


def _stories(now, low, high, entity, article) -> QuerySet:
    return (
        Edition.objects.public(now)
        .stories()
        .filter(
            entities__entity=entity,
            entities__first_published_at__gte=low,
            entities__first_published_at__lte=high,
        )
        .filter(Q(first_published_at__lt=high) | Q(article__lt=article))
        .order_by("-entities__first_published_at", "-article")
        .values_list("entities__first_published_at", "article", "related_to", "row_html")
    )


_KEYS, _MOMENTS = ["entity", "article"], ["now", "low", "high"]
_A_PAGE = Statement(
    lambda **values: _stories(**values)[: STORIES_A_PAGE + 1], moments=_MOMENTS, keys=_KEYS
)


# Stands in place of a story where a year is asked for.
A_YEAR = 0
# Whether there is one: the newest of a year, as the index has it; in the columns of a story.
_OF_A_YEAR = Statement(
    lambda now, low, high, entity: (
        Edition.objects.public(now)
        .stories()
        .filter(
            entities__entity=entity,
            entities__first_published_at__gte=low,
            entities__first_published_at__lt=high,
        )
        .order_by("-entities__first_published_at")
        .values_list(
            "entities__first_published_at",
            DbValue(A_YEAR, output_field=BigIntegerField()),
            DbValue(""),
            DbValue(""),
        )[:1]
    ),
    moments=_MOMENTS,
    keys=["entity"],
)


def asked(query: Mapping[str, str], found: Found) -> Asked:
    """
    Return what `?nam=2024&truoc=<microseconds>-<article>` asks for.

    Nonsense asks for nothing, and so does a year before the first story or after the last.
    """
    newest, oldest = _years(found)
    text = query.get("nam", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return Asked(year if oldest <= year <= newest else None, place_in(query.get(OLDER, "")))


def _years(found: Found) -> tuple[int, int]:
    """Return the years of the newest and of the oldest story, by the paper's clock."""
    return timezone.localtime(found.newest).year, timezone.localtime(found.oldest).year


def begins(year: int) -> datetime.datetime:
    return datetime.datetime(year, 1, 1, tzinfo=timezone.get_default_timezone())


def stories_of_page(found: Found, page: Asked, now: datetime.datetime) -> Stories:
    """Return a page of the stories that name somebody; one query, of the years too."""
    newest, oldest = _years(found)
    between = range(newest - 1, oldest, -1)
    is_asked = len(between) * len(found.ids) <= MOST_ASKED
    parts = [
        *_of_a_page(found, page, now),
        *(_of_each_year(found, between, now) if is_asked else []),
    ]
    rows = together(parts)
    held = {_year(at) for at, article, *_card in rows if article == A_YEAR}
    if len(parts) > 1:
        # A story may name both records, and the parts of a UNION come in any order.
        stories = {row[1]: row for row in rows if row[1] != A_YEAR}
        rows = sorted(stories.values(), key=lambda row: row[:2], reverse=True)
    shown = rows[:STORIES_A_PAGE]
    has_older = len(rows) > STORIES_A_PAGE
    return Stories(
        html=_by_year(shown, now),
        older=_place(shown[-1]) if has_older else "",
        named=[row[2] for row in shown],
        years=sorted({newest, oldest, *(held if is_asked else between)}, reverse=True),
    )


def _of_a_page(found: Found, page: Asked, now: datetime.datetime) -> list[Query]:
    low = begins(page.year) if page.year else EPOCH
    # Before the first moment of the next year there is no story with a smaller id than 0.
    high, article = (begins(page.year + 1), 0) if page.year else (END, 0)
    if page.before and page.before[0] < high:
        high, article = page.before
    place: dict[str, Value] = {"now": now, "low": low, "high": high, "article": article}
    return [(_A_PAGE, {**place, "entity": pk}) for pk in found.ids]


def _of_each_year(found: Found, years: Iterable[int], now: datetime.datetime) -> list[Query]:
    """Ask for one story of each year."""
    return [
        (_OF_A_YEAR, {"now": now, "low": begins(year), "high": begins(year + 1), "entity": pk})
        for year in years
        for pk in found.ids
    ]


def _place(row: Row) -> str:
    """Return where a story stands in the list, for the address of the page after it."""
    return Asked(before=(as_moment(row[0]), row[1])).place


def _by_year(rows: Sequence[Row], now: datetime.datetime) -> str:
    ready = cards([("row_html", article, html) for _at, article, _names, html in rows], now)
    years = [_year(row[0]) for row in rows]
    parts = groupby(zip(years, ready, strict=True), key=itemgetter(0))
    return joined(
        filled("public/_year.html", {"year": year, "cards": joined(card for _year, card in pairs)})
        for year, pairs in parts
    )


def _year(moment: Any) -> int:
    """Return the year of a moment as the database gave it, by the paper's clock."""
    return as_moment(moment).astimezone(timezone.get_default_timezone()).year


def links_to_years(found: Found, page: Asked, years: Sequence[int]) -> str:
    """Return the years of somebody as links, HTML; "" where there is one year only."""
    path = address_of(found.entity)
    return joined(
        filled(
            "public/_year_link.html",
            {
                "year": f"{year}",
                "path": Asked(year).address(path),
                "current": year == page.year,
            },
        )
        for year in years
        if len(years) > 1
    )
