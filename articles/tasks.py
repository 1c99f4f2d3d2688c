"""Background work: ids in, idempotent."""

from django.db.models import Q, QuerySet
from django_tasks import task

from articles import publishing
from articles.models import Edition, EditionEntity
from entities.models import Entity
from photos import portraits
from photos.models import Portrait

CHUNK = 50


@task()
def rerender_entity(entity_id: int, after: int = 0) -> None:
    """Render the editions that name an entity again, 50 at a time, oldest id first."""
    # Those that still name what was merged into it, too.
    names = Entity.objects.filter(Q(pk=entity_id) | Q(merged_into=entity_id))
    naming = EditionEntity.objects.filter(entity__in=names).values("edition")
    last = _rerender_some(Edition.objects.filter(pk__in=naming, pk__gt=after))
    if last is not None:
        rerender_entity.enqueue(entity_id, last)


@task()
def rerender_section(section_id: int, after: int = 0) -> None:
    """Render the editions of a section again, 50 at a time, oldest id first."""
    last = _rerender_some(Edition.objects.filter(section=section_id, pk__gt=after))
    if last is not None:
        rerender_section.enqueue(section_id, last)


def _rerender_some(editions: QuerySet[Edition]) -> int | None:
    """Render the first 50 of `editions` again; return the id of the last where more may follow."""
    chunk = list(editions.order_by("pk")[:CHUNK])
    for edition in chunk:
        publishing.rerender(edition)
    return chunk[-1].pk if len(chunk) == CHUNK else None


@task()
def publish_portrait(portrait_id: int) -> None:
    """Make the public files of a portrait as its photo is now; half a second of work."""
    portrait = Portrait.objects.filter(pk=portrait_id).first()
    if portrait is not None:
        portraits.publish(portrait)


def follow_portraits(**which) -> None:
    """Let the portraits that are meant show their photos as they are now."""
    for portrait in Portrait.objects.filter(**which):
        publish_portrait.enqueue(portrait.pk)
