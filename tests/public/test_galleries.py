"""Picture stories, and the photos of one alone."""

import datetime
import re

import pytest
from django.conf import settings
from django.utils import timezone
from lxml import html

from articles import publishing
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def printed(response):
    return re.findall(r'class="card__link" href="[^"]*">([^<]*)<', response.content.decode())


def pictures(*captions):
    return [
        make.photo(caption, colour=colour)
        for caption, colour in zip(captions, COLOURS, strict=False)
    ]


COLOURS = ["red", "teal", "navy"]


def test_picture_stories_are_those_with_photos_side_by_side(client):
    now = timezone.now()
    make.published(headline="Ba ảnh", shown=pictures("Một", "Hai", "Ba"), now=now - HOUR)
    make.published(headline="Một ảnh", shown=pictures("Bốn"), now=now)
    make.published(headline="Không ảnh", now=now)

    assert printed(client.get("/anh/")) == ["Ba ảnh"]


def test_no_picture_stories_is_friendly(client):
    page = client.get("/anh/")

    assert page.status_code == 200
    assert "Chưa có tin" in page.content.decode()


def test_gallery_shows_each_photo_with_its_caption_and_credit(client):
    story = make.published(headline="Ba ảnh", shown=pictures("Một", "Hai", "Ba"))

    page = client.get(f"{story.path}anh/")

    text = page.content.decode()
    captions = re.findall(r'<span class="photo__caption">([^<]*)<', text)
    assert captions == ["Một", "Hai", "Ba"]
    assert text.count('<span class="photo__credit">Ảnh: Thanh Vân</span>') == 3
    assert f'<link rel="canonical" href="{settings.SITE_URL}{story.path}">' in text
    # Before the first photo and after the last.
    assert re.findall(r'<a href="[^"]*">Đọc bài viết</a>|</?figure', text) == [
        f'<a href="{story.path}">Đọc bài viết</a>',
        *["<figure", "</figure"] * 3,
        f'<a href="{story.path}">Đọc bài viết</a>',
    ]


def test_a_story_leads_to_its_photos_side_by_side_and_no_other_does(client):
    now = timezone.now()
    three = make.published(shown=pictures("Một", "Hai", "Ba"), now=now - HOUR)
    one = make.published(shown=pictures("Bốn"), now=now)
    plain = make.published(now=now)
    parted = make.published(shown=pictures("Năm", "Sáu", "Bảy"), now=now).article
    # One alone and two together: the page of photos has the two.
    text = parted.body.replace("</figure><figure", "</figure><p>Rồi.</p><figure", 1)
    parted = make.republished(parted, body=text)

    def leading(story):
        page = html.document_fromstring(client.get(story.path).content.decode())
        return [
            (link.get("href"), " ".join(link.text_content().split()))
            for link in page.xpath("//p[@class='story__gallery']/a")
        ]

    assert [leading(story) for story in [three, parted, one, plain]] == [
        [(f"{three.path}anh/", "Xem riêng bộ ảnh")],
        [(f"{parted.path}anh/", "Xem riêng bộ ảnh")],
        [],
        [],
    ]


def test_a_gallery_is_as_visible_as_its_story(client):
    now = timezone.now()
    one = make.published(shown=pictures("Một"))
    gone = make.published(shown=pictures("Hai", "Ba"), now=now - HOUR)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.", now=now)
    draft = make.approved(shown=pictures("Bốn", "Năm"))

    found = {
        path: client.get(f"{path}anh/").status_code
        for path in [one.path, gone.path, f"/kinh-te/tin-{draft.pk}/", "/kinh-te/tin-0/"]
    }

    assert list(found.values()) == [404, 410, 404, 404]
    assert client.get(f"/kinh-te/tin-{'9' * 30}/anh/").status_code == 404
    assert printed(client.get("/anh/")) == []


def test_another_address_leads_to_the_gallery(client):
    story = make.published(shown=pictures("Một", "Hai"))

    answer = client.get(f"/khac/ten-khac-{story.article_id}/anh/?a=1")

    assert (answer.status_code, answer["Location"]) == (301, f"{story.path}anh/?a=1")


@pytest.mark.parametrize("count", [1, 3])
def test_gallery_query_counts_do_not_grow(client, django_assert_num_queries, count):
    for n in range(count):
        story = make.published(shown=pictures(*["Ảnh"] * 3), now=timezone.now() - n * HOUR)
    client.get("/")  # the menus, at most once a second

    with django_assert_num_queries(1):
        client.get("/anh/")
    with django_assert_num_queries(1):
        client.get(f"{story.path}anh/")


def test_of_a_withdrawn_story_nothing_is_there_any_more(client):
    story = make.published(shown=[make.photo("Một"), make.photo("Hai", colour="teal")])
    publishing.withdraw(story.article, by=make.managing_editor(), notice="Bài đã gỡ.")
    plain = make.published()
    parts = ["", "anh/", "tin.ninjs"]

    answers = [client.get(f"{story.path}{part}") for part in parts]

    assert [answer.status_code for answer in answers] == [410] * 3
    assert ["Bài đã gỡ." in answer.content.decode() for answer in answers] == [True] * 3
    assert client.get(f"{plain.path}anh/").status_code == 404
