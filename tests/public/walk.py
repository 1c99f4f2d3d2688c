"""Every address that readers and machines may ask for, found by the table of addresses itself."""

from django.urls import get_resolver
from django.utils import timezone

# Behind a token or a sign-in: tests/public/test_preview.py.
PRIVATE = {"preview", "preview-photo", "preview-desk", "preview-desk-photo"}
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


def addresses(stories, people, organisations, site) -> dict[str, list[str]]:
    """
    Return {name of a route: addresses}; `stories` are [(id, section slug)], public or not.

    A route that comes later fails here until it has a row.
    """
    own = [f"/{section}/bai-{pk}/" for pk, section in stories]
    sections = sorted({f"/{section}/" for _pk, section in stories})
    people = [one.get_absolute_url() for one in people]
    organisations = [one.get_absolute_url() for one in organisations]
    today = timezone.localtime()
    known = {
        "front": ["/"],
        "section": [*sections, *(f"{path}?trang=2" for path in sections)],
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
        "person-feed": [f"{path}{feed}" for path in people for feed in FEEDS],
        "organisation-feed": [f"{path}{feed}" for path in organisations for feed in FEEDS],
        "sitemap": ["/sitemap.xml"],
        "sitemap-news": ["/sitemap-tin-moi.xml"],
        "sitemap-lists": ["/sitemap-trang.xml"],
        "sitemap-month": [f"/sitemap-{today.year}-{today.month}.xml"],
        "sitemap-records": ["/sitemap-nhan-vat-1.xml", "/sitemap-to-chuc-1.xml"],
        "robots": ["/robots.txt"],
        "security": ["/.well-known/security.txt"],
    }
    return {name: known[name] for name in sorted(names())}
