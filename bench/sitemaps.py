"""
What sitemaps cost of a paper with 200,000 stories, and whether the index grows with it.

    python -m bench.sitemaps [--stories 20000,200000] [--requests 20]
                             [--database sqlite|postgresql|both] [--kept FOLDER]

The stories are without text and pictures, which no sitemap reads, an hour apart; the newest
thousand stand within two days, for the news.
"""

import argparse
import datetime
import statistics
import sys
import time

from bench import databases
from bench.story_page import fetch, spend

# As volume.copy holds them in memory.
AT_ONCE = 10_000
NEW = 1000
TEXTS = ["head_html", "json_ld", "header_html", "lead_html", "names_html", "body_html"]
SMALL = ["index", "lists"]
# Of the index, from the first size to the last; the lists grow by the months of the archive.
GROWTH = 1.2
# A search engine waits longer; a worker of ours should not be away for so long.
MOST_MS = {"page": 1000.0, "index": 50.0}


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--stories", default="20000,200000")
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--kept")
    return databases.run("bench.sitemaps", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    took: dict[str, list[float]] = {}
    for size in map(int, options.stories.split(",")):
        began = time.monotonic()
        paths = fill(size)
        databases.settle()
        filled = time.monotonic() - began
        print(f"{options.database}, {size} stories (filled in {filled:.0f} s), ms CPU:")
        for name, path in paths.items():
            weight = len(fetch(application, path))
            # Of what takes little, more: PostgreSQL's CPU is told in hundredths of a second.
            requests = options.requests * (10 if name in SMALL else 1)
            ms = statistics.median(spend(application, path, requests) for _ in range(3))
            took.setdefault(name, []).append(ms)
            print(f"  {name:<22} {ms:8.2f}  {weight / 1024:8.1f} kB")
    return int(is_over(took))


def is_over(took: dict[str, list[float]]) -> bool:
    """Tell what is too slow, or grows with the stories."""
    over = [
        name
        for name, each in took.items()
        if max(each) > MOST_MS["index" if name == "index" else "page"]
    ]
    growth = took["index"][-1] / took["index"][0]
    over += ["growth of the index"] if growth > GROWTH else []
    print(f"over: {', '.join(over) or 'none'}")
    return bool(over)


def fill(stories: int) -> dict[str, str]:
    """Bring the paper to so many stories; return the addresses that are measured."""
    from django.utils import timezone

    from articles.models import Edition, EditionPhoto
    from bench.volume import fill_paper, grow
    from public.views.sitemaps import IDS_A_PAGE

    first = Edition.objects.order_by("pk").first() or fill_paper(1)
    EditionPhoto.objects.filter(edition=first).delete()
    for name in TEXTS:
        setattr(first, name, "")
    first.facts = {}
    there = Edition.objects.count()
    for size in [*range(there + AT_ONCE, stories, AT_ONCE), stories]:
        if size > there:
            grow(first, size)
    newest = list(Edition.objects.order_by("-first_published_at").only("pk")[:NEW])
    now = timezone.now()
    for place, edition in enumerate(newest):
        edition.first_published_at = now - datetime.timedelta(minutes=place)
    Edition.objects.bulk_update(newest, ["first_published_at"], batch_size=500)
    full = max(stories // IDS_A_PAGE, 1)
    return {
        "index": "/sitemap.xml",
        "lists": "/sitemap-trang.xml",
        "stories, oldest": "/sitemap-bai-1.xml",
        "stories, newest": f"/sitemap-bai-{full}.xml",
        "news": "/sitemap-tin-moi.xml",
        "people": "/sitemap-nhan-vat-1.xml",
        "organisations": "/sitemap-to-chuc-1.xml",
        "topics": "/sitemap-chu-de-1.xml",
        "authors": "/sitemap-tac-gia-1.xml",
    }


if __name__ == "__main__":
    sys.exit(main())
