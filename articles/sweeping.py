"""
The files of photos and the rows that name them, compared in both directions.

A kill, a full disk or a broken one leaves files without rows, rows without files, and work
that was begun. Here, and not in photos: what an edition names counts as a row.
"""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import cast

from django.core.files.storage import Storage, storages
from django.db.models import F, Model
from django.utils import timezone

from articles import half_states
from articles.findings import Finding, FindingKind
from articles.half_states import attempt
from articles.models import EditionKind, EditionPhoto, StoryUpload
from articles.models.edition import EditionPhotoQuerySet
from articles.waiting import must_wait
from photos import restoring
from photos.chunks import chunks
from photos.ledger import PRIVATE, PUBLIC, Ledger
from photos.models import PastFile, Photo, Portrait, Rendition
from photos.renditions import PublicFile, copy_of, keep_copy

# A file comes before its row: one that is younger may belong to an upload that is running.
GRACE = datetime.timedelta(hours=1)


def check(*, repair: bool = False, older_than: datetime.timedelta = GRACE) -> Iterator[Finding]:
    """
    Yield what is wrong, repaired where `repair` is asked and it can be.

    What an edition names is never deleted: it is in public storage while readers see it, and
    in private storage from then on. In no transaction; safe to stop and to run again.
    """
    before = timezone.now() - older_than
    yield from half_states.found(before, repair=repair)
    # Listed before the rows are read: what comes after is too young to be judged.
    with closing(Ledger()) as ledger:
        for photos in chunks(Photo.objects.defer("embedded")):
            yield from _of_photos(ledger, photos, repair=repair)
        for upload in chain.from_iterable(chunks(StoryUpload.objects.all())):
            yield from _of_upload(ledger, upload, repair=repair)
        for storage, name in ledger.without_a_row():
            yield from _of_file(ledger, storage, name, before, repair=repair)


def _of_photos(ledger: Ledger, photos: Sequence[Photo], *, repair: bool) -> Iterator[Finding]:
    """See to the files of some photos, in the order in which a name passes from row to row."""
    its = {photo.pk: photo for photo in photos}
    for photo in photos:
        yield from _of_picture(ledger, photo, photo.pk, repair=repair)
    for past in PastFile.objects.filter(photo__in=its).order_by("pk"):
        yield from _of_picture(ledger, past, past.photo_id, repair=repair)
    for lost in [*_lost_renditions(ledger, its), *_lost_of_editions(ledger, its)]:
        paths = [file["path"] for file in lost.files]
        finding = Finding(lost.kind, paths, lost.photo.pk, shown_in(lost.photo.pk))
        if repair:
            attempt(finding, lost.put_back)
        yield finding


def _of_picture(
    ledger: Ledger, row: Photo | PastFile, photo: int, *, repair: bool
) -> Iterator[Finding]:
    """See to an original and its small picture, of now or of before."""
    lost: dict[str, str] = {}
    for column in ["original", "preview"]:
        name = str(getattr(row, column).name)
        if not name:
            continue
        ledger.name(PRIVATE, [name])
        if not ledger.is_there(PRIVATE, name) and _still(type(row), row.pk, **{column: name}):
            lost[column] = name
    if "original" in lost:
        yield Finding(FindingKind.LOST_ORIGINAL, [lost["original"]], photo, shown_in(photo))
    if "preview" in lost:
        finding = Finding(FindingKind.LOST_PREVIEW, [lost["preview"]], photo)
        if repair:
            attempt(finding, partial(restoring.preview, row))
        yield finding


def _still(model: type[Model], pk: int, **named: str) -> bool:
    """Whether the row names the file now: it may have been deleted since it was read."""
    return model._default_manager.filter(pk=pk, **named).exists()


@dataclass(frozen=True)
class Lost:
    """Files of one photo, made with the same facts of the same original."""

    kind: FindingKind
    photo: Photo
    facts_key: str
    checksum: str
    files: list[PublicFile]
    have_rows: bool = False

    def put_back(self) -> None:
        given = (self.photo, self.facts_key, self.checksum, self.files)
        if self.kind == FindingKind.LOST_COPY:
            restoring.copies(*given)
        else:
            restoring.public(*given, have_rows=self.have_rows)


