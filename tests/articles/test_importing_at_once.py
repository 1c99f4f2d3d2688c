"""The same story twice in one moment, and two stories with one new provider."""

import pytest
from django.db import connection
from django.test import Client

from articles.importing import stories
from articles.models import Article, StoryUpload
from entities.models import Entity, Organisation
from photos.models import Photo
from tests import factories as make
from tests.racing import at_once

PREVIEW = "/admin/articles/article/import/preview/"


def text(number=1):
    return f"Bến cá vào vụ {number}\n\nSáng nay, bến cá đông.\n\nBán cá {number} (Ảnh: QMG).\n"


@pytest.mark.django_db
def test_a_file_that_a_first_click_has_put_away_is_told(client):
    user = make.UserFactory()
    client.force_login(user)
    client.post("/admin/articles/article/import/", {"pasted": text()})
    upload = StoryUpload.objects.get()
    upload.file.storage.delete(upload.file.name)

    shown = client.get(PREVIEW)
    sent = client.post(PREVIEW, {f"{upload.pk}-take": "on"}, follow=True)

    assert str(shown.context["items"][0]["refusal"]) == "Tệp này vừa được nhập hoặc bị bỏ."
    assert [str(message) for message in sent.context["messages"]] == [
        f"{upload.name}: Tệp này vừa được nhập hoặc bị bỏ.",
        "Chưa nhập tin, bài nào.",
    ]
    assert not Article.objects.exists()


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_two_clicks_import_one_story(attempt):
        by = make.UserFactory()
        story = stories.read(text().encode())

        answers = at_once(*[lambda: stories.create(story, by=by) for _ in range(2)])

        assert sorted(type(answer).__name__ for answer in answers) == ["ImportRefused", "Imported"]
        assert [getattr(answer, "code", "duplicate") for answer in answers] == ["duplicate"] * 2
        assert (Article.objects.count(), Photo.objects.count()) == (1, 1)

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_two_clicks_on_the_page_are_answered_both(attempt):
        user = make.UserFactory()
        clients = [Client(), Client()]
        for client in clients:
            client.force_login(user)
        clients[0].post("/admin/articles/article/import/", {"pasted": text()})
        data = {f"{StoryUpload.objects.get().pk}-take": "on"}

        answers = at_once(*[lambda one=one: one.post(PREVIEW, data) for one in clients])

        assert [answer.status_code for answer in answers] == [302, 302]
        assert Article.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_two_stories_with_one_new_provider_share_its_record(attempt):
        by = make.UserFactory()
        read = [stories.read(text(number).encode()) for number in [1, 2]]

        answers = at_once(*[lambda story=story: stories.create(story, by=by) for story in read])

        assert [type(answer).__name__ for answer in answers] == ["Imported", "Imported"]
        assert list(Organisation.objects.values_list("code", flat=True)) == ["QMG"]
        assert {photo.provider for photo in Photo.objects.all()} == {Entity.objects.get()}
