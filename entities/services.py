"""Making people and organisations: the shared row and the row of its kind together."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from entities.lookup import look_up, name_key
from entities.models import Alias, Entity, EntityKind, EntityPage, Organisation, Person
from vietnamese.abbreviations import variants


def one_at_a_time() -> None:
    """
    Wait for whoever else makes records by name, until the end of the transaction.

    Of two at once the second then finds what the first has made. No constraint can do it: two
    people may well have one name. SQLite's transaction is the lock there.
    """
    ContentType.objects.select_for_update().get(app_label="entities", model="entity")


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


def write_in_other_ways(body: Entity) -> list[Alias]:
    """
    Put on record how papers also write the name of a new body: abbreviated, and written out.

    What is somebody's name already is left out. They are spellings: for finding, never printed.
    """
    keys = {name_key(body.kind, way): way for way in sorted(variants(body.name))}
    known = look_up(set(keys))
    own = set(body.aliases.values_list("match_key", flat=True))
    return [
        Alias.objects.create(entity=body, name=way)
        for key, way in keys.items()
        if key not in known and key not in own
    ]
