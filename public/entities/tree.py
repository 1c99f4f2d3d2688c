"""What a body is a part of, and what its parts are. Who has no page is not named, here either."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from entities.models import Entity, EntityKind, EntityPage, Organisation
from public.entities.addresses import address
from public.entities.offices import has_page, is_shown
from public.filled import filled, joined
from public.statements import Statement

# A ministry, its department, an office of that.
LEVELS_UP = 3
# Those after it are folded: a province has more parts than a screen has lines.
PARTS_SHOWN = 8
MOST_PARTS = 200

Name = dict[str, str]


@dataclass(frozen=True)
class Tree:
    """The bodies above, the outermost first, and the parts as HTML: the first ones, the rest."""

    above: str
    # The one right above it, {"name", "path", "kind"}.
    parent: Name | None
    parts: str
    more_parts: str
    more_count: int


def _parents() -> list[str]:
    """Return the paths from a body to the ones above it: parent, parent__organisation__parent, …"""
    return ["__organisation__".join(["parent"] * level) for level in range(1, LEVELS_UP + 1)]


def _above(now, key: int) -> QuerySet:
    columns: list[Any] = []
    for parent in _parents():
        columns += [F(f"{parent}__{name}") for name in ["id", "name", "slug", "page"]]
        columns += [has_page(now, parent), F(f"{parent}__organisation__kind")]
    return Organisation.objects.filter(pk=key).order_by().values_list(*columns)


def _parts(now, key: int) -> QuerySet:
    return (
        Entity.objects.filter(organisation__parent=key, page=EntityPage.PUBLIC)
        .order_by("sort_name", "pk")
        .values_list("id", "name", "slug", is_shown(now))[:MOST_PARTS]
    )


def _parts_of_parts(now, key: int) -> QuerySet:
    return (
        Entity.objects.filter(
            organisation__parent__organisation__parent=key,
            organisation__parent__page=EntityPage.PUBLIC,
            page=EntityPage.PUBLIC,
        )
        .order_by("sort_name", "pk")
        .values_list("id", "name", "slug", is_shown(now), "organisation__parent")[:MOST_PARTS]
    )


_ABOVE, _PARTS, _PARTS_OF_PARTS = (
    Statement(build, moments=["now"], keys=["key"]) for build in [_above, _parts, _parts_of_parts]
)


def tree_of(pk: int, now: datetime.datetime) -> Tree:
    """Return the bodies above one, and below it; three queries."""
    row = _ABOVE.row(now=now, key=pk) or ()
    levels = [row[place : place + 6] for place in range(0, len(row), 6)]
    above = [
        _name(level[0], level[1], level[2], level[4]) if level[3] == EntityPage.PUBLIC else None
        for level in levels
    ]
    below: dict[int, list[str]] = defaultdict(list)
    for part in _PARTS_OF_PARTS.rows(now=now, key=pk):
        below[part[4]].append(filled("public/_part.html", {**_flat(_name(*part[:4])), "parts": ""}))
    parts = [
        filled("public/_part.html", {**_flat(_name(*part[:4])), "parts": joined(below[part[0]])})
        for part in _PARTS.rows(now=now, key=pk)
    ]
    return Tree(
        above=joined(filled("public/_above.html", _flat(name)) for name in reversed(above) if name),
        parent=above[0] | {"kind": levels[0][5]} if above and above[0] else None,
        parts=joined(parts[:PARTS_SHOWN]),
        more_parts=joined(parts[PARTS_SHOWN:]),
        more_count=len(parts[PARTS_SHOWN:]),
    )


def _name(pk: int, name: str, slug: str, is_there: bool) -> Name:
    return {"name": name, "path": address(EntityKind.ORGANISATION, slug, pk) if is_there else ""}


def _flat(name: Name) -> dict[str, str]:
    return {f"name.{key}": value for key, value in name.items()}
