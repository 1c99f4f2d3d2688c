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
    page: EntityPage | None = None,
    **details: Any,
) -> Entity:
    """
    Make an entity and its Person or Organisation; `details` are that row's fields.

    A person begins without a page, and so does what nobody has confirmed; an
    organisation on record has no private life and begins with one.
    """
    if page is None:
        is_organisation = kind == EntityKind.ORGANISATION
        is_public = is_organisation and is_confirmed and not is_protected
        page = EntityPage.PUBLIC if is_public else EntityPage.NONE
    entity = Entity(kind=kind, is_confirmed=is_confirmed, is_protected=is_protected, page=page)
    entity.set_name(name, given_name=details.get("given_name", ""))
    entity.save()
    model = Person if kind == EntityKind.PERSON else Organisation
    model.objects.create(entity=entity, **details)
    if details.get("given_name"):
        # The order follows the given name, which stands in the row just made.
        entity.save(update_fields=["sort_name"])
    return entity
