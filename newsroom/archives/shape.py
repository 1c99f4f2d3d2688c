"""
What an archive is on disk: a folder that only its owner reads.

    manifest.json      Manifest, and manifest.sha256 as sha256sum writes it
    database.sqlite3   or database/<table>.copy, PostgreSQL's COPY as text, a row a line
    files.jsonl        FileRow of every file, a JSON object a line
    files/<storage>/<name>
"""

import errno
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BufferedWriter
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.utils import validate_file_name
from django.db import DatabaseError
from django.utils.translation import gettext as _

from photos.ledger import FOLDERS

FORMAT = 1
MANIFEST, MANIFEST_SUM, FILES = "manifest.json", "manifest.sha256", "files.jsonl"
CHUNK = 1024 * 1024

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# What a disk, a storage or a database raises in the middle.
FAILURES = (OSError, DatabaseError, psycopg.Error, sqlite3.Error)

# Made anew by signing in. Whoever finds an archive must not find sessions that are open.
LEFT_OUT = {
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_session",
}


class ArchiveRefused(Exception):
    """No backup, or none that can be restored here; the text says why."""


@dataclass(frozen=True)
class Sum:
    """Bytes, and their SHA-256 in hex digits."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Table:
    """Rows without those of LEFT_OUT; on PostgreSQL also columns and where counters stand."""

    rows: int
    columns: list[str]
    # {column: [last value, whether it was given]}
    counters: dict[str, list[Any]]


@dataclass(frozen=True)
class FileRow:
    storage: str
    name: str
    size: int
    sha256: str

    @property
    def sum(self) -> Sum:
        return Sum(self.size, self.sha256)


@dataclass(frozen=True)
class Manifest:
    format: int
    made_at: str
    newsroom: str
    # "sqlite" or "postgresql".
    database: str
    # [app, name], all that were applied.
    migrations: list[list[str]]
    tables: dict[str, Table]
    left_out: list[str]
    # Of the files beside the manifest, by their paths in the archive.
    parts: dict[str, Sum]
    file_count: int
    file_bytes: int
    # [storage, name] of what a row names and no storage had.
    missing: list[list[str]]

    @property
    def row_count(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def byte_count(self) -> int:
        return self.file_bytes + sum(part.size for part in self.parts.values())


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...


def pour(source: Readable, target: Writable | None = None) -> Sum:
    """Read `source` to its end, into `target` if there is one; return what went through."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return Sum(size, digest.hexdigest())


def sum_of(path: Path) -> Sum:
    with path.open("rb") as file:
        return pour(file)


def create(path: Path) -> BufferedWriter:
    """Open a new file that only its owner reads."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return open(path, "xb", opener=_private)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def write(folder: Path, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n"
    with create(folder / MANIFEST) as file:
        file.write(text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()
    with create(folder / MANIFEST_SUM) as file:
        file.write(f"{digest}  {MANIFEST}\n".encode())


def read(folder: Path) -> Manifest:
    """Return the manifest of an archive; raise ArchiveRefused where it is none, or broken."""
    try:
        data = (folder / MANIFEST).read_bytes()
        digest = (folder / MANIFEST_SUM).read_text(encoding="ascii").partition(" ")[0]
    except (FileNotFoundError, NotADirectoryError) as error:
        told = _("%(folder)s is no backup, or one that was broken off: it lacks %(name)s.")
        name = Path(str(error.filename)).name
        raise ArchiveRefused(told % {"folder": folder, "name": name}) from error
    except UnicodeDecodeError:
        digest = ""
    if hashlib.sha256(data).hexdigest() != digest:
        raise changed(MANIFEST)
    given = json.loads(data)
    if given["format"] != FORMAT:
        raise newer()
    tables = {name: Table(**table) for name, table in given["tables"].items()}
    parts = {name: Sum(**part) for name, part in given["parts"].items()}
    return Manifest(**given | {"tables": tables, "parts": parts})


def rows(folder: Path) -> Iterator[FileRow]:
    """Yield what files.jsonl lists; its sum was compared by who asks."""
    with (folder / FILES).open(encoding="utf-8") as lines:
        for line in lines:
            row = FileRow(**json.loads(line))
            if row.storage not in FOLDERS:
                raise changed(FILES)
            try:
                validate_file_name(row.name, allow_relative_path=True)
            except SuspiciousFileOperation as error:
                raise changed(FILES) from error
            yield row


def place(folder: Path, row: FileRow) -> Path:
    return folder / "files" / row.storage / row.name


def newer() -> ArchiveRefused:
    return ArchiveRefused(
        _(
            "The backup was made by a newer version of the newsroom: update this one to the same"
            " version first."
        )
    )


def why(error: Exception) -> str:
    """Return what went wrong as who runs the command should read it."""
    is_full = isinstance(error, OSError) and error.errno in NO_ROOM
    if is_full or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return _("The disk is full.")
    return str(error)


def changed(name: str) -> ArchiveRefused:
    told = _("%(name)s in the backup is not what was written: it was changed or is broken.")
    return ArchiveRefused(told % {"name": name})
