"""What readers see that follows a merging and its undoing: stories, credits, portraits."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from articles import fixes, packaging, tasks
from articles.journal import chunks
from articles.models import Edition, EditionPhoto
from entities.models import Entity, Merge
from photos.credits import provider_name
from photos.models import Photo, PhotoCreator

CREATOR = "photos.PhotoCreator"

Named = dict[int, int | None]


def signature(entity: Entity) -> str:
    """Return how a record signs the pictures that are its."""
    fresh = Entity.objects.select_related("organisation").get(pk=entity.pk)
    return fresh.name if fresh.is_person else provider_name(fresh)


def recredited(merge: Merge, *, moved: bool, own: bool) -> list[int]:
    """
    Return the photos whose credit reads otherwise now.

    `moved` and `own` say whether that is so for those that came by the merging, and
    for those that the survivor had before.
    """
    rows: dict[str, list[int]] = merge.moved["moved"]
    if merge.gone.is_person:
        twice = [v["photo_id"] for name, v in merge.moved["removed"] if name == CREATOR]
        # Who signs a picture by a name of its own is printed as before.
        creators = rows.get(f"{CREATOR}.entity", []) if moved else []
        unnamed = PhotoCreator.objects.filter(name="").in_bulk(creators).values()
        return sorted({*twice, *(creator.photo_id for creator in unnamed)})
    provided = rows.get("photos.Photo.provider", [])
    others = Photo.objects.filter(provider=merge.survivor_id).values_list("pk", flat=True)
    return sorted({*(provided if moved else []), *(set(others) - set(provided) if own else [])})


def shown_now() -> QuerySet[Edition]:
    return Edition.objects.current(timezone.now()).stories()


def stories_with(gone: Entity, photos: list[int]) -> list[int]:
    """Return the stories that name `gone`, show it, or show one of the photos: live or to come."""
    rows = EditionPhoto.objects.filter(edition__in=shown_now())
    found = set(rows.filter(subjects=gone).values_list("edition__article", flat=True))
    found |= set(shown_now().filter(entities__entity=gone).values_list("article", flat=True))
    for chunk in chunks(photos):
        found |= set(rows.filter(photo__in=chunk).values_list("edition__article", flat=True))
    return sorted(found)


def named_since(merge: Merge, known: Named | None = None) -> Named:
    """
    Return {edition: its story, or None} of what was published since the merging.

    The story where its version names the one that went. Versions are long: of `known`
    editions, as this has returned them before, none is read again.
    """
    known = known or {}
    rows = shown_now().filter(entities__entity=merge.survivor_id, made_at__gte=merge.made_at)
    editions = set(rows.values_list("pk", flat=True))
    named = {pk: known[pk] for pk in editions & known.keys()}
    for chunk in chunks(sorted(editions - known.keys())):
        versions = Edition.objects.filter(pk__in=chunk).order_by()
        for pk, article, snapshot in versions.values_list(
            "pk", "article", "revision__snapshot"
        ).iterator(chunk_size=50):
            named[pk] = article if merge.gone_id in packaging.named_in(snapshot) else None
    return named


def follow(merge: Merge, photos: list[int], *, by: User) -> None:
    """Let published stories and portraits follow, in the background."""
    fixes.follow_merge(merge, by=by)
    tasks.follow_portraits(photo__in=photos)
