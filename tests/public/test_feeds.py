"""Feeds: whole stories with their pictures' credits, and nothing that readers may not see."""

import datetime
import json
import re

import pytest
from django.utils import timezone
from lxml import etree, html

from articles import publishing
from articles.models import Byline, BylineRole, Edition
from public.chrome import chrome
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def words(tree, path):
    return [element.text for element in tree.iterfind(path, NAMES)]


def headlines(client, address):
    return words(read(client, address), "channel/item/title")


def said_in(figure):
    """Each line of words in `figure`, as a browser without a sheet parts them."""
    for part in re.split(
        "<br>|</?figcaption>", etree.tostring(figure, encoding="unicode", method="html")
    ):
        if words := " ".join(re.sub("<[^>]*>", "", part).split()):
            yield words


@pytest.fixture
def story():
    """Published an hour ago."""
    photo = make.photo("Thuyền về bến")
    return make.published(
        headline="Bến cá “sớm” & <mới>",
        lead="Sáng nay thuyền về.",
        body='<p>Xem <a href="/kinh-te/">mục Kinh tế</a>.</p>',
        shown=[photo],
        section=make.SectionFactory(name="Kinh tế", slug="kinh-te"),
        now=timezone.now() - HOUR,
    )


def test_rss_carries_the_whole_story_and_who_made_its_pictures(client, story):
    (item,) = read(client, "/tin.rss").iterfind("channel/item")
    text = html.fromstring(item.findtext("content:encoded", namespaces=NAMES))
    (picture,) = item.iterfind("media:content", NAMES)

    assert item.findtext("title") == "Bến cá “sớm” & <mới>"
    assert item.findtext("link") == f"https://bao.example{story.path}"
    assert item.findtext("description") == "Sáng nay thuyền về."
    assert words(item, "dc:creator") == [story.byline]
    assert words(item, "category") == ["Kinh tế"]
    assert picture.get("url").startswith("https://bao.example/media/anh/")
    assert words(picture, "media:credit") == ["Thanh Vân"]
    assert words(picture, "media:description") == ["Thuyền về bến"]
    assert "Sáng nay thuyền về." in text.text_content()
    assert "Ảnh: Thanh Vân" in text.text_content()


def test_a_feed_has_whole_addresses_and_nothing_of_a_page(client, story):
    (item,) = read(client, "/tin.rss").iterfind("channel/item")
    text = html.fromstring(item.findtext("content:encoded", namespaces=NAMES))
    addresses = [address for _element, _name, address, _at in text.iterlinks()]

    (image,) = text.iter("img")
    assert image.get("src").startswith("https://bao.example/media/anh/")
    assert (image.get("alt"), image.get("width")) == ("Thuyền về bến", "640")
    assert "https://bao.example/kinh-te/" in addresses
    assert all(address.startswith("https://bao.example/") for address in addresses)
    assert not list(text.iter("source", "picture"))
    assert not [e for e in text.iter() if {"class", "srcset", "loading"} & set(e.attrib)]


def test_a_lead_is_read_as_it_was_written(client):
    lead = "Nồng độ < 5 mg & <b>x</b> “ngưỡng” 'a' \"b\" &lt;"
    make.published(lead=lead)

    (item,) = read(client, "/tin.rss").iterfind("channel/item")
    summary = read(client, "/tin.atom").find("atom:entry/atom:summary", NAMES)
    marked_up = {"rss": item.findtext("description"), "atom": summary.text}

    # Of both a reader makes HTML; of JSON Feed and ninjs the text that it is.
    assert {name: html.fromstring(f"<p>{text}</p>").text for name, text in marked_up.items()} == {
        "rss": lead,
        "atom": lead,
    }
    assert summary.get("type") == "html"
    assert [item["summary"] for item in client.get("/tin.json").json()["items"]] == [lead]
    [told] = client.get("/tin.ninjs").json()["associations"]
    assert told["descriptions"] == [{"role": "summary", "contentType": "text/plain", "value": lead}]


