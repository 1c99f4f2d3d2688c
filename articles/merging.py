"""
Two records that are one become one, and two again where that was wrong.

merge_rules says what becomes of every row that points to a record, merge_details of what
the record itself says, journal how it is written down. Addresses lead to the survivor at
once (public.views.entities reads the two together); published stories follow in the
background, as new editions: see merge_followers.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.journal import Journal, rows_built_upon, take_back
from articles.merge_details import fill_details, inherit
from articles.merge_followers import Named, follow, named_since, recredited, signature, stories_with
from articles.merge_rules import RULES
from entities.models import Entity, EntityPage, Merge
from entities.models.organisation import stands_above


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


def undo(merge: Merge, *, by: User) -> Merge:
    """
    Make two records of one again: what has not been changed since goes back.

    What was changed since stays where it is, and `moved["left"]` counts it, by model.
    Raises MergeRefused or PermissionDenied; then nothing has changed.
    """
    allow(by, merge.gone)
    # Before the locks: the desk waits for them, and this may read thousands of versions.
    return _undo(merge, named_since(merge), by=by)


@transaction.atomic
def _undo(merge: Merge, named: Named, *, by: User) -> Merge:
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
    since = {story for story in named_since(merge, named).values() if story is not None}
    stories = {*merge.moved["stories"], *stories_with(gone, photos), *since}
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
