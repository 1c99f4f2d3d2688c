"""
CPU of the public pages, and of what machines read of them, in papers of two sizes.

    python -m bench.public_pages [--stories 1000,20000] [--requests 20] [--runs 25]
                                 [--database sqlite|postgresql|both]

Lists are measured as they begin, and deep in the past; search and sitemaps have measurements of
their own. What A and B are: bench/papers.py.
"""

import re
import sys
from urllib.parse import quote

from bench import papers, story_page

# These may not grow; how much more than A and B they cost is shown, and has no limit.
WITHOUT_LIMIT = ("about", "contact", "what is renewed", "feed", "ninjs", "oEmbed")


def main() -> int:
    return papers.run(fill, papers.parser_for(__doc__).parse_args(), limits=limits)


def limits(database: str, name: str) -> papers.Limits:
    if name.startswith(WITHOUT_LIMIT):
        return {}
    return story_page.LIMITS[database] if name == "story" else papers.LIMITS[database]


def fill(stories: int) -> tuple[dict[str, str], int]:
    from bench.volume import fill_paper

    edition = fill_paper(stories)
    fill_lists()
    return addresses(edition), edition.pk


def fill_lists() -> None:
    """Give each third story a gallery, and each fiftieth a correction."""
    from django.db.models import F

    from articles.models import Correction, CorrectionKind, Edition
    from bench.volume import PARAGRAPH

    first = Edition.objects.earliest("pk")
    figures = "".join(re.findall(r"<figure.*?</figure>", first.body_html, re.DOTALL))
    shown = Edition.objects.alias(third=F("pk") % 3).filter(third=0)
    shown.update(has_gallery=True, gallery_html=figures)
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


def addresses(edition) -> dict[str, str]:
    """Return {name: address}: the first page of each list and one that is nearly the oldest."""
    from django.conf import settings
    from django.utils import timezone

    from articles.models import Correction, Edition, EditionAuthor, EditionEntity, EditionTopic

    stories = Edition.objects.public(timezone.now()).stories()
    oldest = stories.order_by("first_published_at", "article_id").for_cards()
    day = timezone.localtime(edition.first_published_at)
    past = timezone.localtime(oldest[30].first_published_at)
    topic = EditionTopic.objects.filter(edition=edition).select_related("topic")[0].topic
    person, organisation = (
        EditionEntity.objects.filter(entity__kind=kind).select_related("entity").earliest("pk")
        for kind in ["person", "organisation"]
    )
    author = EditionAuthor.objects.filter(edition=edition)[0].author_id
    records = [0, *Correction.objects.order_by("pk").values_list("pk", flat=True)[:21]]
    signed = re.search(rf'href="(/tac-gia/[^"]*-{author}/)"', edition.header_html)
    assert signed is not None
    of_pictures = stories.filter(has_gallery=True).without_text().latest("pk")
    lists = {
        "front": "/",
        "section": edition.section_path,
        "topic": f"/chu-de/{topic.slug}/",
        "author": signed[1],
        "galleries": "/anh/",
        "corrections": "/cai-chinh/",
        "corrections, long ago": f"/cai-chinh/?truoc={records[-1]}",
        "archive": "/luu-tru/",
        "archive, a year": f"/luu-tru/{day:%Y}/",
        "archive, a month": f"/luu-tru/{day:%Y/%m}/",
        "archive, a day": f"/luu-tru/{day:%Y/%m/%d}/",
        "archive, an old month": f"/luu-tru/{past:%Y/%m}/",
        "archive, an old day": f"/luu-tru/{past:%Y/%m/%d}/",
        "person": person.entity.get_absolute_url(),
        "organisation": organisation.entity.get_absolute_url(),
        "people": "/nhan-vat/",
        "story": edition.path,
        "pictures of a story": f"{of_pictures.path}anh/",
        "about the paper": "/gioi-thieu/",
        "contact": "/lien-he/",
        "what is renewed each second": "/bench/renewed",
    }
    feeds = {
        "feed": "/",
        **{f"feed, {name}": lists[name] for name in ["section", "topic", "person", "organisation"]},
    }
    machines = {
        **{name: f"{path}tin.rss" for name, path in feeds.items()},
        "ninjs": f"{edition.path}tin.ninjs",
        "ninjs of the newest": "/tin.ninjs",
        "oEmbed": f"/oembed?url={quote(settings.SITE_URL + edition.path)}",
    }
    of_section = oldest.filter(section=edition.section_id)[25]
    of_all = oldest[25]
    deep = {"section": of_section, "topic": of_all, "author": of_all, "galleries": of_all}
    old = {f"{name}, long ago": lists[name] + place(one) for name, one in deep.items()}
    return lists | old | machines


def place(edition) -> str:
    moment = edition.first_published_at
    seconds = int(moment.replace(microsecond=0).timestamp())
    return f"?truoc={seconds * 1_000_000 + moment.microsecond}-{edition.article_id}"


if __name__ == "__main__":
    sys.exit(main())
