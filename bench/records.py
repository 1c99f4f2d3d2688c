"""
Likely duplicates among many records, and the merging of a name with many stories.

    python -m bench.records [--records 100000] [--stories 5000]
                            [--database sqlite|postgresql|both]

Wall-clock seconds: the list is a page an editor waits for, the merging holds a transaction.
"""

import argparse
import random
import sys
import time

from bench import databases, people


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--stories", type=int, default=5000)
    return databases.run("bench.records", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.db import connection

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
    names = [people.name(chance) for _ in range(count * 8 // 10)]
    entities = [Entity(kind=EntityKind.PERSON, name=name) for name in names] + [
        Entity(kind=EntityKind.ORGANISATION, name=f"Công ty {chance.choice(people.FAMILY)} {n}")
        for n in range(count - len(names))
    ]
    for entity in entities:
        entity.set_name(entity.name)
    Entity.objects.bulk_create(entities, batch_size=2000)
    persons, bodies = entities[: len(names)], entities[len(names) :]
    Person.objects.bulk_create([Person(entity=who) for who in persons], batch_size=2000)
    Organisation.objects.bulk_create(
        [Organisation(entity=body) for body in bodies], batch_size=2000
    )
    posts = Post.objects.bulk_create(
        [Post(organisation=body, label="Giám đốc") for body in bodies], batch_size=2000
    )
    Tenure.objects.bulk_create(
        [Tenure(person=who, post=chance.choice(posts)) for who in persons], batch_size=2000
    )
    aliases = [Alias(entity=body, name=body.name.replace("Công ty", "Cty")) for body in bodies]
    for alias in aliases:
        alias.set_keys()
    Alias.objects.bulk_create(aliases, batch_size=2000)


if __name__ == "__main__":
    sys.exit(main())
