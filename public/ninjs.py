"""
IPTC ninjs 3.1 of a story and of a list of stories.

A list is an object of type "composite" whose associations are the stories. Pictures are
associations of their story, each with its credit. ninjs has no place for an office.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from articles.leading import lead_of
from articles.lengths import words_of_story
from articles.models import Edition
from articles.moments import iso
from articles.rendering import linkable, shown_photo
from articles.structured_data import creators
from articles.structured_site import CORRECTIONS, absolute, without_nothing
from entities.models import Entity
from public.elsewhere import whole_text

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
CONTENT_TYPE = "application/json; charset=utf-8"
COLUMNS = [
    "article_id",
    "number",
    "kind",
    "first_published_at",
    "changed_for_readers_at",
    "visible_from",
    "path",
    "headline",
    "lead",
    "byline",
    "dateline",
    "section_name",
    "header_html",
    "lead_html",
    "body_html",
    "facts",
]

Facts = dict[str, Any]
Paths = Mapping[int, tuple[Entity, str]]


def of_stories(editions: Iterable[Edition]) -> list[Facts]:
    """Return each of `editions` as ninjs; one query for whoever they name."""
    shown = list(editions)
    paths = linkable({entity["id"] for row in shown for entity in row.facts["entities"]})
    return [_story(edition, paths) for edition in shown]


def of_list(address: str, title: str, editions: Iterable[Edition]) -> Facts:
    stories = of_stories(editions)
    return {
        **_standard(),
        "uri": address,
        "type": "composite",
        "representationType": "full",
        "pubStatus": "usable",
        "language": "vi",
        "title": title,
        "associations": [
            {**story, "name": story["headlines"][0]["value"], "rel": "item"} for story in stories
        ],
    }


def permanent_id(edition: Edition) -> str:
    """Return what a story is called for ever: its address follows its headline (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    return f"tag:{host},{edition.first_published_at:%Y-%m-%d}:{edition.article_id}"


def alone(story: Facts) -> Facts:
    return {**_standard(), **story}


def _standard() -> Facts:
    return {"standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA}}


def _story(edition: Edition, paths: Paths) -> Facts:
    facts, paper = edition.facts, settings.NEWSROOM_NAME
    year = timezone.localtime(edition.first_published_at).year
    shown = [entity for entity in facts["entities"] if entity["id"] in paths]
    people = [entity for entity in shown if paths[entity["id"]][0].is_person]
    organisations = [entity for entity in shown if not paths[entity["id"]][0].is_person]
    return {
        "uri": permanent_id(edition),
        "type": "text",
        "representationType": "full",
        "version": str(edition.number),
        "firstCreated": iso(edition.first_published_at),
        "versionCreated": iso(edition.visible_from),
        "contentCreated": iso(edition.first_published_at),
        "pubStatus": "usable",
        "language": "vi",
        "headlines": [{"contentType": "text/plain", "value": edition.headline}],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "wordCount": words_of_story(facts),
                "value": whole_text(edition),
            }
        ],
        "infoSources": [{"name": paper, "role": "publisher", "uri": f"{settings.SITE_URL}/"}],
        "copyrightHolder": paper,
        "copyrightNotice": f"© {year} {paper}",
        "rightsInfo": {"linkedRights": settings.PHOTO_RIGHTS_URL},
        "altIds": [{"role": "url", "value": f"{settings.SITE_URL}{edition.path}"}],
        "trustIndicators": [
            {"title": "Corrections", "href": f"{settings.SITE_URL}{CORRECTIONS}"},
        ],
    } | without_nothing(
        {
            "descriptions": _lead(edition.lead),
            "by": edition.byline,
            "located": edition.dateline,
            "people": [_named(entity, paths) for entity in people],
            "organisations": [_named(entity, paths) for entity in organisations],
            "places": [{"name": edition.dateline}] if edition.dateline else [],
            "subjects": _subjects(edition),
            "associations": _pictures(facts),
        }
    )


def _lead(text: str) -> list[Facts]:
    return [{"role": "summary", "contentType": "text/plain", "value": text}] if text else []


def _named(entity: Mapping[str, Any], paths: Paths) -> Facts:
    return {"name": entity["name"], "uri": f"{settings.SITE_URL}{paths[entity['id']][1]}"}


def _subjects(edition: Edition) -> list[Facts]:
    topics = [{"name": topic["name"], "rel": "topic"} for topic in edition.facts["topics"]]
    return [{"name": edition.section_name, "rel": "section"}, *topics]


def _pictures(facts: Mapping[str, Any]) -> list[Facts]:
    lead = lead_of(facts)
    photos = [shown_photo(photo) for photo in facts["photos"]]
    return [
        _picture(photo, place, "lead" if photo["key"] == lead else "picture")
        for place, photo in enumerate(photos, start=1)
    ]


def _picture(photo: Mapping[str, Any], place: int, rel: str) -> Facts:
    largest = photo["largest"]
    files = [("main", largest), *photo["crops"].items()]
    return {
        "name": f"picture-{place}",
        "rel": rel,
        "uri": absolute(largest["url"]),
        "type": "picture",
        "language": "vi",
        # A natural-language statement about who made it: the credit, whole.
        "by": photo["credit_line"],
        "rightsInfo": {"linkedRights": settings.PHOTO_RIGHTS_URL},
        "renditions": [
            {
                "name": name,
                "href": absolute(file["url"]),
                "contentType": "image/jpeg",
                "width": file["width"],
                "height": file["height"],
            }
            for name, file in files
        ],
    } | without_nothing(
        {
            # "Ảnh bạn đọc" is a credit, and nobody who has a right.
            "copyrightNotice": photo["credit_line"] if creators(photo) else "",
            "descriptions": _caption(photo),
        }
    )


def _caption(photo: Mapping[str, Any]) -> list[Facts]:
    texts = {"caption": photo["caption"], "alternative": photo["alt_text"]}
    return [
        {"role": role, "contentType": "text/plain", "value": text}
        for role, text in texts.items()
        if text
    ]
