"""
How long the desk waits for the photo library: its first page, and a search without diacritics.

    python -m bench.library [--photos 50000] [--runs 20] [--database sqlite|postgresql|both]

Whole requests of a signed-in photo editor for the page, CPU of this process; the search by the
clock, the database's time included. The median of the runs, and how many queries the page takes;
and how long the change of many photos at once holds the database.
"""

import argparse
import random
import statistics
import sys
import time

from bench import databases, people

LIMITS = {"page": 150.0, "search": 50.0, "queries": 12, "together": 500.0}
TERMS = ["le van thang", "ben ca", "hung", "nguyen thi", "qmg 7", "khong co ai"]


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--photos", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=20)
    return databases.run("bench.library", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from accounts.models import User
    from accounts.roles import Role
    from photos.together import MOST

    call_command("collectstatic", interactive=False, verbosity=0)
    fill(options.photos)
    client = Client(SERVER_NAME="127.0.0.1")
    editor = User.objects.create(username="bench", full_name="Bench", role=Role.PHOTO_EDITOR)
    client.force_login(editor)
    address = "/admin/photos/photo/"
    client.get(address)
    queries: list[str] = []

    def note(execute, sql, parameters, many, context):
        queries.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        client.get(address)
    pages = [cpu(lambda: client.get(address)) for _ in range(options.runs)]
    searches = {term: [wall(term) for _ in range(5)] for term in TERMS}
    slowest = max(TERMS, key=lambda term: statistics.median(searches[term]))
    found = {
        "page": statistics.median(pages),
        "search": statistics.median(searches[slowest]),
        "queries": len(queries),
        "together": statistics.median(together(editor) for _ in range(5)),
    }
    print(f"{options.database}, {options.photos:,} photos")
    print(f"  first page: {found['page']:.1f} ms CPU, {found['queries']} queries")
    print(f"  slowest search ({slowest}): {found['search']:.1f} ms")
    print(f"  {MOST} photos changed together: {found['together']:.0f} ms")
    return int(any(found[name] > limit for name, limit in LIMITS.items()))


def fill(count: int) -> None:
    """Put `count` photos into the library: a provider, a creator and a person in each."""
    from django.db import connection

    from entities.models import Entity, EntityKind, Organisation
    from photos.models import Photo, PhotoCreator
    from vietnamese.text import fold

    chance = random.Random(7)
    entities = []
    for number in range(count // 10):
        entity = Entity(kind=EntityKind.PERSON if number % 20 else EntityKind.ORGANISATION)
        entity.set_name(people.name(chance) if number % 20 else f"QMG {number}")
        entities.append(entity)
    Entity.objects.bulk_create(entities, batch_size=2000)
    bodies = [e for e in entities if e.kind == EntityKind.ORGANISATION]
    Organisation.objects.bulk_create(Organisation(entity=body) for body in bodies)
    persons = [e for e in entities if e.kind == EntityKind.PERSON]
    photos = []
    for number in range(count):
        caption = f"{people.name(chance)} thăm bến cá số {number}, buổi sáng mưa nhẹ"
        photos.append(
            Photo(caption=caption, folded_text=fold(caption), provider=chance.choice(bodies))
        )
    Photo.objects.bulk_create(photos, batch_size=2000)
    names = [people.name(chance) for _ in photos]
    PhotoCreator.objects.bulk_create(
        (
            PhotoCreator(photo=photo, name=name, folded_name=fold(name))
            for photo, name in zip(photos, names, strict=True)
        ),
        batch_size=2000,
    )
    through = Photo.subjects.through
    through.objects.bulk_create(
        (through(photo=photo, entity=chance.choice(persons)) for photo in photos), batch_size=2000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def cpu(act) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def wall(term: str) -> float:
    from photos.models import Photo
    from photos.searching import matching

    start = time.perf_counter()
    list(matching(Photo.objects.all(), term).order_by("-created_at", "-pk")[:48])
    return (time.perf_counter() - start) * 1000


def together(editor) -> float:
    """How long one act holds SQLite's one writer: caption, creator, people and place of many."""
    from articles.together import rehearse
    from photos.models import Photo
    from photos.together import MOST, Wanted

    photos = Photo.objects.order_by("-pk").values_list("pk", flat=True)[:MOST]
    columns = {"caption": "Lễ hội cầu ngư", "place": "Cửa Lạch"}
    wanted = Wanted(columns, creators=["Thanh Vân"], subjects=[])
    start = time.perf_counter()
    rehearse(list(photos), wanted, by=editor)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
