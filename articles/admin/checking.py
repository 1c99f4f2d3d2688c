"""The checklist beside the text: of the story as it is saved, or as it stands on a screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles import checklist, placing, revisions
from articles.admin.names_draft import Draft, Rest
from articles.admin.names_panel import Group
from articles.checked import Item, Level, warn
from articles.models import Article, Decision, Edition, Revision
from articles.packaging import NO_PHOTOS
from photos.models import Photo

# Where a line of the list leads to; anything else is the key of a photo.
PLACES = {
    "embargo": "desk-embargo",
    "headline": "id_headline",
    "lead": "id_lead",
    "body": "id_body",
    "section": "id_section",
    "story_on": "id_story_on",
    "bylines": "bylines-group",
    "photos": "photo_uses-group",
    "names": "mentions-group",
}
OF_THE_RECORD = {"alt_text", "photo"}


@dataclass(frozen=True)
class Line:
    """One item with the places that mend it: in the form, and the photo's own page."""

    item: Item
    place: str
    photo: str


def of_saved(
    article: Article,
    revision: Revision | None,
    *,
    may_write: bool,
    at_hand: Mapping[int, Photo] = NO_PHOTOS,
    out: Edition | None = None,
) -> str:
    """
    Return the list as HTML for the version that is saved.

    Where readers have it, or will, by the edition `out`, its warnings are those over which
    it was published: they were weighed then, and are asked for again when somebody writes.
    """
    if revision is None:
        return ""
    snapshot = revision.snapshot
    if out is None:
        return _html(article, snapshot, may_write=may_write, at_hand=at_hand)
    items = checklist.blocking(article, snapshot, visible_from=timezone.now(), at_hand=at_hand)
    items += [warn(code, sentence) for code, sentence in out.over_warnings]
    return _listed(items, snapshot, may_write=may_write)


def of_draft(article: Article, draft: Draft, groups: Sequence[Group], *, may_write: bool) -> str:
    """Return the list as HTML for what is being written; `groups` are its names."""
    if draft.form is None:
        return of_saved(article, article.last_revision, may_write=may_write)
    snapshot = snapshot_of(article, draft, draft.form, groups)
    return _html(article, snapshot, may_write=may_write)


def snapshot_of(
    article: Article, draft: Draft, form: Rest, groups: Sequence[Group] = ()
) -> dict[str, Any]:
    """Return `article` as it would be if the form were saved now; nothing is."""
    saved = revisions.snapshot(article)
    headline, lead = draft.texts[:2]
    photos = placing.over(saved["photos"], form.placings)
    for use in photos:
        photo, caption = form.photos.get(use["key"], (None, ""))
        use["photo"] = photo or use["photo"]
        use["caption"] = caption or use["caption"]
    return saved | {
        "headline": headline,
        "headline_is_proposed": form.is_proposed and headline == saved["headline"],
        "lead": lead,
        "body": draft.body,
        "section": form.section,
        "story_on": draft.day.isoformat() if draft.day else None,
        "photos": photos,
        "bylines": form.bylines,
        "mentions": [_mention(row.sighting, row.group) for group in groups for row in group.rows],
    }


def _mention(sighting, group: str) -> dict[str, Any]:
    return {
        "entity": sighting.entity,
        "text": sighting.text,
        "kind": sighting.kind,
        "texts": list(sighting.texts),
        "titles": list(sighting.titles),
        "count": sighting.count,
        "decision": group if group in Decision.values else Decision.PROPOSED,
    }


def _html(
    article: Article,
    snapshot: Mapping[str, Any],
    *,
    may_write: bool,
    at_hand: Mapping[int, Photo] = NO_PHOTOS,
) -> str:
    items = checklist.check(article, snapshot, visible_from=timezone.now(), at_hand=at_hand)
    return _listed(items, snapshot, may_write=may_write)


def _listed(items: Sequence[Item], snapshot: Mapping[str, Any], *, may_write: bool) -> str:
    photos = {use["key"]: use["photo"] for use in snapshot["photos"]}
    lines = [_line(item, photos, may_write) for item in items]
    return render_to_string(
        "admin/articles/article/_checklist.html",
        {
            "blocks": [line for line in lines if line.item.level == Level.BLOCK],
            "warnings": [line for line in lines if line.item.level == Level.WARN],
        },
    )


def _line(item: Item, photos: Mapping[str, int], may_write: bool) -> Line:
    photo = ""
    if item.code in OF_THE_RECORD and item.where in photos:
        photo = reverse("admin:photos_photo_change", args=[photos[item.where]])
    place = PLACES.get(item.where) or (f"photo-{item.where}" if item.where in photos else "")
    return Line(item, place if may_write else "", photo)
