"""
A disk that is full: a sentence, no row without a file, and nothing half saved.

The kernel refuses the writes: no file of this process may grow past a limit while the act runs
(RLIMIT_FSIZE), as on a disk whose last blocks are taken. The tests need no rights for that.
"""

import io
import os
import random
import resource
import tempfile
from contextlib import contextmanager

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from articles import fixes, publishing, replacing, uploading
from articles.models import Article, Edition, StoryUpload
from photos import renditions, tasks
from photos.models import PastFile, Photo, PhotoCreator, Rendition
from photos.pictures import NotKept, take
from tests import factories as make
from tests.articles.desk import send

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = (
    "Máy chủ không lưu được ảnh, có thể do ổ đĩa đã đầy. Chưa có gì được lưu: hãy báo người quản "
    "trị máy chủ rồi thử lại sau."
)


@contextmanager
def full_after(size):
    """Let no file grow past `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def grainy(quality=90, size=(900, 600)):
    """A JPEG that cannot be made small; of low quality it is smaller than its preview."""
    noise = Image.frombytes("L", size, random.Random(7).randbytes(size[0] * size[1]))
    buffer = io.BytesIO()
    noise.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def sent(data=None):
    return SimpleUploadedFile("anh.jpg", data or grainy(), "image/jpeg")


def files():
    return sorted(
        os.path.relpath(f"{folder}/{name}", storages[alias].location)
        for alias in ["default", "private"]
        for folder, _folders, names in os.walk(storages[alias].location)
        for name in names
    )


def content(name, storage="private"):
    with storages[storage].open(name, "rb") as file:
        return file.read()


def sweep():
    """Run the sweep with repair; return its lines."""
    out = io.StringIO()
    call_command("check_photos", "--repair", "--older-than", "0", stdout=out)
    return out.getvalue().splitlines()


def nothing_is_there():
    return (files(), Photo.objects.filter(is_awaiting=False).count(), sweep()) == ([], 0, [])


# The size lets pass: nothing; the original, and not the small picture of it.
MOMENTS = [pytest.param(90, 1000, id="original"), pytest.param(2, 100_000, id="preview")]


def test_the_second_moment_is_that_of_the_preview():
    data = grainy(2)

    assert len(data) < 100_000 < len(take(io.BytesIO(data)).preview)


@pytest.mark.parametrize(("quality", "size"), MOMENTS)
def test_an_upload_in_the_editor_is_answered_with_a_sentence(client, quality, size):
    client.force_login(make.UserFactory())
    page = reverse("admin:articles_article_photos_upload")

    with full_after(size):
        answer = client.post(page, {"file": sent(grainy(quality)), "caption": "Bến cá"})

    assert answer.status_code == 507
    assert answer.json() == {"message": SENTENCE}
    assert Photo.objects.count() == 0
    assert nothing_is_there()


@pytest.mark.parametrize(("quality", "size"), MOMENTS)
def test_an_awaiting_photo_goes_on_waiting(client, quality, size):
    photo = make.awaiting_photo()
    client.force_login(make.editor())
    page = reverse("admin:articles_article_photos_fill", args=[photo.pk])

    with full_after(size):
        answer = client.post(page, {"file": sent(grainy(quality))})

    assert answer.json() == {"message": SENTENCE}
    assert nothing_is_there()


@pytest.mark.parametrize(("quality", "size"), MOMENTS)
def test_each_of_many_pictures_has_its_sentence(client, quality, size):
    client.force_login(make.UserFactory())
    small = make.jpeg(30, 20).read()

    with full_after(size):
        page = client.post(
            reverse("admin:photos_photo_upload"), {"files": [sent(grainy(quality)), sent(small)]}
        )

    assert [report.refusal for report in page.context["reports"]] == [SENTENCE, ""]
    assert Photo.objects.count() == 1
    assert len(files()) == 2


@pytest.mark.parametrize(("quality", "size"), MOMENTS)
def test_the_form_of_a_photo_keeps_what_was_typed(client, quality, size):
    client.force_login(make.UserFactory(role="photo_editor"))
    page = reverse("admin:photos_photo_add")
    form = client.get(page).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"caption": "Bến cá lúc rạng đông", "file": sent(grainy(quality))}
    data |= {"creators-TOTAL_FORMS": 0, "creators-INITIAL_FORMS": 0}
    del data["taken_at"], data["subjects"]

    with full_after(size):
        answer = client.post(page, data)

    form = answer.context["adminform"].form
    assert form.errors == {"file": [SENTENCE]}
    assert form["caption"].value() == "Bến cá lúc rạng đông"
    assert nothing_is_there()


def test_where_only_the_storage_is_full_nothing_is_saved():
    picture = take(io.BytesIO(grainy()))

    with full_after(1000), pytest.raises(NotKept, match=SENTENCE):
        uploading.take(picture, caption="Bến cá", credit="", by=make.UserFactory())

    assert Photo.objects.count() == 0
    assert nothing_is_there()


def test_a_photo_keeps_the_file_it_has():
    photo = make.photo()
    tasks.prepare.call(photo.pk)
    before, picture = files(), take(io.BytesIO(grainy()))

    with full_after(1000), pytest.raises(NotKept):
        replacing.replace(photo, picture, by=make.editor(), reason="Nét hơn.")

    assert (files(), PastFile.objects.count()) == (before, 0)
    assert Photo.objects.get().original.name == photo.original.name
    assert sweep() == []


# Of eighteen files the smaller ones fit, and the larger ones do not.
SOME = 40_000


@pytest.fixture
def photo():
    words = {"caption": "Bến cá", "credit": "Thanh Vân"}
    made = uploading.take(take(io.BytesIO(grainy())), by=make.UserFactory(), **words).photo
    made.alt_text = "Thuyền nằm trên bến"
    made.save()
    return made


def test_of_a_set_of_public_files_there_are_all_or_none(photo):
    before = files()

    with full_after(SOME):
        tasks.prepare.call(photo.pk)

    assert (files(), Rendition.objects.count()) == (before, 0)
    tasks.prepare.call(photo.pk)
    sizes = [row.file.size for row in Rendition.objects.all()]
    assert min(sizes) < SOME < max(sizes)


def test_a_story_is_not_published_and_its_editor_told(client, photo):
    article = make.approved(shown=[photo])
    before = files()
    client.force_login(make.editor())

    with full_after(SOME):
        page = send(client, article, _act="publish")

    assert [str(message) for message in page.context["messages"]] == [SENTENCE]
    assert (files(), Edition.objects.count()) == (before, 0)
    assert sweep() == [f"chưa tạo xong tệp công khai · ảnh số {photo.pk} · đã sửa"]


def test_a_corrected_credit_waits_and_the_old_one_stays(photo):
    edition = make.published(shown=[photo])
    before = files()
    PhotoCreator.objects.update(name="Quốc Trực")
    fix = fixes.correct_photo(photo, by=make.editor())

    with full_after(SOME):
        fixes.go_on(fix)

    assert (fix.failed, files()) == ([edition.article_id], before)
    assert Edition.objects.get() == edition
    assert sweep() == []


def test_a_file_leaves_public_storage_only_once_its_copy_is_whole(photo):
    edition = make.published(shown=[photo])
    largest = max(Rendition.objects.all(), key=lambda row: row.file.size)
    data = content(largest.file.name, "default")
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")

    with full_after(SOME), pytest.raises(OSError, match="too large"):
        renditions.retire(largest)

    assert storages["default"].exists(largest.file.name)
    renditions.retire(largest)
    assert content(f"published/{largest.file.name}") == data


def test_an_import_is_refused_whole(tmp_path):
    story, picture = tmp_path / "tin.txt", tmp_path / "anh.jpg"
    text = "Tít của bài\n\nSáng nay, hội nghị bắt đầu.\n\nBến cá. (Ảnh: BNH)"
    story.write_text(text, encoding="utf-8")
    picture.write_bytes(grainy(2))

    with full_after(100_000), pytest.raises(CommandError):
        call_command("import_story", str(story), "--photo", str(picture))

    assert (Article.objects.count(), Photo.objects.count()) == (0, 0)
    assert nothing_is_there()


def test_a_story_file_that_cannot_be_kept_is_told_and_those_before_it_stay(client):
    client.force_login(make.UserFactory())
    page = reverse("admin:articles_article_import")
    client.post(page, {"pasted": "Tin cũ"})

    with full_after(1000):
        answer = client.post(page, {"pasted": "Tin dài. " * 1000})

    assert answer.context["form"].non_field_errors() == [
        "Máy chủ không lưu được tệp: có thể ổ đĩa đã đầy."
    ]
    assert content(StoryUpload.objects.get().file.name).decode() == "Tin cũ"
    assert len(files()) == 1


def test_the_limit_is_one(tmp_path):
    with full_after(10), tempfile.TemporaryFile(dir=tmp_path, buffering=0) as file:
        assert file.write(b"x" * 20) == 10
        with pytest.raises(OSError, match="too large"):
            file.write(b"x")
