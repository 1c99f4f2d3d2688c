"""The bell and the list of what somebody was told: theirs alone, and each leads to its place."""

import datetime

import pytest
from django.urls import reverse
from lxml import html

from accounts.roles import Role
from articles import notes, workflow
from articles.models import (
    Article,
    ArticleStatus,
    EditionKind,
    NoMail,
    Notification,
    NotificationKind,
)
from articles.notes import Place
from tests import factories as make
from tests.articles.desk import address

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)
LIST = reverse("admin:articles_notification_changelist")


def page(name, *args):
    return reverse(f"admin:articles_notification_{name}", args=args)


def named(who, article=None, text=""):
    article = article or make.story()
    notes.write(article, by=make.editor(), text=f"@{who.username} {text}", at=Place(), now=NOW)
    return Notification.objects.get(recipient=who, article=article)


def rows(answer):
    return [
        " ".join(cell.text_content().split())
        for cell in html.fromstring(answer.content.decode()).xpath(
            "//th[contains(@class, 'field-told')]"
        )
    ]


@pytest.mark.parametrize("role", Role)
def test_everybody_has_a_list_of_their_own(client, role):
    who, other = make.UserFactory(role=role), make.editor()
    article = make.story(by=who)
    named(other, article)
    named(who, article)
    client.force_login(who)

    answer = client.get(LIST)

    writer = Notification.objects.get(recipient=who).by
    assert rows(answer) == [f"{writer} nhắc tên bạn trong một ghi chú."]
    assert client.get(page("count")).json() == {"unread": 1, "said": "1 thông báo chưa đọc"}


def test_the_bell_stands_in_the_header_of_every_page_of_the_desk(client):
    client.force_login(make.managing_editor())
    article = make.story()
    pages = [
        reverse("admin:index"),
        LIST,
        page("mail"),
        address(article),
        reverse("admin:articles_article_versions", args=[article.pk]),
        reverse("admin:photos_photo_changelist"),
        reverse("admin:password_change"),
    ]

    bells = [html.fromstring(client.get(one).content).find_class("desk-bell") for one in pages]

    assert [[bell.get("data-count") for bell in found] for found in bells] == [
        [page("count")] for _one in pages
    ]
    client.logout()
    assert "desk-bell" not in client.get(reverse("admin:login")).content.decode()


def test_opening_one_marks_it_read_and_leads_to_its_place(client):
    who = make.UserFactory()
    article = make.in_status(ArticleStatus.IN_REVIEW, by=who)
    editor = make.editor()
    note = notes.write(article, by=editor, text=f"@{who.username}", at=Place(), now=NOW)
    notes.answer(note, by=editor, text=f"@{who.username} và", now=NOW)
    workflow.move(article, ArticleStatus.APPROVED, by=editor, revision=article.last_revision)
    client.force_login(who)
    answer, first, approved = [
        Notification.objects.get(**which)
        for which in [{"note__reply_to": note}, {"note": note}, {"kind": "approved"}]
    ]

    led = [client.get(page("change", row.pk)).url for row in [answer, first, approved]]

    story = address(article)
    assert led == [f"{story}#note-{note.pk}", f"{story}#note-{note.pk}", story]
    assert client.get(page("count")).json()["unread"] == 0


def test_a_correction_leads_to_what_happened(client):
    who = make.UserFactory()
    edition = make.published(by=who)
    make.republished(edition.article, lead="Đúng.", kind=EditionKind.CORRECTION, reason="Sai số.")
    client.force_login(who)
    row = Notification.objects.get(kind=NotificationKind.CORRECTED)

    answer = client.get(page("change", row.pk))

    assert answer.url == f"{address(edition.article)}#desk-history"
    assert 'id="desk-history"' in client.get(answer.url).content.decode()
    assert "Sai số." in client.get(LIST).content.decode()


@pytest.mark.parametrize("object_id", ["OTHERS", "999999", "x", "9" * 40])
def test_one_of_somebody_else_is_not_opened(client, object_id):
    row = named(make.editor())
    client.force_login(make.editor())

    answer = client.get(page("change", object_id.replace("OTHERS", str(row.pk))))

    assert answer.url == LIST
    row.refresh_from_db()
    assert row.read_at is None


