"""
CPU of finding names in 1,000 words, however many are on record; nothing is held in memory.

    python -m bench.finder [--names 100000,1000000] [--database sqlite|postgresql|both]

Also what the names panel asks for (2,000 words: known, told apart, proposed). CPU is that of the
whole process tree, PostgreSQL's processes included; the median of the runs. The first answer of a
fresh process is shown beside it, and how much the process grew.
"""

import os
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import databases, people

BODIES = ["Ủy ban nhân dân xã", "Đảng ủy xã", "Công an xã", "Công ty cổ phần", "Trường tiểu học"]
# The clock of another process ticks in hundredths: ten calls are timed together.
RUNS, CALLS = 5, 10
LIMITS = {100_000: 15, 1_000_000: 20}
LIMIT_OF_PANEL, LIMIT_OF_GROWTH = 150, 20


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--names", default="100000,1000000")
    options = parser.parse_args()
    chosen = databases.DATABASES if options.database == "both" else [options.database]
    return max(
        measure_in_fresh_processes(database, int(names))
        for database in chosen
        for names in options.names.split(",")
    )


def measure_in_fresh_processes(database: str, names: int) -> int:
    with databases.empty(database) as (url, _folder):
        return run(url, database, names)


def run(url: str, database: str, names: int) -> int:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    for step in ["fill", "measure"]:
        code = f"from bench import finder; raise SystemExit(finder.{step}({database!r}, {names}))"
        result = subprocess.call([sys.executable, "-c", code], env=environment)
    return result


def fill(database: str, names: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from entities.models import Entity, EntityKind

    call_command("migrate", verbosity=0)
    chance = random.Random(1)
    for start in range(0, names, 20_000):
        rows = []
        for number in range(start, min(names, start + 20_000)):
            is_person = number % 4 > 0
            row = Entity(kind=EntityKind.PERSON if is_person else EntityKind.ORGANISATION)
            row.set_name(people.name(chance) if is_person else body(chance, number))
            rows.append(row)
        Entity.objects.bulk_create(rows, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return 0


def body(chance: random.Random, number: int) -> str:
    place = " ".join(chance.choice(people.GIVEN) for _ in range(2))
    return f"{chance.choice(BODIES)} {place} {number}"


def story(words: int, chance: random.Random) -> list[str]:
    """Return paragraphs of a conference report: a name in every tenth word or so."""
    paragraphs: list[str] = []
    count = 0
    while count < words:
        who, where = people.name(chance), body(chance, chance.randrange(1_000))
        paragraph = (
            f"Phát biểu tại hội nghị, ông {who}, Giám đốc Sở Nông nghiệp và Môi trường, cho biết "
            f"{where} đã hoàn thành 12 tiêu chí trong quý ba, thu ngân sách đạt 85 phần trăm dự "
            f"toán năm. Theo ông {who.split()[-1]}, các hộ nuôi trồng ở vùng hạ triều cần được vay "
            "vốn ưu đãi trước mùa bão; cảng cá, bến đò và đường liên thôn phải xong trong tháng."
        )
        paragraphs.append(paragraph)
        count += len(paragraph.split())
    return paragraphs


def measure(database: str, names: int) -> int:
    import django

    django.setup()
    from articles.mentions import sightings
    from entities.finding import find_known
    from entities.models import Entity

    Entity.objects.first()
    chance = random.Random(2)
    text, long_text = story(1_000, chance), story(2_000, chance)
    before = grown()
    first = cpu(lambda: find_known(text))
    find = median(lambda: find_known(text))
    growth = grown() - before
    panel = median(lambda: sightings(long_text))
    limit = LIMITS.get(names)
    print(
        f"{database}, {names:,} names: 1,000 words {find:.1f} ms"
        f"{f' (≤ {limit})' if limit else ''}, first {first:.1f} ms; "
        f"panel, 2,000 words {panel:.1f} ms (≤ {LIMIT_OF_PANEL}); "
        f"growth {growth:.1f} MB (≤ {LIMIT_OF_GROWTH})",
        flush=True,
    )
    is_met = (limit is None or find <= limit) and panel <= LIMIT_OF_PANEL
    return 0 if is_met and growth <= LIMIT_OF_GROWTH else 1


def median(work) -> float:
    return statistics.median(cpu(work, CALLS) for _run in range(RUNS))


def cpu(work, calls: int = 1) -> float:
    """Return milliseconds of CPU that `work` takes, the database's process included."""
    began = total_cpu()
    for _call in range(calls):
        work()
    return (total_cpu() - began) * 1000 / calls


def total_cpu() -> float:
    return time.process_time() + server_cpu()


def server_cpu() -> float:
    """CPU seconds of the PostgreSQL backend that serves this process; 0 on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    fields = Path(f"/proc/{backend()}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def backend() -> int:
    from django.db import connection

    connection.ensure_connection()
    return connection.connection.info.backend_pid


def grown() -> float:
    """Return the largest size of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
