"""
What is asked before a story goes out: one list, which every way out and the form itself ask.

What blocks is never published, by whomever; what warns may be, and then that is recorded
with the edition.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import cautions, placeholders
from articles.checked import Item, Level, block
from articles.models import Article, ArticleStatus, Revision
from articles.packaging import NO_PHOTOS, placed_photos
from articles.richtext import plain_blocks
from photos import rights
from photos.models import Photo

Placed = Sequence[tuple[Mapping[str, Any], Photo]]


def check(
    article: Article,
    snapshot: Mapping[str, Any],
    *,
    visible_from: datetime.datetime,
    at_hand: Mapping[int, Photo] = NO_PHOTOS,
) -> list[Item]:
    """
    Return what is to be said of `snapshot` as readers would see it from `visible_from` on.

    Blocks come first. Whether the version was approved is `approval`. Photos that are
    `at_hand` are not loaded again.
    """
    placed = placed_photos(snapshot, at_hand)
    first = max(visible_from, article.embargo_until or visible_from)
    day = timezone.localdate(first)
    given = snapshot["story_on"]
    story_on = datetime.date.fromisoformat(given) if given else day
    return [
        *_blocking(article, snapshot, placed, visible_from, day),
        *cautions.of_story(article, snapshot, placed, day=story_on, at=first),
    ]


def blocking(
    article: Article,
    snapshot: Mapping[str, Any],
    *,
    visible_from: datetime.datetime,
    at_hand: Mapping[int, Photo] = NO_PHOTOS,
) -> list[Item]:
    """Return of `check` what blocks; no query, where all photos are `at_hand`."""
    placed = placed_photos(snapshot, at_hand)
    day = timezone.localdate(max(visible_from, article.embargo_until or visible_from))
    return _blocking(article, snapshot, placed, visible_from, day)


def _blocking(
    article: Article,
    snapshot: Mapping[str, Any],
    placed: Placed,
    visible_from: datetime.datetime,
    day: datetime.date,
) -> list[Item]:
    return [*missing(snapshot), *embargo(article, visible_from), *_photos(placed, day)]


def missing(snapshot: Mapping[str, Any]) -> list[Item]:
    """
    Return what the words of `snapshot` lack: with it no version is approved.

    What its photos lack is asked when it is published: their records change without a new version.
    """
    found = []
    if not snapshot["headline"]:
        found.append(block("headline", _("The story has no headline."), "headline"))
    elif snapshot["headline_is_proposed"]:
        sentence = _("The headline is only a proposal: write it.")
        found.append(block("headline_proposed", sentence, "headline"))
    if not snapshot["lead"]:
        found.append(block("lead", _("The story has no lead."), "lead"))
    if snapshot["section"] is None:
        found.append(block("section", _("The story has no section."), "section"))
    if not snapshot["bylines"]:
        found.append(block("byline", _("The story has no byline."), "bylines"))
    return [*found, *_unwritten(snapshot)]


def _unwritten(snapshot: Mapping[str, Any]) -> Iterator[Item]:
    """What the template of the story asks for, and nobody has written yet."""
    texts = {name: [snapshot[name]] for name in ["headline", "lead"]}
    texts["body"] = list(plain_blocks(snapshot["body"]))
    for name, written in texts.items():
        left = placeholders.left_in(written)
        if left:
            sentence = (
                _("Still to be written: “%(first)s”, and %(more)d more.")
                if len(left) > 1
                else _("Still to be written: “%(first)s”.")
            )
            names = {"first": placeholders.shown(left[0]), "more": len(left) - 1}
            yield block("placeholder", sentence % names, name)


def embargo(article: Article, visible_from: datetime.datetime) -> list[Item]:
    """Return that `article` is under embargo at `visible_from`, where it is."""
    if not article.embargo_until or visible_from >= article.embargo_until:
        return []
    moment = f"{timezone.localtime(article.embargo_until):%H:%M, %d/%m/%Y}"
    sentence = _("The story is under embargo until %(moment)s.") % {"moment": moment}
    return [block("embargo", sentence, "embargo")]


def approval(article: Article, revision: Revision) -> list[Item]:
    """Return why `revision` is not the one that readers may get, as `article` stands."""
    if article.status != ArticleStatus.APPROVED:
        return [block("not_approved", _("Only an approved story can be published."))]
    if article.approved_revision_id != revision.pk:
        sentence = _("This is not the version that was approved. Look at it again.")
        return [block("not_approved", sentence)]
    return []


def blocks(items: Iterable[Item]) -> list[str]:
    return [item.sentence for item in items if item.level == Level.BLOCK]


def warnings(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.level == Level.WARN]


def _photos(placed: Placed, day: datetime.date) -> Iterator[Item]:
    for use, photo in placed:
        if photo.is_awaiting and not photo.is_taken_down:
            continue
        for sentence in rights.problems(photo, on=day, caption=use["caption"]):
            yield block("photo", sentence, use["key"])
        if photo.is_taken_down:
            continue
        name = {"photo": rights.label(photo, use["caption"])}
        if not (use["caption"] or photo.caption):
            sentence = _("The photo “%(photo)s” has no caption.")
            yield block("caption", sentence % name, use["key"])
        if not photo.alt_text:
            sentence = _("The photo “%(photo)s” has no alternative text: say what is to be seen.")
            yield block("alt_text", sentence % name, use["key"])
