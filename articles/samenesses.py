"""What the desk is told of a picture that is here already: where it ran, with which caption."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import EditionPhoto
from photos.likeness import Likeness

# A plate of the weather has a hundred likes: the likest are enough to see it.
TOLD = 3


def sentences(likes: list[Likeness]) -> list[str]:
    """Return one sentence for each of the likest photos, in the user's language."""
    return [_sentence(like) for like in likes[:TOLD]]


def _sentence(like: Likeness) -> str:
    now = timezone.now()
    shown = EditionPhoto.objects.filter(photo=like.photo, edition__visible_from__lte=now)
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
