"""Making people and organisations: the shared row and the row of its kind together."""

from typing import Any

from django.db import transaction

from entities.models import Entity, EntityKind, EntityPage, Organisation, Person


@transaction.atomic
def create(
    kind: EntityKind,
    name: str,
    /,
    *,
    is_confirmed: bool = True,
    is_protected: bool = False,
    page: EntityPage = EntityPage.NONE,
    **details: Any,
) -> Entity:
    """
    Make an entity and its Person or Organisation; `details` are that row's fields.

    Without a page until an editor gives one.
    """
    entity = Entity(kind=kind, is_confirmed=is_confirmed, is_protected=is_protected, page=page)
    entity.set_name(name, given_name=details.get("given_name", ""))
    entity.save()
    model = Person if kind == EntityKind.PERSON else Organisation
    model.objects.create(entity=entity, **details)
    if details.get("given_name"):
        # The order follows the given name, which stands in the row just made.
        entity.save(update_fields=["sort_name"])
    return entity
