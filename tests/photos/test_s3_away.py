"""A storage that does not answer, or refuses us: a sentence, and nothing half saved."""

import dataclasses
import json

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from articles import takedowns
from articles.models import Article, Edition, StoryUpload
from photos import renditions
from photos.models import PastFile, Photo, Rendition
from photos.storage import StorageAway
from tests import factories as make
from tests.articles.desk import send
from tests.articles.photo_pages import page, sign_in, text
from tests.forms import values_of
from tests.s3_server import free_port, given
from tests.vietnamese_pages.english import english_in

pytestmark = pytest.mark.django_db(transaction=True)

AWAY = "Kho ảnh không trả lời nên chưa làm được việc này. Hãy thử lại sau ít phút."
STORY = "Bến cá vào vụ mới\n\nSáng nay, bến cá đông khách.\n"


@pytest.fixture
def go_away(on_storage):
    """From now on the storage is an address where nobody listens."""
    return lambda: on_storage(given(f"http://127.0.0.1:{free_port()}"))


def picture(colour="red"):
    return SimpleUploadedFile("anh.jpg", make.jpeg(colour=colour).read(), "image/jpeg")


def test_a_picture_sent_to_the_library_is_refused(client, go_away):
    sign_in(client, Role.REPORTER)
    go_away()

    answer = client.post(reverse("admin:articles_article_photos_upload"), {"file": picture()})

    assert (answer.status_code, answer.json()) == (503, {"message": AWAY})
    assert not Photo.objects.exists()


def test_an_awaiting_photo_goes_on_waiting(client, go_away):
    user = sign_in(client, Role.REPORTER)
    photo = make.awaiting_photo(uploaded_by=user)
    go_away()

    answer = client.post(
        reverse("admin:articles_article_photos_fill", args=[photo.pk]), {"file": picture()}
    )

    assert (answer.status_code, answer.json()) == (503, {"message": AWAY})
    photo.refresh_from_db()
    assert (photo.is_awaiting, photo.original.name, photo.checksum) == (True, "", "")


def test_each_of_several_pictures_is_told_of(client, go_away):
    sign_in(client, Role.REPORTER)
    go_away()

    answer = client.post(page("upload"), {"files": [picture(), picture("teal")]})

    told = [(report.photo, report.refusal) for report in answer.context["reports"]]
    assert told == [(None, AWAY)] * 2
    assert not Photo.objects.exists()


def test_the_form_of_a_photo_says_that_nothing_was_saved(client, go_away):
    sign_in(client, Role.PHOTO_EDITOR)
    form = values_of(client.get(page("add")))
    go_away()

    answer = client.post(page("add"), form | {"file": picture(), "caption": "Bến cá"})

    assert (answer.status_code, AWAY in text(answer)) == (200, True)
    assert "Bến cá" in answer.content.decode()
    assert english_in(answer.content) == []
    assert not Photo.objects.exists()


def test_a_photo_keeps_the_file_it_has(client, s3, go_away):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()
    go_away()

    answer = client.post(page("replace", photo.pk), {"file": picture(), "reason": "Nhầm tệp"})

    assert AWAY in text(answer)
    assert not PastFile.objects.exists()
    assert Photo.objects.get().original.name == photo.original.name


def test_a_story_to_import_is_chosen_again(client, go_away):
    sign_in(client, Role.REPORTER)
    go_away()

    answer = client.post(reverse("admin:articles_article_import"), {"pasted": STORY})

    assert AWAY in text(answer)
    assert STORY.splitlines()[0] in text(answer)
    assert not StoryUpload.objects.exists()


def test_a_story_that_waits_goes_on_waiting(client, s3, go_away):
    sign_in(client, Role.REPORTER)
    shown = client.post(reverse("admin:articles_article_import"), {"pasted": STORY}, follow=True)
    form = shown.context["items"][0]["form"]
    go_away()

    answer = client.post(
        reverse("admin:articles_article_import_preview"),
        {form.add_prefix("take"): "on", form.add_prefix("headline"): "Bến cá"},
        follow=True,
    )

    assert AWAY in text(answer)
    assert (StoryUpload.objects.count(), Article.objects.count()) == (1, 0)


