"""What is done to a photo or a name at the desk, and what published stories get of it."""

import pytest
from django_tasks_db.models import DBTaskResult

from articles.models import Fix
from entities.models import Entity, EntityPage
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db


def act(client, action, entity):
    data = {"action": action, "_selected_action": [entity.pk]}
    return client.post("/admin/entities/entity/", data, follow=True)


def test_a_page_is_given_and_taken_by_an_editor(client):
    who = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    client.force_login(make.editor())

    act(client, "give_page", who)
    given = Entity.objects.get(pk=who.pk).page
    act(client, "take_page", who)

    assert (given, Entity.objects.get(pk=who.pk).page) == ("public", "none")
    assert DBTaskResult.objects.count() == 2


def test_a_page_is_not_given_by_a_reporter(client):
    who = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    client.force_login(make.UserFactory())

    act(client, "give_page", who)

    assert Entity.objects.get(pk=who.pk).page == "none"


def test_a_corrected_name_begins_a_fix_of_published_stories(client):
    who = make.person("Lê Văn Đạo")
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    client.force_login(make.editor())
    address = f"/admin/entities/entity/{who.pk}/change/"

    client.post(address, values_of(client.get(address)) | {"name": "Lê Văn Đạt"})

    fix = Fix.objects.get()
    assert (fix.entity, fix.kind, fix.total) == (who, "name", 1)


def test_a_corrected_caption_begins_a_fix_and_an_untouched_form_none(client):
    picture = make.photo("Chợ phien")
    make.published(shown=[picture])
    client.force_login(make.UserFactory(role="photo_editor"))
    address = f"/admin/photos/photo/{picture.pk}/change/"

    client.post(address, values_of(client.get(address)))
    untouched = Fix.objects.count()
    client.post(address, values_of(client.get(address)) | {"caption": "Chợ phiên"})

    fix = Fix.objects.get()
    assert untouched == 0
    assert (fix.photo, fix.kind, fix.total) == (picture, "credit", 1)


def test_a_reporter_no_longer_changes_a_photo_that_readers_see(client):
    reporter = make.UserFactory()
    picture = make.photo(uploaded_by=reporter)
    client.force_login(reporter)
    address = f"/admin/photos/photo/{picture.pk}/change/"
    before = client.get(address).context["has_change_permission"]

    make.published(shown=[picture])

    assert before is True
    assert client.get(address).context["has_change_permission"] is False
    assert client.post(address, {"caption": "Khác"}).status_code == 403
