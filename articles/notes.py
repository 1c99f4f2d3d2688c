"""
What colleagues have to say of a story, and of words in it. None of it is the story.

Whoever may read a story at the desk may write notes on it, answer, resolve and open them
again. A note is not edited and not deleted. It needs no pen, makes no version and no entry in
the history, and readers' pages know nothing of it.
"""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from articles import anchoring, notifying
from articles.anchoring import Anchor
from articles.models import Article, Note, NoteField
from articles.notifying import may_read
from vietnamese.text import fold, normalise

LONGEST = 4000
LONGEST_QUOTE = 1000
# The same words from one hand within this time are one click too many.
TWICE = datetime.timedelta(seconds=30)
# An address is no name: nothing that belongs to a word stands before the sign.
_CALLS = re.compile(r"(?<![\w.%+@-])@(?=\w)")


NOWHERE = Anchor(quote="")


class NoteRefused(Exception):
    """Why nothing was written: a sentence for the desk."""


@dataclass(frozen=True)
class Place:
    """What a note is about: the story, or a field of it, or words in a field."""

    field: NoteField = NoteField.STORY
    photo_key: str = ""
    anchor: Anchor = NOWHERE


def place(
    field: NoteField,
    blocks: Sequence[str],
    *,
    words: str,
    paragraph: int,
    start: int,
    key: str = "",
) -> Place:
    """Return the place of `words` as they were marked; raise NoteRefused where they are not."""
    if field == NoteField.STORY or not words.strip():
        is_whole = field not in {NoteField.BODY, NoteField.STORY}
        return Place(field, key) if is_whole else Place()
    if len(words) > LONGEST_QUOTE:
        raise NoteRefused(_("That is too much text for one note: mark less of it."))
    made = anchoring.anchor(blocks, words=words, paragraph=paragraph, start=start)
    if made is None:
        raise NoteRefused(gone())
    return Place(field, key, made)


def gone() -> str:
    return _("The marked words are not in the text any more. Mark them again.")


def anchor_of(note: Note) -> Anchor:
    return Anchor(note.quote, note.before, note.after, note.paragraph)


@transaction.atomic
def write(article: Article, *, by: User, text: str, at: Place, now: datetime.datetime) -> Note:
    """Write a note on `article`; raise NoteRefused or PermissionDenied, and write nothing."""
    text, named = _readable(article, by, text)
    said = {
        "field": at.field,
        "photo_key": at.photo_key,
        "quote": at.anchor.quote,
        "before": at.anchor.before,
        "after": at.anchor.after,
        "paragraph": at.anchor.paragraph,
        "text": text,
        "written_by": by,
    }
    if there := article.notes.threads().filter(**said, written_at__gt=now - TWICE).first():
        return there
    note = Note.objects.create(article=article, **said, written_at=now, changed_at=now)
    note.named.set(named)
    notifying.noted(note, named)
    return note


@transaction.atomic
def answer(thread: Note, *, by: User, text: str, now: datetime.datetime) -> Note:
    """Answer a note; one that was resolved is open again, for something is left to say."""
    text, named = _readable(thread.article, by, text)
    twin = thread.replies.filter(written_by=by, text=text, written_at__gt=now - TWICE)
    if there := twin.first():
        return there
    reply = Note.objects.create(
        article=thread.article,
        reply_to=thread,
        text=text,
        written_by=by,
        written_at=now,
        changed_at=now,
    )
    reply.named.set(named)
    Note.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None, changed_at=now)
    notifying.noted(reply, named)
    return reply


def resolve(thread: Note, *, by: User, now: datetime.datetime) -> bool:
    """Say that nothing is left to do; False where somebody had said so before."""
    _allow(thread.article, by)
    return bool(
        Note.objects.open()
        .filter(pk=thread.pk)
        .update(resolved_at=now, resolved_by=by, changed_at=now)
    )


