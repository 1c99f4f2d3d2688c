from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition
from articles.models.note import Note
from articles.models.status_change import StatusChange


class NotificationKind(models.TextChoices):
    SENT_BACK = "sent_back", _("My story was sent back")
    APPROVED = "approved", _("My story was approved")
    CORRECTED = "corrected", _("My story was corrected for readers")
    NAMED = "named", _("A note names me")
    ANSWERED = "answered", _("My note was answered")


OF_STEPS = [NotificationKind.SENT_BACK, NotificationKind.APPROVED]
OF_NOTES = [NotificationKind.NAMED, NotificationKind.ANSWERED]


class MailState(models.TextChoices):
    """Where the e-mail that says the same is; `none`: none is sent."""

    NONE = "none", _("none")
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class NotificationQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Those to `user`, of stories that are open to them today."""
        return self.filter(recipient=user, article__in=Article.objects.visible_to(user))

    def unread(self):
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """
    Something that happened and that somebody should know: a step, an edition or a note.

    articles.notifying is the only writer, and articles.mailing of what became of the e-mail.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notifications",
        verbose_name=_("to"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=NotificationKind)
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        related_name="notifications",
        verbose_name=_("story"),
    )
    step = models.ForeignKey(StatusChange, on_delete=models.PROTECT, null=True, related_name="+")
    # Goes with an edition that was scheduled and cancelled.
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="+")
    note = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="notifications"
    )
    made_at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("read"), null=True)

    mail = models.CharField(_("e-mail"), max_length=8, choices=MailState, default=MailState.NONE)
    mail_tries = models.PositiveIntegerField(default=0)
    # Waiting: not before; being sent: since when.
    mail_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        indexes = [
            # The bell on every page of the desk.
            models.Index(
                fields=["recipient"],
                name="articles_notification_unread",
                condition=Q(read_at__isnull=True),
            ),
            # What is still to be mailed; few rows at any time.
            models.Index(
                fields=["mail_at"],
                name="articles_notification_to_mail",
                condition=Q(mail__in=["waiting", "sending"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="articles_notification_of_one_thing",
                condition=Q(
                    kind__in=OF_STEPS,
                    step__isnull=False,
                    edition__isnull=True,
                    note__isnull=True,
                )
                | Q(
                    kind=NotificationKind.CORRECTED,
                    step__isnull=True,
                    edition__isnull=False,
                    note__isnull=True,
                )
                | Q(
                    kind__in=OF_NOTES,
                    step__isnull=True,
                    edition__isnull=True,
                    note__isnull=False,
                ),
            ),
            # Told once, whatever runs twice.
            models.UniqueConstraint(
                name="articles_notification_step_once", fields=["recipient", "step"]
            ),
            models.UniqueConstraint(
                name="articles_notification_edition_once", fields=["recipient", "edition"]
            ),
            models.UniqueConstraint(
                name="articles_notification_note_once", fields=["recipient", "note"]
            ),
            models.CheckConstraint(
                name="articles_notification_mail_known", condition=Q(mail__in=MailState.values)
            ),
            models.CheckConstraint(
                name="articles_notification_mail_has_a_time",
                condition=~Q(mail__in=["waiting", "sending", "sent"]) | Q(mail_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.recipient_id}, {self.kind}, {self.article_id}"

    @property
    def by(self):
        """Whose act it tells of."""
        match self.step, self.note, self.edition:
            case StatusChange() as step, _note, _edition:
                return step.changed_by
            case _step, Note() as note, _edition:
                return note.written_by
            case _step, _note, Edition() as edition:
                return edition.made_by
        return None

    @property
    def words(self) -> str:
        """What they wrote: the note of a step, the note, the reason of a correction."""
        match self.step, self.note, self.edition:
            case StatusChange() as step, _note, _edition:
                return step.note
            case _step, Note() as note, _edition:
                return note.text
            case _step, _note, Edition() as edition:
                return edition.reason
        return ""


class NoMail(models.Model):
    """That somebody wants no e-mail of one kind; what happened still stands in the desk's list."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="no_mail"
    )
    kind = models.CharField(max_length=12, choices=NotificationKind)

    class Meta:
        verbose_name = _("refused e-mail")
        verbose_name_plural = _("refused e-mails")
        constraints = [
            models.CheckConstraint(
                name="articles_nomail_kind_known", condition=Q(kind__in=NotificationKind.values)
            ),
            models.UniqueConstraint(name="articles_nomail_once", fields=["user", "kind"]),
        ]

    def __str__(self):
        return f"{self.user_id}, {self.kind}"
