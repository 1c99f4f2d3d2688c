"""Who has a story open, and what they have typed and not saved. None of it is the story."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AutosaveDraft(models.Model):
    """
    What one person has typed into a story's form since it was read, one row each.

    It is offered to them when they come back, and goes when they save. Nobody else sees it;
    no history knows of it.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="autosaves"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves"
    )
    # {name of a field: value}, as the browser reads the form.
    fields = models.JSONField()
    read_version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("autosaved text")
        verbose_name_plural = _("autosaved texts")
        constraints = [
            models.UniqueConstraint(
                name="articles_autosavedraft_one_each", fields=["article", "user"]
            ),
        ]

    def __str__(self):
        return f"{self.article_id}, {self.user_id}"


class Presence(models.Model):
    """
    That somebody has a story open; `seen_at` moves while the page is.

    One of them holds the pen: the others read, and ask for it. A lock that stops nobody from
    saving; two who save all the same are told by the version.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences"
    )
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    has_pen = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("open story")
        verbose_name_plural = _("open stories")
        constraints = [
            models.UniqueConstraint(name="articles_presence_one_each", fields=["article", "user"]),
            models.UniqueConstraint(
                name="articles_presence_one_pen", fields=["article"], condition=Q(has_pen=True)
            ),
            models.CheckConstraint(
                name="articles_presence_holder_asks_not",
                condition=Q(has_pen=False) | Q(asked_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.article_id}, {self.user_id}"
