"""
A cursor whose statements PostgreSQL keeps: planned for one reader, they are there for the next.

Planning is most of what a page of a record costs there (docs/benchmarks.md). Only what is asked
through `prepared` is kept; of the ORM's own queries the values are part of the text.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from psycopg import Cursor
from psycopg.types.numeric import Int8


def prepared() -> CursorWrapper:
    """Return a cursor to run a statement that comes again with other values; to be closed."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        # SQLite's driver keeps statements by itself.
        return database.cursor()
    database.validate_thread_sharing()
    database.close_if_health_check_failed()
    database.ensure_connection()
    wrapper = _Logged if database.queries_logged else CursorWrapper
    return wrapper(_Cursor(database.connection), database)


class _Cursor(Cursor[Any]):
    """Binds values on the server, as a statement that is kept needs it; Django's does not."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_Cursor":
        # Of one size: otherwise each size of a key makes a statement of its own.
        values = [Int8(value) if type(value) is int else value for value in params or ()]
        return super().execute(query, values, prepare=True, **options)


class _Logged(CursorDebugWrapper):
    """Writes the values down with a query; the driver has them apart from it."""

    def execute(self, sql: Any, params: Any = None) -> Any:
        with self.debug_sql(self.db.ops.compose_sql(sql, params)):
            return CursorWrapper.execute(self, sql, params)
