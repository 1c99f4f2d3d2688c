"""
The one place that asks the database's own index: FTS5 on SQLite, GIN on PostgreSQL.

What is asked for is tokens, as articles.searchable writes them; what comes back are keys, the
newest first, of stories that readers see now.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from articles.models import Edition
from articles.models.search import EDITION_BITS
from public.statements import Statement

LEAST_KEY, GREATEST_KEY = 0, 2**63 - 1

# The rule of what is visible, as its QuerySet says it.
_visible = Statement(
    lambda now: Edition.objects.public(now).stories().order_by().values("pk"), moments=["now"]
)


@dataclass(frozen=True)
class Wanted:
    """Stories with one token of each group, and in whose text each of `phrases` stands."""

    groups: tuple[tuple[str, ...], ...]
    phrases: tuple[str, ...] = ()
    # One more group: any token that begins like this.
    prefix: str = ""
    # Of keys, the second left out.
    between: tuple[int, int] = field(default=(LEAST_KEY, GREATEST_KEY))


def newest(wanted: Wanted, now: datetime.datetime, limit: int) -> list[int]:
    """Return the keys of the newest stories visible at `now`; `editions_of` says whose they are."""
    visible, moments = _visible.sql(now=now)
    _select, _where, rule = visible.partition(" WHERE ")
    is_sqlite = connection.vendor == "sqlite"
    place_of, key = ("instr", "fts.rowid") if is_sqlite else ("strpos", "fts.key")
    sql = (_SQLITE if is_sqlite else _POSTGRESQL).format(
        rule=rule,
        phrases=f" AND {place_of}(found.folded, %s) > 0" * len(wanted.phrases),
        join=f"JOIN articles_searchrow AS found ON found.key = {key}" if wanted.phrases else "",
    )
    asked = _for_fts5(wanted) if is_sqlite else _for_gin(wanted)
    values = [asked, *wanted.between, *wanted.phrases, *moments, limit]
    # Planned for these words: a rare one and a frequent one are found in other ways.
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [key for (key,) in cursor.fetchall()]


def edition_of(key: int) -> int:
    return key & ((1 << EDITION_BITS) - 1)


# FTS5 gives the newest first by itself, and is asked for no more than the limit needs.
_SQLITE = f"""
    SELECT fts.rowid FROM articles_searchrow_fts AS fts
    CROSS JOIN articles_edition ON articles_edition.id = fts.rowid & {(1 << EDITION_BITS) - 1}
    {{join}}
    WHERE articles_searchrow_fts MATCH %s AND fts.rowid >= %s AND fts.rowid < %s
    {{phrases}} AND {{rule}}
    ORDER BY fts.rowid DESC LIMIT %s
"""  # noqa: S608  names and numbers of our own; every value is a parameter
# The index gives no order. LATERAL asks for one story after another, from the newest on, and ends
# with the limit: a join would read the table of editions, and every text for a phrase.
_POSTGRESQL = """
    WITH matched AS MATERIALIZED (
        SELECT key, edition_id FROM articles_search_keys(%s::tsquery, %s, %s)
    )
    SELECT fts.key FROM (SELECT * FROM matched ORDER BY key DESC) AS fts
    CROSS JOIN LATERAL (
        SELECT 1 FROM articles_edition {join}
        WHERE articles_edition.id = fts.edition_id {phrases} AND {rule} LIMIT 1
    ) AS seen
    ORDER BY fts.key DESC LIMIT %s
"""


def _for_fts5(wanted: Wanted) -> str:
    groups = [" OR ".join(f'"{token}"' for token in group) for group in wanted.groups]
    asked = [f"({group})" for group in groups]
    return " AND ".join([*asked, *([f'"{wanted.prefix}" *'] if wanted.prefix else [])])


def _for_gin(wanted: Wanted) -> str:
    groups = [" | ".join(f"'{token}'" for token in group) for group in wanted.groups]
    asked = [f"({group})" for group in groups]
    return " & ".join([*asked, *([f"'{wanted.prefix}':*"] if wanted.prefix else [])])


def groups_of(tokens: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return groups that want each of `tokens`, once."""
    return tuple((token,) for token in dict.fromkeys(tokens))
