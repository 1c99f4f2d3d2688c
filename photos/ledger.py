"""
The files of the storages and the names in the rows, side by side.

Exact, and of one size in memory however many there are: 100,000 photos have two million files.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from django.core.files.storage import Storage, storages

from photos.renditions import copy_of

PUBLIC, PRIVATE = "default", "private"
# Where models and photos.renditions put files; what else lies in a storage is not ours.
FOLDERS = {PUBLIC: ["anh"], PRIVATE: ["originals", "previews", "uploads", copy_of("anh")]}

SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
CREATE TABLE listed (storage TEXT, name TEXT, PRIMARY KEY (storage, name)) WITHOUT ROWID;
CREATE TABLE named (storage TEXT, name TEXT, PRIMARY KEY (storage, name)) WITHOUT ROWID;
"""


class Ledger:
    """What lies in the storages at its making, and what `name` has been told of."""

    def __init__(self) -> None:
        # "" is a file of SQLite's own, gone when it is closed: only its cache is in memory.
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.executescript(SCHEMA)
        # One transaction, never committed: nobody else reads it.
        self._rows.execute("BEGIN")
        for storage, folders in FOLDERS.items():
            for folder in folders:
                self._put("listed", storage, listed(storages[storage], folder))

    def close(self) -> None:
        self._rows.close()

    def name(self, storage: str, names: Iterable[str]) -> None:
        """Note that rows name these files."""
        self._put("named", storage, names)

    def is_named(self, storage: str, name: str) -> bool:
        return self._has("named", storage, name)

    def is_there(self, storage: str, name: str) -> bool:
        """Whether the file is there now, not only when the storages were listed."""
        return self._has("listed", storage, name) or storages[storage].exists(name)

    def without_a_row(self) -> Iterator[tuple[str, str]]:
        """Yield (storage, name) of the files that nothing names, in their order."""
        yield from self._rows.execute(
            "SELECT storage, name FROM listed AS l WHERE NOT EXISTS"
            " (SELECT 1 FROM named AS n WHERE n.storage = l.storage AND n.name = l.name)"
            " ORDER BY storage, name"
        )

    def _put(self, table: str, storage: str, names: Iterable[str]) -> None:
        insert = f"INSERT OR IGNORE INTO {table} VALUES (?, ?)"  # noqa: S608  one of our two
        self._rows.executemany(insert, ((storage, name) for name in names))

    def _has(self, table: str, storage: str, name: str) -> bool:
        query = f"SELECT 1 FROM {table} WHERE storage = ? AND name = ?"  # noqa: S608  as above
        return self._rows.execute(query, (storage, name)).fetchone() is not None


def listed(storage: Storage, folder: str) -> Iterator[str]:
    """Yield the names of all files in `folder` and under it; none if there is no such folder."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from listed(storage, f"{folder}/{name}")
