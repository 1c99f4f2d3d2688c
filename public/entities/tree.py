"""What a body is a part of, and what its parts are. Who has no page is not named, here either."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet

from entities.models import Entity, EntityPage
from public.entities.finding import Shown
from public.filled import filled, joined
from public.statements import Row, Statement, together

# A ministry, its department, an office of that.
LEVELS_UP = 3
# Those after it are folded: a province has more parts than a screen has lines.
PARTS_SHOWN = 8
MOST_PARTS = 200

ABOVE = ["id", "name", "page", "organisation__kind"]

Name = dict[str, str]


@dataclass(frozen=True)
class Around:
    """The records around a body: those above, the nearest first, as ABOVE; and those below."""

    pk: int
    above: list[Row]
    # (id, name, what it is a part of): the parts, and then theirs.
    below: list[Row]

    @property
    def ids(self) -> set[int]:
        # Where there is no body above, its row is empty.
        return {row[0] for row in [*self.above, *self.below] if row[0]}


@dataclass(frozen=True)
class Tree:
    """The bodies above, the outermost first, and the parts as HTML: the first ones, the rest."""

    above: str
    # The one right above it, {"name", "path", "kind"}.
    parent: Name | None
    parts: str
    more_parts: str
    more_count: int


def columns_above() -> list[F]:
    """Return what is read of the bodies above, with the row of a body itself: see `around`."""
    paths = ["__organisation__".join(["parent"] * level) for level in range(1, LEVELS_UP + 1)]
    return [F(f"{path}__{name}") for path in paths for name in ABOVE]


def _parts(key: int) -> QuerySet:
    return _named(Entity.objects.filter(organisation__parent=key, page=EntityPage.PUBLIC))


def _parts_of_parts(key: int) -> QuerySet:
    return _named(
        Entity.objects.filter(
            organisation__parent__organisation__parent=key,
            organisation__parent__page=EntityPage.PUBLIC,
            page=EntityPage.PUBLIC,
        )
    )


def _named(parts: QuerySet) -> QuerySet:
    rows = parts.order_by("sort_name", "pk")
    return rows.values_list("id", "name", "organisation__parent")[:MOST_PARTS]


_BELOW = [Statement(build, keys=["key"]) for build in [_parts, _parts_of_parts]]


def around(pk: int, above: Row) -> Around:
    """Return the records around a body; `above` is what `columns_above` gave. One query."""
    return Around(
        pk,
        [above[place : place + len(ABOVE)] for place in range(0, len(above), len(ABOVE))],
        together([(statement, {"key": pk}) for statement in _BELOW]),
    )


def tree_of(found: Around, there: Mapping[int, Shown]) -> Tree:
    """Return the bodies above one, and below it, with links to those whose page is `there`."""
    above = [_name(row, there) if row[2] == EntityPage.PUBLIC else None for row in found.above]
    below: dict[int, list[str]] = defaultdict(list)
    for row in found.below:
        if row[2] != found.pk:
            below[row[2]].append(_part(_name(row, there)))
    parts = [
        _part(_name(row, there), joined(below[row[0]])) for row in found.below if row[2] == found.pk
    ]
    return Tree(
        above=joined(filled("public/_above.html", _flat(name)) for name in reversed(above) if name),
        parent=above[0] | {"kind": found.above[0][3]} if above and above[0] else None,
        parts=joined(parts[:PARTS_SHOWN]),
        more_parts=joined(parts[PARTS_SHOWN:]),
        more_count=len(parts[PARTS_SHOWN:]),
    )


def _part(name: Name, parts: str = "") -> str:
    return filled("public/_part.html", {**_flat(name), "parts": parts})


def _name(row: Row, there: Mapping[int, Shown]) -> Name:
    pk, name = row[:2]
    return {"name": name, "path": there[pk].path if pk in there else ""}


def _flat(name: Name) -> dict[str, str]:
    return {f"name.{key}": value for key, value in name.items()}
