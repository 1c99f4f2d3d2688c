"""Feeds of the paper, of a section, and of a person or an organisation."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.leading import lead_of
from articles.models import Edition, Section
from articles.models.edition import EditionQuerySet
from articles.rendering import shown_photo
from articles.richtext import parse, serialise
from articles.structured_site import absolute
from entities.models import EntityKind
from public.feed_formats import FORMATS
from public.views.entities import find, stories_of

STORIES = 20
COLUMNS = ["headline", "path", "lead", "byline", "section_name", "lead_html", "body_html", "facts"]
MOMENTS = ["article_id", "first_published_at", "changed_for_readers_at"]
# What only a browser that lays out a page can use.
_OF_A_PAGE = ["class", "decoding", "fetchpriority", "loading", "sizes", "srcset"]


def paper(request: HttpRequest, format: str) -> HttpResponse:
    return _answer(request, format, "", "/", _stories())


def section(request: HttpRequest, section: str, format: str) -> HttpResponse:
    row = get_object_or_404(Section, slug=section)
    stories = _stories().filter(section=row)
    return _answer(request, format, row.name, row.get_absolute_url(), stories)


def person(request: HttpRequest, slug: str, entity_id: int, format: str) -> HttpResponse:
    return _of_an_entity(request, EntityKind.PERSON, entity_id, format)


def organisation(request: HttpRequest, slug: str, entity_id: int, format: str) -> HttpResponse:
    return _of_an_entity(request, EntityKind.ORGANISATION, entity_id, format)


def _of_an_entity(
    request: HttpRequest, kind: EntityKind, entity_id: int, format: str
) -> HttpResponse:
    entity, ids, answer = find(request, kind, entity_id, below=f"tin.{format}")
    if answer is not None:
        return answer
    return _answer(
        request, format, entity.name, entity.get_absolute_url(), stories_of(ids, timezone.now())
    )


def _stories() -> EditionQuerySet:
    return Edition.objects.public(timezone.now()).stories()


def _answer(
    request: HttpRequest, format: str, of: str, path: str, stories: EditionQuerySet
) -> HttpResponse:
    """Answer with the newest stories, whole, in `format`; `path` is the page they stand on."""
    paper = settings.NEWSROOM_NAME
    with override("vi"):
        description = _("New stories of %(paper)s") % {"paper": paper}
    feed = FORMATS[format](
        title=f"{of} – {paper}" if of else paper,
        link=f"{settings.SITE_URL}{path}",
        description=description,
        language="vi",
        feed_url=f"{settings.SITE_URL}{request.path}",
        feed_guid=f"{settings.SITE_URL}{path}",
    )
    for edition in stories.newest_first().only(*COLUMNS, *MOMENTS)[:STORIES]:
        feed.add_item(**_item(edition))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _item(edition: Edition) -> dict[str, Any]:
    facts = edition.facts
    return {
        "title": edition.headline,
        "link": f"{settings.SITE_URL}{edition.path}",
        "description": edition.lead,
        # An address follows its headline; this stays (RFC 4151).
        "unique_id": f"tag:{_host()},{edition.first_published_at:%Y-%m-%d}:{edition.article_id}",
        "unique_id_is_permalink": False,
        "author_name": edition.byline or None,
        "pubdate": _moment(edition.first_published_at),
        "updateddate": _moment(edition.changed_for_readers_at),
        "categories": [edition.section_name, *(topic["name"] for topic in facts["topics"])],
        "photos": _photos(facts),
        "html": for_other_sites(f"<p>{edition.lead_html}</p>{edition.body_html}"),
    }


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def _moment(at: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(at).replace(microsecond=0)


def _photos(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the photos of a story, the one that leads it first."""
    lead = lead_of(facts)
    photos = sorted(facts["photos"], key=lambda photo: photo["key"] != lead)
    shown = [shown_photo(photo) for photo in photos]
    return [photo | {"address": absolute(photo["largest"]["url"])} for photo in shown]


def for_other_sites(text: str) -> str:
    """Return the text of a story with whole addresses, and one file for each picture."""
    root = parse(text)
    # Without their contents: to libxml2 the <img> stands inside the <source> before it.
    for element in list(root.iter("picture", "source")):
        element.drop_tag()
    for element in root.iter():
        for name in _OF_A_PAGE:
            element.attrib.pop(name, None)
    root.make_links_absolute(settings.SITE_URL)
    return serialise(root)
