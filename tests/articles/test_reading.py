import pytest
from django.urls import reverse
from lxml import html

from accounts.roles import Role
from articles import saving
from articles.admin import reading
from articles.models import ArticleStatus
from tests import factories as make
from tests.articles.desk import address

pytestmark = pytest.mark.django_db

BODY = "<h2>Đầu vụ</h2><p>Tàu về <strong>sớm</strong>.</p><ul><li>Cá</li></ul>"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR])
def test_who_may_not_write_reads_the_text_and_not_its_tags(client, role):
    user = make.UserFactory(role=role)
    article = make.in_status(
        ArticleStatus.SUBMITTED, by=user, body=BODY, shown=[make.photo("Bến cá")]
    )
    client.force_login(user)

    page = html.fromstring(client.get(address(article)).content.decode())

    (text,) = page.find_class("desk-text")
    assert [" ".join(row.text_content().split()) for row in text] == [
        "Đầu vụ",
        "Tàu về sớm.",
        "Cá",
        "Bến cá Ảnh: Thanh Vân",
    ]
    assert [image.get("src") for image in text.iter("img")] == [
        article.photo_uses.get().photo.get_preview_url()
    ]
    assert "<figure" not in page.text_content()


def test_text_is_sanitised_again_where_it_is_read():
    article = make.story()
    article.body = '<p onclick="x()">Một</p>hai<script>x()</script><p>ba &lt;b&gt;</p>bốn'

    assert [piece.html for piece in reading.pieces(article.body, {})] == [
        "<p>Một</p>",
        "<p>hai</p>",
        "<p>ba &lt;b&gt;</p>",
        "<p>bốn</p>",
    ]


def test_a_photo_that_is_not_the_storys_is_not_shown():
    assert list(reading.pieces('<figure data-photo="la"></figure>', {})) == []


def marked(response):
    return [
        " ".join(element.text_content().split())
        for element in html.fromstring(response.content.decode()).find_class("is-changed")
    ]


def test_what_differs_between_two_versions_is_marked(client):
    article = make.story(body="<p>Một</p><p>Hai</p>", shown=[make.photo("Bến cá")])
    first = article.last_revision
    article.headline, article.body = "Tít mới", article.body.replace("Hai", "Hai rưỡi")
    article.save()
    article.photo_uses.update(caption="Bến cá lúc năm giờ")
    saving.save(article, by=make.editor(), expected_version=article.version)
    client.force_login(make.editor())

    response = client.get(reverse("admin:articles_article_revision", args=[article.pk, first.pk]))

    assert marked(response) == [
        "Khác: Bến cá Cửa Lạch vào vụ mới",
        "Khác: Hai",
        "Khác: Bến cá Ảnh: Thanh Vân",
        "Khác: Tít mới",
        "Khác: Hai rưỡi",
        "Khác: Bến cá lúc năm giờ Ảnh: Thanh Vân",
    ]


def test_nothing_is_marked_in_a_version_that_is_still_the_last(client):
    article = make.story(shown=[make.awaiting_photo()])
    client.force_login(make.editor())

    response = client.get(
        reverse("admin:articles_article_revision", args=[article.pk, article.last_revision.pk])
    )

    assert marked(response) == []
