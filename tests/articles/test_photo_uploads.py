"""Many pictures in one form: what is refused does not stop the rest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.admin.photo_uploads import MOST_FILES
from photos.models import Photo
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:photos_photo_upload")


def file(name, data):
    return SimpleUploadedFile(name, data, "image/jpeg")


def picture(name, colour):
    return file(name, make.jpeg(colour=colour).read())


def told(page):
    return [(r.name, r.is_known, bool(r.photo), r.refusal) for r in page.context["reports"]]


def test_each_file_has_its_own_outcome(client):
    reporter = make.UserFactory()
    client.force_login(reporter)
    old = make.photo(colour="gold")
    files = [
        picture("ben-1.jpg", "teal"),
        file("hong.jpg", b"khong phai anh"),
        picture("cu.jpg", "gold"),
        picture("ben-2.jpg", "tomato"),
    ]

    page = client.post(PAGE, {"files": files})

    refusal = "Tệp này không phải ảnh JPEG, PNG hay WebP, hoặc đã bị hỏng."
    assert told(page) == [
        ("ben-1.jpg", False, True, ""),
        ("hong.jpg", False, False, refusal),
        ("cu.jpg", True, True, ""),
        ("ben-2.jpg", False, True, ""),
    ]
    new = Photo.objects.filter(uploaded_by=reporter).exclude(pk=old.pk).order_by("pk")
    together = reverse("admin:photos_photo_together")
    numbers = ",".join(str(photo.pk) for photo in new)
    assert new.count() == 2
    assert f'href="{together}?photos={numbers}"' in page.content.decode()


def test_more_than_one_form_takes_are_named(client):
    client.force_login(make.UserFactory())
    files = [file(f"{n}.jpg", b"hong") for n in range(MOST_FILES + 1)]

    page = client.post(PAGE, {"files": files})

    assert told(page)[-1] == (
        "20.jpg",
        False,
        False,
        "Mỗi lần gửi nhiều nhất 20 tệp: hãy gửi lại tệp này.",
    )


def test_no_file_is_said(client):
    client.force_login(make.UserFactory())

    assert "Chưa chọn tệp nào." in client.post(PAGE).content.decode()


def test_who_is_not_signed_in_sends_nothing(client):
    answer = client.post(PAGE, {"files": [picture("ben.jpg", "teal")]})

    assert (answer.status_code, Photo.objects.count()) == (302, 0)


def test_the_library_has_the_form_for_who_has_no_script(client):
    client.force_login(make.UserFactory())

    page = client.get(reverse("admin:photos_photo_changelist")).content.decode()

    assert f'action="{PAGE}"' in page.partition("<noscript>")[2].partition("</noscript>")[0]
