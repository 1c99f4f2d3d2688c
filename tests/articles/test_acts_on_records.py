"""What is done to a photo or a name at the desk, and what published stories get of it."""

import pytest
from django_tasks_db.models import DBTaskResult

from articles import workflow
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


@pytest.mark.parametrize("status", make.STEPS)
def test_a_reporter_changes_no_photo_of_a_story_that_was_handed_in(client, status):
    reporter = make.UserFactory()
    picture = make.photo("Bến cá", uploaded_by=reporter)
    article = make.story(by=reporter, shown=[picture])
    client.force_login(reporter)
    address = f"/admin/photos/photo/{picture.pk}/change/"
    data = values_of(client.get(address))
    for step in make.STEPS[: make.STEPS.index(status) + 1]:
        workflow.move(article, step, by=make.editor(), revision=article.last_revision)

    response = client.post(address, data | {"caption": "Chưa ai duyệt", "creators-0-name": "Ai đó"})
    shown = client.get(address)

    picture.refresh_from_db()
    assert response.status_code == 403
    assert (picture.caption, picture.creators.get().name) == ("Bến cá", "Thanh Vân")
    assert [str(message) for message in shown.context["messages"]] == [
        "Ảnh này nằm trong tin, bài đã gửi duyệt, đã xuất bản hoặc do người khác viết: "
        "nếu có chỗ sai, ban ảnh hoặc biên tập viên sẽ sửa."
    ]


def test_the_first_office_makes_a_public_person_and_no_protected_one(client):
    post = make.tenure(make.person("Trần Thị Hòa")).post
    client.force_login(make.editor())
    pages = []
    for name, protected in [("Lê Văn Đạo", False), ("Vũ Minh Khuê", True)]:
        who = make.person(name, page=EntityPage.NONE, is_protected=protected)
        address = f"/admin/entities/entity/{who.pk}/change/"
        data = values_of(client.get(address))
        data |= {"tenures-TOTAL_FORMS": 1, "tenures-0-post": post.pk, "tenures-0-person": who.pk}
        data |= {"tenures-0-start_precision": "day", "tenures-0-end_precision": "day"}
        client.post(address, data)
        assert who.tenures.count() == 1
        pages.append(Entity.objects.get(pk=who.pk).page)

    assert pages == ["public", "none"]


def test_a_page_is_given_on_the_form(client):
    who = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    client.force_login(make.editor())
    address = f"/admin/entities/entity/{who.pk}/change/"

    client.post(address, values_of(client.get(address)) | {"_page": "give"})

    assert Entity.objects.get(pk=who.pk).page == "public"


def test_an_unknown_name_leads_to_a_form_that_holds_it(client):
    article = make.story(lead="Ông Lê Văn Đạo, Giám đốc Sở Y tế, dự hội nghị.", accept=False)
    client.force_login(make.editor())
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()

    address = (
        "/admin/entities/entity/add/?kind=person&amp;name=L%C3%AA%20V%C4%83n%20%C4%90%E1%BA%A1o"
    )
    form = client.get(address.replace("&amp;", "&")).context["adminform"].form

    assert address in page
    assert (form.initial["name"], form.initial["kind"]) == ("Lê Văn Đạo", "person")


def test_the_last_of_a_credit_that_readers_see_is_not_taken_away(client):
    picture = make.photo()
    make.published(shown=[picture])
    client.force_login(make.UserFactory(role="photo_editor"))
    address = f"/admin/photos/photo/{picture.pk}/change/"

    response = client.post(address, values_of(client.get(address)) | {"creators-0-DELETE": "on"})

    assert response.status_code == 200
    assert picture.creators.count() == 1
    assert not Fix.objects.exists()


@pytest.mark.parametrize("emptied", [{"provider": ""}, {"provider": "", "kind": "staff"}])
def test_the_provider_of_a_photo_that_readers_see_is_not_emptied(client, emptied):
    picture = make.photo(creators=[], provider=make.organisation("Báo Ngân Hải", code="BNH"))
    make.published(shown=[picture])
    client.force_login(make.editor())
    address = f"/admin/photos/photo/{picture.pk}/change/"

    response = client.post(address, values_of(client.get(address)) | emptied)

    picture.refresh_from_db()
    assert response.status_code == 200
    assert list(response.context["errors"]) == [
        "Bạn đọc đang xem ảnh này: phần ghi nguồn phải có tác giả hoặc nơi cung cấp."
    ]
    assert picture.provider is not None


def test_a_provider_gives_way_to_a_creator_in_one_step(client):
    picture = make.photo(creators=[], provider=make.organisation("Báo Ngân Hải", code="BNH"))
    make.published(shown=[picture])
    client.force_login(make.editor())
    address = f"/admin/photos/photo/{picture.pk}/change/"
    creator = {"creators-TOTAL_FORMS": 1, "creators-0-name": "Thu Trà", "creators-0-position": 0}

    client.post(address, values_of(client.get(address)) | {"provider": ""} | creator)

    picture.refresh_from_db()
    assert (picture.provider, picture.creators.get().name) == (None, "Thu Trà")


def test_a_note_to_the_desk_is_no_correction(client):
    picture = make.photo()
    make.published(shown=[picture])
    client.force_login(make.UserFactory(role="photo_editor"))
    address = f"/admin/photos/photo/{picture.pk}/change/"

    client.post(address, values_of(client.get(address)) | {"instructions": "Chỉ dùng một lần."})

    picture.refresh_from_db()
    assert picture.instructions == "Chỉ dùng một lần."
    assert not Fix.objects.exists()
