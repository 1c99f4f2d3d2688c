"""
Photos that the editor placed in a story: chosen from the library, replaced, captioned.

The editor names a new photo's key itself, so that nothing is written before the story is saved.
"""

import dataclasses
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext as _

from accounts.models import User
from articles import leading
from articles.models import Article, PhotoUse
from articles.richtext import parse, photo_keys, serialise
from photos import services
from photos.models import Photo

# More than any story holds; a forged list must not keep us busy.
MOST = 200
LONGEST_CAPTION = 3000
_KEY = re.compile(r"[0-9a-f]{8,20}")
_LONGEST_ID = 10**18
AWAITED = 0


class PlacingRefused(Exception):
    """What the editor sent cannot be read; the text says so."""


@dataclasses.dataclass(frozen=True)
class Placing:
    """
    `photo` is to stand under `key`; `caption` is for this story only, "" for the photo's own.

    `is_lead` says that it is to lead; that it is not says nothing: the list below the text does.

    AWAITED for `photo`: one is to be made for this caption, whose picture has not come.
    """

    key: str
    photo: int
    caption: str
    is_lead: bool = False


def read(text: str) -> list[Placing]:
    """Return the editor's field, [{key, photo, caption, is_lead}]; raises PlacingRefused."""
    if not text:
        return []
    try:
        rows = json.loads(text)
        placings = [
            Placing(row["key"], row["photo"], row["caption"], row.get("is_lead", False))
            for row in rows
        ]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise PlacingRefused(_unreadable()) from error
    if len(placings) > MOST or not all(_is_sound(placing) for placing in placings):
        raise PlacingRefused(_unreadable())
    return placings


def _unreadable() -> str:
    return _("What was chosen among the photos could not be read. Choose again.")


def _is_sound(placing: Placing) -> bool:
    return (
        isinstance(placing.key, str)
        and _KEY.fullmatch(placing.key) is not None
        and type(placing.photo) is int
        and 0 <= placing.photo < _LONGEST_ID
        and isinstance(placing.caption, str)
        and len(placing.caption) <= LONGEST_CAPTION
        and "\x00" not in placing.caption
        and type(placing.is_lead) is bool
        and bool(placing.photo != AWAITED or placing.caption.strip())
    )


def settle(article: Article, placings: Collection[Placing], *, by: User) -> list[PhotoUse]:
    """
    Write the rows of what stands in the text of `article` now, and return them; in the
    transaction of its saving.

    A photo that does not exist, or was taken down, is passed over: saving.save takes its
    figure out and tells.
    """
    placed = set(photo_keys(article.body))
    wanted = {placing.key: placing for placing in placings if placing.key in placed}
    photos = _photos(placing.photo for placing in wanted.values())
    uses = {use.key: use for use in article.photo_uses.select_related("photo")}
    written = []
    for key, placing in wanted.items():
        if placing.photo == AWAITED:
            # Sent again, as after a form that was refused, it is here already.
            if key not in uses and by.has_perm("photos.add_photo"):
                awaiting = services.create_awaiting(services.read_caption(placing.caption), by=by)
                PhotoUse.objects.create(article=article, key=key, photo=awaiting)
            continue
        photo = photos.get(placing.photo)
        if photo is None:
            continue
        use = uses.get(key) or PhotoUse(article=article, key=key)
        before = use.photo if use.pk else None
        caption = placing.caption or (photo.caption if photo.joined_into else "")
        photo = photo.survivor
        use.photo, use.caption = photo, own_caption(caption, photo)
        use.save()
        if placing.is_lead:
            leading.choose(article, use)
        if before is not None and before.is_awaiting and not photo.is_awaiting:
            note_joined(before, photo)
        written.append(use)
    return written


def _photos(pks: Iterable[int]) -> dict[int, Photo]:
    """Return what may be placed; what was joined to another since the page was made, too."""
    rows = Photo.objects.filter(taken_down_at__isnull=True).select_related("joined_into")
    return rows.in_bulk(list(pks))


def own_caption(caption: str, photo: Photo) -> str:
    """Return "" for a caption that is the photo's own: it goes on showing through."""
    return "" if caption.strip() == photo.caption else caption.strip()


def note_taken_over(rows: Iterable[ModelForm]) -> None:
    """Say it, too, on the photos that waited in rows of the list where another was chosen."""
    chosen = {
        row.initial["photo"]: row.instance.photo
        for row in rows
        if "photo" in row.changed_data and row.initial.get("photo") and row.instance.pk
    }
    for awaiting in Photo.objects.filter(pk__in=chosen, is_awaiting=True):
        if not chosen[awaiting.pk].is_awaiting:
            note_joined(awaiting, chosen[awaiting.pk])


def note_joined(awaiting: Photo, photo: Photo) -> None:
    """
    Say on a photo that waits for nothing any more which one took its place.

    It stays: older versions of stories name it, and hold no caption of their own.
    """
    if awaiting.uses.exists() or awaiting.awaited_by.exists():
        return
    note = _("Its picture is here already: photo no. %(number)d.") % {"number": photo.pk}
    if note not in awaiting.instructions:
        awaiting.instructions = f"{awaiting.instructions}\n{note}".strip()
        awaiting.save(update_fields=["instructions", "updated_at"])


def over(uses: Sequence[Mapping[str, Any]], placings: Collection[Placing]) -> list[dict[str, Any]]:
    """Return the photos of a snapshot with `placings` on top."""
    known = Photo.objects.in_bulk([placing.photo for placing in placings])
    rows = {use["key"]: dict(use) for use in uses}
    for placing in placings:
        if photo := known.get(placing.photo):
            caption = own_caption(placing.caption, photo)
            row = rows.setdefault(placing.key, {"key": placing.key})
            row |= {"photo": photo.pk, "caption": caption}
            if placing.is_lead:
                for other in rows.values():
                    other["is_lead"] = other is row
    return [{"is_lead": False} | row for row in rows.values()]


def spelled_out(body: str, placings: Collection[Placing]) -> str:
    """Return `body` with captions as paragraphs where the photos for them were never made."""
    captions = {one.key: one.caption for one in placings if one.photo == AWAITED}
    root = parse(body)
    for figure in list(root.iter("figure")) if captions else []:
        if caption := captions.get(figure.get("data-photo", "")):
            paragraph = figure.makeelement("p")
            paragraph.text = caption
            figure.addprevious(paragraph)
            figure.drop_tree()
    return serialise(root) if captions else body
