"""Who signed an edition."""

from collections.abc import Mapping
from typing import Any

from articles.models import Edition


def signatures(edition: Edition) -> list[dict[str, Any]]:
    """
    Return [{name, role, author}] of the bylines as they were printed.

    `author` is the id of an Author, who may be deleted since. The facts of the first editions do
    not say it; there the revision does, from which they were copied in this order.
    """
    rows = edition.facts["bylines"]
    if all("author" in row for row in rows):
        return rows
    written = edition.revision.snapshot["bylines"]
    return (
        written if _printed(written) == _printed(rows) else [row | {"author": None} for row in rows]
    )


def who_of(byline: Mapping[str, Any]) -> int | str:
    """Return what tells who signs from who else does: the author, or else the name alone."""
    return byline["author"] or byline["name"]


def _printed(bylines: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(byline["name"], byline["role"]) for byline in bylines]
