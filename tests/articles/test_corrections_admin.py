"""The desk's form of a notice, and the ledger."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from articles import correcting, publishing, workflow
from articles.models import Article, ArticleStatus, Correction, Edition
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
LEDGER = "admin:articles_correction_changelist"
GIVEN = {
    "kind": "correction",
    "wrong": "Cầu khởi công tháng 5.",
    "right": "Cầu khởi công tháng 6.",
    "words": "",
    "decided_by": "Ban Biên tập",
    "paper": "12/QĐ-BNH",
    "paper_on": "01/03/2026",
}


def address(article):
    return reverse("admin:articles_article_correct", args=[article.pk])


def live(article):
    return Edition.objects.public(timezone.now()).get(article=article)


def published(**kwargs):
    return make.published(now=timezone.now() - HOUR, **kwargs)


def fields(response):
    """The values of the form as a browser shows them."""
    page = html.document_fromstring(response.content.decode())
    [form] = page.xpath("//form[contains(@class, 'desk-form')]")
    return {name: (value or "").removeprefix("\n") for name, value in form.fields.items()}


def errors(response):
    page = html.document_fromstring(response.content.decode())
    return [
        " ".join(item.text_content().split())
        for item in page.xpath("//ul[contains(@class,'errorlist')]/li")
    ]


def record(article=None, **given):
    return make.corrected(article.editions.first() if article else published(), **given)


def test_the_form_records_what_it_says_and_returns_to_the_story(client):
    article, user = published().article, make.editor()
    client.force_login(user)
    shown = fields(client.get(address(article)))

    response = client.post(address(article), shown | GIVEN | {"_record": "1"})

    row = Correction.objects.get()
    assert response["Location"] == reverse("admin:articles_article_change", args=[article.pk])
    assert (row.kind, row.wrong, row.right, row.words, row.decided_by) == (
        "correction",
        "Cầu khởi công tháng 5.",
        "Cầu khởi công tháng 6.",
        "",
        "Ban Biên tập",
    )
    assert (row.paper, row.paper_on, row.made_by) == (
        "12/QĐ-BNH",
        datetime.date(2026, 3, 1),
        user,
    )
    assert row.edition == live(article)


@pytest.mark.parametrize("is_ticked", [True, False])
def test_the_approved_text_goes_out_where_that_is_ticked(client, is_ticked):
    article = published().article
    make.approved_again(article, lead="Đã sửa.")
    client.force_login(make.editor())
    page = client.get(address(article))
    shown = fields(page)
    ticked = {"with_text": "on"} if is_ticked else {}
    shown.pop("with_text")

    client.post(address(article), shown | GIVEN | ticked | {"_record": "1"})

    assert "Đăng kèm văn bản đã duyệt, phiên bản" in page.content.decode()
    assert (live(article).lead == "Đã sửa.") == is_ticked
    assert live(article).kind == "correction"


NOT_APPROVED = (
    "Văn bản định đăng kèm không còn được duyệt. Hãy xem lại bài rồi gửi lại: "
    "không kèm văn bản, hoặc khi văn bản đã được duyệt."
)


@pytest.mark.parametrize("button", ["_preview", "_record"])
def test_a_text_that_is_not_approved_any_more_holds_the_notice_up(client, button):
    article = published().article
    revision = make.approved_again(article, lead="Đã sửa.")
    client.force_login(make.editor())
    shown = fields(client.get(address(article)))
    workflow.move(article, ArticleStatus.IN_REVIEW, by=make.editor(), revision=revision)
    before = live(article)

    told = client.post(address(article), shown | GIVEN | {"with_text": "on", button: "1"})

    assert errors(told) == [NOT_APPROVED]
    assert (live(article), Correction.objects.count()) == (before, 0)
    kept = fields(told)
    assert kept["wrong"].strip() == GIVEN["wrong"]
    assert "with_text" not in kept
    # Now it is known what goes out.
    assert client.post(address(article), kept | {"_record": "1"}).status_code == 302
    assert live(article).lead == before.lead


@pytest.mark.parametrize("button", ["_preview", "_record"])
def test_no_text_goes_out_that_was_not_the_one_ticked(client, button):
    article = published().article
    make.approved_again(article, lead="Đã sửa.")
    client.force_login(make.editor())
    shown = fields(client.get(address(article)))
    newest = make.approved_again(article, lead="Chưa ai đọc.")
    before = live(article)

    told = client.post(address(article), shown | GIVEN | {"with_text": "on", button: "1"})

    assert errors(told) == [
        f"Nay đã duyệt văn bản khác, phiên bản {newest.version}. Hãy đọc, đánh dấu lại nếu muốn "
        "đăng kèm, rồi gửi lại."
    ]
    assert (live(article), Correction.objects.count()) == (before, 0)
    kept = fields(told)
    assert (kept["with_text"], kept["text_read"]) == ("", str(newest.pk))
    again = client.post(address(article), kept | {"with_text": "on", "_record": "1"})
    assert again.status_code == 302
    assert live(article).revision == newest


def test_what_is_ticked_after_a_look_is_what_stands_beside_it_then(client):
    article = published().article
    make.approved_again(article, lead="Đã sửa.")
    client.force_login(make.editor())
    shown = fields(client.get(address(article))) | {"with_text": ""}
    newest = make.approved_again(article, lead="Sửa nữa.")

    looked = client.post(address(article), shown | GIVEN | {"_preview": "1"})
    client.post(address(article), fields(looked) | {"with_text": "on", "_record": "1"})

    assert f"phiên bản {newest.version}" in looked.content.decode()
    assert live(article).revision == newest


def test_a_double_click_with_the_text_is_told_what_happened(client):
    article = published().article
    make.approved_again(article, lead="Đã sửa.")
    client.force_login(make.editor())
    sent = fields(client.get(address(article))) | GIVEN | {"with_text": "on", "_record": "1"}

    first, second = (client.post(address(article), sent) for _ in range(2))

    assert (first.status_code, Correction.objects.count()) == (302, 1)
    assert [sentence[:40] for sentence in errors(second)] == [
        "Vừa có người thay đổi nội dung bạn đọc đ"
    ]


def test_a_look_before_shows_the_notice_as_readers_will_find_it_and_records_nothing(client):
    article = published().article
    client.force_login(make.editor())
    shown = fields(client.get(address(article)))
    hostile = {"wrong": "</iframe><script>x()</script>"}

    response = client.post(address(article), shown | GIVEN | hostile | {"_preview": "1"})

    page = html.document_fromstring(response.content.decode())
    [frame] = page.xpath("//iframe")
    assert frame.get("sandbox") == "allow-same-origin"
    notice = html.document_fromstring(frame.get("srcdoc")).find_class("correction")[0]
    words = " ".join(notice.text_content().split())
    assert words.startswith("Thông tin cải chính ")
    assert words.endswith(
        "Nội dung sai </iframe><script>x()</script> Nội dung đúng Cầu khởi công tháng 6. "
        "Quyết định: Ban Biên tập Văn bản: số 12/QĐ-BNH ngày 01/03/2026"
    )
    assert not Correction.objects.exists()
    assert {name: fields(response)[name] for name in ["right", "paper_on"]} == {
        "right": GIVEN["right"],
        "paper_on": GIVEN["paper_on"],
    }


@pytest.mark.parametrize("kind", ["correction", "with_text", "withdrawal"])
def test_what_becomes_of_what_is_scheduled_is_said_before_and_after(client, kind):
    article = published().article
    at = timezone.now() + HOUR
    pending = make.republished(article, at=at, lead="Đã hẹn giờ.")
    # Approved since, and not scheduled.
    make.approved_again(article, lead="Đã sửa.")
    client.force_login(make.managing_editor())
    page = client.get(address(article))
    given = {"with_text": "on" if kind == "with_text" else "", "_record": "1"}
    given |= {"kind": "withdrawal", "words": "Gỡ."} if kind == "withdrawal" else {}

    response = client.post(address(article), fields(page) | GIVEN | given, follow=True)

    [note] = html.document_fromstring(page.content.decode()).find_class("desk-note")
    moment = f"{timezone.localtime(at):%H:%M}"
    assert f"Phiên bản {pending.revision.version} đã hẹn giờ đăng" in note.text_content()
    said = [str(message) for message in response.context["messages"]]
    assert len(said) == (1 if kind == "correction" else 2)
    assert [text.split(", ")[0] for text in said[1:]] == (
        [] if kind == "correction" else [f"Bản hẹn giờ đăng lúc {moment}"]
    )
    assert Edition.objects.filter(pk=pending.pk).exists() == (kind == "correction")


def test_enter_in_a_field_looks_and_publishes_nothing(client):
    article = published().article
    client.force_login(make.editor())

    page = html.document_fromstring(client.get(address(article)).content.decode())

    buttons = page.xpath("//form[contains(@class, 'desk-form')]//button/@name")
    assert buttons == ["_preview", "_record"]


@pytest.mark.parametrize("button", ["_preview", "_record"])
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"wrong": ""}, ["“Thông tin cải chính” bắt buộc có phần này."]),
        (
            {"wrong": " ", "right": "", "decided_by": ""},
            ["“Thông tin cải chính” bắt buộc có phần này."] * 3,
        ),
        ({"paper": ""}, ["Hãy ghi cả số văn bản."]),
        ({"paper_on": "31/02/2026"}, ["Ngày chưa đúng. Ví dụ: 25/11/2025."]),
        (
            {"wrong": "a" * 5001},
            ["Chỉ được tối đa 5000 ký tự (hiện có 5001)."],
        ),
        (
            {"kind": "update", "words": "Thêm."},
            ["Cập nhật phải có văn bản mới: hãy duyệt văn bản trước, rồi báo với bạn đọc."],
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, changes, said, button):
    article = published().article
    client.force_login(make.editor())
    sent = fields(client.get(address(article))) | GIVEN | changes

    response = client.post(address(article), sent | {button: "1"})

    if button == "_preview" and changes.get("kind") == "update":
        said = []  # It looks as it will, with a text.
    assert errors(response) == said
    assert not Correction.objects.exists()
    kept = fields(response)
    assert {name: kept[name].removeprefix("\n").strip() for name in GIVEN} == {
        name: (GIVEN | changes)[name].strip() for name in GIVEN
    }


def test_of_two_editors_the_second_is_told_and_may_send_it_again(client):
    article = published().article
    client.force_login(make.editor())
    sent = fields(client.get(address(article))) | GIVEN
    first = record(article)

    told = client.post(address(article), sent | {"_record": "1"})
    kept = fields(told)
    again = client.post(address(article), kept | {"_record": "1"})

    assert [sentence[:40] for sentence in errors(told)] == [
        "Vừa có người thay đổi nội dung bạn đọc đ"
    ]
    assert [kept["wrong"].strip(), kept["paper"]] == [GIVEN["wrong"], GIVEN["paper"]]
    assert again.status_code == 302
    assert list(Correction.objects.values_list("wrong", flat=True)) == [
        GIVEN["wrong"],
        first.wrong,
    ]


def test_a_double_click_records_once(client):
    article = published().article
    client.force_login(make.editor())
    sent = fields(client.get(address(article))) | GIVEN | {"_record": "1"}

    answers = [client.post(address(article), sent).status_code for _ in range(2)]

    assert answers == [302, 200]
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_story_that_nobody_reads_keeps_what_was_written_and_offers_no_button(client, state):
    article = make.story() if state == "draft" else published().article
    client.force_login(make.managing_editor())
    sent = fields(client.get(address(article))) | GIVEN
    if state == "withdrawn":
        publishing.withdraw(article, by=make.managing_editor(), notice="Gỡ.")

    response = client.post(address(article), sent | {"_record": "1"})

    assert errors(response) == ["Hiện bạn đọc không xem được tin, bài này."]
    assert fields(response)["wrong"].strip() == GIVEN["wrong"]
    assert 'name="_record"' not in response.content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("role", "status", "kinds"),
    [
        (Role.REPORTER, 403, []),
        (Role.PHOTO_EDITOR, 403, []),
        (Role.EDITOR, 200, ["update", "correction", "apology", "clarification"]),
        (
            Role.MANAGING_EDITOR,
            200,
            ["update", "correction", "apology", "clarification", "withdrawal"],
        ),
    ],
)
def test_who_may_tell_readers_what(client, role, status, kinds):
    user = make.UserFactory(role=role)
    article = published(by=user).article
    client.force_login(user)

    answer = client.get(address(article))
    posted = client.post(
        address(article),
        GIVEN | {"kind": "withdrawal", "words": "x", "live": live(article).pk, "_record": "1"},
    )

    shown = html.document_fromstring(answer.content.decode()).xpath("//input[@name='kind']/@value")
    assert (answer.status_code, shown) == (status, kinds)
    is_withdrawn = "withdrawal" in kinds
    assert posted.status_code == (302 if is_withdrawn else status)
    assert (live(article).kind == "notice") == is_withdrawn


def test_a_reporter_finds_no_story_of_another(client):
    article = published().article
    client.force_login(make.UserFactory())

    assert client.get(address(article)).status_code == 404


def test_a_retraction_is_no_choice_of_the_form(client):
    article = published().article
    client.force_login(make.managing_editor())

    sent = fields(client.get(address(article))) | GIVEN | {"kind": "retraction", "_record": "1"}
    response = client.post(address(article), sent)

    assert len(errors(response)) == 1
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.REPORTER, False),
        (Role.PHOTO_EDITOR, False),
        (Role.EDITOR, False),
        (Role.MANAGING_EDITOR, True),
    ],
)
def test_who_withdraws_a_notice(client, role, allowed):
    user = make.UserFactory(role=role)
    row = record(published(by=user).article)
    page = reverse("admin:articles_article_retract", args=[row.article_id, row.pk])
    client.force_login(user)
    story = client.get(reverse("admin:articles_article_change", args=[row.article_id]))

    got = client.get(page)
    given = {"words": "Bài đúng.", "decided_by": "Ban", "live": row.edition.pk, "_record": "1"}
    posted = client.post(page, given)

    assert (got.status_code, posted.status_code) == ((200, 302) if allowed else (403, 403))
    assert (page in story.content.decode()) == allowed
    assert Correction.objects.filter(withdraws=row).exists() == allowed
    assert "Đã báo với bạn đọc" in story.content.decode()


def test_a_notice_of_another_story_is_no_page(client):
    row, other = record(), published().article
    client.force_login(make.managing_editor())

    page = reverse("admin:articles_article_retract", args=[other.pk, row.pk])

    assert client.get(page).status_code == 404


def test_the_story_shows_what_readers_were_told(client):
    row = record(wrong="<b>Tháng 5</b>")
    client.force_login(make.editor())

    page = client.get(reverse("admin:articles_article_change", args=[row.article_id]))

    [section] = html.document_fromstring(page.content.decode()).xpath(
        "//section[@aria-labelledby='desk-corrections-title']"
    )
    words = " ".join(section.text_content().split())
    assert "Nội dung sai: <b>Tháng 5</b> Nội dung đúng: Tháng 6." in words
    # The ledger is the managing editor's.
    assert section.xpath(".//a") == []


def test_old_buttons_of_the_story_do_nothing(client):
    """What was sent by a form from before: withdrawing without a record is no way any more."""
    article = published().article
    client.force_login(make.managing_editor())
    story = reverse("admin:articles_article_change", args=[article.pk])
    before = live(article)

    for act in ["correct", "withdraw"]:
        client.post(story, {"_act": act, "reason": "x", "notice": "x"})

    assert live(article) == before


# The ledger


@pytest.mark.parametrize("role", Role)
def test_the_ledger_is_the_managing_editors_and_nobody_writes_it(client, role):
    row = record()
    client.force_login(make.UserFactory(role=role))
    change = reverse("admin:articles_correction_change", args=[row.pk])
    before = list(Correction.objects.values())

    answers = [
        client.get(reverse(LEDGER)).status_code,
        client.get(change).status_code,
        client.post(change, {"wrong": "x"}).status_code,
        client.get(reverse("admin:articles_correction_add")).status_code,
        client.post(
            reverse("admin:articles_correction_delete", args=[row.pk]), {"post": "yes"}
        ).status_code,
    ]

    may_read = 200 if role == Role.MANAGING_EDITOR else 403
    assert answers == [may_read, may_read, 403, 403, 403]
    assert list(Correction.objects.values()) == before


def test_the_ledger_is_searched_without_diacritics_and_filtered(client):
    bridge = record(published(headline="Cầu Vân Sa").article)
    market = record(published(headline="Chợ Bến Ngân").article, paper="7/CV-UBND")
    client.force_login(make.managing_editor())

    def found(**query):
        return [row.pk for row in client.get(reverse(LEDGER), query).context["cl"].result_list]

    assert found() == [market.pk, bridge.pk]
    assert found(q="cau van") == [bridge.pk]
    assert found(q="7/cv-ubnd") == [market.pk]
    assert found(kind__exact="apology") == []
    assert found(made_by__id__exact=bridge.made_by_id) == [bridge.pk]
    assert found(article__id__exact=market.article_id) == [market.pk]
    assert found(q="khong co gi") == []


def test_the_ledger_shows_a_record_and_what_withdrew_it(client):
    row = record()
    gone = correcting.withdraw(
        row,
        parts=correcting.Parts(words="Bài đúng.", decided_by="Ban"),
        by=make.managing_editor(),
        live=row.edition.pk,
    )
    client.force_login(make.managing_editor())

    pages = [
        client.get(reverse("admin:articles_correction_change", args=[which.pk])).content.decode()
        for which in [row, gone]
    ]

    # Whoever answers for it reads the words that readers have no more.
    assert "Tháng 5." in pages[0]
    assert f"đã bị rút bởi số {gone.pk}" in pages[0]
    assert f"rút thông tin số {row.pk}" in pages[1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_ledger_asks_no_more_for_more(client, django_assert_num_queries, count):
    for _ in range(count):
        record()
    client.force_login(make.managing_editor())
    client.get(reverse(LEDGER))

    # session, account, two counts, the days there are (2), rows, who recorded
    with django_assert_num_queries(8):
        response = client.get(reverse(LEDGER))

    assert len(response.context["cl"].result_list) == count
    assert Article.objects.count() == count
