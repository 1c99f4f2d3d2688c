from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entities.models import Entity
from photos.models.photo import Photo
from vietnamese.text import fold, squeeze

NOBODY = _("Choose a person, or write a name as it is printed.")


class PhotoCreator(models.Model):
    """Who made the picture: a person on record, or a name as it was written. IPTC: Creator."""

    photo = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="creators", verbose_name=_("photo")
    )
    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="created_photos",
        verbose_name=_("person"),
        limit_choices_to={"kind": "person"},
    )
    name = models.CharField(_("name as printed"), max_length=120, blank=True)
    folded_name = models.CharField(max_length=400, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("creator")
        verbose_name_plural = _("creators")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="photos_photocreator_person_or_name",
                condition=Q(entity__isnull=False) | ~Q(name=""),
                violation_error_message=NOBODY,
            ),
        ]

    def __str__(self):
        return self.printed_name

    def save(self, *args, **kwargs):
        self.name = squeeze(self.name)
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.name = squeeze(self.name)
        if self.entity_id is None and not self.name:
            raise ValidationError({"name": NOBODY})

    @property
    def printed_name(self) -> str:
        return self.name or (self.entity.name if self.entity else "")

    def belongs_to(self, user) -> bool:
        return self.photo.belongs_to(user)

    @property
    def is_in_writing(self) -> bool:
        return self.photo.is_in_writing
