from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entities.models import Entity
from photos.models.photo import Photo


class PortraitQuerySet(models.QuerySet):
    def shown_on(self, day):
        """Those that readers may see: with files, which have a credit, and with rights that day."""
        return self.exclude(facts_key="").filter(
            Q(photo__rights_from__isnull=True) | Q(photo__rights_from__lte=day),
            Q(photo__rights_until__isnull=True) | Q(photo__rights_until__gte=day),
        )


class Portrait(models.Model):
    """
    The photo that stands for a person; here, because people know nothing of photos.

    As an edition does for a story's photos, the row says what readers are shown: which
    public files, under which words. photos.portraits writes these columns, together.
    """

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

    facts_key = models.CharField(max_length=64, blank=True, editable=False)
    credit = models.CharField(max_length=400, blank=True, editable=False)
    alt_text = models.CharField(max_length=300, blank=True, editable=False)
    # [{"path", "format", "width", "height"}], widest last within a format.
    files = models.JSONField(default=list, editable=False)

    objects = PortraitQuerySet.as_manager()

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")
        constraints = [
            # The promise: nothing is shown without its credit.
            models.CheckConstraint(
                name="photos_portrait_shown_has_credit",
                condition=Q(facts_key="") | ~Q(credit=""),
            ),
        ]

    def __str__(self):
        return str(self.person)
