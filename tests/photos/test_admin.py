import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from photos.models import Photo, PhotoCreator
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db

LIST = "admin:photos_photo_changelist"
ADD = "admin:photos_photo_add"


def change(photo):
    return reverse("admin:photos_photo_change", args=[photo.pk])


@pytest.fixture
def reporter(client):
    user = make.UserFactory()
    client.force_login(user)
    return user


def upload(data, name="anh.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def errors(response):
    return response.context["adminform"].form.errors


def test_reporter_uploads_a_picture(client, reporter):
    provider = make.organisation("Báo Ngân Hải", code="BNH")
    values = values_of(client.get(reverse(ADD)))

    response = client.post(
        reverse(ADD),
        values
        | {
            "file": upload(make.jpeg(900, 600).getvalue(), "DSC_01.JPG"),
            "caption": "Mùa gặt",
            "provider": provider.pk,
            "kind": "staff",
            # Day first: 5 November, not 11 May.
            "taken_at_0": "05/11/2025",
            "taken_at_1": "06:30",
            "creators-TOTAL_FORMS": 1,
            "creators-0-name": "Thanh Vân",
            "creators-0-position": 0,
            "uploaded_by": make.UserFactory().pk,
            "checksum": "forged",
        },
    )

    photo = Photo.objects.get()
    assert response.status_code == 302
    assert (photo.is_awaiting, photo.width, photo.height, photo.source_file_name) == (
        False,
        900,
        600,
        "DSC_01.JPG",
    )
    assert (photo.caption, photo.provider, photo.kind, photo.uploaded_by) == (
        "Mùa gặt",
        provider,
        "staff",
        reporter,
    )
    assert photo.taken_at == datetime.datetime(2025, 11, 4, 23, 30, tzinfo=datetime.UTC)
    assert [creator.printed_name for creator in photo.creators.all()] == ["Thanh Vân"]
    assert len(photo.checksum) == 64


def archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a.txt", "a")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0 only the first bytes",
        archive(),
        make.jpeg().getvalue()[:400],
    ],
    ids=["text", "jpeg's first bytes", "zip", "torn jpeg"],
)
@pytest.mark.usefixtures("reporter")
def test_file_in_disguise_is_refused_with_a_sentence(client, data, settings):
    values = values_of(client.get(reverse(ADD)))

    response = client.post(reverse(ADD), values | {"file": upload(data)})

    assert response.status_code == 200
    assert errors(response).keys() == {"file"}
    assert errors(response)["file"][0].endswith(".")
    assert not Photo.objects.exists()
    assert not settings.PRIVATE_ROOT.exists()


def test_reporter_fills_an_awaiting_photo(client, reporter):
    photo = make.awaiting_photo("Mùa gặt", uploaded_by=reporter)
    values = values_of(client.get(change(photo)))

    client.post(change(photo), values | {"file": upload(make.jpeg(900, 600).getvalue())})

    photo.refresh_from_db()
    assert (photo.is_awaiting, photo.width, photo.caption) == (False, 900, "Mùa gặt")
    assert [creator.printed_name for creator in photo.creators.all()] == ["Thanh Vân"]


def test_second_picture_for_one_photo_is_refused(client, reporter):
    photo = make.photo(uploaded_by=reporter)
    checksum = photo.checksum
    values = values_of(client.get(change(photo)))

    response = client.post(change(photo), values | {"file": upload(make.jpeg().getvalue())})

    assert errors(response).keys() == {"file"}
    assert Photo.objects.get().checksum == checksum


@pytest.mark.parametrize(
    ("role", "own", "expected"),
    [
        (Role.REPORTER, True, 302),
        (Role.REPORTER, False, 403),
        (Role.PHOTO_EDITOR, False, 302),
        (Role.EDITOR, False, 302),
        (Role.MANAGING_EDITOR, False, 302),
    ],
)
def test_photo_is_captioned_by_its_reporter_and_the_desk(client, role, own, expected):
    user = make.UserFactory(role=role)
    photo = make.awaiting_photo("Mùa gặt", uploaded_by=user if own else make.UserFactory())
    client.force_login(make.managing_editor())
    values = values_of(client.get(change(photo)))
    client.force_login(user)

    response = client.post(change(photo), values | {"caption": "Mùa lúa"})

    assert response.status_code == expected
    assert Photo.objects.get().caption == ("Mùa lúa" if expected == 302 else "Mùa gặt")


def test_reporter_may_not_change_what_readers_have_seen(client, reporter):
    photo = make.photo(uploaded_by=reporter)
    make.published(shown=[photo], by=reporter)

    response = client.post(change(photo), {"caption": "Khác"})

    assert response.status_code == 403
    assert Photo.objects.get().caption == photo.caption


