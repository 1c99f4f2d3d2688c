from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entities.models.entity import Entity, EntityKind
from entities.models.kinds import OfOneKind
from entities.models.periods import refuse_reversed
from entities.models.place import PROVINCIAL, Place
from entities.models.precision import DatePrecision, precision_field
from vietnamese.text import squeeze

ITS_OWN_SUCCESSOR = _("A body does not succeed itself.")


class OrganisationKind(models.TextChoices):
    PARTY = "party", _("party body")
    GOVERNMENT = "government", _("state body")
    COUNCIL = "council", _("elected council")
    FRONT = "front", _("front and unions")
    MILITARY = "military", _("armed forces")
    POLICE = "police", _("police")
    COURT = "court", _("court or procuracy")
    SCHOOL = "school", _("school")
    COMPANY = "company", _("company")
    PRESS = "press", _("press agency")
    OTHER = "other", _("other")


ENDS_BEFORE_IT_WAS_FOUNDED = _("The organisation was dissolved before it was founded.")
UNIT_WITHOUT_PROVINCE = _("Choose the province that the commune or ward lies in.")
ITS_OWN_PART = _("A body is not a part of itself.")


class Organisation(OfOneKind, models.Model):
    """What only an organisation has. Popolo: Organization."""

    HANGS_ON = ("entity", EntityKind.ORGANISATION)

    entity = models.OneToOneField(
        Entity, on_delete=models.CASCADE, primary_key=True, verbose_name=_("name")
    )
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    code = models.CharField(
        _("credit code"),
        max_length=20,
        blank=True,
        help_text=_("How it signs its pictures, for instance QMG."),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=OrganisationKind, default=OrganisationKind.OTHER
    )
    parent = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        limit_choices_to={"kind": "organisation"},
    )
    province = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="province_bodies",
        verbose_name=_("province"),
        limit_choices_to={"kind__in": PROVINCIAL},
        help_text=_("Whose body it is; empty for bodies of the country and for companies."),
    )
    unit = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="unit_bodies",
        verbose_name=_("commune, ward or special zone"),
    )
    # What entities.bodies made it as; empty for what a person put on record.
    registry_key = models.CharField(max_length=60, blank=True, editable=False)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    founded_precision = precision_field()
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    dissolved_precision = precision_field()
    succeeded_by = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
        limit_choices_to={"kind": "organisation"},
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["entity__sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="entities_organisation_precision_known",
                condition=Q(founded_precision__in=DatePrecision.values)
                & Q(dissolved_precision__in=DatePrecision.values),
            ),
            models.CheckConstraint(
                name="entities_organisation_kind_known",
                condition=Q(kind__in=OrganisationKind.values),
            ),
            # The credit parser must find one provider for one code.
            models.UniqueConstraint(
                name="entities_organisation_code_unique",
                fields=["code"],
                condition=~Q(code=""),
                violation_error_message=_("Another organisation signs with this code."),
                # By this code Django shows the sentence at the field.
                violation_error_code="unique",
            ),
            # Loading the registry again finds what it made before, whatever it is called now.
            models.UniqueConstraint(
                name="entities_organisation_registry_key_unique",
                fields=["registry_key"],
                condition=~Q(registry_key=""),
            ),
            # A unit lies in a province, and the body with it.
            models.CheckConstraint(
                name="entities_organisation_unit_has_province",
                condition=Q(unit__isnull=True) | Q(province__isnull=False),
                violation_error_message=UNIT_WITHOUT_PROVINCE,
            ),
            models.CheckConstraint(
                name="entities_organisation_ends_after_it_begins",
                condition=Q(founded_on__isnull=True)
                | Q(dissolved_on__isnull=True)
                | Q(dissolved_on__gte=F("founded_on")),
                violation_error_message=ENDS_BEFORE_IT_WAS_FOUNDED,
            ),
            models.CheckConstraint(
                name="entities_organisation_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("entity")),
                violation_error_message=ITS_OWN_PART,
            ),
            models.CheckConstraint(
                name="entities_organisation_not_its_own_successor",
                condition=Q(succeeded_by__isnull=True) | ~Q(succeeded_by=F("entity")),
                violation_error_message=ITS_OWN_SUCCESSOR,
            ),
        ]

    def __str__(self):
        return self.entity.name

    def clean(self):
        super().clean()
        self.set_code()
        if self.parent_id is not None and self.parent_id == self.entity_id:
            raise ValidationError({"parent": ITS_OWN_PART})
        if self.succeeded_by_id is not None and self.succeeded_by_id == self.entity_id:
            raise ValidationError({"succeeded_by": ITS_OWN_SUCCESSOR})
        if self.parent_id is not None and stands_above(self.entity_id, self.parent_id, "parent"):
            raise ValidationError(
                {
                    "parent": _("“%(parent)s” is a part of “%(name)s”, directly or by others.")
                    % {"parent": self.parent, "name": self.entity}
                }
            )
        if self.succeeded_by_id is not None and stands_above(
            self.entity_id, self.succeeded_by_id, "succeeded_by"
        ):
            raise ValidationError(
                {"succeeded_by": _("A body does not succeed itself, directly or by others.")}
            )
        refuse_reversed(self, "founded_on", "dissolved_on", ENDS_BEFORE_IT_WAS_FOUNDED)
        self.set_province()

    def save(self, *args, **kwargs):
        self.set_code()
        super().save(*args, **kwargs)

    def set_province(self) -> None:
        """A unit says which province it lies in; another one is a mistake."""
        if self.unit is None:
            return
        if self.unit.province is None:
            raise ValidationError({"unit": _("This is a province.")})
        if self.province is None:
            self.province = self.unit.province
        if self.province != self.unit.province:
            raise ValidationError({"unit": _("It lies in another province.")})

    def set_code(self) -> None:
        """Codes are stored in capitals, so that a credit finds them however it is typed."""
        self.short_name = squeeze(self.short_name)
        self.code = squeeze(self.code).upper()


def stands_above(above: int | None, below: int, relation: str) -> bool:
    """
    Say whether `above` is reached from `below` by `relation`: "parent" or "succeeded_by".

    A query a step; ends in a circle too, for two people may close one at the same moment.
    """
    seen: set[int] = set()
    at: int | None = below
    while at is not None and at not in seen:
        seen.add(at)
        at = Organisation.objects.filter(pk=at).values_list(f"{relation}_id", flat=True).first()
        if at is not None and at == above:
            return True
    return False
