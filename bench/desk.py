"""
How much work the desk's own pages are, with many stories in the table.

    python -m bench.desk [--stories 50000] [--runs 20] [--database sqlite|postgresql|both]

Whole requests of a signed-in editor without a web server: CPU of this process, the median of the
runs, and the queries of one. The list, the form of a story of 2,000 words, one autosave of it,
and what two of its versions differ in.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable

from bench import databases, people

# Milliseconds of CPU.
LIMITS = {"list": 250.0, "form": 250.0, "autosave": 30.0, "comparison": 250.0}
MOST_QUERIES = 20
WORDS = "Bến cá họp từ sớm, giá mực tăng nhẹ, tàu về muộn hơn mọi năm vì gió mùa. "


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--stories", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=20)
    return databases.run("bench.desk", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", interactive=False, verbosity=0)
    editor, article = fill(options.stories)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(editor)
    found = {name: spend(ask, options.runs) for name, ask in acts(client, article).items()}
    print(f"{options.database}, {options.stories:,} stories")
    for name, (cpu, queries) in found.items():
        print(f"  {name}: {cpu:.1f} ms CPU, {queries} queries")
    return int(
        any(cpu > LIMITS[name] or queries > MOST_QUERIES for name, (cpu, queries) in found.items())
    )


def acts(client, article) -> dict[str, Callable[[], object]]:
    """Return {name: request} of what is measured."""
    pages = f"/admin/articles/article/{article.pk}/"
    fields = {"headline": "Tít", "lead": "Sapo", "body": f"<p>{WORDS * 120}</p>"}
    sent = json.dumps({"read_version": article.version, "fields": fields})
    first = article.revisions.last().pk
    return {
        "list": lambda: client.get("/admin/articles/article/"),
        "form": lambda: client.get(f"{pages}change/"),
        "autosave": lambda: client.post(f"{pages}writing/", sent, "application/json"),
        "comparison": lambda: client.get(f"{pages}versions/compare/?old={first}"),
    }


def fill(count: int):
    """Put `count` stories on the desk; return an editor and one story with two versions."""
    import random

    from django.db import connection

    from accounts.models import User
    from accounts.roles import Role
    from articles import saving
    from articles.models import Article, Author, Byline, RevisionStep, Section
    from vietnamese.text import fold

    chance = random.Random(7)
    editor = User.objects.create(username="bench", full_name="Bench", role=Role.EDITOR)
    section = Section.objects.create(name="Kinh tế", slug="kinh-te")
    author = Author.objects.create(printed_name=people.name(chance))
    stories = []
    for number in range(count):
        headline = f"{people.name(chance)} thăm bến cá số {number}"
        stories.append(
            Article(
                headline=headline,
                lead=WORDS,
                folded_text=fold(f"{headline} {WORDS}"),
                section=section,
                created_by=editor,
            )
        )
    Article.objects.bulk_create(stories, batch_size=1000)
    Byline.objects.bulk_create(
        (Byline(article=story, author=author) for story in stories), batch_size=2000
    )
    article = stories[-1]
    for body in [WORDS, WORDS.replace("muộn", "sớm")]:
        article.body = f"<p>{body * 6}</p>" * 20
        article.save()
        step = RevisionStep.SAVED if article.version else RevisionStep.CREATED
        saving.save(article, by=editor, expected_version=article.version, step=step)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return editor, article


def spend(ask: Callable[[], object], runs: int) -> tuple[float, int]:
    """Return the median of the CPU of a request in milliseconds, and its queries."""
    from django.db import connection

    queries: list[str] = []

    def note(execute, sql, parameters, many, context):
        queries.append(sql)
        return execute(sql, parameters, many, context)

    ask()
    with connection.execute_wrapper(note):
        answer = ask()
    assert answer.status_code == 200, answer
    return statistics.median(_cpu(ask) for _ in range(runs)), len(queries)


def _cpu(ask: Callable[[], object]) -> float:
    began = time.process_time()
    ask()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
