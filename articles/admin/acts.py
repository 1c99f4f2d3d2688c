"""The buttons under a story: each calls one service and says what came of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from articles import checklist, mentions, publishing, saving, workflow
from articles.admin.forms import ActForm
from articles.models import Article, ArticleStatus, Edition, EditionKind
from articles.packaging import NO_PHOTOS
from photos.models import Photo
from photos.storage import StorageAway


class Unclear(Exception):
    """Something that goes with the button is missing; the text says what."""


@dataclass(frozen=True)
class Act:
    name: str
    label: str
    perform: Callable[[Article, User, dict], str]
    # What the form asks for beside the button: "note", "at", "notice", "reason" or nothing.
    asks: str = ""
    is_grave: bool = False


def _step(target: ArticleStatus) -> Callable[[Article, User, dict], str]:
    def perform(article: Article, by: User, given: dict) -> str:
        workflow.move(
            article, target, by=by, revision=article.last_revision, note=given.get("note", "")
        )
        return _("The story is now: %(status)s.") % {"status": article.get_status_display()}

    return perform


def _publish(article: Article, by: User, given: dict) -> str:
    edition = publishing.publish(article, revision=article.approved_revision, by=by)
    return format_html(_("Published: {address}"), address=_link(edition.path))


def _schedule(article: Article, by: User, given: dict) -> str:
    if given.get("at") is None:
        raise Unclear(_("Give the day and the hour, for instance 17/11/2025 06:00."))
    edition = publishing.publish(article, revision=article.approved_revision, by=by, at=given["at"])
    moment = timezone.localtime(edition.visible_from)
    return _("Readers will see it from %(moment)s.") % {"moment": f"{moment:%H:%M, %d/%m/%Y}"}


def _correct(article: Article, by: User, given: dict) -> str:
    edition = publishing.publish(
        article,
        revision=article.approved_revision,
        by=by,
        kind=EditionKind.CORRECTION,
        reason=given.get("reason", ""),
    )
    return format_html(_("Published as a correction: {address}"), address=_link(edition.path))


def _link(path: str) -> str:
    return format_html('<a href="{path}">{path}</a>', path=path)


def _cancel(article: Article, by: User, given: dict) -> str:
    publishing.cancel_scheduled(article, by=by)
    return _("The scheduled edition was cancelled.")


def _withdraw(article: Article, by: User, given: dict) -> str:
    publishing.withdraw(article, by=by, notice=given.get("notice", ""))
    return _("The story was withdrawn; readers find the notice.")


def _accept_names(article: Article, by: User, given: dict) -> str:
    if not by.has_perm("articles.change_article", article):
        raise PermissionDenied(_("Your role does not allow this step."))
    count = mentions.accept_known(article, by=by)
    saving.save(article, by=by, expected_version=article.version)
    return ngettext("%d name accepted.", "%d names accepted.", count) % count


ACTS = {
    act.name: act
    for act in [
        Act("submit", gettext_lazy("Submit for review"), _step(ArticleStatus.SUBMITTED)),
        Act("review", gettext_lazy("Take into review"), _step(ArticleStatus.IN_REVIEW)),
        Act("approve", gettext_lazy("Approve"), _step(ArticleStatus.APPROVED)),
        Act("send_back", gettext_lazy("Send back"), _step(ArticleStatus.DRAFT), asks="note"),
        Act("reopen", gettext_lazy("Back into review"), _step(ArticleStatus.IN_REVIEW)),
        Act("publish", gettext_lazy("Publish now"), _publish),
        Act("correct", gettext_lazy("Publish as a correction"), _correct, asks="reason"),
        Act("schedule", gettext_lazy("Schedule"), _schedule, asks="at"),
        Act("cancel", gettext_lazy("Cancel the schedule"), _cancel),
        Act("withdraw", gettext_lazy("Withdraw"), _withdraw, asks="notice", is_grave=True),
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
) -> list[Act]:
    """
    Return the buttons for `user` under `article`, in the order of the work.

    `editions` hold at least what readers see of it, and what they will; photos that are
    `at_hand` are not loaded again.
    """
    now = timezone.now()
    if editions is None:
        editions = list(article.editions.current(now))
    names = [STEPS[article.status, target] for target in workflow.steps_open_to(user, article)]
    live = next((one for one in editions if one.is_public(now) and not one.is_notice), None)
    is_pending = any(one.visible_from > now for one in editions)
    is_approved = article.status == ArticleStatus.APPROVED
    if is_approved and not publishing.is_out(live, article.approved_revision, at_hand):
        names = [
            *(["publish"] if user.has_perm("articles.publish_article", article) else []),
            *(["correct"] if live and user.has_perm("articles.correct_article", article) else []),
            *(["schedule"] if user.has_perm("articles.schedule_article", article) else []),
            *names,
        ]
    if is_pending and user.has_perm("articles.schedule_article", article):
        names.append("cancel")
    if live is not None and user.has_perm("articles.withdraw_article", article):
        names.append("withdraw")
    return [ACTS[name] for name in dict.fromkeys(names)]


def perform(request, article: Article, name: str) -> None:
    """Do what the button `name` says, as the signed-in user, and tell it by a message."""
    act = ACTS.get(name)
    form = ActForm(request.POST)
    try:
        if act is None:
            raise Unclear(_("There is no such button."))
        if not form.is_valid():
            raise Unclear(" ".join(error for errors in form.errors.values() for error in errors))
        messages.success(request, act.perform(article, request.user, form.cleaned_data))
        if act.name == "submit":
            # It may be submitted so, and is not approved so.
            for item in checklist.missing(article.last_revision.snapshot):
                messages.warning(request, item.sentence)
    except publishing.PublishRefused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    except (workflow.TransitionRefused, PermissionDenied, Unclear, StorageAway) as refusal:
        messages.error(request, str(refusal))
