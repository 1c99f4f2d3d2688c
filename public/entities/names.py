"""Other names of a person or an organisation, now and before."""

from django.db.models import F, QuerySet

from entities.models import Alias, AliasKind, DatePrecision, EntityKind
from entities.offices import shown_date
from public.filled import filled, joined
from public.statements import Statement, as_day

# Spellings are for finding, and a pen name is nobody's business but the desk's.
PRINTED = {
    EntityKind.PERSON: {AliasKind.SHORT, AliasKind.ABBREVIATION, AliasKind.FORMER},
    # Former names of a body stand with their dates.
    EntityKind.ORGANISATION: {AliasKind.SHORT, AliasKind.ABBREVIATION},
}


def _aliases(key: int) -> QuerySet:
    return (
        Alias.objects.filter(entity=key)
        .order_by(
            F("valid_until").asc(nulls_last=True), F("valid_from").asc(nulls_last=True), "name"
        )
        .values_list("kind", "name", "valid_from", "valid_until")
    )


_ALIASES = Statement(_aliases, keys=["key"])


def other_names(pk: int, kind: EntityKind) -> tuple[list[str], list[dict[str, str]]]:
    """
    Return the names in use, by name, and those before, in the order of time; one query.

    Of the order in time as far as it is known.
    """
    rows = _ALIASES.rows(key=pk)
    used = sorted(name for alias, name, *_dates in rows if alias in PRINTED[kind])
    former = [
        {
            "name": name,
            "from_text": shown_date(as_day(starts), DatePrecision.DAY),
            "until_text": shown_date(as_day(ends), DatePrecision.DAY),
        }
        for alias, name, starts, ends in rows
        if alias == AliasKind.FORMER
    ]
    return used, former


def former_html(names: list[dict[str, str]]) -> str:
    return joined(filled("public/_former.html", name) for name in names)
