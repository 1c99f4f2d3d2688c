"""The import page: choose, look, save."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from entities.models import Entity
from tests import factories as make

pytestmark = pytest.mark.django_db

CSV = "họ và tên,chức vụ,cơ quan,từ\nLê Văn Đạo,Giám đốc,Sở Y tế,11/2025\nMai Nhã,?,,\n"


@pytest.fixture
def page():
    return reverse("admin:entities_entity_import")


@pytest.fixture
def desk(client):
    make.organisation("Sở Y tế")
    client.force_login(make.editor())
    return client


def upload(text=CSV, name="danh-ba.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return {"file": SimpleUploadedFile(name, data, "text/csv")}


def shown(response):
    return [(part.heading, len(part.rows)) for part in response.context["parts"]]


def answer(response):
    """What the page's form sends, as a browser ends its lines."""
    initial = response.context["confirm"].initial
    lines = initial["text"].replace("\r\n", "\n")
    return {"text": lines.replace("\n", "\r\n"), "digest": initial["digest"]}


def test_editor_sees_and_then_saves(desk, page):
    seen = desk.post(page, upload())

    assert shown(seen) == [
        ("Dòng không được nhận", 1),
        ("Nhân vật mới", 1),
        ("Chức vụ mới", 1),
        ("Giữ chức mới", 1),
    ]
    assert not Entity.objects.people().exists()

    saved = desk.post(page, answer(seen), follow=True)

    assert saved.redirect_chain == [(reverse("admin:entities_entity_changelist"), 302)]
    assert [str(message) for message in saved.context["messages"]] == ["Đã lưu 3 thay đổi."]
    assert [entity.name for entity in Entity.objects.people()] == ["Lê Văn Đạo"]
    history = reverse("admin:entities_entity_history", args=[Entity.objects.people().get().pk])
    assert "Nhập từ CSV." in desk.get(history).content.decode()


def test_saved_twice_it_is_shown_that_nothing_is_left(desk, page):
    seen = answer(desk.post(page, upload()))
    desk.post(page, seen)

    again = desk.post(page, seen)

    assert shown(again) == [("Dòng không được nhận", 1), ("Đã có sẵn", 1)]
    assert "Tệp này không làm thay đổi gì." in again.content.decode()
    assert Entity.objects.people().count() == 1


def test_what_changed_meanwhile_is_shown_and_not_saved(desk, page):
    seen = answer(desk.post(page, upload()))
    make.person("Lê Văn Đạo")

    again = desk.post(page, seen)

    assert [str(message) for message in again.context["messages"]] == [
        "Trong lúc đó hồ sơ đã thay đổi: hãy xem lại."
    ]
    assert [heading for heading, _count in shown(again)] == [
        "Dòng không được nhận",
        "Chức vụ mới",
        "Giữ chức mới",
    ]
    assert desk.post(page, answer(again)).status_code == 302
    assert Entity.objects.people().count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp trống."),
        (b"\x89PNG\r\n\x1a\n", "Đây không phải tệp CSV. Hãy lưu bảng tính dưới dạng “CSV UTF-8”."),
        (b"name\n" + b"A" * (3 << 20), "Tệp lớn hơn 2 MB."),
    ],
    ids=["empty", "picture", "large"],
)
def test_file_that_cannot_be_read_is_told_beside_the_field(desk, page, data, sentence):
    response = desk.post(page, upload(data))

    assert response.context["form"].errors == {"file": [sentence]}


def test_no_file_is_told(desk, page):
    assert desk.post(page, {}).context["form"].errors.keys() == {"file"}


@pytest.mark.parametrize(
    "sent",
    [
        {"digest": "x"},
        {"digest": "x" * 65, "text": "name\nA"},
        {"digest": "x", "text": "no\nheading"},
    ],
)
def test_answer_that_no_page_sends_saves_nothing(desk, page, sent):
    response = desk.post(page, sent)

    assert (response.status_code, response["Location"]) == (302, page)
    assert not Entity.objects.people().exists()


def test_hostile_names_stay_text(desk, page):
    name = "<script>alert(1)</script>"

    response = desk.post(page, upload(f'name\n"{name}"\n'))

    assert name not in response.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_change_people_imports_them(client, page, role):
    client.force_login(make.UserFactory(role=role))
    allowed = role in {Role.EDITOR, Role.MANAGING_EDITOR}

    listed = client.get(reverse("admin:entities_entity_changelist")).content.decode()
    statuses = [client.get(page).status_code, client.post(page, upload()).status_code]

    assert statuses == ([200, 200] if allowed else [403, 403])
    assert (page in listed) is allowed
