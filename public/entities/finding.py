"""
Which record a page is about.

A record and those that were merged into it are read as one: stories published before
name the one that went until their new editions are made. After an undo it is the other way
round: they name the survivor for a while, and the record that is back is read with it.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Edition, EditionEntity
from articles.models.edition import EditionQuerySet
from entities.models import Entity, EntityKind, EntityPage, Merge
from public.entities.addresses import address_of
from public.moved import moved_to
from public.statements import Row, Statement, Value, as_moment, together

COLUMNS = ["id", "kind", "name", "slug", "page"]
_SURVIVOR = [F(f"merged_into__{column}") for column in COLUMNS]
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
    return Entity.objects.filter(pk=key).order_by().values_list(*COLUMNS, *_SURVIVOR)


def _merged(key: int) -> QuerySet:
    """The records that were merged into one, in the columns of `_record`."""
    return Entity.objects.filter(merged_into=key).order_by().values_list(*COLUMNS, *_SURVIVOR)


def _followed(key: int) -> QuerySet:
    """The survivors whose editions still speak of one that is back, in the same columns."""
    undone = Merge.objects.filter(gone=key, undone_at__isnull=False)
    # Without a fix there was no published story, and nothing has to follow.
    following = undone.filter(fixes__isnull=False, fixes__finished_at=None)
    survivors = Entity.objects.filter(pk__in=following.order_by().values("survivor"))
    return survivors.order_by().values_list(*COLUMNS, *_SURVIVOR)


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
_RECORD = Statement(_record, keys=["key"])
# Two: for either of them in one SQLite would look through all records.
_READ_WITH = [Statement(build, keys=["key"]) for build in [_merged, _followed]]
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
    rows = _records([_RECORD, *_READ_WITH], entity_id)
    row = rows.pop(entity_id, None)
    if row is None or row[1] != kind:
        raise Http404
    values, survivor = row[: len(COLUMNS)], row[len(COLUMNS) :]
    if survivor[0] is not None:
        values, rows = survivor, _records(_READ_WITH, survivor[0])
    entity = Entity.from_db(None, COLUMNS, values)
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


def _records(statements: Sequence[Statement], key: int) -> dict[int, Row]:
    rows = together([(statement, {"key": key}) for statement in statements])
    return {row[0]: row for row in rows}


def find(
    request: HttpRequest, kind: EntityKind, entity_id: int, *, below: str = ""
) -> tuple[Entity, list[int], HttpResponse | None]:
    """Return the entity of a page, the ids it is read by, and the redirect to answer with."""
    found = look(request, kind, entity_id, timezone.now(), below=below)
    if isinstance(found, Found):
        return found.entity, found.ids, None
    return Entity(), [], found


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


def pages_of(entities: list[Entity], now: datetime.datetime) -> dict[int, str]:
    """Return {id: path} of those whose page is there: public, and named by a visible story."""
    public = [entity.pk for entity in entities if entity.page == EntityPage.PUBLIC]
    named = Entity.objects.filter(is_named(now), pk__in=public).order_by()
    there = set(named.values_list("pk", flat=True))
    return {entity.pk: address_of(entity) for entity in entities if entity.pk in there}


def is_named(now: datetime.datetime, record: str = "pk") -> Q:
    """
    The condition that a story visible at `now` names a record, or one that was merged into it.

    Looked up for each record by its index: nothing is read of all that names it but the first.
    """
    stories = Edition.objects.public(now).stories().order_by()
    # Inside, by its own record: joined to it, SQLite looks through all editions instead.
    merged = Entity.objects.order_by().filter(
        Exists(stories.filter(entities__entity=OuterRef("pk"))), merged_into=OuterRef(record)
    )
    return Q(Exists(stories.filter(entities__entity=OuterRef(record)))) | Q(Exists(merged))
