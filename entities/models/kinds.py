"""Which kind of record a row may hang on: a CHECK cannot look into another table."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.models.entity import Entity, EntityKind

NO_PERSON = _("“%(name)s” is no person.")
NO_ORGANISATION = _("“%(name)s” is no organisation.")


class OfOneKind(models.Model):
    """
    A row whose entity must be of one kind, on every way in that knows the row.

    Forms and services are told by a sentence; bulk_create() and update() go past it, as past
    every model, and their callers choose their records by kind.
    """

    # The foreign key to Entity, and the kind that it must be of.
    HANGS_ON: tuple[str, EntityKind]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        self.require_kind()

    def save(self, *args, **kwargs):
        self.require_kind()
        super().save(*args, **kwargs)

    def require_kind(self) -> None:
        field, kind = self.HANGS_ON
        if getattr(self, f"{field}_id") is None:
            return
        entity: Entity = getattr(self, field)
        if entity.kind != kind:
            sentence = NO_PERSON if kind == EntityKind.PERSON else NO_ORGANISATION
            # At no field: a form need not have it, and Django would then fail.
            raise ValidationError(sentence, params={"name": entity.name})
