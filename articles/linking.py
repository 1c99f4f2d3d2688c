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
LOOKED_THROUGH = 60
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
    waiting = list(_waiting(by, now).filter(found).exclude(article=besides)[:LOOKED_THROUGH])
    ranked = [*_ranked(live, words), *_ranked(waiting, words)]
    targets = {edition.article_id: _target(edition, now) for edition in reversed(ranked)}
    return list(reversed(targets.values()))[:MOST]


def at(article: int, *, by: User, now: datetime.datetime) -> Target | None:
    """Return the story of this number, if it may be linked."""
    for editions in [_live(now), _waiting(by, now)]:
        edition = editions.filter(article=article).first()
        if edition is not None:
            return _target(edition, now)
    return None


def _live(now: datetime.datetime):
    return Edition.objects.public(now).stories().newest_first().only(*_SHOWN)


def _waiting(by: User, now: datetime.datetime):
    """What will be visible and is not: an update of a story that readers see is no other story."""
    mine = Article.objects.visible_to(by)
    editions = Edition.objects.filter(visible_from__gt=now, article__in=mine).stories()
    seen = Edition.objects.public(now).stories().values("article")
    return editions.exclude(article__in=seen).order_by("visible_from").only(*_SHOWN)


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
