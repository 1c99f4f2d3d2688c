from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class EmbargoChange(models.Model):
    """
    That an embargo was set, moved or lifted, by whom and why; never changed, never deleted.

    articles.embargoes is the only writer.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="embargo_changes",
        verbose_name=_("story"),
    )
    old = models.DateTimeField(_("from"), null=True)
    new = models.DateTimeField(_("to"), null=True)
    note = models.TextField(_("note"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    changed_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("change of an embargo")
        verbose_name_plural = _("changes of embargoes")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="articles_embargochange_note_not_empty", condition=~Q(note="")
            ),
            models.CheckConstraint(
                name="articles_embargochange_moves",
                condition=(
                    Q(old__isnull=True, new__isnull=False)
                    | Q(old__isnull=False, new__isnull=True)
                    | (Q(old__isnull=False, new__isnull=False) & ~Q(old=F("new")))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"

    def belongs_to(self, user) -> bool:
        return self.article.belongs_to(user)
