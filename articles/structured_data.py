"""schema.org JSON-LD of a story."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from articles.lengths import words_of_story
from articles.models import Edition
from articles.models.byline import BylineRole
from articles.signatures import who_of
from articles.structured_names import Paths, named
from articles.structured_site import (
    Facts,
    absolute,
    breadcrumbs,
    publisher,
    publisher_id,
    without_nothing,
)
from vietnamese.sources import is_newsroom, names_nobody

_LINKED = re.compile(r'<a data-entity="(\d+)">')
# Where schema.org has a place of its own for them.
PROPERTIES = {BylineRole.TRANSLATOR: "translator", BylineRole.PHOTOGRAPHER: "contributor"}


def news_article(
    edition: Edition,
    bylines: list[dict[str, Any]],
    photos: list[dict[str, Any]],
    lead: Mapping[str, Any] | None,
    paths: Paths,
    corrections: list[dict[str, str]],
) -> Facts:
    """
    Return the NewsArticle of an edition. schema.org/NewsArticle; Google: Article.

    `bylines` are {name, role, author, path}, `path` of the author's page, or "";
    `corrections` are its CorrectionComments.
    """
    url = f"{settings.SITE_URL}{edition.path}"
    facts = edition.facts
    section = f"{settings.SITE_URL}{edition.section_path}"
    way = [(edition.section_name, section)] if edition.section_name else []
    about, mentions = _about_and_mentions(edition, paths)
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{url}#story",
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": url,
            "breadcrumb": breadcrumbs([*way, (edition.headline, url)]),
        },
        "headline": edition.headline,
        "datePublished": edition.published_iso,
        "dateModified": edition.updated_iso or edition.published_iso,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        **_by(bylines),
        "publisher": publisher(),
        "creditText": settings.NEWSROOM_NAME,
        "copyrightHolder": {"@id": publisher_id()},
        "copyrightYear": int(edition.published_iso[:4]),
        "wordCount": words_of_story(facts),
        "speakable": {
            "@type": "SpeakableSpecification",
            "cssSelector": ["h1", ".story__lead"],
        },
    } | without_nothing(
        {
            "description": edition.lead,
            "articleSection": edition.section_name,
            "keywords": [topic["name"] for topic in facts["topics"]],
            "dateline": edition.dateline,
            "locationCreated": _place(edition.dateline),
            "image": _images(photos, lead),
            "about": about,
            "mentions": mentions,
            "correction": corrections,
            "version": edition.number,
        }
    )


def _by(bylines: Iterable[Mapping[str, Any]]) -> Facts:
    """Who wrote it, under the property of each role; who else is named where nobody wrote."""
    found: dict[str, dict[int | str, Facts]] = {"author": {}, "translator": {}, "contributor": {}}
    for byline in bylines:
        if not names_nobody(byline["name"]):
            place = PROPERTIES.get(BylineRole(byline["role"]), "author")
            found[place].setdefault(who_of(byline), _signed(byline))
    shown = {place: list(people.values()) for place, people in found.items() if people}
    if "author" not in shown:
        shown["author"] = (
            shown.pop("translator", [])
            or shown.pop("contributor", [])
            or [{"@type": "NewsMediaOrganization", "@id": publisher_id()} | _paper()]
        )
    return shown


def _paper() -> Facts:
    return {"name": settings.NEWSROOM_NAME, "url": f"{settings.SITE_URL}/"}


def _signed(byline: Mapping[str, Any]) -> Facts:
    maker, path = _maker(byline["name"]), byline["path"]
    if path and maker["@type"] == "Person":
        return maker | {"url": f"{settings.SITE_URL}{path}"}
    return maker


def _place(dateline: str) -> Facts | None:
    return {"@type": "Place", "name": dateline} if dateline else None


def _images(photos: list[dict[str, Any]], lead: Mapping[str, Any] | None) -> list[Facts]:
    # The lead photo first, and in the three ratios that search engines ask for, too.
    first = sorted(photos, key=lambda photo: photo is not lead)
    crops = lead["crops"].values() if lead else []
    return [
        *(image(photo, photo["largest"]) for photo in first),
        *(image(lead, crop) for crop in crops if lead),
    ]


def image(photo: Mapping[str, Any], file: Mapping[str, Any]) -> Facts:
    """Return the ImageObject of one file; the credit is there whoever the picture is from."""
    image = {
        "@type": "ImageObject",
        "contentUrl": absolute(file["url"]),
        "width": file["width"],
        "height": file["height"],
        "caption": photo["caption"],
        "creditText": photo["credit_line"],
        "license": settings.PHOTO_RIGHTS_URL,
        "acquireLicensePage": settings.PHOTO_LICENSOR_URL,
    }
    # "Ảnh: NVCC", "Ảnh tư liệu": a credit, and nobody's name.
    if made_by := creators(photo):
        image |= {"creator": made_by, "copyrightNotice": photo["credit_line"]}
    return image


def creators(photo: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return who made a photo, or the Organization it is from; [] if none is named."""
    makers = [name for name in photo["creators"] if not names_nobody(name)]
    provider = photo["provider"]
    if makers or not provider or names_nobody(provider):
        return [_maker(name) for name in makers]
    return [{"@type": "Organization", "name": provider}]


def _maker(name: str) -> dict[str, str]:
    # Files of an agency have its name where a photographer's is asked for.
    return {"@type": "Organization" if is_newsroom(name) else "Person", "name": name}


def _about_and_mentions(edition: Edition, paths: Paths) -> tuple[list[Facts], list[Facts]]:
    """Whom headline or lead name, the story is about; the others it mentions."""
    facts = edition.facts
    first = {int(pk) for pk in _LINKED.findall(facts["lead_html"])}
    about: list[Facts] = []
    mentions: list[Facts] = []
    shown = [entity for entity in facts["entities"] if entity["id"] in paths]
    for entity, described in zip(shown, named(shown, paths, edition.story_on), strict=True):
        is_first = entity["id"] in first or _has_words(edition.headline, entity["name"])
        (about if is_first else mentions).append(described)
    return about, mentions


def _has_words(text: str, name: str) -> bool:
    """Whether a name stands in a text, and is not the beginning or the end of another word."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
