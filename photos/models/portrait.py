from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.models import Entity
from photos.models.photo import Photo


class Portrait(models.Model):
    """The photo that stands for a person; here, because people know nothing of photos."""

    person = models.OneToOneField(
        Entity,
        on_delete=models.CASCADE,
        related_name="portrait",
        verbose_name=_("person"),
        limit_choices_to={"kind": "person"},
    )
    photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, related_name="portraits", verbose_name=_("photo")
    )

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")

    def __str__(self):
        return str(self.person)
