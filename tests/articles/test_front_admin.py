"""The board on which editors arrange the front page, as a browser without script uses it."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from articles import arranging, publishing
from articles.arranging import arrange
from articles.front import SLOTS, Chosen
from articles.models import FrontArrangement
from tests import factories as make

pytestmark = pytest.mark.django_db

BOARD = "/admin/articles/frontarrangement/"
HOUR = datetime.timedelta(hours=1)


def live(headline="Bến cá", **kwargs) -> int:
    return make.published(headline=headline, **kwargs).article_id


def scheduled(headline="Hẹn giờ", hours=1):
    now = timezone.now()
    article = make.approved(headline=headline)
    return publishing.publish(
        article,
        revision=article.approved_revision,
        by=make.editor(),
        at=now + hours * HOUR,
        now=now,
    )


def saved(chosen, *, by=None, seen=None):
    seen = FrontArrangement.objects.count() if seen is None else seen
    return arrange(chosen, by=by or make.editor(), seen=seen, now=timezone.now())


def page_of(response):
    return html.fromstring(response.content.decode())


def form(response) -> dict[str, str]:
    """What a browser sends back of the board, but for the button."""
    root = page_of(response).get_element_by_id("desk-front")
    return {
        field.name: field.value or ""
        for field in root.inputs
        if field.name and field.name not in {"width", "csrfmiddlewaretoken", "_do"}
    }


def press(client, response, act, **typed):
    return client.post(BOARD, form(response) | typed | {"_do": act})


def rows(response) -> dict[str, str]:
    """{slot: number of the story} on the screen."""
    names = {slot.name for slot in SLOTS}
    return {name: value for name, value in form(response).items() if name in names}


def slot(response, name) -> str:
    return " ".join(page_of(response).get_element_by_id(f"slot-{name}").text_content().split())


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def sit(client, role=Role.EDITOR):
    user = make.UserFactory(role=role, full_name="Trần Thị Lan")
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MANAGING_EDITOR])
def test_an_editor_fills_orders_and_saves(client, role):
    user = sit(client, role)
    one, two, three = live("Một"), live("Hai"), live("Ba")

    board = press(client, client.get(BOARD), f"put:{one}", into="lead")
    board = press(client, board, f"put:{two}", into="lead")
    board = press(client, board, f"put:{three}", into="more-2")
    before = rows(board)
    board = press(client, board, "up:side-1")
    board = press(client, board, "down:lead", **{"lead-until": "01/01/2027 06:00"})
    board = press(client, board, "clear:more-2")
    unsaved = FrontArrangement.objects.count()
    answer = press(client, board, "save")

    assert before == {"lead": str(two), "side-1": str(one), "more-2": str(three)}
    assert unsaved == 0
    assert (answer.status_code, answer["Location"]) == (302, BOARD)
    made = FrontArrangement.objects.get()
    until = datetime.datetime(2026, 12, 31, 23, tzinfo=datetime.UTC)
    assert arranging.of(made) == {"lead": Chosen(two), "side-1": Chosen(one, until)}
    assert made.made_by == user
    shown = client.get(BOARD)
    assert form(shown)["side-1-until"] == "01/01/2027 06:00"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR])
def test_others_find_no_board_and_write_nothing(client, role):
    one = live()
    sit(client, role)
    row = saved({"lead": Chosen(one)})
    addresses = [
        BOARD,
        f"{BOARD}earlier/",
        f"{BOARD}{row.pk}/change/",
        f"{BOARD}{row.pk}/history/",
        f"{BOARD}add/",
        f"{BOARD}{row.pk}/delete/",
    ]

    answers = [client.get(address).status_code for address in addresses]
    sent = client.post(BOARD, {"_do": "save", "seen": "1", "side-1": live()})
    preview = client.get(reverse("public:preview-front"))

    assert (answers, sent.status_code, preview.status_code) == ([403] * 6, 403, 404)
    assert FrontArrangement.objects.count() == 1


def test_nobody_adds_or_deletes_past_the_board(client):
    sit(client, Role.MANAGING_EDITOR)
    row = saved({"lead": Chosen(live())})

    answers = [
        client.post(f"{BOARD}{address}", {"post": "yes"}).status_code
        for address in ["add/", f"{row.pk}/delete/"]
    ]

    assert answers == [403, 403]
    assert FrontArrangement.objects.count() == 1


def test_picker_finds_live_and_scheduled_stories_and_no_draft(client):
    sit(client)
    live("Bến cá đang đăng")
    coming = scheduled("Bến cá hẹn giờ")
    draft = make.approved(headline="Bến cá bản nháp")
    gone = make.published(headline="Bến cá đã gỡ")
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    live("Chợ phiên", lead="Chợ họp từ sớm.")

    board = press(client, client.get(BOARD), "show", q="ben ca")

    found = page_of(board).xpath("//ul[@class='desk-front__found']//strong")
    assert [one.text_content() for one in found] == ["Bến cá đang đăng", "Bến cá hẹn giờ"]
    moment = f"{timezone.localtime(coming.visible_from):%H:%M, %d/%m/%Y}"
    assert f"hẹn giờ {moment}" in board.content.decode()
    forged = press(client, board, "save", lead=str(draft.pk))
    assert said(forged) == [
        "“Tin chính”: chỉ chọn được bài đã xuất bản hoặc đã hẹn giờ.",
    ]
    assert not FrontArrangement.objects.exists()


def test_each_slot_says_how_its_story_stands(client):
    sit(client)
    now = timezone.now()
    shown, gone = live("Đang đăng"), make.published(headline="Sẽ gỡ")
    coming, cancelled = scheduled("Hẹn giờ"), scheduled("Thôi hẹn")
    live("Mới nhất")
    saved(
        {
            "lead": Chosen(shown),
            "side-1": Chosen(coming.article_id),
            "side-2": Chosen(gone.article_id),
            "more-1": Chosen(cancelled.article_id),
        }
    )
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    publishing.cancel_scheduled(cancelled.article, by=make.editor())

    board = client.get(BOARD)

    moment = f"{timezone.localtime(coming.visible_from):%H:%M, %d/%m/%Y}"
    assert now < coming.visible_from
    assert "Đang đăng đang đăng" in slot(board, "lead")
    assert f"Hẹn giờ đã hẹn giờ: {moment}" in slot(board, "side-1")
    assert "ô hiện: Mới nhất" in slot(board, "side-1")
    assert "đã gỡ" in slot(board, "side-2").casefold()
    assert "không còn hẹn giờ" in slot(board, "more-1")
    assert "hết bài" in slot(board, "more-2")


def test_what_time_fills_is_kept_with_one_button(client):
    sit(client)
    one = live("Một")

    board = press(client, client.get(BOARD), f"put:{one}:lead")

    assert rows(board) == {"lead": str(one)}
    assert "Theo thời gian" not in slot(board, "lead")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("hôm nay", "Ngày giờ chưa đúng. Ví dụ: 25/11/2025 06:00."),
        ("31/02/2027 06:00", "Ngày giờ chưa đúng. Ví dụ: 25/11/2025 06:00."),
        ("01/01/2020 06:00", "Thời điểm này đã qua."),
        ("01/01/2099 06:00", "Hãy nhập một thời điểm trong vòng một năm."),
    ],
)
def test_a_wrong_moment_is_told_kept_as_typed_and_nothing_saved(client, typed, sentence):
    sit(client)
    board = press(client, client.get(BOARD), f"put:{live()}", into="lead")

    answer = press(client, board, "save", **{"lead-until": typed})

    assert answer.status_code == 200
    assert form(answer)["lead-until"] == typed
    wrong = page_of(answer).get_element_by_id("wrong-lead").text_content()
    assert wrong == sentence
    assert not FrontArrangement.objects.exists()


def test_the_second_of_two_editors_is_told_who_changed_what_and_loses_nothing(client):
    other = make.editor(full_name="Mai Thanh Nhã")
    sit(client)
    a, b, c = live("Tin a"), live("Tin b"), live("Tin c")
    saved({"lead": Chosen(a), "side-1": Chosen(b)})
    board = press(client, client.get(BOARD), "clear:lead")
    board = press(client, board, f"put:{c}", into="lead")
    saved({"lead": Chosen(b), "side-2": Chosen(a)}, by=other)

    told = press(client, board, "save", q="tin")
    kept = FrontArrangement.objects.count()
    answer = press(client, told, "save")

    assert "chưa lưu gì cả" in said(told)[0]
    assert kept == 2
    # Mine stays in the lead; what I had left alone is theirs now.
    assert rows(told) == {"lead": str(c), "side-2": str(a)}
    assert "Mai Thanh Nhã đã đổi ô này" in slot(told, "lead")
    assert "“Tin b”. Nếu bạn lưu lại" in slot(told, "lead")
    assert "theo thời gian. Ô này nay như vậy" in slot(told, "side-1")
    assert "“Tin a”. Ô này nay như vậy" in slot(told, "side-2")
    assert form(told)["q"] == "tin"
    assert answer.status_code == 302
    assert arranging.of(arranging.current()) == {"lead": Chosen(c), "side-2": Chosen(a)}


def test_the_choice_of_another_stands_where_a_pin_had_ended(client):
    sit(client)
    a, b, c = live("Tin a"), live("Tin b"), live("Tin c")
    row = saved({"lead": Chosen(a, timezone.now() + HOUR)})
    row.places.update(pinned_until=timezone.now() - HOUR)
    board = press(client, client.get(BOARD), f"put:{c}", into="side-1")
    saved({"lead": Chosen(b)})

    told = press(client, board, "save")
    press(client, told, "save")

    assert arranging.of(arranging.current()) == {"lead": Chosen(b), "side-1": Chosen(c)}


def test_journal_says_who_when_and_what_and_an_earlier_one_is_put_back(client):
    user = sit(client)
    a, b = live("Tin a"), live("Tin b")
    first = saved({"lead": Chosen(a), "more-1": Chosen(b)})
    saved({"lead": Chosen(b)})

    journal = client.get(f"{BOARD}earlier/").content.decode()
    one = client.get(f"{BOARD}{first.pk}/change/").content.decode()
    board = client.get(f"{BOARD}?from=1")
    looked_at = rows(board)
    press(client, board, "save")

    assert "Tin chính: “Tin a” → “Tin b”" in journal
    assert "Tin dưới 1: “Tin b” → theo thời gian" in journal
    assert str(first.made_by) in journal
    assert "?from=1" in one
    assert looked_at == {"lead": str(a), "more-1": str(b)}
    last = arranging.current()
    assert (last.number, last.restores, last.made_by) == (3, first, user)
    assert arranging.of(last) == arranging.of(first)
    assert "Lấy lại bản số 1" in client.get(f"{BOARD}earlier/").content.decode()


def test_an_earlier_one_that_is_changed_on_the_board_is_not_said_to_be_put_back(client):
    sit(client)
    a, b = live("Tin a"), live("Tin b")
    saved({"lead": Chosen(a), "more-1": Chosen(b)})
    saved({"lead": Chosen(b)})
    looked_at = client.get(f"{BOARD}?from=1")

    changed = press(client, looked_at, "clear:more-1")
    press(client, changed, "save")

    promises = [answer.context["restores"] for answer in [looked_at, changed]]
    assert promises == [FrontArrangement.objects.get(number=1), None]
    last = arranging.current()
    assert (last.number, last.restores, arranging.of(last)) == (3, None, {"lead": Chosen(a)})


@pytest.mark.parametrize("asked", ["0", "9", "x", "9" * 30])
def test_unknown_arrangement_is_not_there(client, asked):
    sit(client)

    assert client.get(f"{BOARD}?from={asked}").status_code == 404


def test_pin_that_ended_is_gone_from_the_board(client):
    sit(client)
    row = saved({"lead": Chosen(live(), timezone.now() + HOUR)})
    row.places.update(pinned_until=timezone.now() - HOUR)

    assert rows(client.get(BOARD)) == {}


def test_nothing_changed_is_no_arrangement(client):
    sit(client)
    saved({"lead": Chosen(live())})

    answer = press(client, client.get(BOARD), "save")

    assert said(answer) == ["Không có gì thay đổi."]
    assert FrontArrangement.objects.count() == 1


def test_moment_is_kept_to_the_minute_and_the_board_left_alone_changes_nothing(client):
    sit(client)
    board = press(client, client.get(BOARD), f"put:{live()}", into="lead")
    press(client, board, "save", **{"lead-until": "01/01/2027 06:00:30"})

    answer = press(client, client.get(BOARD), "save")

    until = datetime.datetime(2026, 12, 31, 23, tzinfo=datetime.UTC)
    assert FrontArrangement.objects.get().places.get().pinned_until == until
    assert said(answer)[-1] == "Không có gì thay đổi."


def test_hostile_forms_change_nothing_and_are_answered(client):
    sit(client)
    one = live()
    hostile = [
        {"_do": "up:roof", "seen": "9" * 40, "lead": "9" * 40},
        {"_do": "put:x:y:z", "lead": "\0", "q": "\0" * 500},
        {"_do": "put:999999999999999999:lead", "seen": "-1"},
        {"_do": "save", "seen": "7", "lead": str(one), "side-1": str(one)},
        {"_do": "show", "at": "31/12/9999 23:59", "lead": "1", "lead-until": "0" * 5000},
        {"_do": "<script>", "q": "%_'\"; DROP", "into": "<b>", "restores": "9" * 40},
    ]

    answers = [client.post(BOARD, data).status_code for data in hostile]

    assert answers == [200] * len(hostile)
    assert not FrontArrangement.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_board_and_journal_cost_the_same_however_much_there_is(
    client, django_assert_max_num_queries, count
):
    sit(client)
    stories = [live(f"Tin {n}") for n in range(count)]
    for n in range(count):
        saved({slot.name: Chosen(pk) for slot, pk in zip(SLOTS[n:], stories, strict=False)})

    with django_assert_max_num_queries(20) as board:
        client.get(BOARD)
    with django_assert_max_num_queries(20) as journal:
        client.get(f"{BOARD}earlier/")

    assert (len(board), len(journal)) == (BOARD_QUERIES, JOURNAL_QUERIES)


# With those of the session and of whoever asks.
BOARD_QUERIES, JOURNAL_QUERIES = 10, 7
