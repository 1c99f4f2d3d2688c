"""What `manage.py import_story` does with one file: read, make, and publish if asked to."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import mentions, publishing, saving, workflow
from articles.importing import stories
from articles.importing.parsed import ImportRefused
from articles.models import Article, ArticleStatus, Decision, Revision, Section
from entities.importing import unreadable
from photos import pictures
from photos.checks import proposed_alt_text
from photos.models import Photo
from photos.pictures import Picture
from photos.storage import StorageAway
from photos.written import nothing_left_behind


@dataclass(frozen=True)
class Wishes:
    """The options of the command, checked."""

    by: User | None = None
    section: Section | None = None
    headline: str = ""
    story_on: datetime.date | None = None
    pictures: tuple[Path, ...] = ()
    publish: bool = False
    encoding: str = ""


def import_file(path: Path, wishes: Wishes) -> dict[str, Any]:
    """
    Import one file and return its report; raises ImportRefused, and then nothing is saved.

    The day of the story is the one given, or else the one its lead tells, or today. With
    `publish` the story takes every step of the desk in the name of `by`, who
    also accepts the known names that are certain. What may not go out is refused
    with the import; publishing is an act of its own after it, as at the desk, so
    that no picture is made while the database waits. Where that fails the story is
    at the desk, approved: `url` is None and the last warning says why.
    """
    story = stories.read(_bytes_of(path), encoding=wishes.encoding)
    if wishes.publish and not (wishes.headline or story.headline):
        raise ImportRefused(
            "no_headline", _("To be published it needs a headline: give --headline.")
        )
    stories.refuse_known(story)
    story_on = wishes.story_on or stories.day_told_in(story)
    prepared = stories.prepare(
        story,
        pictures=[_picture(path) for path in wishes.pictures],
        headline=wishes.headline,
        story_on=story_on,
    )
    try:
        # One transaction: a story that may not go out is not left behind as a draft.
        with nothing_left_behind(), transaction.atomic():
            imported = stories.create(
                story,
                prepared=prepared,
                by=wishes.by,
                story_on=story_on,
                section=wishes.section,
                headline=wishes.headline,
            )
            if wishes.publish and wishes.by:
                revision, warnings = approve(imported, wishes.by)
                imported.warnings += warnings
            report = stories.report(imported)
    except (publishing.PublishRefused, workflow.TransitionRefused) as refusal:
        raise ImportRefused("not_publishable", str(refusal)) from refusal
    except PermissionDenied as refusal:
        raise ImportRefused("not_allowed", str(refusal)) from refusal
    url = None
    if wishes.publish and wishes.by:
        try:
            url = publishing.publish(imported.article, revision=revision, by=wishes.by).path
        except (publishing.PublishRefused, StorageAway) as refusal:
            left = _("It is at the desk, approved and not published: %(reason)s")
            report["warnings"] = [*report["warnings"], left % {"reason": refusal}]
    return {"file": str(path), **report, "url": url}


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ImportRefused("unreadable", unreadable.sentence(error)) from error


def _picture(path: Path) -> Picture:
    try:
        with path.open("rb") as file:
            return pictures.take(file, name=path.name)
    except pictures.PictureRefused as refusal:
        raise ImportRefused("picture", str(refusal)) from refusal
    except OSError as error:
        raise ImportRefused(
            "picture", _("The picture cannot be read: %(reason)s") % {"reason": path}
        ) from error


def approve(imported: stories.Imported, by: User) -> tuple[Revision, list[str]]:
    """
    Take a fresh story through the desk in one name, up to approved; return what was not asked.

    Nobody is looking: what lacks a byline is signed by `by`, and what is to be seen in a
    picture is said by its caption. Raises publishing.PublishRefused where it may not go out now.
    """
    article = imported.article
    article.refresh_from_db()
    told = [*_sign(article, by), *_describe(imported.photos)]
    mentions.accept_known(article, by=by, only_certain=True)
    revision, _removed = saving.save(article, by=by, expected_version=article.version)
    for step in [ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW, ArticleStatus.APPROVED]:
        workflow.move(article, step, by=by, revision=revision)
    items = publishing.require_publishable(article, revision=revision, by=by)
    # What was said when it was read is not said twice.
    told += [item.sentence for item in items if item.code not in {"day", "awaiting"}]
    return revision, [*told, *_left_open(article)]


def _sign(article: Article, by: User) -> Iterator[str]:
    if not article.bylines.exists():
        author = saving.put_byline(article, by=by)
        yield _("The story has no byline: it was signed “%(name)s”.") % {
            "name": author.printed_name
        }


def _describe(photos: list[Photo]) -> Iterator[str]:
    bare = Photo.objects.filter(
        pk__in=[photo.pk for photo in photos], is_awaiting=False, alt_text=""
    )
    described = 0
    for photo in bare:
        photo.alt_text = proposed_alt_text(photo.caption)
        photo.save(update_fields=["alt_text"])
        described += bool(photo.alt_text)
    if described:
        yield _(
            "Photos whose caption stands as their alternative text, until somebody says what is "
            "to be seen: %(count)d."
        ) % {"count": described}


def _left_open(article: Article) -> list[str]:
    """Return, as a sentence, the known names that somebody at the desk would decide on."""
    undecided = article.mentions.filter(
        decision=Decision.PROPOSED, count__gt=0, entity__isnull=False
    )
    if names := list(undecided.values_list("text", flat=True)):
        return [_("Names that were not linked: %(names)s.") % {"names": ", ".join(names)}]
    return []
