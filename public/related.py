"""What else there is to read beside a story: all of it in one query."""

import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.models import Edition, EditionEntity, EditionTopic
from public.prepared import Prepared

SHOWN = 6
# Of each name the newest stories are looked at: a governor has thousands.
NEWEST_A_NAME = 12
NAMES = 8
# Of those the best are looked at: older editions of a story count, and fall away there.
CANDIDATES = 20

# What came before in a running topic, of the newest of it: older editions of a story fall away.
BEFORE = 3
NEWEST_OF_TOPIC = 12

# What a row of the query is.
RELATED, OLDER, NEWER, EARLIER = range(4)

_visible = Prepared(
    lambda now, article: (
        Edition.objects.public(now)
        .stories()
        .exclude(article_id=article)
        .order_by()
        .values_list("pk")
    )
)


def related_html(article_id: int, related_to: str, now: datetime.datetime) -> str:
    """
    Return the cards of up to six stories that share names, most shared first; one query.

    `related_to` are the names of the story, ids parted by blanks: only those
    with a public page, for sharing a victim is no relation.
    """
    names = _ids(related_to)
    if not names:
        return ""
    visible, parameters = _visible.statement(now, article_id)
    return _cards(_rows(_related_sql(visible, len(names)), [*names, *parameters]))


def beside_html(
    article_id: int,
    edition_id: int,
    related_to: str,
    section_id: int,
    published_at: Any,
    now: datetime.datetime,
) -> dict[str, str]:
    """
    Return {"related", "before", "onward"}; one query.

    They are the same cards; what was published before in its first topic, newest first; and its
    neighbours in the section. `published_at` is the story's first publication as the database
    gives it.
    """
    names = _ids(related_to)
    visible, parameters = _visible.statement(now, article_id)
    place = [published_at, article_id]
    here = [section_id, *place, *parameters]
    values = [*here, *here, edition_id, *place, *parameters]
    if names:
        values = [*names, *parameters, *values]
    rows = _rows(_beside_sql(visible, len(names)), values)
    return {"related": _cards(rows), "before": _before(rows), "onward": _onward(rows)}


def _ids(related_to: str) -> list[int]:
    return [int(pk) for pk in related_to.split()][:NAMES]


def _rows(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _cards(rows: list[tuple[Any, ...]]) -> str:
    # The parts of a UNION come in any order.
    related = sorted((row for row in rows if row[0] == RELATED), key=_place, reverse=True)
    return "".join(row[4] for row in related)


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[1:4]


def _before(rows: list[tuple[Any, ...]]) -> str:
    earlier = sorted((row for row in rows if row[0] == EARLIER), key=_place, reverse=True)
    return "".join(
        f'<li class="before__item"><a class="before__link" href="{escape(path)}">{escape(headline)}'
        f'</a><span class="before__time">{when}</span></li>'
        for _part, _names, _moment, _article, headline, path, when in earlier
    )


def _onward(rows: list[tuple[Any, ...]]) -> str:
    ways = {NEWER: _("Newer in this section"), OLDER: _("Older in this section")}
    beside = {row[0]: row for row in rows if row[0] in ways}
    return "".join(
        f'<a class="onward__link" href="{escape(beside[way][5])}">'
        f'<span class="onward__way">{said}</span>'
        f'<span class="onward__headline">{escape(beside[way][4])}</span></a>'
        for way, said in ways.items()
        if way in beside
    )


@lru_cache(maxsize=64)
def _beside_sql(visible: str, names: int) -> str:
    """The SQL of the related stories, and of the next older and newer one of the section."""
    _select, _from, where = visible.partition(" WHERE ")
    table = f'"{Edition._meta.db_table}"'
    # By hand: the ORM has no comparison of pairs, and without it the index is read from its newest
    # story down to this one.
    beside = [
        f"SELECT * FROM (SELECT {way}, 0, {table}.first_published_at, {table}.article_id, "  # noqa: S608
        f"{table}.headline, {table}.path, '' FROM {table} WHERE {table}.section_id = %s "
        f"AND ({table}.first_published_at, {table}.article_id) {sign} (%s, %s) AND {where} "
        f"ORDER BY {table}.first_published_at {order}, {table}.article_id {order} "
        f"LIMIT 1) AS beside{way}"
        for way, sign, order in [(OLDER, "<", "DESC"), (NEWER, ">", "ASC")]
    ]
    related = [_related_sql(visible, names)] if names else []
    return " UNION ALL ".join([*related, *beside, _earlier_sql(where)])


def _earlier_sql(where: str) -> str:
    table, row = f'"{Edition._meta.db_table}"', EditionTopic._meta.db_table
    order = "first_published_at DESC, article_id DESC"
    # Table names and numbers of our own; every value is a parameter.
    topic = f"SELECT MIN(topic_id) FROM {row} WHERE edition_id = %s"  # noqa: S608
    near = (
        f"SELECT edition_id FROM {row} WHERE topic_id = ({topic}) "  # noqa: S608
        f"AND (first_published_at, article_id) < (%s, %s) ORDER BY {order} LIMIT {NEWEST_OF_TOPIC}"
    )
    return (
        f"SELECT * FROM (SELECT {EARLIER}, 0, {table}.first_published_at, {table}.article_id, "  # noqa: S608
        f"{table}.headline, {table}.path, {table}.published_text FROM ({near}) AS near "
        f"INNER JOIN {table} ON {table}.id = near.edition_id WHERE {where} "
        f"ORDER BY {table}.first_published_at DESC, {table}.article_id DESC LIMIT {BEFORE}"
        f") AS earlier"
    )


@lru_cache(maxsize=64)
def _related_sql(visible: str, names: int) -> str:
    """
    The SQL of `public()`, joined to the newest editions of each name.

    By hand, because neither database takes a LIMIT for each name from the ORM:
    a window reads every story of every name.
    """
    order = "names DESC, newest DESC, edition_id DESC"
    row, edition = EditionEntity._meta.db_table, Edition._meta.db_table
    # Table names and numbers of our own; every value is a parameter.
    newest = " UNION ALL ".join(
        f"SELECT * FROM (SELECT edition_id, first_published_at FROM {row} WHERE entity_id = %s "  # noqa: S608
        f"ORDER BY first_published_at DESC LIMIT {NEWEST_A_NAME}) AS name{number}"
        for number in range(names)
    )
    shared = (
        f"(SELECT edition_id, COUNT(*) AS names, MAX(first_published_at) AS newest "  # noqa: S608
        f"FROM ({newest}) AS near GROUP BY edition_id "
        f"ORDER BY {order} LIMIT {CANDIDATES}) AS shared"
    )
    _, _, where = visible.partition(" WHERE ")
    # The six are chosen before a card is read: rows of an edition are long.
    chosen = (
        f'(SELECT shared.* FROM {shared} INNER JOIN "{edition}" '  # noqa: S608
        f'ON "{edition}".id = shared.edition_id WHERE {where} ORDER BY {order} LIMIT {SHOWN})'
    )
    return (
        f"SELECT {RELATED}, chosen.names, chosen.newest, chosen.edition_id, "  # noqa: S608
        f"\"{edition}\".related_html, '', '' FROM {chosen} AS chosen "
        f'INNER JOIN "{edition}" ON "{edition}".id = chosen.edition_id'
    )
