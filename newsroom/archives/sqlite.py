"""The database of SQLite: one file, copied while the newsroom works."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils.translation import gettext as _

from newsroom.archives import shape
from newsroom.archives.shape import LEFT_OUT, ArchiveRefused, Manifest, Table

DATABASE = "database.sqlite3"
COPY = "archived"


@contextmanager
def copied(folder: Path) -> Iterator[tuple[str, dict[str, Table]]]:
    """Copy the database into an archive; yield where Django reads the copy, and its tables."""
    path = folder / DATABASE
    shape.create(path).close()
    connection.ensure_connection()
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        # All pages in one step: one state of the database. Writers go on, for it is in WAL.
        connection.connection.backup(copy)
        # A backup of it would be refused when it is needed; those of before are good.
        if not _is_whole(copy):
            raise ArchiveRefused(_("The database is damaged: restore the last good backup."))
        copy.execute("PRAGMA journal_mode = DELETE")
        # What is deleted is overwritten, too.
        copy.execute("PRAGMA secure_delete = ON")
        for name in sorted(LEFT_OUT.intersection(_names(copy))):
            copy.execute(f"DELETE FROM {name}")  # noqa: S608  one of our list
        tables = _tables(copy)
    # A connection without our PRAGMAs, which would put the copy into WAL.
    given = connection.settings_dict | {"NAME": str(path), "OPTIONS": {}}
    connections[COPY] = type(connections[DEFAULT_DB_ALIAS])(given, COPY)
    try:
        yield COPY, tables
    finally:
        connections[COPY].close()
        del connections[COPY]


def check(folder: Path, manifest: Manifest) -> None:
    """Raise ArchiveRefused where the file is not whole, or not of the rows that were counted."""
    _check(folder / DATABASE, manifest)


def put_back(folder: Path, manifest: Manifest) -> None:
    """Put the file in the place of an empty database, whole or not at all."""
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    new = target.with_name(f"{target.name}.restoring")
    try:
        shutil.copyfile(folder / DATABASE, new)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        if shape.sum_of(new) != manifest.parts[DATABASE]:
            raise shape.changed(DATABASE)
        _check(new, manifest)
        # Of the empty one: beside another database they would be taken for its own.
        for ending in ["-wal", "-shm"]:
            target.with_name(target.name + ending).unlink(missing_ok=True)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _check(path: Path, manifest: Manifest) -> None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as copy:
            if not (_is_whole(copy) and _tables(copy) == manifest.tables):
                raise shape.changed(DATABASE)
    except sqlite3.DatabaseError as error:
        raise shape.changed(DATABASE) from error


def _is_whole(copy: sqlite3.Connection) -> bool:
    try:
        return copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            return False
        raise


def _names(copy: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    return [name for (name,) in copy.execute(query)]


def _tables(copy: sqlite3.Connection) -> dict[str, Table]:
    counts = {
        name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  as listed
        for name in _names(copy)
        if name not in LEFT_OUT and not name.startswith("sqlite_")
    }
    return {name: Table(rows, [], {}) for name, rows in counts.items()}
