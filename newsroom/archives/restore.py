"""The way back: everything is checked before anything is written."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.core.files import File
from django.core.files.storage import storages
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from newsroom.archives import shape
from newsroom.archives.backup import KINDS
from newsroom.archives.catalogue import Catalogue
from newsroom.archives.shape import ArchiveRefused, FileRow, Manifest
from photos.ledger import Ledger


def check(folder: Path) -> Manifest:
    """Read an archive to its last byte; raise ArchiveRefused where something is wrong."""
    manifest = shape.read(folder)
    known = MigrationLoader(None).disk_migrations
    if any((app, name) not in known for app, name in manifest.migrations):
        raise shape.newer()
    for name, expected in manifest.parts.items():
        _compare(folder / name, expected, name)
    KINDS[manifest.database].check(folder, manifest)
    count = size = 0
    for row in shape.rows(folder):
        _compare(shape.place(folder, row), row.sum, f"files/{row.storage}/{row.name}")
        count, size = count + 1, size + row.size
    if (count, size) != (manifest.file_count, manifest.file_bytes):
        raise shape.changed(shape.FILES)
    return manifest


def _compare(path: Path, expected: shape.Sum, name: str) -> None:
    try:
        found = shape.sum_of(path)
    except FileNotFoundError as error:
        raise ArchiveRefused(_("%(name)s is missing in the backup.") % {"name": name}) from error
    if found != expected:
        raise shape.changed(name)


def restore(folder: Path) -> Manifest:
    """
    Fill an empty database and the storages from an archive.

    Raises ArchiveRefused before anything is written, and whatever the disk, the storage or
    the database raises after: then the files written are gone again, and the database is
    as empty as it was.
    """
    kind = shape.read(folder).database
    if kind != connection.vendor:
        told = _("The backup is of %(theirs)s, and the database here is %(ours)s.")
        raise ArchiveRefused(told % {"theirs": kind, "ours": connection.vendor})
    manifest = check(folder)
    _refuse_unless_empty()
    with Catalogue() as files:
        files.was(_already_there(folder))
        try:
            for row in shape.rows(folder):
                if files.sum_before(row.storage, row.name) is None:
                    # Before it is written: a part of it may lie there afterwards.
                    files.keep(row.storage, row.name)
                    _put(folder, row)
            # Again: that took its time.
            _refuse_unless_empty()
            KINDS[manifest.database].put_back(folder, manifest)
        except BaseException:
            for storage, name in files.kept():
                storages[storage].delete(name)
            raise
    return manifest


def _already_there(folder: Path) -> Iterator[FileRow]:
    """Yield the files of an archive that lie in their places; raise where one is another."""
    with closing(Ledger()) as ledger:
        for row in shape.rows(folder):
            if not ledger.is_there(row.storage, row.name):
                continue
            with storages[row.storage].open(row.name, "rb") as file:
                if shape.pour(file) != row.sum:
                    told = _(
                        "%(name)s is there, and is not the file of the backup. Nothing is written"
                        " over what is there: move it away first."
                    )
                    raise ArchiveRefused(told % {"name": row.name})
            yield row


def _refuse_unless_empty() -> None:
    try:
        is_empty = not connection.introspection.table_names()
    except OperationalError:
        # It does not answer.
        raise
    except DatabaseError:
        # A file that is no database, or a broken one: not ours to write over.
        is_empty = False
    finally:
        connection.close()
    if not is_empty:
        raise ArchiveRefused(
            _(
                "The database is not empty, and nothing is written over what is there. Give"
                " DATABASE_URL an empty one; with SQLite, move the file away, and those beside it"
                " that end in -wal and -shm."
            )
        )


def _put(folder: Path, row: FileRow) -> None:
    storage = storages[row.storage]
    with shape.place(folder, row).open("rb") as file:
        storage.save(row.name, File(file))
    with storage.open(row.name, "rb") as file:
        if shape.pour(file) != row.sum:
            raise OSError(row.name)
