"""What caches before us are told of public pages, and what nobody may keep."""

import datetime
import re

import pytest
from django.utils import timezone

from articles import publishing
from public import filled
from public.chrome import chrome, forget
from tests import factories as make

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def seconds(n):
    return datetime.timedelta(seconds=n)


def kept(client, path="/"):
    return client.get(path)["Cache-Control"]


def test_every_public_page_may_be_kept_for_a_moment_and_is_nobodys(client):
    person = make.person("Lê Văn Đạo")
    section = make.SectionFactory(slug="kinh-te")
    story = make.published(body="<p>Ông Lê Văn Đạo ra bến.</p>", section=section)
    gone = make.published(section=section)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")

    told = {}
    for path in [
        "/",
        "/kinh-te/",
        story.path,
        gone.path,
        f"/kinh-te/ten-khac-{story.article_id}/",
        person.get_absolute_url(),
        "/khong-co/",
        "/tin.rss",
        "/sitemap.xml",
        "/robots.txt",
    ]:
        page = client.get(path)
        told[path] = (page["Cache-Control"], page.get("Vary"), page.get("Last-Modified"))
        assert not page.cookies

    assert set(told.values()) == {("max-age=0, s-maxage=5", None, None)}


@pytest.mark.parametrize("path", ["/", "/tin.rss", "/khong-co/", "/tim-kiem/?q=ben&tu=x"])
@pytest.mark.parametrize("name", ["csrftoken", "sessionid"])
def test_a_cookie_of_another_site_changes_no_public_page(client, path, name):
    anonymous = client.get(path)
    client.cookies[name] = "x"

    page = client.get(path)

    assert (page.cookies, page.get("Vary")) == ({}, None)
    assert page.headers == anonymous.headers
    assert page.content == anonymous.content


def test_who_has_the_page_already_is_answered_without_it(client):
    story = make.published()
    first = client.get(story.path)

    again = client.get(story.path, headers={"if-none-match": first["ETag"]})
    weak = client.get(story.path, headers={"if-none-match": f"W/{first['ETag']}"})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"]
    assert weak.status_code == 304


def test_a_new_edition_or_another_setting_makes_another_tag(client, settings):
    story = make.published()
    first = client.get(story.path)["ETag"]
    make.republished(story.article, lead="Sapo mới")
    second = client.get(story.path, headers={"if-none-match": first})
    settings.NEWSROOM_OWNER = "Cơ quan chủ quản khác"
    forget()
    third = client.get(story.path, headers={"if-none-match": second["ETag"]})

    assert [second.status_code, third.status_code] == [200, 200]
    assert len({first, second["ETag"], third["ETag"]}) == 3


PAGES = ["/", "/luu-tru/", "/anh/", "/nhan-vat/", "/cai-chinh/", "/tim-kiem/?q=ben"]


@pytest.fixture
def paths():
    """Return {name: address} of a story and of lists of each kind."""
    person = make.person("Lê Văn Đạo")
    article = make.story(body="<p>Lê Văn Đạo ra bến.</p>", section=make.SectionFactory(slug="bien"))
    article.topics.add(make.TopicFactory(name="Bến cá"))
    story = make.republished(article)
    return {name: name for name in PAGES} | {
        "story": story.path,
        "section": "/bien/",
        "topic": "/chu-de/ben-ca/",
        "author": re.search(r'href="(/tac-gia/[^"]*)"', story.header_html)[1],
        "person": person.get_absolute_url(),
        "archive": timezone.localtime().strftime("/luu-tru/%Y/%m/"),
    }


def tags(client, paths):
    """Return {name: ETag} as a process that has just begun gives them."""
    forget()
    filled._pieces.clear()
    return {name: client.get(path)["ETag"] for name, path in paths.items()}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("NEWSROOM_NAME", "Báo Khác"),
        ("NEWSROOM_EDITOR", "Một Người Khác"),
        ("NEWSROOM_LICENCE", "Số 1/GP-BTTTT"),
    ],
)
def test_another_setting_of_the_site_makes_another_tag_of_story_and_lists(
    client, settings, paths, setting, value
):
    first, again = tags(client, paths), tags(client, paths)
    setattr(settings, setting, value)
    changed = tags(client, paths)

    assert first == again
    assert {name for name in paths if changed[name] != first[name]} == set(paths)


