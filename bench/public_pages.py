"""
CPU of every public page that lists stories, beside two views that do as little as can be done.

    A  a view behind the same middleware that returns the same bytes
    B  the same, after reading one row by its key

    python -m bench.public_pages [--stories 1000,20000] [--requests 200] [--runs 5]
                                 [--database sqlite|postgresql|both]

Each page is measured as it begins, and deep in the past; A and B return the bytes of the page
beside which they stand. Runs are interleaved and the median is shown. Growth is that of the page
beside A: what else the machine does between two sizes slows both.
"""

import argparse
import re
import statistics
import sys

from bench import databases
from bench.story_page import fetch, spend

LIMITS = {"sqlite": {"A": 8.0, "B": 5.0}, "postgresql": {"B": 5.0}}
GROWTH = 1.2


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--stories", default="1000,20000")
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    return databases.run("bench.public_pages", options, measure)


def measure(options: argparse.Namespace) -> int:
    """Measure the sizes one after another, each in a database of its own; compare them."""
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "bench.urls"
    call_command("collectstatic", interactive=False, verbosity=0)
    from bench.volume import fill_paper, grow

    sizes = [int(size) for size in options.stories.split(",")]
    edition = fill_paper(sizes[0])
    application = get_wsgi_application()
    beside_a: list[dict[str, float]] = []
    exceeded = False
    for size in sizes:
        if size != sizes[0]:
            grow(edition, size)
        fill_lists()
        databases.settle()
        pages = addresses(application, edition)
        print(f"{options.database}, {size} stories, median of {options.runs} × {options.requests}:")
        beside_a.append({})
        for name, path in pages.items():
            medians, queries, weight = compare(application, path, edition.pk, options)
            ratios = {other: medians["page"] / medians[other] for other in ["A", "B"]}
            beside_a[-1][name] = ratios["A"]
            exceeded |= any(
                ratios[other] > limit for other, limit in LIMITS[options.database].items()
            )
            print(
                f"  {name:<24} {medians['page']:6.3f} ms  {ratios['A']:5.2f} × A  "
                f"{ratios['B']:5.2f} × B  {queries} queries  {weight / 1024:5.1f} kB"
            )
    if len(sizes) > 1:
        print(f"  from {sizes[0]} to {sizes[-1]} stories, at most {GROWTH}:")
        for name in beside_a[0]:
            growth = beside_a[-1][name] / beside_a[0][name]
            exceeded |= growth > GROWTH
            print(f"  {name:<24} {growth:5.2f}")
    return int(exceeded)


def fill_lists() -> None:
    """Give each third story a gallery, and each fiftieth a correction."""
    from django.db.models import F

    from articles.models import Correction, CorrectionKind, Edition
    from bench.volume import PARAGRAPH

    Edition.objects.alias(third=F("pk") % 3).filter(third=0).update(has_gallery=True)
    of_each = Edition.objects.alias(place=F("pk") % 50).filter(place=0, correction=None)
    Correction.objects.bulk_create(
        Correction(
            article_id=edition.article_id,
            edition=edition,
            kind=CorrectionKind.CORRECTION,
            title="Cải chính",
            wrong=PARAGRAPH,
            right=PARAGRAPH,
            decided_by="Ban Biên tập",
            made_by_id=edition.made_by_id,
            published_at=edition.visible_from,
        )
        for edition in of_each.without_text()
    )


def addresses(application, edition) -> dict[str, str]:
    """Return {name: address}: the first page of each list and one that is nearly the oldest."""
    from django.utils import timezone

    from articles.models import Correction, Edition, EditionAuthor, EditionEntity, EditionTopic

    stories = Edition.objects.public(timezone.now()).stories()
    oldest = stories.order_by("first_published_at", "article_id").for_cards()
    day = timezone.localtime(edition.first_published_at)
    past = timezone.localtime(oldest[30].first_published_at)
    topic = EditionTopic.objects.filter(edition=edition).select_related("topic")[0].topic
    person, organisation = (
        EditionEntity.objects.filter(edition=edition, entity__kind=kind)
        .select_related("entity")
        .first()
        for kind in ["person", "organisation"]
    )
    author = EditionAuthor.objects.filter(edition=edition)[0].author_id
    records = [0, *Correction.objects.order_by("pk").values_list("pk", flat=True)[:21]]
    signed = re.search(rf'href="(/tac-gia/[^"]*-{author}/)"', edition.header_html)
    lists = {
        "front": "/",
        "section": edition.section_path,
        "topic": f"/chu-de/{topic.slug}/",
        "author": signed[1] if signed else "",
        "galleries": "/anh/",
        "corrections": "/cai-chinh/",
        "corrections, long ago": f"/cai-chinh/?truoc={records[-1]}",
        "archive": "/luu-tru/",
        "archive, a year": f"/luu-tru/{day:%Y}/",
        "archive, a month": f"/luu-tru/{day:%Y/%m}/",
        "archive, a day": f"/luu-tru/{day:%Y/%m/%d}/",
        "archive, an old month": f"/luu-tru/{past:%Y/%m}/",
        "archive, an old day": f"/luu-tru/{past:%Y/%m/%d}/",
        "person": person.entity.get_absolute_url() if person else "",
        "organisation": organisation.entity.get_absolute_url() if organisation else "",
        "story": edition.path,
    }
    of_section = oldest.filter(section=edition.section_id)[25]
    of_all = oldest[25]
    deep = {"section": of_section, "topic": of_all, "author": of_all}
    return {name: path for name, path in lists.items() if path} | {
        f"{name}, long ago": lists[name] + place(one) for name, one in deep.items()
    }


def place(edition) -> str:
    moment = edition.first_published_at
    seconds = int(moment.replace(microsecond=0).timestamp())
    return f"?truoc={seconds * 1_000_000 + moment.microsecond}-{edition.article_id}"


def compare(
    application, path: str, row: int, options: argparse.Namespace
) -> tuple[dict[str, float], int, int]:
    """Return the milliseconds of the page, A and B, the page's queries and its bytes."""
    from django.db import connection

    from bench import urls

    urls.BYTES, urls.ROW = fetch(application, path), row
    asked: list[str] = []

    def count(execute, sql, *others):
        asked.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(count):
        fetch(application, path)
    paths = {"A": "/bench/a", "B": "/bench/b", "page": path}
    times: dict[str, list[float]] = {name: [] for name in paths}
    for address in paths.values():
        spend(application, address, 20)
    for _ in range(options.runs):
        for name, address in paths.items():
            times[name].append(spend(application, address, options.requests))
    medians = {name: statistics.median(values) for name, values in times.items()}
    return medians, len(asked), len(urls.BYTES)


if __name__ == "__main__":
    sys.exit(main())
