"""oEmbed: what another site shows of a story, and what it does not get."""

from urllib.parse import urlencode

import pytest
from django.utils import timezone
from lxml import etree, html

from articles import publishing
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "https://bao.example"


def ask(client, path, **query):
    return client.get("/oembed?" + urlencode({"url": f"{SITE}{path}", **query}))


@pytest.fixture
def story():
    return make.published(
        headline="Bến cá “sớm” & <mới>", lead="Sáng nay.", shown=[make.photo("Thuyền về")]
    )


def test_a_story_is_told_with_its_picture_and_credit(client, story):
    response = ask(client, story.path)
    told = response.json()
    root = html.fragment_fromstring(told.pop("html"))

    assert response["Content-Type"] == "application/json"
    assert told == {
        "version": "1.0",
        "type": "rich",
        "title": "Bến cá “sớm” & <mới>",
        "author_name": story.byline,
        "provider_name": "Báo Ngân Hải",
        "provider_url": f"{SITE}/",
        "cache_age": 300,
        "width": 600,
        "height": 475,
    }
    assert root.xpath("string(.//figcaption)") == "Ảnh: Thanh Vân"
    assert root.xpath(".//a/@href") == [f"{SITE}{story.path}"]
    assert root.xpath("string(.//a)") == "Bến cá “sớm” & <mới>"
    [source] = root.xpath(".//img/@src")
    assert sizes(root) == [("504", "283")]
    assert source.startswith(f"{SITE}/media/anh/")
    assert not root.xpath(".//script|.//iframe|.//@style")


@pytest.mark.parametrize("lost", ["", "/", "//"])
def test_an_address_leads_to_its_story_without_the_last_stroke(client, story, lost):
    told = ask(client, f"{story.path.rstrip('/')}{lost}").json()

    assert told["title"] == story.headline


def test_the_name_of_a_site_has_no_case(client, story):
    told = client.get("/oembed", {"url": f"HTTPS://Bao.Example{story.path}"}).json()

    assert told["title"] == story.headline


def test_xml_says_the_same(client, story):
    response = ask(client, story.path, format="xml")
    root = etree.fromstring(response.content)
    told = ask(client, story.path).json()

    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert root.tag == "oembed"
    assert {element.tag: element.text for element in root} == {
        name: str(value) for name, value in told.items()
    }


@pytest.mark.parametrize(
    ("asked", "box", "picture"),
    [
        ({}, (600, 475), [("504", "283")]),
        ({"maxwidth": "5000", "maxheight": "5000"}, (600, 475), [("504", "283")]),
        ({"maxwidth": "-5", "maxheight": "1e3"}, (600, 475), [("504", "283")]),
        ({"maxwidth": "400"}, (400, 362), [("304", "170")]),
        ({"maxwidth": "400", "maxheight": "330"}, (400, 329), [("245", "137")]),
        ({"maxheight": "400"}, (600, 399), [("370", "207")]),
        # Without room for a picture that shows something, the words alone.
        ({"maxheight": "200"}, (600, 136), []),
        ({"maxwidth": "216"}, (216, 307), [("120", "67")]),
        ({"maxwidth": "215"}, (215, 160), []),
        ({"maxwidth": "120", "maxheight": "300"}, (120, 232), []),
        # Without room for the lead, the headline.
        ({"maxheight": "100"}, (600, 96), []),
    ],
)
def test_it_is_no_larger_than_asked(client, story, asked, box, picture):
    told = ask(client, story.path, **asked).json()

    root = html.fragment_fromstring(told["html"])
    assert (told["type"], told["width"], told["height"], sizes(root)) == ("rich", *box, picture)
    assert ("Sáng nay." in told["html"]) is (box[1] > 100)


@pytest.mark.parametrize(
    "asked", [{"maxwidth": "100"}, {"maxwidth": "0"}, {"maxheight": "95"}, {"maxheight": "0"}]
)
def test_without_room_for_words_it_is_a_link(client, story, asked):
    told = ask(client, story.path, **asked).json()

    assert told == {
        "version": "1.0",
        "type": "link",
        "title": "Bến cá “sớm” & <mới>",
        "author_name": story.byline,
        "provider_name": "Báo Ngân Hải",
        "provider_url": f"{SITE}/",
        "cache_age": 300,
    }


def sizes(root):
    return [(image.get("width"), image.get("height")) for image in root.iter("img")]


def test_without_a_picture_it_is_words(client):
    story = make.published()

    told = ask(client, story.path).json()

    assert (told["width"], told["height"]) == (600, 136)
    assert "<img" not in told["html"]


def test_a_format_of_no_kind_is_not_implemented(client, story):
    assert ask(client, story.path, format="yaml").status_code == 501


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "bao.example",
        f"{SITE}/",
        f"{SITE}/khong-co/",
        f"{SITE}/admin/",
        f"{SITE}/kinh-te/bai-999999/",
        f"{SITE}/kinh-te/bai-{10**30}/",
        "http://[::1",
        "javascript:alert(1)",
        f"{SITE}/kinh-te/bai-1/" + "a" * 9000,
        "//bao.example.evil.example/kinh-te/bai-1/",
        "\N{ZERO WIDTH SPACE}",
    ],
)
def test_what_is_no_story_of_ours_is_not_found(client, address):
    assert client.get("/oembed?" + urlencode({"url": address})).status_code == 404


@pytest.mark.parametrize(
    "site",
    ["", "https://evil.example", "https://bao.example.evil.example", "https://bao.example@evil"],
)
def test_another_site_is_not_ours(client, story, site):
    assert client.get("/oembed?" + urlencode({"url": f"{site}{story.path}"})).status_code == 404


def test_what_is_not_public_is_not_found(client):
    draft = make.approved()
    gone = make.published()
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.", now=timezone.now())

    assert ask(client, f"/{draft.section.slug}/bai-{draft.pk}/").status_code == 404
    assert ask(client, gone.path).status_code == 404


def test_an_old_address_tells_of_the_story_at_its_new_one(client, story):
    told = ask(client, f"/{story.section.slug}/tit-cu-{story.article_id}/").json()

    assert f"{SITE}{story.path}" in told["html"]


def test_the_page_tells_where_to_ask(client, story):
    root = html.document_fromstring(client.get(story.path).content.decode())
    links = {
        kind: root.xpath(f'//link[@rel="alternate"][@type="{kind}+oembed"]/@href')
        for kind in ["application/json", "text/xml"]
    }

    for kind, [address] in links.items():
        assert address.startswith(f"{SITE}/oembed?")
        answer = client.get(address.removeprefix(SITE))
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, kind)