def test_each_format_says_that_it_is_vietnamese(client, story):
    lang = "{http://www.w3.org/XML/1998/namespace}lang"

    told = [
        read(client, "/tin.rss").findtext("channel/language"),
        read(client, "/tin.atom").get(lang),
        client.get("/tin.json").json()["language"],
        client.get("/tin.ninjs").json()["language"],
    ]

    assert told == ["vi"] * 4


@pytest.mark.parametrize(
    ("creators", "provider", "role", "owned"),
    [
        (["Thanh Vân"], "QMG", "photographer", True),
        ([], "QMG", None, True),
        (["CTV"], "QMG", None, True),
        # Files of an agency name it where a photographer stands.
        (["Reuters"], "", None, True),
        ([], "NVCC", None, False),
        ([], "", None, False),
    ],
)
def test_only_who_is_named_made_a_picture_or_has_a_right(
    client, story, creators, provider, role, owned
):
    [photo] = story.facts["photos"]
    photo |= {"creators": creators, "provider": provider, "credit_line": "Như đã in"}
    Edition.objects.filter(pk=story.pk).update(facts=story.facts)

    [credit] = read(client, "/tin.rss").iter(f"{{{NAMES['media']}}}credit")
    [picture] = client.get(f"{story.path}tin.ninjs").json()["associations"]

    assert (credit.text, credit.get("role")) == ("Như đã in", role)
    assert (picture["by"], "copyrightNotice" in picture) == ("Như đã in", owned)


def test_a_link_that_is_no_address_takes_no_feed_away(client):
    make.published(
        headline="Bến cá", body='<p>Xem <a href="//[báo]/tin">ở đây</a> và <a href="/">báo</a>.</p>'
    )

    [text] = words(read(client, "/tin.rss"), "channel/item/content:encoded")
    others = ["/tin.atom", "/tin.json", "/tin.ninjs"]

    assert html.fromstring(text).xpath("//a/@href") == ["https://bao.example/"]
    assert "Xem <a>ở đây</a>" in text
    assert [client.get(path).status_code for path in others] == [200] * 3


def test_a_feed_says_of_what_it_is(client, story):
    paths = ["/tin.json", "/kinh-te/tin.json"]

    told = {path: client.get(path).json()["description"] for path in paths}

    assert told == {
        "/tin.json": "Tin mới của Báo Ngân Hải",
        "/kinh-te/tin.json": "Tin mới của Báo Ngân Hải: Kinh tế",
    }


def test_each_who_signs_is_an_author_of_their_own(client):
    names = ["Kiều Nhi", "Hoàng Lâm, tổng hợp"]
    article = make.story(shown=[make.photo()], section=make.SectionFactory())
    article.bylines.all().delete()
    roles = [BylineRole.REPORTER, BylineRole.COMPILER, BylineRole.PHOTOGRAPHER]
    authors = [make.AuthorFactory(printed_name=name) for name in names]
    for position, role in enumerate(roles):
        Byline.objects.create(
            article=article, author=authors[position % 2], role=role, position=position
        )
    make.republished(article)

    [item] = client.get("/tin.json").json()["items"]
    told = {
        "rss": words(read(client, "/tin.rss"), "channel/item/dc:creator"),
        "atom": words(read(client, "/tin.atom"), "atom:entry/atom:author/atom:name"),
        "json": [author["name"] for author in item["authors"]],
    }

    assert told == dict.fromkeys(["rss", "atom", "json"], names)


def test_where_nobody_signed_the_paper_is_the_author(client, story):
    # The desk asks for a byline; a story from before may have none.
    Edition.objects.filter(pk=story.pk).update(byline="", facts=story.facts | {"bylines": []})

    atom = read(client, "/tin.atom")
    told = client.get("/tin.json").json()

    assert [[part.text for part in author] for author in atom.iterfind("atom:author", NAMES)] == [
        ["Báo Ngân Hải", "https://bao.example/"]
    ]
    assert told["authors"] == [{"name": "Báo Ngân Hải", "url": "https://bao.example/"}]
    assert atom.find("atom:entry/atom:author", NAMES) is None
    assert "authors" not in told["items"][0]


