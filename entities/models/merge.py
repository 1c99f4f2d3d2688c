from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entities.models.entity import Entity


class Merge(models.Model):
    """
    Two records were one: what moved from `gone` to `survivor`, so that it can go back.

    articles.merging writes and undoes it; see there for the shape of `moved`.
    """

    survivor = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="merges", verbose_name=_("survivor")
    )
    gone = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="merges_away", verbose_name=_("merged away")
    )
    moved = models.JSONField(default=dict, editable=False)
    reason = models.TextField(_("why"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, editable=False)

    class Meta:
        verbose_name = _("merging of two records")
        verbose_name_plural = _("mergings of records")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="entities_merge_of_two_records", condition=~Q(survivor=F("gone"))
            ),
            models.CheckConstraint(
                name="entities_merge_undone_has_who_and_when",
                condition=(
                    Q(undone_by__isnull=True, undone_at__isnull=True)
                    | Q(undone_by__isnull=False, undone_at__isnull=False)
                ),
            ),
            # A record is merged away once at a time.
            models.UniqueConstraint(
                name="entities_merge_once",
                fields=["gone"],
                condition=Q(undone_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.gone} → {self.survivor}"
