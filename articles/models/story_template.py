from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.section import Section
from articles.richtext import keep_figures, sanitise
from vietnamese.text import normalise, squeeze


class StoryTemplate(models.Model):
    """
    How a story of one kind begins: headings, and words in [[ ]] that say what to write.

    `key` names one that was shipped (articles.storytemplates): loading makes it once.
    """

    key = models.CharField(max_length=40, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    description = models.CharField(_("what it is for"), max_length=200, blank=True)
    lead = models.TextField(
        _("lead"), blank=True, help_text=_("Words in [[ ]] are to be replaced by the writer.")
    )
    body = models.TextField(_("text"), blank=True)
    section = models.ForeignKey(
        Section,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Of a story that is begun with it and has none chosen."),
    )
    is_offered = models.BooleanField(_("offered for new stories"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("story template")
        verbose_name_plural = _("story templates")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="articles_storytemplate_name_not_empty",
                condition=~Q(name=""),
                violation_error_message=_("This is no name."),
            ),
            models.UniqueConstraint(
                name="articles_storytemplate_shipped_once", fields=["key"], condition=~Q(key="")
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        # Before uniqueness is asked: two blanks in a name are one.
        self.name = squeeze(self.name)

    def save(self, *args, **kwargs):
        self.tidy()
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """Bring the text into the form it is stored in; the photos of a story are no template's."""
        self.name = squeeze(self.name)
        self.description = squeeze(self.description)
        self.lead = normalise(self.lead).strip()
        self.body, _removed = keep_figures(sanitise(self.body), [])
