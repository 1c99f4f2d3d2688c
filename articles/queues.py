"""
Which stories wait for what: one definition each, by which the overview counts and the list shows.

Each is asked of the stories that somebody may see, and is bounded by an index.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Article,
    ArticleStatus,
    Edition,
    EditionKind,
    Mention,
    StatusChange,
)
from articles.models.article import ArticleQuerySet

DAY = datetime.timedelta(days=1)
# What was approved and lies longer is looked for in the list of all that is approved.
FRESH = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Queue:
    name: str
    label: str | Promise
    of: Callable[[ArticleQuerySet, datetime.datetime], ArticleQuerySet]


def of_last_step(column: str) -> Subquery:
    """Return what the step that brought each story where it is says, e.g. `changed_at`."""
    last = StatusChange.objects.filter(article=OuterRef("pk")).order_by("-pk")
    return Subquery(last.values(column)[:1])


def _steps():
    return Exists(StatusChange.objects.filter(article=OuterRef("pk")))


def _ready(articles, now):
    """Approved, and nothing of it is out or scheduled."""
    editions = Edition.objects.filter(revision=OuterRef("approved_revision"))
    fresh = articles.filter(status=ArticleStatus.APPROVED, updated_at__gt=now - FRESH)
    return fresh.filter(~Exists(editions))


def _with_names(articles, now):
    """With names that are not on record and that nobody has looked at, as the checklist says it."""
    names = Mention.objects.filter(article=OuterRef("pk")).unseen()
    read = [ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW]
    return articles.filter(status__in=read).filter(Exists(names))


def tomorrow(now: datetime.datetime) -> datetime.datetime:
    """Return the next midnight on the wall."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + DAY


def scheduled(now: datetime.datetime):
    """The editions of today whose time has not come."""
    return Edition.objects.filter(visible_from__gt=now, visible_from__lt=tomorrow(now))


def first_seen(now: datetime.datetime):
    """The live editions of the stories that readers got in the last 24 hours."""
    recent = Edition.objects.filter(first_published_at__gt=now - DAY, first_published_at__lte=now)
    return recent.public(now).stories()


def corrections(now: datetime.datetime):
    return Edition.objects.filter(
        kind=EditionKind.CORRECTION, visible_from__gt=now - DAY, visible_from__lte=now
    )


def _of(articles, editions):
    # A query inside, not a join: it is found by the index of the moments, and names a story once.
    return articles.filter(pk__in=editions.order_by().values("article"))


def _live(articles, now):
    # Nearly all there is: asked of one story after the other, newest first, until a page is full.
    editions = Edition.objects.filter(article=OuterRef("pk")).public(now).stories()
    return articles.filter(Exists(editions))


QUEUES = {
    queue.name: queue
    for queue in [
        Queue(
            "returned",
            _("sent back"),
            lambda articles, now: articles.filter(status=ArticleStatus.DRAFT).filter(_steps()),
        ),
        Queue(
            "drafts",
            _("being written"),
            # A draft with steps was sent back: no other way leads there.
            lambda articles, now: articles.filter(status=ArticleStatus.DRAFT).filter(~_steps()),
        ),
        Queue(
            "waiting",
            _("waiting for review"),
            lambda articles, now: articles.filter(status=ArticleStatus.SUBMITTED),
        ),
        Queue(
            "in_review",
            _("in review"),
            lambda articles, now: articles.filter(status=ArticleStatus.IN_REVIEW),
        ),
        Queue("ready", _("approved, and not out yet"), _ready),
        Queue("names", _("unknown names not looked at"), _with_names),
        Queue(
            "scheduled",
            _("scheduled today"),
            lambda articles, now: _of(articles, scheduled(now)),
        ),
        Queue(
            "later",
            _("scheduled for later days"),
            lambda articles, now: _of(
                articles, Edition.objects.filter(visible_from__gte=tomorrow(now))
            ),
        ),
        Queue(
            "live",
            _("live now"),
            _live,
        ),
        Queue(
            "published",
            _("published in the last 24 hours"),
            lambda articles, now: _of(articles, first_seen(now)),
        ),
        Queue(
            "corrected",
            _("corrected in the last 24 hours"),
            lambda articles, now: _of(articles, corrections(now)),
        ),
    ]
}


def stories(name: str, *, user, now: datetime.datetime, own: bool = False) -> ArticleQuerySet:
    """Return the stories of the queue `name` that `user` may see, or has begun."""
    articles = Article.objects.visible_to(user)
    if own:
        articles = articles.filter(created_by=user)
    return QUEUES[name].of(articles, now)
