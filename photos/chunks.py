"""Rows a few at a time, with nothing open in between."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

CHUNK = 200
Row = TypeVar("Row", bound=Model)


def chunks(rows: QuerySet[Row], size: int = CHUNK) -> Iterator[list[Row]]:
    """
    Yield the rows in lists, by their primary keys.

    For who writes between them: a cursor of SQLite's that is still open would refuse that as
    soon as another process has written.
    """
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        # Asked first: a row that is deleted has no key any more.
        last = chunk[-1].pk
        yield chunk
