"""schema.org JSON-LD of a story."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from articles.models import Edition
from entities.models import Entity
from vietnamese.sources import names_nobody


def news_article(
    edition: Edition,
    photos: list[dict[str, Any]],
    lead: Mapping[str, Any] | None,
    paths: Mapping[int, tuple[Entity, str]],
    corrections: list[dict[str, str]],
) -> dict[str, Any]:
    """
    Return the NewsArticle of an edition. schema.org/NewsArticle; Google: Article.

    `corrections` are its CorrectionComments.
    """
    # The lead photo first, and in the three ratios that search engines ask for, too.
    first = sorted(photos, key=lambda photo: photo is not lead)
    crops = lead["crops"].values() if lead else []
    url = f"{settings.SITE_URL}{edition.path}"
    facts = edition.facts
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "mainEntityOfPage": url,
        "headline": edition.headline,
        "description": edition.lead,
        "datePublished": edition.published_iso,
        "dateModified": edition.updated_iso or edition.published_iso,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "articleSection": edition.section_name,
        "author": [{"@type": "Person", "name": byline["name"]} for byline in facts["bylines"]]
        or [{"@type": "NewsMediaOrganization", "name": settings.NEWSROOM_NAME}],
        "publisher": {"@type": "NewsMediaOrganization", "name": settings.NEWSROOM_NAME},
        "image": [
            *(image(photo, photo["largest"]) for photo in first),
            *(image(lead, crop) for crop in crops if lead),
        ],
        "mentions": [
            mentioned(entity, *paths[entity["id"]])
            for entity in facts["entities"]
            if entity["id"] in paths
        ],
    }
    if edition.dateline:
        article["dateline"] = edition.dateline
    if facts["topics"]:
        article["keywords"] = [topic["name"] for topic in facts["topics"]]
    if corrections:
        article["correction"] = corrections
    return article


def image(photo: Mapping[str, Any], file: Mapping[str, Any]) -> dict[str, Any]:
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
    if creators := _creators(photo):
        image |= {"creator": creators, "copyrightNotice": photo["credit_line"]}
    return image


def _creators(photo: Mapping[str, Any]) -> list[dict[str, str]]:
    people = [name for name in photo["creators"] if not names_nobody(name)]
    provider = photo["provider"]
    if people or not provider or names_nobody(provider):
        return [{"@type": "Person", "name": name} for name in people]
    return [{"@type": "Organization", "name": provider}]


def absolute(url: str) -> str:
    """Return the address of a file for other sites; a storage elsewhere has a whole one."""
    return url if url.startswith("http") else f"{settings.SITE_URL}{url}"


def mentioned(entity: Mapping[str, Any], record: Entity, path: str) -> dict[str, Any]:
    described = {
        "@type": "Person" if record.is_person else "Organization",
        "name": entity["name"],
        "url": f"{settings.SITE_URL}{path}",
    }
    if entity["office"]:
        described["jobTitle"] = entity["office"]
    return described
