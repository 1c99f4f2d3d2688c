from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entities.models.entity import Entity


class DistinctPair(models.Model):
    """Two records that look like one and are two: the desk said so, and is not asked again."""

    first = models.ForeignKey(
        Entity, on_delete=models.CASCADE, related_name="+", verbose_name=_("first record")
    )
    second = models.ForeignKey(
        Entity, on_delete=models.CASCADE, related_name="+", verbose_name=_("second record")
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    said_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("two records that are not one")
        verbose_name_plural = _("records that are not one")
        ordering = ["-pk"]
        constraints = [
            # One order for a pair, so that it stands here once whoever is named first.
            models.CheckConstraint(
                name="entities_distinctpair_in_order", condition=Q(first__lt=F("second"))
            ),
            models.UniqueConstraint(name="entities_distinctpair_once", fields=["first", "second"]),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
