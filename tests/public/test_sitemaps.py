"""Sitemaps for search engines, robots.txt and security.txt."""

import datetime

import pytest
from django.utils import timezone
from lxml import etree

from articles import publishing
from entities.models import EntityPage
from public.chrome import chrome
from public.views import sitemaps
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
SITE = "https://bao.example"


def at(year, month, day=15, hour=12):
    zone = timezone.get_default_timezone()
    return datetime.datetime(year, month, day, hour, tzinfo=zone)


def read(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return etree.fromstring(response.content)


def addresses(client, address):
    return [
        element.text.removeprefix(SITE)
        for element in read(client, address).iterfind(".//map:loc", NAMES)
    ]


def test_index_names_each_month_with_a_story_and_each_page_of_records(client):
    make.person()
    make.organisation()
    # Seven in the morning of the first is the last of the month before in UTC.
    make.published(headline="Tin hè", now=at(2025, 7, 1, hour=5))
    make.published(headline="Tin đông", now=at(2025, 11))
    make.published(headline="Tin đông nữa", now=at(2025, 11, 16))

    assert addresses(client, "/sitemap.xml") == [
        "/sitemap-tin-moi.xml",
        "/sitemap-trang.xml",
        "/sitemap-2025-11.xml",
        "/sitemap-2025-7.xml",
        "/sitemap-nhan-vat-1.xml",
        "/sitemap-to-chuc-1.xml",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_index_costs_a_look_for_each_month_however_many_stories_it_has(
    client, django_assert_num_queries, count
):
    for n in range(count):
        make.published(now=at(2025, 7, day=n + 1))
        make.published(now=at(2024, 2, day=n + 1))

    # What is around every page is asked for once a second.
    chrome()
    # Two months and that there is none before, and two kinds of records.
    with django_assert_num_queries(3 + 2):
        client.get("/sitemap.xml")


def test_index_of_an_empty_paper(client):
    assert addresses(client, "/sitemap.xml") == ["/sitemap-tin-moi.xml", "/sitemap-trang.xml"]


def test_a_month_has_its_stories_with_the_day_they_changed_for_readers(client):
    story = make.published(headline="Tin hè", now=at(2025, 7, 1, hour=5))
    make.published(headline="Tin trước", now=at(2025, 6, 30, hour=23))
    make.published(headline="Tin sau", now=at(2025, 8, 1, hour=0))

    (url,) = read(client, "/sitemap-2025-7.xml").iterfind("map:url", NAMES)

    assert [child.text for child in url] == [f"{SITE}{story.path}", "2025-07-01T05:00:00+07:00"]


def test_lists_and_records_have_sitemaps(client):
    section = make.SectionFactory(slug="kinh-te")
    person, body = make.person("Lê Văn Đạo"), make.organisation("Sở Du lịch Ngân Hải")
    make.person("Trần Văn Kín", page=EntityPage.NONE)
    make.person("Chưa Ai Nhắc")
    story = make.story(
        body="<p>Ông Lê Văn Đạo, Sở Du lịch Ngân Hải; ông Trần Văn Kín.</p>", section=section
    )
    story.topics.add(make.TopicFactory(name="Bến cá"))
    make.republished(story)
    make.approved(section=section).topics.add(make.TopicFactory(name="Của bản nháp"))

    assert addresses(client, "/sitemap-trang.xml") == [
        "/",
        "/cai-chinh/",
        "/gioi-thieu/",
        "/lien-he/",
        "/luu-tru/",
        "/anh/",
        "/nhan-vat/",
        "/to-chuc/",
        "/kinh-te/",
        "/chu-de/ben-ca/",
    ]
    assert addresses(client, "/sitemap-nhan-vat-1.xml") == [person.get_absolute_url()]
    assert addresses(client, "/sitemap-to-chuc-1.xml") == [body.get_absolute_url()]


def test_news_sitemap_has_two_days_only(client):
    now = timezone.now()
    make.published(headline="Hôm kia", now=now - 2 * DAY)
    story = make.published(headline="Tin & mới", now=now - DAY)

    (url,) = read(client, "/sitemap-tin-moi.xml").iterfind("map:url", NAMES)

    assert url.findtext("map:loc", namespaces=NAMES) == f"{SITE}{story.path}"
    assert {
        name: url.findtext(f"news:news/{name}", namespaces=NAMES)
        for name in [
            "news:publication/news:name",
            "news:publication/news:language",
            "news:publication_date",
            "news:title",
        ]
    } == {
        "news:publication/news:name": "Báo Ngân Hải",
        "news:publication/news:language": "vi",
        "news:publication_date": story.published_iso,
        "news:title": "Tin & mới",
    }


def test_sitemaps_have_no_more_than_is_allowed(client, monkeypatch):
    now = timezone.now()
    stories = [make.published(now=now - n * DAY / 24) for n in range(3)]

    assert (sitemaps.NEWS_MOST, sitemaps.RECORDS_A_PAGE <= 50_000) == (1000, True)
    monkeypatch.setattr(sitemaps, "NEWS_MOST", 2)
    assert addresses(client, "/sitemap-tin-moi.xml") == [story.path for story in stories[:2]]


def test_no_sitemap_names_what_is_not_public(client):
    now = timezone.now()
    month = f"/sitemap-{timezone.localtime(now):%Y}-{timezone.localtime(now).month}.xml"
    make.approved(headline="Bản nháp")
    coming = make.approved(headline="Hẹn giờ")
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + DAY, now=now
    )
    gone = make.published(headline="Đã gỡ")
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    shown = make.published(headline="Còn đây")

    assert addresses(client, month) == [shown.path]
    assert addresses(client, "/sitemap-tin-moi.xml") == [shown.path]


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-2025-13.xml",
        "/sitemap-0-1.xml",
        "/sitemap-9999-12.xml",
        "/sitemap-2025-7.xml",
        "/sitemap-nhan-vat-0.xml",
        "/sitemap-nhan-vat-1.xml",
        "/sitemap-ai-do-1.xml",
    ],
)
def test_what_has_no_sitemap_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_robots_are_kept_from_the_desk_and_told_of_the_sitemaps(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /xem-truoc/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
        f"Sitemap: {SITE}/sitemap-tin-moi.xml",
    ]


