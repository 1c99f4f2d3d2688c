"""
Bringing published stories up to date with a corrected credit, caption or name.

One act is one row (Fix); the work is done in chunks of short transactions. Each chunk
enqueues the next. A worker that is killed takes the next one with it: what then stands still
is taken up again where it stopped, when another act begins and each night (half_states).
"""

import datetime
import logging

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from articles import files, publishing
from articles.models import Article, Edition, EditionKind, EditionPhoto, Fix
from articles.models.edition import EditionQuerySet
from articles.publishing import PublishRefused
from entities.models import Entity, Merge
from photos import rights
from photos.models import Photo, PhotoJoining
from photos.pictures import PictureRefused

logger = logging.getLogger(__name__)

CHUNK = 20
# A row that has not moved for so long has nobody who goes on with it: its worker was killed,
# or its task has waited all this time.
PATIENCE = datetime.timedelta(minutes=10)


@transaction.atomic
def correct_photo(photo: Photo, *, by: User, reason: str = "") -> Fix | None:
    """
    Begin to bring every story that shows `photo` up to its record as it is now.

    Returns the act, or None where no story is concerned. The work itself is a task.
    A story that was published before the picture came gets it too, as an update: readers
    see something new. Raises PublishRefused where they must not see it yet: no credit, no rights.
    """
    if not by.has_perm("photos.correct_photo", photo):
        raise PermissionDenied(_("Your role does not allow this step."))
    if not photo.is_awaiting and _current().filter(awaited_photos=photo).exists():
        _refuse_to_show(photo, timezone.now())
    return _begin(Fix(kind=EditionKind.CREDIT, photo=photo, reason=reason, made_by=by))


@transaction.atomic
def correct_name(entity: Entity, *, by: User, reason: str = "") -> Fix | None:
    """Begin to bring every story that names `entity` up to its record; as `correct_photo`."""
    if not by.has_perm("entities.change_entity", entity):
        raise PermissionDenied(_("Your role does not allow this step."))
    return _begin(Fix(kind=EditionKind.NAME, entity=entity, reason=reason, made_by=by))


@transaction.atomic
def follow_merge(merge: Merge, *, by: User) -> Fix | None:
    """
    Begin to bring every story that named the record which went up to date: with the survivor's
    name after a merging, with its own after an undo. The caller, articles.merging, has asked
    who may.
    """
    kept = {"entity": merge.gone, "merge": merge, "reason": merge.reason}
    return _begin(Fix(kind=EditionKind.NAME, made_by=by, **kept))


@transaction.atomic
def follow_joining(joining: PhotoJoining, *, by: User) -> Fix | None:
    """
    Begin to bring every story that showed either of two photos up to date: with the survivor
    after a joining, with its own after an undo. The caller, articles.photo_joining, has asked
    who may.
    """
    photo = joining.kept if joining.undone_at is None else joining.gone
    kept = {"photo": photo, "joining": joining, "reason": joining.reason}
    return _begin(Fix(kind=EditionKind.CREDIT, made_by=by, **kept))


@transaction.atomic
def follow_take_down(photo: Photo, *, by: User, reason: str) -> Fix:
    """
    Begin to write every story that shows `photo` anew without it.

    The row is kept where no story is concerned, too: it says who took it down, and why.
    The caller, articles.takedowns, has asked who may.
    """
    fix = Fix(kind=EditionKind.REMOVAL, photo=photo, reason=reason, made_by=by)
    if _begin(fix) is None:
        fix.finished_at = timezone.now()
        fix.save()
    return fix


def _begin(fix: Fix) -> Fix | None:
    fix.total = len({*concerned(fix).values_list("pk", flat=True), *_listed(fix)})
    if not fix.total:
        return None
    fix.save()
    # In this transaction: a rollback takes the task back too.
    work_on.enqueue(fix.pk)
    # Afterwards, and whatever comes of it: the others are no part of this act.
    transaction.on_commit(take_up_what_stopped, robust=True)
    return fix


@task()
def work_on(fix_id: int) -> None:
    """See to one chunk, and enqueue the next."""
    fix = Fix.objects.get(pk=fix_id)
    if fix.finished_at is None and not go_on(fix):
        work_on.enqueue(fix_id)


def stopped() -> QuerySet[Fix]:
    """Return the acts that were begun, are not finished, and have not moved for PATIENCE."""
    return Fix.objects.filter(finished_at=None, moved_at__lte=timezone.now() - PATIENCE)


def take_up_what_stopped() -> int:
    """Enqueue the next chunk of every act that stands still; return of how many."""
    return sum(take_up(fix) for fix in stopped().order_by("pk"))


@transaction.atomic
def take_up(fix: Fix) -> bool:
    """
    Enqueue the next chunk of an act that stands still; return whether it still did.

    It is given PATIENCE again: of two who find it at once, one enqueues. Where its task only
    waited there are two now, and go_on lets one of them end.
    """
    if not stopped().filter(pk=fix.pk).update(moved_at=timezone.now()):
        return False
    work_on.enqueue(fix.pk)
    return True


