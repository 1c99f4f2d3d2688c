"""
Links to one version of a story for people without an account.

Who holds the link reads that version until the link ends or is revoked. What is stored is
the hash of its token, so neither the database nor a copy of it opens anything.
"""

import datetime
import hashlib
import re
import secrets

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, PreviewLink, Revision

DAYS = [1, 3, 7]
# 256 random bits as secrets.token_urlsafe writes them.
BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class PreviewRefused(Exception):
    """Why no link is made: a sentence for the desk."""


def may_give(user: User, article: Article) -> bool:
    """Whether `user` may give away links: who may change the story, or reviews it."""
    return user.has_perm("articles.change_article", article) or user.has_perm(
        "articles.review_article", article
    )


def may_revoke(user: User, link: PreviewLink) -> bool:
    """Whether `user` may end this link: their own after they submitted the story, too."""
    return link.made_by_id == user.pk or may_give(user, link.revision.article)


def make(
    revision: Revision, *, by: User, days: int, now: datetime.datetime | None = None
) -> tuple[PreviewLink, str]:
    """
    Make a link to `revision` for `days` days; return it and its token, which is not kept.

    Raises PermissionDenied, or PreviewRefused where the link would end before the embargo does.
    """
    article = revision.article
    if not may_give(by, article):
        raise PermissionDenied(_("Your role does not allow this step."))
    if days not in DAYS:
        raise PreviewRefused(_("Choose for how long the link is to work."))
    now = now or timezone.now()
    expires_at = now + datetime.timedelta(days=days)
    if article.embargo_until and article.embargo_until >= expires_at:
        raise PreviewRefused(
            _("The story is under embargo until %(moment)s: the link would end before it opens.")
            % {"moment": f"{timezone.localtime(article.embargo_until):%H:%M, %d/%m/%Y}"}
        )
    token = secrets.token_urlsafe(BYTES)
    link = PreviewLink.objects.create(
        revision=revision,
        token_hash=_hash(token),
        made_by=by,
        made_at=now,
        expires_at=expires_at,
    )
    return link, token


def revoke(link: PreviewLink, *, by: User, now: datetime.datetime | None = None) -> bool:
    """End a link at once; False if somebody had done so before."""
    if not may_revoke(by, link):
        raise PermissionDenied(_("Your role does not allow this step."))
    return bool(_end(PreviewLink.objects.filter(pk=link.pk), by, now or timezone.now()))


def revoke_all(article: Article, *, by: User, now: datetime.datetime) -> int:
    """End all links to a story: it is withdrawn."""
    return _end(PreviewLink.objects.of_story(article).filter(expires_at__gt=now), by, now)


def find(token: str, now: datetime.datetime) -> PreviewLink | None:
    """
    Return the open link that `token` belongs to, with its revision and story; else None.

    It is looked up by its hash: how long that takes tells nothing of the tokens there are.
    """
    if not _TOKEN.fullmatch(token):
        return None
    rows = PreviewLink.objects.open(now).select_related("revision__article")
    return rows.filter(token_hash=_hash(token)).first()


def _end(links, by: User, now: datetime.datetime) -> int:
    return links.filter(revoked_at__isnull=True).update(revoked_at=now, revoked_by=by)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
