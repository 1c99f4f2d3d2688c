import datetime
from collections import Counter
from typing import Any

from django.db.models import F

from articles.models import Edition, EditionEntity
from entities.models import EntityPage

# The newest stories looked at; what they share is then counted in Python.
CANDIDATES = 60
SHOWN = 6


def related_stories(edition: Edition, now: datetime.datetime) -> list[dict[str, Any]]:
    """
    Return up to six stories that share names with `edition`, most shared first; one query.

    Each is {"headline", "path", "section_name", "published_text", "card"}. Only
    names with a public page relate stories: sharing a victim is no relation.
    """
    shared = EditionEntity.objects.filter(edition=edition.pk).values("entity")
    rows = (
        EditionEntity.objects.filter(
            entity__in=shared,
            entity__page=EntityPage.PUBLIC,
            edition__in=Edition.objects.public(now).stories(),
        )
        .exclude(edition__article=edition.article_id)
        .order_by("-first_published_at", "-edition")
        .values(
            "edition_id",
            headline=F("edition__headline"),
            path=F("edition__path"),
            section_name=F("edition__section_name"),
            published_text=F("edition__published_text"),
            card=F("edition__card"),
        )[:CANDIDATES]
    )
    stories = {row["edition_id"]: row for row in rows}
    times = Counter(row["edition_id"] for row in rows)
    # most_common keeps the order of the query, newest first, among equals.
    return [stories[pk] for pk, _count in times.most_common(SHOWN)]
