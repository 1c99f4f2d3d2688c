"""
Querysets with named values, turned into SQL once and run many times.

The rules stay in the QuerySets; building them again for each reader costs several times what
running them does (docs/benchmarks.md).
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import BigIntegerField, QuerySet

from public.prepared import prepared

Row = tuple[Any, ...]
Value = datetime.datetime | datetime.date | int

_MOMENT, _A_DAY = datetime.datetime(1, 2, 3, 4, 5, 6, tzinfo=datetime.UTC), datetime.timedelta(1)
_KEY = -987_654_321
LARGEST_KEY = BigIntegerField.MAX_BIGINT


class Statement:
    """
    `build(**values)` as SQL, made at the first use on each database.

    `moments`, `days` and `keys` name the values; `build` uses them as values only. Rows come as
    the database gives them: see `as_moment` and `as_day`.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet],
        *,
        moments: Iterable[str] = (),
        days: Iterable[str] = (),
        keys: Iterable[str] = (),
    ):
        self.build = build
        # Stand for the values while the SQL is made; each name has its own.
        self.stand_ins: dict[str, Value] = {
            **{name: _MOMENT + n * _A_DAY for n, name in enumerate(moments)},
            **{name: (_MOMENT - (n + 1) * _A_DAY).date() for n, name in enumerate(days)},
            **{name: _KEY - n for n, name in enumerate(keys)},
        }
        # {vendor: (SQL, [name of a value, or "" for one that is fixed], [fixed values])}
        self.made: dict[str, tuple[str, list[str], list[Any]]] = {}

    def rows(self, **values: Value) -> list[Row]:
        return fetch(*self.sql(**values))

    def row(self, **values: Value) -> Row | None:
        with prepared() as cursor:
            cursor.execute(*self.sql(**values))
            return cursor.fetchone()

    def rows_of_each(self, ids: Iterable[int], **values: Value) -> list[Row]:
        """Return the rows of each of `ids`, the key `entity`, by its own LIMIT; one query."""
        return together([(self, {"entity": pk, **values}) for pk in ids])

    def first_of_each(self, each: Sequence[Mapping[str, Value]], **values: Value) -> list[Any]:
        """
        Return the one column of the first row for each of `each`, None where there is none.

        One query: `each` is a table in it, and the database plans it once however long that is.
        """
        if not each:
            return []
        database = connections[DEFAULT_DB_ALIAS]
        sql, names, fixed = self.made.get(database.vendor) or self._make(database)
        ops = database.ops
        columns = list(each[0])
        holes = [f"each_of.{name}" if name in columns else "%s" for name in names]
        first = "".join(chain.from_iterable(zip_longest(sql.split("%s"), holes, fillvalue="")))
        row = f"(%s, {', '.join(['%s'] * len(columns))})"
        rows = [
            [place, *(_adapted(one[name], ops) for name in columns)]
            for place, one in enumerate(each)
        ]
        given = {name: _adapted(value, ops) for name, value in values.items()}
        pairs = zip(names, fixed, strict=True)
        found = fetch(
            # Our own SQL and names; values are parameters.
            f"WITH each_of (place, {', '.join(columns)}) AS "  # noqa: S608
            f"(VALUES {', '.join([row] * len(rows))}) "
            f"SELECT ({first}) FROM each_of ORDER BY place",
            [
                *chain.from_iterable(rows),
                *(given[name] if name else fix for name, fix in pairs if name not in columns),
            ],
        )
        return [value for (value,) in found]

    def sql(self, **values: Value) -> tuple[str, list[Any]]:
        """Return SQL and parameters with `values` in their places."""
        # Asked once: each look through Django's proxies costs as much as a value.
        database = connections[DEFAULT_DB_ALIAS]
        sql, names, fixed = self.made.get(database.vendor) or self._make(database)
        given = {name: _adapted(value, database.ops) for name, value in values.items()}
        pairs = zip(names, fixed, strict=True)
        return sql, [given[name] if name else value for name, value in pairs]

    def _make(self, database: BaseDatabaseWrapper) -> tuple[str, list[str], list[Any]]:
        queryset = self.build(**self.stand_ins)
        sql, parameters = queryset.query.get_compiler(connection=database).as_sql()
        named = {_adapted(value, database.ops): name for name, value in self.stand_ins.items()}
        names = [named.get(value, "") if _is_plain(value) else "" for value in parameters]
        # A choice is text; a driver need not know that.
        fixed = [str(value) if isinstance(value, str) else value for value in parameters]
        self.made[database.vendor] = made = (sql, names, fixed)
        return made


# A statement with its values.
Asked = tuple[Statement, Mapping[str, Value]]


def together(asked: Sequence[Asked]) -> list[Row]:
    """Return the rows of several statements of one shape, each in its order; one query."""
    parts = [statement.sql(**values) for statement, values in asked]
    if len(parts) == 1:
        return fetch(*parts[0])
    sql = _union(tuple([sql for sql, _parameters in parts]))
    return fetch(sql, [value for _sql, parameters in parts for value in parameters])


@lru_cache(maxsize=256)
def _union(parts: tuple[str, ...]) -> str:
    # Neither database takes ORDER BY and LIMIT in a part of a UNION but in a query around it.
    return " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS part{place}"  # noqa: S608  our own SQL; values are parameters
        for place, sql in enumerate(parts)
    )


def fetch(sql: str, parameters: list[Any]) -> list[Row]:
    with prepared() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def as_moment(value: Any) -> datetime.datetime:
    """Return a moment as a database gave it (SQLite: text or naive, UTC) with its time zone."""
    if isinstance(value, str):
        value = datetime.datetime.fromisoformat(value)
    return value if value.tzinfo else value.replace(tzinfo=datetime.UTC)


def as_day(value: Any) -> datetime.date | None:
    """Return a day as a database gave it; SQLite may give text."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def _adapted(value: Value, ops: BaseDatabaseOperations) -> Any:
    if isinstance(value, int):
        # A key that no table can hold finds nothing.
        return min(value, LARGEST_KEY)
    return _adapted_moment(value, ops)


@lru_cache(maxsize=64)
def _adapted_moment(value: datetime.datetime | datetime.date, ops: BaseDatabaseOperations) -> Any:
    """Of all statements of a page the moment is one."""
    if isinstance(value, datetime.datetime):
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_datefield_value(value)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | datetime.date)
