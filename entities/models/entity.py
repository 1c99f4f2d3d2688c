from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vietnamese.matching import organisation_key, person_key
from vietnamese.slugs import slugify
from vietnamese.sorting import name_sort_key, sort_key
from vietnamese.text import fold, squeeze

SORT_LENGTH = 700


class EntityKind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class EntityPage(models.TextChoices):
    NONE = "none", _("no page")
    PUBLIC = "public", _("public page")


class EntityQuerySet(models.QuerySet):
    def people(self):
        return self.filter(kind=EntityKind.PERSON)

    def organisations(self):
        return self.filter(kind=EntityKind.ORGANISATION)

    def surviving(self):
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def named(self, text):
        """Search by name or alias, without diacritics."""
        # Longer than any name: and no database compares against novels.
        folded = fold(text[:200])
        return self.filter(
            Q(folded_name__contains=folded) | Q(aliases__folded_name__contains=folded)
        ).distinct()


class Entity(models.Model):
    """
    A person or an organisation: what text is linked to.

    One table for both, so that a mention, an alias and an address point to one
    id. What only people or only organisations have stands in Person and
    Organisation, one row each.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=EntityKind)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=90, editable=False)
    # Computed from the name on every save: see set_name().
    match_key = models.CharField(max_length=400, editable=False)
    folded_name = models.CharField(max_length=400, editable=False)
    sort_name = models.CharField(max_length=SORT_LENGTH, editable=False)
    page = models.CharField(
        _("page"),
        max_length=10,
        choices=EntityPage,
        default=EntityPage.NONE,
        help_text=_("Without a page the name is never linked or suggested to readers."),
    )
    is_protected = models.BooleanField(
        _("protected"),
        default=False,
        help_text=_("A victim, a child, a suspect: the desk is warned when the name is shown."),
    )
    is_confirmed = models.BooleanField(
        _("confirmed"), default=True, help_text=_("A person at the desk has looked at this record.")
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("person or organisation")
        verbose_name_plural = _("people and organisations")
        ordering = ["sort_name", "pk"]
        permissions = [
            ("publish_entity", "Can give and take public pages"),
            ("merge_entity", "Can merge records"),
        ]
        indexes = [
            # The finder looks up every n-gram of a story by this key.
            models.Index(fields=["match_key"], name="entities_finder"),
            # Completion at the desk: prefix of the folded name, in any collation. All it reads
            # stands in the index, for words inside a name are found by looking through it.
            models.Index(
                fields=["folded_name", "name", "kind", "merged_into", "id"],
                name="entities_completion",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops", "", "", ""],
            ),
            # Lists in Vietnamese order.
            models.Index(fields=["kind", "sort_name"], name="entities_directory"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entities_entity_kind_known", condition=Q(kind__in=EntityKind.values)
            ),
            models.CheckConstraint(
                name="entities_entity_page_known", condition=Q(page__in=EntityPage.values)
            ),
            models.CheckConstraint(
                name="entities_entity_name_not_empty",
                condition=~Q(name="") & ~Q(slug="") & ~Q(match_key=""),
            ),
            models.CheckConstraint(
                name="entities_entity_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
            ),
            # A merged record redirects; it has no page of its own.
            models.CheckConstraint(
                name="entities_entity_merged_has_no_page",
                condition=Q(merged_into__isnull=True) | Q(page=EntityPage.NONE),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        self.require_survivor_of_its_kind()

    def require_survivor_of_its_kind(self) -> None:
        """A CHECK cannot look at the other row."""
        survivor = self.merged_into
        if survivor is not None and survivor.kind != self.kind:
            raise ValidationError(
                _("“%(name)s” and “%(other)s” are not of one kind: one is a person."),
                params={"name": self.name, "other": survivor.name},
            )

    def save(self, *args, **kwargs):
        self.require_survivor_of_its_kind()
        self.set_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse(f"public:{self.kind}", args=[self.slug, self.pk])

    @property
    def is_person(self):
        return self.kind == EntityKind.PERSON

    def set_name(self, name: str, *, given_name: str = "") -> None:
        """Set the name and the keys that follow from it: matching, search, order, address."""
        self.name = squeeze(name)
        self.slug = slugify(self.name, default="ten")
        self.folded_name = fold(self.name)
        if self.is_person:
            self.match_key = person_key(self.name)
            key = name_sort_key(self.name, given_name or self.given_name_override)
        else:
            self.match_key = organisation_key(self.name)
            key = sort_key(self.name)
        # The first hundred letters decide; the rest of a very long name orders nothing.
        self.sort_name = key[:SORT_LENGTH]

    @property
    def given_name_override(self) -> str:
        person = getattr(self, "person", None) if self.pk else None
        return person.given_name if person else ""
