"""Embargo and schedule on the desk's pages: what is shown, pressed and told."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles import embargoes, publishing, rescheduling
from articles.models import Article, Edition
from tests import factories as make
from tests.articles.desk import address, send

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
LIST = reverse("admin:articles_article_changelist")


@pytest.fixture
def desk(client):
    """Sign in as somebody; returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def soon(hours=1):
    """A moment that a form can say: without seconds."""
    return timezone.now().replace(second=0, microsecond=0) + hours * HOUR


def typed(moment):
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


def said(moment):
    return f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}"


def told(response):
    return [str(message) for message in response.context["messages"]]


def under_embargo(until, **kwargs):
    article = make.approved(**kwargs)
    embargoes.move(article, until, by=make.managing_editor(), note="Họp báo.")
    return article


def read(article):
    """What the form keeps of the embargo it was shown with."""
    return timezone.localtime(article.embargo_until).isoformat()


def scheduled(article, at):
    return publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)


def test_managing_editor_sets_moves_and_lifts_the_embargo(desk):
    article, client = make.approved(), desk(make.managing_editor())
    first, later = soon(2), soon(5)
    given = {"_act": "embargo", "embargo_until": typed(first), "embargo_note": "Họp báo."}

    answers = [told(send(client, article, **given))]
    for act, until in [("embargo", later), ("lift_embargo", later)]:
        article.refresh_from_db()
        given |= {"_act": act, "embargo_until": typed(until), "embargo_read": read(article)}
        answers.append(told(send(client, article, **given)))

    rows = article.embargo_changes.order_by("pk")
    assert list(rows.values_list("old", "new")) == [(None, first), (first, later), (later, None)]
    assert answers == [
        [f"Đã đặt: không công bố trước {said(first)}."],
        [f"Đã đặt: không công bố trước {said(later)}."],
        ["Đã bỏ lệnh cấm công bố."],
    ]


@pytest.mark.parametrize(
    "until", ["", "chiều mai", "31/02/2027 06:00", "17/11/2020 06:00", "01/01/0001 00:00"]
)
def test_embargo_until_no_moment_is_refused_with_a_sentence(desk, until):
    article = make.story()
    given = {"_act": "embargo", "embargo_until": until, "embargo_note": "Họp báo."}

    response = send(desk(make.managing_editor()), article, **given)

    assert len(told(response)) == 1
    assert Article.objects.get().embargo_until is None


def test_form_that_was_read_before_somebody_moved_the_embargo_is_told(desk):
    until = soon(3)
    article = under_embargo(until)

    response = send(
        desk(make.managing_editor()),
        article,
        _act="embargo",
        embargo_until=typed(soon(9)),
        embargo_note="Lùi.",
        embargo_read="",
    )

    assert told(response) == ["Có người vừa đổi lệnh cấm công bố. Hãy xem lại."]
    assert Article.objects.get().embargo_until == until


def test_embargo_stands_in_the_head_of_the_story_the_list_and_the_checklist(desk):
    until = soon(3)
    article = under_embargo(until)
    client = desk(article.created_by)

    form = html.fromstring(client.get(address(article)).content.decode())
    row = html.fromstring(client.get(LIST).content.decode())

    [head] = form.xpath("//*[@id='desk-embargo']")
    [column] = row.xpath("//td[contains(@class, 'field-publication')]")
    blocks = form.xpath("//ul[@class='desk-checklist__blocks']/li")
    assert " ".join(head.text_content().split()) == f"Không công bố trước: {said(until)}"
    assert column.text_content() == f"chưa xuất bản · không công bố trước {said(until)}"
    assert [line.text_content().strip() for line in blocks] == [
        f"Tin, bài không được công bố trước {said(until)}."
    ]


def test_schedule_before_the_embargo_is_refused_with_the_time_and_at_its_end_taken(desk):
    until = soon(3)
    article, client = under_embargo(until), desk(make.editor())

    early = told(send(client, article, _act="schedule", at=typed(until - HOUR)))
    proposed = html.fromstring(client.get(address(article)).content.decode())
    [at] = proposed.xpath("//input[@name='at']/@value")
    in_time = told(send(client, article, _act="schedule", at=at))

    assert early == [f"Tin, bài không được công bố trước {said(until)}."]
    assert in_time == [f"Bạn đọc sẽ thấy tin, bài từ {said(until)}."]
    assert Edition.objects.get().visible_from == until