def test_who_finds_a_hole_is_told_whom_to_write_to(client, settings, time_machine):
    settings.NEWSROOM_EMAIL = "toasoan@bao.example"
    time_machine.move_to(at(2025, 11))

    assert client.get("/.well-known/security.txt").content.decode().splitlines() == [
        "Contact: mailto:toasoan@bao.example",
        "Expires: 2026-04-30T00:00:00+07:00",
        "Preferred-Languages: vi, en",
        f"Canonical: {SITE}/.well-known/security.txt",
    ]


def test_without_an_address_there_is_no_security_txt(client, settings):
    settings.NEWSROOM_EMAIL = ""

    assert client.get("/.well-known/security.txt").status_code == 404


def test_foot_of_a_page_says_what_the_settings_say(client, settings):
    settings.NEWSROOM_LICENCE = "Số 1/GP-BTTTT"
    settings.NEWSROOM_EDITOR = "Trần Hải Vân"
    settings.NEWSROOM_PHONE = ""

    page = etree.HTML(client.get("/").content.decode())
    lines = [
        " ".join("".join(line.itertext()).split())
        for line in page.xpath("//footer//ul[@class='imprint']/li")
    ]

    assert "Giấy phép: Số 1/GP-BTTTT" in lines
    assert "Tổng Biên tập: Trần Hải Vân" in lines
    assert not [line for line in lines if line.startswith("Điện thoại")]


@pytest.mark.parametrize("month", ["1-1", "1899-12", "2026-13", "10000-1"])
def test_a_month_of_no_paper_is_not_there(client, month):
    assert client.get(f"/sitemap-{month}.xml").status_code == 404
