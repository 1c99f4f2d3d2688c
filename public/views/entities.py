"""
Pages of people and organisations.

A record and those that were merged into it are read as one: stories published before
name the one that went until their new editions are made. After an undo it is the other way
round: they name the survivor for a while, and the record that is back is read with it.
"""

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from articles.models import Edition, EditionEntity, EditionPhoto
from articles.models.edition import EditionQuerySet
from articles.rendering import shown_photo
from entities.models import (
    AliasKind,
    DatePrecision,
    Entity,
    EntityKind,
    EntityPage,
    Merge,
    Organisation,
    Person,
    Tenure,
)
from entities.offices import shown_date
from photos.credits import credit_of
from photos.models import Photo, Portrait
from public import structured
from public.canonical import canonical
from public.chrome import chrome
from public.forms import page_number

STORIES_A_PAGE = 20
PRINTED_ALIASES = {
    EntityKind.PERSON: [AliasKind.SHORT, AliasKind.ABBREVIATION, AliasKind.FORMER],
    # Former names of a body stand with their dates.
    EntityKind.ORGANISATION: [AliasKind.SHORT, AliasKind.ABBREVIATION],
}
PHOTOS = 12
TOGETHER = 8
# A quarter of the column beside the name, and half of a phone.
PORTRAIT_SIZES = "(min-width: 40em) 11rem, 50vw"
# "Often together with" looks at the newest stories only.
STORIES_LOOKED_AT = 100


def person(request: HttpRequest, slug: str, entity_id: int) -> HttpResponse:
    entity, ids, answer = find(request, EntityKind.PERSON, entity_id)
    if answer is not None:
        return answer
    record = Person.objects.get(pk=entity.pk)
    now = timezone.now()
    shared = common(request, entity, ids, now)
    offices, portrait = offices_of(entity, now), portrait_of(entity, now)
    names = shared["also_known_as"]
    return render(
        request,
        "public/person.html",
        {
            **shared,
            "person": {
                "biography": record.biography,
                "born_text": shown_date(record.born_on, record.born_precision),
                "died_text": shown_date(record.died_on, record.died_precision),
            },
            "offices": offices,
            "portrait": portrait,
            "together": together_with(ids, now),
            "json_ld": structured.of_person(
                entity, record, names=names, offices=offices, portrait=portrait
            ),
        },
    )


def organisation(request: HttpRequest, slug: str, entity_id: int) -> HttpResponse:
    entity, ids, answer = find(request, EntityKind.ORGANISATION, entity_id)
    if answer is not None:
        return answer
    record = Organisation.objects.select_related("parent").get(pk=entity.pk)
    now = timezone.now()
    shared = common(request, entity, ids, now)
    # It stands on the line above already.
    others = [name for name in shared["also_known_as"] if name != record.short_name]
    parts = list(Entity.objects.filter(pk__in=entity.parts.values("pk"), page=EntityPage.PUBLIC))
    # Without a page a body is not named to readers, as a part or as a parent either.
    is_shown = record.parent is not None and record.parent.page == EntityPage.PUBLIC
    parent = record.parent if is_shown else None
    paths = pages_of([*parts, *([parent] if parent else [])], now)
    shown_parent = shown(parent, paths) if parent else None
    return render(
        request,
        "public/organisation.html",
        {
            **shared,
            "also_known_as": others,
            "organisation": {
                "short_name": record.short_name,
                "former_names": former_names(entity),
                "kind_text": record.get_kind_display(),
                "founded_text": shown_date(record.founded_on, record.founded_precision),
                "dissolved_text": shown_date(record.dissolved_on, record.dissolved_precision),
                "parent": shown_parent,
                "parts": [shown(part, paths) for part in parts],
            },
            "offices": holders_of(entity, now),
            "json_ld": structured.of_organisation(
                entity, record, names=shared["also_known_as"], parent=shown_parent
            ),
        },
    )


