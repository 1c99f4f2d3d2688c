"""Names for what somebody begins to type: after `@` in the editor, and in search fields."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex

from entities.models import Alias, Entity, EntityKind, EntityPage
from entities.offices import offices_on
from entities.second_facts import told_apart
from vietnamese.text import fold, squeeze, tone_key

LONGEST = 80
SHOWN = 8
# Of the many that begin like this any so many are ranked: more letters, fewer names. To sort
# them all first takes PostgreSQL 11 ms for 14,000, whose index is not in a language's order.
LOOKED_AT = 60
# Enough that a rare way to mark a frequent syllable is among them.
MOST_MARKED = 1500


@dataclass(frozen=True)
class Suggestion:
    """`also` is the other name by which it was found; `note` tells namesakes apart."""

    id: int
    name: str
    kind: str
    also: str
    note: str
    has_page: bool


@dataclass
class _Row:
    id: int
    found_as: str
    is_alias: bool = False


def complete(
    typed: str, *, day: datetime.date, kind: EntityKind | None = None, limit: int = SHOWN
) -> list[Suggestion]:
    """
    Return the people and organisations that `typed` may become, likeliest first.

    - What is a name comes before what begins one, and that before what begins a word in it;
      of each the name on record before other names.
    - Of more names than LOOKED_AT that begin like it, any may be shown.
    - Marks need not be typed; where they are, names with the same come first.
    - People carry the office they hold on `day`; who is alike even so, the year of birth or the
      number of the record. Eight queries and one for those, however many names.
    """
    typed = squeeze(typed[:LONGEST])
    folded = fold(typed)
    if not any(character.isalnum() for character in folded):
        return []
    rows: dict[int, _Row] = {}
    for found in _stages(folded, typed, kind):
        for row in found:
            rows.setdefault(row.id, row)
        if _enough(rows, typed, limit):
            break
    best = sorted(rows.values(), key=lambda row: _rank(row, typed, folded))[:limit]
    return _told_apart(_suggestions(best, day))


def _stages(folded: str, typed: str, kind: EntityKind | None) -> Iterator[list[_Row]]:
    # Merged ones are few and left out in Python: asked for what was never merged, SQLite
    # would read the whole table by the index of that column.
    names = Entity.objects.order_by()
    if kind:
        names = names.filter(kind=kind)
    begun = names.filter(begins(folded))
    yield _names(names.filter(folded_name=folded))
    if _has_marks(typed):
        yield _names(begun.filter(_begins_as_typed(typed)))
    yield _names(begun)
    # One look through all names, which ends early for what many names hold.
    words = _placed(names, folded).filter(place__gt=0)
    yield _marked(words, typed) if _has_marks(typed) else _names(words)
    yield _others(folded, names)


def _names(names: QuerySet[Entity], *, limit: int = LOOKED_AT) -> list[_Row]:
    found = names.values_list("pk", "name", "merged_into_id")[:limit]
    return [_Row(pk, name) for pk, name, merged_into in found if merged_into is None]


def _marked(words: QuerySet[Entity], typed: str) -> list[_Row]:
    """Of many names those with the marks that were typed, then others; as cheap as can be."""
    forms = [f" {typed}", f" {typed.title()}"]
    rows = _names(words, limit=MOST_MARKED)
    rows.sort(key=lambda row: not any(form in row.found_as for form in forms))
    return rows[:LOOKED_AT]


def _others(folded: str, names: QuerySet[Entity]) -> list[_Row]:
    """Other names, looked up by themselves: joined to the records they would all be read."""
    aliases = _placed(Alias.objects.order_by(), folded)
    others = aliases.filter(Q(folded_name__startswith=folded) | Q(place__gt=0))
    found = list(others.values_list("entity_id", "name")[:LOOKED_AT])
    meant = {row.id for row in _names(names.filter(pk__in={pk for pk, _name in found}))}
    return [_Row(pk, name, is_alias=True) for pk, name in found if pk in meant]


def _placed(rows: QuerySet, folded: str) -> QuerySet:
    """With `place`, where a later word of the name begins so, or 0; cheaper than LIKE."""
    return rows.alias(place=StrIndex("folded_name", Value(f" {folded}")))


def begins(folded: str) -> Q:
    """A prefix by index: SQLite's LIKE uses none, and PostgreSQL's order may be a language's."""
    if connection.vendor == "sqlite":
        return Q(folded_name__gte=folded, folded_name__lt=f"{folded}\U0010ffff")
    return Q(folded_name__startswith=folded)


def _has_marks(typed: str) -> bool:
    return fold(typed) != typed.casefold()


def _begins_as_typed(typed: str) -> Q:
    """The words as they were typed, and with capitals where names have them."""
    return Q(name__startswith=typed) | Q(name__startswith=typed.title())


def _enough(rows: dict[int, _Row], typed: str, limit: int) -> bool:
    if not _has_marks(typed):
        return len(rows) >= limit
    return sum(_marks_fit(row, typed) for row in rows.values()) >= limit


def _marks_fit(row: _Row, typed: str) -> bool:
    return f" {tone_key(typed).lower()}" in f" {tone_key(row.found_as).lower()}"


def _rank(row: _Row, typed: str, folded: str) -> tuple[bool, bool, bool, bool, int, str, int]:
    found = fold(row.found_as)
    return (
        _has_marks(typed) and not _marks_fit(row, typed),
        found != folded,
        not found.startswith(folded),
        row.is_alias,
        len(row.found_as),
        row.found_as,
        row.id,
    )


def _suggestions(rows: Sequence[_Row], day: datetime.date) -> list[Suggestion]:
    records = (
        Entity.objects.order_by()
        .select_related("organisation__province")
        .in_bulk([row.id for row in rows])
    )
    people = [pk for pk, record in records.items() if record.is_person]
    offices = offices_on(people, day) if people else {}
    return [
        Suggestion(
            id=record.pk,
            name=record.name,
            kind=record.kind,
            also=row.found_as if row.is_alias else "",
            note=offices.get(record.pk, "") if record.is_person else _province(record),
            has_page=record.page == EntityPage.PUBLIC,
        )
        for row in rows
        if (record := records.get(row.id))
    ]


def _told_apart(found: Sequence[Suggestion]) -> list[Suggestion]:
    notes = told_apart([(one.id, one.name, one.note) for one in found])
    return [replace(one, note=notes[one.id]) for one in found]


def _province(body: Entity) -> str:
    organisation = getattr(body, "organisation", None)
    return organisation.province.name if organisation and organisation.province else ""
