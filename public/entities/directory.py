"""
The people, or the organisations, that have a page, in Vietnamese order.

People stand under the letter of their given name, as a Vietnamese looks for them. Each letter
is its own range of Entity.sort_name; whether a story names a record is asked of those that are
shown, until a page is full.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from entities.models import Entity, EntityKind, EntityPage, Tenure
from entities.offices import printed_as
from public.chrome import chrome
from public.entities.addresses import address
from public.entities.finding import is_named
from public.filled import filled, joined
from public.statements import Row, Statement, together
from vietnamese.sorting import LETTERS, first_letter, keys_of

NAMES_A_PAGE = 60
# Names as HTML, in a process: each is made of its row alone.
KEPT = 4096

_kept: dict[str, Any] = {"chrome": None, "letters": {}}


def names(kind: EntityKind, letter: str, after: int, now: datetime.datetime) -> list[Row]:
    """
    Return (id, name, slug, sort_name, what it is a part of), one more than a page; one query.

    Those under `letter`, or all for "", behind the record `after` (0: from the beginning).
    """
    return _statement(kind, letter, bool(after)).rows(now=now, after=after)


@cache
def _statement(kind: EntityKind, letter: str, is_later: bool) -> Statement:
    def build(now, after: int) -> QuerySet:
        rows = _of(kind, letter, now)
        if is_later:
            place = Subquery(Entity.objects.filter(pk=after).order_by().values("sort_name")[:1])
            rows = rows.filter(sort_name__gte=place).filter(
                Q(sort_name__gt=place) | Q(pk__gt=after)
            )
        return rows.values_list("id", "name", "slug", "sort_name", _part_of())[: NAMES_A_PAGE + 1]

    return Statement(build, moments=["now"], keys=["after"])


@cache
def _first(kind: EntityKind, letter: str) -> Statement:
    return Statement(
        lambda now: _of(kind, letter, now).values_list("sort_name")[:1], moments=["now"]
    )


def _of(kind: EntityKind, letter: str, now) -> QuerySet:
    rows = Entity.objects.filter(is_named(now), kind=kind, page=EntityPage.PUBLIC, merged_into=None)
    if letter:
        low, high = keys_of(letter)
        rows = rows.filter(sort_name__gte=low, sort_name__lt=high)
    return rows.order_by("sort_name", "pk")


def _part_of() -> Case:
    """The name of the body above, if that may be named."""
    public = Q(organisation__parent__page=EntityPage.PUBLIC)
    return Case(When(public, then=F("organisation__parent__name")), default=Value(""))


def _held_on(today, **people: int) -> QuerySet:
    rows = Tenure.objects.filter(person__in=people.values()).on(today).by_rank()
    return rows.values_list("person", "post__label", "is_acting")


_NAMES = [f"name{n}" for n in range(NAMES_A_PAGE)]
_HELD_ON = Statement(_held_on, days=["today"], keys=_NAMES)


def _offices_on(people: Iterable[int], today: datetime.date) -> dict[int, str]:
    """Return the same as entities.offices.offices_on, of a page of names; one query."""
    # Nobody has the id 0.
    asked = dict.fromkeys(_NAMES, 0) | dict(zip(_NAMES, people, strict=False))
    held: dict[int, list[str]] = defaultdict(list)
    for person, label, is_acting in _HELD_ON.rows(today=today, **asked):
        held[person].append(printed_as(label, is_acting))
    return {person: ", ".join(dict.fromkeys(labels)) for person, labels in held.items()}


def letters_of(kind: EntityKind) -> frozenset[str]:
    """Return the letters under which somebody stands; one query, at most once a second."""
    around = chrome()
    if _kept["chrome"] is not around:
        _kept.update(chrome=around, letters={})
    letters = _kept["letters"]
    if kind not in letters:
        now = timezone.now()
        rows = together([(_first(kind, letter), {"now": now}) for letter in LETTERS])
        letters[kind] = frozenset(first_letter(key) for (key,) in rows)
    return letters[kind]


def listed(kind: EntityKind, rows: Sequence[Row], today: datetime.date) -> str:
    """Return the names as HTML under their letters; people with what they are today: one query."""
    told = {row[0]: row[4] for row in rows}
    if kind == EntityKind.PERSON:
        told = _offices_on(told, today)
    return joined(
        filled(
            "public/_letter.html",
            {
                "letter": letter.upper() or _("Others"),
                "names": joined(
                    _name(kind, row[0], row[1], row[2], told.get(row[0], "")) for row in under
                ),
            },
        )
        for letter, under in groupby(rows, key=lambda row: first_letter(row[3]))
    )


@lru_cache(KEPT)
def _name(kind: EntityKind, pk: int, name: str, slug: str, told: str) -> str:
    path = address(kind, slug, pk)
    return filled("public/_listed.html", {"name": name, "path": path, "told": told})
