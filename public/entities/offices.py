"""Offices in time: those of a person, and who held those of a body."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, QuerySet, Value, When

from entities.models import DatePrecision, EntityKind, EntityPage, Tenure
from entities.offices import printed_as, shown_date
from public.entities.addresses import address
from public.entities.finding import is_named
from public.filled import filled, joined
from public.statements import Row, Statement, as_day

# More than anybody held, and than any body had; a page has an end.
MOST = 300
DATES = ["start_on", "start_precision", "end_on", "end_precision", "attested_on", "is_acting"]


def has_page(now, record: str) -> Case:
    """Whether a record has a page that is there; nothing is looked up of one that has none."""
    public = Q(**{f"{record}__page": EntityPage.PUBLIC})
    there = is_shown(now, record)
    return Case(When(public, then=there), default=Value(False), output_field=BooleanField())


def is_shown(now, record: str = "pk") -> ExpressionWrapper:
    """`is_named` as a column, of records whose page is public."""
    return ExpressionWrapper(is_named(now, record), output_field=BooleanField())


def _held(now, key: int) -> QuerySet:
    body = "post__organisation"
    return (
        Tenure.objects.filter(person=key)
        .newest_first()
        .values_list(
            *DATES,
            "post__label",
            "source_text",
            "source_url",
            f"{body}__id",
            f"{body}__name",
            f"{body}__slug",
            has_page(now, body),
            f"{body}__organisation__kind",
        )[:MOST]
    )


def _holders(now, key: int) -> QuerySet:
    return (
        Tenure.objects.filter(post__organisation=key, person__page=EntityPage.PUBLIC)
        .order_by("post__rank", "post__label", "post", F("start_on").desc(nulls_last=True), "-pk")
        .values_list(
            *DATES,
            "post",
            "post__label",
            "person__id",
            "person__name",
            "person__slug",
            has_page(now, "person"),
        )[:MOST]
    )


_HELD = Statement(_held, moments=["now"], keys=["key"])
_HOLDERS = Statement(_holders, moments=["now"], keys=["key"])


def offices_of(person: int, now: datetime.datetime, today: datetime.date) -> list[dict[str, Any]]:
    """Return the offices of a person, those held today first, then the newest; one query."""
    offices = [
        held(row, today)
        | {
            "label": row[6],
            "source_text": row[7],
            "source_url": row[8],
            "organisation_name": row[10],
            "organisation_path": _path(EntityKind.ORGANISATION, row[9], row[11], row[12]),
            "organisation_kind": row[13],
        }
        for row in _HELD.rows(now=now, key=person)
    ]
    return sorted(offices, key=lambda office: not office["is_current"])


def holders_of(body: int, now: datetime.datetime, today: datetime.date) -> list[dict[str, Any]]:
    """
    Return the offices of a body by rank, each with its holders; one query.

    Those who hold one today stand first. Who has no page is not named.
    """
    offices: dict[int, dict[str, Any]] = {}
    for row in _HOLDERS.rows(now=now, key=body):
        office = offices.setdefault(row[6], {"label": row[7], "holders": []})
        path = _path(EntityKind.PERSON, row[8], row[10], row[11])
        office["holders"].append(held(row, today) | {"name": row[9], "path": path})
    for office in offices.values():
        office["holders"].sort(key=lambda holder: not holder["is_current"])
    return list(offices.values())


def _path(kind: EntityKind, pk: int, slug: str, is_there: bool) -> str:
    return address(kind, slug, pk) if is_there else ""


def held(row: Row, today: datetime.date) -> dict[str, Any]:
    """Return how the time of an office is printed; `row` begins with DATES."""
    starts, ends, attested = (as_day(row[place]) for place in [0, 2, 4])
    is_dated = starts is not None or ends is not None
    return {
        "from_text": shown_date(starts, row[1]),
        "until_text": shown_date(ends, row[3]),
        # Where neither end is known, no more than that it was held on a day.
        "on_text": "" if is_dated else shown_date(attested, DatePrecision.DAY),
        "is_current": (
            is_dated and (starts is None or starts <= today) and (ends is None or ends >= today)
        ),
        "is_acting": bool(row[5]),
    }


def held_now(offices: list[dict[str, Any]]) -> str:
    """Return what a person is today, as entities.offices.printed has it; "" for nothing."""
    held = [
        printed_as(office["label"], office["is_acting"])
        for office in offices
        if office["is_current"]
    ]
    return ", ".join(dict.fromkeys(held))


def timeline(offices: list[dict[str, Any]]) -> str:
    """Return the items of a person's time line as HTML."""
    return joined(filled("public/_office.html", _in("office", office)) for office in offices)


def leaders(offices: list[dict[str, Any]]) -> str:
    """Return who led a body as HTML: an <h3> and a time line for each office."""
    return joined(
        filled(
            "public/_post.html",
            {
                "label": office["label"],
                "holders": joined(
                    filled("public/_holder.html", _in("holder", holder))
                    for holder in office["holders"]
                ),
            },
        )
        for office in offices
    )


def _in(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}.{key}": value for key, value in values.items()}
