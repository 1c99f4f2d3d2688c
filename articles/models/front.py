from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FrontArrangement(models.Model):
    """
    What editors put on the front page, as it was saved once; never changed, never deleted.

    The newest stands, and the older ones are its journal. articles.arranging is the only writer.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("when"))
    # The earlier one that was put back.
    restores = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("puts back"),
    )

    class Meta:
        verbose_name = _("arrangement of the front page")
        verbose_name_plural = _("front page")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="articles_frontarrangement_counts_from_one", condition=Q(number__gte=1)
            ),
        ]

    def __str__(self):
        return str(self.number)


class FrontPlaceQuerySet(models.QuerySet):
    def current(self):
        """What was chosen last; whether readers see it, its edition and the clock say."""
        newest = FrontArrangement.objects.order_by("-number").values("pk")[:1]
        return self.filter(arrangement=models.Subquery(newest))


class FrontPlace(models.Model):
    """That a story stands in a slot (articles.front.SLOTS), until a moment if one is given."""

    arrangement = models.ForeignKey(
        FrontArrangement, on_delete=models.PROTECT, related_name="places"
    )
    # Not held against the list: what was saved outlives a slot that is given up.
    slot = models.CharField(_("slot"), max_length=20)
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="front_places",
        verbose_name=_("story"),
    )
    pinned_until = models.DateTimeField(_("until"), null=True)

    objects = FrontPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("places on the front page")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="articles_frontplace_slot_once", fields=["arrangement", "slot"]
            ),
            # No story twice on the page.
            models.UniqueConstraint(
                name="articles_frontplace_story_once", fields=["arrangement", "article"]
            ),
            models.CheckConstraint(
                name="articles_frontplace_slot_not_empty", condition=~Q(slot="")
            ),
        ]

    def __str__(self):
        return f"{self.slot}: {self.article_id}"
