"""Every address that readers and machines may ask for, found by the table of addresses itself."""

from urllib.parse import urlencode

from django.urls import get_resolver
from django.utils import timezone

from public.views.sitemaps import IDS_A_PAGE
from vietnamese.sorting import LETTERS

# Behind a token or a sign-in: tests/public/test_preview.py.
PRIVATE = {"preview", "preview-front", "preview-photo", "preview-desk", "preview-desk-photo"}
# A page that begins behind any story there is.
OLDER = "?truoc=4102444800000000-1"
FEEDS = [f"tin.{format_}" for format_ in ["rss", "atom", "json", "ninjs"]]


def names() -> set[str]:
    """Return the names of the public addresses there are."""
    return {name for route, name in _routes(get_resolver()) if not route.startswith("admin/")} - {
        None,
        *PRIVATE,
    }


def _routes(resolver, above=""):
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, route)
        else:
            yield route, pattern.name


def in_sitemap(word, pk):
    """Return the sitemap that names what has this id."""
    return f"/sitemap-{word}-{-(-pk // IDS_A_PAGE)}.xml"


def addresses(stories, people, organisations, site, *, topics=(), authors=(), asked=()):
    """
    Return {name of a route: addresses}; `stories` are [(id, section slug)], public or not.

    `asked` is what is typed into the search.
    A route that comes later fails here until it has a row.
    """
    own = [f"/{section}/bai-{pk}/" for pk, section in stories]
    sections = sorted({f"/{section}/" for _pk, section in stories})
    ids_of_people, ids_of_bodies = ([one.pk for one in rows] for rows in [people, organisations])
    people = [one.get_absolute_url() for one in people]
    organisations = [one.get_absolute_url() for one in organisations]
    day = timezone.localtime()
    letters = [f"?{urlencode({'chu': letter})}" for letter in LETTERS]
    known = {
        "front": ["/"],
        "section": [*sections, *(f"{path}{OLDER}" for path in sections)],
        "topic": [f"/chu-de/{topic.slug}/" for topic in topics],
        "author": [f"/tac-gia/x-{author.pk}/" for author in authors],
        "archive": ["/luu-tru/"],
        "archive-year": [f"/luu-tru/{day:%Y}/"],
        "archive-month": [f"/luu-tru/{day:%Y/%m}/"],
        "archive-day": [f"/luu-tru/{day:%Y/%m/%d}/"],
        "galleries": ["/anh/"],
        "story-gallery": [f"{path}anh/" for path in own],
        "people": ["/nhan-vat/", *(f"/nhan-vat/{letter}" for letter in letters)],
        "organisations": ["/to-chuc/", *(f"/to-chuc/{letter}" for letter in letters)],
        "about": ["/gioi-thieu/"],
        "contact": ["/lien-he/"],
        "search": ["/tim-kiem/", *(f"/tim-kiem/?{urlencode({'q': text})}" for text in asked)],
        "search-suggestions": [f"/tim-kiem/goi-y/?{urlencode({'q': text})}" for text in asked],
        "story": own,
        "story-ninjs": [f"{path}tin.ninjs" for path in own],
        "oembed": [
            f"/oembed?url={site}{path}&format={format_}"
            for path in own
            for format_ in ["json", "xml"]
        ],
        "person": people,
        "organisation": organisations,
        "corrections": ["/cai-chinh/"],
        "feed": [f"/{feed}" for feed in FEEDS],
        "section-feed": [f"{path}{feed}" for path in sections for feed in FEEDS],
        "topic-feed": [f"/chu-de/{topic.slug}/{feed}" for topic in topics for feed in FEEDS],
        "person-feed": [f"{path}{feed}" for path in people for feed in FEEDS],
        "organisation-feed": [f"{path}{feed}" for path in organisations for feed in FEEDS],
        "sitemap": ["/sitemap.xml"],
        "sitemap-news": ["/sitemap-tin-moi.xml"],
        "sitemap-lists": ["/sitemap-trang.xml"],
        "sitemap-pages": [
            *(in_sitemap("bai", pk) for pk, _section in stories),
            *(in_sitemap("nhan-vat", pk) for pk in ids_of_people),
            *(in_sitemap("to-chuc", pk) for pk in ids_of_bodies),
            *(in_sitemap("chu-de", topic.pk) for topic in topics),
            *(in_sitemap("tac-gia", author.pk) for author in authors),
        ],
        "robots": ["/robots.txt"],
        "security": ["/.well-known/security.txt"],
    }
    return {name: known[name] for name in sorted(names())}
