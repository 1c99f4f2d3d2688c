"""Picture stories: those in which photos follow on one another, and their photos alone."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles.models import Edition
from public.filled import page
from public.moved import moved_to
from public.paging import Listing
from public.shell import list_parts
from public.statements import Statement
from public.views.story import gone

_with_gallery = Listing(lambda: Q(has_gallery=True))
_gallery = Statement(
    lambda now, article: (
        Edition.objects.public(now)
        .stories()
        .filter(article_id=article, has_gallery=True)
        .order_by()
        .values_list("path", "headline", "published_text", "published_iso", "gallery_html")
    ),
    moments=["now"],
    keys=["article"],
)


def galleries(request: HttpRequest) -> HttpResponse:
    found = _with_gallery.page(request.GET, timezone.now(), lead=True)
    path = reverse("public:galleries")
    return HttpResponse(
        page("public/list.html", list_parts(path, found, name=_("Picture stories"), lead=True))
    )


def gallery(request: HttpRequest, section: str, slug: str, article_id: int) -> HttpResponse:
    """The photos of a story, large; the story itself is their one address for search engines."""
    row = _gallery.row(now=timezone.now(), article=article_id)
    if row is None:
        return gone(request, article_id)
    path, headline, published_text, published_iso, photos = row
    if request.path != f"{path}anh/":
        return moved_to(request, f"{path}anh/")
    return HttpResponse(
        page(
            "public/gallery.html",
            {
                **list_parts(path, name=headline),
                "story.path": path,
                "story.headline": headline,
                "story.published_text": published_text,
                "story.published_iso": published_iso,
                "photos": mark_safe(photos),  # noqa: S308  rendering made it
            },
            current_section=f"{path.rsplit('/', 2)[0]}/",
        )
    )
