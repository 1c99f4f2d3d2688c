"""People and organisations by their names: with a public page, and in a visible story."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Edition, EditionEntity
from entities.completion import begins
from entities.models import Alias, AliasKind, Entity, EntityPage
from public.search.filters import Filters
from public.search.query import Query
from vietnamese.searching import forms, words_of

SHOWN = 6
# Of the names that begin alike so many are looked at: "nguyen" begins thousands.
LOOKED_AT = 60
# The names in so many of the best stories are looked at.
IN_STORIES = 200
# Printed on their pages, and so no secret.
PRINTED = [AliasKind.SHORT, AliasKind.ABBREVIATION, AliasKind.FORMER]


@dataclass(frozen=True)
class Named:
    id: int
    kind: str
    name: str
    path: str
    stories: int = 0


def holding(query: Query, editions: list[int], now: datetime.datetime) -> list[Named]:
    """Return the records in whose name all words of the query stand, whole."""
    return _matching(query, editions, now, str.__eq__)


def beginning(query: Query, editions: list[int], now: datetime.datetime) -> list[Named]:
    """Return the records in whose name words begin as the query has them."""
    return _matching(query, editions, now, str.startswith)


def _matching(
    query: Query,
    editions: list[int],
    now: datetime.datetime,
    fits: Callable[[str, str], bool],
) -> list[Named]:
    """
    Look through the names that begin like the query, and those in `editions`.

    These are stories in which the words stand, the best or the newest: who is named in none of
    them is found by the beginning of the name. Looking through all names would take longer than
    the search itself.
    """
    asked = [word.folded for word in query.words]
    if not asked:
        return []
    public = Entity.objects.filter(page=EntityPage.PUBLIC).order_by()
    others = Alias.objects.filter(entity__page=EntityPage.PUBLIC, kind__in=PRINTED).order_by()
    begun = begins(" ".join(asked))
    in_stories = EditionEntity.objects.filter(edition__in=editions[:IN_STORIES]).values("entity")
    told = [
        *public.filter(begun).values_list("pk", "folded_name")[:LOOKED_AT],
        *others.filter(begun).values_list("entity", "folded_name")[:LOOKED_AT],
        *public.filter(pk__in=in_stories).values_list("pk", "folded_name"),
    ]
    found = {pk for pk, name in told if _holds(name, asked, fits)}
    ranked = sorted(visible(found, now), key=lambda entity: _rank(entity.name, query))
    return [Named(one.pk, one.kind, one.name, one.get_absolute_url()) for one in ranked[:SHOWN]]


def _holds(name: str, asked: list[str], fits: Callable[[str, str], bool]) -> bool:
    words = [word.folded for word in words_of(name)]
    return all(any(fits(word, part) for word in words) for part in asked)


def visible(ids: Iterable[int], now: datetime.datetime) -> QuerySet[Entity]:
    """Return those of these records that have a page, and that a visible story names."""
    named = EditionEntity.objects.filter(edition__in=Edition.objects.public(now).stories())
    # Until the stories have followed a merging they name the record that went.
    is_named = Q(Exists(named.filter(entity=OuterRef("pk")))) | Q(
        Exists(named.filter(entity__merged_into=OuterRef("pk")))
    )
    return Entity.objects.filter(is_named, pk__in=list(ids), page=EntityPage.PUBLIC)


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
