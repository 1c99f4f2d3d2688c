"""Offices: a Post exists while nobody holds it; a Tenure says who held it when. After Popolo."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entities.models.entity import Entity, EntityKind
from entities.models.kinds import OfOneKind
from entities.models.periods import ENDS_BEFORE_IT_BEGINS, refuse_reversed
from entities.models.precision import DatePrecision, precision_field
from vietnamese.text import squeeze


class Post(OfOneKind, models.Model):
    HANGS_ON = ("organisation", EntityKind.ORGANISATION)

    organisation = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="posts",
        verbose_name=_("organisation"),
        limit_choices_to={"kind": "organisation"},
    )
    label = models.CharField(
        _("office"), max_length=200, help_text=_("As it is printed, for instance: Bí thư Tỉnh ủy.")
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), default=100, help_text=_("The smaller, the earlier in lists of offices.")
    )

    is_single = models.BooleanField(
        _("one holder at a time"),
        default=False,
        help_text=_("Two holders on one day are then told as a likely mistake."),
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["rank", "label", "pk"]
        constraints = [
            models.CheckConstraint(
                name="entities_post_label_not_empty",
                condition=~Q(label=""),
                violation_error_message=_("This is no name."),
            ),
            models.UniqueConstraint(
                name="entities_post_label_unique",
                fields=["organisation", "label"],
                violation_error_message=_("This organisation has an office of this name already."),
            ),
        ]

    def __str__(self):
        return f"{self.label} ({self.organisation})"

    def clean(self):
        super().clean()
        self.label = squeeze(self.label)

    def save(self, *args, **kwargs):
        self.label = squeeze(self.label)
        super().save(*args, **kwargs)


class TenureQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        """
        Offices held on `day`, known dates only narrowing: an unknown end is still held.

        Where nothing is known of start and end, only the day it is attested for counts:
        a claim about any other would be a guess.
        """
        return self.filter(
            Q(start_on__isnull=True) | Q(start_on__lte=day),
            Q(end_on__isnull=True) | Q(end_on__gte=day),
        ).exclude(
            Q(start_on__isnull=True, end_on__isnull=True),
            Q(attested_on__isnull=True) | ~Q(attested_on=day),
        )

    def by_rank(self):
        return self.order_by("post__rank", "start_on", "pk")

    def newest_first(self):
        return self.order_by(F("start_on").desc(nulls_last=True), "post__rank", "-pk")


class Tenure(OfOneKind, models.Model):
    """
    A person holds a post for a time.

    A date known to the month or year is stored as the first day of it for the
    start and the last day for the end, with its precision, so that `on()` needs
    no cases.
    """

    HANGS_ON = ("person", EntityKind.PERSON)

    person = models.ForeignKey(
        Entity,
        on_delete=models.CASCADE,
        related_name="tenures",
        verbose_name=_("person"),
        limit_choices_to={"kind": "person"},
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("office")
    )
    start_on = models.DateField(_("from"), null=True, blank=True)
    start_precision = precision_field()
    end_on = models.DateField(_("until"), null=True, blank=True)
    end_precision = precision_field()
    # Where neither end is known: a day on which a source shows it held.
    attested_on = models.DateField(
        _("held on"),
        null=True,
        blank=True,
        help_text=_(
            "A day on which the source shows the office held, where its dates are unknown."
        ),
    )
    is_acting = models.BooleanField(_("acting"), default=False)
    source_text = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("office held")
        verbose_name_plural = _("offices held")
        ordering = ["-start_on", "pk"]
        indexes = [
            # "Which office did they hold on the story's day."
            models.Index(fields=["person", "start_on"], name="entities_offices_held"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entities_tenure_ends_after_it_begins",
                condition=Q(start_on__isnull=True)
                | Q(end_on__isnull=True)
                | Q(end_on__gte=F("start_on")),
                violation_error_message=ENDS_BEFORE_IT_BEGINS,
            ),
            models.CheckConstraint(
                name="entities_tenure_precision_known",
                condition=Q(start_precision__in=DatePrecision.values)
                & Q(end_precision__in=DatePrecision.values),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.post.label}"

    def clean(self):
        super().clean()
        refuse_reversed(self, "start_on", "end_on")

    def save(self, *args, **kwargs):
        self.source_text = squeeze(self.source_text)
        super().save(*args, **kwargs)
