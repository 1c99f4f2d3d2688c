from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.models import Edition, EditionKind
from public.chrome import chrome
from public.prepared import Prepared
from public.related import related_html
from public.shell import story_page

_edition = Prepared(
    lambda now, article: (
        Edition.objects.public(now)
        .filter(article_id=article)
        .order_by()
        .values_list(
            "kind",
            "reason",
            "path",
            "headline",
            "related_to",
            "head_html",
            "json_ld",
            "header_html",
            "names_html",
            "body_html",
        )
    )
)


def story(request: HttpRequest, section: str, slug: str, article_id: int) -> HttpResponse:
    now = timezone.now()
    row = _edition.row(now, article_id)
    if row is None:
        raise Http404
    kind, reason, path, headline, related_to, head, json_ld, header, names, body = row
    if kind == EditionKind.NOTICE:
        # Of a notice the header is its record, rendered when the story was withdrawn.
        told = mark_safe(header)  # noqa: S308
        context = {"chrome": chrome(), "notice": reason, "told": told}
        return render(request, "public/withdrawn.html", context, status=410)
    if request.path != path:
        return redirect(path, permanent=True)
    return HttpResponse(
        story_page(
            section_path=f"{path.rsplit('/', 2)[0]}/",
            parts={
                "headline": escape(headline),
                "head": head + json_ld,
                "header": header,
                "body": body,
                "address": escape(f"{settings.SITE_URL}{path}"),
                "names": names,
                "related": related_html(article_id, related_to, now),
            },
        )
    )