def reopen(thread: Note, *, by: User, now: datetime.datetime) -> bool:
    """Say that something is left to do; False where it is open."""
    _allow(thread.article, by)
    return bool(
        Note.objects.threads()
        .filter(pk=thread.pk, resolved_at__isnull=False)
        .update(resolved_at=None, resolved_by=None, changed_at=now)
    )


# Colleagues


def colleagues(article: Article, query: str, *, limit: int = 8) -> list[tuple[User, str]]:
    """
    Return (account, how it is named after `@`) of those who may read `article`.

    A word of their name begins with `query`; the last word, by which people are called, first.
    """
    accounts = User.objects.filter(is_active=True).order_by("full_name", "username")
    readers = [user for user in accounts if may_read(user, article)]
    names = Counter(str(user).casefold() for user in readers)
    sought = fold(query)
    found = [
        (user, str(user) if names[str(user).casefold()] == 1 else user.username)
        for user in readers
        if f" {sought}" in f" {fold(str(user))} {fold(user.username)}"
    ]
    found.sort(key=lambda one: not fold(str(one[0])).rpartition(" ")[2].startswith(sought))
    return found[:limit]


def pieces(text: str, named: Sequence[User]) -> list[tuple[str, bool]]:
    """Cut `text` into (words, whether they name one of `named`), in order."""
    cut, at = [], 0
    for call in _CALLS.finditer(text):
        called = _called(text, call.end(), named)
        if called and call.start() >= at:
            end = call.end() + len(called[0])
            cut += [(text[at : call.start()], False), (text[call.start() : end], True)]
            at = end
    return [piece for piece in [*cut, (text[at:], False)] if piece[0]]


def _readable(article: Article, by: User, text: str) -> tuple[str, list[User]]:
    _allow(article, by)
    text = normalise(text).strip()
    if not text:
        raise NoteRefused(_("The note is empty."))
    if len(text) > LONGEST:
        raise NoteRefused(
            ngettext(
                "The note is too long: %(count)d character at the most.",
                "The note is too long: %(count)d characters at the most.",
                LONGEST,
            )
            % {"count": LONGEST}
        )
    return text, _named_in(article, text)


def _named_in(article: Article, text: str) -> list[User]:
    """Return who is called by `@` and name or account; raise NoteRefused for who is not there."""
    if not _CALLS.search(text):
        return []
    accounts = list(User.objects.filter(is_staff=True).order_by("pk"))
    named: dict[int, User] = {}
    for call in _CALLS.finditer(text):
        called = _called(text, call.end(), accounts)
        if called is None:
            continue
        words, users = called
        readers = [user for user in users if may_read(user, article)]
        if not readers:
            why = (
                _("%(name)s may not open this story, and cannot be named in its notes.")
                if any(user.is_active for user in users)
                else _("The account of %(name)s is closed: name somebody else.")
            )
            raise NoteRefused(why % {"name": words})
        if len(readers) > 1:
            all_of_them = ", ".join(f"@{user.username}" for user in readers)
            raise NoteRefused(
                _("Several are called %(name)s: write @ and the account instead, %(all)s.")
                % {"name": words, "all": all_of_them}
            )
        named[readers[0].pk] = readers[0]
    return list(named.values())


def _called(text: str, at: int, accounts: Sequence[User]) -> tuple[str, list[User]] | None:
    """Return (the words after `@` at `at`, who is called so), by the longest name; else None."""
    best: dict[int, list[User]] = {}
    for user in accounts:
        for name in {user.full_name, user.username} - {""}:
            end = at + len(name)
            is_whole = not (text[end : end + 1].isalnum() or text[end : end + 1] == "_")
            if is_whole and text[at:end].casefold() == name.casefold():
                best.setdefault(len(name), []).append(user)
    if not best:
        return None
    longest = max(best)
    return text[at : at + longest], best[longest]


def _allow(article: Article, by: User) -> None:
    if not may_read(by, article):
        raise PermissionDenied(_("Your role does not allow this step."))
