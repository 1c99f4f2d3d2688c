"""
The embargo of a story: set, moved and lifted. The only writer of `Article.embargo_until`.

Every edition carries the embargo of its story, and a CHECK refuses one that is visible before
it ends. Both are written under the lock of articles.publishing, so that neither passes by
the other.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import waiting
from articles.models import Article, EmbargoChange


class EmbargoRefused(Exception):
    """Why the embargo stays as it is: a sentence for the desk."""


def move(
    article: Article,
    until: datetime.datetime | None,
    *,
    by: User,
    note: str,
    now: datetime.datetime | None = None,
) -> EmbargoChange:
    """
    Let the embargo of `article` end at `until`; None lifts it. Leaves a row.

    - `article` has the embargo that the mover has read: whoever was faster is not overwritten.
    - A story that readers have gets none: it is withdrawn first.
    - One scheduled for before `until` is refused: its schedule is cancelled first.

    Raises EmbargoRefused or PermissionDenied; then nothing has changed.
    """
    if not by.has_perm("articles.embargo_article", article):
        raise PermissionDenied(_("Your role does not allow this step."))
    if not note.strip():
        raise EmbargoRefused(_("Say in a note why the embargo is set, moved or lifted."))
    read = article.embargo_until
    if until == read:
        raise EmbargoRefused(
            _("This is the embargo already.") if until else _("The story is under no embargo.")
        )
    with transaction.atomic():
        # One writer of a story's editions and its embargo at a time, as in publishing.
        stored = Article.objects.select_for_update().get(pk=article.pk)
        now = now or timezone.now()
        if stored.embargo_until != read:
            raise EmbargoRefused(_("Somebody moved the embargo meanwhile. Look at it again."))
        _refuse_too_late(article, until, now)
        # The CHECK asks each edition that is to come.
        article.editions.filter(visible_from__gt=now).update(embargo_until=until)
        Article.objects.filter(pk=article.pk).update(embargo_until=until, updated_at=now)
        article.embargo_until, article.updated_at = until, now
        waiting.follow_soon(article, until)
        return EmbargoChange.objects.create(
            article=article,
            old=read,
            new=until,
            note=note.strip(),
            changed_by=by,
            changed_at=now,
        )


def _refuse_too_late(
    article: Article, until: datetime.datetime | None, now: datetime.datetime
) -> None:
    if article.editions.public(now).stories().exists():
        raise EmbargoRefused(_("Readers have this story: it cannot be put under embargo."))
    if until is None:
        return
    if until <= now:
        raise EmbargoRefused(_("The embargo would be over already: lift it instead."))
    pending = article.editions.filter(visible_from__gt=now).order_by("visible_from").first()
    if pending is not None and pending.visible_from < until:
        raise EmbargoRefused(
            _("The story is scheduled for %(moment)s, before this embargo ends: cancel that first.")
            % {"moment": f"{timezone.localtime(pending.visible_from):%H:%M, %d/%m/%Y}"}
        )
