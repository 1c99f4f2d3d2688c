import base64
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.models import Edition, EditionKind
from public.chrome import chrome
from public.latest import latest_beside
from public.moved import moved_to
from public.related import beside_html
from public.shell import story_page
from public.statements import Statement

_edition = Statement(
    lambda now, article: (
        Edition.objects.public(now)
        .filter(article_id=article)
        .order_by()
        .values_list(
            "kind",
            "reason",
            "pk",
            "section_id",
            "first_published_at",
            "path",
            "headline",
            "related_to",
            "head_html",
            "json_ld",
            "header_html",
            "names_html",
            "body_html",
            "has_gallery",
        )
    ),
    moments=["now"],
    keys=["article"],
)


def story(request: HttpRequest, section: str, slug: str, article_id: int) -> HttpResponse:
    now = timezone.now()
    row = _edition.row(now=now, article=article_id)
    if row is None:
        raise Http404
    kind, reason, edition_id, section_id, published_at, path, headline, related_to, *rest = row
    if kind == EditionKind.NOTICE:
        return _withdrawn(request, reason, header=rest[2])
    if request.path != path:
        return moved_to(request, path)
    head, json_ld, header, names, body, has_gallery = rest
    address = f"{settings.SITE_URL}{path}"
    parts = {
        "headline": escape(headline),
        "head": head + json_ld,
        "header": header,
        "body": body,
        "address": escape(address),
        "zalo": zalo(address),
        "names": names,
    }
    if has_gallery:
        parts["gallery"] = f"{path}anh/"
    latest = latest_beside(path)
    if latest is not None:
        parts |= {"is_latest": "1", "latest": latest}
    parts |= beside_html(article_id, edition_id, related_to, section_id, published_at, now)
    return HttpResponse(story_page(section_path=f"{path.rsplit('/', 2)[0]}/", parts=parts))


def gone(request: HttpRequest, article_id: int) -> HttpResponse:
    """Answer for what else there was of a story; 404 where it is not withdrawn."""
    row = _edition.row(now=timezone.now(), article=article_id)
    if row is None or row[0] != EditionKind.NOTICE:
        raise Http404
    return _withdrawn(request, row[1], header=row[10])


def _withdrawn(request: HttpRequest, reason: str, header: str) -> HttpResponse:
    # Of a notice the header is its record, rendered when the story was withdrawn.
    told = mark_safe(header)  # noqa: S308
    context = {"chrome": chrome(), "notice": reason, "told": told}
    return render(request, "public/withdrawn.html", context, status=410)


def zalo(address: str) -> str:
    """Return what Zalo's page for sharing is told, as its own script tells it."""
    return base64.urlsafe_b64encode(json.dumps({"url": address}).encode()).decode()
