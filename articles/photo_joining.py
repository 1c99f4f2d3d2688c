"""
Two photos that are one picture become one, and two again where that was wrong.

The one that goes keeps its row, its file, its looks and all that was published of it; what
is in work and who has it for a portrait go to the one that is kept. joining_rules says what
becomes of every row that points to a photo, journal how it is written down. What readers
see follows in the background, as new editions.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import fixes, joining_facts, tasks, uses
from articles.joining_facts import Source
from articles.joining_rules import RULES
from articles.journal import Journal, rows_built_upon, take_back
from articles.models import Article, Edition, EditionPhoto, PhotoUse
from articles.uses import Change
from photos import rights
from photos.credits import credit_of
from photos.models import Photo, PhotoJoining, Portrait


class JoinRefused(Exception):
    """Why two photos cannot become one, or two again: a sentence for the desk."""


@transaction.atomic
def join(
    kept: Photo,
    gone: Photo,
    *,
    by: User,
    chosen: Mapping[str, Source] | None = None,
    reason: str = "",
) -> PhotoJoining:
    """
    Make `gone` one with `kept`; what `chosen` does not name stays as `kept` has it.

    - A story keeps its caption: what showed through from `gone` becomes the story's own.
    - Credit, alternative text, file and people are those of `kept` from then on.
    - Raises JoinRefused with a sentence, or PermissionDenied; then nothing has changed.
    """
    allow(by)
    kept, gone = locked(kept, gone)
    if refusal := why_not(kept, gone):
        raise JoinRefused(refusal)
    stories, shown_before = stories_of([gone]), shown(kept)
    journal = Journal(gone, kept)
    joining_facts.take(journal, chosen or {})
    for relation, rule in RULES.items():
        if rule.move is not None:
            rule.move(journal, relation)
    Photo.objects.filter(pk=gone.pk).update(joined_into=kept, updated_at=timezone.now())
    if shown(kept) != shown_before:
        stories |= stories_of([kept])
    if stories:
        require_shown(kept, is_new_to_readers=gone.is_awaiting)
    made = PhotoJoining.objects.create(
        kept=kept,
        gone=gone,
        reason=reason.strip(),
        made_by=by,
        moved={**journal.as_moved(), "stories": sorted(stories)},
    )
    fixes.follow_joining(made, by=by)
    tasks.follow_portraits(photo=kept)
    return made


@transaction.atomic
def undo(joining: PhotoJoining, *, by: User) -> PhotoJoining:
    """
    Make two photos of one again: what has not been changed since goes back.

    What was changed since stays where it is, and `moved["left"]` counts it, by model.
    Raises JoinRefused or PermissionDenied; then nothing has changed.
    """
    allow(by)
    joining = PhotoJoining.objects.select_for_update().get(pk=joining.pk)
    kept, gone = locked(joining.kept, joining.gone)
    if joining.undone_at is not None:
        raise JoinRefused(_("This joining has been undone already."))
    if kept.joined_into_id is not None:
        raise JoinRefused(
            _("No. %(kept)d was joined to no. %(other)d since: undo that first.")
            % {"kept": kept.pk, "other": kept.joined_into_id}
        )
    if kept.is_taken_down:
        raise JoinRefused(_("This photo was taken down."))
    later = PhotoJoining.objects.filter(kept=kept, pk__gt=joining.pk, undone_at__isnull=True)
    busy = rows_built_upon(later.values_list("moved", flat=True))
    left = take_back(joining.moved, gone, kept, busy)
    Photo.objects.filter(pk=gone.pk).update(joined_into=None, updated_at=timezone.now())
    joining_facts.fold_anew(kept)
    stories = {*joining.moved["stories"], *published_since(kept, gone)}
    joining.moved |= {"left": dict(left), "stories": sorted(stories)}
    joining.undone_by, joining.undone_at = by, timezone.now()
    joining.save(update_fields=["moved", "undone_by", "undone_at"])
    fixes.follow_joining(joining, by=by)
    tasks.follow_portraits(photo__in=[kept, gone])
    return joining


@dataclass(frozen=True)
class Preview:
    """What a joining changes: for readers, edition by edition, and in the stories at work."""

    changes: list[Change]
    in_work: list[PhotoUse]
    # The stories in which the picture will stand twice.
    twice: list[Article]
    portraits: list[Portrait]


def preview(
    kept: Photo, gone: Photo, *, by: User, chosen: Mapping[str, Source] | None = None
) -> Preview:
    """Return what `join` would change, by doing it and taking it back; raises as it does."""
    uses_of_gone = gone.uses.values_list("pk", flat=True)
    moving, faces = list(uses_of_gone), list(gone.portraits.values_list("pk", flat=True))
    both = Article.objects.filter(photo_uses__photo=kept).filter(photo_uses__photo=gone)
    twice = list(both.distinct())
    with transaction.atomic():
        joining = join(kept, gone, by=by, chosen=chosen)
        stories = set(joining.moved["stories"])
        changes = [one for one in uses.changes(kept) if one.ran.article in stories]
        in_work = list(PhotoUse.objects.filter(pk__in=moving).select_related("article", "photo"))
        transaction.set_rollback(True)
    return Preview(
        changes=changes,
        in_work=in_work,
        twice=twice,
        portraits=list(Portrait.objects.filter(pk__in=faces).select_related("person")),
    )


def allow(by: User) -> None:
    # For all photos: whose they are does not count, for both may stand in published stories.
    if not by.has_perm("photos.correct_photo"):
        raise PermissionDenied(_("Your role does not allow this step."))


def locked(kept: Photo, gone: Photo) -> tuple[Photo, Photo]:
    """Read both again under a lock, in one order: who asks for the reverse at once waits."""
    rows = Photo.objects.select_for_update(no_key=True)
    found = {row.pk: row for row in rows.filter(pk__in=[kept.pk, gone.pk]).order_by("pk")}
    if len(found) != len({kept.pk, gone.pk}):
        raise JoinRefused(_("One of the two photos is no longer there."))
    return found[kept.pk], found[gone.pk]


def why_not(kept: Photo, gone: Photo) -> str:
    """Return why the two cannot become one, as a sentence; "" where they can."""
    if kept.pk == gone.pk:
        return _("A photo is not joined to itself.")
    for photo in [kept, gone]:
        if photo.is_taken_down:
            return _("No. %(number)d was taken down: it is joined to nothing.") % {
                "number": photo.pk
            }
        if photo.joined_into_id is not None:
            return _("No. %(number)d was joined to no. %(other)d already.") % {
                "number": photo.pk,
                "other": photo.joined_into_id,
            }
    if kept.is_awaiting:
        return _("The photo that stays must have its picture.")
    return ""


def shown(photo: Photo) -> tuple:
    """Return what readers and machines are shown of a photo, wherever it stands."""
    photo = Photo.objects.with_credit().get(pk=photo.pk)
    credit = credit_of(photo)
    people = sorted(photo.subjects.values_list("pk", flat=True))
    return photo.caption, photo.alt_text, credit.printed, credit.machine_line, people


def require_shown(kept: Photo, *, is_new_to_readers: bool) -> None:
    """Refuse what readers may not be shown: no credit; a picture they never saw, without rights."""
    photo = Photo.objects.with_credit().get(pk=kept.pk)
    problems = rights.problems(photo, on=timezone.localdate())
    if problems and (is_new_to_readers or not credit_of(photo).is_known):
        raise JoinRefused(" ".join(problems))


def stories_of(photos: Collection[Photo]) -> set[int]:
    """Return the stories whose live or coming edition shows or awaits one of the photos."""
    current = Edition.objects.current(timezone.now()).stories()
    named = Photo.objects.none()
    for photo in photos:
        named |= Photo.objects.of(photo)
    pks = list(named.values_list("pk", flat=True))
    showing = EditionPhoto.objects.filter(photo__in=pks).values("edition")
    found = current.filter(pk__in=showing).values_list("article", flat=True)
    awaiting = current.filter(awaited_photos__in=pks).values_list("article", flat=True)
    return {*found, *awaiting}


def published_since(kept: Photo, gone: Photo) -> Iterable[int]:
    """Return the stories of current editions that show `kept` because a version names `gone`."""
    names = set(Photo.objects.of(gone).values_list("pk", flat=True))
    rows = EditionPhoto.objects.filter(photo=kept).current(timezone.now())
    versions = rows.values_list("edition__article", "edition__revision__snapshot__photos")
    return {
        article for article, photos in versions if names & {use["photo"] for use in photos or []}
    }
