from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RevisionStep(models.TextChoices):
    CREATED = "created", _("begun")
    IMPORTED = "imported", _("imported")
    SAVED = "saved", _("saved")
    RESTORED = "restored", _("restored")
    JOINED = "joined", _("put together of two versions")
    NOT_TAKEN = "not_taken", _("not taken: somebody saved first")


class RevisionQuerySet(models.QuerySet):
    def taken_or_by(self, user):
        """Those that became the story, and those that `user` saved second."""
        return self.filter(Q(is_taken=True) | Q(made_by=user))


class Revision(models.Model):
    """
    One immutable picture of the whole story: text, photo uses, bylines, mentions.

    The loser of a race is kept as a revision too, with `is_taken` off: no text
    is lost. See articles.revisions for the shape of `snapshot`.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="revisions",
        verbose_name=_("story"),
    )
    version = models.PositiveIntegerField(_("version"))
    step = models.CharField(_("step"), max_length=20, choices=RevisionStep)
    is_taken = models.BooleanField(_("taken"), default=True)
    schema = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="articles_revision_version_once",
                fields=["article", "version"],
                condition=Q(is_taken=True),
            ),
            models.CheckConstraint(
                name="articles_revision_step_known", condition=Q(step__in=RevisionStep.values)
            ),
            models.CheckConstraint(
                name="articles_revision_lost_is_marked",
                condition=(
                    Q(is_taken=False, step=RevisionStep.NOT_TAKEN)
                    | (Q(is_taken=True) & ~Q(step=RevisionStep.NOT_TAKEN))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.article_id}, {self.version}"

    def belongs_to(self, user) -> bool:
        return self.article.belongs_to(user)
