"""What each colleague has in hand, for who runs the day: one query."""

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from articles import queues
from articles.models import Article
from articles.overview.numbers import Count
from articles.overview.panels import Tile

COLUMNS = ["drafts", "returned", "waiting", "in_review", "published"]
# More than a provincial paper has; the list of accounts shows all.
MOST = 100


@dataclass(frozen=True)
class Member:
    name: str
    role: str
    tiles: list[Tile]


def of(*, now: datetime.datetime) -> list[Member]:
    """Return those who write or edit, with the numbers of their own stories, in COLUMNS' order."""
    stories = Article.objects.filter(created_by=OuterRef("pk")).order_by()
    counted = {
        f"n_{name}": Count(queues.QUEUES[name].of(stories, now).values("pk")) for name in COLUMNS
    }
    people = User.objects.filter(is_active=True, is_staff=True).exclude(role=Role.PHOTO_EDITOR)
    rows = people.annotate(**counted).order_by("full_name", "username")[:MOST]
    return [
        Member(
            person.get_short_name(),
            str(person.get_role_display()),
            [_tile(name, person, getattr(person, f"n_{name}")) for name in COLUMNS],
        )
        for person in rows
    ]


def _tile(name: str, person: User, count: int) -> Tile:
    stories = reverse("admin:articles_article_changelist")
    address = f"{stories}?queue={name}&whose={person.pk}"
    return Tile(name, str(queues.QUEUES[name].label), count, address)
