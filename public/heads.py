"""What a page that is no story says to machines, in its <head>; a story's own is in its edition."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from articles.rendering import json_script_ld, shared_picture
from articles.structured_site import absolute, breadcrumbs, shared_default
from public.filled import filled


def sharing(
    canonical: str,
    title: str,
    description: str = "",
    picture: Mapping[str, Any] | None = None,
    kind: str = "website",
) -> dict[str, Any]:
    """
    Return what other sites read of a page whose link is shared, for public/_sharing.html.

    `picture` is of rendering.shown_photo, with `credit`; without one our own goes with the link.
    """
    return {
        "canonical": canonical,
        "title": title,
        "description": description or title,
        "kind": kind,
        "paper": settings.NEWSROOM_NAME,
        "shared": shared_picture(picture) or shared_default(),
    }


def sharing_html(canonical: str, title: str, **about: Any) -> SafeString:
    """Return the same as elements, for a page that public.filled makes."""
    values = sharing(canonical, title, **about)
    shared = values.pop("shared")
    return filled(
        "public/_sharing.html",
        {**values, **{f"shared.{name}": value for name, value in shared.items()}},
    )


def page_facts(canonical: str, *steps: str, **more: Any) -> SafeString:
    """
    Return the JSON-LD of a list; `steps` are names and addresses in turn, the page's name last.

    `more` is what a page says besides, or otherwise.

    page_facts(address, "Nhân vật", "/nhan-vat/", "Chữ Đ")
    """
    *between, name = steps
    pairs = zip(between[::2], (absolute(path) for path in between[1::2]), strict=True)
    return json_script_ld(
        {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "@id": canonical,
            "url": canonical,
            "name": name,
            "inLanguage": "vi",
            "breadcrumb": breadcrumbs([*pairs, (name, canonical)]),
            **more,
        }
    )
