"""
No public template, page or feed shows a picture without its credit.

Templates and addresses are found, not listed: one that comes later is measured too.
"""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import get_resolver
from django.utils import timezone
from lxml import etree, html

from articles import previews
from public.feed_formats import MEDIA
from tests import factories as make
from tests.public.walk import in_sitemap

pytestmark = pytest.mark.django_db

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PICTURE = re.compile(r"<(?:img|picture|media:content|enclosure)\b")
CREDIT = re.compile(r"\{\{\s*[\w.]*credit[\w.]*\s*(?:\|[^}]*)?\}\}")
# The desk and its error pages are no pages of the paper.
PRIVATE = {"admin", "auth"}


def templates(root):
    found = (path for path in root.rglob("*") if path.suffix in {".html", ".xml", ".txt", ".svg"})
    return [path for path in found if path.relative_to(root).parts[0] not in PRIVATE]


def without_credit(root):
    """Return the templates that print a picture and no credit."""
    texts = {path.relative_to(root).as_posix(): path.read_text() for path in templates(root)}
    return sorted(
        name for name, text in texts.items() if PICTURE.search(text) and not CREDIT.search(text)
    )


def test_every_template_with_a_picture_prints_a_credit():
    shown = [path for path in templates(TEMPLATES) if PICTURE.search(path.read_text())]

    assert without_credit(TEMPLATES) == []
    assert shown, "no template shows a picture: the pattern is out of date"


def test_a_template_without_the_renderer_is_found(tmp_path):
    (tmp_path / "public").mkdir()
    (tmp_path / "admin").mkdir()
    (tmp_path / "public" / "cover.html").write_text('<img src="{{ photo.src }}" alt="">')
    (tmp_path / "public" / "feed.xml").write_text('<media:content url="{{ photo.src }}"/>')
    (tmp_path / "public" / "good.html").write_text('<img src="a"><i>{{ photo.credit }}</i>')
    (tmp_path / "public" / "words.html").write_text("<p>Tin mới</p>")
    (tmp_path / "admin" / "desk.html").write_text('<img src="a">')

    assert without_credit(tmp_path) == ["public/cover.html", "public/feed.xml"]


