"""
oEmbed (oembed.com): what another site shows in place of a link to a story.

The answer is of type "rich" and names no thumbnail: a site that took the thumbnail alone would
show a picture without its credit. The picture stands in the HTML, with the credit under it.
"""

from collections.abc import Mapping
from io import StringIO
from typing import Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from accounts.ids import id_of
from articles.leading import lead_of
from articles.models import Edition
from articles.rendering import shared_picture, shown_photo

WIDTH, NARROWEST = 600, 200
# Headline, lead and credit, under a picture of 16:9.
WORDS_HEIGHT = 240
LONGEST_ADDRESS = 2000


def oembed(request: HttpRequest) -> HttpResponse:
    format_ = request.GET.get("format", "json")
    if format_ not in {"json", "xml"}:
        return HttpResponse(status=501)
    told = _told(_edition(request.GET.get("url", "")), _width(request.GET))
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
    try:
        parts = urlsplit(address[:LONGEST_ADDRESS])
        match = resolve(parts.path)
    except (ValueError, Resolver404) as error:
        raise Http404 from error
    is_ours = parts.netloc == urlsplit(settings.SITE_URL).netloc
    number = id_of(str(match.kwargs.get("article_id", "")))
    if not is_ours or parts.scheme not in {"http", "https"} or number is None:
        raise Http404
    if match.view_name != "public:story":
        raise Http404
    return number


def _width(query: Mapping[str, str]) -> int:
    """Return how wide it may be; what is no number asks for nothing."""
    asked = query.get("maxwidth", "")
    width = int(asked) if asked.isdecimal() and len(asked) < 6 else WIDTH
    return max(NARROWEST, min(WIDTH, width))


def _told(edition: Edition, width: int) -> dict[str, Any]:
    picture = _picture(edition)
    html = render_to_string(
        "public/_embedded.html",
        {
            "edition": edition,
            "address": f"{settings.SITE_URL}{edition.path}",
            "paper": settings.NEWSROOM_NAME,
            "picture": picture,
        },
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": edition.headline,
        "author_name": edition.byline or settings.NEWSROOM_NAME,
        "provider_name": settings.NEWSROOM_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": 300,
        "html": html.strip(),
        "width": width,
        "height": WORDS_HEIGHT + (width * 9 // 16 if picture else 0),
    }


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
