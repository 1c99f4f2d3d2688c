"""
Sitemaps: an index, one for each month, one for each ten thousand records, and the news.

Months do not move: a search engine asks again for the few that changed. sitemaps.org/protocol;
the news one is Google's (developers.google.com/search/docs/crawling-indexing/sitemaps).
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition, Section, Topic
from articles.models.edition import EditionQuerySet
from articles.structured_site import CORRECTIONS
from entities.models import Entity, EntityKind, EntityPage
from public.views.archive import FIRST_YEAR
from public.views.entities import pages_of

NEWS_DAYS, NEWS_MOST = 2, 1000
RECORDS_A_PAGE = 10_000
# Pages that are there from the first day, by the names of their addresses.
OF_THE_PAPER = [
    f"public:{name}"
    for name in ["about", "contact", "archive", "galleries", "people", "organisations"]
]
KINDS = {"nhan-vat": EntityKind.PERSON, "to-chuc": EntityKind.ORGANISATION}


def index(request: HttpRequest) -> HttpResponse:
    maps = [
        reverse("public:sitemap-news"),
        reverse("public:sitemap-lists"),
        *(reverse("public:sitemap-month", args=[month.year, month.month]) for month in _months()),
        *(
            reverse("public:sitemap-records", args=[word, page])
            for word, kind in KINDS.items()
            for page in range(1, _pages(kind) + 1)
        ),
    ]
    return _xml(request, "index", {"maps": [_whole(path) for path in maps]})


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if year < FIRST_YEAR:
        raise Http404
    try:
        begins = datetime.datetime(year, month, 1, tzinfo=timezone.get_default_timezone())
        ends = (begins + datetime.timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    stories = _stories().filter(first_published_at__gte=begins, first_published_at__lt=ends)
    rows = stories.newest_first().values_list("path", "changed_for_readers_at")
    pages = [(path, timezone.localtime(changed).isoformat()) for path, changed in rows]
    if not pages:
        raise Http404
    return _urls(request, pages)


def lists(request: HttpRequest) -> HttpResponse:
    own = [CORRECTIONS, *map(reverse, OF_THE_PAPER)]
    return _urls(request, [(path, "") for path in ["/", *own, *_sections(), *_topics()]])


def records(request: HttpRequest, word: str, page: int) -> HttpResponse:
    kind, last = KINDS[word], page * RECORDS_A_PAGE
    if not 1 <= page <= _pages(kind):
        raise Http404
    rows = _with_page(kind).filter(pk__gt=last - RECORDS_A_PAGE, pk__lte=last).order_by("pk")
    paths = pages_of(list(rows), timezone.now())
    return _urls(request, [(path, "") for path in paths.values()])


def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, with the words that Google News asks for."""
    window = datetime.timedelta(days=NEWS_DAYS)
    stories = _stories().filter(first_published_at__gt=timezone.now() - window).newest_first()
    rows = stories.values("path", "headline", "published_iso", "first_published_at")[:NEWS_MOST]
    shown = [row | {"address": _whole(row["path"])} for row in rows]
    answer = _xml(request, "news", {"paper": settings.NEWSROOM_NAME, "stories": shown})
    if shown:
        # When the oldest leaves: SharedCacheMiddleware reads it.
        answer.changes_at = shown[-1]["first_published_at"] + window  # type: ignore[attr-defined]
    return answer


def _stories() -> EditionQuerySet:
    return Edition.objects.public(timezone.now()).stories()


def _months() -> Iterator[datetime.date]:
    """Yield the first of each month with a story, the newest first: a look at an index for each."""
    stories = _stories().newest_first().values_list("first_published_at", flat=True)
    newest = stories.first()
    while newest:
        first = timezone.localdate(newest).replace(day=1)
        yield first
        begins = timezone.make_aware(datetime.datetime.combine(first, datetime.time()))
        newest = stories.filter(first_published_at__lt=begins).first()


def _sections() -> list[str]:
    return [section.get_absolute_url() for section in Section.objects.all()]


def _topics() -> list[str]:
    """Those that a visible story stands under: a look at an index for each."""
    shown = _stories().filter(topics__topic=OuterRef("pk"))
    topics = Topic.objects.filter(Exists(shown))
    return [reverse("public:topic", args=[slug]) for slug in topics.values_list("slug", flat=True)]


def _with_page(kind: EntityKind):
    return Entity.objects.filter(kind=kind, page=EntityPage.PUBLIC, merged_into=None)


def _pages(kind: EntityKind) -> int:
    newest = _with_page(kind).aggregate(newest=Max("pk"))["newest"] or 0
    return -(-newest // RECORDS_A_PAGE)


def _urls(request: HttpRequest, pages: Iterable[tuple[str, str]]) -> HttpResponse:
    urls = [{"address": _whole(path), "changed": changed} for path, changed in pages]
    return _xml(request, "urls", {"urls": urls})


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _xml(request: HttpRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
    return render(
        request, f"public/sitemaps/{name}.xml", dict(context), content_type="application/xml"
    )
