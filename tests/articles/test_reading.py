import pytest
from lxml import html

from accounts.roles import Role
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