def test_under_a_picture_stand_its_caption_and_its_credit_in_lines_of_their_own(client):
    make.published(shown=[make.photo("Thuyền về bến"), make.photo("Bến sớm", colour="teal")])
    lines = [["Thuyền về bến", "Ảnh: Thanh Vân"], ["Bến sớm", "Ảnh: Thanh Vân"]]

    [item] = client.get("/tin.json").json()["items"]
    [story] = client.get("/tin.ninjs").json()["associations"]

    for text in [item["content_html"], story["bodies"][0]["value"]]:
        figures = html.fromstring(text).iter("figure")
        assert [list(said_in(figure)) for figure in figures] == lines


def test_atom_and_json_say_the_same(client, story):
    (entry,) = read(client, "/tin.atom").iterfind("atom:entry", NAMES)
    response = client.get("/tin.json")
    (item,) = json.loads(response.content)["items"]

    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert entry.findtext("atom:title", namespaces=NAMES) == item["title"] == story.headline
    assert entry.findtext("atom:id", namespaces=NAMES) == item["id"]
    assert entry.findtext("atom:content", namespaces=NAMES) == item["content_html"]
    assert words(entry, "media:content/media:credit") == ["Thanh Vân"]
    assert [shown["_credit"] for shown in item["attachments"]] == ["Thanh Vân"]
    assert item["image"] == item["attachments"][0]["url"]
    assert item["date_published"] == story.published_iso


def test_a_story_stays_the_same_item_under_a_new_headline(client, story):
    (before,) = read(client, "/tin.rss").iterfind("channel/item")
    make.republished(story.article, headline="Tít mới")
    (after,) = read(client, "/tin.rss").iterfind("channel/item")

    assert (before.findtext("guid"), before.find("guid").get("isPermaLink")) == (
        after.findtext("guid"),
        "false",
    )
    assert before.findtext("link") != after.findtext("link")


def test_a_feed_leaves_out_what_is_not_public(client):
    now = timezone.now()
    make.approved(headline="Bản nháp")
    coming = make.approved(headline="Hẹn giờ")
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + HOUR, now=now
    )
    gone = make.published(headline="Đã gỡ", now=now - HOUR)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.", now=now)
    make.published(headline="Còn đây", now=now - HOUR)

    assert headlines(client, "/tin.rss") == ["Còn đây"]


@pytest.mark.parametrize("format", ["rss", "atom", "json", "ninjs"])
def test_who_has_an_empty_feed_already_is_answered_without_it(client, format):
    make.SectionFactory(slug="trong-rong")
    address = f"/trong-rong/tin.{format}"
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_an_empty_feed_has_the_same_date_at_any_time(client):
    make.SectionFactory(slug="trong-rong")

    dates = [
        read(client, "/trong-rong/tin.rss").findtext("channel/lastBuildDate"),
        read(client, "/trong-rong/tin.atom").findtext("atom:updated", namespaces=NAMES),
    ]

    assert dates == ["Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00+00:00"]


def test_sections_and_records_have_feeds_of_their_own(client):
    person, body = make.person("Lê Văn Đạo"), make.organisation("Sở Du lịch Ngân Hải")
    named = {"body": "<p>Ông Lê Văn Đạo, Sở Du lịch Ngân Hải, ra bến.</p>"}
    section = make.SectionFactory(slug="du-lich")
    make.published(headline="Có tên", section=section, **named)
    make.published(headline="Tin khác")

    assert headlines(client, "/du-lich/tin.rss") == ["Có tên"]
    assert headlines(client, f"{person.get_absolute_url()}tin.rss") == ["Có tên"]
    assert headlines(client, f"{body.get_absolute_url()}tin.rss") == ["Có tên"]
    assert headlines(client, "/tin.rss") == ["Tin khác", "Có tên"]


def under(topic, now=None, **kwargs):
    article = make.story(**kwargs)
    article.topics.add(topic)
    return make.republished(article, now=now or timezone.now())


