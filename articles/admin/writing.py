"""What the page of a story tells the desk while it is open, and is told: one address for both."""

import json

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import autosaving, presence
from articles.models import Article, AutosaveDraft, Presence, Revision


class WritingViews:
    """Pages of ArticleAdmin."""

    def writing_urls(self):
        return [
            path(
                "<int:article_id>/writing/",
                self.admin_site.admin_view(self.writing_view),
                name="articles_article_writing",
            )
        ]

    @method_decorator(require_POST)
    def writing_view(self, request, article_id):
        """
        Keep what was typed, if anything was sent, and answer who has the story open.

        The body is JSON: {"act", "read_version", "fields", "to"}; act is "beat", "ask", "give",
        "decline", "take", "drop" or "leave".
        """
        rows = Article.objects.visible_to(request.user).only(
            "pk", "version", "status", "created_by"
        )
        article = get_object_or_404(rows, pk=article_id)
        sent = _read(request.body)
        if sent is None:
            return _refused(_("This could not be read."), 400)
        may_write = request.user.has_perm("articles.change_article", article)
        now = timezone.now()
        if "fields" in sent:
            if not may_write:
                return _refused(_("Your role does not allow this step."), 403)
            try:
                autosaving.keep(
                    article,
                    sent["fields"],
                    by=request.user,
                    read_version=sent.get("read_version"),
                    now=now,
                )
            except autosaving.DraftRefused as refusal:
                return _refused(str(refusal), 400)
        return self._answer(request, article, sent, may_write, now)

    def _answer(self, request, article, sent, may_write, now) -> JsonResponse:
        act = sent.get("act", "beat")
        if act == "leave":
            presence.leave(article, by=request.user)
            return JsonResponse({})
        if act == "drop":
            autosaving.drop(article, by=request.user)
        elif act == "decline":
            presence.decline(article, by=request.user)
        elif act == "give" and type(sent.get("to")) is int:
            presence.give(article, by=request.user, to=sent["to"])
        here = presence.beat(article, by=request.user, may_write=may_write, now=now)
        if act in {"ask", "take"} and may_write:
            presence.ask(article, by=request.user, now=now)
            if act == "take":
                presence.take(article, by=request.user, now=now)
            here = presence.beat(article, by=request.user, may_write=may_write, now=now)
        return JsonResponse(
            {
                "version": article.version,
                "saved": _saved(article, sent.get("read_version")),
                "kept": _hour(now) if "fields" in sent else "",
                "kept_at": now.isoformat() if "fields" in sent else "",
                "pen": next((row.user_id for row in here if row.has_pen), None),
                "here": [_person(row, request.user, now) for row in here],
            }
        )


def writing_context(request, article: Article) -> dict:
    """
    Return what the form needs of it: the text that was typed and not saved, if any.

    A form that was refused shows what was typed last: nothing older is offered over it.
    """
    if request.method == "POST":
        return {"draft": None, "is_refused": True}
    draft = AutosaveDraft.objects.filter(article=article, user=request.user).first()
    return {
        "draft": draft
        and {
            "fields": draft.fields,
            "read_version": draft.read_version,
            "at": draft.saved_at.isoformat(),
        },
        "is_refused": False,
    }


def _read(body: bytes) -> dict | None:
    if len(body) > autosaving.LARGEST:
        return None
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return sent if isinstance(sent, dict) else None


def _saved(article: Article, read_version) -> str:
    """Say who saved the story since it was read."""
    if type(read_version) is not int or read_version >= article.version:
        return ""
    last = (
        Revision.objects.filter(article=article, is_taken=True)
        .select_related("made_by")
        .defer("snapshot")
        .order_by("-version")
        .first()
    )
    who = last.made_by.get_short_name() if last and last.made_by else "—"
    when = _hour(last.made_at) if last else ""
    return _("%(who)s saved this story at %(when)s.") % {"who": who, "when": when}


def _person(row: Presence, user, now) -> dict:
    waits = row.asked_at is not None and now - row.asked_at >= presence.PATIENCE
    return {
        "id": row.user_id,
        "name": row.user.get_short_name() or row.user.get_username(),
        "since": _hour(row.opened_at),
        "is_me": row.user_id == user.pk,
        "asks": row.asked_at is not None,
        "may_take": waits,
    }


def _hour(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"message": sentence}, status=status)
