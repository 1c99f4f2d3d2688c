"""E-mail through a real SMTP server: once, in good form, again after a failure."""

import datetime
import smtplib

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from articles import mailing, notes, notifying, publishing, workflow
from articles.models import (
    ArticleStatus,
    EditionKind,
    MailState,
    NoMail,
    Notification,
    NotificationKind,
)
from articles.notes import Place
from newsroom import mail
from tests import factories as make
from tests.s3_server import free_port
from tests.smtp_server import serve
from tests.worker import work

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("letters")) as letterbox:
        yield letterbox


@pytest.fixture
def letterbox(server, settings):
    server.empty()
    use(settings, f"smtp://127.0.0.1:{server.port}")
    return server


def use(settings, url):
    settings.SENDS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "toasoan@bao.example"
    for name, value in mail.settings(url).items():
        setattr(settings, name, value)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def text_of(letter):
    return letter.get_content().replace("\r\n", "\n")


def reporter(**kwargs):
    return make.UserFactory(**({"email": "tra@bao.example", "full_name": "Đặng Thu Trà"} | kwargs))


def sent_back(by=None, note="Thiếu nguồn ở đoạn 2.\nHỏi lại Sở Y tế.", **kwargs):
    article = make.in_status(ArticleStatus.IN_REVIEW, by=by or reporter(), **kwargs)
    editor = make.editor(full_name="Đinh Khánh Vy")
    workflow.move(
        article, ArticleStatus.DRAFT, by=editor, revision=article.last_revision, note=note
    )
    return Notification.objects.get()


def state():
    return Notification.objects.values_list("mail", "mail_tries").get()


def test_an_email_says_what_happened_in_good_form(letterbox):
    row = sent_back(headline="Bến cá Cửa Lạch vào vụ mới, ngư dân phấn khởi vì giá tăng gấp rưỡi")

    work()

    [letter] = letterbox.letters
    assert letter["Subject"] == (
        "Trả lại bài: Bến cá Cửa Lạch vào vụ mới, ngư dân phấn khởi vì giá tăng gấp rưỡi"
    )
    assert (letter["From"], letter["To"]) == ("toasoan@bao.example", "tra@bao.example")
    assert letter["Message-ID"] == f"<notification.{row.pk}@bao.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert text_of(letter) == (
        "Đinh Khánh Vy đã trả lại bài của bạn.\n"
        "\n"
        "Bài: Bến cá Cửa Lạch vào vụ mới, ngư dân phấn khởi vì giá tăng gấp rưỡi\n"
        "\n"
        "Thiếu nguồn ở đoạn 2.\n"
        "Hỏi lại Sở Y tế.\n"
        "\n"
        "Mở trong tòa soạn:\n"
        f"https://bao.example/admin/articles/notification/{row.pk}/change/\n"
        "\n"
        "-- \n"
        "Báo Ngân Hải\n"
        "Chọn email muốn nhận: https://bao.example/admin/articles/notification/mail/\n"
    )
    assert b"\r\nSubject: =?utf-8?b?" in letterbox.raw[0]
    # Every byte of the head is ASCII: no server on the way has to understand Vietnamese.
    assert letterbox.raw[0].partition(b"\r\n\r\n")[0].isascii()
    assert state() == (MailState.SENT, 1)


def test_an_email_speaks_the_language_of_who_gets_it(letterbox):
    sent_back(by=reporter(language="en"))

    work()

    [letter] = letterbox.letters
    assert letter["Subject"] == "Sent back: Bến cá Cửa Lạch vào vụ mới"
    assert text_of(letter).startswith("Đinh Khánh Vy sent your story back.\n")


def test_a_note_is_quoted_as_text_whatever_stands_in_it(letterbox):
    lan = make.editor(full_name="Trần Thị Lan", email="lan@bao.example")
    article = make.story(headline="A" * 250, body="<p>Tàu về sớm &amp; đầy.</p>")
    at = notes.place(
        notes.NoteField.BODY, ["Tàu về sớm & đầy."], words="sớm & đầy", paragraph=0, start=0
    )
    notes.write(article, by=make.editor(), text="@Trần Thị Lan <b>x</b>", at=at, now=timezone.now())

    work()

    [letter] = letterbox.letters
    assert letter["Subject"] == f"Ghi chú nhắc tên bạn: {'A' * 89}…"
    assert letter["To"] == lan.email
    assert "Về đoạn:\n“sớm & đầy”\n\n@Trần Thị Lan <b>x</b>\n" in text_of(letter)


