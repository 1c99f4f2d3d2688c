from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entities.models.entity import Entity, EntityKind
from entities.models.kinds import OfOneKind
from entities.models.periods import refuse_reversed
from entities.models.precision import DatePrecision, precision_field
from vietnamese.text import normalise, squeeze


class Gender(models.TextChoices):
    UNKNOWN = "", _("not stated")
    FEMALE = "female", _("female")
    MALE = "male", _("male")


DIES_BEFORE_BIRTH = _("The day of death lies before the day of birth.")


class Person(OfOneKind, models.Model):
    """What only a person has. Popolo: Person."""

    HANGS_ON = ("entity", EntityKind.PERSON)

    entity = models.OneToOneField(
        Entity, on_delete=models.CASCADE, primary_key=True, verbose_name=_("name")
    )
    given_name = models.CharField(
        _("given name"),
        max_length=60,
        blank=True,
        help_text=_(
            "Only where the last syllable is not the given name: ethnic minority and foreign names."
        ),
    )
    gender = models.CharField(
        _("gender"), max_length=10, choices=Gender, blank=True, default=Gender.UNKNOWN
    )
    born_on = models.DateField(_("born on"), null=True, blank=True)
    born_precision = precision_field()
    died_on = models.DateField(_("died on"), null=True, blank=True)
    died_precision = precision_field()
    biography = models.TextField(_("biography"), blank=True)
    wikidata_id = models.CharField(
        _("Wikidata id"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(r"^Q[1-9]\d*\Z", _("A Wikidata id is Q and a number, for instance Q42."))
        ],
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["entity__sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="entities_person_precision_known",
                condition=Q(born_precision__in=DatePrecision.values)
                & Q(died_precision__in=DatePrecision.values),
            ),
            models.CheckConstraint(
                name="entities_person_gender_known", condition=Q(gender__in=Gender.values)
            ),
            models.CheckConstraint(
                name="entities_person_dies_after_birth",
                condition=Q(born_on__isnull=True)
                | Q(died_on__isnull=True)
                | Q(died_on__gte=F("born_on")),
                violation_error_message=DIES_BEFORE_BIRTH,
            ),
        ]

    def __str__(self):
        return self.entity.name

    def clean(self):
        super().clean()
        refuse_reversed(self, "born_on", "died_on", DIES_BEFORE_BIRTH)

    def save(self, *args, **kwargs):
        self.given_name = squeeze(self.given_name)
        self.biography = normalise(self.biography).strip()
        super().save(*args, **kwargs)
