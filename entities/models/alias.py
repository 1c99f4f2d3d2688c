from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entities.models.entity import Entity
from entities.models.periods import ENDS_BEFORE_IT_BEGINS, refuse_reversed
from vietnamese.matching import organisation_key, person_key
from vietnamese.text import fold, squeeze


class AliasKind(models.TextChoices):
    SPELLING = "spelling", _("other spelling")
    SHORT = "short", _("short form")
    ABBREVIATION = "abbreviation", _("abbreviation")
    FORMER = "former", _("former name")
    PEN_NAME = "pen_name", _("pen name")


class Alias(models.Model):
    """Another name by which texts mean the same entity. Popolo: OtherName."""

    entity = models.ForeignKey(
        Entity, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("name")
    )
    name = models.CharField(_("other name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=AliasKind, default=AliasKind.SPELLING)
    # "UBND tỉnh", "Sở Y tế": the paper's own province is meant, where no other is named.
    is_local = models.BooleanField(
        _("only in its province"),
        default=False,
        help_text=_("Means this body only where the paper’s own province is meant: “UBND tỉnh”."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    match_key = models.CharField(max_length=400, editable=False)
    folded_name = models.CharField(max_length=400, editable=False)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name", "pk"]
        indexes = [
            # The finder looks up every n-gram of a story by this key.
            models.Index(fields=["match_key"], name="entities_alias_finder"),
            # Completion, and what is likely the same: as entities_completion.
            models.Index(
                fields=["folded_name", "name", "entity"],
                name="entities_alias_completion",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops", ""],
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="entities_alias_kind_known", condition=Q(kind__in=AliasKind.values)
            ),
            models.CheckConstraint(
                name="entities_alias_name_not_empty", condition=~Q(name="") & ~Q(match_key="")
            ),
            models.UniqueConstraint(
                name="entities_alias_unique_per_entity", fields=["entity", "match_key"]
            ),
            models.CheckConstraint(
                name="entities_alias_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=ENDS_BEFORE_IT_BEGINS,
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        given, self.name = self.name, squeeze(self.name)
        # What was left empty has its own sentence.
        if given and not any(character.isalnum() for character in fold(self.name)):
            raise ValidationError({"name": _("This is no name.")})
        refuse_reversed(self, "valid_from", "valid_until")

    def save(self, *args, **kwargs):
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Set the keys that follow from the name: matching and search."""
        self.name = squeeze(self.name)
        self.folded_name = fold(self.name)
        key = person_key if self.entity.is_person else organisation_key
        self.match_key = key(self.name)