def test_the_same_task_twice_is_one_email(letterbox):
    row = sent_back()

    answers = [mailing.send.func(row.pk) for _n in range(2)]
    work()

    assert answers == ["sent", "not due"]
    assert len(letterbox.letters) == 1


def test_what_is_rolled_back_is_told_to_nobody(letterbox):
    with transaction.atomic():
        sent_back()
        transaction.set_rollback(True)
    work()

    assert letterbox.letters == []
    assert not Notification.objects.exists()


def test_a_server_that_is_down_is_tried_again_and_the_act_stands(settings, clock, tmp_path):
    port = free_port()
    use(settings, f"smtp://127.0.0.1:{port}")
    row = sent_back()

    work()
    while_down = state()
    assert row.article.status == ArticleStatus.DRAFT
    (tmp_path / "letters").mkdir()
    with serve(tmp_path / "letters", port) as box:
        work()
        too_early = len(box.letters)
        clock.shift(MINUTE)
        work()

    assert (while_down, too_early) == ((MailState.WAITING, 1), 0)
    assert (len(box.letters), state()) == (1, (MailState.SENT, 2))
    assert list(Notification.objects.readable_by(row.recipient).unread()) == [row]


def test_after_seven_tries_it_is_given_up_and_the_notification_stays(settings, clock):
    use(settings, f"smtp://127.0.0.1:{free_port()}")
    row = sent_back()

    work()
    for pause in mailing.PAUSES:
        clock.shift(pause * MINUTE)
        work()
    clock.shift(5000 * MINUTE)
    work()

    assert state() == (MailState.FAILED, 7)
    assert list(Notification.objects.readable_by(row.recipient).unread()) == [row]
    assert not DBTaskResult.objects.filter(status="READY").exists()


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        ("550 No such user here", (MailState.FAILED, 1)),
        ("450 Mailbox busy", (MailState.WAITING, 1)),
    ],
)
def test_a_refused_recipient_is_tried_again_only_where_that_may_help(letterbox, refusal, expected):
    letterbox.refuse(tra=refusal)
    row = sent_back()

    work()

    assert (letterbox.letters, state()) == ([], expected)
    assert list(Notification.objects.readable_by(row.recipient).unread()) == [row]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("554 Looks like spam", MailState.FAILED), ("451 Try later", MailState.WAITING)],
)
def test_a_refused_email_is_tried_again_only_where_that_may_help(letterbox, answer, expected):
    letterbox.refuse(data=answer)
    sent_back()

    work()

    assert state() == (expected, 1)


def test_one_refused_recipient_holds_up_nobody_else(letterbox):
    letterbox.refuse(tra="550 No such user here")
    lan = make.editor(full_name="Lan", email="lan@bao.example")
    article = make.story(by=reporter())

    notes.write(
        article, by=make.editor(), text="@Đặng Thu Trà @Lan", at=Place(), now=timezone.now()
    )
    work()

    assert [letter["To"] for letter in letterbox.letters] == [lan.email]


def test_an_address_that_is_none_fails_and_is_not_tried_again(letterbox):
    sent_back(by=reporter(email="x\nBcc: y@bao.example"))

    work()

    assert (letterbox.letters, state()) == ([], (MailState.FAILED, 1))


def test_what_a_killed_worker_took_is_sent_after_a_while(letterbox, clock):
    lost = sent_back()
    Notification.objects.update(mail=MailState.SENDING, mail_at=NOW)
    DBTaskResult.objects.all().delete()
    clock.shift(21 * MINUTE)
    notes.write(
        lost.article, by=make.editor(), text="@Đặng Thu Trà", at=Place(), now=timezone.now()
    )

    work()

    assert [letter["Subject"].partition(":")[0] for letter in letterbox.letters] == [
        "Ghi chú nhắc tên bạn",
        "Trả lại bài",
    ]
    assert set(Notification.objects.values_list("mail", flat=True)) == {MailState.SENT}


