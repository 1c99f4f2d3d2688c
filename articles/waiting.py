"""
Public files of a story under embargo wait in private storage until it ends.

Their names stand in the edition from the moment it is scheduled, so its pages need not be
written anew. A task brings them back when the embargo ends; where it comes too late, or no
worker runs, the first reader who may see one does (public.views.pictures). A bucket has no
such door: with S3 the files lie there from the scheduling on, under names that nobody knows.
"""

import datetime
from functools import partial

from django.core.files.storage import FileSystemStorage, storages
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles.models import Article, Edition, EditionKind, EditionPhoto
from photos import renditions, waiting
from photos.models import Photo, Portrait, Rendition


def can_wait() -> bool:
    """Whether what is not in public storage is asked of us: a bucket answers by itself."""
    return isinstance(storages["default"], FileSystemStorage)


def is_for(article_id: int) -> bool:
    """Whether the files of that story wait."""
    running = Article.objects.filter(pk=article_id, embargo_until__gt=timezone.now())
    return can_wait() and running.exists()


def must_wait(photo: int, key: str, now: datetime.datetime) -> bool:
    """
    Whether all that shows, or will show, this set of files is under embargo.

    What nothing shows yet waits with a story that has the photo.
    """
    if not can_wait() or Portrait.objects.filter(photo=photo, facts_key=key).exists():
        return False
    ends = list(_shown(now, photo=photo, facts_key=key).values_list("edition__embargo_until"))
    if not ends:
        return Article.objects.filter(photo_uses__photo=photo, embargo_until__gt=now).exists()
    return all(until is not None and until > now for (until,) in ends)


def sets_under_embargo(now: datetime.datetime) -> list[tuple[int, str]]:
    """Return (photo, facts_key) of the sets that must wait."""
    rows = _shown(now, edition__embargo_until__gt=now).values_list("photo", "facts_key")
    return [(photo, key) for photo, key in sorted(set(rows)) if must_wait(photo, key, now)]


def follow_soon(article: Article, until: datetime.datetime | None) -> None:
    """Let the files of `article` follow its embargo, now and when it ends; in a transaction."""
    if not can_wait():
        return
    transaction.on_commit(partial(follow, article.pk), robust=True)
    # Whoever is killed before that.
    follow_embargo.enqueue(article.pk)
    if until is not None:
        follow_embargo.using(run_after=until).enqueue(article.pk)


def follow_new(edition: Edition) -> None:
    """As follow_soon, where `edition` is under embargo, or shows what waits for that of another."""
    now = timezone.now()
    if edition.embargo_until is not None and edition.embargo_until > now:
        follow_soon(edition.article, edition.embargo_until)
        return
    photos = [photo["photo"] for photo in edition.facts["photos"]]
    if photos and _shown(now, photo__in=photos, edition__embargo_until__gt=now).exists():
        follow_soon(edition.article, None)


@task()
def follow_embargo(article_id: int) -> None:
    follow(article_id)


def follow(article_id: int) -> None:
    """Put the files of a story where they belong now; safe to run at any time."""
    if not can_wait():
        return
    now = timezone.now()
    sets = _shown(now, edition__article=article_id).values_list("photo", "facts_key")
    for photo, key in sorted(set(sets)):
        settle(photo, key)
    if Article.objects.filter(pk=article_id, embargo_until__gt=now).exists():
        _forget_prepared(article_id)


def settle(photo: int, key: str) -> None:
    """Put one set of files where it belongs now."""
    with transaction.atomic():
        rows = list(Rendition.objects.select_for_update().filter(photo=photo, facts_key=key))
        if must_wait(photo, key, timezone.now()):
            waiting.put_away(rows)
        elif Photo.objects.filter(pk=photo, taken_down_at__isnull=True).exists():
            waiting.bring_back(rows)


def open_to_readers(path: str) -> None:
    """Bring the file back that waits at `path`, if there is one that readers may see by now."""
    if not can_wait() or storages["default"].exists(path):
        return
    row = Rendition.objects.filter(file=path).first()
    if row is None:
        return
    now = timezone.now()
    named = {"photo": row.photo_id, "facts_key": row.facts_key}
    is_seen = _shown(now, **named, edition__visible_from__lte=now).exists()
    if is_seen or Portrait.objects.filter(**named).exists():
        settle(row.photo_id, row.facts_key)


def _shown(now: datetime.datetime, **which):
    rows = EditionPhoto.objects.filter(**which).current(now)
    return rows.exclude(edition__kind=EditionKind.NOTICE)


def _forget_prepared(article_id: int) -> None:
    """Remove what was made of its photos for nobody yet; who publishes them gets new files."""
    rows = Rendition.objects.filter(photo__uses__article=article_id).order_by("pk")
    for pk in rows.values_list("pk", flat=True).distinct():
        with transaction.atomic():
            row = Rendition.objects.select_for_update().filter(pk=pk).first()
            if row is None:
                continue
            named = {"photo": row.photo_id, "facts_key": row.facts_key}
            is_shown = _shown(timezone.now(), **named).exists()
            if not is_shown and not Portrait.objects.filter(**named).exists():
                renditions.retire(row)