@pytest.mark.usefixtures("reporter")
def test_creator_without_a_name_is_refused_with_a_sentence(client):
    values = values_of(client.get(reverse(ADD)))

    response = client.post(
        reverse(ADD),
        values
        | {"caption": "Bến cá"}
        | {"creators-TOTAL_FORMS": 1, "creators-0-name": " ", "creators-0-position": 7},
    )

    assert response.status_code == 200
    # In the list above the form and at the field, and not a second time as a constraint.
    assert list(response.context["errors"]) == [["Hãy chọn một nhân vật, hoặc ghi tên sẽ in."]]
    assert not PhotoCreator.objects.exists()


@pytest.mark.usefixtures("reporter")
def test_rights_that_end_before_they_begin_are_refused_at_their_field(client):
    values = values_of(client.get(reverse(ADD)))

    response = client.post(
        reverse(ADD),
        values | {"caption": "Bến cá", "rights_from": "02/01/2026", "rights_until": "01/01/2026"},
    )

    assert response.context["adminform"].form.errors == {
        "rights_until": ["Quyền sử dụng hết hạn trước khi bắt đầu."]
    }
    assert not Photo.objects.exists()


@pytest.mark.usefixtures("reporter")
def test_preview_is_for_who_is_signed_in(client):
    photo = make.photo()
    address = photo.get_preview_url()

    shown = client.get(address)
    data = b"".join(shown.streaming_content)
    client.logout()
    refused = client.get(address)

    with photo.preview.open("rb") as file:
        assert data == file.read()
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert (refused.status_code, refused["Location"].partition("?")[0]) == (302, "/admin/login/")


@pytest.mark.usefixtures("reporter")
def test_awaiting_and_unknown_photos_have_no_preview(client):
    photo = make.awaiting_photo()

    answers = [
        client.get(reverse("admin:photos_photo_preview", args=[pk])).status_code
        for pk in [photo.pk, photo.pk + 1]
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize(
    ("query", "expected"), [("mua gat", ["Mùa gặt"]), ("GẶT", ["Mùa gặt"]), ("xyz", [])]
)
@pytest.mark.usefixtures("reporter")
def test_search_needs_no_diacritics(client, query, expected):
    make.awaiting_photo("Mùa gặt")
    make.awaiting_photo("Bến cá")

    response = client.get(reverse(LIST), {"q": query})

    assert [photo.caption for photo in response.context["cl"].result_list] == expected


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.usefixtures("reporter")
def test_list_query_count_does_not_grow(client, django_assert_num_queries, count):
    for number in range(count):
        make.photo(provider=make.organisation(f"Báo {number}"))

    with django_assert_num_queries(8):  # session, account, two counts, rows, creators
        response = client.get(reverse(LIST))

    assert len(response.context["cl"].result_list) == count


def send(client, caption, picture=None):
    values = values_of(client.get(reverse(ADD))) | {"caption": caption}
    return client.post(reverse(ADD), values | ({"file": upload(picture)} if picture else {}))


def test_a_form_that_is_sent_twice_makes_one_photo(client, reporter):
    picture = make.jpeg(60, 40).getvalue()

    answers = [
        send(client, "Mùa gặt. Ảnh: Thanh Vân", picture),
        send(client, "Mùa gặt. Ảnh: Thanh Vân", picture),
        send(client, "Chờ ảnh. Ảnh: Thanh Vân"),
        send(client, "Chờ ảnh. Ảnh: Thanh Vân"),
        send(client, "Ảnh khác"),
    ]

    made = Photo.objects.order_by("pk")
    assert [photo.caption for photo in made] == ["Mùa gặt.", "Chờ ảnh.", "Ảnh khác"]
    assert [answer.status_code for answer in answers] == [302] * 5
    assert [answers[1].url, answers[3].url] == [change(photo) for photo in made[:2]]


def test_the_same_file_is_another_photo_later_and_of_another_person(client, reporter):
    picture = make.jpeg(60, 40).getvalue()
    send(client, "Mùa gặt", picture)
    long_ago = timezone.now() - datetime.timedelta(minutes=1)
    Photo.objects.update(created_at=long_ago)

    send(client, "Mùa gặt", picture)
    client.force_login(make.UserFactory())
    send(client, "Mùa gặt", picture)

    assert Photo.objects.count() == 3


@pytest.mark.usefixtures("reporter")
def test_photo_of_nothing_is_refused_with_a_sentence(client):
    values = values_of(client.get(reverse(ADD)))

    response = client.post(reverse(ADD), values | {"caption": " \n", "place": "Cửa Lạch"})

    assert response.context["adminform"].form.errors == {
        "__all__": ["Hãy chọn tệp ảnh, hoặc ghi chú thích cho ảnh sẽ có sau."]
    }
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("picture", "expected"), [("awaiting", ["Chờ"]), ("here", ["Có"]), ("x", ["Chờ", "Có"])]
)
def test_list_is_filtered_by_whether_the_picture_has_come(client, picture, expected):
    make.photo("Có")
    make.awaiting_photo("Chờ")
    client.force_login(make.editor())

    response = client.get(reverse("admin:photos_photo_changelist"), {"picture": picture})

    assert sorted(photo.caption for photo in response.context["cl"].result_list) == expected
