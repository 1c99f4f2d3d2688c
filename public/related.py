"""What else there is to read beside a story: all of it in one query."""

import datetime
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.models import Edition, EditionEntity, EditionTopic, Topic
from public.statements import Row, Statement, fetch

SHOWN = 6
# Of each name the newest stories are looked at: a governor has thousands.
NEWEST_A_NAME = 8
NAMES = 6

# What came before in a running topic.
BEFORE = 3

# What a row of the query is.
RELATED, OLDER, NEWER, EARLIER = range(4)

_visible = Statement(
    lambda now, article: (
        Edition.objects.public(now)
        .stories()
        .exclude(article_id=article)
        .order_by()
        .values_list("pk")
    ),
    moments=["now"],
    keys=["article"],
)

# With the story itself: of an edition its article stands behind its texts, and is slow to read.
_stories = Statement(
    lambda now: Edition.objects.public(now).stories().order_by().values_list("pk"),
    moments=["now"],
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
    return _cards(fetch(*_related(article_id, names, now)))


def beside_html(
    article_id: int,
    edition_id: int,
    related_to: str,
    section_id: int,
    published_at: Any,
    now: datetime.datetime,
) -> dict[str, str]:
    """
    Return {"related", "topic", "before", "onward"}; one query.

    They are the same cards; the first of its topics, and what was published before in it, newest
    first; and its neighbours in the section. `published_at` is the story's first publication as
    the database gives it.
    """
    names = _ids(related_to)
    visible, parameters = _visible.sql(now=now, article=article_id)
    place = [published_at, article_id]
    here = [section_id, *place, *parameters]
    values = [*here, *here, edition_id, *place, *parameters]
    beside = _beside_sql(visible)
    if names:
        related, of_names = _related(article_id, names, now)
        beside, values = f"{related} UNION ALL {beside}", [*of_names, *values]
    rows = fetch(beside, values)
    return {"related": _cards(rows), **_before(rows), "onward": _onward(rows)}


def _related(article_id: int, names: list[int], now: datetime.datetime) -> tuple[str, list[Any]]:
    stories, parameters = _stories.sql(now=now)
    vendor = connections[DEFAULT_DB_ALIAS].vendor
    if vendor == "sqlite":
        values = [value for name in names for value in [name, *parameters]]
    else:
        values = [*names, *parameters]
    return _related_sql(stories, len(names), vendor), [*values, article_id]


def _ids(related_to: str) -> list[int]:
    return [int(pk) for pk in related_to.split()][:NAMES]


def _cards(rows: list[Row]) -> str:
    # The parts of a UNION come in any order.
    related = sorted((row for row in rows if row[0] == RELATED), key=_place, reverse=True)
    return "".join(row[4] for row in related[:SHOWN])


def _place(row: Row) -> tuple[Any, ...]:
    return row[1:4]


def _before(rows: list[Row]) -> dict[str, str]:
    earlier = sorted((row for row in rows if row[0] == EARLIER), key=_place, reverse=True)
    items = "".join(
        f'<li class="before__item"><a class="before__link" href="{escape(path)}">{escape(headline)}'
        f'</a><span class="before__time">{when}</span></li>'
        for _part, _names, _moment, _article, headline, path, when, _topic in earlier
    )
    return {"topic": escape(earlier[0][-1]) if earlier else "", "before": items}


def _onward(rows: list[Row]) -> str:
    ways = {NEWER: _("Newer in this section"), OLDER: _("Older in this section")}
    beside = {row[0]: row for row in rows if row[0] in ways}
    return "".join(
        f'<a class="onward__link" href="{escape(beside[way][5])}">'
        f'<span class="onward__way">{said}</span>'
        f'<span class="onward__headline">{escape(beside[way][4])}</span></a>'
        for way, said in ways.items()
        if way in beside
    )


@lru_cache(maxsize=8)
def _beside_sql(visible: str) -> str:
    """The SQL of the next older and newer story of the section, and of earlier ones."""
    _select, _from, where = visible.partition(" WHERE ")
    table = f'"{Edition._meta.db_table}"'
    # By hand: the ORM has no comparison of pairs, and without it the index is read from its newest
    # story down to this one.
    beside = [
        f"SELECT * FROM (SELECT {way}, 0, {table}.first_published_at, {table}.article_id, "  # noqa: S608
        f"{table}.headline, {table}.path, '', '' FROM {table} WHERE {table}.section_id = %s "
        f"AND ({table}.first_published_at, {table}.article_id) {sign} (%s, %s) AND {where} "
        f"ORDER BY {table}.first_published_at {order}, {table}.article_id {order} "
        f"LIMIT 1) AS beside{way}"
        for way, sign, order in [(OLDER, "<", "DESC"), (NEWER, ">", "ASC")]
    ]
    return " UNION ALL ".join([*beside, _earlier_sql(where)])


def _earlier_sql(where: str) -> str:
    table, row = f'"{Edition._meta.db_table}"', EditionTopic._meta.db_table
    topic = Topic._meta.db_table
    order = f"{row}.first_published_at DESC, {row}.article_id DESC"
    # Table names and numbers of our own; every value is a parameter.
    first = f"SELECT topic_id FROM {row} WHERE edition_id = %s ORDER BY position, id LIMIT 1"  # noqa: S608
    return (
        f"SELECT * FROM (SELECT {EARLIER}, 0, {table}.first_published_at, {table}.article_id, "  # noqa: S608
        f"{table}.headline, {table}.path, {table}.published_text, {topic}.name "
        f"FROM {row} CROSS JOIN {table} CROSS JOIN {topic} WHERE {row}.topic_id = ({first}) "
        f"AND ({row}.first_published_at, {row}.article_id) < (%s, %s) "
        f"AND {table}.id = {row}.edition_id AND {topic}.id = {row}.topic_id AND {where} "
        f"ORDER BY {order} LIMIT {BEFORE}) AS earlier"
    )


@lru_cache(maxsize=64)
def _related_sql(stories: str, names: int, vendor: str) -> str:
    """
    The SQL of the cards of the editions that name most of so many names.

    Its values are those of each name, and on PostgreSQL the names and then those of `stories`
    once; and last the story itself, which may be among them and is left out at the end.
    """
    newest = _by_union(stories, names) if vendor == "sqlite" else _by_lateral(stories, names)
    edition = f'"{Edition._meta.db_table}"'
    # Table names and numbers of our own; every value is a parameter.
    # They are chosen before a card is read: rows of an edition are long.
    chosen = (
        f"(SELECT edition_id, COUNT(*) AS names, MAX(first_published_at) AS newest "  # noqa: S608
        f"FROM ({newest}) AS near GROUP BY edition_id "
        f"ORDER BY names DESC, newest DESC, edition_id DESC LIMIT {SHOWN + 1})"
    )
    return (
        f"SELECT {RELATED}, chosen.names, chosen.newest, chosen.edition_id, "  # noqa: S608
        f"{edition}.related_html, '', '', '' FROM {chosen} AS chosen "
        f"INNER JOIN {edition} ON {edition}.id = chosen.edition_id "
        f"WHERE NOT {edition}.article_id = %s"
    )


def _by_union(stories: str, names: int) -> str:
    # Our own SQL; every value is a parameter.
    return " UNION ALL ".join(
        f"SELECT * FROM ({_newest_sql(stories, '%s')}) AS name{number}"  # noqa: S608
        for number in range(names)
    )


def _by_lateral(stories: str, names: int) -> str:
    """What `_by_union` does, planned once and not for each name; SQLite has no LATERAL."""
    values = ", ".join(["(%s)"] * names)
    # Our own SQL; every value is a parameter.
    return (
        f"SELECT newest.* FROM (VALUES {values}) AS name (entity_id) "  # noqa: S608
        f"CROSS JOIN LATERAL ({_newest_sql(stories, 'name.entity_id')}) AS newest"
    )


def _newest_sql(stories: str, entity: str) -> str:
    """
    The SQL of `public()`, joined to the newest editions of one name.

    By hand, because neither database takes a LIMIT for each name from the ORM: a window reads
    every story of every name. What is not visible counts in no LIMIT, else a story of many
    editions would take the places of all others. CROSS JOIN, because SQLite keeps its order.
    """
    row, edition = EditionEntity._meta.db_table, f'"{Edition._meta.db_table}"'
    _, _, where = stories.partition(" WHERE ")
    # Table names and numbers of our own; every value is a parameter.
    return (
        f"SELECT {row}.edition_id, {row}.first_published_at "  # noqa: S608
        f"FROM {row} CROSS JOIN {edition} WHERE {row}.entity_id = {entity} "
        f"AND {edition}.id = {row}.edition_id AND {where} "
        f"ORDER BY {row}.first_published_at DESC LIMIT {NEWEST_A_NAME + 1}"
    )