def test_later_text_is_not_in_what_is_scheduled_until_it_replaces_it(desk):
    at = soon(3)
    article, client = make.approved(), desk(make.editor())
    old = scheduled(article, at)

    send(client, article, lead="Sapo sửa sau khi hẹn giờ.")
    changed = html.fromstring(client.get(address(article)).content.decode())
    send(client, article, _act="approve")
    [button] = html.fromstring(client.get(address(article)).content.decode()).xpath(
        "//div[@class='desk-note']//button/@value"
    )
    answer = told(send(client, article, _act=button))

    [note] = changed.xpath("//div[@class='desk-note']")
    made = timezone.localtime(old.revision.made_at)
    assert f"{made:%H:%M}" in note.text_content()
    assert note.xpath(".//a/@href") == [
        reverse("admin:articles_article_compare", args=[article.pk]) + f"?old={old.revision_id}"
    ]
    assert note.xpath(".//button") == []
    assert answer == [f"Đã thay: bạn đọc sẽ thấy phiên bản này từ {said(at)}."]
    new = Edition.objects.get()
    assert (new.lead, new.visible_from) == ("Sapo sửa sau khi hẹn giờ.", at)


def test_scheduled_correction_stays_a_correction_when_it_is_replaced():
    article = make.published(now=timezone.now() - HOUR).article
    make.republished(article, lead="Sửa.", kind="correction", reason="Sai ngày.", at=soon(3))
    revision = make.approved_again(article, lead="Sửa nữa.")

    new = rescheduling.replace_scheduled(article, revision=revision, by=make.editor())

    assert (new.kind, new.reason, new.lead) == ("correction", "Sai ngày.", "Sửa nữa.")


@pytest.mark.parametrize("is_cancelled", [True, False])
def test_what_was_cancelled_or_has_gone_out_is_not_replaced(is_cancelled):
    article, by, now = make.approved(), make.editor(), timezone.now()
    pending = scheduled(article, now + HOUR)
    revision = make.approved_again(article, lead="Sửa.")
    if is_cancelled:
        publishing.cancel_scheduled(article, by=by)
    before = list(Edition.objects.values())

    # As who read it before: the edition in hand, and the moment after.
    with pytest.raises(publishing.PublishRefused):
        publishing.publish(
            article,
            revision=revision,
            by=by,
            at=now + 3 * HOUR,
            replacing=pending,
            now=now if is_cancelled else now + 2 * HOUR,
        )

    assert list(Edition.objects.values()) == before


def test_history_tells_every_move_with_its_note_the_newest_first(desk):
    article, by = make.in_status("in_review"), make.managing_editor()
    make.workflow.move(
        article, "draft", by=by, revision=article.last_revision, note="Thiếu ý kiến hai bên."
    )
    until = soon(3)
    embargoes.move(article, until, by=by, note="Họp báo.")
    make.approved_again(article, lead="Đủ ý kiến.")
    client = desk(by)
    send(client, article, _act="schedule", at=typed(until))
    send(client, article, _act="cancel")
    send(client, article, _act="schedule", at=typed(until + HOUR))

    page = html.fromstring(
        client.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    )

    rows = page.xpath("//section[contains(@class, 'desk-moves')]//tbody/tr/td[2]")
    assert [" — ".join(cell.itertext()) for cell in rows] == [
        f"Bản đăng số 1 (bản đầu), hiển thị từ {said(until + HOUR)}",
        "đang biên tập → đã duyệt",
        "chờ biên tập → đang biên tập",
        "bản nháp → chờ biên tập",
        f"Đặt lệnh cấm công bố trước {said(until)} — Họp báo.",
        "đang biên tập → bản nháp — Thiếu ý kiến hai bên.",
        "chờ biên tập → đang biên tập",
        "bản nháp → chờ biên tập",
    ]
    # What was cancelled left no edition, and is told all the same, with who did it.
    [entry] = LogEntry.objects.all()
    assert (entry.user, entry.change_message) == (by, "Hủy hẹn giờ")
    assert "Hủy hẹn giờ" in page.text_content()
