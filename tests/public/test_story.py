import datetime
import json

import pytest
from django.utils import timezone
from lxml import html

from articles import publishing, structured_data
from articles.models import Article
from entities.models import EntityPage
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def ld(response):
    root = html.document_fromstring(response.content)
    (script,) = root.xpath('//script[@type="application/ld+json"]')
    return json.loads(script.text)


def test_story_shows_text_photo_credit_names_and_links(client):
    who = make.person("Lê Văn Đạo")
    make.tenure(who, "Giám đốc Sở Y tế")
    picture = make.photo("Quang cảnh hội nghị")
    edition = make.published(lead="Ông Lê Văn Đạo dự hội nghị.", shown=[picture])

    response = client.get(edition.path)

    root = html.document_fromstring(response.content.decode())
    assert root.xpath("string(//h1)").strip() == edition.headline
    figure = root.xpath('//figure[contains(@class, "photo")]')[0]
    assert figure.xpath('string(.//*[contains(@class, "photo__caption")])') == "Quang cảnh hội nghị"
    assert figure.xpath('string(.//*[contains(@class, "photo__credit")])') == "Ảnh: Thanh Vân"
    links = root.xpath(f'//a[@href="{who.get_absolute_url()}"]')
    assert [link.text_content().strip() for link in links] == ["Lê Văn Đạo", "Lê Văn Đạo"]
    assert "Giám đốc Sở Y tế" in root.text_content()


def test_story_tells_machines_who_made_the_picture(client):
    edition = make.published(shown=[make.photo("Quang cảnh")])

    data = ld(client.get(edition.path))

    assert data["@type"] == "NewsArticle"
    # The picture itself, and the three ratios that search engines ask for.
    assert [round(image["width"] / image["height"], 2) for image in data["image"]][1:] == [
        1.78,
        1.0,
        1.33,
    ]
    for image in data["image"]:
        assert (image["@type"], image["creditText"]) == ("ImageObject", "Thanh Vân")
        assert image["creator"] == [{"@type": "Person", "name": "Thanh Vân"}]
        assert image["copyrightNotice"] == "Thanh Vân"
        assert image["license"]
        assert image["acquireLicensePage"]
        assert image["contentUrl"].startswith("https://bao.example/media/anh/")
    assert data["datePublished"].endswith("+07:00")


@pytest.mark.parametrize(
    ("creators", "provider", "creator"),
    [
        (["Thanh Vân"], "NVCC", [{"@type": "Person", "name": "Thanh Vân"}]),
        ([], "Sở Du lịch", [{"@type": "Organization", "name": "Sở Du lịch"}]),
        ([], "Công an tỉnh", [{"@type": "Organization", "name": "Công an tỉnh"}]),
        ([], "NVCC", None),
        ([], "Gia đình nạn nhân", None),
        ([], "Internet", None),
        ([], "", None),
        (["CTV"], "", None),
        (["CTV"], "QMG", [{"@type": "Organization", "name": "QMG"}]),
    ],
)
def test_who_is_not_named_is_no_creator_for_machines(creators, provider, creator):
    photo = {"creators": creators, "provider": provider, "caption": "", "credit_line": "NVCC"}

    told = structured_data.image(photo, {"url": "/a.jpg", "width": 2, "height": 1})

    assert told["creditText"] == "NVCC"
    assert told.get("creator") == creator
    assert told.get("copyrightNotice") == (creator and "NVCC")


def test_hostile_headline_does_nothing(client):
    edition = make.published(headline='</script><script>alert("x")</script> tít')

    page = client.get(edition.path).content.decode()

    assert "<script>alert" not in page
    assert ld(client.get(edition.path))["headline"] == edition.headline


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "scheduled"])
def test_story_that_is_not_public_is_a_404_like_an_unknown_one(client, state):
    now = timezone.now()
    article = make.approved() if state in {"approved", "scheduled"} else make.in_status(state)
    if state == "scheduled":
        publishing.publish(
            article, revision=article.approved_revision, by=make.editor(), at=now + HOUR, now=now
        )

    response = client.get(f"/muc/bai-{article.pk}/")
    unknown = client.get("/muc/bai-999999/")

    assert response.status_code == unknown.status_code == 404
    assert response.content == unknown.content


