"""The buttons under a story: each calls one service and says what came of it."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from articles import (
    checklist,
    embargoes,
    mentions,
    publishing,
    rescheduling,
    saving,
    workflow,
)
from articles.admin import brought
from articles.admin.forms import ActForm
from articles.models import Article, ArticleStatus, Edition, Revision
from articles.packaging import NO_PHOTOS, NOWHERE, Places
from articles.revisions import StaleVersion
from photos.models import Photo
from photos.storage import StorageAway


class Unclear(Exception):
    """Something that goes with the button is missing; the text says what."""


# Their texts are sentences for the desk.
REFUSALS = (
    workflow.TransitionRefused,
    embargoes.EmbargoRefused,
    PermissionDenied,
    Unclear,
    StorageAway,
)


@dataclass(frozen=True)
class Act:
    name: str
    label: str
    # (story, who, what the form gave and `read`, the version that was on it): what came of it.
    perform: Callable[[Article, User, dict], str]
    # What the form asks for beside the button: "note", "at", "embargo", "page" (one of its own)
    # or nothing.
    asks: str = ""
    is_grave: bool = False
    # No step, edition or version tells of it afterwards: an entry of the history does.
    is_logged: bool = False


def _step(name: str, target: ArticleStatus) -> Callable[[Article, User, dict], str]:
    def perform(article: Article, by: User, given: dict) -> str:
        # Two buttons lead into review: one pressed on an old page must not undo an approval.
        if STEPS.get((article.status, target), name) != name:
            raise Unclear(_moved_on())
        workflow.move(article, target, by=by, revision=given["read"], note=given.get("note", ""))
        return _("The story is now: %(status)s.") % {"status": article.get_status_display()}

    return perform


def _moved_on() -> str:
    return _("The story has changed since you read it. Look at it again.")


def _approved(article: Article, given: dict) -> Revision:
    """Return the version that was read, if it is the approved one: no other goes to readers."""
    read: Revision = given["read"]
    if article.approved_revision_id not in {None, read.pk}:
        raise Unclear(_moved_on())
    # Where none is approved, publishing says so.
    return read


def _publish(article: Article, by: User, given: dict) -> str:
    edition = publishing.publish(article, revision=_approved(article, given), by=by)
    return format_html(_("Published: {address}"), address=_link(edition.path))


def _schedule(article: Article, by: User, given: dict) -> str:
    if given.get("at") is None:
        raise Unclear(_("Give the day and the hour, for instance 17/11/2025 06:00."))
    revision = _approved(article, given)
    edition = publishing.publish(article, revision=revision, by=by, at=given["at"])
    return _("Readers will see it from %(moment)s.") % {"moment": _moment(edition.visible_from)}


def _moment(moment: datetime.datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}"


def _link(path: str) -> str:
    return format_html('<a href="{path}">{path}</a>', path=path)


def _replace(article: Article, by: User, given: dict) -> str:
    revision = _approved(article, given)
    edition = rescheduling.replace_scheduled(article, revision=revision, by=by)
    return _("Replaced: readers will see this version from %(moment)s.") % {
        "moment": _moment(edition.visible_from)
    }


def _cancel(article: Article, by: User, given: dict) -> str:
    if not publishing.cancel_scheduled(article, by=by):
        raise Unclear(
            _("Nothing is scheduled any more: readers may have the story. Look at it again.")
        )
    return _("The scheduled edition was cancelled.")


def _on_its_page(article: Article, by: User, given: dict) -> str:
    raise Unclear(_("Say first what readers are to be told: there is a page for it."))


def _embargo(article: Article, by: User, given: dict) -> str:
    if given.get("embargo_until") is None:
        raise Unclear(_("Give the day and the hour, for instance 17/11/2025 06:00."))
    _move_embargo(article, by, given, given["embargo_until"])
    return _("Under embargo until %(moment)s.") % {"moment": _moment(given["embargo_until"])}


def _lift_embargo(article: Article, by: User, given: dict) -> str:
    _move_embargo(article, by, given, None)
    return _("The embargo is lifted.")


def _move_embargo(article: Article, by: User, given: dict, until) -> None:
    # The story's row was read just now, the form perhaps an hour ago.
    if given["embargo_read"] != embargo_read(article):
        raise embargoes.EmbargoRefused(_("Somebody moved the embargo meanwhile. Look at it again."))
    embargoes.move(article, until, by=by, note=given["embargo_note"])


def embargo_read(article: Article) -> str:
    """Return what the form keeps of the embargo that it was shown with."""
    until = article.embargo_until
    return timezone.localtime(until).isoformat() if until else ""


def _accept_names(article: Article, by: User, given: dict) -> str:
    if not by.has_perm("articles.change_article", article):
        raise PermissionDenied(_("Your role does not allow this step."))
    try:
        # One act: what is accepted stands in a version, or nothing is.
        with transaction.atomic():
            count = mentions.accept_known(article, by=by)
            saving.save(article, by=by, expected_version=given["read"].version)
    except StaleVersion as stale:
        raise Unclear(_moved_on()) from stale
    return ngettext("%d name accepted.", "%d names accepted.", count) % count


ACTS = {
    act.name: act
    for act in [
        Act("submit", gettext_lazy("Submit for review"), _step("submit", ArticleStatus.SUBMITTED)),
        Act("review", gettext_lazy("Take into review"), _step("review", ArticleStatus.IN_REVIEW)),
        Act("approve", gettext_lazy("Approve"), _step("approve", ArticleStatus.APPROVED)),
        Act(
            "send_back",
            gettext_lazy("Send back"),
            _step("send_back", ArticleStatus.DRAFT),
            asks="note",
        ),
        Act("reopen", gettext_lazy("Back into review"), _step("reopen", ArticleStatus.IN_REVIEW)),
        Act("publish", gettext_lazy("Publish now"), _publish),
        Act("correct", gettext_lazy("Correct, clarify"), _on_its_page, asks="page"),
        Act("schedule", gettext_lazy("Schedule"), _schedule, asks="at"),
        Act("replace", gettext_lazy("Replace what is scheduled by this version"), _replace),
        Act("cancel", gettext_lazy("Cancel the schedule"), _cancel, is_logged=True),
        Act("embargo", gettext_lazy("Set the embargo"), _embargo, asks="embargo"),
        Act("lift_embargo", gettext_lazy("Lift the embargo"), _lift_embargo, asks="embargo"),
        Act("withdraw", gettext_lazy("Withdraw"), _on_its_page, asks="page", is_grave=True),
        Act("accept_names", gettext_lazy("Accept all known names"), _accept_names),
    ]
}

STEPS = {
    (ArticleStatus.DRAFT, ArticleStatus.SUBMITTED): "submit",
    (ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW): "review",
    (ArticleStatus.SUBMITTED, ArticleStatus.DRAFT): "send_back",
    (ArticleStatus.IN_REVIEW, ArticleStatus.APPROVED): "approve",
    (ArticleStatus.IN_REVIEW, ArticleStatus.DRAFT): "send_back",
    (ArticleStatus.APPROVED, ArticleStatus.IN_REVIEW): "reopen",
}


def open_to(
    user: User,
    article: Article,
    editions: Sequence[Edition] | None = None,
    at_hand: Mapping[int, Photo] = NO_PHOTOS,
    places: Places = NOWHERE,
) -> list[Act]:
    """
    Return the buttons for `user` under `article`, in the order of the work.

    `editions` hold at least what readers see of it, and what they will; photos that are
    `at_hand`, and what is in `places`, are not loaded again.
    """
    now = timezone.now()
    if editions is None:
        editions = list(article.editions.current(now))

    def may(act: str) -> bool:
        return user.has_perm(f"articles.{act}_article", article)

    steps = [STEPS[article.status, target] for target in workflow.steps_open_to(user, article)]
    live = next((one for one in editions if one.is_public(now) and not one.is_notice), None)
    pending = next((one for one in editions if one.visible_from > now), None)
    approved = article.approved_revision

    def has(edition: Edition | None) -> bool:
        return publishing.is_out(edition, approved, at_hand, places)

    is_new = approved is not None and not has(live)
    waits = article.embargo_until is not None and article.embargo_until > now
    offered = {
        "replace": is_new and pending is not None and may("schedule") and not has(pending),
        "publish": is_new and not waits and may("publish"),
        "correct": live is not None and may("correct"),
        "schedule": is_new and may("schedule"),
        **dict.fromkeys(steps, True),
        "cancel": pending is not None and may("schedule"),
        "embargo": live is None and may("embargo"),
        "lift_embargo": live is None and article.embargo_until is not None and may("embargo"),
        "withdraw": live is not None and may("withdraw"),
    }
    return [ACTS[name] for name, is_open in offered.items() if is_open]


def perform(request, article: Article, name: str, *, read: Revision) -> None:
    """
    Do what the button `name` says, as the signed-in user, and tell it by a message.

    `read` is the version that the button stood under. Where the story has moved on meanwhile,
    nothing is done to a text that nobody on this page has read.
    """
    act = ACTS.get(name)
    form = ActForm(request.POST)
    try:
        if act is None:
            raise Unclear(_("There is no such button."))
        if not form.is_valid():
            raise Unclear(" ".join(error for errors in form.errors.values() for error in errors))
        given = form.cleaned_data | {"read": read}
        messages.success(request, act.perform(article, request.user, given))
        if act.is_logged:
            entry = {"action_flag": CHANGE, "change_message": str(act.label)}
            LogEntry.objects.log_actions(request.user.pk, [article], **entry)
        if act.name == "submit":
            # It may be submitted so, and is not approved so.
            for item in checklist.missing(read.snapshot):
                messages.warning(request, item.sentence)
    except publishing.PublishRefused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        brought.let_go(request)
