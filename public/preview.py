"""
A version of a story as its readers will see it, before they may.

The one door between the readers' pages and the desk: nothing else in public/ reads its tables
(tests/test_project.py). It opens to who holds a link that has not ended, and to the desk for
the stories each may see; whatever else is asked of it is the same 404. What is behind it is
kept by no cache and found by no search engine, and no site that is linked there learns of it.
"""

import datetime
from collections.abc import Callable
from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_sameorigin

from accounts.ids import id_of
from articles import arranging, packaging, previews, publishing
from articles.front import of_query
from articles.models import Article, Edition, PreviewLink, Revision
from articles.moments import moment
from public.chrome import chrome
from public.errors import not_found
from public.filled import page
from public.front_page import front_values
from public.related import related_html
from public.shell import story_page

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
# The desk shows the page in a frame of its own; what is linked there opens beside it.
FRAME = '<base target="_blank">'

# As at when the front page is looked at; the clock of a calendar ends, too.
AHEAD = datetime.timedelta(days=366)

View = Callable[..., HttpResponseBase]


def _behind_the_door(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **kwargs) -> HttpResponseBase:
        try:
            response = view(request, **kwargs)
        except Http404 as error:
            response = not_found(request, error)
        for name, value in HEADERS.items():
            response[name] = value
        # Django would write the address of a 403 or 404 to the log, and it is the key itself.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return answer


@_behind_the_door
def guest(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page behind a link; before the embargo ends, only that there is one."""
    link = _link(token)
    embargo = _embargo_of(link)
    if embargo is not None:
        context = {
            "chrome": chrome(),
            "until": embargo,
            "ends_before": link.expires_at <= embargo,
        }
        return render(request, "public/embargo.html", context, status=403)
    return _page(link.revision, lambda key: reverse("public:preview-photo", args=[token, key]))


@_behind_the_door
def guest_photo(request: HttpRequest, token: str, key: str) -> HttpResponseBase:
    link = _link(token)
    if _embargo_of(link) is not None:
        raise Http404
    return _photo(link.revision, key)


@_behind_the_door
@xframe_options_sameorigin
# django-csp's types know views without arguments only.
@csp_replace({"frame-ancestors": ["'self'"]})  # type: ignore[arg-type]
def desk(request: HttpRequest, revision_id: int) -> HttpResponseBase:
    """The page of any version of a story that the signed-in may see."""
    revision = _revision(request, revision_id)
    return _page(
        revision,
        lambda key: reverse("public:preview-desk-photo", args=[revision_id, key]),
        head=FRAME,
    )


@_behind_the_door
def desk_photo(request: HttpRequest, revision_id: int, key: str) -> HttpResponseBase:
    return _photo(_revision(request, revision_id), key)


@_behind_the_door
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
def front(request: HttpRequest) -> HttpResponseBase:
    """The front page with an arrangement that nobody saved, now or at a moment to come."""
    if not admin.site.has_permission(request) or not request.user.has_perm(arranging.PERMISSION):
        raise Http404
    chosen, at = of_query(request.GET)
    now = timezone.now()
    if at is not None and not now < at < now + AHEAD:
        at = None
    values = front_values(at or now, chosen) | {"at": moment(at) if at else ""}
    return HttpResponse(page("public/front_preview.html", values))


def _link(token: str) -> PreviewLink:
    link = previews.find(token, timezone.now())
    if link is None:
        raise Http404
    return link


def _embargo_of(link: PreviewLink):
    """Return the moment before which the link shows nothing, or None."""
    until = link.revision.article.embargo_until
    return until if until and until > timezone.now() else None


def _revision(request: HttpRequest, revision_id: int) -> Revision:
    # As the desk's own pages ask: one that closes itself to somebody closes this, too.
    if not admin.site.has_permission(request):
        raise Http404
    stories = Article.objects.visible_to(request.user)
    rows = Revision.objects.taken_or_by(request.user).filter(article__in=stories)
    revision = rows.select_related("article").filter(pk=id_of(str(revision_id))).first()
    if revision is None:
        raise Http404
    return revision


def _page(revision: Revision, address_of: Callable[[str], str], head: str = "") -> HttpResponse:
    now = timezone.now()
    edition = publishing.build(revision, address_of=address_of, now=now)
    is_out = Edition.objects.public(now).filter(revision=revision).stories().exists()
    page = story_page(
        section_path=edition.section_path,
        parts={
            "headline": escape(edition.headline),
            # Neither what search engines nor what other sites read of a story.
            "head": head,
            "mark": render_to_string("public/_draft_mark.html", {"is_out": is_out}),
            "header": edition.header_html,
            "body": edition.body_html,
            "address": escape(f"{settings.SITE_URL}{edition.path}"),
            "names": edition.names_html,
            "related": related_html(revision.article_id, edition.related_to, now),
            "topic": "",
            "before": "",
            "onward": "",
            "zalo": "",
        },
        template="public/preview.html",
    )
    return HttpResponse(page)


def _photo(revision: Revision, key: str) -> HttpResponse:
    """The desk's picture of a photo that this version shows: no public one is made for it."""
    shown = packaging.shown_photos(revision.snapshot)
    photo = next((photo for use, photo in shown if use["key"] == key), None)
    if photo is None:
        raise Http404
    try:
        with photo.preview.open("rb") as file:
            return HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
