"""
Who has a story open, and who of them writes it.

The first who may write takes the pen. Another asks for it; who holds it gives it, or has a
minute to say something else by writing on. Who is away gives it by being away.
"""

import datetime

from django.db import transaction

from accounts.models import User
from articles.models import Article, Presence

# A page tells that it is open every fifteen seconds.
ALIVE = datetime.timedelta(seconds=45)
PATIENCE = datetime.timedelta(seconds=60)
FORGOTTEN = datetime.timedelta(days=1)


def beat(article: Article, *, by: User, may_write: bool, now: datetime.datetime) -> list[Presence]:
    """
    Say that `by` has the story open; return all who have, the one who writes first.

    Who may write and finds nobody writing takes the pen.
    """
    with transaction.atomic():
        rows = _rows(article)
        mine = _mine(rows, article, by, now)
        if mine.pk is None:
            forget(now)
        holder = next((row for row in rows if row.has_pen), None)
        is_free = holder is None or not _is_alive(holder, now)
        if may_write and is_free and not mine.has_pen:
            _pass(rows, mine)
        elif mine.has_pen and not may_write:
            # The story was submitted, or the role changed.
            mine.has_pen = False
        mine.save()
    return sorted(
        (row for row in rows if _is_alive(row, now)), key=lambda row: (not row.has_pen, row.pk)
    )


def ask(article: Article, *, by: User, now: datetime.datetime) -> None:
    """Ask for the pen; asking again does not move the minute."""
    Presence.objects.filter(article=article, user=by, has_pen=False, asked_at=None).update(
        asked_at=now
    )


def give(article: Article, *, by: User, to: int) -> bool:
    """Give the pen to one who asked; False where it is not `by`'s, or nobody asked."""
    with transaction.atomic():
        rows = _rows(article)
        asked = next((row for row in rows if row.user_id == to and row.asked_at), None)
        if asked is None or not any(row.has_pen and row.user_id == by.pk for row in rows):
            return False
        _pass(rows, asked)
        asked.save()
    return True


def decline(article: Article, *, by: User) -> None:
    """Let those who asked know that `by` writes on: they may ask again."""
    if Presence.objects.filter(article=article, user=by, has_pen=True).exists():
        Presence.objects.filter(article=article, asked_at__isnull=False).update(asked_at=None)


def take(article: Article, *, by: User, now: datetime.datetime) -> bool:
    """Take the pen that was asked for a minute ago, or that nobody holds; False if not so."""
    with transaction.atomic():
        rows = _rows(article)
        mine = next((row for row in rows if row.user_id == by.pk), None)
        holder = next((row for row in rows if row.has_pen), None)
        if mine is None:
            return False
        waited = mine.asked_at is not None and now - mine.asked_at >= PATIENCE
        if holder is not None and _is_alive(holder, now) and not waited:
            return False
        _pass(rows, mine)
        mine.save()
    return True


def leave(article: Article, *, by: User) -> None:
    """The page was closed: the pen lies there for whoever comes next."""
    Presence.objects.filter(article=article, user=by).delete()


def forget(now: datetime.datetime) -> int:
    """Delete what pages left behind that never said goodbye; who opens a story sees to it."""
    return Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()[0]


def _rows(article: Article) -> list[Presence]:
    # The story's row first: two who come at once are told of one another.
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    return list(Presence.objects.filter(article=article).select_related("user").order_by("pk"))


def _mine(rows: list[Presence], article: Article, by: User, now: datetime.datetime) -> Presence:
    mine = next((row for row in rows if row.user_id == by.pk), None)
    if mine is None:
        mine = Presence(article=article, user=by, opened_at=now)
        rows.append(mine)
    elif not _is_alive(mine, now):
        mine.opened_at = now
    mine.seen_at = now
    return mine


def _is_alive(row: Presence, now: datetime.datetime) -> bool:
    return now - row.seen_at <= ALIVE


def _pass(rows: list[Presence], to: Presence) -> None:
    """Put the pen into one hand; the caller saves that row."""
    for row in rows:
        if row.has_pen and row is not to:
            row.has_pen = False
            row.save(update_fields=["has_pen"])
    to.has_pen, to.asked_at = True, None
