"""Links of the text that lead nowhere inside the site."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.checked import Item, warn
from articles.models import Edition, Section
from articles.richtext import parse
from entities.models import Entity, EntityPage

# Who pasted a page of them mends the first, and sees the next.
MOST_TOLD = 10


def leading_nowhere(snapshot: Mapping[str, Any]) -> Iterator[Item]:
    """Yield a warning for each address of ours that a reader could not open now."""
    root = parse(snapshot["body"])
    found = [link.get("href", "") for link in root.iter("a") if not link.get("data-entity")]
    inside = {one: path for one in dict.fromkeys(found) if (path := _path(one)) is not None}
    opened = _opened({path: _match(path) for path in inside.values()})
    closed = [address for address, path in inside.items() if path not in opened]
    for address in closed[:MOST_TOLD]:
        sentence = _("The link “%(address)s” leads nowhere inside the site.")
        yield warn("links", sentence % {"address": address[:120]}, "body")
    yield from _by_hand(root)


def _by_hand(root) -> Iterator[Item]:
    named = {pk: a.text_content() for a in root.iter("a") if (pk := a.get("data-entity", ""))}
    rows = Entity.objects.select_related("merged_into").in_bulk(
        [int(pk) for pk in named if pk.isdecimal()]
    )
    for pk, words in named.items():
        entity = rows.get(int(pk)) if pk.isdecimal() else None
        if entity is None or (entity.merged_into or entity).page != EntityPage.PUBLIC:
            sentence = _("“%(name)s” is linked by hand and has no page: it will be no link.")
            yield warn("links", sentence % {"name": words[:120]}, "body")


def _path(address: str) -> str | None:
    """Return the path of an address on our site; None for one elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if not parts.netloc and not parts.scheme:
        return parts.path if parts.path.startswith("/") else None
    is_ours = parts.netloc.casefold() == urlsplit(settings.SITE_URL).netloc.casefold()
    return (parts.path or "/") if is_ours and parts.scheme in {"http", "https"} else None


def _match(path: str) -> tuple[str, dict[str, Any]]:
    try:
        match = resolve(path)
    except Resolver404:
        return "", {}
    return match.view_name, match.kwargs


def _opened(matches: Mapping[str, tuple[str, dict[str, Any]]]) -> set[str]:
    """Return those of the paths that readers can open; at most three queries."""
    if not matches:
        return set()
    stories = _wanted(matches, "public:story", "article_id")
    records = _wanted(matches, "public:person", "entity_id")
    records |= _wanted(matches, "public:organisation", "entity_id")
    sections = _wanted(matches, "public:section", "section")
    public = Edition.objects.public(timezone.now()).stories()
    there = {
        "article_id": set(
            public.filter(article__in=stories).values_list("article_id", flat=True)
            if stories
            else []
        ),
        "entity_id": set(
            Entity.objects.filter(pk__in=records, page=EntityPage.PUBLIC).values_list(
                "pk", flat=True
            )
            if records
            else []
        ),
        "section": set(
            Section.objects.filter(slug__in=sections).values_list("slug", flat=True)
            if sections
            else []
        ),
    }
    return {
        path
        for path, (name, given) in matches.items()
        if name.startswith("public:") and all(given[key] in there[key] for key in _asked(name))
    }


_ASKED = {
    "public:story": ["article_id"],
    "public:person": ["entity_id"],
    "public:organisation": ["entity_id"],
    "public:section": ["section"],
}


def _asked(name: str) -> list[str]:
    return _ASKED.get(name, [])


def _wanted(matches: Mapping[str, tuple[str, dict[str, Any]]], view: str, key: str) -> set[Any]:
    return {given[key] for name, given in matches.values() if name == view}
