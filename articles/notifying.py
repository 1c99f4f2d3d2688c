"""
Who is told of what happened, in the transaction of the act: it is told if it happened.

The e-mail that says the same is sent by articles.mailing, later; nothing here waits for it.
"""

import datetime
from collections.abc import Collection, Iterable

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from articles import mailing
from articles.models import (
    Article,
    ArticleStatus,
    Edition,
    EditionKind,
    MailState,
    NoMail,
    Note,
    Notification,
    NotificationKind,
    StatusChange,
)

_OF_STATUS = {
    ArticleStatus.DRAFT: NotificationKind.SENT_BACK,
    ArticleStatus.APPROVED: NotificationKind.APPROVED,
}


def may_read(user: User, article: Article) -> bool:
    return user.is_staff and user.has_perm("articles.view_article", article)


def moved(step: StatusChange) -> None:
    """Tell those whose story it is that it was sent back, or approved."""
    kind = _OF_STATUS.get(ArticleStatus(step.new))
    if kind is not None:
        _tell(kind, step.article, _whose(step.article), by=step.changed_by, step=step)


def corrected(article: Article, edition: Edition, *, by: User) -> None:
    """Tell those whose story it is of an edition that corrects it; of other kinds, nobody."""
    if edition.kind == EditionKind.CORRECTION:
        kind = NotificationKind.CORRECTED
        _tell(kind, article, _whose(article), by=by, edition=edition, at=edition.visible_from)


def noted(note: Note, named: Collection[User]) -> None:
    """Tell who is named in a note; and of an answer, those who wrote before it."""
    by = note.written_by
    _tell(NotificationKind.NAMED, note.article, named, by=by, note=note)
    if note.reply_to is not None:
        spoke = User.objects.filter(
            pk__in=[
                note.reply_to.written_by_id,
                *note.reply_to.replies.values_list("written_by", flat=True),
            ]
        ).exclude(pk__in=[user.pk for user in named])
        _tell(NotificationKind.ANSWERED, note.article, spoke, by=by, note=note)


def unread(user: User) -> int:
    return Notification.objects.readable_by(user).unread().count()


def read(user: User, *, now: datetime.datetime, pks: Collection[int] | None = None) -> int:
    """Mark `user`'s notifications as read: all, or those of `pks`; return how many were not."""
    rows = Notification.objects.filter(recipient=user).unread()
    return (rows if pks is None else rows.filter(pk__in=pks)).update(read_at=now)


def refuse_mail(user: User, kinds: Iterable[str]) -> None:
    """Let `user` have no e-mail of `kinds`, and of all others."""
    refused = set(kinds) & set(NotificationKind.values)
    NoMail.objects.filter(user=user).exclude(kind__in=refused).delete()
    for kind in refused:
        NoMail.objects.get_or_create(user=user, kind=kind)


def _whose(article: Article) -> Iterable[User]:
    """Return who began the story and who signs it."""
    signing = User.objects.filter(author__bylines__article=article)
    began = User.objects.filter(pk=article.created_by_id)
    return (signing | began).distinct()


def _tell(
    kind: NotificationKind,
    article: Article,
    users: Iterable[User],
    *,
    by: User | None,
    at: datetime.datetime | None = None,
    **of,
) -> None:
    now = timezone.now()
    told = [user for user in users if user != by and may_read(user, article)]
    if not told:
        return
    silent = set(NoMail.objects.filter(user__in=told, kind=kind).values_list("user", flat=True))
    for user in told:
        is_mailed = settings.SENDS_MAIL and bool(user.email) and user.pk not in silent
        made = Notification.objects.create(
            recipient=user,
            kind=kind,
            article=article,
            made_at=now,
            mail=MailState.WAITING if is_mailed else MailState.NONE,
            mail_at=max(at or now, now) if is_mailed else None,
            **of,
        )
        if is_mailed:
            mailing.post(made)
