"""
Cursors for statements that come again with other values: what is done for one is kept for all.

PostgreSQL keeps their plans, which are most of what a page of a record costs there
(docs/decisions/0032-prepared-statements.md); for SQLite their text is kept as its driver takes it.
Only what is asked through `prepared` is kept; of the ORM's own queries the values are in the text.
"""

from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX, SQLiteCursorWrapper
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from psycopg import Cursor
from psycopg.types.numeric import Int8


def prepared() -> CursorWrapper:
    """Return a cursor to run such a statement with; to be closed."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    database.validate_thread_sharing()
    database.close_if_health_check_failed()
    database.ensure_connection()
    cursor: Any
    if database.vendor == "sqlite":
        cursor, logged = database.connection.cursor(factory=_OnSqlite), CursorDebugWrapper
    else:
        cursor, logged = _OnPostgresql(database.connection), _WithValues
    return (logged if database.queries_logged else CursorWrapper)(cursor, database)


class _OnSqlite(SQLiteCursorWrapper):
    def convert_query(self, query: str, **_names: Any) -> str:
        return _with_question_marks(query)


@lru_cache(maxsize=256)
def _with_question_marks(query: str) -> str:
    return FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class _OnPostgresql(Cursor[Any]):
    """Binds values on the server, as a statement that is kept needs it; Django's does not."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_OnPostgresql":
        # Of one size: otherwise each size of a key makes a statement of its own.
        values = [Int8(value) if type(value) is int else value for value in params or ()]
        return super().execute(query, values, prepare=True, **options)


class _WithValues(CursorDebugWrapper):
    """Writes the values down with a query; PostgreSQL's driver has them apart from it."""

    def execute(self, sql: Any, params: Any = None) -> Any:
        with self.debug_sql(self.db.ops.compose_sql(sql, params)):
            return CursorWrapper.execute(self, sql, params)
