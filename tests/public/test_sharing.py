"""What goes with a shared link, whatever page it leads to."""

import json

import pytest
from lxml import html

from articles.structured_site import newsroom
from entities.models import Person
from photos.models import Portrait
from photos.portraits import publish
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "https://bao.example"
OURS = {
    "og:image": f"{SITE}/static/img/shared.png",
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:alt": "Báo Ngân Hải",
}


def page(client, path):
    return html.document_fromstring(client.get(path).content.decode())


def card(root):
    return {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in root.xpath('//meta[starts-with(@property, "og:") or @name="twitter:card"]')
    }


def of(title, path, description, kind="website"):
    return {
        "og:site_name": "Báo Ngân Hải",
        "og:locale": "vi_VN",
        "og:type": kind,
        "og:title": title,
        "og:description": description,
        "og:url": f"{SITE}{path}",
        "twitter:card": "summary_large_image",
        **OURS,
    }


@pytest.fixture
def named():
    section = make.SectionFactory(name="Kinh tế", slug="kinh-te")
    who, body = make.person("Lê Văn Đạo"), make.organisation("Sở Du lịch Ngân Hải")
    text = "<p>Ông Lê Văn Đạo, Sở Du lịch Ngân Hải, ra bến.</p>"
    story = make.published(headline="Bến cá", lead="Sáng nay.", body=text, section=section)
    return story, who, body


def test_every_page_has_a_card_of_its_own(client, named):
    story, who, body = named
    make.tenure(who, "Giám đốc", at=body)
    Person.objects.filter(pk=who.pk).update(biography="Quê Ngân Hải.\n\n" + "Làm nghề biển. " * 20)

    found = {
        path: card(page(client, path))
        for path in [
            *["/", "/kinh-te/", "/cai-chinh/", "/nhan-vat/", "/gioi-thieu/", "/lien-he/"],
            *[who.get_absolute_url(), body.get_absolute_url(), story.path],
        ]
    }

    told = [
        of("Báo Ngân Hải", "/", "Tin, bài, ảnh mới nhất của Báo Ngân Hải."),
        of("Kinh tế", "/kinh-te/", "Kinh tế: tin, bài, ảnh trên Báo Ngân Hải, xếp từ mới đến cũ."),
        of(
            "Cải chính, xin lỗi",
            "/cai-chinh/",
            "Những chỗ Báo Ngân Hải đã viết sai, và nội dung đúng.",
        ),
        of(
            "Nhân vật",
            "/nhan-vat/",
            "Nhân vật trong tin, bài của Báo Ngân Hải, xếp theo chữ cái.",
        ),
        of(
            "Giới thiệu",
            "/gioi-thieu/",
            "Ai làm nên Báo Ngân Hải; tòa soạn cải chính và ghi nguồn ảnh thế nào.",
        ),
        of("Liên hệ", "/lien-he/", "Liên hệ Báo Ngân Hải: địa chỉ, điện thoại, thư điện tử."),
        of(
            "Lê Văn Đạo",
            who.get_absolute_url(),
            f"Giám đốc. Quê Ngân Hải. {'Làm nghề biển. ' * 9}Làm nghề… "
            "Tin, bài, ảnh về Lê Văn Đạo trên Báo Ngân Hải.",
            kind="profile",
        ),
        of(
            "Sở Du lịch Ngân Hải",
            body.get_absolute_url(),
            "Tin, bài, ảnh về Sở Du lịch Ngân Hải trên Báo Ngân Hải.",
        ),
        of("Bến cá", story.path, "Sáng nay.", kind="article"),
    ]
    assert list(found.values()) == told


def test_a_portrait_goes_with_its_credit(client, named):
    _story, who, _body = named
    publish(Portrait.objects.create(person=who, photo=make.photo("Ông Lê Văn Đạo")))

    shown = card(page(client, who.get_absolute_url()))

    assert shown["og:image"].startswith(f"{SITE}/media/anh/")
    assert shown["og:image:alt"] == "Ông Lê Văn Đạo (Ảnh: Thanh Vân)"


def test_a_list_tells_the_way_to_it(client, named):
    [script] = page(client, "/kinh-te/").xpath('//script[@type="application/ld+json"]')

    assert json.loads(script.text) == {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": f"{SITE}/kinh-te/",
        "url": f"{SITE}/kinh-te/",
        "name": "Kinh tế",
        "inLanguage": "vi",
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Báo Ngân Hải", "item": f"{SITE}/"},
                {"@type": "ListItem", "position": 2, "name": "Kinh tế", "item": f"{SITE}/kinh-te/"},
            ],
        },
    }


def test_the_front_page_tells_of_the_paper(client, settings):
    settings.NEWSROOM_OWNER = "Đảng bộ tỉnh Ngân Hải"
    settings.NEWSROOM_EMAIL = "toasoan@bao.example"
    settings.NEWSROOM_ADDRESS = settings.NEWSROOM_PHONE = ""
    [script] = page(client, "/").xpath('//script[@type="application/ld+json"]')

    told = json.loads(script.text)

    assert told == newsroom()
    assert told["parentOrganization"] == {"@type": "Organization", "name": "Đảng bộ tỉnh Ngân Hải"}
    assert (told["email"], told["@type"]) == ("toasoan@bao.example", "NewsMediaOrganization")
    assert {"address", "telephone"} & told.keys() == set()
