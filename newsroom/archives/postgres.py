"""
The database of PostgreSQL: a file of COPY for each table, all of one moment.

By the driver the product runs on: no client has to be installed, and none to be as new as
the server. The tables themselves are made by the migrations that the archive names.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from newsroom.archives import shape
from newsroom.archives.shape import CHUNK, LEFT_OUT, Manifest, Sum, Table, Writable

# What can be read in any order of columns, and of any server's own format of days.
AS_WRITTEN = "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'"


@contextmanager
def copied(folder: Path) -> Iterator[tuple[str, dict[str, Table]]]:
    """Copy all tables into an archive; yield, in their snapshot, where Django reads, and them."""
    tables = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(AS_WRITTEN)
        for name in names():
            columns = _columns(cursor, name)
            with shape.create(_path(folder, name)) as file:
                rows, _sum = _pour_out(cursor, name, columns, file)
            tables[name] = Table(rows, columns, _counters(cursor, name, columns))
        yield DEFAULT_DB_ALIAS, tables


def names() -> list[str]:
    """Return the tables of the product that an archive has."""
    known = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted({*known, MigrationRecorder.Migration._meta.db_table} - LEFT_OUT)


def check(folder: Path, manifest: Manifest) -> None:
    """Raise ArchiveRefused where a table has not the rows that were counted."""
    for name, table in manifest.tables.items():
        with _path(folder, name).open("rb") as file:
            count = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))
        if count != table.rows:
            raise shape.changed(f"database/{name}.copy")


def put_back(folder: Path, manifest: Manifest) -> None:
    """Make the tables and fill them, in one transaction; raise where what stands there differs."""
    with transaction.atomic(), connection.cursor() as cursor:
        executor = MigrationExecutor(connection)
        executor.migrate(_leaves(executor, manifest))
        cursor.execute(AS_WRITTEN)
        listed = ", ".join(map(_quoted, manifest.tables))
        # Rows that migrations wrote, django_migrations among them.
        cursor.execute(f"TRUNCATE {listed} CASCADE")
        # So that the order of tables is no matter. Migrations have made them immediate.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name, table in manifest.tables.items():
            _pour_in(cursor, _path(folder, name), name, table)
        # Foreign keys: now, and not when it is too late to say which.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, table in manifest.tables.items():
            found = _pour_out(cursor, name, table.columns)
            if found != (table.rows, manifest.parts[f"database/{name}.copy"]):
                raise shape.changed(f"database/{name}.copy")


def _leaves(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """Return the last of the applied migrations in each app: not all that there are today."""
    graph = executor.loader.graph
    applied = {(app, name) for app, name in manifest.migrations}
    # Names that a squashing has replaced are not in the graph.
    here = applied & graph.nodes.keys()
    return sorted(
        key
        for key in here
        if not any(
            child.key[0] == key[0] for child in graph.node_map[key].children if child.key in here
        )
    )


def _pour_out(
    cursor, name: str, columns: list[str], file: Writable | None = None
) -> tuple[int, Sum]:
    """Read a table by its primary key, so that equal rows are equal bytes; count and sum it."""
    key = connection.introspection.get_primary_key_columns(cursor, name) or columns
    texts = _texts(cursor, name)
    order = ", ".join(
        f'{_quoted(column)} COLLATE "C"' if column in texts else _quoted(column) for column in key
    )
    chosen = ", ".join(map(_quoted, columns))
    query = f"COPY (SELECT {chosen} FROM {_quoted(name)} ORDER BY {order}) TO STDOUT"  # noqa: S608
    digest, size, rows = hashlib.sha256(), 0, 0
    with cursor.copy(query) as copy:
        for block in copy:
            data = bytes(block)
            digest.update(data)
            size += len(data)
            # COPY writes a line break within a text as \n: a byte of it ends a row.
            rows += data.count(b"\n")
            if file is not None:
                file.write(data)
    return rows, Sum(size, digest.hexdigest())


def _pour_in(cursor, path: Path, name: str, table: Table) -> None:
    chosen = ", ".join(map(_quoted, table.columns))
    try:
        with (
            path.open("rb") as file,
            cursor.copy(f"COPY {_quoted(name)} ({chosen}) FROM STDIN") as copy,
        ):
            while chunk := file.read(CHUNK):
                copy.write(chunk)
    except psycopg.DataError as error:
        raise shape.changed(f"database/{name}.copy") from error
    for column, (last, is_given) in table.counters.items():
        query = "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)"
        cursor.execute(query, [_quoted(name), column, last, is_given])


def _columns(cursor, name: str) -> list[str]:
    """Return the columns that hold something: what the database computes it computes again."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [_quoted(name)],
    )
    return [column for (column,) in cursor.fetchall()]


def _texts(cursor, name: str) -> set[str]:
    """Return the columns whose order is a matter of the server's language."""
    query = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attcollation <> 0"
    cursor.execute(query, [_quoted(name)])
    return {column for (column,) in cursor.fetchall()}


def _counters(cursor, name: str, columns: list[str]) -> dict[str, list[Any]]:
    """
    Return where the sequences of a table stand: {column: [last value, whether it was given]}.

    Not the greatest number in it: that of a row deleted since must not be given again.
    """
    counters = {}
    for column in columns:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(name), column])
        [sequence] = cursor.fetchone()
        if sequence is not None:
            # As PostgreSQL itself writes the name, quoted where it must be.
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
            counters[column] = list(cursor.fetchone())
    return counters


def _path(folder: Path, name: str) -> Path:
    return folder / "database" / f"{name}.copy"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
