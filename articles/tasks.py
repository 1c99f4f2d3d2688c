"""Background work: ids in, idempotent."""

from django_tasks import task

from articles import publishing
from articles.models import Edition

CHUNK = 50


@task()
def rerender_entity(entity_id: int, after: int = 0) -> None:
    """Render the editions that name an entity again, 50 at a time, oldest id first."""
    editions = Edition.objects.filter(entities__entity=entity_id, pk__gt=after).order_by("pk")
    chunk = list(editions[:CHUNK])
    for edition in chunk:
        publishing.rerender(edition)
    if len(chunk) == CHUNK:
        rerender_entity.enqueue(entity_id, chunk[-1].pk)
