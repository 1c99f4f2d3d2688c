"""Saving what a plan says, in one transaction: everything or nothing."""

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from entities.importing import plan
from entities.importing.plan import Plan
from entities.importing.table import Table
from entities.models import Entity, Person, Post, Tenure
from entities.services import one_at_a_time

# SQLite takes at most 999 parameters on old builds.
BATCH = 900
PERMISSIONS = [
    f"entities.{action}_{model}"
    for model in ["entity", "person", "post", "tenure"]
    for action in ["add", "change"]
] + ["entities.publish_entity"]  # who holds an office gets a public page


class PlanChanged(Exception):
    """The registry is not as it was when the plan was shown; `plan` is what it would be now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(_("Meanwhile the records have changed: please look again."))
        self.plan = plan


def may_import(user: User) -> bool:
    return user.has_perms(PERMISSIONS)


def save(table: Table, *, by: User | None = None, digest: str = "") -> Plan:
    """
    Plan and save; return the plan. Lines that are refused do not stop the others.

    `digest` is that of the plan somebody has seen: raises PlanChanged where it would be
    another now. `by` stands in the history of each record; None for the shell.
    """
    if by is not None and not may_import(by):
        raise PermissionDenied(_("Your role does not allow this step."))
    # Half of the work is the order of names: done before, the desk waits half as long.
    drafts = {_called(person): person.entity for person in plan.make(table).new_people}
    for (name, given_name), entity in drafts.items():
        entity.set_name(name, given_name=given_name)
    with transaction.atomic():
        one_at_a_time()
        made = plan.make(table)
        if digest and made.digest != digest:
            raise PlanChanged(made)
        _write(made, drafts)
        if by is not None:
            _log(made, by)
    return made


def _called(person: Person) -> tuple[str, str]:
    return person.entity.name, person.given_name


def _write(made: Plan, drafts: dict[tuple[str, str], Entity]) -> None:
    for person in made.new_people:
        draft = drafts.get(_called(person))
        if draft is None:
            person.entity.set_name(person.entity.name, given_name=person.given_name)
            continue
        for key in ["slug", "match_key", "folded_name", "sort_name"]:
            setattr(person.entity, key, getattr(draft, key))
    Entity.objects.bulk_create([person.entity for person in made.new_people], batch_size=BATCH)
    Person.objects.bulk_create(made.new_people, batch_size=BATCH)
    Post.objects.bulk_create(made.new_posts, batch_size=BATCH)
    Tenure.objects.bulk_create(made.new_tenures, batch_size=BATCH)
    _write_changed(made)
    Tenure.objects.bulk_update(
        made.changed_tenures.values(),
        [
            *("start_on", "start_precision", "end_on", "end_precision"),
            *("attested_on", "source_text", "source_url"),
        ],
        batch_size=100,
    )


def _write_changed(made: Plan) -> None:
    people = made.changed_people.values()
    now = timezone.now()
    for pk, person in made.changed_people.items():
        person.entity.updated_at = now
        # The order follows the given name.
        if pk in made.reordered:
            person.entity.set_name(person.entity.name, given_name=person.given_name)
    Person.objects.bulk_update(
        people, ["gender", "given_name", "born_on", "born_precision"], batch_size=100
    )
    Entity.objects.bulk_update(
        [person.entity for person in people], ["sort_name", "updated_at"], batch_size=100
    )


def _log(made: Plan, by: User) -> None:
    """Write the import into the history of every person it touched."""
    new = {person.entity.pk: person.entity for person in made.new_people}
    tenures = [*made.new_tenures, *made.changed_tenures.values()]
    changed = {tenure.person.pk: tenure.person for tenure in tenures}
    changed |= {pk: person.entity for pk, person in made.changed_people.items()}
    content_type = ContentType.objects.get_for_model(Entity)
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                user_id=by.pk,
                content_type=content_type,
                object_id=str(pk),
                object_repr=entity.name,
                action_flag=ADDITION if pk in new else CHANGE,
                change_message=_("Imported from CSV."),
            )
            for pk, entity in (changed | new).items()
        ],
        batch_size=BATCH,
    )
