"""
Writing an edition and its rows, in its place among the others of a story.

Only articles.publishing calls this: it says whether and why, this says how.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import packaging, rendering, searchable, waiting
from articles.models import (
    Article,
    Author,
    Edition,
    EditionAuthor,
    EditionEntity,
    EditionKind,
    EditionPhoto,
    EditionPhotoSubject,
    EditionTopic,
    Revision,
    Topic,
)
from articles.packaging import Facts
from articles.signatures import signatures
from photos import renditions
from photos.models import Photo

# Kinds that readers are told of: "updated 14:05".
CHANGES_FOR_READERS = {EditionKind.FIRST, EditionKind.UPDATE, EditionKind.CORRECTION}
TICK = datetime.timedelta(microseconds=1)


class PublishRefused(Exception):
    """Why a story may not go out; `reasons` are sentences for the desk."""

    def __init__(self, *reasons: str):
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Plan:
    """What a new edition is to be: everything but its place among the others."""

    article: Article
    revision: Revision
    kind: EditionKind
    facts: Facts
    section_id: int
    story_on: datetime.date
    by: User
    reason: str = ""
    over_warnings: list[list[str]] = field(default_factory=list)


def plan(
    article: Article,
    revision: Revision,
    *,
    by: User,
    kind: EditionKind,
    reason: str,
    visible_from: datetime.datetime,
    now: datetime.datetime,
) -> Plan:
    """Plan the edition that a person publishes; the first of a story is of kind first."""
    # What is only scheduled will be replaced by this one, and does not count.
    first = article.editions.filter(visible_from__lte=now).order_by("number").first()
    day = story_on(revision, first, visible_from)
    return Plan(
        article=article,
        revision=revision,
        kind=kind if first else EditionKind.FIRST,
        facts=packaging.facts_of(revision, story_on=day),
        section_id=revision.snapshot["section"],
        story_on=day,
        by=by,
        reason=reason,
    )


def story_on(
    revision: Revision, first: Edition | None, visible_from: datetime.datetime
) -> datetime.date:
    """The dateline's day if one is given, else the local day of first visibility."""
    given = revision.snapshot["story_on"]
    if given:
        return datetime.date.fromisoformat(given)
    return timezone.localdate(first.first_published_at if first else visible_from)


def end(edition: Edition, at: datetime.datetime) -> None:
    edition.visible_until = at
    edition.save(update_fields=["visible_until"])


def write(
    plan: Plan,
    visible_from: datetime.datetime,
    visible_until: datetime.datetime | None,
    *,
    end_before: bool = True,
) -> Edition:
    """Write an edition and its rows; end the one that is open before it. In a transaction."""
    if end_before:
        open_ended = plan.article.editions.filter(visible_until__isnull=True).first()
        if open_ended is not None and visible_until is None:
            visible_from = max(visible_from, open_ended.visible_from + TICK)
            end(open_ended, visible_from)
    highest = plan.article.editions.aggregate(highest=Max("number"))["highest"] or 0
    edition = edition_of(plan, highest + 1, visible_from, visible_until)
    rendering.render(edition)
    edition.save(force_insert=True)
    _write_entities(edition)
    _write_photos(edition)
    write_lists(edition)
    waiting.follow_new(edition)
    searchable.put(edition)
    if plan.kind != EditionKind.NOTICE:
        edition.awaited_photos.set(packaging.awaited_photos(plan.revision.snapshot))
    return edition


def edition_of(
    plan: Plan,
    number: int,
    visible_from: datetime.datetime,
    visible_until: datetime.datetime | None,
) -> Edition:
    before = plan.article.editions.filter(visible_from__lt=visible_from).order_by("visible_from")
    first, last = before.first(), before.last()
    return Edition(
        article=plan.article,
        revision=plan.revision,
        number=number,
        kind=plan.kind,
        made_by=plan.by,
        reason=plan.reason,
        over_warnings=plan.over_warnings,
        facts=plan.facts,
        section_id=plan.section_id,
        story_on=plan.story_on,
        first_published_at=first.first_published_at if first else visible_from,
        changed_for_readers_at=(
            visible_from
            if last is None or plan.kind in CHANGES_FOR_READERS
            else last.changed_for_readers_at
        ),
        embargo_until=plan.article.embargo_until,
        visible_from=visible_from,
        visible_until=visible_until,
    )


def _write_entities(edition: Edition) -> None:
    EditionEntity.objects.bulk_create(
        EditionEntity(
            edition=edition,
            entity_id=entity["id"],
            name=entity["name"],
            office=entity["office"],
            position=position,
            is_in_text=entity["is_in_text"],
            first_published_at=edition.first_published_at,
        )
        for position, entity in enumerate(edition.facts["entities"])
    )


def _write_photos(edition: Edition) -> None:
    photos = Photo.objects.filter(pk__in=[photo["photo"] for photo in edition.facts["photos"]])
    # Whoever takes one of them down waits until this edition is there, and finds it then.
    locked = list(photos.order_by("pk").select_for_update(no_key=True))
    if any(photo.is_taken_down for photo in locked):
        raise PublishRefused(_("A photo in this story was taken down just now."))
    if any(photo.joined_into_id for photo in locked):
        raise PublishRefused(_("A photo in this story was joined to another just now. Try again."))
    for photo in edition.facts["photos"]:
        # Made before this transaction; a sweep may have taken files that nobody showed.
        if not renditions.hold(photo["photo"], photo["facts_key"]):
            raise PublishRefused(_("A picture was being put away just now. Try again."))
    rows = EditionPhoto.objects.bulk_create(
        EditionPhoto(
            edition=edition,
            photo_id=photo["photo"],
            key=photo["key"],
            position=position,
            checksum=photo["checksum"],
            facts_key=photo["facts_key"],
            caption=photo["caption"],
            credit=photo["credit"],
            alt_text=photo["alt_text"],
            files=photo["files"],
        )
        for position, photo in enumerate(edition.facts["photos"])
    )
    EditionPhotoSubject.objects.bulk_create(
        EditionPhotoSubject(
            editionphoto=row, entity_id=entity, first_published_at=edition.first_published_at
        )
        for row, photo in zip(rows, edition.facts["photos"], strict=True)
        for entity in photo["subjects"]
    )


def write_lists(edition: Edition) -> None:
    """Write under which topics an edition stands, and who signed it; a notice is in no list."""
    if edition.kind == EditionKind.NOTICE:
        return
    place = {
        "edition": edition,
        "article_id": edition.article_id,
        "first_published_at": edition.first_published_at,
    }
    topics = Topic.objects.filter(slug__in=[topic["slug"] for topic in edition.facts["topics"]])
    EditionTopic.objects.bulk_create(EditionTopic(**place, topic=topic) for topic in topics)
    # Who signs as two is one; two of one name are two.
    signed: dict[int, dict[str, Any]] = {}
    for byline in signatures(edition):
        row = signed.setdefault(byline["author"], {"name": byline["name"], "roles": []})
        row["roles"].append(byline["role"])
    # Who was taken out of a byline may be deleted since.
    there = set(Author.objects.filter(pk__in=signed).values_list("pk", flat=True))
    EditionAuthor.objects.bulk_create(
        EditionAuthor(**place, author_id=pk, position=position, **row)
        for position, (pk, row) in enumerate(signed.items())
        if pk in there
    )
