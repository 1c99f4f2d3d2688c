from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleStatus
from articles.models.revision import Revision


class StatusChange(models.Model):
    """One step of a story over the desk; articles.workflow writes a row for each."""

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="status_changes",
        verbose_name=_("story"),
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="+", verbose_name=_("revision")
    )
    old = models.CharField(_("from"), max_length=20)
    new = models.CharField(_("to"), max_length=20)
    note = models.TextField(_("note"), blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    changed_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="articles_statuschange_moves", condition=~Q(old=F("new"))),
            models.CheckConstraint(
                name="articles_statuschange_known",
                condition=Q(old__in=ArticleStatus.values, new__in=ArticleStatus.values),
            ),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"

    @property
    def old_label(self) -> str:
        return str(ArticleStatus(self.old).label)

    @property
    def new_label(self) -> str:
        return str(ArticleStatus(self.new).label)

    def belongs_to(self, user) -> bool:
        return self.article.belongs_to(user)
