"""
CPU of the story page, beside two views that do as little as can be done.

    A  a view behind the same middleware that returns the same bytes
    B  the same, after reading one row by its key

    python -m bench.story_page [--stories 2000] [--requests 2000] [--runs 5]
                               [--database sqlite|postgresql|both]

Runs are interleaved and the median is shown; compare ratios, not milliseconds.
CPU is that of this process and of the PostgreSQL process that serves it.
"""

import argparse
import io
import statistics
import sys
import time

from bench import databases

LIMITS = {"sqlite": {"A": 4.0, "B": 2.5}, "postgresql": {"B": 2.5}}


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    return databases.run("bench.story_page", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "bench.urls"
    call_command("collectstatic", interactive=False, verbosity=0)
    from bench import urls
    from bench.volume import fill_paper

    edition = fill_paper(options.stories)
    databases.settle()
    application = get_wsgi_application()
    urls.BYTES = fetch(application, edition.path)
    urls.ROW = edition.pk
    if urls.BYTES.count(b"card__headline") != 6:
        raise RuntimeError("the page that is measured shows no related stories")
    paths = {"A": "/bench/a", "B": "/bench/b", "story": edition.path}
    times: dict[str, list[float]] = {name: [] for name in paths}
    for path in paths.values():
        spend(application, path, 100)
    for _ in range(options.runs):
        for name, path in paths.items():
            times[name].append(spend(application, path, options.requests))
    return report(options, times, len(urls.BYTES))


def fetch(application, path: str) -> bytes:
    folder, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": folder,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    statuses = []
    response = application(environ, lambda status, headers: statuses.append(status))
    body = b"".join(response)
    response.close()
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{path} answered {statuses}")
    return body


def spend(application, path: str, requests: int) -> float:
    """Return CPU milliseconds a request, of this process and the database's."""
    before = cpu_seconds()
    for _ in range(requests):
        fetch(application, path)
    return (cpu_seconds() - before) / requests * 1000


def cpu_seconds() -> float:
    """Return the seconds of CPU of this process and of the PostgreSQL process that serves it."""
    return time.process_time() + databases.cpu_of_server()


def report(options: argparse.Namespace, times: dict[str, list[float]], size: int) -> int:
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(
        f"{options.database}, {options.stories} stories, page of {size / 1024:.1f} kB, "
        f"median of {options.runs} runs of {options.requests}:"
    )
    for name, value in medians.items():
        print(f"  {name:<6} {value:.3f} ms CPU")
    exceeded = False
    for name, limit in LIMITS[options.database].items():
        ratio = medians["story"] / medians[name]
        exceeded |= ratio > limit
        print(f"  story / {name}  {ratio:.2f}  (at most {limit})")
    return int(exceeded)


if __name__ == "__main__":
    sys.exit(main())