def test_the_command_tells_of_it_in_its_report(go_away, tmp_path, capsys):
    story, photo = tmp_path / "tin.txt", tmp_path / "anh.jpg"
    story.write_text(f"{STORY}\nNgư dân bán cá. (Ảnh: QMG)\n", encoding="utf-8")
    photo.write_bytes(make.jpeg().read())
    go_away()

    with pytest.raises(CommandError):
        call_command("import_story", story, photo=[photo], json=True)

    report = json.loads(capsys.readouterr().out)
    assert (report["error"], report["code"]) == (AWAY, "storage")
    assert not Article.objects.exists()
    assert not Photo.objects.exists()


def test_a_story_is_not_published_without_its_pictures(client, s3, go_away):
    sign_in(client, Role.EDITOR)
    article = make.approved(shown=[make.photo()])
    go_away()

    answer = send(client, article, _act="publish")

    assert AWAY in text(answer)
    assert not Edition.objects.exists()
    assert not Rendition.objects.exists()


def test_a_page_with_a_preview_is_answered_all_the_same(client, s3, go_away):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()
    go_away()

    assert client.get(page("change", photo.pk)).status_code == 200
    assert client.get(page("preview", photo.pk)).status_code == 503
    assert client.get(page("original", photo.pk)).status_code == 503


def test_readers_notice_nothing(client, s3, go_away):
    edition = make.published(shown=[make.photo()])
    go_away()

    assert client.get(edition.path).status_code == 200
    assert client.get("/").status_code == 200


def test_what_could_not_be_taken_down_is_tried_again(client, s3, go_away, on_storage):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo()
    make.published(shown=[photo])
    public = s3.names(s3.public)
    go_away()

    answer = client.post(page("take_down", photo.pk), {"reason": "Lộ mặt"}, follow=True)
    assert answer.status_code == 200
    assert takedowns.files_left(photo) == len(public)
    on_storage(s3.given)
    takedowns.remove_files.call(photo.pk)

    assert takedowns.files_left(photo) == 0
    assert s3.names(s3.public) == []


def test_a_deleted_photo_is_deleted_though_its_files_stay(client, s3, go_away):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()
    go_away()

    answer = client.post(page("delete", photo.pk), {"post": "yes"}, follow=True)

    assert answer.status_code == 200
    assert not Photo.objects.exists()
    assert s3.names(s3.private) == [photo.original.name, photo.preview.name]


# Refused by the storage


def test_the_first_file_goes_where_the_second_is_refused(client, s3):
    sign_in(client, Role.PHOTO_EDITOR)
    form = values_of(client.get(page("add")))
    s3.refuse("s3:PutObject", "previews/*")

    answer = client.post(page("add"), form | {"file": picture(), "caption": "Bến cá"})
    library = client.post(reverse("admin:articles_article_photos_upload"), {"file": picture()})

    assert (answer.status_code, library.status_code) == (200, 503)
    assert not Photo.objects.exists()
    assert s3.names(s3.private) == []


def test_a_bucket_that_is_not_there_is_no_missing_file(s3, on_storage):
    photo = make.photo()
    renditions.public_files(photo)
    on_storage(dataclasses.replace(s3.given, public_bucket="khong-co", private_bucket="khong-co-2"))

    with pytest.raises(StorageAway):
        Photo.objects.get().original.open("rb")
    with pytest.raises(StorageAway):
        default_storage.delete(Rendition.objects.first().file.name)


def test_a_missing_file_is_a_missing_file(s3):
    private = storages["private"]

    with pytest.raises(FileNotFoundError):
        private.open("originals/khong-co.jpg")
    with pytest.raises(FileNotFoundError):
        private.size("originals/khong-co.jpg")
    assert private.exists("originals/khong-co.jpg") is False
    private.delete("originals/khong-co.jpg")


def test_a_sweep_can_list_a_bucket(s3):
    names = sorted(file["path"] for file in renditions.public_files(make.photo()))

    folders, none = default_storage.listdir("")
    assert (folders, none) == (["anh"], [])
    assert sorted(f"anh/{name}" for name in default_storage.listdir("anh")[1]) == names
    assert default_storage.size(names[0]) == len(s3.bytes_of(s3.public, names[0]))
    assert default_storage.get_modified_time(names[0]).tzinfo is not None
