"""Two people have the form of one photo open: the second to save overwrites nothing unseen."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import takedowns
from photos import services
from photos.models import Photo, PhotoCreator, Portrait
from photos.pictures import take
from tests import factories as make
from tests.forms import values_of
from tests.racing import at_once

CHANGED = (
    "Có người vừa sửa trong lúc bạn đang mở trang này, nên chưa có gì được lưu. Những gì bạn đã gõ "
    "vẫn còn nguyên ở đây. Hãy đọc lời nhắn ở từng mục rồi lưu lại."
)


def taken_in(value):
    return (
        f"Có người vừa sửa mục này: {value}. "
        "Nội dung đó đã được đưa vào đây và sẽ được giữ khi bạn lưu lại."
    )


def replaced(value):
    return (
        f"Có người vừa sửa mục này: {value}. Nếu bạn lưu lại, nội dung của bạn sẽ thay nội dung đó."
    )


def change(photo):
    return reverse("admin:photos_photo_change", args=[photo.pk])


def errors(response):
    return response.context["adminform"].form.errors.get_json_data()


def said(response):
    return {field: [e["message"] for e in found] for field, found in errors(response).items()}


def rows_said(response, number):
    formset = response.context["inline_admin_formsets"][number].formset
    rows = [{field: list(found) for field, found in row.items()} for row in formset.errors]
    return [list(formset.non_form_errors()), *rows]


def credited(*names):
    photo = make.photo()
    photo.creators.all().delete()
    for position, name in enumerate(names):
        PhotoCreator.objects.create(photo=photo, name=name, position=position)
    return photo


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


@pytest.mark.django_db
def test_what_a_colleague_wrote_is_told_and_both_are_kept(desk):
    photo, body = make.photo("Bến cá"), make.organisation("Công an tỉnh")
    sent = values_of(desk.get(change(photo))) | {"caption": "Bến cá sáng nay"}
    Photo.objects.filter(pk=photo.pk).update(
        caption="Bến cá Cửa Lạch", provider=body, kind="handout", taken_at=timezone.now()
    )
    photo.subjects.add(make.person("Lê Văn Đạo"))

    told = desk.post(change(photo), sent)

    stored = Photo.objects.get()
    taken_at = timezone.localtime(stored.taken_at)
    assert told.status_code == 200
    assert (stored.caption, stored.kind) == ("Bến cá Cửa Lạch", "handout")
    assert said(told) | {"taken_at": 1} == {
        "__all__": [CHANGED],
        "caption": [replaced("“Bến cá Cửa Lạch”")],
        "provider": [taken_in("“Công an tỉnh”")],
        "kind": [taken_in("“đơn vị cung cấp”")],
        "subjects": [taken_in("“Lê Văn Đạo”")],
        "taken_at": 1,
    }
    again = values_of(told)
    assert (again["caption"], again["provider"], again["kind"]) == (
        "Bến cá sáng nay",
        str(body.pk),
        "handout",
    )
    again |= {"taken_at_0": f"{taken_at:%d/%m/%Y}", "taken_at_1": f"{taken_at:%H:%M:%S}"}

    assert desk.post(change(photo), again).status_code == 302
    stored.refresh_from_db()
    assert (stored.caption, stored.provider, stored.kind) == ("Bến cá sáng nay", body, "handout")
    assert [one.name for one in stored.subjects.all()] == ["Lê Văn Đạo"]


@pytest.mark.django_db
def test_what_nobody_takes_back_is_saved_at_once(desk):
    photo = make.photo("Bến cá\nBuổi sớm")
    sent = values_of(desk.get(change(photo))) | {"caption": "Bến cá\r\nBuổi sớm", "kind": "staff"}
    # The same was written by both; what works in the background writes no field of the form.
    Photo.objects.filter(pk=photo.pk).update(kind="staff", folded_text="x", embedded={"x": []})

    assert desk.post(change(photo), sent | {"place": "Cửa Lạch"}).status_code == 302
    assert Photo.objects.get().place == "Cửa Lạch"


@pytest.mark.django_db
@pytest.mark.parametrize("stamp", ["", "x", "[]", "[" * 100_000])
def test_a_forged_stamp_lets_nothing_through(desk, stamp):
    photo = make.photo("Bến cá")
    sent = values_of(desk.get(change(photo))) | {"seen": stamp, "caption": "Khác"}

    assert said(desk.post(change(photo), sent)) == {
        "__all__": [CHANGED],
        "caption": [replaced("“Bến cá”")],
    }


@pytest.mark.django_db
def test_a_form_without_a_stamp_is_a_script_and_is_saved(desk):
    photo = make.photo("Bến cá")
    sent = values_of(desk.get(change(photo))) | {"caption": "Khác"}
    del sent["seen"]

    assert desk.post(change(photo), sent).status_code == 302


@pytest.mark.django_db
def test_a_file_for_a_photo_that_got_one_meanwhile_is_not_dropped_unseen(desk):
    photo = make.awaiting_photo("Bến cá")
    sent = values_of(desk.get(change(photo)))
    services.fill(photo, take(make.jpeg(), name="a.jpg"))

    file = SimpleUploadedFile("b.jpg", make.jpeg(colour="red").getvalue())
    told = desk.post(change(photo), sent | {"file": file})

    required = "Trường này là bắt buộc."
    assert said(told) == {
        "__all__": [CHANGED],
        "file": ["Ảnh này đã có tệp ảnh."],
        "focal_x": [required, taken_in("“0,5”")],
        "focal_y": [required, taken_in("“0,5”")],
    }
    assert desk.post(change(photo), values_of(told)).status_code == 302


@pytest.mark.django_db
def test_a_creator_that_a_colleague_corrected_is_told(desk):
    photo = credited("Lê Nam", "Đỗ Mây")
    sent = values_of(desk.get(change(photo))) | {"creators-0-position": 5, "creators-1-name": "Mây"}
    photo.creators.filter(name="Lê Nam").update(name="Lê Nam Anh")
    photo.creators.filter(name="Đỗ Mây").update(name="Đỗ Thị Mây")

    told = desk.post(change(photo), sent)

    assert rows_said(told, 0) == [
        [],
        {"__all__": [CHANGED], "name": [taken_in("“Lê Nam Anh”")]},
        {"__all__": [CHANGED], "name": [replaced("“Đỗ Thị Mây”")]},
    ]
    assert desk.post(change(photo), values_of(told)).status_code == 302
    rows = PhotoCreator.objects.order_by("position").values_list("name", "position")
    assert list(rows) == [("Mây", 1), ("Lê Nam Anh", 5)]


@pytest.mark.django_db
def test_a_creator_that_a_colleague_corrected_is_not_removed_unseen(desk):
    photo = credited("Lê Nam")
    sent = values_of(desk.get(change(photo))) | {"creators-0-DELETE": "on"}
    PhotoCreator.objects.update(name="Lê Nam Anh")

    told = desk.post(change(photo), sent)

    assert rows_said(told, 0)[0] == [
        "Có người vừa sửa “Lê Nam Anh”. Nếu vẫn muốn xóa, hãy lưu lại lần nữa."
    ]
    assert PhotoCreator.objects.count() == 1
    assert desk.post(change(photo), values_of(told)).status_code == 302
    assert not PhotoCreator.objects.exists()


@pytest.mark.django_db
def test_a_creator_that_a_colleague_removed_can_be_had_back_or_left_out(desk):
    photo = credited("Lê Nam", "Đỗ Mây", "Hà An")
    sent = values_of(desk.get(change(photo))) | {"creators-2-position": 1}
    photo.creators.exclude(name="Hà An").delete()

    told = desk.post(change(photo), sent)

    assert rows_said(told, 0)[0] == [
        "Có người vừa xóa một dòng. Dòng đó nằm cuối danh sách: hãy bỏ đi, hoặc lưu lại nếu muốn "
        "khôi phục."
    ]
    again = values_of(told)
    assert [again[f"creators-{i}-name"] for i in range(3)] == ["Hà An", "Lê Nam", "Đỗ Mây"]
    left_out = {"creators-1-name": "", "creators-1-DELETE": "on"}
    assert desk.post(change(photo), again | left_out).status_code == 302
    rows = PhotoCreator.objects.order_by("pk").values_list("name", "position")
    assert list(rows) == [("Hà An", 1), ("Đỗ Mây", 1)]


@pytest.mark.django_db
def test_a_creator_that_both_removed_is_not_told(desk):
    photo = credited("Lê Nam")
    sent = values_of(desk.get(change(photo))) | {"creators-0-DELETE": "on"}
    photo.creators.all().delete()

    assert desk.post(change(photo), sent).status_code == 302


@pytest.mark.django_db
def test_a_forged_creator_of_another_photo_changes_nothing(desk):
    photo, theirs = credited("Lê Nam"), make.photo(colour="red").creators.get()
    forged = {"creators-0-id": theirs.pk, "creators-0-name": "Giả"}

    desk.post(change(photo), values_of(desk.get(change(photo))) | forged)

    assert list(PhotoCreator.objects.order_by("pk").values_list("name", "photo")) == [
        ("Lê Nam", photo.pk),
        (theirs.name, theirs.photo_id),
    ]


@pytest.mark.django_db
def test_the_page_carries_a_stamp_for_the_photo_and_for_each_row(desk):
    page = desk.get(change(credited("Lê Nam"))).content.decode()

    stamps = re.findall(r'name="([^"]*seen)" value="[^"]', page)
    assert stamps == ["seen", "creators-0-seen"]


@pytest.mark.django_db
def test_who_may_only_look_gets_no_stamp(client):
    reporter = make.UserFactory()
    photo = make.photo(uploaded_by=make.UserFactory())
    Portrait.objects.create(photo=photo, person=make.person())
    client.force_login(reporter)

    page = client.get(change(photo))

    assert page.status_code == 200
    assert b"seen" not in page.content


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_of_two_who_save_at_once_one_is_told(attempt):
        photo, clients = make.photo("Bến cá"), [Client(), Client()]
        for client in clients:
            client.force_login(make.editor())
        sent = [
            values_of(client.get(change(photo))) | {"caption": f"Bến cá {number}"}
            for number, client in enumerate(clients)
        ]

        answers = at_once(
            *(lambda n=n, c=c: c.post(change(photo), sent[n]) for n, c in enumerate(clients))
        )

        assert sorted(answer.status_code for answer in answers) == [200, 302]
        first = [answer.status_code for answer in answers].index(302)
        assert Photo.objects.get().caption == f"Bến cá {first}"

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_a_take_down_stands_whatever_is_saved_beside_it(attempt):
        photo, client = make.photo("Bến cá"), Client()
        client.force_login(make.editor())
        sent = values_of(client.get(change(photo))) | {"caption": "Khác"}
        by = make.managing_editor()

        at_once(
            lambda: client.post(change(photo), sent),
            lambda: takedowns.take_down(photo, by=by, reason="Thử"),
        )

        assert Photo.objects.get().is_taken_down