def find(
    request: HttpRequest, kind: EntityKind, entity_id: int, *, below: str = ""
) -> tuple[Entity, list[int], HttpResponse | None]:
    """
    Return the entity of a page, the ids it is read by, and the redirect to answer with, if any.

    The ids are its own and those of `read_with`; `below` is what the address has after that of
    the page. 404 where there is no page: none given to it, or no visible story names it.
    """
    entity = Entity.objects.filter(pk=entity_id, kind=kind).select_related("merged_into").first()
    if entity is None:
        raise Http404
    survivor = entity.merged_into or entity
    ids = [survivor.pk, *read_with(survivor)]
    if survivor.page != EntityPage.PUBLIC or not visible_rows(ids, timezone.now()).exists():
        raise Http404
    path = f"{survivor.get_absolute_url()}{below}"
    return survivor, ids, None if request.path == path else redirect(path, permanent=True)


def read_with(entity: Entity) -> list[int]:
    """
    Return the ids of the records that published stories may name in place of `entity`.

    Those merged into it; and, until the stories have followed an undo, the one it was merged into.
    """
    undone = Merge.objects.filter(gone=entity, undone_at__isnull=False)
    # Without a fix there was no published story, and nothing has to follow.
    following = undone.filter(fixes__isnull=False, fixes__finished_at=None)
    others = Q(merged_into=entity) | Q(pk__in=following.values("survivor"))
    return list(Entity.objects.filter(others).order_by("pk").values_list("pk", flat=True))


def visible_rows(ids: list[int], now: datetime.datetime) -> QuerySet[EditionEntity]:
    """The rows of the editions visible at `now` that name one of `ids`."""
    return EditionEntity.objects.filter(
        entity__in=ids, edition__in=Edition.objects.public(now).stories()
    )


def stories_of(ids: list[int], now: datetime.datetime) -> EditionQuerySet:
    """The stories visible at `now` that name one of `ids`."""
    named = EditionEntity.objects.filter(entity__in=ids).values("edition")
    return Edition.objects.public(now).stories().filter(pk__in=named)


def common(
    request: HttpRequest, entity: Entity, ids: list[int], now: datetime.datetime
) -> dict[str, Any]:
    page = Paginator(stories_of(ids, now).newest_first().for_cards(), STORIES_A_PAGE).get_page(
        page_number(request.GET)
    )
    return {
        "chrome": chrome(),
        "canonical": canonical(entity.get_absolute_url(), page.number),
        "entity": entity,
        # Spellings are for finding, and a pen name is nobody's business but the desk's.
        "also_known_as": list(
            entity.aliases.filter(kind__in=PRINTED_ALIASES[EntityKind(entity.kind)]).values_list(
                "name", flat=True
            )
        ),
        "page": page,
        "stories": page.object_list,
        "photos": photos_of(ids, now),
    }


def former_names(entity: Entity) -> list[dict[str, str]]:
    """Return the names a body had before, in the order of time, as far as that is known."""
    former = entity.aliases.filter(kind=AliasKind.FORMER)
    return [
        {
            "name": alias.name,
            "from_text": shown_date(alias.valid_from, DatePrecision.DAY),
            "until_text": shown_date(alias.valid_until, DatePrecision.DAY),
        }
        for alias in former.order_by(
            F("valid_until").asc(nulls_last=True), F("valid_from").asc(nulls_last=True), "name"
        )
    ]


def portrait_of(entity: Entity, now: datetime.datetime) -> dict[str, Any] | None:
    """Return the picture that stands for somebody, with its credit, if it may be shown today."""
    row = Portrait.objects.shown_on(timezone.localdate(now)).filter(person=entity).first()
    if row is None:
        return None
    facts = {"files": row.files, "caption": "", "alt_text": row.alt_text or entity.name}
    credit = credit_of(Photo.objects.with_credit().get(pk=row.photo_id))
    return {
        **shown_photo(facts),
        "credit": row.credit,
        "credit_line": credit.machine_line,
        "sizes": PORTRAIT_SIZES,
    }


def photos_of(ids: list[int], now: datetime.datetime) -> list[dict[str, Any]]:
    """Return the newest pictures of somebody, each file once, with caption and credit."""
    shown = EditionPhoto.subjects.through.objects.filter(entity__in=ids).values("editionphoto")
    rows = (
        EditionPhoto.objects.filter(pk__in=shown, edition__in=Edition.objects.public(now).stories())
        .order_by("-edition__first_published_at", "position")
        .select_related("edition")
        .only("key", "checksum", "caption", "credit", "alt_text", "files", "edition__path")
    )
    pictures: dict[str, dict[str, Any]] = {}
    for row in rows[: PHOTOS * 2]:
        facts = {"files": row.files, "caption": row.caption, "alt_text": row.alt_text}
        pictures.setdefault(
            row.checksum,
            {**shown_photo(facts), "credit": row.credit, "story_path": row.edition.path},
        )
    return list(pictures.values())[:PHOTOS]