def stories_to_come(fix: Fix) -> list[str]:
    """Return the headlines that readers see, or will, of the next chunk of `fix`."""
    editions = _current().filter(article__in=_next_stories(fix)).order_by("article_id", "pk")
    return list(dict.fromkeys(editions.values_list("headline", flat=True)))


def concerned(fix: Fix) -> QuerySet[Article]:
    """Return the stories with a live or coming edition that shows the photo or the name."""
    editions = _current()
    if fix.kind == EditionKind.REMOVAL and fix.photo is not None:
        return showing(fix.photo)
    if fix.joining is not None:
        # Those that it wrote down, and no others of a photo that ran in thousands.
        editions = editions.none()
    elif fix.photo is None:
        editions = editions.filter(entities__entity=fix.entity_id)
    elif fix.photo.is_awaiting:
        editions = editions.none()
    else:
        shown = EditionPhoto.objects.of(fix.photo).values("edition")
        awaited = Edition.objects.filter(awaited_photos=fix.photo).values("pk")
        editions = editions.filter(Q(pk__in=shown) | Q(pk__in=awaited))
    return Article.objects.filter(pk__in=editions.values("article"))


def showing(photo: Photo) -> QuerySet[Article]:
    """Return the stories whose live or coming edition shows `photo`."""
    shown = EditionPhoto.objects.of(photo).values("edition")
    return Article.objects.filter(pk__in=_current().filter(pk__in=shown).values("article"))


def _current() -> EditionQuerySet:
    """Return the editions that readers see, or will."""
    return Edition.objects.current(timezone.now()).stories()


def _refuse_to_show(photo: Photo, moment: datetime.datetime) -> None:
    # Read anew: a form holds the creators as they were before it was saved.
    photo = Photo.objects.with_credit().get(pk=photo.pk)
    problems = rights.problems(photo, on=timezone.localdate(moment))
    if problems:
        raise PublishRefused(*problems)


def _listed(fix: Fix) -> list[int]:
    """Return the stories that a merging or a joining wrote down."""
    act = fix.merge or fix.joining
    return act.moved["stories"] if act else []


def _next_stories(fix: Fix) -> list[int]:
    asked = concerned(fix).filter(pk__gt=fix.cursor).order_by("pk").values_list("pk", flat=True)
    listed = sorted(pk for pk in _listed(fix) if pk > fix.cursor)
    return sorted({*asked[:CHUNK], *listed[:CHUNK]})[:CHUNK]


def go_on(fix: Fix) -> bool:
    """
    See to the next stories of `fix`, at most CHUNK; return whether nothing is left to the caller.

    - It is finished; or another run has gone past this one, and goes on.
    - Each edition is its own transaction. A kill between a story and its cursor, or another
      run, makes one edition more of that story, with the same words; nothing is lost.
    """
    for article in Article.objects.filter(pk__in=_next_stories(fix)).order_by("pk"):
        try:
            _bring_up_to_date(article, fix)
        except (PublishRefused, PictureRefused, DatabaseError, OSError):
            # One story must not hold up the others; it stays as it was, and is named.
            logger.exception("fix %s: story %s was left as it is", fix.pk, article.pk)
            fix.failed.append(article.pk)
        else:
            fix.done = min(fix.done + 1, fix.total)
        if not _moved(fix, article.pk):
            fix.refresh_from_db()
            return True
    if _next_stories(fix):
        return False
    fix.finished_at = timezone.now()
    fix.save(update_fields=["finished_at"])
    # Once for the whole act: the files with the old words are shown nowhere now.
    files.retire_soon()
    return True


def _moved(fix: Fix, cursor: int) -> bool:
    """Write how far `fix` is; False where the row says that another run is further."""
    before, fix.cursor, fix.moved_at = fix.cursor, cursor, timezone.now()
    progress = {name: getattr(fix, name) for name in ["cursor", "done", "failed", "moved_at"]}
    here = Fix.objects.filter(pk=fix.pk, cursor=before, finished_at=None)
    return here.update(**progress) == 1


def _bring_up_to_date(article: Article, fix: Fix) -> None:
    current = _current().filter(article=article).select_related("article", "revision")
    # The scheduled one first: the live one is then written between, up to it.
    for edition in current.order_by("-visible_from"):
        if fix.kind == EditionKind.REMOVAL and fix.photo is not None:
            publishing.take_out(edition, fix.photo, by=fix.made_by, reason=fix.reason)
            continue
        kind = EditionKind(fix.kind)
        if fix.photo is not None and edition.awaited_photos.contains(fix.photo):
            _refuse_to_show(fix.photo, max(edition.visible_from, timezone.now()))
            kind = EditionKind.UPDATE
        publishing.republish(edition, kind=kind, by=fix.made_by, reason=fix.reason)
