"""Background work: ids in, idempotent."""

from django.db.models import Q
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
    editions = Edition.objects.filter(
        pk__in=EditionEntity.objects.filter(entity__in=names).values("edition"), pk__gt=after
    ).order_by("pk")
    chunk = list(editions[:CHUNK])
    for edition in chunk:
        publishing.rerender(edition)
    if len(chunk) == CHUNK:
        rerender_entity.enqueue(entity_id, chunk[-1].pk)


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
