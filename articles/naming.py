"""
What a person decides on the names of a story while writing it, and puts on record from there.

A choice is on this story, is made on the form and written when it is saved, so that
the version covers it. Records, other names and words that are no names are the
newsroom's: they are written at once, and touch no story.
"""

import datetime
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.mentions import sightings, story_texts
from articles.models import Article, Decision, Mention
from articles.richtext import keep_names, linked_names
from entities import services
from entities.likeness import key_of
from entities.lookup import look_up
from entities.models import (
    Alias,
    AliasKind,
    DismissedName,
    Entity,
    EntityKind,
    EntityPage,
    Tenure,
)
from entities.offices import post_for
from vietnamese.text import squeeze

MOST_CHOICES = 500
LONGEST_NAME = 200
# No table holds a larger id.
LARGEST_ID = 2**63 - 1


class NamingRefused(Exception):
    """Cannot be done as asked; the text says why, for the desk."""


class AlreadyOnRecord(NamingRefused):
    """Somebody was faster, or it was done before."""


@dataclass(frozen=True)
class Choice:
    """What was decided on one name that has no row yet. `entity` is None where none is meant."""

    kind: str
    text: str
    entity: int | None
    decision: str


@dataclass(frozen=True)
class NewRecord:
    """A record made from a story. `text` is the name as it stands there."""

    kind: str
    name: str
    text: str
    office: str = ""
    organisation: Entity | None = None
    held_on: datetime.date | None = None
    source: str = ""
    has_page: bool = False


# Decisions on a story


def read_choices(written: str) -> list[Choice]:
    """
    Return the choices in a form's JSON: [{"kind", "text", "entity", "decision"}, …].

    Of two on one name the later counts. Raises NamingRefused for everything else.
    """
    try:
        listed = json.loads(written or "[]")
    except (ValueError, RecursionError) as error:
        raise NamingRefused(_("The decisions on names could not be read.")) from error
    if not isinstance(listed, list) or len(listed) > MOST_CHOICES:
        raise NamingRefused(_("The decisions on names could not be read."))
    choices = [_read_choice(item) for item in listed]
    return list({(c.kind, c.text, c.entity): c for c in choices}.values())


def _read_choice(item: Any) -> Choice:
    fields: dict[str, Any] = item if isinstance(item, dict) else {}
    kind, text = fields.get("kind", ""), fields.get("text", "")
    entity, decision = fields.get("entity"), fields.get("decision", "")
    is_id = entity is None or (type(entity) is int and 0 < entity <= LARGEST_ID)
    is_text = isinstance(text, str) and 0 < len(text) <= LONGEST_NAME
    is_decision = decision in [Decision.ACCEPTED, Decision.REJECTED]
    if kind not in EntityKind.values or not (is_id and is_text and is_decision):
        raise NamingRefused(_("The decisions on names could not be read."))
    if decision == Decision.ACCEPTED and entity is None:
        raise NamingRefused(
            _("Choose the person or organisation on record that is meant by “%(text)s”.")
            % {"text": text}
        )
    return Choice(kind, squeeze(text), entity, decision)


def check(choices: Sequence[Choice], texts: Sequence[str]) -> None:
    """
    Raise NamingRefused where a choice names a record that is not there, or not meant.

    `texts` are those of the story. A name that stands in them no more is no error:
    it is left out when the story is saved.
    """
    if not choices:
        return
    records = Entity.objects.surviving().in_bulk([c.entity for c in choices if c.entity])
    owners = look_up({key_of(choice.kind, choice.text) for choice in choices})
    meant: dict[tuple[str, str], set[int]] = {}
    for sighting in sightings(texts):
        for form in {sighting.text, *sighting.texts}:
            ids = meant.setdefault((sighting.kind, form), set())
            ids.update(sighting.candidates, [sighting.entity] if sighting.entity else [])
            # Whom the rest of the story speaks for, an editor may know better.
            ids.update(o.entity for o in owners.get(key_of(sighting.kind, form), []))
    for choice in choices:
        if choice.entity is None:
            continue
        record = records.get(choice.entity)
        is_meant = choice.entity in meant.get((choice.kind, choice.text), {choice.entity})
        if record is None or record.kind != choice.kind or not is_meant:
            raise NamingRefused(
                _("“%(text)s” does not mean that record any more. Decide on it again.")
                % {"text": choice.text}
            )


@transaction.atomic
def settle(article: Article, choices: Sequence[Choice], *, by: User) -> list[str]:
    """
    Write what was decided on names before the story's revision is recorded.

    - Links by hand to records that are not there become plain text; their words are returned.
    - A link by hand is a decision, and so is each of `choices` whose name is in the text.
    """
    linked = linked_names(article.body)
    records = Entity.objects.in_bulk(linked)
    body, unlinked = keep_names(article.body, records)
    if unlinked:
        article.body = body
        article.save(update_fields=["body"])
    links = [
        Choice(record.kind, record.name, record.pk, Decision.ACCEPTED)
        for record in records.values()
        if record.merged_into_id is None
    ]
    if links or choices:
        _write(article, links, choices, by=by)
    return unlinked


