"""
How long it takes to put the country, a province and a directory of people on record.

    python -m bench.registry [--database sqlite|postgresql|both]

Wall-clock time in an empty database; the longest transaction is what the desk waits for on SQLite.
"""

import argparse
import sys
import time
from contextlib import contextmanager
from itertools import product

from bench import databases

PROVINCES = ["Quảng Ninh", "Thanh Hóa", "Thành phố Hồ Chí Minh"]
LINES = 1000


def main() -> int:
    parser = databases.parser_for(__doc__)
    return databases.run("bench.registry", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    print(options.database)
    fill(PROVINCES, LINES)
    return 0


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
