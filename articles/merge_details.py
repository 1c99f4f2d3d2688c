"""What a record takes over from the one that was merged into it, where its own is empty."""

from django.core.exceptions import ValidationError

from articles.journal import Journal, column
from entities.models import Organisation, OrganisationKind, Person

# Details that are filled together or not at all.
PERSON_DETAILS = [
    ["gender"],
    ["born_on", "born_precision"],
    ["died_on", "died_precision"],
    ["biography"],
    ["wikidata_id"],
]
ORGANISATION_DETAILS = [
    ["short_name"],
    ["province", "unit"],
    ["founded_on", "founded_precision"],
    ["dissolved_on", "dissolved_precision"],
    ["parent"],
    ["succeeded_by"],
]
# One record has them: they move.
UNIQUE_DETAILS = ["code", "registry_key"]


def inherit(journal: Journal) -> None:
    """What was said of either holds for both: protected, and looked at by a person."""
    for name in ["is_protected", "is_confirmed"]:
        if getattr(journal.gone, name) and not getattr(journal.survivor, name):
            journal.change(journal.survivor, **{name: True})


def fill_details(journal: Journal) -> None:
    """Fill what the survivor's record leaves empty; what would contradict it is left out."""
    gone, survivor = journal.gone, journal.survivor
    if gone.is_person:
        for names in PERSON_DETAILS:
            fill(journal, gone.person, survivor.person, names)
        return
    body, kept = gone.organisation, survivor.organisation
    for name in UNIQUE_DETAILS:
        value = getattr(body, name)
        if value and not getattr(kept, name):
            journal.change(body, **{name: ""})
            journal.change(kept, **{name: value})
    if kept.kind == OrganisationKind.OTHER != body.kind:
        journal.change(kept, kind=body.kind)
    for names in ORGANISATION_DETAILS:
        fill(journal, body, kept, names)


def fill(
    journal: Journal,
    source: Person | Organisation,
    kept: Person | Organisation,
    names: list[str],
) -> None:
    columns = {name: column(type(kept), name).attname for name in names}
    first = columns[names[0]]
    value = getattr(source, first)
    if getattr(kept, first) or not value or value == kept.pk:
        return
    trial = type(kept)._base_manager.get(pk=kept.pk)
    for attname in columns.values():
        setattr(trial, attname, getattr(source, attname))
    try:
        trial.clean()
        trial.validate_constraints()
    except ValidationError:
        # Died before the birth that is on record, part of its own part: not filled.
        return
    journal.change(kept, **{name: getattr(source, attname) for name, attname in columns.items()})
