"""Links of the text that lead nowhere inside the site."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.addresses import path_of, view_at
from articles.checked import Item, warn
from articles.models import Edition, Section
from articles.richtext import parse
from entities.models import Entity, EntityPage

# Who pasted a page of them mends the first, and sees the next.
MOST_TOLD = 10

# {path: (name of the page, what its address says)}
Matches = Mapping[str, tuple[str, dict[str, Any]]]


def leading_nowhere(snapshot: Mapping[str, Any], at: datetime.datetime) -> Iterator[Item]:
    """Yield a warning for each address of ours that a reader could not open at that moment."""
    root = parse(snapshot["body"])
    found = [link.get("href", "") for link in root.iter("a") if not link.get("data-entity")]
    inside = {one: path for one in dict.fromkeys(found) if (path := path_of(one)) is not None}
    matches = {path: view_at(path) for path in inside.values()}
    opened = _opened(matches, at)
    closed = [address for address, path in inside.items() if path not in opened]
    later = _later({path: match for path, match in matches.items() if path not in opened}, at)
    for address in closed[:MOST_TOLD]:
        told = {"address": address[:120]}
        if moment := later.get(inside[address]):
            sentence = _("The link “%(address)s” leads to a story that opens at %(moment)s only.")
            told["moment"] = f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}"
        else:
            sentence = _("The link “%(address)s” leads nowhere inside the site.")
        yield warn("links", sentence % told, "body")
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


def _later(matches: Matches, at: datetime.datetime) -> dict[str, datetime.datetime]:
    """Return {path: moment} of the stories that readers can open after `at`."""
    wanted = _wanted(matches, "public:story", "article_id")
    if not wanted:
        return {}
    rows = Edition.objects.filter(article__in=wanted, visible_from__gt=at).stories()
    opens = dict(rows.order_by("-visible_from").values_list("article_id", "visible_from"))
    return {
        path: opens[given["article_id"]]
        for path, (name, given) in matches.items()
        if name == "public:story" and given["article_id"] in opens
    }


def _opened(matches: Matches, at: datetime.datetime) -> set[str]:
    """Return those of the paths that readers can open at a moment; at most three queries."""
    if not matches:
        return set()
    stories = _wanted(matches, "public:story", "article_id")
    records = _wanted(matches, "public:person", "entity_id")
    records |= _wanted(matches, "public:organisation", "entity_id")
    sections = _wanted(matches, "public:section", "section")
    public = Edition.objects.public(at).stories()
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


def _wanted(matches: Matches, view: str, key: str) -> set[Any]:
    return {given[key] for name, given in matches.values() if name == view}
