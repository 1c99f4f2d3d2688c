"""What stands beside a story: its neighbours in the section, and how it is passed on."""

import base64
import datetime
import json

import pytest
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.rendering import bylines
from public import chrome
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 11, 21, 5, tzinfo=datetime.UTC)


def page_of(client, edition):
    chrome.forget()
    return html.document_fromstring(client.get(edition.path).content.decode())


def onward(client, edition):
    [*links] = page_of(client, edition).xpath("//nav[@class='onward']/a")
    return [tuple(part.text_content() for part in link.xpath("./span")) for link in links]


NEWER, OLDER = "Tin mới hơn cùng chuyên mục", "Tin cũ hơn cùng chuyên mục"


def test_the_neighbours_of_a_story_are_the_nearest_visible_ones_of_its_section(client):
    section = make.SectionFactory()
    now = timezone.now()
    first, second, hidden, third, fourth = (
        make.published(headline=f"Bản tin {n}", section=section, now=now - n * HOUR)
        for n in [9, 7, 5, 3, 1]
    )
    make.published(headline="Mục khác", now=now - 4 * HOUR)
    publishing.withdraw(hidden.article, by=make.managing_editor(), notice="Gỡ.")

    assert onward(client, second) == [(NEWER, "Bản tin 3"), (OLDER, "Bản tin 9")]
    assert onward(client, third) == [(NEWER, "Bản tin 1"), (OLDER, "Bản tin 7")]
    assert onward(client, first) == [(NEWER, "Bản tin 7")]
    assert onward(client, fourth) == [(OLDER, "Bản tin 3")]


def test_the_latest_stories_beside_one_of_them_are_the_others(client):
    now = timezone.now()
    rows = [make.published(headline=f"Tin <{n}>", now=now - n * HOUR) for n in range(8)]

    def latest(edition):
        links = page_of(client, edition).xpath("//aside[@class='latest']//a")
        return [(link.text, link.get("href")) for link in links]

    everything = [(edition.headline, edition.path) for edition in rows[:6]]
    assert latest(rows[7]) == everything
    assert latest(rows[2]) == everything[:2] + everything[3:]


def test_the_only_story_of_a_paper_has_none_beside_it(client):
    page = page_of(client, make.published(headline="Một mình"))

    assert page.xpath("//aside[@class='latest']") == []


def test_stories_of_one_moment_stand_in_a_row(client):
    section = make.SectionFactory()
    rows = [
        make.published(headline=f"<b>{name}</b>", section=section, now=NOON)
        for name in ["A", "B", "C"]
    ]

    assert [onward(client, edition) for edition in rows] == [
        [(NEWER, "<b>B</b>")],
        [(NEWER, "<b>C</b>"), (OLDER, "<b>A</b>")],
        [(OLDER, "<b>B</b>")],
    ]


def under(*topics, now, **kwargs):
    article = make.story(**kwargs)
    article.topics.add(*topics)
    revision = make.approved_again(article)
    return publishing.publish(article, revision=revision, by=make.editor(), now=now)


def before(client, edition):
    items = page_of(client, edition).find_class("before__item")
    return [item.xpath("string(./a)") for item in items]


def test_what_came_before_in_the_topic_is_the_newest_three_older_visible_stories(client):
    bridge, other = make.TopicFactory(name="Cầu Bến Ngân"), make.TopicFactory(name="Hạ tầng")
    now = timezone.now()
    rows = [under(bridge, headline=f"Kỳ {n}", now=now - (10 - n) * HOUR) for n in range(1, 8)]
    under(other, headline="Chủ đề khác", now=now - 5 * HOUR)
    publishing.withdraw(rows[4].article, by=make.managing_editor(), notice="Gỡ.")

    assert before(client, rows[0]) == []
    assert before(client, rows[1]) == ["Kỳ 1"]
    assert before(client, rows[6]) == ["Kỳ 6", "Kỳ 4", "Kỳ 3"]
    assert before(client, make.published(headline="Không chủ đề")) == []


def test_the_topic_that_is_told_is_the_first_that_the_story_prints(client):
    # Made the other way round.
    later, first = make.TopicFactory(name="Xây dựng"), make.TopicFactory(name="Cầu <Bến Ngân>")
    now = timezone.now()
    under(later, headline="Nhà ở", now=now - 3 * HOUR)
    under(first, headline="Khởi công", now=now - 2 * HOUR)

    edition = under(later, first, headline="Thông xe", now=now)

    assert before(client, edition) == ["Khởi công"]
    title = page_of(client, edition).get_element_by_id("before-title").text_content()
    assert title == "Diễn biến trước đó: Cầu <Bến Ngân>"


