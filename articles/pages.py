"""Giving an entity its public page, or taking it: published stories follow."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import tasks
from entities.models import Entity, EntityPage


@transaction.atomic
def set_page(entity: Entity, page: EntityPage, *, by: User) -> bool:
    """
    Give or take the page of `entity`; return whether anything changed.

    The page itself is there or gone at once; the links in published stories are
    written again by a task. No new edition: nobody's words change.
    """
    if not by.has_perm("entities.publish_entity", entity):
        raise PermissionDenied(_("Your role does not allow this step."))
    changed = Entity.objects.surviving().filter(pk=entity.pk).exclude(page=page).update(page=page)
    if changed:
        tasks.rerender_entity.enqueue(entity.pk)
    return bool(changed)
