"""Photos, portraits and acts on many stories that were begun and did not end, and their repair."""

import datetime
import logging
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from django.core.files.storage import storages
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from articles import files, fixes, waiting
from articles.findings import Finding, FindingKind
from photos import portraits, renditions, takedown
from photos.chunks import chunks
from photos.credits import credit_of
from photos.models import Photo, Portrait, Rendition
from photos.pictures import PictureRefused

logger = logging.getLogger(__name__)


def found(before: datetime.datetime, *, repair: bool) -> Iterator[Finding]:
    """Yield what was begun before this moment and is not ended."""
    yield from _taken_down(repair=repair)
    yield from _unused(repair=repair)
    yield from _early(repair=repair)
    yield from _unprepared(before, repair=repair)
    yield from _behind(before, repair=repair)
    yield from _stopped(repair=repair)


def _taken_down(*, repair: bool) -> Iterator[Finding]:
    rows = Rendition.objects.filter(photo__taken_down_at__isnull=False)
    for photo, its in _by_photo(rows):
        finding = Finding(FindingKind.TAKEN_DOWN, [str(row.file.name) for row in its], photo.pk)
        if repair:
            finding.is_repaired = takedown.remove_public_files(photo) == 0
        yield finding


def _unused(*, repair: bool) -> Iterator[Finding]:
    rows = files.unused(timezone.now()).filter(photo__taken_down_at__isnull=True)
    for photo, its in _by_photo(rows):
        finding = Finding(FindingKind.UNUSED, [str(row.file.name) for row in its], photo.pk)
        if repair:
            attempt(finding, partial(_retire, its))
        yield finding


def _early(*, repair: bool) -> Iterator[Finding]:
    """Of stories under embargo, what a kill left in public storage."""
    for photo, key in waiting.sets_under_embargo(timezone.now()):
        names = Rendition.objects.filter(photo=photo, facts_key=key).values_list("file", flat=True)
        early = [name for name in names.order_by("pk") if storages["default"].exists(name)]
        if not early:
            continue
        finding = Finding(FindingKind.UNUSED, early, photo)
        if repair:
            attempt(finding, partial(waiting.settle, photo, key))
        yield finding


def _retire(rows: list[Rendition]) -> None:
    for row in rows:
        # One that somebody publishes with by now stays, and rightly.
        files.retire_if_unused(row.pk)


def _unprepared(before: datetime.datetime, *, repair: bool) -> Iterator[Finding]:
    # Later, nobody needs them before the photo is published, and that makes them.
    since = timezone.now() - files.PREPARED
    rows = (
        Photo.objects.usable()
        .filter(
            is_awaiting=False,
            created_at__gt=since,
            created_at__lte=before,
            **dict.fromkeys(["renditions", "editions", "portraits"]),
        )
        .exclude(uses__article__embargo_until__gt=timezone.now())
        .with_credit()
    )
    for photo in chain.from_iterable(chunks(rows)):
        # As photos.tasks.prepare: without a credit nothing of it lies in public storage.
        if not credit_of(photo).printed:
            continue
        finding = Finding(FindingKind.UNPREPARED, photo=photo.pk)
        if repair:
            attempt(finding, partial(renditions.public_files, photo))
        yield finding


def _behind(before: datetime.datetime, *, repair: bool) -> Iterator[Finding]:
    rows = Portrait.objects.filter(photo__updated_at__lte=before).select_related("person")
    photos = Prefetch("photo", Photo.objects.with_credit())
    for portrait in chain.from_iterable(chunks(rows.prefetch_related(photos))):
        if not portraits.is_behind(portrait):
            continue
        finding = Finding(FindingKind.BEHIND, photo=portrait.photo_id, stories=[str(portrait)])
        if repair:
            attempt(finding, partial(portraits.publish, portrait))
        yield finding


def _stopped(*, repair: bool) -> Iterator[Finding]:
    for fix in fixes.stopped().order_by("pk"):
        finding = Finding(
            FindingKind.STOPPED, photo=fix.photo_id, stories=fixes.stories_to_come(fix)
        )
        if repair:
            attempt(finding, partial(fixes.take_up, fix))
        yield finding


def _by_photo(rows: QuerySet[Rendition]) -> Iterator[tuple[Photo, list[Rendition]]]:
    photos = Photo.objects.filter(pk__in=rows.values("photo"))
    for photo in chain.from_iterable(chunks(photos)):
        yield photo, list(rows.filter(photo=photo).order_by("pk"))


def attempt(finding: Finding, repair: Callable[[], object]) -> None:
    """Try `repair`, and write down in `finding` what came of it."""
    try:
        repair()
    except PictureRefused as refused:
        finding.why_not = str(refused)
    except Exception as error:
        # Each storage has its own exceptions; one file must not keep the others.
        logger.exception("%s: not repaired", finding)
        finding.why_not = repr(error)
    else:
        finding.is_repaired = True