def offices_of(entity: Entity, now: datetime.datetime) -> list[dict[str, Any]]:
    tenures = entity.tenures.newest_first().select_related("post__organisation")
    visible = pages_of([tenure.post.organisation for tenure in tenures], now)
    return [
        {
            **held(tenure, now),
            "label": tenure.post.label,
            "organisation_name": tenure.post.organisation.name,
            "organisation_path": visible.get(tenure.post.organisation_id, ""),
            "source_text": tenure.source_text,
            "source_url": tenure.source_url,
        }
        for tenure in tenures
    ]


def holders_of(entity: Entity, now: datetime.datetime) -> list[dict[str, Any]]:
    tenures = (
        Tenure.objects.filter(post__organisation=entity, person__page=EntityPage.PUBLIC)
        .newest_first()
        .select_related("post", "person")
    )
    visible = pages_of([tenure.person for tenure in tenures], now)
    offices: dict[int, dict[str, Any]] = {}
    for tenure in sorted(tenures, key=lambda tenure: tenure.post.rank):
        office = offices.setdefault(tenure.post_id, {"label": tenure.post.label, "holders": []})
        office["holders"].append(
            {
                **held(tenure, now),
                "name": tenure.person.name,
                "path": visible.get(tenure.person_id, ""),
            }
        )
    return list(offices.values())


def held(tenure: Tenure, now: datetime.datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    starts, ends = tenure.start_on, tenure.end_on
    is_dated = starts is not None or ends is not None
    return {
        "from_text": shown_date(starts, tenure.start_precision),
        "until_text": shown_date(ends, tenure.end_precision),
        # Where neither end is known, no more than that it was held on a day.
        "on_text": "" if is_dated else shown_date(tenure.attested_on, DatePrecision.DAY),
        "is_current": (
            is_dated and (starts is None or starts <= today) and (ends is None or ends >= today)
        ),
        "is_acting": tenure.is_acting,
    }


def pages_of(entities: list[Entity], now: datetime.datetime) -> dict[int, str]:
    """Return {id: path} of those whose page is there: public, and named by a visible story."""
    public = [entity.pk for entity in entities if entity.page == EntityPage.PUBLIC]
    read_as = Entity.objects.filter(Q(pk__in=public) | Q(merged_into__in=public))
    rows = EditionEntity.objects.filter(
        entity__in=read_as.values("pk"), edition__in=Edition.objects.public(now).stories()
    )
    named = {
        survivor or pk
        for pk, survivor in rows.values_list("entity", "entity__merged_into").distinct()
    }
    return {entity.pk: entity.get_absolute_url() for entity in entities if entity.pk in named}


def shown(entity: Entity, paths: Mapping[int, str]) -> dict[str, str]:
    return {"name": entity.name, "path": paths.get(entity.pk, "")}


def together_with(ids: list[int], now: datetime.datetime) -> list[dict[str, Any]]:
    """Return people named in the same newest stories, most often first."""
    recent = (
        visible_rows(ids, now).order_by("-first_published_at").values_list("edition", flat=True)
    )
    public = Q(entity__page=EntityPage.PUBLIC) | Q(entity__merged_into__page=EntityPage.PUBLIC)
    rows = EditionEntity.objects.filter(
        public, edition__in=list(recent[:STORIES_LOOKED_AT]), entity__kind=EntityKind.PERSON
    ).exclude(entity__in=ids)
    named = {
        (edition, survivor or pk)
        for edition, pk, survivor in rows.values_list("edition", "entity", "entity__merged_into")
    }
    times = Counter(pk for _edition, pk in named)
    people = Entity.objects.in_bulk(times.keys())
    most = sorted(times.items(), key=lambda pair: (-pair[1], people[pair[0]].sort_name))
    return [
        {"name": people[pk].name, "path": people[pk].get_absolute_url(), "count": count}
        for pk, count in most[:TOGETHER]
    ]
