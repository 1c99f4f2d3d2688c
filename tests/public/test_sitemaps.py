"""Sitemaps for search engines, robots.txt and security.txt."""

import datetime
import re

import pytest
from django.utils import timezone
from lxml import etree

from articles import publishing
from articles.models import Edition
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
IDS_A_PAGE = sitemaps.IDS_A_PAGE


@pytest.fixture(autouse=True)
def one_page(monkeypatch):
    """Ids of a database that many tests have used may be high."""
    monkeypatch.setattr(sitemaps, "IDS_A_PAGE", 10**9)


def at(year, month, day=15, hour=12):
    zone = timezone.get_default_timezone()
    return datetime.datetime(year, month, day, hour, tzinfo=zone)


def read(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return etree.fromstring(response.content)


def on_a_topic(name, **about):
    story = make.story(**about)
    story.topics.add(make.TopicFactory(name=name))
    return story


def addresses(client, address):
    return [
        element.text.removeprefix(SITE)
        for element in read(client, address).iterfind(".//map:loc", NAMES)
    ]


def test_index_names_the_pages_of_each_kind(client):
    make.person("Lê Văn Đạo")
    make.organisation("Sở Du lịch Ngân Hải")
    make.republished(on_a_topic("Bến cá", lead="Lê Văn Đạo, Sở Du lịch Ngân Hải."))

    assert addresses(client, "/sitemap.xml") == [
        "/sitemap-tin-moi.xml",
        "/sitemap-trang.xml",
        "/sitemap-bai-1.xml",
        "/sitemap-nhan-vat-1.xml",
        "/sitemap-to-chuc-1.xml",
        "/sitemap-chu-de-1.xml",
        "/sitemap-tac-gia-1.xml",
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("ids_a_page", [1, 1000])
def test_index_asks_as_many_queries_however_much_there_is(
    client, django_assert_num_queries, monkeypatch, count, ids_a_page
):
    monkeypatch.setattr(sitemaps, "IDS_A_PAGE", ids_a_page)
    make.person("Lê Văn Đạo")
    make.organisation("Sở Du lịch Ngân Hải")
    for n in range(count):
        story = on_a_topic(f"Bến {n}", lead="Lê Văn Đạo, Sở Du lịch Ngân Hải.")
        make.republished(story, now=at(2025 - n, 7))
    # What is around every page is asked for once a second.
    chrome()

    # How many are new; of five kinds the highest id, and which pages are there.
    with django_assert_num_queries(1 + 5 * 2):
        client.get("/sitemap.xml")


@pytest.mark.parametrize("word", ["bai", "nhan-vat", "to-chuc", "chu-de", "tac-gia"])
def test_what_has_many_ids_stands_on_several_pages(client, monkeypatch, word):
    monkeypatch.setattr(sitemaps, "IDS_A_PAGE", 2)
    for n in range(3):
        place = chr(97 + n)
        make.person(f"Lê Văn Đ{place}o")
        make.organisation(f"Sở Du lịch M{place}n")
        story = on_a_topic(f"Bến {n}", body=f"<p>Lê Văn Đ{place}o, Sở Du lịch M{place}n.</p>")
        make.republished(story)

    pages = [path for path in addresses(client, "/sitemap.xml") if f"-{word}-" in path]
    # Six ids of records, the last there are.
    each = [addresses(client, page) for page in pages[-4:]]
    numbers = [int(path.removesuffix(".xml").rpartition("-")[2]) for path in pages]
    past = client.get(f"/sitemap-{word}-{numbers[-1] + 1}.xml")

    assert numbers == sorted(set(numbers))
    assert len({path for page in each for path in page}) == sum(map(len, each)) == 3
    assert max(map(len, each)) <= 2
    assert {client.get(path).status_code for page in each for path in page} == {200}
    assert past.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("word", ["bai", "nhan-vat", "to-chuc", "chu-de", "tac-gia"])
def test_a_page_takes_one_query_however_many_stand_on_it(
    client, django_assert_num_queries, word, count
):
    for n in range(count):
        who, body = f"Lê Văn Đạo {chr(65 + n)}a", f"Sở Du lịch M{chr(97 + n)}n"
        make.person(who)
        make.organisation(body)
        make.republished(on_a_topic(f"Bến {n}", body=f"<p>Ông {who}, {body}.</p>"))
    chrome()

    with django_assert_num_queries(1):
        shown = addresses(client, f"/sitemap-{word}-1.xml")

    assert len(shown) == count


def test_index_of_an_empty_paper(client):
    assert addresses(client, "/sitemap.xml") == ["/sitemap-tin-moi.xml", "/sitemap-trang.xml"]


def test_a_story_stands_with_the_moment_it_changed_for_readers(client):
    story = make.published(headline="Tin hè", now=at(2025, 7, 1, hour=5))

    (url,) = read(client, "/sitemap-bai-1.xml").iterfind("map:url", NAMES)

    assert [child.text for child in url] == [f"{SITE}{story.path}", "2025-07-01T05:00:00+07:00"]


def test_lists_and_records_have_sitemaps(client):
    section = make.SectionFactory(slug="kinh-te")
    person, body = make.person("Lê Văn Đạo"), make.organisation("Sở Du lịch Ngân Hải")
    make.person("Trần Văn Kín", page=EntityPage.NONE)
    make.person("Chưa Ai Nhắc")
    make.TopicFactory(name="Chưa ai viết")
    story = on_a_topic(
        "Bến cá",
        body="<p>Ông Lê Văn Đạo, Sở Du lịch Ngân Hải; ông Trần Văn Kín.</p>",
        section=section,
    )
    # Seven in the morning of the first is the last of the month before in UTC.
    edition = make.republished(story, now=at(2025, 7, 1, hour=5))
    make.published(now=at(2024, 12), section=section)
    draft = make.approved(section=section)
    draft.topics.add(make.TopicFactory(name="Của bản nháp"))
    [of_draft] = draft.bylines.all()
    of_draft.author = make.AuthorFactory(printed_name="Chưa Ai Đọc")
    of_draft.save()

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
        "/luu-tru/2025/",
        "/luu-tru/2024/",
        "/luu-tru/2025/07/",
        "/luu-tru/2024/12/",
    ]
    assert addresses(client, "/sitemap-nhan-vat-1.xml") == [person.get_absolute_url()]
    assert addresses(client, "/sitemap-to-chuc-1.xml") == [body.get_absolute_url()]
    assert addresses(client, "/sitemap-chu-de-1.xml") == ["/chu-de/ben-ca/"]
    signed = re.findall(r'href="(/tac-gia/[^"]*)"', edition.header_html)
    assert addresses(client, "/sitemap-tac-gia-1.xml")[:1] == signed


@pytest.mark.parametrize("years", [1, 4])
def test_lists_take_as_many_queries_however_old_the_paper_is(
    client, django_assert_num_queries, years
):
    for n in range(years):
        make.published(now=at(2025 - n, 7))
    chrome()

    # The sections; the first and the last day, the years and the months between.
    with django_assert_num_queries(1 + 3):
        shown = addresses(client, "/sitemap-trang.xml")

    assert [path for path in shown if path.endswith("/07/")] == [
        f"/luu-tru/{2025 - n}/07/" for n in range(years)
    ]


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


def test_sitemaps_have_no_more_than_is_allowed():
    longest = len(SITE) + Edition._meta.get_field("path").max_length * 3

    assert (sitemaps.NEWS_MOST, IDS_A_PAGE <= 50_000) == (1000, True)
    # Of 50 MB, with what stands around an address.
    assert IDS_A_PAGE * (longest + 100) < 50_000_000


def test_news_of_a_busy_day_stand_on_several_pages(client, monkeypatch):
    now = timezone.now()
    stories = [make.published(now=now - n * DAY / 24) for n in range(5)]
    monkeypatch.setattr(sitemaps, "NEWS_MOST", 2)
    pages = ["/sitemap-tin-moi.xml", "/sitemap-tin-moi-2.xml", "/sitemap-tin-moi-3.xml"]

    assert addresses(client, "/sitemap.xml")[:4] == [*pages, "/sitemap-trang.xml"]
    assert [path for page in pages for path in addresses(client, page)] == [
        story.path for story in stories
    ]
    for page in [0, 1, 4, "02", 10**7]:
        assert client.get(f"/sitemap-tin-moi-{page}.xml").status_code == 404


def test_no_sitemap_names_what_is_not_public(client):
    now = timezone.now()
    make.approved(headline="Bản nháp")
    coming = make.approved(headline="Hẹn giờ")
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + DAY, now=now
    )
    gone = make.republished(on_a_topic("Của bài đã gỡ", headline="Đã gỡ"))
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    shown = make.published(headline="Còn đây")

    assert addresses(client, "/sitemap-bai-1.xml") == [shown.path]
    assert addresses(client, "/sitemap-tin-moi.xml") == [shown.path]
    assert client.get("/sitemap-chu-de-1.xml").status_code == 404
    assert len(addresses(client, "/sitemap-tac-gia-1.xml")) == 1
    assert "/sitemap-chu-de-1.xml" not in addresses(client, "/sitemap.xml")


def test_a_page_on_which_nothing_stands_is_not_there(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "IDS_A_PAGE", 1)
    first, gone, last = (make.published(headline=name) for name in ["Một", "Hai", "Ba"])
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    page = {story: f"/sitemap-bai-{story.article_id}.xml" for story in [first, gone, last]}

    of_stories = [path for path in addresses(client, "/sitemap.xml") if "-bai-" in path]

    assert of_stories == [page[first], page[last]]
    assert client.get(page[gone]).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-bai-0.xml",
        "/sitemap-bai-1.xml",
        "/sitemap-bai-99999999999999999999.xml",
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
