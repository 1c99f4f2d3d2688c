from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entities.models.entity import EntityKind
from vietnamese.matching import organisation_key, person_key
from vietnamese.text import squeeze


class DismissedName(models.Model):
    """Words that look like a name and are none: never proposed again, in no story."""

    kind = models.CharField(_("kind"), max_length=20, choices=EntityKind)
    text = models.CharField(_("words"), max_length=200)
    match_key = models.CharField(max_length=400, editable=False)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    dismissed_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("words that are no name")
        verbose_name_plural = _("words that are no names")
        ordering = ["text", "pk"]
        constraints = [
            models.CheckConstraint(
                name="entities_dismissedname_kind_known", condition=Q(kind__in=EntityKind.values)
            ),
            models.CheckConstraint(
                name="entities_dismissedname_not_empty", condition=~Q(text="") & ~Q(match_key="")
            ),
            models.UniqueConstraint(name="entities_dismissedname_once", fields=["match_key"]),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self.text = squeeze(self.text)
        key = person_key if self.kind == EntityKind.PERSON else organisation_key
        self.match_key = key(self.text)
        super().save(*args, **kwargs)
