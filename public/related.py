import datetime
from functools import lru_cache

from django.db import connection

from articles.models import Edition, EditionEntity
from public.prepared import Prepared

SHOWN = 6
# Of each name the newest stories are looked at: a governor has thousands.
NEWEST_A_NAME = 12
NAMES = 8
# Of those the best are looked at: older editions of a story count, and fall away there.
CANDIDATES = 20

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
    names = [int(pk) for pk in related_to.split()][:NAMES]
    if not names:
        return ""
    visible, parameters = _visible.statement(now, article_id)
    with connection.cursor() as cursor:
        cursor.execute(_sql(visible, len(names)), [*names, *parameters])
        return "".join(row[0] for row in cursor.fetchall())


@lru_cache(maxsize=64)
def _sql(visible: str, names: int) -> str:
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
        f'SELECT "{edition}".related_html FROM {chosen} AS chosen '  # noqa: S608
        f'INNER JOIN "{edition}" ON "{edition}".id = chosen.edition_id ORDER BY {order}'
    )
