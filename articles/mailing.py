"""
The e-mail that says what a notification says: in the background, once, and again if it failed.

The state stands in the row. Whoever sends takes the row first by compare and swap, so a task
that runs twice sends once. A row that was taken and never came back (the worker was killed) is
taken again: if that e-mail went out after all, its Message-ID is the same, and programs for
mail show it once.
"""

import datetime
import smtplib
from email.header import Header
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from articles.models import MailState, Notification, NotificationKind

# Minutes until the next try; then the e-mail is given up, and the desk's list says so.
PAUSES = [1, 5, 15, 60, 240, 720]
# As long as no server takes to answer, or to be found not to.
ABANDONED = datetime.timedelta(minutes=10)
HEADLINE = 90


def post(notification: Notification) -> None:
    """Let the worker send it, once its time has come."""
    send.using(run_after=notification.mail_at).enqueue(notification.pk)


@task()
def send(pk: int) -> str:
    """Send the e-mail of one notification if it is due; return what became of it."""
    now = timezone.now()
    if not _due(now).filter(pk=pk).update(mail=MailState.SENDING, mail_at=now):
        return "not due"
    row = Notification.objects.select_related(
        "recipient", "article", "step__changed_by", "edition__made_by", "note__written_by"
    ).get(pk=pk)
    state = _deliver(row)
    _post_those_left(now)
    return state


def _due(now: datetime.datetime):
    return Notification.objects.filter(
        Q(mail=MailState.WAITING, mail_at__lte=now)
        | Q(mail=MailState.SENDING, mail_at__lte=now - ABANDONED)
    )


def _post_those_left(now: datetime.datetime) -> None:
    """Post again what a killed worker took with it: no other task knows of it."""
    for pk in _due(now - ABANDONED).values_list("pk", flat=True)[:20]:
        send.enqueue(pk)


def _deliver(row: Notification) -> str:
    if not (row.recipient.is_active and row.recipient.email and _is_open_to(row)):
        return _becomes(row, MailState.NONE)
    try:
        message_for(row).send()
    except (smtplib.SMTPException, OSError, ValueError) as failure:
        if _is_final(failure) or row.mail_tries >= len(PAUSES):
            return _becomes(row, MailState.FAILED)
        return _wait(row)
    return _becomes(row, MailState.SENT)


def _is_open_to(row: Notification) -> bool:
    return Notification.objects.readable_by(row.recipient).filter(pk=row.pk).exists()


def _becomes(row: Notification, state: MailState) -> str:
    tries = row.mail_tries + (state != MailState.NONE)
    _mine(row).update(mail=state, mail_at=timezone.now(), mail_tries=tries)
    return state.value


def _wait(row: Notification) -> str:
    next_at = timezone.now() + datetime.timedelta(minutes=PAUSES[row.mail_tries])
    tries = row.mail_tries + 1
    if _mine(row).update(mail=MailState.WAITING, mail_at=next_at, mail_tries=tries):
        send.using(run_after=next_at).enqueue(row.pk)
    return MailState.WAITING.value


def _mine(row: Notification):
    """The row as it was taken: somebody else may have taken it after a long while."""
    return Notification.objects.filter(pk=row.pk, mail=MailState.SENDING, mail_at=row.mail_at)


def _is_final(failure: Exception) -> bool:
    """Whether the server said, or the address says, that another try is of no use."""
    match failure:
        case smtplib.SMTPRecipientsRefused():
            return all(code >= 500 for code, _answer in failure.recipients.values())
        case smtplib.SMTPAuthenticationError():
            # The password is made right in the settings, not in the e-mail.
            return False
        case smtplib.SMTPResponseException():
            return failure.smtp_code >= 500
        case smtplib.SMTPNotSupportedError() | ValueError():
            return True
    return False


# The words


class Letter(EmailMessage):
    """Django's, but for the first line of a Vietnamese subject, which it leaves empty."""

    def message(self, **kwargs: Any) -> Any:
        message = super().message(**kwargs)
        message.replace_header("Subject", Header(str(self.subject), "utf-8", header_name="Subject"))
        return message


def message_for(row: Notification) -> EmailMessage:
    """Return the e-mail in the language of who gets it."""
    with translation.override(row.recipient.language):
        path = reverse("admin:articles_notification_change", args=[row.pk])
        text = render_to_string(
            "articles/notification.txt",
            {
                "told": sentence(row),
                "headline": str(row.article),
                "words": row.words,
                "quote": row.note.quote if row.note else "",
                "address": f"{settings.SITE_URL}{path}",
                "settings": f"{settings.SITE_URL}{reverse('admin:articles_notification_mail')}",
                "paper": settings.NEWSROOM_NAME,
            },
        )
        subject = f"{subject_of(row)}: {_short(str(row.article))}"
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return Letter(
        subject=subject,
        body=f"{text.strip()}\n",
        to=[row.recipient.email],
        headers={
            "Message-ID": f"<notification.{row.pk}@{host}>",
            # No holiday notice is wanted in answer.
            "Auto-Submitted": "auto-generated",
        },
    )


def subject_of(row: Notification) -> str:
    match NotificationKind(row.kind):
        case NotificationKind.SENT_BACK:
            return _("Sent back")
        case NotificationKind.APPROVED:
            return _("Approved")
        case NotificationKind.CORRECTED:
            return _("Corrected")
        case NotificationKind.NAMED:
            return _("A note for you")
        case NotificationKind.ANSWERED:
            return _("An answer to your note")


def sentence(row: Notification) -> str:
    """Say in one sentence what happened and whose act it was."""
    who = {"who": str(row.by) if row.by else "—"}
    match NotificationKind(row.kind):
        case NotificationKind.SENT_BACK:
            return _("%(who)s sent your story back.") % who
        case NotificationKind.APPROVED:
            return _("%(who)s approved your story.") % who
        case NotificationKind.CORRECTED:
            return _("%(who)s published a correction of your story.") % who
        case NotificationKind.NAMED:
            return _("%(who)s named you in a note.") % who
        case NotificationKind.ANSWERED:
            return _("%(who)s answered in a note you wrote in.") % who


def _short(headline: str) -> str:
    return headline if len(headline) <= HEADLINE else f"{headline[: HEADLINE - 1]}…"
