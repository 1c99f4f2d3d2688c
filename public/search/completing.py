"""What somebody may mean who is still typing: people, organisations, stories."""

import datetime
from dataclasses import dataclass

from articles.models import Edition
from articles.searchable import HEAD, HEADLINE
from public.search import names
from public.search.matching import Wanted, edition_of, groups_of, newest
from public.search.query import Query, understand

STORIES = 5
# A single letter begins half of all words.
SHORTEST = 2


@dataclass(frozen=True)
class Suggestion:
    """`kind` is "person", "organisation" or "story"."""

    kind: str
    text: str
    path: str


def suggestions(typed: str, *, now: datetime.datetime) -> list[Suggestion]:
    """Return records with a page, then stories whose headline or lead holds what was typed."""
    query = understand(typed)
    if not query or len(query.words[-1].folded) < SHORTEST:
        return []
    named = [Suggestion(one.kind, one.name, one.path) for one in names.beginning(query, now)]
    return [*named, *(Suggestion("story", *story) for story in _stories(query, now))]


def _stories(query: Query, now: datetime.datetime) -> list[tuple[str, ...]]:
    *whole, last = [word.folded for word in query.words]
    keys: dict[int, None] = {}
    for place in [HEADLINE, HEAD]:
        groups = groups_of([f"{place}{word}" for word in whole])
        wanted = Wanted(groups, prefix=f"{place}{last}")
        keys.update(dict.fromkeys(newest(wanted, now, STORIES)))
        if len(keys) >= STORIES:
            break
    editions = [edition_of(key) for key in keys][:STORIES]
    rows = Edition.objects.public(now).stories().filter(pk__in=editions)
    shown = {
        pk: (headline, path) for pk, headline, path in rows.values_list("pk", "headline", "path")
    }
    return [shown[pk] for pk in editions if pk in shown]
