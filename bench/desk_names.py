"""
How long the desk waits for names: `@` completion, and the panel beside a story of 2,000 words.

    python -m bench.desk_names [--names 100000] [--runs 40]
                               [--database sqlite|postgresql|both]

Whole requests of a signed-in editor, without a web server: session, rights, queries,
template. By the clock, the database's time included: the median, and the fastest beside it.
"""

import argparse
import json
import random
import statistics
import sys
import time
from functools import partial

from bench import databases, people

LIMITS = {"@": 30.0, "panel": 150.0}
# Nothing, much, given names, marks, several words, a body, another name.
TYPED = [
    *("zzz", "nguyen", "Nguyên", "thang", "Thắng", "le van t", "Lê Văn Thắng", "so y", "h", "tw"),
]
BODY = ["Công ty cổ phần", "Trường THPT", "Sở", "Hội", "Trung tâm", "UBND xã", "Chi cục"]


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=40)
    return databases.run("bench.desk_names", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", interactive=False, verbosity=0)
    names = fill_registry(options.names)
    article, editor, draft = long_draft(names)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(editor)
    panel = f"/admin/articles/article/{article.pk}/names/"
    times: dict[str, dict[str, tuple[float, float]]] = {"@": {}, "panel": {}}
    for typed in TYPED:
        ask = partial(client.get, "/admin/entities/entity/complete/", {"q": typed})
        times["@"][typed] = spend(ask, options.runs)
    look = partial(client.post, panel, draft, "application/json")
    times["panel"]["2,000 words"] = spend(look, options.runs)
    return report(options.database, times)


def fill_registry(count: int) -> list[str]:
    """Put `count` names on record, one in five a body, one in five with another name."""

    from entities.models import Alias, Entity, EntityKind

    chance = random.Random(7)
    rows = []
    for number in range(count):
        name = people.name(chance, syllables=3)
        kind = EntityKind.PERSON
        if number % 5 == 0:
            kind, name = EntityKind.ORGANISATION, f"{chance.choice(BODY)} {name} {number % 977}"
        elif chance.random() < 0.9:
            # Four syllables: fewer namesakes than in life, and as many different names as asked.
            name = f"{name} {chance.choice(people.GIVEN)}"
        entity = Entity(kind=kind)
        entity.set_name(name)
        rows.append(entity)
    Entity.objects.bulk_create(rows, batch_size=2000)
    aliases = []
    for entity in rows[::5]:
        alias = Alias(entity=entity, name=f"{entity.name} TW")
        alias.set_keys()
        aliases.append(alias)
    Alias.objects.bulk_create(aliases, batch_size=2000)
    databases.settle()
    return [row.name for row in rows if row.kind == EntityKind.PERSON][:: max(1, count // 50)]


def long_draft(names: list[str]):
    """A story, its editor, and what the panel sends for 2,000 words with known and new names."""
    from accounts.models import User
    from accounts.roles import Role
    from articles.models import Article
    from bench.volume import PARAGRAPH

    editor = User.objects.create(username="bench", full_name="Bench", role=Role.EDITOR)
    article = Article.objects.create(headline="Tin dài để đo", created_by=editor)
    new = [f"Quàng Văn {given}" for given in people.GIVEN[:12]]
    paragraphs = []
    words = 0
    while words < 2000:
        number = len(paragraphs)
        known, unknown = names[number % len(names)], new[number % len(new)]
        text = f"Ông {known} và bà {unknown}, Giám đốc Sở Y tế, cùng dự. {PARAGRAPH}"
        paragraphs.append(f"<p>{text}</p>")
        words += len(text.split())
    draft = {"headline": "Tin dài để đo", "lead": "Hội nghị sáng nay.", "body": "".join(paragraphs)}
    return article, editor, json.dumps(draft)


def spend(act, runs: int) -> tuple[float, float]:
    """Return milliseconds a request: the median and the fastest."""
    act()
    clock = []
    for _ in range(runs):
        start = time.perf_counter()
        response = act()
        clock.append((time.perf_counter() - start) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"answered {response.status_code}")
    return statistics.median(clock), min(clock)


def report(database: str, times: dict[str, dict[str, tuple[float, float]]]) -> int:
    failed = 0
    for what, limit in LIMITS.items():
        for name, (median, fastest) in times[what].items():
            spent = f"{median:6.1f} ms, fastest {fastest:6.1f}"
            sys.stdout.write(f"{database:<11} {what} {name:<14} {spent}\n")
        worst = max(median for median, _fastest in times[what].values())
        failed += worst > limit
        sys.stdout.write(f"{database:<11} {what}: {worst:.1f} ms, at most {limit}\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
