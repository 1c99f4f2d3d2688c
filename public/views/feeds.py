"""Feeds of the paper, of a section, of a topic, and of a person or an organisation."""

import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.leading import lead_of
from articles.models import Edition, Section
from articles.models.edition import EditionQuerySet
from articles.rendering import shown_photo
from articles.structured_site import absolute
from entities.models import EntityKind
from public import ninjs
from public.elsewhere import whole_text
from public.entities.finding import look, stories_of
from public.feed_formats import FORMATS
from public.moved import moved_to
from public.statements import LARGEST_KEY
from public.views.story import gone
from public.views.topics import of_slug

STORIES = 20
NINJS = "ninjs"


def paper(request: HttpRequest, format: str) -> HttpResponse:
    return _answer(request, format, "", "/", _stories().newest_first())


def section(request: HttpRequest, section: str, format: str) -> HttpResponse:
    row = get_object_or_404(Section, slug=section)
    stories = _stories().filter(section=row).newest_first()
    return _answer(request, format, row.name, row.get_absolute_url(), stories)


def topic(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The stories of a topic; it has a feed as long as it has a page."""
    row = of_slug(slug)
    address = reverse("public:topic-feed", args=[row.slug, format])
    if request.path != address:
        return moved_to(request, address)
    # By the moments beside the topic: an index has them in this order.
    order = ["-topics__first_published_at", "-topics__article_id"]
    stories = _stories().filter(topics__topic=row).order_by(*order)
    if not stories.exists():
        raise Http404
    return _answer(request, format, row.name, reverse("public:topic", args=[row.slug]), stories)


def story(request: HttpRequest, section: str, slug: str, article_id: int) -> HttpResponse:
    """One story as ninjs; another address of it leads to the one it has."""
    if article_id > LARGEST_KEY:
        raise Http404
    found = _stories().filter(article_id=article_id).only(*ninjs.COLUMNS).first()
    if found is None:
        return gone(request, article_id)
    address = f"{found.path}tin.{NINJS}"
    if request.path != address:
        return moved_to(request, address)
    [told] = ninjs.of_stories([found])
    return _ninjs(ninjs.alone(told))


def person(request: HttpRequest, slug: str, entity_id: int, format: str) -> HttpResponse:
    return _of_an_entity(request, EntityKind.PERSON, entity_id, format)


def organisation(request: HttpRequest, slug: str, entity_id: int, format: str) -> HttpResponse:
    return _of_an_entity(request, EntityKind.ORGANISATION, entity_id, format)


def _of_an_entity(
    request: HttpRequest, kind: EntityKind, entity_id: int, format: str
) -> HttpResponse:
    now = timezone.now()
    found = look(request, kind, entity_id, now, below=f"tin.{format}")
    if isinstance(found, HttpResponse):
        return found
    entity, stories = found.entity, stories_of(found.ids, now).newest_first()
    return _answer(request, format, entity.name, entity.get_absolute_url(), stories)


def _stories() -> EditionQuerySet:
    return Edition.objects.public(timezone.now()).stories()


def _answer(
    request: HttpRequest, format: str, of: str, path: str, newest: EditionQuerySet
) -> HttpResponse:
    """Answer with the newest stories, whole, in `format`; `path` is the page they stand on."""
    paper = settings.NEWSROOM_NAME
    title = f"{of} – {paper}" if of else paper
    newest = newest.only(*ninjs.COLUMNS)[:STORIES]
    if format == NINJS:
        return _ninjs(ninjs.of_list(f"{settings.SITE_URL}{request.path}", title, newest))
    with override("vi"):
        new = _("New stories of %(paper)s") % {"paper": paper}
    feed = FORMATS[format](
        title=title,
        link=f"{settings.SITE_URL}{path}",
        description=f"{new}: {of}" if of else new,
        language="vi",
        # Atom wants an author, and a story may have no byline.
        author_name=paper,
        author_link=f"{settings.SITE_URL}/",
        feed_url=f"{settings.SITE_URL}{request.path}",
        feed_guid=f"{settings.SITE_URL}{path}",
    )
    for edition in newest:
        feed.add_item(**_item(edition))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _ninjs(facts: dict[str, Any]) -> HttpResponse:
    answer = JsonResponse(facts, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = ninjs.CONTENT_TYPE
    return answer


def _item(edition: Edition) -> dict[str, Any]:
    facts = edition.facts
    return {
        "title": edition.headline,
        "link": f"{settings.SITE_URL}{edition.path}",
        "description": edition.lead,
        "unique_id": ninjs.permanent_id(edition),
        "unique_id_is_permalink": False,
        "authors": list(dict.fromkeys(byline["name"] for byline in facts["bylines"])),
        "pubdate": _moment(edition.first_published_at),
        "updateddate": _moment(edition.changed_for_readers_at),
        "categories": [edition.section_name, *(topic["name"] for topic in facts["topics"])],
        "photos": _photos(facts),
        "html": whole_text(edition),
    }


def _moment(at: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(at).replace(microsecond=0)


def _photos(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the photos of a story, the one that leads it first."""
    lead = lead_of(facts)
    photos = sorted(facts["photos"], key=lambda photo: photo["key"] != lead)
    shown = [shown_photo(photo) for photo in photos]
    return [photo | {"address": absolute(photo["largest"]["url"])} for photo in shown]
