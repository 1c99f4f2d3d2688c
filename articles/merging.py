"""
Two records that are one become one, and two again where that was wrong.

merge_rules says what becomes of every row that points to a record, journal how it is
written down. Addresses lead to the survivor at once (public.views.entities reads the
two together); published stories follow in the background, as new editions.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import fixes, packaging, tasks
from articles.journal import Journal, chunks, column, rows_built_upon, take_back
from articles.merge_rules import RULES
from articles.models import Edition, EditionPhoto
from entities.models import Entity, EntityPage, Merge, Organisation, OrganisationKind, Person
from entities.models.organisation import stands_above
from photos.credits import provider_name
from photos.models import Photo, PhotoCreator, Portrait

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
CREATOR = "photos.PhotoCreator"
# One record has them: they move.
UNIQUE_DETAILS = ["code", "registry_key"]


class MergeRefused(Exception):
    """Why the two cannot become one, or two again: a sentence for the desk."""


@transaction.atomic
def merge(
    gone: Entity, *, into: Entity, by: User, reason: str = "", although_protected: bool = False
) -> Merge:
    """
    Make `gone` one with `into`, the survivor: rows, addresses, and published stories.

    - Raises MergeRefused with a sentence, or PermissionDenied; then nothing has changed.
    - A protected person comes into a public one only with `although_protected`; the
      survivor is then protected.
    - `merge.fixes` is the progress of the new editions, where any are needed.
    """
    allow(by, gone)
    gone, survivor = locked(gone, into)
    if refusal := why_not(gone, survivor):
        raise MergeRefused(refusal)
    if is_exposed_by(gone, survivor) and not although_protected:
        raise MergeRefused(
            _("“%(gone)s” is protected, “%(survivor)s” has a public page: say that it is meant.")
            % {"gone": gone, "survivor": survivor}
        )

    journal = Journal(gone, survivor)
    signed_before = signature(gone), signature(survivor)
    for relation, rule in RULES.items():
        if rule.move is not None:
            rule.move(journal, relation)
    fill_details(journal)
    inherit(journal)
    page = gone.page
    Entity.objects.filter(pk=gone.pk).update(
        merged_into=survivor, page=EntityPage.NONE, updated_at=timezone.now()
    )
    made = Merge.objects.create(
        survivor=survivor,
        gone=gone,
        reason=reason.strip(),
        made_by=by,
        moved={**journal.as_moved(), "page": page, "stories": []},
    )
    signed = signature(survivor)
    photos = recredited(made, moved=signed_before[0] != signed, own=signed_before[1] != signed)
    made.moved["stories"] = stories_with(gone, photos)
    made.save(update_fields=["moved"])
    follow(made, photos, by=by)
    return made


@transaction.atomic
def undo(merge: Merge, *, by: User) -> Merge:
    """
    Make two records of one again: what has not been changed since goes back.

    What was changed since stays where it is, and `moved["left"]` counts it, by model.
    Raises MergeRefused or PermissionDenied; then nothing has changed.
    """
    allow(by, merge.gone)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    gone, survivor = locked(merge.gone, merge.survivor)
    if merge.undone_at is not None:
        raise MergeRefused(_("This merging has been undone already."))
    if survivor.merged_into is not None:
        raise MergeRefused(
            _("“%(survivor)s” was merged into “%(other)s” since: undo that first.")
            % {"survivor": survivor, "other": survivor.merged_into}
        )

    signed = signature(survivor)
    later = Merge.objects.filter(survivor=survivor, pk__gt=merge.pk, undone_at__isnull=True)
    left = take_back(
        merge.moved, gone, survivor, rows_built_upon(later.values_list("moved", flat=True))
    )
    Entity.objects.filter(pk=gone.pk).update(
        merged_into=None, page=merge.moved["page"], updated_at=timezone.now()
    )
    photos = recredited(merge, moved=signature(gone) != signed, own=signature(survivor) != signed)
    stories = {*merge.moved["stories"], *stories_with(gone, photos), *named_since(merge)}
    merge.moved |= {"left": dict(left), "stories": sorted(stories)}
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["moved", "undone_by", "undone_at"])
    follow(merge, photos, by=by)
    return merge


def allow(by: User, entity: Entity) -> None:
    if not by.has_perm("entities.merge_entity", entity):
        raise PermissionDenied(_("Your role does not allow this step."))


def locked(gone: Entity, survivor: Entity) -> tuple[Entity, Entity]:
    """Read both again under a lock, in one order: who asks for the reverse at once waits."""
    # Nothing joined: of a row that was waited for, PostgreSQL reads only the locked table again.
    rows = Entity.objects.select_for_update()
    found = {row.pk: row for row in rows.filter(pk__in=[gone.pk, survivor.pk]).order_by("pk")}
    return found[gone.pk], found[survivor.pk]


def why_not(gone: Entity, survivor: Entity) -> str:
    """Return why the two cannot become one, as a sentence; "" where they can."""
    names = {"gone": gone, "survivor": survivor}
    if gone.pk == survivor.pk:
        return _("A record is not merged into itself.")
    if gone.kind != survivor.kind:
        return _("A person and an organisation cannot become one.")
    for entity in [gone, survivor]:
        if entity.merged_into is not None:
            return _("“%(name)s” was merged into “%(other)s” already.") % {
                "name": entity,
                "other": entity.merged_into,
            }
    if gone.is_person:
        return ""
    if stands_above(gone.pk, survivor.pk, "parent"):
        return _("“%(survivor)s” is a part of “%(gone)s”: change that first.") % names
    if stands_above(gone.pk, survivor.pk, "succeeded_by"):
        return (
            _("“%(survivor)s” was succeeded by “%(gone)s”: they are two bodies, one after another.")
            % names
        )
    return ""


def is_exposed_by(gone: Entity, survivor: Entity) -> bool:
    """Whether merging would lead from a protected person to a public page."""
    return gone.is_protected and survivor.page == EntityPage.PUBLIC and not survivor.is_protected


# Details


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


# Published stories


def signature(entity: Entity) -> str:
    """Return how a record signs the pictures that are its."""
    fresh = Entity.objects.select_related("organisation").get(pk=entity.pk)
    return fresh.name if fresh.is_person else provider_name(fresh)


def recredited(merge: Merge, *, moved: bool, own: bool) -> list[int]:
    """
    Return the photos whose credit reads otherwise now.

    `moved` and `own` say whether that is so for those that came by the merging, and
    for those that the survivor had before.
    """
    rows: dict[str, list[int]] = merge.moved["moved"]
    if merge.gone.is_person:
        twice = [v["photo_id"] for name, v in merge.moved["removed"] if name == CREATOR]
        # Who signs a picture by a name of its own is printed as before.
        creators = rows.get(f"{CREATOR}.entity", []) if moved else []
        unnamed = PhotoCreator.objects.filter(name="").in_bulk(creators).values()
        return sorted({*twice, *(creator.photo_id for creator in unnamed)})
    provided = rows.get("photos.Photo.provider", [])
    others = Photo.objects.filter(provider=merge.survivor_id).values_list("pk", flat=True)
    return sorted({*(provided if moved else []), *(set(others) - set(provided) if own else [])})


def shown_now() -> QuerySet[Edition]:
    return Edition.objects.stories().filter(
        Q(visible_until__isnull=True) | Q(visible_until__gt=timezone.now())
    )


def stories_with(gone: Entity, photos: list[int]) -> list[int]:
    """Return the stories that name `gone`, show it, or show one of the photos: live or to come."""
    rows = EditionPhoto.objects.filter(edition__in=shown_now())
    found = set(rows.filter(subjects=gone).values_list("edition__article", flat=True))
    found |= set(shown_now().filter(entities__entity=gone).values_list("article", flat=True))
    for chunk in chunks(photos):
        found |= set(rows.filter(photo__in=chunk).values_list("edition__article", flat=True))
    return sorted(found)


def named_since(merge: Merge) -> list[int]:
    """Return the stories published since, from a version that names the one that went."""
    rows = shown_now().filter(entities__entity=merge.survivor_id, made_at__gte=merge.made_at)
    pairs = rows.values_list("article", "revision__snapshot").iterator(chunk_size=50)
    return [article for article, snapshot in pairs if merge.gone_id in packaging.named_in(snapshot)]


def follow(merge: Merge, photos: list[int], *, by: User) -> None:
    """Let published stories and portraits follow, in the background."""
    fixes.follow_merge(merge, by=by)
    for portrait in Portrait.objects.filter(photo__in=photos):
        tasks.publish_portrait.enqueue(portrait.pk)
