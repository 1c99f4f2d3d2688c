"""Making an archive: the database first, then the files it names and all others."""

import datetime
import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BufferedWriter
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.archives import postgres, shape, sqlite
from newsroom.archives.catalogue import Catalogue, named
from newsroom.archives.shape import ArchiveRefused, FileRow, Manifest, Sum
from photos.ledger import FOLDERS, PRIVATE, PUBLIC, listed

KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgres}
NAME = re.compile(r"newsroom-\d{4}-\d\d-\d\d-\d{6}")
UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class Archive:
    folder: Path
    manifest: Manifest
    # Files that are one with those of the backup before.
    linked: int


def back_up(parent: Path, *, now: datetime.datetime, full: bool = False) -> Archive:
    """
    Write an archive named by the moment into `parent`, whole or not at all.

    A file that the newest archive there has is linked and not read again, unless `full`: no
    file is ever changed under its name. Raises ArchiveRefused, OSError where a disk is full.
    """
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(parent):
        folder = parent / f"newsroom-{timezone.localtime(now):%Y-%m-%d-%H%M%S}"
        if folder.exists():
            raise ArchiveRefused(_("%(folder)s is there already.") % {"folder": folder})
        _sweep(parent)
        unfinished = folder.with_name(folder.name + UNFINISHED)
        unfinished.mkdir(mode=0o700)
        try:
            manifest, linked = _fill(unfinished, None if full else _newest(parent), now)
            # On the disk before it has its name.
            os.sync()
            unfinished.rename(folder)
        except BaseException:
            shutil.rmtree(unfinished)
            raise
        return Archive(folder, manifest, linked)


def forget(parent: Path, *, but: int) -> list[Path]:
    """Delete all archives in `parent` but the newest; return those deleted."""
    with _alone(parent):
        old = _archives(parent)[:-but]
        for folder in old:
            shutil.rmtree(folder)
    return old


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Hold the folder of backups; the kernel lets go of it when we are killed."""
    with open(parent / ".lock", "ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveRefused(_("Another backup is being made in this folder.")) from error
        yield


def _archives(parent: Path) -> list[Path]:
    return sorted(folder for folder in parent.iterdir() if NAME.fullmatch(folder.name))


def _sweep(parent: Path) -> None:
    """Remove what a kill has left."""
    for folder in parent.glob(f"newsroom-*{UNFINISHED}"):
        shutil.rmtree(folder)


def _newest(parent: Path) -> Path | None:
    """Return the newest archive whose list of files is as it was written."""
    for folder in reversed(_archives(parent)):
        try:
            manifest = shape.read(folder)
            if shape.sum_of(folder / shape.FILES) == manifest.parts[shape.FILES]:
                return folder
        except (ArchiveRefused, OSError):
            continue
    return None


def _fill(folder: Path, last: Path | None, now: datetime.datetime) -> tuple[Manifest, int]:
    with Catalogue() as catalogue:
        with KINDS[connection.vendor].copied(folder) as (using, tables):
            recorder = MigrationRecorder.Migration.objects.using(using).order_by("pk")
            migrations = [list(row) for row in recorder.values_list("app", "name")]
            catalogue.name(named(using))
        parts = {
            str(path.relative_to(folder)): shape.sum_of(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        files = _Files(folder, last, catalogue)
        files.copy_all()
    manifest = Manifest(
        format=shape.FORMAT,
        made_at=now.isoformat(),
        newsroom=settings.NEWSROOM_NAME,
        database=connection.vendor,
        migrations=migrations,
        tables=tables,
        left_out=sorted(shape.LEFT_OUT),
        parts=parts | {shape.FILES: shape.sum_of(folder / shape.FILES)},
        file_count=files.count,
        file_bytes=files.bytes,
        missing=files.missing,
    )
    shape.write(folder, manifest)
    return manifest, files.linked


class _Files:
    """Copies the storages into an archive, and counts."""

    def __init__(self, folder: Path, last: Path | None, catalogue: Catalogue) -> None:
        self.count = self.bytes = self.linked = 0
        self.missing: list[list[str]] = []
        self._folder, self._last, self._catalogue = folder, last, catalogue
        if last is not None:
            catalogue.was(shape.rows(last))

    def copy_all(self) -> None:
        with shape.create(self._folder / shape.FILES) as list_:
            # The public ones first: what leaves them meanwhile is found among the private ones.
            for storage in [PUBLIC, PRIVATE]:
                for folder in FOLDERS[storage]:
                    for name in listed(storages[storage], folder):
                        self._take(list_, storage, name)
        self.missing = [list(pair) for pair in self._catalogue.missing()]

    def _take(self, list_: BufferedWriter, storage: str, name: str) -> None:
        path = self._folder / "files" / storage / name
        found = self._linked(storage, name, path)
        if found is None:
            try:
                found = self._copied(storage, name, path)
            except FileNotFoundError:
                # It left since it was listed: missing, if a row names it.
                return
        row = FileRow(storage, name, found.size, found.sha256)
        list_.write((json.dumps(asdict(row), ensure_ascii=False) + "\n").encode())
        self._catalogue.keep(storage, name)
        self.count += 1
        self.bytes += found.size

    def _linked(self, storage: str, name: str, path: Path) -> Sum | None:
        """Link the file of the archive before; None where it has none, or a broken one."""
        before = self._catalogue.sum_before(storage, name)
        if before is None or self._last is None:
            return None
        old = self._last / "files" / storage / name
        try:
            if old.stat().st_size != before.size:
                return None
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.hardlink_to(old)
        except OSError:
            # Gone, or a disk that knows no links: it is copied.
            return None
        self.linked += 1
        return before

    def _copied(self, storage: str, name: str, path: Path) -> Sum:
        with storages[storage].open(name, "rb") as source, shape.create(path) as target:
            return shape.pour(source, target)
