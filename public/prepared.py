"""
Querysets that are turned into SQL once, and run many times.

The story page is read more than all others together, and building its query
costs four times what running it does (docs/benchmarks.md). The rules stay
where they are, in the QuerySet; only the building is saved.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, QuerySet

# Stand for the moment and the key while the SQL is made.
_MOMENT = datetime.datetime(1, 2, 3, 4, 5, 6, tzinfo=datetime.UTC)
_KEY = -987_654_321


class Prepared:
    """
    `build(now, key)` as SQL, made at the first use on each database.

    `build` gives a queryset of plain columns (text and numbers): rows come as
    the database gives them. It must use `now` and `key` as values only.
    """

    def __init__(self, build: Callable[[datetime.datetime, int], QuerySet]):
        self.build = build
        self.made: dict[str, tuple[str, list[Any]]] = {}

    def row(self, now: datetime.datetime, key: int) -> tuple[Any, ...] | None:
        """Return the first row, or None; a key that no table can hold finds nothing."""
        if key > BigIntegerField.MAX_BIGINT:
            return None
        sql, parameters = self.statement(now, key)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchone()

    def statement(self, now: datetime.datetime, key: int) -> tuple[str, list[Any]]:
        """Return SQL and parameters with `now` and `key` in their places."""
        vendor = connection.vendor
        if vendor not in self.made:
            queryset = self.build(_MOMENT, _KEY)
            sql, parameters = queryset.query.get_compiler(connection=connection).as_sql()
            self.made[vendor] = (sql, list(parameters))
        sql, parameters = self.made[vendor]
        stands_for_now = connection.ops.adapt_datetimefield_value(_MOMENT)
        moment = connection.ops.adapt_datetimefield_value(now)
        filled = [
            moment if value == stands_for_now else key if value == _KEY else value
            for value in parameters
        ]
        return sql, filled
