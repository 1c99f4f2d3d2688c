"""
Own stories that a text may link to: found by their headlines, or by an address of ours.

A link keeps the story's address, which its number decides and which never dies. What readers
see may be linked by everybody; what is scheduled only by those who may see the story at the
desk, and they are told from when on the link leads somewhere.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from articles.models import Article, Edition
from vietnamese.text import fold, normalise

MOST = 10
# Of these the best are taken: whoever types one short word finds the newest.
LOOKED_THROUGH = 100
LONGEST_QUERY = 200
_SHOWN = ["article_id", "path", "headline", "section_name", "first_published_at", "visible_from"]


@dataclass(frozen=True)
class Target:
    """A story to link to; `visible_from` is given where readers cannot open it yet."""

    article: int
    path: str
    headline: str
    section: str
    first_published_at: datetime.datetime
    visible_from: datetime.datetime | None


def find(
    typed: str, *, by: User, now: datetime.datetime, besides: int | None = None
) -> list[Target]:
    """
    Return stories for what was typed, with or without diacritics; the newest for nothing.

    Every word stands in headline or lead. Those that readers see come first, and of them
    those with the words in their headline.
    """
    typed = normalise(typed).strip()[:LONGEST_QUERY]
    words = fold(typed).split()
    found = Q()
    for word in dict.fromkeys(words):
        found &= Q(article__folded_text__contains=word)
    # The desk may have another headline by now than readers see.
    exact = Q(headline__icontains=typed) if words else Q()
    live = list(_live(now).filter(found | exact).exclude(article=besides)[:LOOKED_THROUGH])
    waiting = _waiting(by, now, found & ~Q(article=besides))
    ranked = [*_ranked(live, words), *_ranked(waiting, words)]
    targets = {edition.article_id: _target(edition, now) for edition in reversed(ranked)}
    return list(reversed(targets.values()))[:MOST]


def at(article: int, *, by: User, now: datetime.datetime) -> Target | None:
    """Return the story of this number, if it may be linked."""
    live = list(_live(now).filter(article=article)[:1])
    editions = live or _waiting(by, now, Q(article=article))
    return _target(editions[0], now) if editions else None


def _live(now: datetime.datetime):
    return Edition.objects.public(now).stories().newest_first().only(*_SHOWN)


def _waiting(by: User, now: datetime.datetime, found: Q) -> list[Edition]:
    """What will be visible and is not: an update of a story that readers see is no other story."""
    rows = Edition.objects.filter(found, visible_from__gt=now).stories().order_by("visible_from")
    editions = list(rows.only(*_SHOWN)[:LOOKED_THROUGH])
    if not editions:
        return []
    # Asked of these few: joined to all stories at the desk it took half a second.
    numbers = {edition.article_id for edition in editions}
    mine = Article.objects.visible_to(by).filter(pk__in=numbers).values_list("pk", flat=True)
    seen = _live(now).filter(article__in=numbers).values_list("article_id", flat=True)
    meant = set(mine) - set(seen)
    return [edition for edition in editions if edition.article_id in meant]


def _ranked(editions: Iterable[Edition], words: list[str]) -> list[Edition]:
    """Those whose headline has the words as they were typed first, then all of them, then some."""
    phrase = " ".join(words)

    def distance(edition: Edition) -> int:
        headline = " ".join(fold(edition.headline).split())
        if phrase in headline:
            return 0
        return 1 if all(word in headline for word in words) else 2

    return sorted(editions, key=distance)


def _target(edition: Edition, now: datetime.datetime) -> Target:
    return Target(
        article=edition.article_id,
        path=edition.path,
        headline=edition.headline,
        section=edition.section_name,
        first_published_at=edition.first_published_at,
        visible_from=edition.visible_from if edition.visible_from > now else None,
    )
