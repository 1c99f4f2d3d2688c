"""What an edition stands under beside its section: its topics, and those who signed it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.byline import Author
from articles.models.edition import Edition
from articles.models.section import Topic


class EditionTopic(models.Model):
    """That an edition stands under a topic."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="topics")
    # Its page has an address that readers keep.
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="editions")
    # As the edition prints them.
    position = models.PositiveSmallIntegerField(default=0)
    # The edition's own, beside the topic: one index serves a topic with 5,000 stories.
    first_published_at = models.DateTimeField()
    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("topic of an edition")
        verbose_name_plural = _("topics of an edition")
        ordering = ["position", "pk"]
        indexes = [
            # A topic's page reads the newest first.
            models.Index(
                fields=["topic", "-first_published_at", "-article"], name="articles_topic_newest"
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="articles_editiontopic_once", fields=["edition", "topic"]),
        ]

    def __str__(self):
        return f"{self.edition_id}: {self.topic_id}"


class EditionAuthor(models.Model):
    """That somebody signed an edition, with the name as printed then."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="authors")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="editions")
    name = models.CharField(max_length=150)
    # Each a BylineRole, in the order of the byline.
    roles = models.JSONField()
    position = models.PositiveSmallIntegerField()
    # The edition's own, as in EditionTopic.
    first_published_at = models.DateTimeField()
    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("author of an edition")
        verbose_name_plural = _("authors of an edition")
        ordering = ["position", "pk"]
        indexes = [
            # An author's page reads the newest first.
            models.Index(
                fields=["author", "-first_published_at", "-article"], name="articles_author_newest"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="articles_editionauthor_once", fields=["edition", "author"]
            ),
            models.CheckConstraint(
                name="articles_editionauthor_name_not_empty", condition=~Q(name="")
            ),
        ]

    def __str__(self):
        return self.name
