"""The files of a photo: replaced, taken down, and who read the private copy."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles import takedowns
from articles.models import Fix
from photos.models import PastFile, PrivateRead, Rendition
from tests import factories as make
from tests.articles.photo_pages import live, page, run, sign_in, text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(client):
    return sign_in(client, Role.EDITOR)


# Another file


def original_of(photo):
    with photo.original.open("rb") as file:
        return file.read()


def upload(colour="red"):
    return SimpleUploadedFile("quet.jpg", make.jpeg(1200, 800, colour).getvalue(), "image/jpeg")


def test_another_file_keeps_the_old_one_and_live_stories_follow(client, editor):
    photo = make.photo()
    edition = make.published(shown=[photo])
    old = (photo.original.name, photo.checksum)

    client.post(page("replace", photo.pk), {"file": upload(), "reason": "Bản quét tốt hơn"})
    run(Fix.objects.get())

    photo.refresh_from_db()
    row = PastFile.objects.get()
    assert (row.original.name, row.checksum, row.source_file_name) == (*old, "anh.jpg")
    assert (row.replaced_by, row.reason, row.width) == (editor, "Bản quét tốt hơn", 1000)
    assert (photo.width, photo.source_file_name) == (1200, "quet.jpg")
    assert storages["private"].exists(old[0])
    after = live(edition.article)
    assert (after.kind, after.reason) == ("credit", "Bản quét tốt hơn")
    assert (edition.photos.get().checksum, after.photos.get().checksum) == (old[1], photo.checksum)
    assert "Bản quét tốt hơn" in text(client.get(page("change", photo.pk)))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": "Nhầm tệp"}, "Trường này là bắt buộc."),
        ({"file": upload(), "reason": ""}, "Trường này là bắt buộc."),
        (
            {"file": SimpleUploadedFile("a.jpg", b"<svg/>"), "reason": "Nhầm"},
            "SVG",
        ),
    ],
    ids=["no file", "no reason", "no picture"],
)
def test_what_cannot_replace_a_file_is_said(client, editor, given, sentence):
    photo = make.photo()

    response = client.post(page("replace", photo.pk), given)

    assert response.status_code == 200
    assert sentence in text(response)
    assert not PastFile.objects.exists()


def test_the_same_file_replaces_nothing(client, editor):
    photo = make.photo()
    again = SimpleUploadedFile("anh.jpg", original_of(photo))

    response = client.post(page("replace", photo.pk), {"file": again, "reason": "Nhầm"})

    assert "Đây đúng là tệp mà ảnh đang có." in text(response)
    assert not PastFile.objects.exists()


def test_reporters_replace_nothing(client):
    reporter = sign_in(client, Role.REPORTER)
    photo = make.photo(uploaded_by=reporter)

    answer = client.post(page("replace", photo.pk), {"file": upload(), "reason": "Nhầm"})

    assert answer.status_code == 403


# Taking down, and reading the private copy


def test_the_managing_editor_takes_a_photo_down(client):
    by = sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo("Cháu bé")
    edition = make.published(shown=[photo], headline="Bài có cháu bé")
    public = [row.file.name for row in Rendition.objects.all()]

    assert "Bài có cháu bé" in text(client.get(page("take_down", photo.pk)))
    client.post(page("take_down", photo.pk), {"reason": "Lộ mặt"})
    run(Fix.objects.get())

    shown = text(client.get(page("take_down", photo.pk)))
    assert "Không bạn đọc nào còn thấy ảnh" in shown
    assert "Lộ mặt" in shown
    assert not any(default_storage.exists(name) for name in public)
    assert live(edition.article).photos.count() == 0
    entry = LogEntry.objects.get(object_id=str(photo.pk))
    assert (entry.user, entry.change_message) == (by, "Gỡ ảnh: Lộ mặt")
    assert client.get(live(edition.article).path).status_code == 200


def test_what_is_not_finished_is_seen_and_tried_again(client):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo()
    make.published(shown=[photo])
    client.post(page("take_down", photo.pk), {"reason": "Lộ mặt"})

    assert "Chưa xong: còn 1 bản đăng" in text(client.get(page("take_down", photo.pk)))
    Fix.objects.update(finished_at=timezone.now())
    client.post(page("take_down", photo.pk))

    assert Fix.objects.count() == 2


def test_without_a_reason_it_stays(client):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo()

    assert client.post(page("take_down", photo.pk), {"reason": " "}).status_code == 200
    photo.refresh_from_db()
    assert not photo.is_taken_down


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR])
def test_nobody_else_takes_down_or_sees_what_was_taken_down(client, role):
    sign_in(client, role)
    photo = make.photo()

    assert client.post(page("take_down", photo.pk), {"reason": "Vì thế"}).status_code == 403
    takedowns.take_down(photo, by=make.managing_editor(), reason="Lộ mặt")

    assert client.get(page("preview", photo.pk)).status_code == 404
    assert client.get(page("original", photo.pk)).status_code == 403
    assert "/preview/" not in text(client.get(page("changelist")))
    form = text(client.get(page("change", photo.pk)))
    assert "Ảnh này đã bị gỡ." in form
    assert "/preview/" not in form
    assert not PrivateRead.objects.exists()


def test_who_reads_the_private_copy_is_written_down_and_listed(client):
    by = sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo()
    takedowns.take_down(photo, by=by, reason="Lộ mặt")

    preview, original = (client.get(page(name, photo.pk)) for name in ["preview", "original"])

    assert b"".join(original.streaming_content) == original_of(photo)
    assert original["Content-Type"] == "application/octet-stream"
    assert b"".join(preview.streaming_content).startswith(b"\xff\xd8")
    assert all("no-store" in answer["Cache-Control"] for answer in (preview, original))
    assert list(PrivateRead.objects.order_by("pk").values_list("user", "copy")) == [
        (by.pk, "preview"),
        (by.pk, "original"),
    ]
    assert text(client.get(page("take_down", photo.pk))).count(str(by)) >= 2


def test_the_photo_desk_fetches_an_original_and_it_is_written_down(client):
    by = sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()

    answer = client.get(page("original", photo.pk))

    assert 'filename="anh.jpg"' in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content) == original_of(photo)
    assert PrivateRead.objects.get().user == by


def test_a_reporter_fetches_no_original(client):
    reporter = sign_in(client, Role.REPORTER)
    photo = make.photo(uploaded_by=reporter)

    assert client.get(page("original", photo.pk)).status_code == 403


def test_a_photo_taken_down_is_not_offered_and_not_changed(client):
    by = sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo("Cháu bé")
    takedowns.take_down(photo, by=by, reason="Lộ mặt")
    query = {"app_label": "articles", "model_name": "photouse", "field_name": "photo"}

    offered = client.get(reverse("admin:autocomplete"), query | {"term": "chau be"}).json()

    assert offered["results"] == []
    assert client.post(page("change", photo.pk), {"caption": "Khác"}).status_code == 403
    assert client.get(page("change", photo.pk)).status_code == 200
