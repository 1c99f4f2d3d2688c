"""Offices in time: those of a person, and who held those of a body."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from entities.models import DatePrecision, EntityPage, Tenure
from entities.offices import printed_as, shown_date
from entities.periods import is_to_come
from public.entities.finding import Shown
from public.filled import filled, joined
from public.statements import Row, Statement, as_day

# More than anybody held, and than any body had; a page has an end.
MOST = 300
DATES = ["start_on", "start_precision", "end_on", "end_precision", "attested_on", "is_acting"]


def _held(key: int) -> QuerySet:
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
            f"{body}__organisation__kind",
        )[:MOST]
    )


def _holders(key: int) -> QuerySet:
    return (
        Tenure.objects.filter(post__organisation=key, person__page=EntityPage.PUBLIC)
        .order_by("post__rank", "post__label", "post", F("start_on").desc(nulls_last=True), "-pk")
        .values_list(
            *DATES,
            "post",
            "post__label",
            "person__id",
            "person__name",
        )[:MOST]
    )


_HELD, _HOLDERS = (Statement(build, keys=["key"]) for build in [_held, _holders])


def held_by(person: int, today: datetime.date) -> list[Row]:
    """Return the offices of a person until today, as `_held` has them; one query."""
    return _begun(_HELD.rows(key=person), today)


def held_in(body: int, today: datetime.date) -> list[Row]:
    """Return the offices of a body, each holder until today, as `_holders` has them; one query."""
    return _begun(_HOLDERS.rows(key=body), today)


def bodies_of(rows: Sequence[Row]) -> set[int]:
    """Return the ids of the bodies in rows of `held_by`."""
    return {row[9] for row in rows}


def people_of(rows: Sequence[Row]) -> set[int]:
    """Return the ids of the people in rows of `held_in`."""
    return {row[8] for row in rows}


def _begun(rows: Sequence[Row], today: datetime.date) -> list[Row]:
    """Leave out what is still to come: it is entered before it may be told."""
    starts = [as_day(row[0]) for row in rows]
    return [row for row, day in zip(rows, starts, strict=True) if day is None or day <= today]


def offices_of(
    rows: Sequence[Row], there: Mapping[int, Shown], today: datetime.date
) -> list[dict[str, Any]]:
    """Return the offices of a person, those held today first, then the newest."""
    offices = [
        held(row, today)
        | {
            "label": printed_as(row[6], bool(row[5])),
            "source_text": row[7],
            "source_url": row[8],
            "organisation_name": row[10],
            "organisation_path": there[row[9]].path if row[9] in there else "",
            "organisation_kind": row[11],
        }
        for row in rows
    ]
    return sorted(offices, key=lambda office: not office["is_current"])


def holders_of(
    rows: Sequence[Row], there: Mapping[int, Shown], today: datetime.date
) -> list[dict[str, Any]]:
    """
    Return the offices of a body by rank, each with its holders.

    Those who hold one today stand first. Who has no page is not named: a name that stands in
    no story that readers see is the desk's.
    """
    offices: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row[8] in there:
            office = offices.setdefault(row[6], {"label": row[7], "holders": []})
            named = {"name": row[9], "path": there[row[8]].path}
            office["holders"].append(held(row, today) | named)
    for office in offices.values():
        office["holders"].sort(key=lambda holder: not holder["is_current"])
    return list(offices.values())


def held(row: Row, today: datetime.date) -> dict[str, Any]:
    """Return how the time of an office is printed; `row` begins with DATES."""
    starts, ends, attested = (as_day(row[place]) for place in [0, 2, 4])
    is_dated = starts is not None or ends is not None
    # As a beginning, an end is entered before it may be told.
    is_told = not is_to_come(ends, row[3], today)
    return {
        "from_text": shown_date(starts, row[1]),
        "until_text": shown_date(ends, row[3]) if is_told else "",
        # Where neither end is known, no more than that it was held on a day.
        "on_text": "" if is_dated else shown_date(attested, DatePrecision.DAY),
        "is_current": (
            is_dated and (starts is None or starts <= today) and (ends is None or ends >= today)
        ),
        "is_acting": bool(row[5]),
    }


def held_now(offices: list[dict[str, Any]]) -> str:
    """Return what a person is today; "" for nothing."""
    held = [office["label"] for office in offices if office["is_current"]]
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
