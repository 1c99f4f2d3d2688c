from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entities.models.periods import ENDS_BEFORE_IT_BEGINS, refuse_reversed
from vietnamese.sorting import sort_key
from vietnamese.text import fold, squeeze


class PlaceKind(models.TextChoices):
    PROVINCE = "province", _("province")
    CITY = "city", _("city under the centre")
    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    SPECIAL_ZONE = "special_zone", _("special zone")


PROVINCIAL = [PlaceKind.PROVINCE, PlaceKind.CITY]


class PlaceQuerySet(models.QuerySet):
    def provinces(self):
        return self.filter(kind__in=PROVINCIAL)

    def named(self, text):
        """Search by code or name, else by words of it and of its province, without diacritics."""
        folded = fold(text[:200])
        if not folded:
            return self
        found = self.filter(Q(folded_name__contains=folded) | Q(code=folded))
        if found.exists():
            return found
        found = self
        for word in folded.split():
            found = found.filter(
                Q(folded_name__contains=word) | Q(province__folded_name__contains=word)
            )
        return found


class Place(models.Model):
    """
    A province or one of its units, as the state counts them; entities.places loads them.

    `name` stands without its kind: "Quảng Ninh", "Hạ Long". Places are not linked in
    stories; they say whose body an organisation is.
    """

    # Of the General Statistics Office; our own for places that it does not count.
    code = models.CharField(_("code"), max_length=10, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind)
    name = models.CharField(_("name"), max_length=100)
    province = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("province"),
        limit_choices_to={"kind__in": PROVINCIAL},
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    folded_name = models.CharField(max_length=200, editable=False)
    sort_name = models.CharField(max_length=400, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        # Elsewhere a "place" is where a picture was taken.
        verbose_name = pgettext_lazy("geography", "place")
        verbose_name_plural = _("places")
        ordering = ["sort_name", "pk"]
        indexes = [
            # "Which province is called this", of the setting and of what is loaded.
            models.Index(fields=["kind", "name"], name="entities_place_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entities_place_kind_known", condition=Q(kind__in=PlaceKind.values)
            ),
            models.CheckConstraint(
                name="entities_place_name_not_empty",
                condition=~Q(name="") & ~Q(code=""),
                violation_error_message=_("A place has a code and a name."),
            ),
            # A province lies in none, everything else in one.
            models.CheckConstraint(
                name="entities_place_unit_has_province",
                condition=(
                    Q(kind__in=PROVINCIAL, province__isnull=True)
                    | (~Q(kind__in=PROVINCIAL) & Q(province__isnull=False))
                ),
                violation_error_message=_(
                    "A commune, ward or special zone lies in a province, and a province in none."
                ),
            ),
            models.CheckConstraint(
                name="entities_place_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=ENDS_BEFORE_IT_BEGINS,
            ),
        ]

    def __str__(self):
        kind = _("city") if self.kind == PlaceKind.CITY else self.get_kind_display()
        kind_and_name = f"{kind} {self.name}"
        # Of many communes there are several of one name.
        return f"{kind_and_name} ({self.province.name})" if self.province else kind_and_name

    def clean(self):
        super().clean()
        refuse_reversed(self, "valid_from", "valid_until")

    def save(self, *args, **kwargs):
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Set what follows from the name: search and order."""
        self.name = squeeze(self.name)
        self.folded_name = fold(self.name)
        self.sort_name = sort_key(self.name)[:400]
