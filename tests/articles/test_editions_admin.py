"""What was published stays readable at the desk, as its readers had it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from articles import publishing, takedowns
from articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db


def address(edition):
    return reverse("admin:articles_article_edition", args=[edition.article_id, edition.pk])


def read(client, edition):
    page = html.document_fromstring(client.get(address(edition)).content.decode())
    [shown] = page.find_class("desk-edition")
    return " ".join(shown.text_content().split())


def test_every_edition_of_a_withdrawn_story_is_read_as_it_was(client):
    first = make.published(headline="Tít đầu", body="<p>Câu đầu.</p>", shown=[make.photo("Bến cá")])
    second = make.republished(first.article, headline="Tít sau", body="<p>Câu sau.</p>")
    make.corrected(second, wrong="Sai này.", right="Đúng này.")
    corrected = first.article.editions.first()
    publishing.withdraw(first.article, by=make.managing_editor(), notice="Bài đã gỡ.")
    notice = first.article.editions.first()
    Article.objects.update(headline="Bản làm việc", body="<p>Bản làm việc.</p>")
    client.force_login(make.editor())

    texts = [read(client, edition) for edition in [first, second, corrected, notice]]

    said = ["Tít đầu", "Câu đầu.", "Bến cá", "Tít sau", "Câu sau.", "Sai này.", "Bài đã gỡ."]
    assert [[words for words in said if words in text] for text in texts] == [
        ["Tít đầu", "Câu đầu.", "Bến cá"],
        ["Tít sau", "Câu sau."],
        ["Tít sau", "Câu sau.", "Sai này."],
        ["Sai này.", "Bài đã gỡ."],
    ]
    assert not any("Bản làm việc" in text for text in texts)


def test_the_pictures_are_the_desks_and_one_that_was_taken_down_is_told(client):
    picture, other = make.photo("Bến cá"), make.photo("Chợ", colour="teal")
    edition = make.published(shown=[picture, other])
    takedowns.take_down(other, by=make.managing_editor(), reason="Quyền đã rút.")
    client.force_login(make.editor())

    page = html.document_fromstring(client.get(address(edition)).content.decode())

    assert page.xpath("//figure//img/@src") == [picture.get_preview_url()]
    assert "Ảnh không còn: đã được gỡ." in read(client, edition)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.REPORTER, 404),
        (Role.PHOTO_EDITOR, 200),
        (Role.EDITOR, 200),
        (Role.MANAGING_EDITOR, 200),
    ],
)
def test_who_reads_an_edition_of_another(client, role, status):
    edition = make.published(now=timezone.now())
    client.force_login(make.UserFactory(role=role))

    assert client.get(address(edition)).status_code == status


def test_an_edition_of_another_story_is_no_page(client):
    one, other = make.published(), make.published()
    client.force_login(make.editor())

    page = reverse("admin:articles_article_edition", args=[one.article_id, other.pk])

    assert client.get(page).status_code == 404
