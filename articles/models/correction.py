from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition


# At module level, not inside Correction: Meta.constraints must be able to read it.
class CorrectionKind(models.TextChoices):
    UPDATE = "update", _("update")
    CORRECTION = "correction", _("correction")
    APOLOGY = "apology", _("correction and apology")
    CLARIFICATION = "clarification", _("clarification")
    WITHDRAWAL = "withdrawal", _("withdrawal of the story")
    RETRACTION = "retraction", _("withdrawal of a notice")


class AppendOnly(Exception):
    """A record was to be changed or deleted. Triggers in the database refuse it, too."""


class CorrectionQuerySet(models.QuerySet):
    def public(self, now):
        """Those that readers may see at `now`. The page of all corrections starts here."""
        return self.filter(published_at__lte=now)

    def newest_first(self):
        return self.order_by("-pk")

    def update(self, **kwargs):
        raise AppendOnly("A record of a correction is not changed: write another.")

    def delete(self):
        raise AppendOnly("A record of a correction is not deleted: another withdraws it.")


class Correction(models.Model):
    """
    What readers were told of a mistake, kept for ever: never changed, never deleted.

    One is withdrawn by another record only (`withdraws`). articles.correcting writes it together
    with the edition that shows it; all of it but who recorded it is printed.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("story"),
    )
    edition = models.OneToOneField(
        Edition,
        on_delete=models.PROTECT,
        related_name="correction",
        verbose_name=_("edition"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CorrectionKind)
    # As the settings had it on that day.
    title = models.CharField(_("title"), max_length=120)
    wrong = models.TextField(_("what was wrong"), blank=True)
    right = models.TextField(_("what is right"), blank=True)
    words = models.TextField(_("words to readers"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    paper = models.CharField(_("number of the paper"), max_length=200, blank=True)
    paper_on = models.DateField(_("day of the paper"), null=True, blank=True)
    withdraws = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawn_by",
        verbose_name=_("withdraws"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    # The moment its edition began: that one is never moved or cancelled any more.
    published_at = models.DateTimeField(_("published"))
    # Folded, for the ledger's search.
    folded_text = models.TextField(blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of a correction")
        verbose_name_plural = _("records of corrections")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="articles_correction_kind_known", condition=Q(kind__in=CorrectionKind.values)
            ),
            models.CheckConstraint(
                name="articles_correction_title_not_empty", condition=~Q(title="")
            ),
            models.CheckConstraint(
                name="articles_correction_says_something",
                condition=~Q(wrong="") | ~Q(right="") | ~Q(words=""),
            ),
            # A correction says both: what was wrong, and what is right.
            models.CheckConstraint(
                name="articles_correction_wrong_and_right",
                condition=~Q(kind__in=[CorrectionKind.CORRECTION, CorrectionKind.APOLOGY])
                | (~Q(wrong="") & ~Q(right="")),
            ),
            models.CheckConstraint(
                name="articles_correction_day_is_of_a_paper",
                condition=Q(paper_on__isnull=True) | ~Q(paper=""),
            ),
            models.CheckConstraint(
                name="articles_correction_retraction_withdraws",
                condition=Q(kind=CorrectionKind.RETRACTION, withdraws__isnull=False)
                | (~Q(kind=CorrectionKind.RETRACTION) & Q(withdraws__isnull=True)),
            ),
            models.CheckConstraint(
                name="articles_correction_withdraws_another", condition=~Q(withdraws=F("id"))
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.pk})"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly("A record of a correction is not changed: write another.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("A record of a correction is not deleted: another withdraws it.")

    def belongs_to(self, user) -> bool:
        return self.article.belongs_to(user)