def _write(
    article: Article, links: Sequence[Choice], choices: Sequence[Choice], *, by: User
) -> None:
    rows = list(article.mentions.all())
    by_entity = {row.entity_id: row for row in rows if row.entity_id is not None}
    by_text = {(row.kind, row.text): row for row in rows if row.entity_id is None}
    in_text = _forms(sightings(story_texts(article))) if choices else set()
    standing = [choice for choice in choices if (choice.kind, choice.text) in in_text]
    for choice in [*links, *standing]:
        row = by_entity.get(choice.entity) if choice.entity else None
        row = row or by_text.get((choice.kind, choice.text))
        if row is None:
            row = Mention(article=article, kind=choice.kind, text=choice.text)
        elif row.decision == choice.decision and row.entity_id == choice.entity:
            continue
        row.entity_id = choice.entity
        row.decision = choice.decision
        row.decided_by, row.decided_at = by, timezone.now()
        row.save()
        if row.entity_id:
            by_entity[row.entity_id] = row
            by_text.pop((choice.kind, choice.text), None)


def _forms(seen: Collection) -> set[tuple[str, str]]:
    return {(s.kind, form) for s in seen for form in {s.text, *s.texts}}


# Records


def story_day(article: Article) -> datetime.date:
    """Return the day that decides on offices, as far as it is known before publishing."""
    if article.story_on:
        return article.story_on
    first = article.editions.public(timezone.now()).first()
    return timezone.localdate(first.first_published_at) if first else timezone.localdate()


def source_of(article: Article) -> tuple[str, str]:
    """
    Return the story as a source of an office: words and address.

    Readers see sources: the headline of what is not published yet is not among the words.
    """
    day = f"{story_day(article):%d/%m/%Y}"
    live = article.editions.public(timezone.now()).stories().first()
    if live is not None:
        return f"{live.headline} ({settings.NEWSROOM_NAME}, {day})", settings.SITE_URL + live.path
    section = article.section
    # The number alone decides: it leads on once there is something to see.
    address = f"{settings.SITE_URL}/{section.slug}/bai-{article.pk}/" if section else ""
    return f"{settings.NEWSROOM_NAME}, {day}", address


@transaction.atomic
def make_record(article: Article, record: NewRecord, *, by: User) -> Entity:
    """
    Make a person or an organisation that a story names, with the office read from it.

    Raises AlreadyOnRecord where the name is known by now, so that a second click
    and a second editor make no second record.
    """
    _require(by, "entities.add_entity")
    _one_at_a_time(article)
    name = squeeze(record.name)
    for known in {name, squeeze(record.text)}:
        _refuse_known(record.kind, known)
    page = None
    if record.kind == EntityKind.PERSON and record.has_page:
        _require(by, "entities.publish_entity")
        page = EntityPage.PUBLIC
    entity = services.create(EntityKind(record.kind), name, page=page)
    if key_of(record.kind, name) != key_of(record.kind, record.text):
        Alias.objects.create(entity=entity, name=record.text)
    if record.kind == EntityKind.PERSON and record.office and record.organisation:
        words, address = source_of(article)
        post = post_for(record.organisation, record.office)
        Tenure.objects.create(
            person=entity,
            post=post,
            attested_on=record.held_on,
            source_text=record.source or words,
            source_url=address,
        )
    return entity


@transaction.atomic
def make_alias(article: Article, kind: str, text: str, entity: Entity, *, by: User) -> Alias:
    """Put the name as the story writes it beside a record. Doing it again changes nothing."""
    _require(by, "entities.add_alias")
    _one_at_a_time(article)
    text = squeeze(text)
    if entity.kind != kind or entity.merged_into_id is not None:
        raise NamingRefused(_("Choose a record of the same kind."))
    there = Alias.objects.filter(entity=entity, match_key=key_of(kind, text)).first()
    if there is not None:
        return there
    _refuse_known(kind, text)
    return Alias.objects.create(entity=entity, name=text, kind=AliasKind.SPELLING)


@transaction.atomic
def dismiss(kind: str, text: str, *, by: User) -> DismissedName:
    """Say that these words are no name: they are proposed in no story any more."""
    _require(by, "entities.add_dismissedname")
    _refuse_known(kind, text)
    key = key_of(kind, text)
    dismissed, _is_new = DismissedName.objects.get_or_create(
        match_key=key, defaults={"kind": kind, "text": text, "dismissed_by": by}
    )
    return dismissed


def take_back(kind: str, text: str, *, by: User) -> None:
    """Let the words be proposed again."""
    _require(by, "entities.delete_dismissedname")
    DismissedName.objects.filter(match_key=key_of(kind, text)).delete()


def _require(by: User, permission: str) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied(_("Your role does not allow this step."))


def _one_at_a_time(article: Article) -> None:
    """Two clicks on one story are one act. SQLite's transaction is the lock there."""
    Article.objects.select_for_update().get(pk=article.pk)


def _refuse_known(kind: str, name: str) -> None:
    if look_up({key_of(kind, name)}):
        raise AlreadyOnRecord(
            _("“%(name)s” is on record already: somebody may just have made it.") % {"name": name}
        )
