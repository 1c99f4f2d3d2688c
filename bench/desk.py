"""
How much work the desk's own pages are, with many stories in the table.

    python -m bench.desk [--stories 50000] [--runs 20] [--database sqlite|postgresql|both]

Whole requests of signed-in people without a web server: CPU of this process, and on PostgreSQL
of the process that serves it, the median of the runs, and the queries of one. The overview of
each role and what its page asks for every 20 seconds; the list with 200 rows on a page, and each
queue of it; the form of a story of 2,000 words with six photos, ten names and three authors,
as a draft and as one that readers have; one autosave of it; a search for a story to link; and
what two of its versions differ in.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable

from bench import databases
from bench.databases import cpu_of_server

# What is searched for to be linked: all stories have the first, one the second.
LINKED = ["bến cá", "bến cá số 31415"]
# Milliseconds of CPU, and queries.
LIMITS = {"autosave": 30.0}
LIMIT = 250.0
MOST_QUERIES = 20
# The clock of another process ticks in hundredths: so many requests are timed together.
CALLS = 5


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--stories", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=20)
    return databases.run("bench.desk", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.core.management import call_command

    from bench import desk_rows

    call_command("collectstatic", interactive=False, verbosity=0)
    people, article, live = desk_rows.fill(options.stories)
    asked = acts(people, article, live)
    found = {name: spend(ask, options.runs) for name, ask in asked.items()}
    print(f"{options.database}, {options.stories:,} stories")
    for name, (cpu, queries) in found.items():
        told = "" if holds(name, cpu, queries) else " (too much)"
        print(f"  {name}: {cpu:.1f} ms CPU, {queries} queries{told}")
    return int(not all(holds(name, *one) for name, one in found.items()))


def holds(name: str, cpu: float, queries: int) -> bool:
    return cpu <= LIMITS.get(name, LIMIT) and queries <= MOST_QUERIES


def acts(people, article, live) -> dict[str, Callable[[], object]]:
    """Return {name: request} of what is measured; `people` are {role: account}."""
    from django.contrib import admin

    from articles.models import Article
    from articles.queues import QUEUES
    from bench.desk_rows import typed

    admin.site.get_model_admin(Article).list_per_page = 200
    clients = {role: signed_in(user) for role, user in people.items()}
    editor = clients["editor"]
    pages = f"/admin/articles/article/{article.pk}/"
    stories = "/admin/articles/article/"
    sent = typed(article)
    first = article.revisions.last().pk
    asked = {}
    for role, client in clients.items():
        asked[f"overview, {role}"] = lambda client=client: client.get("/admin/")
        asked[f"its numbers, {role}"] = lambda client=client: client.get(f"{stories}overview/")
    asked["list"] = lambda: editor.get(stories)
    for name in QUEUES:
        asked[f"queue, {name}"] = lambda name=name: editor.get(f"{stories}?queue={name}")
    for words in LINKED:
        asked[f"link, “{words}”"] = lambda words=words: editor.get(
            f"{stories}linking/", {"q": words}
        )
    return asked | {
        "form": lambda: editor.get(f"{pages}change/"),
        "form of a live story": lambda: editor.get(f"{stories}{live.pk}/change/"),
        "autosave": lambda: editor.post(f"{pages}writing/", sent, "application/json"),
        "comparison": lambda: editor.get(f"{pages}versions/compare/?old={first}"),
    }


def signed_in(user):
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


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
    return statistics.median(_cpu(ask) for _ in range(max(runs // CALLS, 1))), len(queries)


def _cpu(ask: Callable[[], object]) -> float:
    began = time.process_time() + cpu_of_server()
    for _ in range(CALLS):
        ask()
    return (time.process_time() + cpu_of_server() - began) * 1000 / CALLS


if __name__ == "__main__":
    sys.exit(main())
