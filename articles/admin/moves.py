"""Where a story stands, and every move that brought it there."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article

MOST = 500


@dataclass(frozen=True)
class Move:
    at: datetime.datetime
    by: str
    what: str
    note: str = ""


class MoveViews:
    """Pages of ArticleAdmin."""

    def history_view(self, request, object_id, extra_context=None):
        """Django's page of what was typed, with the moves of the story above it."""
        article = self.get_object(request, object_id)
        context = {"moves": moves_of(article)} if article else {}
        return super().history_view(request, object_id, {**(extra_context or {}), **context})


def standing(article: Article) -> str:
    """Return what readers have of a story and what they wait for, in a few words."""
    label = str(article.publication.label)
    if not article.embargo_until or article.embargo_until <= timezone.now():
        return label
    waits = _("embargo until %(moment)s") % {"moment": _moment(article.embargo_until)}
    return f"{label} · {waits}"


def moves_of(article: Article) -> list[Move]:
    """Return the steps, editions and changes of the embargo of a story, the newest first."""
    steps = article.status_changes.select_related("changed_by")[:MOST]
    editions = article.editions.select_related("made_by").only(
        "article", "number", "kind", "reason", "visible_from", "visible_until", "made_at", "made_by"
    )[:MOST]
    embargo = article.embargo_changes.select_related("changed_by")[:MOST]
    found = [
        *(
            Move(
                step.changed_at,
                str(step.changed_by),
                f"{step.old_label} → {step.new_label}",
                step.note,
            )
            for step in steps
        ),
        *(Move(one.made_at, str(one.made_by), _of_edition(one), one.reason) for one in editions),
        *(Move(one.changed_at, str(one.changed_by), _of_embargo(one), one.note) for one in embargo),
    ]
    return sorted(found, key=lambda move: move.at, reverse=True)


def _of_edition(edition) -> str:
    facts = {
        "number": edition.number,
        "kind": edition.get_kind_display(),
        "since": _moment(edition.visible_from),
    }
    if edition.visible_until is None:
        return _("Edition %(number)d (%(kind)s), visible from %(since)s") % facts
    facts["until"] = _moment(edition.visible_until)
    return _("Edition %(number)d (%(kind)s), visible from %(since)s until %(until)s") % facts


def _of_embargo(change) -> str:
    if change.new is None:
        return _("Embargo lifted; it was until %(old)s") % {"old": _moment(change.old)}
    if change.old is None:
        return _("Embargo set until %(new)s") % {"new": _moment(change.new)}
    return _("Embargo moved from %(old)s to %(new)s") % {
        "old": _moment(change.old),
        "new": _moment(change.new),
    }


def _moment(moment: datetime.datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}"
