"""
Sitemaps: an index, the lists, all that has a page of its own by ids, and the news.

Stories, people, organisations, topics and authors stand ten thousand ids on a page: no page
outgrows the protocol (50,000 addresses, 50 MB), none moves when something new comes, and the
index asks for the highest id of each kind, however many there are. The photos of a story have
the story for their one address; the days of the archive stand in its months.

sitemaps.org/protocol; the news one is Google's
(developers.google.com/search/docs/crawling-indexing/sitemaps).
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
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
from public.views import archive
from public.views.entities import pages_of
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
    """What has pages of its own: `rows` there may be, parted by `key`, and their addresses now."""

    rows: Callable[[], QuerySet]
    urls: Callable[[QuerySet], Iterable[Url]]
    key: str = "pk"
    # Where the highest id is read from the end of an index; None: of the rows.
    ids: Callable[[], QuerySet] | None = None

    def pages(self) -> int:
        ids = (self.ids or self.rows)().order_by(f"-{self.key}").values_list(self.key, flat=True)
        return -(-(ids.first() or 0) // IDS_A_PAGE)

    def urls_of(self, page: int) -> list[Url]:
        last = page * IDS_A_PAGE
        span = {f"{self.key}__gt": last - IDS_A_PAGE, f"{self.key}__lte": last}
        return list(self.urls(self.rows().filter(**span).order_by(self.key)))


def index(request: HttpRequest) -> HttpResponse:
    recent = _recent()
    more_news = range(2, -(-recent.count() // NEWS_MOST) + 1)
    maps = [
        reverse("public:sitemap-news"),
        *(reverse("public:sitemap-news", args=[page]) for page in more_news),
        reverse("public:sitemap-lists"),
        *(
            reverse("public:sitemap-records", args=[word, page])
            for word, kind in KINDS.items()
            for page in range(1, kind.pages() + 1)
        ),
    ]
    return _xml(request, "index", {"maps": [_whole(path) for path in maps]})


def lists(request: HttpRequest) -> HttpResponse:
    own = [CORRECTIONS, *map(reverse, OF_THE_PAPER)]
    paths = ["/", *own, *_sections(), *archive.addresses(timezone.now())]
    return _urls(request, [(path, "") for path in paths])


def records(request: HttpRequest, word: str, page: int) -> HttpResponse:
    kind = KINDS[word]
    if not 1 <= page <= kind.pages():
        raise Http404
    return _urls(request, kind.urls_of(page))


def news(request: HttpRequest, page: int = 1) -> HttpResponse:
    """The stories of the last two days, with the words that Google News asks for."""
    first = (page - 1) * NEWS_MOST
    rows = _recent().values("path", "headline", "published_iso", "first_published_at")
    shown = [row | {"address": _whole(row["path"])} for row in rows[first : first + NEWS_MOST]]
    if page > 1 and not shown:
        raise Http404
    answer = _xml(request, "news", {"paper": settings.NEWSROOM_NAME, "stories": shown})
    if shown:
        # When the oldest leaves: SharedCacheMiddleware reads it.
        leaves = shown[-1]["first_published_at"] + datetime.timedelta(days=NEWS_DAYS)
        answer.changes_at = leaves  # type: ignore[attr-defined]
    return answer


def _stories() -> EditionQuerySet:
    return Edition.objects.public(timezone.now()).stories()


def _recent() -> EditionQuerySet:
    begins = timezone.now() - datetime.timedelta(days=NEWS_DAYS)
    return _stories().filter(first_published_at__gt=begins).newest_first()


def _sections() -> list[str]:
    return [section.get_absolute_url() for section in Section.objects.all()]


def _of_stories(rows: QuerySet) -> Iterable[Url]:
    for path, changed in rows.values_list("path", "changed_for_readers_at"):
        yield path, timezone.localtime(changed).isoformat()


def _with_page(kind: EntityKind) -> QuerySet:
    return Entity.objects.filter(kind=kind, page=EntityPage.PUBLIC, merged_into=None)


def _of_entities(rows: QuerySet) -> Iterable[Url]:
    return [(path, "") for path in pages_of(list(rows), timezone.now()).values()]


def _of_topics(rows: QuerySet) -> Iterable[Url]:
    """Those that a visible story stands under: a look at an index for each."""
    shown = _stories().filter(topics__topic=OuterRef("pk"))
    for slug in rows.filter(Exists(shown)).values_list("slug", flat=True):
        yield reverse("public:topic", args=[slug]), ""


def _of_authors(rows: QuerySet) -> Iterable[Url]:
    """Those who signed a visible story; the newest says how they are called."""
    signed = (
        _stories()
        .filter(authors__author=OuterRef("pk"))
        .order_by("-authors__first_published_at", "-authors__article_id")
        .values("authors__name")[:1]
    )
    named = rows.annotate(signs=Subquery(signed)).filter(signs__isnull=False)
    for pk, name in named.values_list("pk", "signs"):
        yield reverse("public:author", args=[slugify(name), pk]), ""


# By the word in the address.
KINDS = {
    # SQLite would sort all that is visible for the highest of it.
    "bai": Kind(_stories, _of_stories, key="article_id", ids=Edition.objects.all),
    "nhan-vat": Kind(partial(_with_page, EntityKind.PERSON), _of_entities),
    "to-chuc": Kind(partial(_with_page, EntityKind.ORGANISATION), _of_entities),
    "chu-de": Kind(Topic.objects.all, _of_topics),
    "tac-gia": Kind(Author.objects.all, _of_authors),
}


def _urls(request: HttpRequest, pages: Iterable[Url]) -> HttpResponse:
    urls = [{"address": _whole(path), "changed": changed} for path, changed in pages]
    return _xml(request, "urls", {"urls": urls})


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _xml(request: HttpRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
    return render(
        request, f"public/sitemaps/{name}.xml", dict(context), content_type="application/xml"
    )