@pytest.mark.parametrize("updates", [1, 13])
def test_a_story_updated_often_takes_no_place_of_others(client, updates):
    bridge, now = make.TopicFactory(name="Cầu Bến Ngân"), timezone.now()
    make.person("Lê Văn Đạo")
    body = "<p>Ông Lê Văn Đạo ra bến.</p>"
    under(bridge, headline="Khởi công", body=body, now=now - 9 * HOUR)
    running = under(bridge, headline="Đang diễn ra", body=body, now=now - 8 * HOUR)
    for n in range(updates):
        make.republished(running.article, lead=f"Lần {n}.", now=now - (7 - n / 60) * HOUR)

    edition = under(bridge, headline="Thông xe", body=body, now=now)

    assert before(client, edition) == ["Đang diễn ra", "Khởi công"]
    related = page_of(client, edition).xpath(
        "//section[contains(@class, 'related')]//*[@class='card__headline']"
    )
    assert [title.text_content().strip() for title in related] == ["Đang diễn ra", "Khởi công"]


def test_a_story_alone_has_no_neighbours_and_no_heading_for_them(client):
    page = page_of(client, make.published())

    assert page.xpath("//nav[@class='onward'] | //section[contains(@class, 'related')]") == []


def test_a_story_is_shared_by_its_own_address_without_a_script_of_others(client):
    edition = make.published()
    address = f"https://bao.example{edition.path}"

    page = page_of(client, edition)

    facebook, zalo = page.xpath("//*[@class='share']/a/@href")
    assert facebook == f"https://www.facebook.com/sharer/sharer.php?u={address}"
    site, _, told = zalo.partition("?d=")
    assert site == "https://button-share.zalo.me/share_external"
    assert json.loads(base64.urlsafe_b64decode(told)) == {"url": address}
    # What needs the script shows where the script has found what it needs.
    assert [button.get("hidden") for button in page.xpath("//*[@class='share']/button")] == ["", ""]
    sources = page.xpath("//script/@src")
    assert [source.split("/")[1] for source in sources] == ["static"] * 3


def test_a_story_says_its_place_its_times_and_its_topics(client):
    section = make.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien")
    story = make.approved(section=section, dateline="Bến Ngân")
    edition = publishing.publish(
        story, revision=story.approved_revision, by=make.editor(), now=NOON
    )

    page = page_of(client, edition)

    crumbs = page.xpath("//ol[@class='crumbs']/li")
    assert [(li.text_content().strip(), *li.xpath("./a/@href")) for li in crumbs] == [
        ("Trang chủ", "/"),
        ("Kinh tế biển", "/kinh-te-bien/"),
    ]
    times = " ".join(page.xpath("string(//*[@class='story__times'])").split())
    assert times == "Bến Ngân Đăng lúc 12:00, thứ Bảy, ngày 21/11/2026"
    assert page.xpath("//header//time/@datetime") == ["2026-11-21T12:00:00+07:00"]


def test_each_picture_leads_to_its_largest_file(client):
    edition = make.published(shown=[make.photo("Bến cá")])
    files = [file for file in edition.facts["photos"][0]["files"] if file["format"] == "jpeg"]
    widest = max((file for file in files if not file["crop"]), key=lambda file: file["width"])

    [link] = page_of(client, edition).find_class("photo__open")

    assert link.get("href") == f"/media/{widest['path']}"
    [image] = link.xpath(".//img")
    assert (image.get("width"), image.get("height")) != (None, None)
    assert "Xem ảnh lớn" in link.text_content()


LAN, DUC = "Ngọc Lan", "Minh Đức"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([(LAN, "reporter"), (DUC, "reporter")], [("", [LAN, DUC])]),
        ([(LAN, "reporter"), (LAN, "photographer")], [("Bài, ảnh", [LAN])]),
        ([(LAN, "reporter"), (DUC, "photographer")], [("Bài", [LAN]), ("Ảnh", [DUC])]),
        ([(LAN, "photographer"), (LAN, "reporter")], [("Bài, ảnh", [LAN])]),
        ([(LAN, "translator")], [("Dịch", [LAN])]),
        ([(DUC, "compiler")], [("Tổng hợp", [DUC])]),
    ],
)
def test_a_byline_says_who_did_what(rows, expected):
    people = {LAN: 1, DUC: 2}
    shown = bylines(
        [{"name": name, "role": role, "author": people[name], "path": ""} for name, role in rows]
    )

    assert [
        (str(line["label"]), [author["name"] for author in line["authors"]]) for line in shown
    ] == expected
