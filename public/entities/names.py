"""Other names of a person or an organisation, now and before."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from entities.models import AliasKind, DatePrecision, EntityKind
from entities.offices import shown_date
from public.filled import filled, joined
from public.statements import Row, as_day
from vietnamese.sorting import sort_key

# Spellings are for finding, and a pen name is nobody's business but the desk's.
PRINTED = {
    EntityKind.PERSON: {AliasKind.SHORT, AliasKind.ABBREVIATION, AliasKind.FORMER},
    # Former names of a body stand with their dates.
    EntityKind.ORGANISATION: {AliasKind.SHORT, AliasKind.ABBREVIATION},
}


# Of a record, from Person or Organisation: LEFT JOIN gives one empty row where there is none.
COLUMNS = [f"entity__aliases__{name}" for name in ["kind", "name", "valid_from", "valid_until"]]
# In the order of time, as far as it is known.
IN_TIME: list[Any] = [
    F("entity__aliases__valid_until").asc(nulls_last=True),
    F("entity__aliases__valid_from").asc(nulls_last=True),
    "entity__aliases__name",
]


def other_names(rows: Sequence[Row], kind: EntityKind) -> tuple[list[str], list[dict[str, str]]]:
    """Return the names in use, by name, and those before; `rows` are COLUMNS, IN_TIME."""
    used = [name for alias, name, *_dates in rows if alias in PRINTED[kind]]
    former = [
        {
            "name": name,
            "from_text": shown_date(as_day(starts), DatePrecision.DAY),
            "until_text": shown_date(as_day(ends), DatePrecision.DAY),
        }
        for alias, name, starts, ends in rows
        if alias == AliasKind.FORMER
    ]
    return sorted(used, key=sort_key), former


def former_html(names: list[dict[str, str]]) -> str:
    return joined(filled("public/_former.html", name) for name in names)
