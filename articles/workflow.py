"""
How a story moves over the desk, from draft to approved.

This module is the only writer of Article.status. Publication is another matter
and another module: see publishing.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import checklist, notifying
from articles.models import Article, ArticleStatus, Revision, StatusChange

# (from, to): the permission that opens the door. A missing pair is a shut door.
TRANSITIONS = {
    (ArticleStatus.DRAFT, ArticleStatus.SUBMITTED): "articles.submit_article",
    (ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW): "articles.review_article",
    (ArticleStatus.SUBMITTED, ArticleStatus.DRAFT): "articles.review_article",
    (ArticleStatus.IN_REVIEW, ArticleStatus.DRAFT): "articles.review_article",
    (ArticleStatus.IN_REVIEW, ArticleStatus.APPROVED): "articles.approve_article",
    (ArticleStatus.APPROVED, ArticleStatus.IN_REVIEW): "articles.review_article",
}


class TransitionRefused(Exception):
    """No such move, or somebody else moved the story first. The text is for the desk."""


def steps_open_to(user: User, article: Article) -> list[ArticleStatus]:
    """Return where `user` may move `article` from where it stands."""
    return [
        target
        for (source, target), permission in TRANSITIONS.items()
        if source == article.status and user.has_perm(permission, article)
    ]


@transaction.atomic
def move(
    article: Article, target: ArticleStatus, *, by: User, revision: Revision, note: str = ""
) -> StatusChange:
    """
    Move `article` to `target`; `revision` is the text the mover has read.

    - Sending back needs a note; approving needs headline, lead, section and byline.
    - Raises TransitionRefused or PermissionDenied, and then nothing has changed.
    """
    source = ArticleStatus(article.status)
    permission = TRANSITIONS.get((source, target))
    if permission is None:
        raise TransitionRefused(
            _("A story cannot go from “%(old)s” to “%(new)s”.")
            % {"old": source.label, "new": target.label}
        )
    if not by.has_perm(permission, article):
        raise PermissionDenied(_("Your role does not allow this step."))
    if target == ArticleStatus.DRAFT and not note.strip():
        raise TransitionRefused(_("Say in a note why the story is sent back."))

    if revision.article_id != article.pk or not revision.is_taken:
        raise TransitionRefused(_("The story has changed since you read it. Look at it again."))
    if target == ArticleStatus.APPROVED and (lacks := checklist.missing(revision.snapshot)):
        raise TransitionRefused(" ".join(checklist.blocks(lacks)))

    # Compare and swap: of two editors who click at once, one is told. No lock,
    # and the same on SQLite and PostgreSQL.
    moved = Article.objects.filter(pk=article.pk, status=source, version=revision.version).update(
        status=target,
        approved_revision=revision if target == ArticleStatus.APPROVED else None,
        updated_at=timezone.now(),
    )
    if not moved:
        raise TransitionRefused(_("The story has changed since you read it. Look at it again."))
    article.refresh_from_db(fields=["status", "approved_revision", "updated_at"])
    step = StatusChange.objects.create(
        article=article, revision=revision, old=source, new=target, changed_by=by, note=note.strip()
    )
    notifying.moved(step)
    return step