def routes(resolver, above=""):
    """Yield (route, name) of every address below the resolver."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        else:
            yield route, pattern.name


def addresses(edition, person, organisation):
    """Return {name: address} of all that readers can ask for; a new name has to be added here."""
    known = {
        "front": "/",
        "section": f"/{edition.path.strip('/').split('/')[0]}/",
        "story": edition.path,
        "person": f"/nhan-vat/{person.slug}-{person.pk}/",
        "organisation": f"/to-chuc/{organisation.slug}-{organisation.pk}/",
        "preview": f"/xem-truoc/{previews.make(edition.revision, by=make.editor(), days=1)[1]}/",
        "preview-desk": f"/xem-truoc/phien-ban/{edition.revision_id}/",
        "topic": f"/chu-de/{edition.topics.get().topic.slug}/",
        "author": re.search(r'href="(/tac-gia/[^"]*)"', edition.header_html)[1],
        "archive": "/luu-tru/",
        "archive-year": timezone.localtime().strftime("/luu-tru/%Y/"),
        "archive-month": timezone.localtime().strftime("/luu-tru/%Y/%m/"),
        "archive-day": timezone.localtime().strftime("/luu-tru/%Y/%m/%d/"),
        "galleries": "/anh/",
        "story-gallery": f"{edition.path}anh/",
        "people": f"/nhan-vat/?chu={person.name.split()[-1][0].lower()}",
        "organisations": f"/to-chuc/?chu={organisation.name[0].lower()}",
        "about": "/gioi-thieu/",
        "contact": "/lien-he/",
        "search": f"/tim-kiem/?{urlencode({'q': edition.headline})}",
        "search-suggestions": f"/tim-kiem/goi-y/?{urlencode({'q': edition.headline[:6]})}",
        "preview-front": "/xem-truoc/trang-nhat/",
        "corrections": "/cai-chinh/",
        "story-ninjs": f"{edition.path}tin.ninjs",
        "oembed": f"/oembed?url={settings.SITE_URL}{edition.path}",
        "feed": "/tin.rss",
        "section-feed": f"/{edition.path.strip('/').split('/')[0]}/tin.atom",
        "topic-feed": f"/chu-de/{edition.topics.get().topic.slug}/tin.rss",
        "person-feed": f"{person.get_absolute_url()}tin.rss",
        "organisation-feed": f"{organisation.get_absolute_url()}tin.json",
        "sitemap": "/sitemap.xml",
        "sitemap-news": "/sitemap-tin-moi.xml",
        "sitemap-lists": "/sitemap-trang.xml",
        "sitemap-pages": in_sitemap("bai", edition.article_id),
        "robots": "/robots.txt",
        "security": "/.well-known/security.txt",
    }
    names = [name for route, name in routes(get_resolver()) if not route.startswith("admin/")]
    # The files themselves carry their credit in XMP; what a preview shows, on its page.
    pages = [name for name in names if name is not None and not name.endswith("-photo")]
    return {name: known[name] for name in pages}


def pictures_alone(page, credit):
    """Return the addresses of pictures near which a page does not say `credit`."""
    if page.startswith("<?xml"):
        return feed_pictures_alone(page, credit)
    if page.startswith("{"):
        return [
            address for text in texts(json.loads(page)) for address in pictures_alone(text, credit)
        ]
    tree = html.fromstring(page)
    return [
        image.get("src")
        for image in tree.iter("img")
        if not any(
            credit in around.text_content()
            for around in [*image.iterancestors("figure", "article", "li")][:1]
        )
    ]


def texts(told):
    """Yield each piece of HTML in what a machine is told as JSON, at any depth."""
    if isinstance(told, dict | list):
        for part in told.values() if isinstance(told, dict) else told:
            yield from texts(part)
    elif isinstance(told, str) and "<img" in told:
        yield told


def feed_pictures_alone(feed, credit):
    """The same of RSS and Atom: of each file, and of the stories in them."""
    tree = etree.fromstring(feed.encode())
    files = tree.iter(f"{{{MEDIA}}}content")
    alone = [
        file.get("url")
        for file in files
        if credit.removeprefix("Ảnh: ") not in (file.findtext(f"{{{MEDIA}}}credit") or "")
    ]
    stories = [text for element in tree.iter() if "<figure" in (text := element.text or "")]
    return alone + [address for text in stories for address in pictures_alone(text, credit)]


def test_every_page_names_who_made_its_pictures(client, settings):
    settings.NEWSROOM_EMAIL = "toasoan@bao.example"
    person = make.person("Lê Văn Đạo")
    organisation = make.organisation("Sở Du lịch Ngân Hải")
    photo = make.photo("Ông Lê Văn Đạo ở Sở Du lịch Ngân Hải")
    body = "<p>Ông Lê Văn Đạo, Sở Du lịch Ngân Hải, ra bến.</p>"
    story = make.story(body=body, shown=[photo, make.photo("Bến cá", colour="teal")])
    story.topics.add(make.TopicFactory())
    edition = make.republished(story)

    client.force_login(make.editor())

    alone, shown = {}, []
    for name, address in addresses(edition, person, organisation).items():
        page = client.get(address)
        text = page.content.decode()
        assert page.status_code == 200, name
        shown += [name] if re.search(r"(?:<|&lt;)img [^>]*/media/anh/", text) else []
        alone[name] = pictures_alone(text, "Ảnh: Thanh Vân")

    assert {"story", "feed", "section-feed", "organisation-feed"} <= set(shown)
    assert {"topic", "author", "archive-day", "galleries", "story-gallery"} <= set(shown)
    assert alone == {name: [] for name in alone}


def test_a_picture_alone_on_a_page_is_found():
    page = """<main><div><p>Ảnh: Thanh Vân</p></div><div><div><div><div>
        <figure><img src="/media/anh/a.jpg"></figure></div></div></div></div>
        <figure><img src="/media/anh/b.jpg"><i>Ảnh: Thanh Vân</i></figure></main>"""

    assert pictures_alone(page, "Ảnh: Thanh Vân") == ["/media/anh/a.jpg"]


def test_a_picture_alone_in_a_feed_is_found():
    feed = f"""<?xml version="1.0"?><rss xmlns:media="{MEDIA}"><item>
        <media:content url="a.jpg"/>
        <media:content url="b.jpg"><media:credit>Thanh Vân</media:credit></media:content>
        <text>&lt;figure&gt;&lt;img src="c.jpg"&gt;&lt;/figure&gt;</text></item></rss>"""

    assert pictures_alone(feed, "Ảnh: Thanh Vân") == ["a.jpg", "c.jpg"]
