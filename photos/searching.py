"""Finding photos by what a desk remembers of them, with or without diacritics."""

from django.db.models import Q

from entities.models import Entity
from photos.models import Photo, PhotoCreator
from photos.models.photo import PhotoQuerySet
from vietnamese.text import fold

LONGEST = 200
# Records whose name holds the words: "nguyen" alone is thousands of people.
MOST_NAMES = 200


def matching(photos: PhotoQuerySet, term: str) -> PhotoQuerySet:
    """
    Return the photos in whose caption, place, file name, credit or people `term` stands.

    Names of records are looked up as they are now, so that a renamed person is found at once.
    """
    words = fold(term[:LONGEST]).strip()
    if not words:
        return photos
    named = _named(words, term)
    found = Q(folded_text__contains=words) | _credited(words, named)
    if named:
        shown = Photo.subjects.through.objects.filter(entity__in=named)
        found |= Q(pk__in=shown.values("photo"))
    return photos.filter(found)


def credited(photos: PhotoQuerySet, term: str) -> PhotoQuerySet:
    """Return the photos in whose credit `term` stands: as printed, or as the record is named."""
    words = fold(term[:LONGEST]).strip()
    return photos.filter(_credited(words, _named(words, term))) if words else photos


def _named(words: str, term: str) -> list[int]:
    return list(
        Entity.objects.filter(
            Q(folded_name__contains=words) | Q(organisation__code=term.strip().upper())
        )
        .order_by("pk")
        .values_list("pk", flat=True)[:MOST_NAMES]
    )


def _credited(words: str, named: list[int]) -> Q:
    creators = PhotoCreator.objects.filter(Q(folded_name__contains=words) | Q(entity__in=named))
    found = Q(pk__in=creators.values("photo"))
    return found | Q(provider__in=named) if named else found
