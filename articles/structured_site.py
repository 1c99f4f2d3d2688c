"""schema.org JSON-LD of the paper itself, and what every description needs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

Facts = dict[str, Any]

# Readers' pages about the paper; public.urls is tested against them.
CORRECTIONS, ABOUT, CONTACT = "/cai-chinh/", "/gioi-thieu/", "/lien-he/"
LOGO, LOGO_SIZE = "img/logo.png", 512
# What goes with a shared link that has no picture of its own.
SHARED, SHARED_WIDTH, SHARED_HEIGHT = "img/shared.png", 1200, 630


def absolute(url: str) -> str:
    """Return the address of a file for other sites; a storage elsewhere has a whole one."""
    return url if url.startswith("http") else f"{settings.SITE_URL}{url}"


def static(path: str) -> str:
    """
    Return the whole address of one of our own pictures, by the name that no release changes.

    It stands in editions, which outlive the hashed names of a release.
    """
    return absolute(f"{settings.STATIC_URL}{path}")


def without_nothing(facts: Mapping[str, Any]) -> Facts:
    return {name: value for name, value in facts.items() if value}


def shared_default() -> Facts:
    """Return {url, width, height, alt} of what goes with a link that has no picture of its own."""
    size = {"width": SHARED_WIDTH, "height": SHARED_HEIGHT}
    return {"url": static(SHARED), "alt": settings.NEWSROOM_NAME, **size}


def publisher_id() -> str:
    return f"{settings.SITE_URL}/#publisher"


def publisher() -> Facts:
    """Return the paper as each story names it; `newsroom()` says the rest under the same @id."""
    site = settings.SITE_URL
    return {
        "@type": "NewsMediaOrganization",
        "@id": publisher_id(),
        "name": settings.NEWSROOM_NAME,
        "url": f"{site}/",
        "logo": {
            "@type": "ImageObject",
            "url": static(LOGO),
            "width": LOGO_SIZE,
            "height": LOGO_SIZE,
        },
        "publishingPrinciples": f"{site}{ABOUT}",
        "correctionsPolicy": f"{site}{CORRECTIONS}",
    }


def newsroom() -> Facts:
    """Return all that the paper says of itself, for its front page."""
    site = settings.SITE_URL
    owner = settings.NEWSROOM_OWNER
    return {"@context": "https://schema.org", **publisher()} | without_nothing(
        {
            "parentOrganization": {"@type": "Organization", "name": owner} if owner else "",
            "address": settings.NEWSROOM_ADDRESS,
            "telephone": settings.NEWSROOM_PHONE,
            "email": settings.NEWSROOM_EMAIL,
            "masthead": f"{site}{ABOUT}",
            "ownershipFundingInfo": f"{site}{ABOUT}",
            "actionableFeedbackPolicy": f"{site}{CONTACT}",
        }
    )


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Facts:
    """Return the way from the front page to a page; steps are (name, whole address)."""
    way = [(settings.NEWSROOM_NAME, f"{settings.SITE_URL}/"), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(way, start=1)
        ],
    }
