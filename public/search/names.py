"""People and organisations by their names: with a public page, and in a visible story."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, StrIndex

from articles.models import Edition, EditionEntity
from entities.models import Alias, AliasKind, Entity, EntityPage
from public.search.filters import Filters
from public.search.query import Query
from vietnamese.searching import forms, words_of

SHOWN = 6
# Of the names that hold the words so many are looked at: "van" stands in thousands.
LOOKED_AT = 60
# Printed on their pages, and so no secret.
PRINTED = [AliasKind.SHORT, AliasKind.ABBREVIATION, AliasKind.FORMER]


@dataclass(frozen=True)
class Named:
    id: int
    kind: str
    name: str
    path: str
    stories: int = 0


def holding(query: Query, now: datetime.datetime) -> list[Named]:
    """Return the records in whose name all words of the query stand, whole."""
    if not query:
        return []
    return _matching(query, now, [f" {word.folded} " for word in query.words])


def beginning(query: Query, now: datetime.datetime) -> list[Named]:
    """Return the records in whose name words begin as the query has them."""
    return _matching(query, now, [f" {word.folded}" for word in query.words])


def _matching(query: Query, now: datetime.datetime, parts: list[str]) -> list[Named]:
    public = Entity.objects.filter(page=EntityPage.PUBLIC)
    found = {entity.pk: entity for entity in _holding(public.order_by(), parts)}
    others = _holding(Alias.objects.filter(entity__page=EntityPage.PUBLIC, kind__in=PRINTED), parts)
    for alias in others.select_related("entity") if len(found) < LOOKED_AT else []:
        found.setdefault(alias.entity_id, alias.entity)
    shown = visible(found, now)
    ranked = sorted(shown, key=lambda entity: _rank(entity.name, query))
    return [Named(one.pk, one.kind, one.name, one.get_absolute_url()) for one in ranked[:SHOWN]]


def visible(ids: Iterable[int], now: datetime.datetime) -> QuerySet[Entity]:
    """Return those of these records that have a page, and that a visible story names."""
    named = EditionEntity.objects.filter(edition__in=Edition.objects.public(now).stories())
    # Until the stories have followed a merging they name the record that went.
    is_named = Q(Exists(named.filter(entity=OuterRef("pk")))) | Q(
        Exists(named.filter(entity__merged_into=OuterRef("pk")))
    )
    return Entity.objects.filter(is_named, pk__in=list(ids), page=EntityPage.PUBLIC)


def _holding(rows: QuerySet, parts: list[str]) -> QuerySet:
    rows = rows.alias(edged=Concat(Value(" "), F("folded_name"), Value(" ")))
    for number, part in enumerate(parts):
        place = f"place{number}"
        rows = rows.alias(**{place: StrIndex("edged", Value(part))}).filter(**{f"{place}__gt": 0})
    return rows[:LOOKED_AT]


def _rank(name: str, query: Query) -> tuple[bool, bool, int, str]:
    folded, exact = zip(*(forms(name[w.start : w.end]) for w in words_of(name)), strict=True)
    asked = [word.folded for word in query.words]
    unlike = any(word.has_marks and word.exact not in exact for word in query.words)
    return unlike, list(folded[: len(asked)]) != asked, len(name), name


def among(editions: Iterable[int], filters: Filters, now: datetime.datetime) -> list[Named]:
    """Return the records that most of these editions name, for keeping results to them."""
    chosen = {pk for ids in filters.names for pk in ids}
    rows = EditionEntity.objects.filter(
        edition__in=Edition.objects.public(now).stories().filter(pk__in=list(editions)),
        entity__page=EntityPage.PUBLIC,
    )
    counted = Counter(rows.values_list("entity", flat=True).iterator())
    most = [(pk, count) for pk, count in counted.most_common(SHOWN * 2) if pk not in chosen]
    records = Entity.objects.in_bulk([pk for pk, _count in most])
    return [
        Named(pk, records[pk].kind, records[pk].name, records[pk].get_absolute_url(), count)
        for pk, count in most[:SHOWN]
    ]
