"""Many photos changed in one act, with what it changes in published stories."""

import dataclasses

from django.db import transaction

from accounts.models import User
from articles import fixes, tasks, uses
from photos import together
from photos.together import Outcome, Wanted

# What readers are shown of a photo: a change of it reaches into published stories.
SHOWN = {"caption", "credit", "kind", "subjects"}


@dataclasses.dataclass(frozen=True)
class Row:
    """`stories`: how many editions readers see, or will, with the photo as it was."""

    outcome: Outcome
    stories: int = 0
    sentences: list[str] = dataclasses.field(default_factory=list)


def rehearse(pks: list[int], wanted: Wanted, *, by: User) -> list[Row]:
    """Return what `carry_out` would do; nothing of it stays."""
    with transaction.atomic():
        outcomes = together.change(pks, wanted, by=by)
        reaching = [outcome.photo for outcome in outcomes if _reaches_readers(outcome, by)]
        stories = uses.current_stories(reaching)
        transaction.set_rollback(True)
    return [Row(outcome, stories[outcome.photo.pk]) for outcome in outcomes]


@transaction.atomic
def carry_out(
    pks: list[int], wanted: Wanted, *, by: User, stamps: dict[int, str], reason: str = ""
) -> list[Row]:
    """Change the photos that are as `stamps` says, and begin to bring their stories up to date."""
    rows = []
    for outcome in together.change(pks, wanted, by=by, stamps=stamps):
        if not outcome.changes:
            rows.append(Row(outcome))
            continue
        tasks.follow_portraits(photo=outcome.photo)
        rows.append(_corrected(outcome, by, reason))
    return rows


def _corrected(outcome: Outcome, by: User, reason: str) -> Row:
    if not _reaches_readers(outcome, by):
        return Row(outcome)
    try:
        fix = fixes.correct_photo(outcome.photo, by=by, reason=reason)
    except fixes.PublishRefused as refusal:
        return Row(outcome, 0, list(refusal.reasons))
    return Row(outcome, fix.total if fix else 0)


def _reaches_readers(outcome: Outcome, by: User) -> bool:
    changed = {change.field for change in outcome.changes}
    return bool(changed & SHOWN) and by.has_perm("photos.correct_photo", outcome.photo)
