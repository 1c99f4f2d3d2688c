"""Notes beside the text: one address to read, write, answer and resolve them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Role
from articles import anchoring, autosaving, notes
from articles.anchoring import Spot
from articles.models import Article, Note, NoteField
from articles.richtext import plain_blocks, sanitise
from vietnamese.text import normalise

# (field, photo's key): its paragraphs as they stand on the screen, or as they are saved.
Texts = Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True)
class Line:
    """A note or an answer: its words cut at the names in them."""

    note: Note
    pieces: list[tuple[str, bool]]


@dataclass(frozen=True)
class Thread:
    first: Line
    replies: list[Line]
    spots: list[Spot]

    @property
    def is_gone(self) -> bool:
        return bool(self.first.note.quote) and not self.spots


class NoteViews:
    """Pages of ArticleAdmin."""

    def notes_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:article_id>/notes/", view(self.notes_view), name="articles_article_notes"),
            path(
                "<int:article_id>/notes/colleagues/",
                view(self.colleagues_view),
                name="articles_article_colleagues",
            ),
        ]

    @method_decorator(require_http_methods(["GET", "POST"]))
    def notes_view(self, request, article_id):
        """
        GET: whether anything has changed since `stamp`. POST: do `act`, and answer all notes.

        The body is JSON: {"act", "note", "text", "about", "texts"}; act is "list", "write",
        "answer", "resolve" or "reopen"; about is {"field", "key", "words", "paragraph", "start"};
        texts are {"headline", "lead", "body", "captions": {key: text}} as they are on the screen.
        """
        article = self._story_of_notes(request, article_id)
        if request.method == "GET":
            now = _stamp(article)
            return JsonResponse({"stamp": now, "changed": request.GET.get("stamp") != now})
        sent = _read(request.body)
        if sent is None:
            return JsonResponse({"message": _("This could not be read.")}, status=400)
        texts = _texts(article, sent.get("texts"))
        try:
            _act(article, request.user, sent, texts)
        except notes.NoteRefused as refusal:
            return JsonResponse({"message": str(refusal)}, status=422)
        except PermissionDenied as refusal:
            return JsonResponse({"message": str(refusal)}, status=403)
        return JsonResponse(_answer(article, texts))

    @method_decorator(require_GET)
    def colleagues_view(self, request, article_id):
        article = self._story_of_notes(request, article_id)
        found = notes.colleagues(article, request.GET.get("q", "")[:60])
        names = [
            {
                "id": user.pk,
                "name": str(user),
                "also": f"@{user.username}",
                "note": str(Role(user.role).label),
                "mark": "",
                "call": call,
            }
            for user, call in found
        ]
        return JsonResponse({"names": names})

    def _story_of_notes(self, request, article_id):
        return get_object_or_404(Article.objects.visible_to(request.user), pk=article_id)


def _read(body: bytes) -> dict[str, Any] | None:
    if len(body) > autosaving.LARGEST:
        return None
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return sent if isinstance(sent, dict) else None


def _act(article: Article, user, sent: dict[str, Any], texts: Texts) -> None:
    act, now, text = sent.get("act", "list"), timezone.now(), _string(sent.get("text"))
    if act == "list":
        return
    if act == "write":
        at = _place(sent.get("about"), texts)
        notes.write(article, by=user, text=text, at=at, now=now)
        return
    pk = sent.get("note")
    if act not in {"answer", "resolve", "reopen"} or type(pk) is not int or abs(pk) >= 2**63:
        raise notes.NoteRefused(_("This could not be read."))
    thread = Note.objects.threads().filter(article=article, pk=pk).first()
    if thread is None:
        raise notes.NoteRefused(_("There is no such note on this story."))
    thread.article = article
    if act == "answer":
        notes.answer(thread, by=user, text=text, now=now)
    elif act == "resolve":
        notes.resolve(thread, by=user, now=now)
    else:
        notes.reopen(thread, by=user, now=now)


def _place(about: Any, texts: Texts) -> notes.Place:
    about = about if isinstance(about, dict) else {}
    field, key = _string(about.get("field")) or NoteField.STORY, _string(about.get("key"))
    if field == NoteField.STORY:
        return notes.Place()
    if (field, key) not in texts:
        raise notes.NoteRefused(notes.gone())
    return notes.place(
        NoteField(field),
        texts[field, key],
        words=_string(about.get("words")),
        paragraph=_number(about.get("paragraph")),
        start=_number(about.get("start")),
        key=key,
    )


def _texts(article: Article, sent: Any) -> Texts:
    """Return what is on the screen, field by field; where nothing was sent, what is saved."""
    sent = sent if isinstance(sent, dict) else {}
    body = sent.get("body")
    captions = sent.get("captions")
    if not isinstance(captions, dict):
        uses = article.photo_uses.select_related("photo")
        captions = {use.key: use.caption or use.photo.caption for use in uses}
    return {
        (NoteField.HEADLINE, ""): [_string(sent.get("headline"), article.headline)],
        (NoteField.LEAD, ""): [_string(sent.get("lead"), article.lead)],
        (NoteField.BODY, ""): list(
            plain_blocks(sanitise(body) if isinstance(body, str) else article.body)
        ),
        **{(NoteField.CAPTION, key[:8]): [_string(text)] for key, text in captions.items() if key},
    }


def _string(value: Any, otherwise: str = "") -> str:
    return normalise(value).strip() if isinstance(value, str) else otherwise


def _number(value: Any) -> int:
    return value if type(value) is int and 0 <= value < 10**9 else 0


def _stamp(article: Article) -> str:
    """Return what is another after every act on the notes of a story."""
    state = article.notes.aggregate(count=Count("pk"), last=Max("changed_at"))
    return f"{state['count']}-{state['last'].timestamp() if state['last'] else ''}"


def _answer(article: Article, texts: Texts) -> dict[str, Any]:
    stamp = _stamp(article)
    threads = _threads(article, texts)
    count = sum(thread.first.note.is_open for thread in threads)
    return {
        "stamp": stamp,
        "open": count,
        "all": len(threads),
        "said": ngettext("%d open note", "%d open notes", count) % count,
        "html": render_to_string("admin/articles/article/_notes.html", {"threads": threads}),
        "places": {
            thread.first.note.pk: _places(thread, texts)
            for thread in threads
            if thread.first.note.is_open
        },
    }


def _threads(article: Article, texts: Texts) -> list[Thread]:
    rows = list(article.notes.select_related("written_by", "resolved_by").prefetch_related("named"))
    replies: dict[int, list[Line]] = {}
    for row in rows:
        if row.reply_to_id:
            replies.setdefault(row.reply_to_id, []).append(_line(row))
    return [
        Thread(_line(row), replies.get(row.pk, []), _spots(row, texts))
        for row in rows
        if not row.reply_to_id
    ]


def _line(row: Note) -> Line:
    return Line(row, notes.pieces(row.text, list(row.named.all())))


def _spots(row: Note, texts: Texts) -> list[Spot]:
    blocks = texts.get((row.field, row.photo_key), [])
    return anchoring.find(blocks, notes.anchor_of(row)) if row.quote else []


def _places(thread: Thread, texts: Texts) -> list[list]:
    """Return [field, paragraph or key of a photo, start, end, words] for the page."""
    note = thread.first.note
    blocks = texts.get((note.field, note.photo_key), [])
    if not thread.spots:
        return []
    return [
        [
            note.field,
            note.photo_key or spot.paragraph,
            spot.start,
            spot.end,
            blocks[spot.paragraph][spot.start : spot.end],
        ]
        for spot in thread.spots
    ]
