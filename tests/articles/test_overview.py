"""The day of each at the desk: what is counted is what the list shows, and in which order."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from accounts.models import User
from accounts.roles import Role
from articles import lasting, overview, publishing, queues, workflow
from articles.models import Article, ArticleStatus, EditionKind, PhotoUse, StatusChange
from articles.overview import plans
from tests import factories as make

pytestmark = pytest.mark.django_db

# Ten o'clock in the newsroom, which is three o'clock in UTC.
NOW = datetime.datetime(2026, 3, 10, 3, 0, tzinfo=datetime.UTC)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
NUMBERS = "admin:articles_article_overview"


@pytest.fixture(autouse=True)
def _ten_o_clock():
    with time_machine.travel(NOW, tick=False):
        yield


def sent_back(*, note: str = "Thiếu nguồn.", editor: User | None = None, **kwargs) -> Article:
    article = make.in_status(ArticleStatus.SUBMITTED, **kwargs)
    workflow.move(
        article,
        ArticleStatus.DRAFT,
        by=editor or make.editor(),
        revision=article.last_revision,
        note=note,
    )
    return article


def scheduled(at: datetime.datetime, **kwargs):
    article = make.approved(**kwargs)
    return publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), at=at
    ).article


def a_day(by: User, section) -> None:
    """One story at least in every queue, all begun by `by`, and what must not be counted."""
    given = {"by": by, "section": section}
    make.story(headline="Nháp", **given)
    sent_back(headline="Trả lại", **given)
    for number in range(2):
        make.in_status(ArticleStatus.SUBMITTED, headline=f"Chờ {number}", **given)
    make.in_status(ArticleStatus.IN_REVIEW, headline="Đang biên tập", **given)
    make.approved(headline="Đã duyệt", **given)
    make.in_status(
        ArticleStatus.SUBMITTED, headline="Tên lạ", body="<p>Ông Lường Văn Khuê nói.</p>", **given
    )
    scheduled(NOW + HOUR, headline="Hẹn trưa", **given)
    scheduled(NOW + DAY, headline="Hẹn mai", **given)
    make.published(headline="Vừa đăng", now=NOW - HOUR, **given)
    make.published(headline="Hôm kia", now=NOW - 2 * DAY, **given)
    old = make.published(headline="Cũ, cải chính", now=NOW - 9 * DAY, **given).article
    make.republished(
        old, now=NOW - HOUR, kind=EditionKind.CORRECTION, reason="Sai số liệu.", lead="Sửa."
    )
    gone = make.published(headline="Đã gỡ", now=NOW - HOUR, **given).article
    publishing.withdraw(gone, by=make.managing_editor(), notice="Gỡ.")


QUEUED = {
    "returned": ["Trả lại"],
    "drafts": ["Nháp"],
    "waiting": ["Chờ 0", "Chờ 1", "Tên lạ"],
    "in_review": ["Đang biên tập"],
    "ready": ["Đã duyệt"],
    "names": ["Tên lạ"],
    "scheduled": ["Hẹn trưa"],
    "later": ["Hẹn mai"],
    "live": ["Cũ, cải chính", "Hôm kia", "Vừa đăng"],
    "published": ["Vừa đăng"],
    "corrected": ["Cũ, cải chính"],
}


def test_each_queue_holds_its_stories_and_no_other():
    a_day(make.UserFactory(), make.SectionFactory())
    editor = make.editor()

    found = {
        name: sorted(queues.stories(name, user=editor, now=NOW).values_list("headline", flat=True))
        for name in queues.QUEUES
    }

    assert found == QUEUED


@pytest.mark.parametrize("role", Role.values)
def test_every_number_leads_to_the_list_of_exactly_its_rows(client, role):
    section = make.SectionFactory()
    me, other = make.UserFactory(role=role), make.UserFactory()
    a_day(me, section)
    a_day(other, section)
    for one in [me, other]:
        awaited = make.awaiting_photo(f"Ảnh của {one.pk}")
        PhotoUse.objects.create(article=Article.objects.filter(created_by=one)[0], photo=awaited)
    ending = make.photo("Sắp hết", rights_until=NOW.date() + 29 * DAY)
    make.published(shown=[ending], section=section, by=other, now=NOW - 2 * DAY)
    client.force_login(me)

    day = client.get(reverse("admin:index")).context["day"]

    panels = [*day.main, *day.side]
    tiles = [*day.tiles, day.later, *(panel.tile for panel in panels)]
    tiles += [tile for member in day.members for tile in member.tiles]
    counted = {(tile.name, tile.address): tile.count for tile in tiles}
    assert counted == {(name, address): rows_of(client.get(address)) for name, address in counted}
    assert sum(counted.values()) > 12
    # What is not cut off is listed whole.
    assert {p.tile.name: len(p.rows) for p in panels} == {p.tile.name: p.tile.count for p in panels}


@pytest.mark.parametrize("queue", ["waiting", "in_review"])
def test_who_has_waited_longest_stands_first_in_the_list_as_in_the_overview(client, queue):
    status = {"waiting": ArticleStatus.SUBMITTED, "in_review": ArticleStatus.IN_REVIEW}[queue]
    for name in ["Đến trước", "Đến sau"]:
        make.in_status(status, headline=name)
    # Somebody wrote in it since: it has waited no less for that.
    Article.objects.filter(headline="Đến trước").update(updated_at=NOW + HOUR)
    client.force_login(make.editor())

    day = client.get(reverse("admin:index")).context["day"]
    page = client.get(f"{reverse('admin:articles_article_changelist')}?queue={queue}")

    [panel] = [panel for panel in [*day.main, *day.side] if panel.tile.name == queue]
    listed = [article.headline for article in page.context["cl"].result_list]
    assert [row.title for row in panel.rows] == ["Đến trước", "Đến sau"]
    assert listed == ["Đến trước", "Đến sau"]


def rows_of(page) -> int:
    assert page.status_code == 200
    return page.context["count"] if "rows" in page.context else page.context["cl"].result_count


def test_a_reporter_sees_their_own_stories_only(client):
    section = make.SectionFactory()
    me = make.UserFactory()
    a_day(make.UserFactory(), section)
    make.in_status(ArticleStatus.SUBMITTED, headline="Bài của tôi", by=me, section=section)

    day = overview.of(me, now=NOW)

    assert {tile.name: tile.count for tile in day.tiles} == {
        "returned": 0,
        "drafts": 0,
        "waiting": 1,
        "in_review": 0,
        "scheduled": 0,
        "live": 0,
        "awaiting": 0,
    }
    assert [row.title for panel in [*day.main, *day.side] for row in panel.rows] == ["Bài của tôi"]
    assert (day.moments, day.later.count, day.members) == ([], 0, [])


@pytest.mark.parametrize(
    ("role", "main", "side"),
    [
        (
            Role.REPORTER,
            ["returned", "drafts", "waiting", "in_review"],
            ["published", "corrected", "awaiting"],
        ),
        (Role.PHOTO_EDITOR, ["awaiting", "rights", "waiting"], ["published", "corrected"]),
        (
            Role.EDITOR,
            ["waiting", "in_review", "ready", "names"],
            ["published", "corrected", "awaiting", "rights"],
        ),
        (
            Role.MANAGING_EDITOR,
            ["waiting", "in_review", "ready", "names"],
            ["published", "corrected", "awaiting", "rights"],
        ),
    ],
)
def test_each_role_sees_its_own_work_first(role, main, side):
    user = make.UserFactory(role=role)

    day = overview.of(user, now=NOW)

    assert [panel.tile.name for panel in day.main] == main
    assert [panel.tile.name for panel in day.side] == side
    assert bool(day.members) == (role == Role.MANAGING_EDITOR)


def test_an_editor_who_writes_finds_their_own_below_the_queue():
    me = make.editor()
    make.story(by=me)

    assert [panel.tile.name for panel in overview.of(me, now=NOW).main][-2:] == ["names", "drafts"]


def test_what_was_sent_back_says_why_who_and_when():
    me, editor = make.UserFactory(), make.editor(full_name="Đinh Khánh Vy")
    article = sent_back(by=me, editor=editor, headline="Lớp học mới", note="Rút lead.\nThiếu ảnh.")

    [row] = overview.of(me, now=NOW + 2 * HOUR).main[0].rows

    assert (row.title, row.note, row.words, row.moment) == (
        "Lớp học mới",
        "Rút lead.\nThiếu ảnh.",
        "2 giờ trước",
        NOW,
    )
    assert row.facts == [article.section.name, "Đinh Khánh Vy trả lại"]


def test_who_waited_longest_comes_first_and_stands_out_after_two_hours(client):
    for headline, minutes in [("Mười phút", 10), ("Hai giờ", 130), ("Một giờ", 119)]:
        article = make.in_status(ArticleStatus.SUBMITTED, headline=headline)
        at = NOW - datetime.timedelta(minutes=minutes)
        StatusChange.objects.filter(article=article).update(changed_at=at)
        Article.objects.filter(pk=article.pk).update(updated_at=at)
    editor = make.editor()
    client.force_login(editor)

    panel = overview.of(editor, now=NOW).main[0]
    listed = client.get(panel.tile.address).context["cl"].result_list

    assert [(row.title, row.words, row.is_late) for row in panel.rows] == [
        ("Hai giờ", "chờ 2 giờ 10 phút", True),
        ("Một giờ", "chờ 1 giờ 59 phút", False),
        ("Mười phút", "chờ 10 phút", False),
    ]
    assert [str(article) for article in listed] == [row.title for row in panel.rows]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-5, ""),
        (0.9, ""),
        (1, "1 phút"),
        (60, "1 giờ"),
        (130, "2 giờ 10 phút"),
        (24 * 60 + 59, "1 ngày"),
        (50 * 60 + 10, "2 ngày 2 giờ"),
    ],
)
def test_spans_are_told_in_words(minutes, words):
    assert lasting.words(datetime.timedelta(minutes=minutes)) == words


def test_the_line_of_the_day_holds_what_is_out_what_comes_and_what_embargoes_end():
    make.published(headline="Hôm qua", now=NOW - 11 * HOUR)
    for number in range(4):
        make.published(headline=f"Sáng {number}", now=NOW - (5 - number) * HOUR)
    scheduled(NOW + 13 * HOUR, headline="Trước nửa đêm")
    scheduled(NOW + 14 * HOUR, headline="Nửa đêm")
    make.story(headline="Còn giữ", embargo_until=NOW + 2 * HOUR)
    make.story(headline="Hết hạn giữ", embargo_until=NOW)
    make.story(headline="Giữ đến mai", embargo_until=NOW + 14 * HOUR)

    moments = overview.of(make.editor(), now=NOW).moments

    assert [(one.hour, one.what.value, one.title, one.is_past) for one in moments] == [
        ("06:00", "out", "Sáng 1", True),
        ("07:00", "out", "Sáng 2", True),
        ("08:00", "out", "Sáng 3", True),
        ("12:00", "embargo", "Còn giữ", False),
        ("23:00", "coming", "Trước nửa đêm", False),
    ]


def test_where_there_is_nothing_a_sentence_says_so_and_leads_on(client):
    client.force_login(make.UserFactory())

    page = html.fromstring(client.get(reverse("admin:index")).content.decode())

    empty = [" ".join(one.text_content().split()) for one in page.find_class("day-panel__empty")]
    assert empty == [
        "Không có bài nào bị trả lại.",
        "Chưa có bài nào đang viết. Viết bài mới",
        "Không có bài nào chờ biên tập. Tất cả tin, bài",
        "Chưa có bài nào đang được biên tập. Tất cả tin, bài",
        "Từ giờ đến nửa đêm không có bài nào hẹn giờ.",
        "24 giờ qua chưa có bài nào lên trang. Tất cả tin, bài",
        "24 giờ qua không có cải chính nào.",
        "Không có chú thích nào còn chờ ảnh. Tải ảnh lên",
    ]
    [write] = page.xpath('//section[@aria-labelledby="day-drafts"]//p/a/@href')
    assert write == "/admin/articles/article/add/"


def test_nobody_is_led_to_an_act_that_is_not_theirs():
    photo_editor = make.UserFactory(role=Role.PHOTO_EDITOR)

    acts = overview.acts(photo_editor)

    assert [act.address for act in acts] == [reverse("admin:photos_photo_upload")]
    assert plans.of(photo_editor).shows_members is False


def test_all_lists_of_the_desk_stay_within_reach(client):
    client.force_login(make.managing_editor())

    page = html.fromstring(client.get(reverse("admin:index")).content.decode())

    links = page.xpath('//nav[@class="day-lists"]//li/a[1]/@href')
    assert links == [
        model["admin_url"]
        for app in client.get(reverse("admin:index")).context["app_list"]
        for model in app["models"]
    ]
    assert len(links) > 8


def test_members_are_counted_each_by_their_own():
    me = make.UserFactory(full_name="An")
    a_day(me, make.SectionFactory())
    managing = make.managing_editor(full_name="Bình")

    members = overview.of(managing, now=NOW).members

    told = {member.name: [tile.count for tile in member.tiles] for member in members}
    assert (told["An"], told["Bình"]) == ([1, 1, 3, 1, 1], [0, 0, 0, 0, 0])


# Live


def test_the_numbers_are_sent_once_and_again_when_something_moved(client):
    article = make.story()
    client.force_login(make.editor())
    first = client.get(reverse(NUMBERS))
    tag = {"If-None-Match": first["ETag"]}

    same = client.get(reverse(NUMBERS), headers=tag)
    workflow.move(
        article,
        ArticleStatus.SUBMITTED,
        by=article.created_by,
        revision=article.last_revision,
    )
    other = client.get(reverse(NUMBERS), headers=tag)

    assert (first.status_code, same.status_code, same.content) == (200, 304, b"")
    assert other.status_code == 200
    assert (first.json()["counts"]["chờ biên tập"], other.json()["counts"]["chờ biên tập"]) == (
        0,
        1,
    )


def test_what_is_sent_is_what_the_page_shows(client):
    a_day(make.UserFactory(), make.SectionFactory())
    client.force_login(make.managing_editor())

    page = html.fromstring(client.get(reverse("admin:index")).content.decode())
    sent = client.get(reverse(NUMBERS)).json()["parts"]

    def words(element):
        return re.sub(r"\s+", " ", element.text_content()).strip()

    shown = {place.get("data-part"): words(place) for place in page.xpath("//*[@data-part]")}
    assert shown == {
        name: words(html.fromstring(f"<div>{one}</div>")) for name, one in sent.items()
    }
    assert "Vừa đăng" in shown["side"]


def test_the_numbers_are_for_who_is_signed_in_and_only_read(client):
    outside = client.get(reverse(NUMBERS))
    client.force_login(make.UserFactory())

    assert (outside.status_code, client.post(reverse(NUMBERS)).status_code) == (302, 405)


@pytest.mark.parametrize(
    ("role", "queries"),
    [
        (Role.REPORTER, 13),
        (Role.PHOTO_EDITOR, 11),
        (Role.EDITOR, 16),
        (Role.MANAGING_EDITOR, 17),
    ],
)
def test_the_page_costs_the_same_for_one_row_and_for_thirty(
    client, django_assert_num_queries, role, queries
):
    me, section = make.UserFactory(role=role), make.SectionFactory()
    a_day(me, section)
    ending = make.photo(rights_until=NOW.date())
    make.published(shown=[ending], section=section, by=me, now=NOW)
    client.force_login(me)

    for rows in [1, 29]:
        fill(Article.objects.get(headline="Trả lại"), rows)
        with django_assert_num_queries(queries):
            page = client.get(reverse("admin:index"))
        assert page.status_code == 200


def fill(article: Article, copies: int) -> None:
    """More stories that were sent back, as `article` was, each with a photo that is awaited."""
    step = article.status_changes.first()
    for number in range(copies):
        copy = Article.objects.create(
            headline=f"Lại {number}", section=article.section, created_by=article.created_by
        )
        PhotoUse.objects.create(article=copy, photo=make.awaiting_photo())
        StatusChange.objects.create(
            article=copy,
            revision=step.revision,
            old=ArticleStatus.SUBMITTED,
            new=ArticleStatus.DRAFT,
            note="Lại.",
            changed_by=step.changed_by,
        )


# The list's filters


@pytest.mark.parametrize("query", ["queue=x", "whose=x", "whose=0", "whose=" + "9" * 30, "whose=²"])
def test_odd_queues_are_no_crash(client, query):
    make.story()
    client.force_login(make.editor())

    assert client.get(f"/admin/articles/article/?{query}").status_code == 200


def test_nobody_reaches_the_stories_of_others_by_a_filter(client):
    other = make.UserFactory()
    a_day(other, make.SectionFactory())
    client.force_login(make.UserFactory())

    for query in [f"whose={other.pk}", *(f"queue={name}" for name in queues.QUEUES)]:
        assert client.get(f"/admin/articles/article/?{query}").context["cl"].result_count == 0


def test_the_colleague_of_the_filter_is_named(client):
    other = make.UserFactory(full_name="Mai Hữu Đức")
    client.force_login(make.editor())

    page = html.fromstring(
        client.get(f"/admin/articles/article/?whose={other.pk}").content.decode()
    )

    chosen = page.xpath('//li[@class="selected"]/a')
    assert "Mai Hữu Đức" in [link.text_content().strip() for link in chosen]
