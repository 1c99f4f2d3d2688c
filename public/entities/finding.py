"""
Which record a page is about.

A record and those that were merged into it are read as one: stories published before
name the one that went until their new editions are made. After an undo it is the other way
round: they name the survivor for a while, and the record that is back is read with it.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.http import Http404, HttpRequest, HttpResponse

from articles.models import Edition, EditionEntity
from articles.models.edition import EditionQuerySet
from entities.models import Entity, EntityKind, EntityPage, Merge
from public.entities.addresses import address, address_of
from public.moved import moved_to
from public.statements import Row, Statement, Value, as_moment, together

COLUMNS = ["id", "kind", "name", "slug", "page", "merged_into_id"]
# As many as a feed has.
NEWEST = 20


@dataclass(frozen=True)
class Found:
    """A record with a page: the ids it is read by, and from when to when stories name it."""

    entity: Entity
    ids: list[int]
    oldest: datetime.datetime
    newest: datetime.datetime


def _record(key: int) -> QuerySet:
    return Entity.objects.filter(pk=key).order_by().values_list(*COLUMNS)


def _merged(key: int) -> QuerySet:
    """The records that were merged into one, in the columns of `_record`."""
    return Entity.objects.filter(merged_into=key).order_by().values_list(*COLUMNS)


def _followed(key: int) -> QuerySet:
    """The survivors whose editions still speak of one that is back, in the same columns."""
    undone = Merge.objects.filter(gone=key, undone_at__isnull=False)
    # Without a fix there was no published story, and nothing has to follow.
    following = undone.filter(fixes__isnull=False, fixes__finished_at=None)
    survivors = Entity.objects.filter(pk__in=following.order_by().values("survivor"))
    return survivors.order_by().values_list(*COLUMNS)


def _ends(order: str) -> Statement:
    """The moment of the first visible story in `order` that names somebody."""
    return Statement(
        lambda now, entity: (
            Edition.objects.public(now)
            .stories()
            .filter(entities__entity=entity)
            .order_by(f"{order}entities__first_published_at")
            .values_list("entities__first_published_at")[:1]
        ),
        moments=["now"],
        keys=["entity"],
    )


def _newest_stories(now, entity: int) -> QuerySet:
    return (
        Edition.objects.public(now)
        .stories()
        .filter(entities__entity=entity)
        .order_by("-entities__first_published_at", "-article")
        .values_list("entities__first_published_at", "article", "pk")[:NEWEST]
    )


_NEWEST_STORIES = Statement(_newest_stories, moments=["now"], keys=["entity"])
# Not one for all of them: SQLite would look through all records.
_RECORDS = [Statement(build, keys=["key"]) for build in [_record, _merged, _followed]]
_NEWEST, _OLDEST = _ends("-"), _ends("")


def look(
    request: HttpRequest,
    kind: EntityKind,
    entity_id: int,
    now: datetime.datetime,
    *,
    below: str = "",
) -> Found | HttpResponse:
    """
    Return the record of a page, or the redirect to answer with; two queries, of a merged one three.

    `below` is what the address has after that of the page. 404 where there is no page: none
    given to it, or no visible story names it.
    """
    rows = _records(entity_id)
    row = rows.get(entity_id)
    if row is None or row[1] != kind:
        raise Http404
    entity = Entity.from_db(None, COLUMNS, row)
    if entity.merged_into_id is not None:
        rows = _records(entity.merged_into_id)
        entity = Entity.from_db(None, COLUMNS, rows[entity.merged_into_id])
    if entity.page != EntityPage.PUBLIC:
        raise Http404
    ids = [entity.pk, *sorted(rows.keys() - {entity.pk})]
    span = _span(ids, now)
    if span is None:
        raise Http404
    path = f"{address_of(entity)}{below}"
    if request.path != path:
        return moved_to(request, path)
    return Found(entity, ids, *span)


def _records(key: int) -> dict[int, Row]:
    """Return a record and those that are read with it, by their ids; one query."""
    rows = together([(statement, {"key": key}) for statement in _RECORDS])
    return {row[0]: row for row in rows}


def _span(
    ids: list[int], now: datetime.datetime
) -> tuple[datetime.datetime, datetime.datetime] | None:
    """Return the moments of the oldest and the newest visible story; None if there is none."""
    ends: list[tuple[Statement, dict[str, Value]]] = [
        (end, {"now": now, "entity": pk}) for end in [_OLDEST, _NEWEST] for pk in ids
    ]
    rows = together(ends)
    moments = sorted(as_moment(at) for (at,) in rows)
    return (moments[0], moments[-1]) if moments else None


def visible_rows(ids: list[int], now: datetime.datetime) -> QuerySet[EditionEntity]:
    """The rows of the editions visible at `now` that name one of `ids`."""
    return EditionEntity.objects.filter(
        entity__in=ids, edition__in=Edition.objects.public(now).stories()
    )


def stories_of(ids: list[int], now: datetime.datetime) -> EditionQuerySet:
    """The newest stories visible at `now` that name one of `ids`, NEWEST at most; one query."""
    rows = sorted(_NEWEST_STORIES.rows_of_each(ids, now=now), reverse=True)
    # A story may name both.
    newest = list(dict.fromkeys(pk for _at, _article, pk in rows))[:NEWEST]
    return Edition.objects.public(now).stories().filter(pk__in=newest)


class Shown(NamedTuple):
    """A record whose page is there."""

    pk: int
    kind: str
    name: str
    slug: str
    sort_name: str

    @property
    def path(self) -> str:
        return address(self.kind, self.slug, self.pk)


_SHOWN = ["id", "kind", "name", "slug", "sort_name"]


@cache
def _with_page(keys: tuple[str, ...]) -> Statement:
    def build(now, **ids: int) -> QuerySet:
        has_page = Q(page=EntityPage.PUBLIC) | Q(merged_into__page=EntityPage.PUBLIC)
        records = Entity.objects.filter(has_page, is_named(now), pk__in=ids.values()).order_by()
        return records.values_list(*_SHOWN, *(F(f"merged_into__{column}") for column in _SHOWN))

    return Statement(build, moments=["now"], keys=keys)


def with_page(ids: Collection[int], now: datetime.datetime) -> dict[int, Shown]:
    """
    Return those whose page is there: public, and named by a visible story; one query.

    What was merged stands there with the record that it was merged into. One that is back after
    an undo has a page, which is read with its survivor, before it is told here: as soon as the
    new editions of its stories name it.
    """
    if not ids:
        return {}
    # As many keys as the next power of two: so there are few such statements.
    keys = tuple([f"key{n}" for n in range(1 << (len(ids) - 1).bit_length())])
    # Nothing has the id 0.
    asked = dict.fromkeys(keys, 0) | dict(zip(keys, ids, strict=False))
    count = len(_SHOWN)
    return {
        row[0]: Shown._make(row[:count] if row[count] is None else row[count:])
        for row in _with_page(keys).rows(now=now, **asked)
    }


def is_named(now: datetime.datetime) -> Q:
    """
    The condition that a story visible at `now` names a record, or one that was merged into it.

    Looked up for each record by its index: nothing is read of all that names it but one row. Of
    that row and not whether there is one: PostgreSQL plans each EXISTS in a condition twice.
    """
    story = Edition.objects.public(now).stories().order_by().values("pk")
    named = Subquery(story.filter(entities__entity=OuterRef("pk"))[:1])
    # Inside, by its own record: joined to it, SQLite looks through all editions instead.
    merged = Entity.objects.filter(IsNull(named, False), merged_into=OuterRef("pk"))
    return Q(IsNull(named, False)) | Q(IsNull(Subquery(merged.order_by().values("pk")[:1]), False))
