"""Names of files, noted beside each other: exact, and of one size in memory however many."""

import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType

from articles.models import EditionPhoto, StoryUpload
from newsroom.archives.shape import FileRow, Sum
from photos.ledger import PRIVATE, PUBLIC
from photos.models import PastFile, Photo, Rendition
from photos.renditions import copy_of

SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
CREATE TABLE before (
    storage TEXT, name TEXT, size INTEGER, sha256 TEXT, PRIMARY KEY (storage, name)
) WITHOUT ROWID;
CREATE TABLE named (storage TEXT, name TEXT, PRIMARY KEY (storage, name)) WITHOUT ROWID;
CREATE TABLE kept (storage TEXT, name TEXT, PRIMARY KEY (storage, name)) WITHOUT ROWID;
"""


class Catalogue:
    """
    `before`: what there was; `named`: what rows name; `kept`: what was dealt with.

    Open it with `with`: it is a file that is gone afterwards.
    """

    def __init__(self) -> None:
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.executescript(SCHEMA)
        # One transaction, never committed: nobody else reads it.
        self._rows.execute("BEGIN")

    def __enter__(self) -> "Catalogue":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._rows.close()

    def was(self, rows: Iterable[FileRow]) -> None:
        given = ((row.storage, row.name, row.size, row.sha256) for row in rows)
        self._rows.executemany("INSERT OR IGNORE INTO before VALUES (?, ?, ?, ?)", given)

    def sum_before(self, storage: str, name: str) -> Sum | None:
        query = "SELECT size, sha256 FROM before WHERE storage = ? AND name = ?"
        found = self._rows.execute(query, (storage, name)).fetchone()
        return Sum(*found) if found else None

    def name(self, names: Iterable[tuple[str, str]]) -> None:
        self._rows.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", names)

    def keep(self, storage: str, name: str) -> None:
        self._rows.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", (storage, name))

    def kept(self) -> Iterator[tuple[str, str]]:
        yield from self._rows.execute("SELECT storage, name FROM kept")

    def missing(self) -> list[tuple[str, str]]:
        """Return what is named and was not kept, a public file not as its private copy either."""
        query = "SELECT 1 FROM kept WHERE storage = ? AND name = ?"
        found = self._rows.execute(
            "SELECT storage, name FROM named AS n WHERE NOT EXISTS"
            " (SELECT 1 FROM kept AS k WHERE k.storage = n.storage AND k.name = n.name)"
            " ORDER BY storage, name"
        )
        return [
            (storage, name)
            for storage, name in found.fetchall()
            if storage != PUBLIC
            or self._rows.execute(query, (PRIVATE, copy_of(name))).fetchone() is None
        ]


def named(using: str) -> Iterator[tuple[str, str]]:
    """Yield (storage, name) of the files that rows of a database name; some more than once."""
    for model in [Photo, PastFile]:
        for column in ["original", "preview"]:
            its = model._default_manager.using(using).exclude(**{column: ""})
            for name in its.values_list(column, flat=True).iterator():
                yield PRIVATE, name
    for name in StoryUpload.objects.using(using).values_list("file", flat=True).iterator():
        yield PRIVATE, name
    # Of a photo that was taken down the files are on their way out.
    renditions = Rendition.objects.using(using).filter(photo__taken_down_at__isnull=True)
    for name in renditions.values_list("file", flat=True).iterator():
        yield PUBLIC, name
    # The files of portraits are renditions, too.
    for files in EditionPhoto.objects.using(using).values_list("files", flat=True).iterator():
        for file in files:
            yield PUBLIC, file["path"]
