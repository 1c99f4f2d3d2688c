"""The panel of names: what the finder says of a text as it is being written, by decision."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from articles import naming, recording
from articles.admin.names_draft import Draft
from articles.mentions import Sighting, chosen_forms, sightings
from articles.models import Article, Decision, Mention
from articles.reasons import why
from articles.richtext import linked_names
from entities.likeness import likely_same_among
from entities.models import Entity, EntityPage
from entities.offices import offices_on
from entities.second_facts import told_apart

SURE, CHECK, CHOOSE, UNKNOWN = "sure", "check", "choose", "unknown"
GROUPS = [SURE, CHECK, CHOOSE, UNKNOWN, Decision.ACCEPTED, Decision.REJECTED]


@dataclass
class Known:
    """A record with its office that day; `note` also tells it from its namesakes on record."""

    entity: Entity
    office: str
    note: str = ""

    @property
    def has_no_page(self) -> bool:
        return self.entity.page != EntityPage.PUBLIC


@dataclass
class Row:
    """One name of the panel. `mention` is the saved row, where there is one."""

    key: str
    group: str
    sighting: Sighting
    why: str
    mention: int | None = None
    known: Known | None = None
    candidates: list[Known] = field(default_factory=list)
    likely: list[Known] = field(default_factory=list)
    is_linked: bool = False
    places: str = "[]"

    @property
    def forms(self) -> str:
        """How the text writes it, where that is not the name on record."""
        if self.known is None:
            return ""
        name = self.known.entity.name
        return ", ".join(f"“{form}”" for form in self.sighting.texts if form != name)

    @property
    def titles(self) -> str:
        return ", ".join(self.sighting.titles)

    @property
    def offices(self) -> str:
        """The same, one a line: there are commas in the names of bodies."""
        return "\n".join(self.sighting.titles)


@dataclass
class Group:
    name: str
    label: str
    rows: list[Row]

    @property
    def is_folded(self) -> bool:
        return self.name in {Decision.ACCEPTED, Decision.REJECTED}


def groups_of(article: Article, draft: Draft) -> list[Group]:
    """Return the rows of the panel in groups, empty groups left out."""
    linked = linked_names(draft.body)
    rows = _decided(article, draft, linked)
    day = draft.day or recording.story_day(article)
    seen = sightings(draft.texts, chosen=chosen_forms(rows), day=day)
    accepted = {row.entity_id for row in rows if row.decision == Decision.ACCEPTED}
    records = _records(seen, day, accepted)
    likely = likely_same_among((s.kind, s.text) for s in seen if _is_proposal(s))

    by_entity = {row.entity_id: row for row in rows if row.entity_id is not None}
    by_text = {(row.kind, row.text): row for row in rows if row.entity_id is None}
    found: dict[str, list[Row]] = {name: [] for name in GROUPS}
    for number, sighting in enumerate(seen):
        known = records.get(sighting.entity or 0)
        decided = by_entity.get(sighting.entity) if sighting.entity else None
        decided = decided or by_text.get((sighting.kind, sighting.text))
        row = Row(
            key=f"n{number}",
            group=_group(sighting, decided),
            sighting=sighting,
            why=why(sighting.rule),
            mention=decided.pk if decided else None,
            known=known,
            candidates=_candidates([records[pk] for pk in sighting.candidates if pk in records]),
            likely=[_known(e, {}) for e in likely.get((sighting.kind, sighting.text), [])],
            is_linked=sighting.entity in linked,
            places=json.dumps(draft.places(sighting.spans), ensure_ascii=False),
        )
        found[row.group].append(row)
    labels = _labels()
    return [Group(name, labels[name], listed) for name, listed in found.items() if listed]


def _is_proposal(sighting: Sighting) -> bool:
    return sighting.entity is None and not sighting.candidates


def _decided(article: Article, draft: Draft, linked: Sequence[int]) -> list[Mention]:
    """Return the rows as they would be if the form were saved now; none is saved here."""
    rows = {row.pk: row for row in article.mentions.all()}
    records = _records_meant(draft, linked)
    for pk, (decision, entity) in draft.decisions.items():
        if pk in rows and (entity is None or entity in records):
            rows[pk].decision, rows[pk].entity_id = decision, entity
    by_hand = [
        naming.Choice(entity.kind, entity.name, entity.pk, Decision.ACCEPTED)
        for entity in (records[pk] for pk in linked if pk in records)
        if entity.merged_into_id is None
    ]
    choices = [one for one in draft.choices if one.entity is None or one.entity in records]
    decided = list(rows.values())
    naming.decide(decided, [*choices, *by_hand])
    return decided


def _records_meant(draft: Draft, linked: Sequence[int]) -> dict[int, Entity]:
    """Return those records that the draft names and that are there: a browser may be behind."""
    decided = [entity for _decision, entity in draft.decisions.values()]
    chosen = [choice.entity for choice in draft.choices]
    return Entity.objects.in_bulk({pk for pk in [*decided, *chosen, *linked] if pk is not None})


def _group(sighting: Sighting, decided: Mention | None) -> str:
    if decided is not None and decided.decision != Decision.PROPOSED:
        return decided.decision
    if sighting.candidates:
        return CHOOSE
    if sighting.entity is None:
        return UNKNOWN
    return SURE if sighting.is_sure else CHECK


def _records(
    seen: Sequence[Sighting], day: datetime.date, accepted: set[int | None]
) -> dict[int, Known]:
    ids = {pk for s in seen for pk in [s.entity, *s.candidates] if pk}
    entities = Entity.objects.in_bulk(ids)
    people = {pk: entity for pk, entity in entities.items() if entity.is_person}
    # Those that are not asked about, too: whom somebody chose must be told from them.
    keys = {entity.match_key for pk, entity in people.items() if pk in accepted}
    people |= Entity.objects.surviving().filter(match_key__in=keys).in_bulk() if keys else {}
    offices = offices_on(people, day)
    notes = told_apart([(pk, one.name, offices.get(pk, "")) for pk, one in people.items()])
    return {
        pk: replace(_known(entity, offices), note=notes.get(pk, ""))
        for pk, entity in entities.items()
    }


def _candidates(listed: list[Known]) -> list[Known]:
    """Return namesakes to choose from, each with what the others do not have."""
    nothing = _("no office on the day of the story")
    notes = told_apart([(one.entity.pk, one.entity.name, one.office or nothing) for one in listed])
    return [replace(one, office=notes[one.entity.pk]) for one in listed]


def _known(entity: Entity, offices: dict[int, str]) -> Known:
    return Known(entity, offices.get(entity.pk, ""))


def _labels() -> dict[str, str]:
    return {
        SURE: _("Sure"),
        CHECK: _("To be looked at"),
        CHOOSE: _("Namesakes: choose"),
        UNKNOWN: _("Not on record"),
        Decision.ACCEPTED: _("Accepted"),
        Decision.REJECTED: _("Rejected"),
    }
