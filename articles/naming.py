"""
What a person decides on the names of a story while writing it.

A choice is on this story, is made on the form and written when it is saved, so that
the version covers it. Records are made in articles.recording.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.mentions import Sighting, chosen_forms, sightings, story_texts
from articles.models import Article, Decision, Mention
from articles.richtext import keep_names, linked_names
from entities.lookup import look_up, name_key
from entities.models import Entity, EntityKind
from vietnamese.matching import candidates
from vietnamese.text import squeeze

MOST_CHOICES = 500
LONGEST_NAME = 200
# No table holds a larger id.
LARGEST_ID = 2**63 - 1


class NamingRefused(Exception):
    """Cannot be done as asked; the text says why, for the desk."""


@dataclass(frozen=True)
class Choice:
    """What was decided on one name that has no row yet. `entity` is None where none is meant."""

    kind: str
    text: str
    entity: int | None
    decision: str


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
    is_id = entity is None or is_record(entity)
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


def is_record(value: Any) -> bool:
    """Whether JSON names a record by it: `true` is an int in Python, and none here."""
    return type(value) is int and 0 < value <= LARGEST_ID


def check(choices: Sequence[Choice], texts: Sequence[str]) -> None:
    """
    Raise NamingRefused where a choice names a record that is not there, or not meant.

    A name that does not stand in `texts` is no error: see `settle`.
    """
    for choice in _not_meant(choices):
        if any(choice.text in squeeze(text) for text in texts):
            raise NamingRefused(not_meant_any_more(choice.text))


def not_meant_any_more(text: str) -> str:
    return _("“%(text)s” does not mean that record any more. Decide on it again.") % {"text": text}


def _not_meant(choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices whose record is not there, or does not answer to that name."""
    named = {choice: choice.entity for choice in choices if choice.entity is not None}
    records = Entity.objects.surviving().in_bulk(named.values())
    keys = {choice: _keys_of(choice) for choice in named}
    owners = look_up({key for several in keys.values() for key in several})
    # Whom the rest of the story speaks for, an editor may know better: any owner will do.
    meant = {
        choice: {owner.entity for key in keys[choice] for owner in owners.get(key, [])}
        for choice in named
    }
    return [
        choice
        for choice, entity in named.items()
        if entity not in meant[choice]
        or entity not in records
        or records[entity].kind != choice.kind
    ]


def _keys_of(choice: Choice) -> set[str]:
    """Return the keys under which the finder would find these words; of a shouted name too."""
    whole = (0, len(choice.text))
    found = {key for key, spans in candidates(choice.text).items() if whole in spans}
    return found | {name_key(choice.kind, choice.text)}


@dataclass(frozen=True)
class Settled:
    """
    What became of the decisions on a story.

    `unlinked` are the words of links by hand that are links no more, `refused` the names whose
    choice was left out, `found` the names in the text, for saving.save.
    """

    unlinked: list[str]
    refused: list[str]
    found: list[Sighting]


@transaction.atomic
def settle(article: Article, choices: Sequence[Choice], *, by: User) -> Settled:
    """
    Write what was decided on names before the story's revision is recorded.

    - Links by hand to records that are not there become plain text.
    - A link by hand is a decision, and so is each of `choices` whose name is in the text.
    - A choice on what is not meant is left out: `check` has refused it, but for captions.
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
    wrong = _not_meant(choices)
    right = [choice for choice in choices if choice not in wrong]
    rows = list(article.mentions.all())
    decided = decide(rows, [*links, *right])
    # Found once, with all that is decided: saving takes it from here.
    found = sightings(story_texts(article), chosen=chosen_forms(rows), day=article.story_on)
    in_text = {(s.kind, form) for s in found for form in {s.text, *s.texts}}
    # A record made from "VŨ VĂN AN" is named in small letters, and found all the same.
    records_in_text = {s.entity for s in found if s.entity is not None}
    for choice, row in decided:
        is_there = (choice.kind, choice.text) in in_text or choice.entity in records_in_text
        if choice in links or is_there:
            row.article = article
            row.decided_by, row.decided_at = by, timezone.now()
            row.save()
    refused = [choice.text for choice in wrong if (choice.kind, choice.text) in in_text]
    return Settled(unlinked, refused, found)


def decide(rows: list[Mention], choices: Sequence[Choice]) -> list[tuple[Choice, Mention]]:
    """
    Put the choices into the rows of a story; return those that change one, with it.

    The row of the record takes a choice, else the row of the name, else a new one, which is
    added to `rows`. Nothing is saved.
    """
    by_entity = {row.entity_id: row for row in rows if row.entity_id is not None}
    by_text = {(row.kind, row.text): row for row in rows if row.entity_id is None}
    changed = []
    for choice in choices:
        row = by_entity.get(choice.entity) if choice.entity else None
        row = row or by_text.get((choice.kind, choice.text))
        if row is None:
            row = Mention(kind=choice.kind, text=choice.text)
            rows.append(row)
        elif row.decision == choice.decision and row.entity_id == choice.entity:
            continue
        row.entity_id, row.decision = choice.entity, choice.decision
        changed.append((choice, row))
        by_text.pop((choice.kind, choice.text), None)
        if row.entity_id:
            by_entity[row.entity_id] = row
        else:
            by_text[choice.kind, choice.text] = row
    return changed
