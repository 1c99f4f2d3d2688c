"""A story to be read at the desk: its paragraphs, and its photos with caption and credit."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.html
from django.db.models import Prefetch, prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles import leading
from articles.models import Article, Byline, Mention, PhotoUse
from articles.revisions import photo_row
from articles.richtext import parse, sanitise
from photos.credits import credit_of
from photos.models import Photo, PhotoCreator


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


def text_of(article: Article) -> str:
    """Return the text of `article` as HTML, for those who may read and not write."""
    uses = uses_of(article)
    photos = {use.key: shown(use.photo, use.caption, use.is_lead) for use in uses}
    above = leading.key_above({"photos": [photo_row(use) for use in uses], "body": article.body})
    found = [*([Piece(photo=photos[above])] if above else []), *pieces(article.body, photos)]
    return render_to_string("admin/articles/_pieces.html", {"pieces": found})


def uses_of(article: Article):
    """Return the photos of a story with all that the desk shows of them, loaded once."""
    if "photo_uses" in getattr(article, "_prefetched_objects_cache", {}):
        return article.photo_uses.all()
    return with_photos(article.photo_uses)


def with_photos(uses):
    creators = PhotoCreator.objects.select_related("entity")
    return uses.select_related("photo__provider__organisation").prefetch_related(
        Prefetch("photo__creators", creators)
    )


def load(article: Article) -> None:
    """Load the lists under a story, each once, for a page that reads them in several places."""
    mentions = Mention.objects.select_related("entity")
    prefetch_related_objects(
        [article],
        Prefetch("photo_uses", with_photos(PhotoUse.objects.all())),
        Prefetch("mentions", mentions),
        Prefetch("bylines", Byline.objects.select_related("author")),
        "topics",
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
