import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from articles import files, merging
from articles.tasks import publish_portrait
from photos import portraits
from photos.models import PhotoCreator, Portrait, Rendition
from tests import factories as make
from tests.forms import values_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_one_day")]

TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - datetime.timedelta(1), TODAY + datetime.timedelta(1)


def portrait(who, photo=None):
    row = Portrait.objects.create(person=who, photo=photo or make.photo("Chân dung", colour="red"))
    portraits.publish(row)
    row.refresh_from_db()
    return row


def shown(client, who):
    """{"credit", "alt"} of the portrait on the page of somebody, or None."""
    page = html.fromstring(client.get(who.get_absolute_url()).content.decode())
    for figure in page.xpath("//figure[@class='portrait']"):
        return {
            "credit": figure.xpath("figcaption/text()")[0],
            "alt": figure.xpath(".//img/@alt")[0],
        }
    return None


@pytest.fixture
def who():
    who = make.person("Lê Văn Đạo")
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    return who


def test_readers_see_the_portrait_with_its_credit(client, who):
    row = portrait(who, make.photo("Chân dung", alt_text="", colour="red"))

    picture = shown(client, who)
    page = client.get(who.get_absolute_url()).content.decode()

    assert (picture["credit"], picture["alt"]) == ("Ảnh: Thanh Vân", "Lê Văn Đạo")
    assert '<figcaption class="portrait__credit">Ảnh: Thanh Vân</figcaption>' in page
    assert [file["format"] for file in row.files if not file["crop"]] == [
        *["avif"] * 2,
        *["jpeg"] * 2,
        *["webp"] * 2,
    ]
    assert all(default_storage.exists(file["path"]) for file in row.files)


@pytest.mark.parametrize(
    ("rights", "is_shown"),
    [
        ({}, True),
        ({"rights_until": TODAY}, True),
        ({"rights_until": YESTERDAY}, False),
        ({"rights_from": TOMORROW}, False),
    ],
)
def test_a_portrait_without_rights_is_not_shown(client, who, rights, is_shown):
    portrait(who, make.photo(**rights))

    assert (shown(client, who) is not None) == is_shown


def test_a_portrait_without_credit_is_not_shown(client, who):
    row = portrait(who)
    PhotoCreator.objects.all().delete()

    portraits.publish(row)

    row.refresh_from_db()
    assert (row.facts_key, row.credit, row.files) == ("", "", [])
    assert shown(client, who) is None


def test_the_sweep_leaves_the_files_of_a_portrait_and_takes_the_old_ones(
    who, django_capture_on_commit_callbacks
):
    row = portrait(who)
    before = {file["path"] for file in row.files}
    Rendition.objects.update(created_at=timezone.now() - datetime.timedelta(hours=5))
    kept = files.retire_unused_files.call()

    PhotoCreator.objects.update(name="Quốc Trực")
    publish_portrait.call(row.pk)
    with django_capture_on_commit_callbacks(execute=True):
        retired = files.retire_unused_files.call()

    row.refresh_from_db()
    after = {file["path"] for file in row.files}
    assert (kept, retired) == (0, len(before))
    assert row.credit == "Ảnh: Quốc Trực"
    assert not before & after
    assert not any(default_storage.exists(path) for path in before)
    assert all(default_storage.exists(path) for path in after)


def test_a_portrait_that_another_photo_took_over_is_left_alone(who):
    row = portrait(who)
    other = make.photo(colour="blue")
    Portrait.objects.filter(pk=row.pk).update(photo=other, facts_key="", credit="", files=[])

    portraits.publish(row)

    row.refresh_from_db()
    assert (row.photo, row.facts_key) == (other, "")


def test_a_portrait_of_nobody_any_more_is_no_work():
    publish_portrait.call(999)


# The desk


def post_person(client, who, photo):
    address = f"/admin/entities/entity/{who.pk}/change/"
    data = values_of(client.get(address))
    data |= {"portrait-TOTAL_FORMS": 1, "portrait-0-photo": photo.pk, "portrait-0-person": who.pk}
    return client.post(address, data)


def test_an_editor_chooses_the_portrait_on_the_record(client, who):
    photo = make.photo("Chân dung")
    client.force_login(make.editor())

    response = post_person(client, who, photo)

    assert response.status_code == 302
    row = Portrait.objects.get()
    publish_portrait.call(row.pk)
    assert (row.person, row.photo) == (who, photo)
    assert shown(client, who)["credit"] == "Ảnh: Thanh Vân"


@pytest.mark.parametrize(
    "photo",
    [
        pytest.param(lambda: make.photo(creators=[]), id="no credit"),
        pytest.param(make.awaiting_photo, id="awaiting"),
        pytest.param(lambda: make.photo(rights_until=YESTERDAY), id="no rights"),
    ],
)
def test_what_readers_may_not_see_is_refused_with_a_sentence(client, who, photo):
    client.force_login(make.editor())

    response = post_person(client, who, photo())

    assert response.status_code == 200
    assert len(response.context["errors"]) == 1
    assert not Portrait.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"), [(Role.REPORTER, False), (Role.PHOTO_EDITOR, True), (Role.EDITOR, True)]
)
def test_who_may_choose_a_portrait_on_the_photo(client, who, role, may):
    user = make.UserFactory(role=role)
    photo = make.photo("Chân dung", uploaded_by=user)
    client.force_login(user)
    address = f"/admin/photos/photo/{photo.pk}/change/"
    prefix = "portraits"
    data = values_of(client.get(address))
    data |= {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 0}
    data |= {f"{prefix}-0-person": who.pk, f"{prefix}-0-photo": photo.pk}

    client.post(address, data)

    assert list(Portrait.objects.values_list("person", flat=True)) == ([who.pk] if may else [])


def test_a_corrected_credit_is_written_into_the_portrait(client, who):
    row = portrait(who)
    client.force_login(make.editor())
    address = f"/admin/photos/photo/{row.photo_id}/change/"

    client.post(address, values_of(client.get(address)) | {"creators-0-name": "Quốc Trực"})
    publish_portrait.call(row.pk)

    assert shown(client, who)["credit"] == "Ảnh: Quốc Trực"


def test_a_merging_takes_the_portrait_along(client, who):
    gone = make.person("Lê Đạo")
    row = portrait(gone)

    merging.merge(gone, into=who, by=make.editor())

    row.refresh_from_db()
    assert row.person == who
    assert shown(client, who)["credit"] == "Ảnh: Thanh Vân"