def test_what_another_worker_sends_just_now_is_left_to_it(letterbox, clock):
    row = sent_back()
    Notification.objects.update(mail=MailState.SENDING, mail_at=NOW)
    clock.shift(9 * MINUTE)

    assert mailing.send.func(row.pk) == "not due"


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"email": ""}, {"role": "reporter", "pk": 0}]
)
def test_who_left_or_may_not_read_it_now_gets_no_email(letterbox, change):
    row = sent_back()
    if "pk" in change:
        row.article.created_by = make.UserFactory()
        row.article.save()
    else:
        User.objects.filter(pk=row.recipient_id).update(**change)

    work()

    assert (letterbox.letters, state()) == ([], (MailState.NONE, 0))


@pytest.mark.parametrize("why", ["no server", "no address", "not wanted"])
def test_who_wants_no_email_is_told_by_the_list_alone(settings, letterbox, why):
    by = reporter(email="" if why == "no address" else "tra@bao.example")
    settings.SENDS_MAIL = why != "no server"
    if why == "not wanted":
        notifying.refuse_mail(by, [NotificationKind.SENT_BACK])

    row = sent_back(by=by)
    work()

    assert (letterbox.letters, state()) == ([], (MailState.NONE, 0))
    assert row.recipient == by


def test_refusing_one_kind_leaves_the_others(letterbox):
    by = reporter()
    notifying.refuse_mail(by, [NotificationKind.APPROVED, "forged"])
    notifying.refuse_mail(by, [NotificationKind.NAMED])

    sent_back(by=by)

    assert list(NoMail.objects.values_list("user", "kind")) == [(by.pk, NotificationKind.NAMED)]
    assert state() == (MailState.WAITING, 0)


# Who is told of what


def told():
    return set(Notification.objects.values_list("kind", "recipient"))


def test_approval_and_correction_are_told_to_who_began_and_who_signs():
    began, signs = reporter(), make.editor()
    article = make.in_status(ArticleStatus.IN_REVIEW, by=began)
    author = article.bylines.get().author
    author.user = signs
    author.save()
    editor = make.editor()

    workflow.move(article, ArticleStatus.APPROVED, by=editor, revision=article.last_revision)
    approved = told()
    publishing.publish(article, revision=article.approved_revision, by=editor)
    first = told()
    make.republished(article, lead="Sapo mới.")
    update = told()
    make.republished(article, lead="Sapo đúng.", kind=EditionKind.CORRECTION, reason="Sai số.")

    both = {began.pk, signs.pk}
    assert approved == first == {("approved", pk) for pk in both}
    # The story was approved twice more on the way.
    assert update == approved
    assert told() == {(kind, pk) for kind in ["approved", "corrected"] for pk in both}
    assert Notification.objects.filter(kind="corrected").first().words == "Sai số."


def test_nobody_is_told_of_their_own_act():
    editor = make.editor()
    article = make.in_status(ArticleStatus.IN_REVIEW, by=editor)

    workflow.move(article, ArticleStatus.APPROVED, by=editor, revision=article.last_revision)

    assert told() == set()


def test_a_correction_that_was_scheduled_and_cancelled_is_told_no_more(letterbox, clock):
    edition = make.published(by=reporter(), now=NOW - MINUTE)
    revision = make.approved_again(edition.article, lead="Sapo đúng.")
    Notification.objects.all().delete()
    publishing.publish(
        edition.article,
        revision=revision,
        by=make.editor(),
        kind=EditionKind.CORRECTION,
        reason="Sai số.",
        at=NOW + 30 * MINUTE,
    )
    work()
    before = len([one for one in letterbox.letters if one["Subject"].startswith("Đã cải chính")])

    publishing.cancel_scheduled(edition.article, by=make.editor())
    clock.shift(31 * MINUTE)
    work()

    assert before == 0
    assert not Notification.objects.exists()
    assert not [one for one in letterbox.letters if one["Subject"].startswith("Đã cải chính")]


@pytest.mark.parametrize(
    ("failure", "is_final"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), False),
        (smtplib.SMTPServerDisconnected("gone"), False),
        (smtplib.SMTPConnectError(421, b"busy"), False),
        (smtplib.SMTPSenderRefused(553, b"no", "x"), True),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), True),
        (TimeoutError(), False),
    ],
)
def test_a_failure_that_stays_is_told_from_one_that_passes(failure, is_final):
    assert mailing._is_final(failure) is is_final
