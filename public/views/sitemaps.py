"""
Sitemaps: an index, the lists, all that has a page of its own by ids, and the news.

Stories, people, organisations, topics and authors stand ten thousand ids on a page: no page
outgrows the protocol (50,000 addresses, 50 MB), none moves when something new comes, and the
index asks for the highest id of each kind, and of each page for one that is there. Only the news
go on from page to page as they come; hardly a day has more than a page of them. The photos of a
story have the story for their one address; the days of the archive stand in its months.

sitemaps.org/protocol; the news one is Google's
(developers.google.com/search/docs/crawling-indexing/sitemaps).
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.models import Author, Edition, Section, Topic
from articles.models.edition import EditionQuerySet
from articles.structured_site import CORRECTIONS
from entities.models import Entity, EntityKind, EntityPage
from public.canonical import canonical
from public.entities.addresses import address_of
from public.entities.finding import is_named
from public.statements import LARGEST_KEY, Statement
from public.views import archive
from vietnamese.slugs import slugify

NEWS_DAYS, NEWS_MOST = 2, 1000
IDS_A_PAGE = 10_000
# Pages that are there from the first day, by the names of their addresses.
OF_THE_PAPER = [
    f"public:{name}"
    for name in ["about", "contact", "archive", "galleries", "people", "organisations"]
]

# An address, and the moment it changed for readers where that is known.
Url = tuple[str, str]


@dataclass(frozen=True)
class Kind:
    """What has pages of its own: `rows` that are there at a moment, and their addresses."""

    rows: Callable[[datetime.datetime], QuerySet]
    urls: Callable[[QuerySet], Iterable[Url]]
    # Where the highest id is read, from the end of an index.
    ids: QuerySet
    key: str = "pk"

    def pages(self, now: datetime.datetime) -> list[int]:
        """Return the numbers of the pages on which something stands; two queries."""
        ids = self.ids.order_by(f"-{self.key}").values_list(self.key, flat=True)
        numbers = range(1, -(-(ids.first() or 0) // IDS_A_PAGE) + 1)
        found = self._first.first_of_each([_span(page) for page in numbers], now=now)
        return [page for page, one in zip(numbers, found, strict=True) if one is not None]

    def urls_of(self, page: int, now: datetime.datetime) -> list[Url]:
        return list(self.urls(self._within(now, **_span(page)).order_by(self.key)))

    @cached_property
    def _first(self) -> Statement:
        def build(**values: Any) -> QuerySet:
            return self._within(**values).order_by().values_list("pk")[:1]

        return Statement(build, moments=["now"], keys=["above", "last"])

    def _within(self, now: datetime.datetime, above: int, last: int) -> QuerySet:
        span = {f"{self.key}__gt": above, f"{self.key}__lte": last}
        return self.rows(now).filter(**span)


def _span(page: int) -> dict[str, int]:
    return {"above": (page - 1) * IDS_A_PAGE, "last": page * IDS_A_PAGE}


def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    recent = _recent(now)
    more_news = range(2, -(-recent.count() // NEWS_MOST) + 1)
    maps = [
        reverse("public:sitemap-news"),
        *(reverse("public:sitemap-news", args=[page]) for page in more_news),
        reverse("public:sitemap-lists"),
        *(
            reverse("public:sitemap-pages", args=[word, page])
            for word, kind in KINDS.items()
            for page in kind.pages(now)
        ),
    ]
    answer = _xml(request, "index", {"maps": [canonical(path) for path in maps]})
    oldest = recent.last() if more_news else None
    return _until_it_leaves(answer, oldest and oldest.first_published_at)


def lists(request: HttpRequest) -> HttpResponse:
    own = [CORRECTIONS, *map(reverse, OF_THE_PAPER)]
    paths = ["/", *own, *_sections(), *archive.addresses(timezone.now())]
    return _urls(request, [(path, "") for path in paths])


def pages(request: HttpRequest, word: str, page: int) -> HttpResponse:
    is_number = 1 <= page <= LARGEST_KEY // IDS_A_PAGE
    urls = KINDS[word].urls_of(page, timezone.now()) if is_number else []
    if not urls:
        raise Http404
    return _urls(request, urls)


def news(request: HttpRequest, page: int = 1) -> HttpResponse:
    """The stories of the last two days, with the words that Google News asks for."""
    first = (page - 1) * NEWS_MOST
    recent = _recent(timezone.now())
    rows = recent.values("path", "headline", "published_iso", "first_published_at")
    shown = [row | {"address": canonical(row["path"])} for row in rows[first : first + NEWS_MOST]]
    if page > 1 and not shown:
        raise Http404
    answer = _xml(request, "news", {"paper": settings.NEWSROOM_NAME, "stories": shown})
    return _until_it_leaves(answer, shown[-1]["first_published_at"] if shown else None)


def _until_it_leaves(answer: HttpResponse, oldest: datetime.datetime | None) -> HttpResponse:
    """Say when the oldest of the news leaves: SharedCacheMiddleware reads it."""
    if oldest:
        answer.changes_at = oldest + datetime.timedelta(days=NEWS_DAYS)  # type: ignore[attr-defined]
    return answer


def _stories(now: datetime.datetime) -> EditionQuerySet:
    return Edition.objects.public(now).stories()


def _recent(now: datetime.datetime) -> EditionQuerySet:
    begins = now - datetime.timedelta(days=NEWS_DAYS)
    return _stories(now).filter(first_published_at__gt=begins).newest_first()


def _sections() -> list[str]:
    return [section.get_absolute_url() for section in Section.objects.all()]


def _of_stories(rows: QuerySet) -> Iterable[Url]:
    for path, changed in rows.values_list("path", "changed_for_readers_at"):
        yield path, timezone.localtime(changed).isoformat()


def _entities(now: datetime.datetime, kind: EntityKind) -> QuerySet:
    return Entity.objects.filter(is_named(now), kind=kind, page=EntityPage.PUBLIC, merged_into=None)


def _of_entities(rows: QuerySet) -> Iterable[Url]:
    return [(address_of(entity), "") for entity in rows]


def _topics(now: datetime.datetime) -> QuerySet:
    """Those that a visible story stands under: a look at an index for each."""
    return Topic.objects.filter(Exists(_stories(now).filter(topics__topic=OuterRef("pk"))))


def _of_topics(rows: QuerySet) -> Iterable[Url]:
    for slug in rows.values_list("slug", flat=True):
        yield reverse("public:topic", args=[slug]), ""


def _authors(now: datetime.datetime) -> QuerySet:
    """Those who signed a visible story; the newest says how they are called."""
    signed = (
        _stories(now)
        .filter(authors__author=OuterRef("pk"))
        .order_by("-authors__first_published_at", "-authors__article_id")
        .values("authors__name")[:1]
    )
    return Author.objects.annotate(signs=Subquery(signed)).filter(signs__isnull=False)


def _of_authors(rows: QuerySet) -> Iterable[Url]:
    for pk, name in rows.values_list("pk", "signs"):
        yield reverse("public:author", args=[slugify(name), pk]), ""


# By the word in the address.
KINDS = {
    # Of all editions: SQLite would sort those that are visible for the highest.
    "bai": Kind(_stories, _of_stories, Edition.objects.all(), key="article_id"),
    **{
        word: Kind(
            partial(_entities, kind=kind),
            _of_entities,
            Entity.objects.filter(kind=kind, page=EntityPage.PUBLIC),
        )
        for word, kind in [("nhan-vat", EntityKind.PERSON), ("to-chuc", EntityKind.ORGANISATION)]
    },
    "chu-de": Kind(_topics, _of_topics, Topic.objects.all()),
    "tac-gia": Kind(_authors, _of_authors, Author.objects.all()),
}


def _urls(request: HttpRequest, pages: Iterable[Url]) -> HttpResponse:
    urls = [{"address": canonical(path), "changed": changed} for path, changed in pages]
    return _xml(request, "urls", {"urls": urls})


def _xml(request: HttpRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
    return render(
        request, f"public/sitemaps/{name}.xml", dict(context), content_type="application/xml"
    )
