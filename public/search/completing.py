"""What somebody may mean who is still typing: people, organisations, stories."""

import datetime
from dataclasses import dataclass

from articles.models import Edition
from articles.searchable import HEAD, HEADLINE
from public.search import names
from public.search.matching import Wanted, edition_of, groups_of, newest
from public.search.query import understand

STORIES = 5
# The names in so many stories are looked at, in each of both places.
LOOKED_AT = 40
# A single letter begins half of all words: the words before it must find the stories.
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
    *whole, last = [word.folded for word in query.words] or [""]
    if len(last) < SHORTEST:
        last = ""
    if not whole and not last:
        return []
    in_headline, in_head = (
        newest(
            Wanted(
                groups_of([f"{place}{word}" for word in whole]), prefix=last and f"{place}{last}"
            ),
            now,
            LOOKED_AT,
        )
        for place in [HEADLINE, HEAD]
    )
    editions = [edition_of(key) for key in dict.fromkeys([*in_headline, *in_head])]
    named = names.beginning(query, editions, now)
    return [
        *(Suggestion(one.kind, one.name, one.path) for one in named),
        *(Suggestion("story", *story) for story in _stories(editions[:STORIES], now)),
    ]


def _stories(editions: list[int], now: datetime.datetime) -> list[tuple[str, ...]]:
    rows = Edition.objects.public(now).stories().filter(pk__in=editions)
    shown = {
        pk: (headline, path) for pk, headline, path in rows.values_list("pk", "headline", "path")
    }
    return [shown[pk] for pk in editions if pk in shown]