def test_story_shows_nothing_of_the_working_copy(client):
    edition = make.published()
    Article.objects.update(headline="Chưa ai duyệt", lead="Chưa ai duyệt", body="<p>Chưa</p>")

    page = client.get(edition.path).content.decode()

    assert "Chưa" not in page


def test_another_slug_or_section_redirects_only_while_visible(client):
    edition = make.published()
    pk = edition.article_id

    moved = client.get(f"/muc-khac/tit-cu-{pk}/?a=1")
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    gone = client.get(f"/muc-khac/tit-cu-{pk}/")

    assert (moved.status_code, moved["Location"]) == (301, f"{edition.path}?a=1")
    assert gone.status_code == 410


def test_withdrawn_story_answers_410_with_the_notice_and_nothing_else(client):
    picture = make.photo("Quang cảnh hội nghị")
    edition = make.published(lead="Câu đã gỡ.", shown=[picture])
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Xin lỗi bạn đọc.")

    response = client.get(edition.path)

    page = response.content.decode()
    assert response.status_code == 410
    assert "Xin lỗi bạn đọc." in page
    assert edition.headline not in page
    assert "Câu đã gỡ." not in page
    assert "Quang cảnh" not in page


@pytest.mark.parametrize("names", [1, 6])
def test_story_query_count_is_two_however_much_is_in_it(client, django_assert_num_queries, names):
    people = [make.person(f"Lê Văn Đạo {chr(65 + n)}a") for n in range(names)]
    lead = ", ".join(f"ông {who.name}" for who in people) + " dự hội nghị."
    section = make.SectionFactory()
    shown = [make.photo(f"Ảnh {n}") for n in range(names)]
    edition = make.published(lead=lead, shown=shown, section=section)
    for _ in range(names):
        make.published(lead=lead, section=section)
    client.get(edition.path)  # the menus, at most once a second

    with django_assert_num_queries(2):
        response = client.get(edition.path)

    assert response.content.decode().count("card__headline") == min(names, 6)


def test_related_stories_share_names_that_have_a_page(client):
    make.person("Lê Văn Đạo")
    make.person("Trần Thị Hòa", page=EntityPage.NONE)
    edition = make.published(lead="Ông Lê Văn Đạo gặp bà Trần Thị Hòa.")
    shared = make.published(headline="Chung một người", lead="Ông Lê Văn Đạo đi.")
    make.published(headline="Chỉ chung nạn nhân", lead="Bà Trần Thị Hòa về.")
    hidden = make.published(headline="Đã gỡ", lead="Ông Lê Văn Đạo nói.")
    publishing.withdraw(hidden.article, by=make.managing_editor(), notice="Gỡ.")

    page = client.get(edition.path).content.decode()

    root = html.document_fromstring(page)
    assert root.xpath('//*[contains(@class, "related")]//a/@href') == [shared.path]


def test_public_pages_set_no_cookie_and_do_not_vary_by_it(client):
    edition = make.published()

    for path in ["/", edition.path, edition.section_path, "/khong-co/"]:
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]


def test_story_page_weighs_little(client):
    body = "<p>" + "Chữ " * 4000 + "</p>"
    edition = make.published(body=body, shown=[make.photo(f"Ảnh {n}") for n in range(3)])

    size = len(client.get(edition.path).content)

    # 16 kB of text is a very long story; what stands around it may weigh as much again.
    assert size - len(body.encode()) < 20_000


@pytest.mark.parametrize("path", ["/muc/bai-{}/", "/nhan-vat/x-{}/", "/to-chuc/x-{}/"])
@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 200])
def test_an_odd_number_in_an_address_is_a_404(client, path, number):
    assert client.get(path.format(number)).status_code == 404
