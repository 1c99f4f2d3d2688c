"""What the desk is told of a picture that is here already: where it ran, with which caption."""

import dataclasses
from collections.abc import Iterable

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import EditionPhoto, PhotoUse
from articles.uploading import told_of_take_down
from photos import likeness
from photos.credits import credit_of
from photos.likeness import Likeness
from photos.models import Photo

# A plate of the weather has a hundred likes: the likest are enough to see it.
TOLD = 3


@dataclasses.dataclass(frozen=True)
class Note:
    """A sentence on a photo that is like one that came; `join` is the page to answer it, or ""."""

    sentence: str
    photo: Photo
    join: str = ""

    @property
    def may_be_used(self) -> bool:
        return not self.photo.is_taken_down


def notes(likes: list[Likeness], *, photo: Photo | None = None, by: User) -> list[Note]:
    """
    Return one note for each of the likest photos, in the user's language.

    `photo` is the one that came, where there is one yet: what the desk said of the two is
    not asked again.
    """
    apart = likeness.parted_from(photo) if photo else set()
    may_join = photo is not None and by.has_perm("photos.correct_photo")
    return [
        Note(sentence(like), like.photo, join_address(like, photo) if may_join else "")
        for like in likes
        if like.photo.pk not in apart
    ][:TOLD]


def note_of_known(photo: Photo) -> Note:
    """Return the note on a file that came again: `photo` has it."""
    return Note(sentence(Likeness(photo, is_same_file=True, score=1)), photo)


def join_address(like: Likeness, photo: Photo | None) -> str:
    if photo is None or like.photo.is_taken_down:
        return ""
    query = urlencode({"first": like.photo.pk, "second": photo.pk})
    return f"{reverse('admin:photos_photo_join')}?{query}"


@dataclasses.dataclass(frozen=True)
class Card:
    """A photo beside one that is like it: what it is, and where readers last saw it."""

    photo: Photo
    credit: str
    ran: EditionPhoto | None
    in_work: int


def cards(pks: Iterable[int]) -> dict[int, Card]:
    """Return {photo: its card}, by four queries, however many."""
    photos = Photo.objects.with_credit().in_bulk(list(pks))
    shown = EditionPhoto.objects.filter(photo__in=photos, edition__visible_from__lte=timezone.now())
    newest = shown.values("photo").annotate(newest=Max("pk")).values("newest")
    ran = EditionPhoto.objects.filter(pk__in=newest).select_related("edition")
    last = {row.photo_id: row for row in ran.defer("edition__facts", "edition__body_html")}
    counted = PhotoUse.objects.filter(photo__in=photos).order_by().values_list("photo")
    uses = dict(counted.annotate(count=Count("pk")))
    return {
        pk: Card(photo, credit_of(photo).printed, last.get(pk), uses.get(pk, 0))
        for pk, photo in photos.items()
    }


def sentence(like: Likeness) -> str:
    if like.photo.is_taken_down:
        return told_of_take_down(like.photo, is_same_file=like.is_same_file)
    now = timezone.now()
    shown = EditionPhoto.objects.of(like.photo).filter(edition__visible_from__lte=now)
    last = shown.select_related("edition").order_by("-edition__visible_from", "-pk").first()
    said = {"id": like.photo.pk, "caption": like.photo.caption or "–"}
    if last is None:
        if like.is_same_file:
            return _("The same file is in the library: no. %(id)d, captioned “%(caption)s”.") % said
        return _("The library has a picture like this: no. %(id)d, captioned “%(caption)s”.") % said
    said |= {
        "day": timezone.localtime(last.edition.first_published_at).strftime("%d/%m/%Y"),
        "headline": last.edition.headline,
        "caption": last.caption or "–",
    }
    if like.is_same_file:
        return (
            _(
                "The same file (no. %(id)d) ran on %(day)s in “%(headline)s”, "
                "captioned “%(caption)s”."
            )
            % said
        )
    return (
        _(
            "A picture like this (no. %(id)d) ran on %(day)s in “%(headline)s”, "
            "captioned “%(caption)s”."
        )
        % said
    )
