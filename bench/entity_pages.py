"""
CPU of the pages of people and organisations, beside two views that do as little as can be done.

    A  a view behind the same middleware that returns the same bytes
    B  the same, after reading one row by its key

    python -m bench.entity_pages [--stories 20000] [--requests 300] [--runs 3]
                                 [--database sqlite|postgresql|both]

One person stands in every fourth story and in a picture of each, another in twenty; each request
of a page is of the same record, nothing of which is kept from one to the next.
"""

import argparse
import statistics
import sys

from bench import databases
from bench.story_page import fetch, spend

FEW = 20
LIMITS = {"sqlite": {"A": 8.0, "B": 5.0}, "postgresql": {"B": 5.0}}
# A person with thousands of stories, beside one with twenty.
GROWTH = 1.2


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--stories", type=int, default=20000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    return databases.run("bench.entity_pages", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "bench.urls"
    call_command("collectstatic", interactive=False, verbosity=0)
    paths, row = fill(options.stories)
    databases.settle()
    application = get_wsgi_application()
    from bench import urls

    urls.ROW = row
    times: dict[str, list[dict[str, float]]] = {name: [] for name in paths}
    for _ in range(options.runs):
        for name, path in paths.items():
            # Each page is compared with views that return its own bytes.
            urls.BYTES = fetch(application, path)
            spend(application, path, options.requests // 10)
            asked = {"page": path, "A": "/bench/a", "B": "/bench/b"}
            times[name].append(
                {part: spend(application, asked[part], options.requests) for part in asked}
            )
    return report(options, times)


def fill(stories: int) -> tuple[dict[str, str], int]:
    """Return the addresses of the pages that are measured, and the key of an edition."""
    from django.utils import timezone

    from articles.models import Edition, EditionEntity, EditionPhoto, EditionPhotoSubject
    from bench.volume import fill_paper
    from entities import services
    from entities.models import EntityKind, EntityPage, Organisation, Post, Tenure

    first = fill_paper(stories)
    much, few = (
        services.create(EntityKind.PERSON, name, page=EntityPage.PUBLIC)
        for name in ["Trần Văn Nhiều", "Trần Văn Ít"]
    )
    body = EditionEntity.objects.filter(entity__kind="organisation").first().entity
    for person in [much, few]:
        for n in range(6):
            post, _made = Post.objects.get_or_create(organisation=body, label=f"Chức vụ {n}")
            start = timezone.localdate().replace(year=2015 + n, day=1)
            Tenure.objects.create(person=person, post=post, start_on=start)
    parts = Organisation.objects.exclude(pk=body.pk)[:12]
    Organisation.objects.filter(pk__in=[part.pk for part in parts]).update(parent=body)
    editions = Edition.objects.order_by("-first_published_at").values_list(
        "pk", "first_published_at", named=True
    )
    asked = [(much, editions[::4]), (few, editions[1 : FEW * 4 : 4])]
    rows = [(person, edition) for person, shown in asked for edition in shown]
    EditionEntity.objects.bulk_create(
        (
            EditionEntity(
                edition_id=edition.pk,
                entity=person,
                name=person.name,
                position=90,
                first_published_at=edition.first_published_at,
            )
            for person, edition in rows
        ),
        batch_size=2000,
    )
    photos = dict(EditionPhoto.objects.filter(position=0).values_list("edition", "pk"))
    # A file of its own in each story, as in life.
    EditionPhotoSubject.objects.bulk_create(
        (
            EditionPhotoSubject(
                editionphoto_id=photos[edition.pk],
                entity=person,
                first_published_at=edition.first_published_at,
            )
            for person, edition in rows
        ),
        batch_size=2000,
    )
    distinct = list(EditionPhoto.objects.filter(pk__in=photos.values()).only("checksum"))
    for number, photo in enumerate(distinct):
        photo.checksum = f"{number:064}"
    EditionPhoto.objects.bulk_update(distinct, ["checksum"], batch_size=400)
    path = much.get_absolute_url()
    microseconds = int(editions[stories * 3 // 4].first_published_at.timestamp() * 1_000_000)
    return {
        "person, many stories": path,
        "person, few stories": few.get_absolute_url(),
        "person, an old page": f"{path}?truoc={microseconds}-0",
        "organisation": body.get_absolute_url(),
        "people by letter": "/nhan-vat/?chu=b",
        "organisations": "/to-chuc/",
    }, first.pk


def report(options: argparse.Namespace, times: dict[str, list[dict[str, float]]]) -> int:
    print(
        f"{options.database}, {options.stories} stories, median of {options.runs} runs of "
        f"{options.requests}, ms CPU:"
    )
    exceeded = False
    medians = {}
    for name, runs in times.items():
        found = {part: statistics.median(run[part] for run in runs) for part in runs[0]}
        medians[name] = found["page"]
        limits = LIMITS[options.database]
        ratios = {part: found["page"] / found[part] for part in limits}
        exceeded |= any(ratio > limits[part] for part, ratio in ratios.items())
        told = ", ".join(f"{ratio:.2f} × {part}" for part, ratio in ratios.items())
        print(f"  {name:<22} {found['page']:.3f}  A {found['A']:.3f}  B {found['B']:.3f}  {told}")
    growth = medians["person, many stories"] / medians["person, few stories"]
    print(f"  many / few stories  {growth:.2f}  (at most {GROWTH})")
    return int(exceeded or growth > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