def test_a_topic_has_a_feed_in_each_format_as_long_as_it_has_a_page(client):
    topic = make.TopicFactory(name="Bến cá")
    now = timezone.now()
    newest = under(topic, headline="Mới", now=now - HOUR)
    under(topic, headline="Cũ", now=now - 2 * HOUR)
    gone = under(topic, headline="Đã gỡ", now=now - HOUR)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    under(make.TopicFactory(name="Chủ đề khác"), headline="Khác")
    draft = make.approved(headline="Bản nháp")
    draft.topics.add(make.TopicFactory(name="Của bản nháp"))
    make.republished(newest.article, headline="Mới, sửa tít")
    shown = ["Mới, sửa tít", "Cũ"]

    read_as_atom = read(client, "/chu-de/ben-ca/tin.atom")
    read_as_json = client.get("/chu-de/ben-ca/tin.json").json()
    read_as_ninjs = client.get("/chu-de/ben-ca/tin.ninjs").json()

    assert headlines(client, "/chu-de/ben-ca/tin.rss") == shown
    assert words(read_as_atom, "atom:entry/atom:title") == shown
    assert [item["title"] for item in read_as_json["items"]] == shown
    assert [story["name"] for story in read_as_ninjs["associations"]] == shown
    assert words(read(client, "/chu-de/ben-ca/tin.rss"), "channel/title") == [
        "Bến cá – Báo Ngân Hải"
    ]
    assert read_as_json["home_page_url"] == "https://bao.example/chu-de/ben-ca/"
    assert client.get("/chu-de/cua-ban-nhap/tin.rss").status_code == 404
    assert client.get("/chu-de/khong-co/tin.rss").status_code == 404


def test_another_address_of_a_topic_leads_to_its_feed(client):
    under(make.TopicFactory(name="Bến cá", slug="Ben_Ca"), headline="Tin")
    under(make.TopicFactory(name="Mùa biển"), headline="Khác")
    under(make.TopicFactory(name="Bài"), headline="Khác")

    moved = client.get("/chu-de/mùa-biển/tin.rss?a=1")

    assert headlines(client, "/chu-de/Ben_Ca/tin.rss") == ["Tin"]
    assert (moved.status_code, moved["Location"]) == (301, "/chu-de/mua-bien/tin.rss?a=1")
    assert client.get("/chu-de/bai/tin.rss").status_code == 200
    assert client.get("/chu-de/---/tin.rss").status_code == 404


@pytest.mark.parametrize(
    "address", ["/khong-co/tin.rss", "/tin.xml", "/nhan-vat/ai-do-999/tin.rss"]
)
def test_what_has_no_feed_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_another_address_of_a_record_leads_to_its_feed(client):
    person = make.person("Lê Văn Đạo")
    make.published(body="<p>Ông Lê Văn Đạo ra bến.</p>")

    response = client.get(f"/nhan-vat/ten-cu-{person.pk}/tin.atom")

    assert (response.status_code, response["Location"]) == (
        301,
        f"{person.get_absolute_url()}tin.atom",
    )


def test_pages_tell_of_their_feeds(client):
    person = make.person("Lê Văn Đạo")
    under(
        make.TopicFactory(name="Bến cá"),
        body="<p>Ông Lê Văn Đạo ra bến.</p>",
        section=make.SectionFactory(name="Kinh tế", slug="kinh-te"),
    )

    pages = {
        "/": "",
        "/kinh-te/": "Kinh tế – ",
        "/chu-de/ben-ca/": "Bến cá – ",
        person.get_absolute_url(): "Lê Văn Đạo – ",
    }
    told = {address: alternates(client, address) for address in pages}

    assert told == {
        address: [*(feeds_of(address, name) if name else []), *feeds_of("/", "")]
        for address, name in pages.items()
    }


def alternates(client, address):
    links = html.fromstring(client.get(address).content).xpath('//link[@rel="alternate"]')
    return [(link.get("type"), link.get("title"), link.get("href")) for link in links]


def feeds_of(path, name):
    return [
        ("application/rss+xml", f"{name}Báo Ngân Hải (RSS)", f"{path}tin.rss"),
        ("application/atom+xml", f"{name}Báo Ngân Hải (Atom)", f"{path}tin.atom"),
        ("application/feed+json", f"{name}Báo Ngân Hải (JSON)", f"{path}tin.json"),
    ]


def test_a_feed_takes_one_query_for_its_stories(client, story, django_assert_num_queries):
    for n in range(5):
        make.published(headline=f"Tin {n}")

    # What is around every page is asked for once a second.
    chrome()
    with django_assert_num_queries(1):
        client.get("/tin.rss")
