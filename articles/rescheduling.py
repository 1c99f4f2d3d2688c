"""What is scheduled for a story, and another version in its place."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import publishing
from articles.editions import PublishRefused
from articles.models import Article, Edition, EditionKind, Revision


def scheduled(article: Article, *, now: datetime.datetime | None = None) -> Edition | None:
    """Return the edition of `article` whose time has not come."""
    pending = article.editions.filter(visible_from__gt=now or timezone.now())
    return pending.select_related("revision").first()


def replace_scheduled(
    article: Article, *, revision: Revision, by: User, now: datetime.datetime | None = None
) -> Edition:
    """
    Put the approved `revision` in the place of the edition that is scheduled, at its time.

    It keeps its kind and its reason. Raises as `publish` does.
    """
    pending = scheduled(article, now=now)
    if pending is None:
        raise PublishRefused(_("Nothing is scheduled for this story."))
    if publishing.is_out(pending, revision):
        raise PublishRefused(_("The scheduled edition has this version already."))
    return publishing.publish(
        article,
        revision=revision,
        by=by,
        at=pending.visible_from,
        kind=EditionKind(pending.kind),
        reason=pending.reason,
        now=now,
        replacing=pending,
    )