@pytest.mark.parametrize("part", ["style sheet", "template"])
def test_another_release_makes_another_tag_of_story_and_lists(
    client, settings, paths, tmp_path, part
):
    first = tags(client, paths)
    match part:
        case "style sheet":
            # As another hash in its name does.
            settings.STATIC_URL = "/static-khac/"
        case "template":
            foot = tmp_path / "public/_footer.html"
            foot.parent.mkdir()
            foot.write_text("<footer>Chân trang mới</footer>", "utf-8")
            [engine] = settings.TEMPLATES
            settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    changed = tags(client, paths)

    assert {name for name in paths if changed[name] != first[name]} == set(paths)


def test_no_page_is_kept_past_what_the_clock_changes(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    make.published(now=NOON - seconds(3600))
    coming = make.approved(headline="Hẹn giờ")
    revision = coming.approved_revision
    publishing.publish(coming, revision=revision, by=make.editor(), at=NOON + seconds(60))
    forget()
    long_before = kept(client)

    time_machine.move_to(NOON + seconds(57), tick=False)
    shortly_before = kept(client)
    time_machine.move_to(NOON + seconds(59.5), tick=False)
    just_before = kept(client)
    time_machine.move_to(NOON + seconds(60), tick=False)
    forget()

    assert [long_before, shortly_before, just_before, kept(client)] == [
        "max-age=0, s-maxage=5",
        "max-age=0, s-maxage=3",
        "max-age=0, s-maxage=0",
        "max-age=0, s-maxage=5",
    ]


@pytest.mark.parametrize("stories", [0, 1])
def test_no_page_is_kept_past_midnight_of_the_paper(client, time_machine, stories):
    midnight = datetime.datetime(2026, 3, 2, 17, tzinfo=datetime.UTC)
    for _ in range(stories):
        make.published(now=NOON)
    told = {}

    for left in [8, 2, 0]:
        time_machine.move_to(midnight - seconds(left), tick=False)
        forget()
        told[left] = kept(client)

    assert told == {
        8: "max-age=0, s-maxage=5",
        2: "max-age=0, s-maxage=2",
        0: "max-age=0, s-maxage=5",
    }


def test_news_of_two_days_are_not_kept_past_the_leaving_of_the_oldest(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    make.published(now=NOON - datetime.timedelta(days=2) + seconds(4))
    make.published(now=NOON - seconds(3600))
    before = [kept(client, "/sitemap-tin-moi.xml"), kept(client, "/")]
    time_machine.move_to(NOON + seconds(4), tick=False)

    page = client.get("/sitemap-tin-moi.xml")

    assert before == ["max-age=0, s-maxage=4", "max-age=0, s-maxage=5"]
    assert page.content.decode().count("<url>") == 1


def test_what_ceases_to_be_shown_ends_the_keeping_too(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    story = make.published(now=NOON - seconds(3600))
    revision = make.approved_again(story.article, headline="Tít mới")
    publishing.publish(story.article, revision=revision, by=make.editor(), at=NOON + seconds(2))
    forget()

    assert kept(client, story.path) == "max-age=0, s-maxage=2"


def test_nobody_keeps_the_desk_a_preview_or_an_answer_to_a_form(client):
    client.force_login(make.editor())
    story = make.published()

    desk = client.get("/admin/")
    preview = client.get(f"/xem-truoc/phien-ban/{story.revision_id}/")
    posted = client.post(story.path)

    assert "s-maxage" not in desk["Cache-Control"]
    assert preview["Cache-Control"] == "no-store"
    assert not posted.has_header("Cache-Control")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/", "/tim-kiem/", "/tin.rss", "/khong-co/gi-ca/"])
def test_readers_send_nothing(client, method, path):
    """And are not told of forms, which there are none of: Django's own client sends no token."""
    client.handler.enforce_csrf_checks = True

    answer = getattr(client, method)(path)

    assert (answer.status_code, answer["Allow"], answer.content) == (405, "GET, HEAD", b"")


def test_when_the_clock_changes_a_page_costs_no_query_more(django_assert_num_queries):
    make.published()
    forget()

    with django_assert_num_queries(2):
        chrome()
