"""What a file would change, worked out against the registry without saving anything."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from entities.importing.lines import Line, LineRefused, understand
from entities.importing.registry import Registry
from entities.importing.table import Table
from entities.models import Entity, EntityPage, Person, Post, Tenure
from entities.offices import printed
from entities.periods import Partial, around, period_of, surely_at_once


@dataclass
class Told:
    """A sentence about a line of the file."""

    number: int
    text: str


@dataclass
class Plan:
    """What becomes of each line, as sentences for the desk, and the rows to write."""

    people: list[Told] = field(default_factory=list)
    posts: list[Told] = field(default_factory=list)
    tenures: list[Told] = field(default_factory=list)
    ended: list[Told] = field(default_factory=list)
    completed: list[Told] = field(default_factory=list)
    warnings: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)

    # (line, what it speaks of), changed or not.
    held: list[tuple[int, Tenure]] = field(default_factory=list)
    new_people: list[Person] = field(default_factory=list)
    new_posts: list[Post] = field(default_factory=list)
    new_tenures: list[Tenure] = field(default_factory=list)
    changed_people: dict[int, Person] = field(default_factory=dict)
    # Of these the given name, and with it the order.
    reordered: set[int] = field(default_factory=set)
    changed_tenures: dict[int, Tenure] = field(default_factory=dict)

    @property
    def changes(self) -> list[Told]:
        return [*self.people, *self.posts, *self.tenures, *self.ended, *self.completed]

    @property
    def digest(self) -> str:
        """A word for all that is told: the same for two plans that would do the same."""
        told = [(row.number, row.text) for row in [*self.changes, *self.refused, *self.warnings]]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def make(table: Table) -> Plan:
    """Return what the lines would change, in their order: each builds on those before it."""
    plan = Plan()
    lines = []
    for row in table.rows:
        try:
            lines.append(understand(row))
        except LineRefused as refusal:
            plan.refused.append(Told(row.number, str(refusal)))
    registry = Registry(lines)
    for line in lines:
        try:
            _add(plan, registry, line)
        except LineRefused as refusal:
            plan.refused.append(Told(line.number, str(refusal)))
    plan.refused.sort(key=lambda told: told.number)
    # At the end: a later line may end what an earlier one found still held.
    plan.warnings = list(_held_by_two(plan, registry))
    return plan


def _held_by_two(plan: Plan, registry: Registry) -> Iterator[Told]:
    sentence = _("“%(post)s” is for one holder at a time, and %(name)s holds it as well.")
    for number, tenure in plan.held:
        for other in registry.others_at_once(tenure):
            yield Told(number, sentence % {"post": tenure.post.label, "name": other})


def _add(plan: Plan, registry: Registry, line: Line) -> None:
    told_before = len(plan.changes)
    # All that may refuse the line stands before the first thing it changes.
    person = registry.person(line)
    organisation = registry.organisation(line.organisation) if line.post else None
    post = registry.post(organisation, line.post) if organisation else None
    tenure = _held(registry, person, post, line) if person and post else None
    if person:
        _refuse_another(person, line)

    if person is None:
        person = _new_person(plan, registry, line, is_public=organisation is not None)
    else:
        _complete_person(plan, person, line)
    if organisation:
        if post is None:
            post = registry.new_post(organisation, line.post)
            plan.new_posts.append(post)
            plan.posts.append(Told(line.number, f"{post.label} ({organisation.name})"))
        if tenure is None:
            tenure = _new_tenure(plan, registry, person.entity, post, line)
        else:
            _complete_tenure(plan, tenure, line)
        plan.held.append((line.number, tenure))
    if len(plan.changes) == told_before:
        plan.skipped.append(line.number)


def _refuse_another(person: Person, line: Line) -> None:
    """Somebody of this name is on record, but not of this birth or gender: perhaps another."""
    born = around(person.born_on, person.born_precision)
    if born.agrees_with(line.born) and (
        not person.gender or not line.gender or person.gender == line.gender
    ):
        return
    if person.entity.pk is None:
        raise LineRefused(
            _("An earlier line gives %(name)s another birth or gender.")
            % {"name": person.entity.name}
        )
    raise LineRefused(
        _(
            "On record, %(name)s (id %(id)d) has another birth or gender. If it is somebody else, "
            "put that person on record and write the id."
        )
        % {"name": person.entity.name, "id": person.entity.pk}
    )


def _new_person(plan: Plan, registry: Registry, line: Line, *, is_public: bool) -> Person:
    person = registry.new_person(line, is_public=is_public)
    plan.new_people.append(person)
    details = [line.name, f"* {line.born}" if line.born else ""]
    if person.gender:
        details.append(str(person.get_gender_display()))
    if is_public:
        details.append(str(EntityPage.PUBLIC.label))
    plan.people.append(Told(line.number, ", ".join(filter(None, details))))
    return person


def _complete_person(plan: Plan, person: Person, line: Line) -> None:
    """Write what the line says and the record does not; what the record says stands."""
    added = []
    is_reordered = False
    if line.gender and not person.gender:
        person.gender = line.gender
        added.append(str(person.get_gender_display()))
    if line.born.is_finer_than(around(person.born_on, person.born_precision)):
        person.born_on, person.born_precision = line.born.first, line.born.precision
        added.append(f"* {line.born}")
    if line.given_name and not person.given_name:
        person.given_name = line.given_name
        is_reordered = True
        added.append(line.given_name)
    if added:
        _note(plan.completed, line, f"{person.entity.name}: {', '.join(added)}")
        if person.entity.pk:
            plan.changed_people[person.entity.pk] = person
            if is_reordered:
                plan.reordered.add(person.entity.pk)


def _held(registry: Registry, person: Person, post: Post, line: Line) -> Tenure | None:
    """Return the tenure that the line speaks of, if it is on record. Raises LineRefused."""
    held = [
        tenure
        for tenure in registry.tenures(person.entity, post)
        if tenure.is_acting == line.is_acting
    ]
    fitting = [tenure for tenure in held if _fits(tenure, line)]
    if len(fitting) > 1:
        fitting = [tenure for tenure in fitting if _start(tenure) == line.start] or fitting
    if len(fitting) > 1:
        raise LineRefused(
            _("%(name)s held this office more than once: write from when.")
            % {"name": person.entity.name}
        )
    if fitting:
        return fitting[0]
    for tenure in held:
        if surely_at_once(period_of(tenure), line.period):
            raise LineRefused(
                _("On record, %(name)s holds this office %(period)s.")
                % {"name": person.entity.name, "period": period(_start(tenure), _end(tenure))}
            )
    return None


def _fits(tenure: Tenure, line: Line) -> bool:
    start, end = _start(tenure), _end(tenure)
    if not (start.agrees_with(line.start) and end.agrees_with(line.end)):
        return False
    # Where one end is known of each, both together must be a time.
    first, last = start.first or line.start.first, end.last or line.end.last
    return first is None or last is None or first <= last


def _new_tenure(plan: Plan, registry: Registry, person: Entity, post: Post, line: Line) -> Tenure:
    tenure = registry.new_tenure(person, post, line)
    plan.new_tenures.append(tenure)
    plan.tenures.append(Told(line.number, _shown(tenure)))
    return tenure


def _complete_tenure(plan: Plan, tenure: Tenure, line: Line) -> None:
    changed = was_open = False
    if line.start.is_finer_than(_start(tenure)):
        tenure.start_on, tenure.start_precision = line.start.first, line.start.precision
        changed = True
    if line.end.is_finer_than(_end(tenure)):
        was_open = tenure.end_on is None
        tenure.end_on, tenure.end_precision = line.end.last, line.end.precision
        changed = True
    if line.attested and not (tenure.attested_on or tenure.start_on or tenure.end_on):
        tenure.attested_on = line.attested.first
        changed = True
    for name, value in [("source_text", line.source_text), ("source_url", line.source_url)]:
        if value and not getattr(tenure, name):
            setattr(tenure, name, value)
            changed = True
    if changed:
        _note(plan.ended if was_open else plan.completed, line, _shown(tenure))
        if tenure.pk:
            plan.changed_tenures[tenure.pk] = tenure


def _note(told: list[Told], line: Line, text: str) -> None:
    told.append(Told(line.number, text))


def _start(tenure: Tenure) -> Partial:
    return around(tenure.start_on, tenure.start_precision)


def _end(tenure: Tenure) -> Partial:
    return around(tenure.end_on, tenure.end_precision)


def _shown(tenure: Tenure) -> str:
    when = period(_start(tenure), _end(tenure))
    return f"{tenure.person.name}: {printed(tenure)}{', ' if when else ''}{when}"


def period(start: Partial, end: Partial) -> str:
    """Return "từ 11/2024 đến 2025"; "" where nothing is known."""
    if start and end:
        return _("from %(start)s until %(end)s") % {"start": start, "end": end}
    if start:
        return _("from %(start)s") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else ""
