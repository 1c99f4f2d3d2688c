"""What the checklist says of a story, level by level."""

import datetime

from django.utils import timezone

from articles import checklist
from articles.checked import Item, Level
from articles.models import Article


def items(article: Article, *, at: datetime.datetime | None = None, **changes) -> list[Item]:
    """All of it, for the last version with `changes`, visible from `at` on or now."""
    article.refresh_from_db()
    snapshot = article.last_revision.snapshot | changes
    return checklist.check(article, snapshot, visible_from=at or timezone.now())


def blocks(article: Article, **kwargs) -> list[str]:
    return [one.sentence for one in items(article, **kwargs) if one.level == Level.BLOCK]


def warnings(article: Article, **kwargs) -> list[str]:
    return [one.sentence for one in items(article, **kwargs) if one.level == Level.WARN]
