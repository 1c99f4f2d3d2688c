"""
The front page: what editors chose for its slots, and time for the rest.

Two queries, and two more at most once a second per process for what was chosen and for the
sections. What stands in a slot is decided by articles.front; here it is found in the editions
that readers see.
"""

import datetime
import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

from articles.front import LEAD, MORE, SIDE, SLOTS, Arrangement, Chosen, fill
from articles.models import Edition, FrontPlace, Section
from public.canonical import canonical
from public.chrome import chrome
from public.prepared import Prepared

LATEST = 5
STORIES_A_SECTION = 4
# However many are chosen, so many are left to fill the slots and the column.
NEWEST = 2 * len(SLOTS) + LATEST
COLUMNS = [
    "first_published_at",
    "article_id",
    "section_id",
    "path",
    "headline",
    "lead",
    "section_name",
    "published_text",
    "published_iso",
    "card",
]
# Stand for numbers of stories while the SQL is made: of what is chosen, of what is shown.
_CHOSEN = [-n for n in range(1, len(SLOTS) + 1)]
_SHOWN = [-n for n in range(1, len(SLOTS) + LATEST + 1)]

_newest = Prepared(lambda now, _key: _stories(now).newest_first()[:NEWEST])
_chosen = Prepared(lambda now, _key: _stories(now).filter(article_id__in=_CHOSEN).order_by())
_of_section = Prepared(
    lambda now, section: (
        _stories(now)
        .filter(section_id=section)
        .exclude(article_id__in=_SHOWN)
        .newest_first()[:STORIES_A_SECTION]
    )
)

Card = dict[str, Any]
Statement = tuple[str, list[Any]]
_kept: dict[str, Any] = {"chrome": None, "chosen": {}, "sections": []}


def context(now: datetime.datetime, chosen: Arrangement | None = None) -> dict[str, Any]:
    """
    Return what the template shows of the front page at `now`; no story stands in it twice.

    `chosen` is an arrangement that nobody saved; without it the one that stands.
    """
    _read_again()
    chosen = _kept["chosen"] if chosen is None else chosen
    found = _newest_and({choice.article for choice in chosen.values()}, now)
    filled = fill(chosen, visible=found.keys(), newest=found, now=now)
    areas: dict[str, list[Card]] = {LEAD: [], SIDE: [], MORE: []}
    for slot in SLOTS:
        if slot.name in filled:
            areas[slot.area].append(found.pop(filled[slot.name]))
    latest = list(found.values())[:LATEST]
    shown = [*filled.values(), *(card["article_id"] for card in latest)]
    return {
        "chrome": chrome(),
        "canonical": canonical("/"),
        "lead": next(iter(areas[LEAD]), None),
        "side": areas[SIDE],
        "more": areas[MORE],
        "latest": latest,
        "sections": _by_section(shown, now),
    }


def _read_again() -> None:
    """As old as what stands around the page, and no older."""
    around = chrome()
    if _kept["chrome"] is around:
        return
    places = FrontPlace.objects.current().values_list("slot", "article_id", "pinned_until")
    _kept.update(
        chrome=around,
        chosen={slot: Chosen(article, until) for slot, article, until in places},
        sections=[(row.pk, row.name, row.get_absolute_url()) for row in Section.objects.all()],
    )


def _stories(now: datetime.datetime):
    return Edition.objects.public(now).stories().values_list(*COLUMNS)


def _newest_and(articles: Collection[int], now: datetime.datetime) -> dict[int, Card]:
    """Return {number of the story: card}, the newest first: the newest, and those of `articles`."""
    parts = [_newest.statement(now, 0)]
    if articles:
        parts.append(_with(_chosen.statement(now, 0), _CHOSEN, list(articles)))
    rows = sorted(_rows(parts), key=lambda row: row[:2], reverse=True)
    return {card["article_id"]: card for card in map(_card, rows)}


def _by_section(shown: Sequence[int], now: datetime.datetime) -> list[dict[str, Any]]:
    """Return each section with its newest stories that do not stand above; one query."""
    sections = _kept["sections"]
    if not sections:
        return []
    rows = _rows(
        [_with(_of_section.statement(now, pk), _SHOWN, shown) for pk, _name, _path in sections]
    )
    cards = [_card(row) for row in rows]
    return [
        {"name": name, "path": path, "stories": [one for one in cards if one["section_id"] == pk]}
        for pk, name, path in sections
    ]


def _with(statement: Statement, stand_ins: Sequence[int], numbers: Sequence[int]) -> Statement:
    """Put numbers in the places of those that stand for them; no story has the number 0."""
    sql, parameters = statement
    filled = [*numbers, *[0] * (len(stand_ins) - len(numbers))]
    places = dict(zip(stand_ins, filled, strict=True))
    return sql, [places.get(value, value) if type(value) is int else value for value in parameters]


def _rows(parts: Sequence[Statement]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _union(tuple(sql for sql, _parameters in parts)),
            [value for _sql, parameters in parts for value in parameters],
        )
        return cursor.fetchall()


@lru_cache(maxsize=64)
def _union(parts: tuple[str, ...]) -> str:
    # By hand: SQLite takes a LIMIT in the parts of a union from nobody else than a subquery.
    # Nothing in it comes from anybody: every value is a parameter.
    return " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS part{number}"  # noqa: S608
        for number, sql in enumerate(parts)
    )


def _card(row: tuple[Any, ...]) -> Card:
    card = dict(zip(COLUMNS, row, strict=True))
    # As the database keeps it.
    return card | {"card": json.loads(card["card"])}
