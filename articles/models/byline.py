from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.part import PartOfStory
from entities.models import Entity
from entities.models.entity import SORT_LENGTH
from vietnamese.sorting import name_sort_key
from vietnamese.text import fold, squeeze


class Author(models.Model):
    """A name that signs stories: an account, a person on record, or neither."""

    printed_name = models.CharField(_("printed name"), max_length=150)
    sort_name = models.CharField(max_length=SORT_LENGTH, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
    )
    person = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="authors",
        verbose_name=_("person"),
        limit_choices_to={"kind": "person"},
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="articles_author_name_not_empty",
                condition=~Q(printed_name=""),
                violation_error_message=_("This is no name."),
            ),
        ]

    def __str__(self):
        return self.printed_name

    def clean(self):
        super().clean()
        given, self.printed_name = self.printed_name, squeeze(self.printed_name)
        # What was left empty has its own sentence.
        if given and not any(character.isalnum() for character in fold(self.printed_name)):
            raise ValidationError({"printed_name": _("This is no name.")})

    def save(self, *args, **kwargs):
        self.printed_name = squeeze(self.printed_name)
        self.sort_name = name_sort_key(self.printed_name)[:SORT_LENGTH]
        super().save(*args, **kwargs)


class BylineRole(models.TextChoices):
    REPORTER = "reporter", _("text")
    PHOTOGRAPHER = "photographer", _("pictures")
    TRANSLATOR = "translator", _("translation")
    COMPILER = "compiler", _("compiled by")


class Byline(PartOfStory, models.Model):
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="bylines",
        verbose_name=_("story"),
    )
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    role = models.CharField(
        _("role"), max_length=20, choices=BylineRole, default=BylineRole.REPORTER
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="articles_byline_role_known", condition=Q(role__in=BylineRole.values)
            ),
            models.UniqueConstraint(
                name="articles_byline_once_per_role",
                fields=["article", "author", "role"],
                violation_error_message=_("This author stands here in this role already."),
            ),
        ]

    def __str__(self):
        return self.author.printed_name
