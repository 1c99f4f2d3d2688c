"""
Bringing published stories up to date with a corrected credit, caption or name.

One act is one row (Fix); the work is done in chunks of short transactions and
goes on where it stopped.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from articles import files, publishing
from articles.models import Article, Edition, EditionKind, Fix
from entities.models import Entity
from photos.models import Photo
from photos.renditions import public_files

CHUNK = 20


@transaction.atomic
def correct_photo(photo: Photo, *, by: User, reason: str = "") -> Fix | None:
    """
    Begin to bring every story that shows `photo` up to its record as it is now.

    Returns the act, or None where no story is concerned. The work itself is a task.
    """
    if not by.has_perm("photos.correct_photo", photo):
        raise PermissionDenied(_("Your role does not allow this step."))
    return _begin(Fix(kind=EditionKind.CREDIT, photo=photo, reason=reason, made_by=by))


@transaction.atomic
def correct_name(entity: Entity, *, by: User, reason: str = "") -> Fix | None:
    """Begin to bring every story that names `entity` up to its record; as `correct_photo`."""
    if not by.has_perm("entities.change_entity", entity):
        raise PermissionDenied(_("Your role does not allow this step."))
    return _begin(Fix(kind=EditionKind.NAME, entity=entity, reason=reason, made_by=by))


def _begin(fix: Fix) -> Fix | None:

    fix.total = concerned(fix).count()
    if not fix.total:
        return None
    fix.save()
    # In this transaction: a rollback takes the task back too.
    work_on.enqueue(fix.pk)
    return fix


@task()
def work_on(fix_id: int) -> None:
    """See to one chunk, and enqueue the next."""
    fix = Fix.objects.get(pk=fix_id)
    if fix.finished_at is None and not go_on(fix):
        work_on.enqueue(fix_id)


def concerned(fix: Fix) -> QuerySet[Article]:
    """Return the stories with a live or coming edition that shows the photo or the name."""
    now = timezone.now()
    editions = Edition.objects.filter(
        Q(visible_until__isnull=True) | Q(visible_until__gt=now)
    ).stories()
    if fix.photo_id is not None:
        editions = editions.filter(photos__photo=fix.photo_id)
    else:
        editions = editions.filter(entities__entity=fix.entity_id)
    return Article.objects.filter(pk__in=editions.values("article"))


def go_on(fix: Fix) -> bool:
    """
    See to the next stories of `fix`, at most CHUNK; return whether it is finished.

    Each story is its own transaction, and the cursor moves with it, so a kill
    loses nothing and doubles nothing.
    """
    if fix.photo is not None and not fix.photo.is_awaiting:
        # The new files once, before any transaction: they take half a second.
        public_files(fix.photo)
    articles = concerned(fix).filter(pk__gt=fix.cursor).order_by("pk")[:CHUNK]
    for article in articles:
        with transaction.atomic():
            _bring_up_to_date(article, fix)
            fix.cursor = article.pk
            fix.done = min(fix.done + 1, fix.total)
            fix.save(update_fields=["cursor", "done"])
    if concerned(fix).filter(pk__gt=fix.cursor).exists():
        return False
    fix.done = fix.total
    fix.finished_at = timezone.now()
    fix.save(update_fields=["done", "finished_at"])
    # Once for the whole act: the files with the old words are shown nowhere now.
    files.retire_unused_files.enqueue()
    return True


def _bring_up_to_date(article: Article, fix: Fix) -> None:
    now = timezone.now()
    current = article.editions.filter(Q(visible_until__isnull=True) | Q(visible_until__gt=now))
    # The scheduled one first: the live one is then written between, up to it.
    for edition in (
        current.stories().select_related("article", "revision").order_by("-visible_from")
    ):
        publishing.republish(edition, kind=EditionKind(fix.kind), by=fix.made_by, reason=fix.reason)
