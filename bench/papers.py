"""
Public pages of papers of several sizes, beside two views that do as little as can be done.

    A  a view behind the same middleware that returns the same bytes
    B  the same, after reading one row by its key

Each paper has a process and a database of its own, and they are asked by turns: what else the
machine does at that moment slows all of them. What is compared is what was measured side by side:
a ratio is the median of the rounds' ratios, growth that of the page alone, of the largest paper to
the smallest. What stands around a page is asked for once a second of the clock, which would be in
some rounds and not in others: here once, and its cost is that of a page of its own.
"""

import argparse
import math
import multiprocessing
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from multiprocessing.connection import Connection
from typing import Any

from bench import databases
from bench.story_page import fetch, spend

# {"A" or "B": at most so many times that}
Limits = Mapping[str, float]
LIMITS: dict[str, Limits] = {"sqlite": {"A": 8.0, "B": 5.0}, "postgresql": {"B": 5.0}}
GROWTH = 1.2
# Milliseconds of a turn: of what takes long there are fewer requests in it.
TURN = 200
VIEWS = {"A": "/bench/a", "B": "/bench/b"}
PARTS = ["page", *VIEWS]

# Brings an empty paper to so many stories; returns {name: address} and the key of an edition.
Fill = Callable[[int], tuple[dict[str, str], int]]


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU a request in each round, of the page, A and B; what the page is."""

    times: Mapping[str, Sequence[float]]
    queries: int
    weight: int

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.times["page"])

    def beside(self, part: str) -> float:
        """Return how many times A or B the page costs."""
        return ratio(self.times["page"], self.times[part])


def ratio(of: Sequence[float], to: Sequence[float]) -> float:
    """Return the median of the ratios of each round."""
    return statistics.median(one / other for one, other in zip(of, to, strict=True))


# {stories: {name of a page: what it costs}}
Costs = Mapping[int, Mapping[str, Cost]]


class Paper:
    """A paper of `stories` in a process of its own; to be closed."""

    def __init__(self, fill: Fill, stories: int, options: argparse.Namespace):
        # Django is set up once in a process, for one database.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, fill, stories, options))
        self._process.start()
        theirs.close()
        try:
            self.pages: dict[str, str] = self._pipe.recv()
        except BaseException:
            # Or the interpreter waits for it at its end.
            self.close()
            raise

    def take(self, path: str) -> tuple[int, int]:
        """Let A and B return the bytes of this page; return its queries and its bytes."""
        return self._ask(_take, path)

    def spend(self, path: str, requests: int) -> float:
        return self._ask(spend, path, requests)

    def close(self) -> None:
        self._pipe.close()
        self._process.join()

    def _ask(self, act: Callable[..., Any], *values: Any) -> Any:
        self._pipe.send((act, values))
        return self._pipe.recv()


def parser_for(doc: str) -> argparse.ArgumentParser:
    parser = databases.parser_for(doc)
    parser.add_argument("--stories", default="1000,20000")
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--runs", type=int, default=25)
    return parser


def of_lists(database: str, _name: str) -> Limits:
    return LIMITS[database]


def run(
    fill: Fill,
    options: argparse.Namespace,
    limits: Callable[[str, str], Limits] = of_lists,
    is_over: Callable[[Costs], bool] = lambda costs: False,
) -> int:
    """
    Measure and print; return the exit status, 1 where a limit or `is_over` is exceeded.

    `limits` are those of a page, by database and name.
    """
    exceeded = False
    asked = databases.DATABASES if options.database == "both" else [options.database]
    for database in asked:
        one = argparse.Namespace(**vars(options) | {"database": database})
        costs = measure(fill, one)
        exceeded |= report(costs, one, limits) | is_over(costs)
    return int(exceeded)


def measure(fill: Fill, options: argparse.Namespace) -> Costs:
    papers: dict[int, Paper] = {}
    try:
        for size in map(int, options.stories.split(",")):
            papers[size] = Paper(fill, size, options)
        return compare(papers, options)
    finally:
        for paper in papers.values():
            paper.close()


def compare(papers: Mapping[int, Paper], options: argparse.Namespace) -> Costs:
    """Return what each page costs in each paper; each round is of all of them."""
    names = list(next(iter(papers.values())).pages)
    requests = {name: _requests(papers, name, options) for name in names}
    looks: dict[tuple[int, str], tuple[int, int]] = {}
    times: dict[tuple[int, str], dict[str, list[float]]] = {
        (size, name): {part: [] for part in PARTS} for size, name in product(papers, names)
    }
    for _, name in product(range(options.runs), names):
        for size, paper in papers.items():
            looks[size, name] = paper.take(paper.pages[name])
        for part, (size, paper) in product(PARTS, papers.items()):
            path = VIEWS.get(part) or paper.pages[name]
            times[size, name][part].append(paper.spend(path, requests[name]))
    return {
        size: {name: Cost(times[size, name], *looks[size, name]) for name in names}
        for size in papers
    }


def _requests(papers: Mapping[int, Paper], name: str, options: argparse.Namespace) -> int:
    """Return how many requests of this page a turn has; warms up what makes it."""
    longest = max(paper.spend(paper.pages[name], 10) for paper in papers.values())
    return max(1, min(options.requests, int(TURN / longest)))


def report(costs: Costs, options: argparse.Namespace, limits: Callable[[str, str], Limits]) -> bool:
    """Print what each page costs; return whether a limit is exceeded."""
    exceeded = False
    for size, pages in costs.items():
        print(f"{options.database}, {size} stories, median of {options.runs} × {options.requests}:")
        for name, cost in pages.items():
            most = limits(options.database, name)
            exceeded |= any(cost.beside(part) > limit for part, limit in most.items())
            print(
                f"  {name:<28} {cost.milliseconds:6.3f} ms  {cost.beside('A'):5.2f} × A  "
                f"{cost.beside('B'):5.2f} × B  {cost.queries} queries  {cost.weight / 1024:5.1f} kB"
            )
    return exceeded | (len(costs) > 1 and grows(costs))


def grows(costs: Costs) -> bool:
    """Print how each page grows, from the least to the largest; return whether one does by much."""
    first, last = min(costs), max(costs)
    print(f"  from {first} to {last} stories, at most {GROWTH}:")
    growth = {
        name: ratio(cost.times["page"], costs[first][name].times["page"])
        for name, cost in costs[last].items()
    }
    for name, times in growth.items():
        print(f"  {name:<28} {times:5.2f}")
    return max(growth.values()) > GROWTH


def _serve(pipe: Connection, fill: Fill, stories: int, options: argparse.Namespace) -> None:
    databases.within(options, partial(_answer, pipe, fill, stories))


def _answer(pipe: Connection, fill: Fill, stories: int, _options: argparse.Namespace) -> int:
    """Fill the paper, tell its pages, and do what is asked until the other end is closed."""
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "bench.urls"
    call_command("collectstatic", interactive=False, verbosity=0)
    from bench import urls
    from public import chrome

    chrome.SECONDS = math.inf
    pages, urls.ROW = fill(stories)
    databases.settle()
    application = get_wsgi_application()
    pipe.send(pages)
    try:
        while True:
            act, values = pipe.recv()
            pipe.send(act(application, *values))
    except (EOFError, ConnectionError):
        return 0


def _take(application: Any, path: str) -> tuple[int, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench import urls

    # Twice: what is asked for once is asked for in the first.
    urls.BYTES = fetch(application, path)
    with CaptureQueriesContext(connection) as asked:
        fetch(application, path)
    return len(asked), len(urls.BYTES)
