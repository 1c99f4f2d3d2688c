"""
oEmbed (oembed.com): what another site shows in place of a link to a story.

The answer is of type "rich" and names no thumbnail: a site that took the thumbnail alone would
show a picture without its credit. The picture stands in the HTML, with the credit under it.
Where there is no room for words the answer is of type "link", which has no HTML.
"""

from collections.abc import Mapping
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from articles.addresses import path_of, view_at
from articles.leading import lead_of
from articles.models import Edition
from articles.rendering import shared_picture, shown_photo
from public import embeds

LONGEST_ADDRESS = 2000


def oembed(request: HttpRequest) -> HttpResponse:
    format_ = request.GET.get("format", "json")
    if format_ not in {"json", "xml"}:
        return HttpResponse(status=501)
    told = _told(_edition(request.GET.get("url", "")), request.GET)
    if format_ == "xml":
        return HttpResponse(_xml(told), content_type="text/xml; charset=utf-8")
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _edition(address: str) -> Edition:
    """Return the visible story at an address of ours; its id decides, as on its page."""
    found = Edition.objects.public(timezone.now()).stories().filter(article_id=_id(address)).first()
    if found is None:
        raise Http404
    return found


def _id(address: str) -> int:
    # A path alone is an address on our site where a story says so, not elsewhere.
    is_whole = address[:8].casefold().startswith(("http://", "https://"))
    path = (path_of(address[:LONGEST_ADDRESS]) if is_whole else None) or ""
    # The last stroke is often lost on the way; without it, too, the address leads to the story.
    view, given = view_at(f"{path.rstrip('/')}/")
    if view != "public:story":
        raise Http404
    return given["article_id"]


def _limit(query: Mapping[str, str], name: str) -> int | None:
    """Return how many pixels it may be at most; what is no number asks for nothing."""
    asked = query.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else None


def _told(edition: Edition, query: Mapping[str, str]) -> dict[str, Any]:
    told = {
        "version": "1.0",
        "type": "link",
        "title": edition.headline,
        "author_name": edition.byline or settings.NEWSROOM_NAME,
        "provider_name": settings.NEWSROOM_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": 300,
    }
    footer = f"{settings.NEWSROOM_NAME}, {edition.published_text}"
    picture = _picture(edition)
    widest, highest = _limit(query, "maxwidth"), _limit(query, "maxheight")
    fit = embeds.fit(edition, footer, picture, widest=widest, highest=highest)
    if fit is None:
        return told
    shown = {
        "address": f"{settings.SITE_URL}{edition.path}",
        "headline": edition.headline,
        "lead": edition.lead if fit.has_lead else "",
        "footer": footer,
        "picture": {},
    }
    if fit.picture:
        width, height = fit.picture
        shown["picture"] = picture | {"width": width, "height": height}
    html = render_to_string("public/_embedded.html", shown).strip()
    return told | {"type": "rich", "html": html, "width": fit.width, "height": fit.height}


def _picture(edition: Edition) -> dict[str, Any]:
    key = lead_of(edition.facts)
    photo = next((photo for photo in edition.facts["photos"] if photo["key"] == key), None)
    if photo is None:
        return {}
    return shared_picture(shown_photo(photo)) | {"credit": photo["credit"]}


def _xml(told: Mapping[str, Any]) -> str:
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8")
    xml.startDocument()
    xml.startElement("oembed", AttributesImpl({}))
    for name, value in told.items():
        xml.addQuickElement(name, str(value))
    xml.endElement("oembed")
    xml.endDocument()
    return text.getvalue()
