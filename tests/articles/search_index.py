"""What the database's own index has, asked past everything that readers see."""

from django.db import connection

from articles.models import SearchRow

SQL = {
    "sqlite": (
        "SELECT rowid FROM articles_searchrow_fts WHERE articles_searchrow_fts MATCH %s",
        '"{}"',
    ),
    "postgresql": (
        "SELECT key FROM articles_searchrow WHERE articles_search_bag(tokens) @@ %s::tsquery",
        "'{}'",
    ),
}


def editions_with(token: str) -> list[int]:
    """Return the editions under a token, and those only that have a row, too."""
    sql, quoted = SQL[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql, [quoted.format(token)])
        keys = [key for (key,) in cursor.fetchall()]
    rows = SearchRow.objects.in_bulk(keys)
    return sorted(rows[key].edition_id for key in keys)
