from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class UndoableAct(models.Model):
    """
    Two rows became one: what moved, so that it can go back, and who did and undid it.

    articles.journal says the shape of `moved`.
    """

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
        abstract = True
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_undone_has_who_and_when",
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
            ),
            # A row goes into one other at a time.
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_once",
                fields=["gone"],
                condition=Q(undone_at__isnull=True),
            ),
        ]
