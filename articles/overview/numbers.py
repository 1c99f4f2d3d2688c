"""All numbers of the overview, by one query."""

import datetime

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from articles import queues, rights
from articles.models.article import sees_all
from photos.models import Photo

OWN = {"returned", "drafts"}
RIGHTS_DAYS = 30


class Count(Subquery):
    """The number of rows of a query, as a value of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def awaiting(user) -> QuerySet[Photo]:
    """Return the photos without a picture: all of them, or those in the stories of `user`."""
    photos = Photo.objects.awaiting()
    return photos if sees_all(user) else photos.in_stories_of(user)


def count(user, *, now: datetime.datetime, shows_photos: bool) -> dict[str, int]:
    """Return {name of a queue: its number}, and those of photos."""
    asked: dict[str, QuerySet] = {
        name: queues.stories(name, user=user, now=now, own=name in OWN) for name in queues.QUEUES
    }
    asked["awaiting"] = awaiting(user)
    if shows_photos:
        asked["rights"] = rights.ending(timezone.localdate(now), RIGHTS_DAYS)
    counted = {f"n_{name}": Count(rows.order_by().values("pk")) for name, rows in asked.items()}
    [found] = User.objects.filter(pk=user.pk).values(**counted)
    return {name: found[f"n_{name}"] for name in asked} | ({} if shows_photos else {"rights": 0})
