from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NoteField(models.TextChoices):
    """What a note is about."""

    STORY = "story", _("the story")
    HEADLINE = "headline", _("headline")
    LEAD = "lead", _("lead")
    BODY = "body", _("text")
    CAPTION = "caption", _("caption")


class NoteQuerySet(models.QuerySet):
    def threads(self):
        return self.filter(reply_to__isnull=True)

    def open(self):
        return self.threads().filter(resolved_at__isnull=True)


class Note(models.Model):
    """
    What a colleague has to say of a story, or of words in it; or a reply to that. Never public.

    It is no part of the story: no version, revision or history knows of it. Words are quoted
    with a bit of what stands around them, so that they are found again after edits
    (articles.anchoring). articles.notes is the only writer; nothing is edited or deleted.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="notes", verbose_name=_("story")
    )
    reply_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="replies",
        verbose_name=_("reply to"),
    )
    field = models.CharField(_("about"), max_length=10, choices=NoteField, default=NoteField.STORY)
    # Of the photo whose caption it is about.
    photo_key = models.CharField(max_length=8, blank=True)
    # The words it is about, and what stood around them; empty: the whole field.
    quote = models.TextField(_("quoted words"), blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    paragraph = models.PositiveIntegerField(default=0)
    text = models.TextField(_("note"))
    named = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="notes",
        verbose_name=_("by"),
    )
    written_at = models.DateTimeField(_("when"))
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    # Of a thread: when it was written, answered, resolved or opened last. Open pages ask for it.
    changed_at = models.DateTimeField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="articles_note_text_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="articles_note_field_known", condition=Q(field__in=NoteField.values)
            ),
            models.CheckConstraint(
                name="articles_note_resolved_by_somebody",
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
            # A thread is about something, and is resolved as a whole.
            models.CheckConstraint(
                name="articles_note_replies_have_no_place",
                condition=Q(reply_to__isnull=True)
                | Q(field=NoteField.STORY, resolved_at__isnull=True),
            ),
            models.CheckConstraint(
                name="articles_note_caption_of_a_photo",
                condition=Q(field=NoteField.CAPTION) & ~Q(photo_key="")
                | ~Q(field=NoteField.CAPTION) & Q(photo_key=""),
            ),
            models.CheckConstraint(
                name="articles_note_story_has_no_words",
                condition=~Q(field=NoteField.STORY) | Q(quote="", before="", after=""),
            ),
        ]

    def __str__(self):
        return f"{self.article_id}, {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None
