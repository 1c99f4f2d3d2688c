"""For tests of backups: another database, all rows and all files."""

import secrets
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection, connections
from django.db.utils import load_backend

from newsroom.archives import shape


@contextmanager
def empty_database(folder):
    """Let Django's connection be one to an empty database of the kind the tests run on."""
    before = connections["default"]
    name = f"backup_{secrets.token_hex(4)}"
    if connection.vendor == "sqlite":
        name = str(folder / f"{name}.sqlite3")
    else:
        with before._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    given = before.settings_dict | {"NAME": name}
    connections["default"] = load_backend(given["ENGINE"]).DatabaseWrapper(given, "default")
    try:
        yield name
    finally:
        connections["default"].close()
        connections["default"] = before
        if before.vendor == "postgresql":
            with before._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def back_up(parent, *args):
    """Make a backup by the command; return its folder and what was told."""
    before = set(parent.glob("newsroom-*")) if parent.exists() else set()
    call_command("backup", str(parent), *args)
    [folder] = set(parent.glob("newsroom-*")) - before
    return folder


def content_of_database():
    """Return every row of every table but those left out, in an order of their own."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name not in shape.LEFT_OUT:
                cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608  as listed
                columns = [column[0] for column in cursor.description]
                rows = [
                    sorted(zip(columns, map(repr, row), strict=True)) for row in cursor.fetchall()
                ]
                found[name] = sorted(rows)
    return found


def files_under(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def content_of_storages():
    return {alias: files_under(storages[alias].location) for alias in ["default", "private"]}