def _lost_renditions(ledger: Ledger, photos: dict[int, Photo]) -> Iterator[Lost]:
    lost: dict[tuple[int, str], list[PublicFile]] = {}
    columns = ["pk", "photo_id", "facts_key", "format", "crop", "width", "height"]
    now = timezone.now()
    rows = Rendition.objects.filter(photo__in=photos).order_by("pk")
    # Plain columns: there are eighteen rows of each photo.
    for row in rows.values(*columns, path=F("file")):
        ledger.name(PUBLIC, [row["path"]])
        pk, photo, key = row.pop("pk"), row.pop("photo_id"), row.pop("facts_key")
        # Of one that was taken down the files are on their way out.
        if photos[photo].is_taken_down or ledger.is_there(PUBLIC, row["path"]):
            continue
        waits = ledger.is_there(PRIVATE, copy_of(row["path"])) and must_wait(photo, key, now)
        if not waits and _still(Rendition, pk, file=row["path"]):
            lost.setdefault((photo, key), []).append(cast(PublicFile, row))
    for (photo, key), files in lost.items():
        shown = EditionPhoto.objects.filter(photo=photo, facts_key=key).first()
        checksum = shown.checksum if shown else photos[photo].checksum
        yield Lost(FindingKind.LOST_PUBLIC, photos[photo], key, checksum, files, have_rows=True)


def _lost_of_editions(ledger: Ledger, photos: dict[int, Photo]) -> Iterator[Lost]:
    """Note what portraits and editions name; yield what of that no rendition names, and is lost."""
    for portrait in Portrait.objects.filter(photo__in=photos):
        ledger.name(PUBLIC, (file["path"] for file in portrait.files))
    rows = EditionPhoto.objects.filter(photo__in=photos).order_by("pk")
    current = set(_shown(rows).values_list("pk", flat=True))
    for row in rows:
        photo = photos[row.photo_id]
        is_shown = row.pk in current and not photo.is_taken_down
        # What a rendition names was looked at; so was what another edition named before.
        files = [file for file in row.files if not ledger.is_named(PUBLIC, file["path"])]
        if not is_shown:
            files = [file for file in files if not ledger.is_named(PRIVATE, copy_of(file["path"]))]
        lost = [file for file in files if not _is_kept(ledger, file["path"], is_shown=is_shown)]
        ledger.name(PRIVATE, (copy_of(file["path"]) for file in row.files))
        if is_shown:
            ledger.name(PUBLIC, (file["path"] for file in row.files))
        if lost:
            kind = FindingKind.LOST_PUBLIC if is_shown else FindingKind.LOST_COPY
            yield Lost(kind, photo, row.facts_key, row.checksum, lost)


def _is_kept(ledger: Ledger, path: str, *, is_shown: bool) -> bool:
    if ledger.is_there(PUBLIC, path):
        return True
    return not is_shown and ledger.is_there(PRIVATE, copy_of(path))


def _of_upload(ledger: Ledger, upload: StoryUpload, *, repair: bool) -> Iterator[Finding]:
    name = str(upload.file.name)
    ledger.name(PRIVATE, [name])
    if not ledger.is_there(PRIVATE, name) and _still(StoryUpload, upload.pk, file=name):
        finding = Finding(FindingKind.LOST_UPLOAD, [name])
        if repair:
            # Its reporter sends it again: there is nothing to read in it.
            attempt(finding, upload.delete)
        yield finding


def _of_file(
    ledger: Ledger, place: str, name: str, before: datetime.datetime, *, repair: bool
) -> Iterator[Finding]:
    """See to a file that may not lie where it lies."""
    storage = storages[place]
    if not storage.exists(name) or storage.get_modified_time(name) > before:
        return
    # An edition showed it, and none does now: a kill came before it left.
    is_past = place == PUBLIC and ledger.is_named(PRIVATE, copy_of(name))
    finding = Finding(FindingKind.UNUSED if is_past else FindingKind.ORPHAN, [name])
    if repair:
        attempt(finding, partial(_remove, storage, name, is_past=is_past))
    yield finding


def _remove(storage: Storage, name: str, *, is_past: bool) -> None:
    if is_past:
        keep_copy(storage, name)
    storage.delete(name)


def shown_in(photo: int) -> list[str]:
    """Return the headlines of the stories that readers see with the photo, or will."""
    rows = _shown(EditionPhoto.objects.filter(photo=photo)).order_by("edition__article_id")
    return list(dict.fromkeys(rows.values_list("edition__headline", flat=True)))


def _shown(rows: EditionPhotoQuerySet) -> EditionPhotoQuerySet:
    return rows.current(timezone.now()).exclude(edition__kind=EditionKind.NOTICE)