def test_what_is_closed_to_somebody_now_is_not_in_the_list(client):
    who = make.UserFactory()
    row = named(who, make.story(by=who, headline="Kín"))
    Article.objects.update(created_by=make.UserFactory())
    client.force_login(who)

    answer = client.get(LIST)

    assert rows(answer) == []
    assert "Kín" not in answer.content.decode()
    assert client.get(page("count")).json()["unread"] == 0
    assert client.get(page("change", row.pk)).url == LIST


def test_all_or_chosen_ones_are_marked_as_read_and_no_others(client):
    who, other = make.editor(), make.editor()
    first, second, third = [named(who) for _n in range(3)]
    theirs = named(other)
    client.force_login(who)

    client.post(
        LIST, {"action": "mark_read", "_selected_action": [first.pk, theirs.pk], "index": "0"}
    )
    chosen = set(Notification.objects.unread().values_list("pk", flat=True))
    unread = client.get(LIST, {"unread": "1"})
    answer = client.post(page("read"), follow=True)

    assert chosen == {second.pk, third.pk, theirs.pk}
    assert len(rows(unread)) == 2
    assert "Đã đánh dấu đã đọc 2 thông báo" in answer.content.decode()
    assert list(Notification.objects.unread()) == [theirs]
    assert client.get(page("read")).status_code == 405


def test_nobody_makes_changes_or_deletes_notifications(client):
    who = make.UserFactory(is_superuser=True, role=Role.MANAGING_EDITOR)
    row = named(who)
    client.force_login(who)

    answers = [
        client.post(page("add"), {}),
        client.post(page("delete", row.pk), {"post": "yes"}),
        client.post(page("change", row.pk), {"kind": "approved"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 302]
    assert Notification.objects.get().kind == NotificationKind.NAMED


def test_hostile_words_are_text_in_the_list(client):
    who = make.editor()
    named(who, make.story(headline="<b>Tít</b>"), "<script>alert(1)</script>" + "a" * 300)
    client.force_login(who)

    root = html.fromstring(client.get(LIST).content.decode())

    [words] = root.xpath("//td[contains(@class, 'field-words')]")
    assert words.text_content().startswith(f"@{who.username} <script>alert(1)</script>aaa")
    assert (len(words.text_content()), words.text_content()[-1]) == (160, "…")
    assert not words.xpath(".//script")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_whatever_its_length(
    client, django_assert_num_queries, count
):
    who = make.editor()
    for _n in range(count):
        named(who)
    client.force_login(who)

    with django_assert_num_queries(5):
        answer = client.get(LIST)

    assert len(rows(answer)) == count


def test_the_count_takes_three_queries(client, django_assert_num_queries):
    client.force_login(make.UserFactory())

    with django_assert_num_queries(3):
        client.get(page("count"))


def test_somebody_chooses_which_emails_they_get(client, settings):
    settings.SENDS_MAIL = True
    who = make.editor(email="lan@bao.example")
    client.force_login(who)
    before = client.get(page("mail"))

    client.post(page("mail"), {"kinds": ["named", "approved"]})
    after = client.get(page("mail"))
    refused = set(NoMail.objects.values_list("user", "kind"))
    client.post(page("mail"), {})
    forged = client.post(page("mail"), {"kinds": ["rain"]})

    def ticked(answer):
        boxes = html.fromstring(answer.content.decode()).xpath(
            "//input[@name='kinds'][@checked]/@value"
        )
        return [str(value) for value in boxes]

    assert ticked(before) == NotificationKind.values
    assert ticked(after) == ["approved", "named"]
    assert refused == {(who.pk, kind) for kind in ["sent_back", "corrected", "answered"]}
    assert NoMail.objects.count() == 5
    assert forged.status_code == 200
    assert "lan@bao.example" in before.content.decode()


@pytest.mark.parametrize(
    ("sends_mail", "email", "sentence"),
    [
        (False, "lan@bao.example", "hiện không gửi email"),
        (True, "", "chưa có địa chỉ email"),
    ],
)
def test_who_gets_none_is_told_why(client, settings, sends_mail, email, sentence):
    settings.SENDS_MAIL = sends_mail
    client.force_login(make.editor(email=email))

    assert sentence in client.get(page("mail")).content.decode()
