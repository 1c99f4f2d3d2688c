"""A story to be read at the desk: its paragraphs, and its photos with caption and credit."""

import dataclasses
import difflib
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.html
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import leading
from articles.models import Article, Decision
from articles.revisions import Snapshot, photo_row
from articles.richtext import parse, sanitise
from photos.credits import credit_of
from photos.models import Photo


@dataclasses.dataclass(frozen=True)
class ShownPhoto:
    src: str
    caption: str
    credit: str
    is_lead: bool = False


@dataclasses.dataclass(frozen=True)
class Piece:
    """A paragraph, heading, list or table, or a photo: one of the two."""

    html: str = ""
    photo: ShownPhoto | None = None


@dataclasses.dataclass(frozen=True)
class Compared:
    piece: Piece
    is_changed: bool


def text_of(article: Article) -> str:
    """Return the text of `article` as HTML, for those who may read and not write."""
    uses = uses_of(article)
    photos = {use.key: shown(use.photo, use.caption, use.is_lead) for use in uses}
    above = leading.key_above({"photos": [photo_row(use) for use in uses], "body": article.body})
    found = [*([Piece(photo=photos[above])] if above else []), *pieces(article.body, photos)]
    rows = [Compared(piece, is_changed=False) for piece in found]
    return render_to_string("admin/articles/_pieces.html", {"rows": rows})


def uses_of(article: Article):
    return article.photo_uses.select_related("photo__provider__organisation").prefetch_related(
        "photo__creators__entity"
    )


def shown(photo: Photo, caption: str, is_lead: bool = False) -> ShownPhoto:
    src, credit = photo.get_preview_url(), credit_of(photo).printed
    return ShownPhoto(src, caption or photo.caption, credit, is_lead)


def card(photo: Photo) -> dict[str, Any]:
    """A photo as the editor shows it; `caption` is its own, whatever a story says."""
    look = shown(photo, "")
    return {
        "id": photo.pk,
        "src": look.src,
        "caption": photo.caption,
        "credit": look.credit,
        "awaiting": photo.is_awaiting,
    }


def pieces(html: str, photos: Mapping[str, ShownPhoto]) -> Iterator[Piece]:
    """Yield the pieces of a text in order; photos are those of its figures, by their key."""
    # What is stored was sanitised by the rules of its day: shown here by those of today.
    root = parse(sanitise(html))
    yield from _loose(root.text)
    for element in root:
        if element.tag != "figure":
            whole = lxml.html.tostring(element, encoding="unicode", with_tail=False)
            yield Piece(html=mark_safe(whole))  # noqa: S308  sanitised a few lines above
        elif photo := photos.get(element.get("data-photo", "")):
            yield Piece(photo=photo)
        yield from _loose(element.tail)


def _loose(text: str | None) -> Iterator[Piece]:
    """Words that stand in no paragraph."""
    if text and text.strip():
        yield Piece(html=format_html("<p>{}</p>", text.strip()))


def compare(old: Snapshot, new: Snapshot) -> list[dict]:
    """Return both snapshots ready to be shown, with what is not in the other marked."""
    ids = {use["photo"] for snapshot in [old, new] for use in snapshot["photos"]}
    photos = Photo.objects.with_credit().in_bulk(ids)
    sides = [(snapshot, list(_pieces_of(snapshot, photos))) for snapshot in [old, new]]
    leads = [_lead(snapshot, photos) for snapshot in [old, new]]
    matcher = difflib.SequenceMatcher(None, sides[0][1], sides[1][1], autojunk=False)
    same: tuple[set[int], set[int]] = (set(), set())
    for block in matcher.get_matching_blocks():
        same[0].update(range(block.a, block.a + block.size))
        same[1].update(range(block.b, block.b + block.size))
    return [
        {
            "headline": snapshot["headline"],
            "lead": snapshot["lead"],
            "accepted": _names(snapshot, Decision.ACCEPTED),
            "rejected": _names(snapshot, Decision.REJECTED),
            "is_headline_changed": old["headline"] != new["headline"],
            "is_lead_changed": old["lead"] != new["lead"],
            "lead_photo": lead,
            "is_lead_photo_changed": leads[0] != leads[1],
            "rows": [
                Compared(piece, is_changed=number not in kept) for number, piece in enumerate(found)
            ],
        }
        for (snapshot, found), kept, lead in zip(sides, same, leads, strict=True)
    ]


def _lead(snapshot: Snapshot, photos: Mapping[int, Photo]) -> str:
    """Return which photo was chosen to lead, in words; "" for a story without photos."""
    chosen = leading.chosen_key(snapshot)
    for use in snapshot["photos"]:
        photo = photos.get(use["photo"])
        if use["key"] == chosen and photo is not None:
            return use["caption"] or str(photo)
    return _("none chosen: the first that is shown") if snapshot["photos"] else ""


def _names(snapshot: Snapshot, decision: Decision) -> list[str]:
    return [m["text"] for m in snapshot["mentions"] if m["decision"] == decision]


def _pieces_of(snapshot: Snapshot, photos: Mapping[int, Photo]) -> Iterator[Piece]:
    lead, above = leading.chosen_key(snapshot), leading.key_above(snapshot)
    uses = {
        use["key"]: shown(photos[use["photo"]], use["caption"], use["key"] == lead)
        for use in snapshot["photos"]
        if use["photo"] in photos
    }
    if above in uses:
        yield Piece(photo=uses[above])
    yield from pieces(snapshot["body"], uses)
    # Those that stand nowhere in the text yet.
    for key, photo in uses.items():
        if key != above and f'data-photo="{key}"' not in snapshot["body"]:
            yield Piece(photo=photo)
