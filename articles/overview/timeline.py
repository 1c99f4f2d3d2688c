"""The line of the day: what went out last, what is scheduled until midnight, what embargoes end."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import queues
from articles.models import Article
from articles.overview.rows import for_editions

# What has gone out is a reminder only; what is to come is shown whole on any real day.
PAST, COMING = 3, 20


class What(models.TextChoices):
    OUT = "out", _("published")
    COMING = "coming", _("scheduled")
    EMBARGO = "embargo", _("not to be published before")


@dataclass(frozen=True)
class Moment:
    at: datetime.datetime
    what: What
    title: str
    address: str
    is_past: bool

    @property
    def hour(self) -> str:
        return f"{timezone.localtime(self.at):%H:%M}"


def of(user, *, now: datetime.datetime) -> list[Moment]:
    """Return the moments of today that concern `user`, earliest first; three queries."""
    out = for_editions(queues.first_seen(now), user).filter(
        first_published_at__gte=queues.tomorrow(now) - queues.DAY
    )
    out = out.order_by("-first_published_at", "-pk")[:PAST]
    coming = for_editions(queues.scheduled(now), user).order_by("visible_from", "pk")[:COMING]
    held = Article.objects.visible_to(user).filter(
        embargo_until__gt=now, embargo_until__lt=queues.tomorrow(now)
    )
    held = held.only("headline", "embargo_until").order_by("embargo_until", "pk")[:COMING]
    moments = [
        *(_moment(one.article, one.first_published_at, What.OUT, now) for one in out),
        *(_moment(one.article, one.visible_from, What.COMING, now) for one in coming),
        *(_moment(one, one.embargo_until, What.EMBARGO, now) for one in held if one.embargo_until),
    ]
    return sorted(moments, key=lambda moment: (moment.at, moment.address))


def _moment(article: Article, at: datetime.datetime, what: What, now: datetime.datetime) -> Moment:
    address = reverse("admin:articles_article_change", args=[article.pk])
    return Moment(at, what, str(article), address, is_past=at <= now)
