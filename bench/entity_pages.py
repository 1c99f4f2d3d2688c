"""
CPU of the pages of people and organisations, in papers of two sizes.

    python -m bench.entity_pages [--stories 1000,20000] [--requests 20] [--runs 25]
                                 [--database sqlite|postgresql|both]

One person stands in every fourth story and in a picture of each, another in twenty; each request
of a page is of the same record, nothing of which is kept from one to the next. What A and B are:
bench/papers.py.
"""

import sys

from bench import papers

FEW = 20
MANY_STORIES, FEW_STORIES = "person, many stories", "person, few stories"
# A person with thousands of stories, beside one with twenty.
MOST_TIMES = 1.2


def main() -> int:
    return papers.run(fill, papers.parser_for(__doc__).parse_args(), is_over=is_over)


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
        MANY_STORIES: path,
        FEW_STORIES: few.get_absolute_url(),
        "person, an old page": f"{path}?truoc={microseconds}-0",
        "organisation": body.get_absolute_url(),
        "people by letter": "/nhan-vat/?chu=b",
        "organisations": "/to-chuc/",
    }, first.pk


def is_over(costs: papers.Costs) -> bool:
    """Print what a person with many stories costs beside one with few, in each paper."""
    times = {
        size: papers.ratio(*(pages[name].times["page"] for name in [MANY_STORIES, FEW_STORIES]))
        for size, pages in costs.items()
    }
    told = ", ".join(f"{time:.2f} with {size} stories" for size, time in times.items())
    print(f"  many / few: {told}  (at most {MOST_TIMES})")
    return max(times.values()) > MOST_TIMES


if __name__ == "__main__":
    sys.exit(main())
