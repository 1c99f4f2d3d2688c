"""Files against rows, both ways: what is found, what is mended, and what is never touched."""

import datetime
import io
import json
import os

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db.models import FileField
from django.utils import timezone
from django.utils.translation import override

from articles import files, publishing, replacing, takedowns
from articles.findings import Finding, FindingKind
from articles.models import EditionKind, StoryUpload
from articles.sweeping import check
from photos import portraits, tasks
from photos.ledger import FOLDERS
from photos.models import PastFile, Photo, PhotoCreator, Portrait, Rendition
from photos.pictures import take
from tests import factories as make
from tests.constraints import OUR_APPS

# Files leave storages when transactions commit.
pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = datetime.timedelta(hours=5)


def age(storage, name):
    """Let a file have been written long ago."""
    then = (timezone.now() - LONG_AGO).timestamp()
    os.utime(storages[storage].path(name), (then, then))


def lies(storage, name):
    return storages[storage].exists(name)


def content(storage, name):
    with storages[storage].open(name, "rb") as file:
        return file.read()


def paths(edition):
    """In the order of their making."""
    named = [file["path"] for file in edition.photos.get().files]
    made = Rendition.objects.filter(file__in=named).order_by("pk")
    return list(made.values_list("file", flat=True)) or named


def all_files():
    """Return every file there is, with its bytes."""
    return {
        (alias, os.path.relpath(f"{folder}/{name}", storages[alias].location)): content(
            alias, os.path.relpath(f"{folder}/{name}", storages[alias].location)
        )
        for alias in FOLDERS
        for folder, _folders, names in os.walk(storages[alias].location)
        for name in names
    }


def found(**kwargs):
    return [(f.kind, f.photo, f.is_repaired) for f in check(**kwargs)]


def repaired_once(kind, photo):
    """Assert that a repair mends this one thing, and that there is nothing to do afterwards."""
    assert found() == [(kind, photo, False)]
    assert found(repair=True) == [(kind, photo, True)]
    assert found(older_than=datetime.timedelta(0)) == []


@pytest.fixture
def edition():
    """A published story whose picture files were made long ago."""
    made = make.published(shown=[make.photo()], now=timezone.now() - LONG_AGO)
    Rendition.objects.update(created_at=timezone.now() - LONG_AGO)
    return made


@pytest.fixture
def past(edition):
    """An edition that another took the place of; its files lie in private storage."""
    PhotoCreator.objects.update(name="Quốc Trực")
    publishing.republish(edition, kind=EditionKind.CREDIT, by=make.editor())
    files.retire_unused_files.call()
    return edition


@pytest.fixture
def full_house(past):
    """Something of everything that names a file."""
    photo = past.photos.get().photo
    picture = take(make.jpeg(colour="tomato"), name="moi.jpg")
    replacing.replace(photo, picture, by=make.editor(), reason="Ảnh nét hơn.")
    face = Portrait.objects.create(person=make.person(), photo=make.photo("Chân dung"))
    portraits.publish(face)
    Portrait.objects.get().photo.save()
    make.awaiting_photo()
    gone = make.photo("Bị gỡ", colour="gold")
    make.published(shown=[gone])
    takedowns.take_down(gone, by=make.managing_editor(), reason="Trẻ em.")
    make.published(shown=[make.photo("Hẹn giờ", colour="teal")])
    upload = StoryUpload(user=make.UserFactory(), name="tin.txt")
    upload.file.save("story", ContentFile(b"Tin"))
    return past


def test_a_whole_house_gives_nothing_to_report(full_house):
    assert found(older_than=datetime.timedelta(0)) == []


def test_a_repair_leaves_a_whole_house_to_the_byte(full_house):
    before = all_files()

    assert found(repair=True, older_than=datetime.timedelta(0)) == []

    assert all_files() == before
    assert len(before) > 60


@pytest.mark.parametrize(
    ("storage", "folder"), [(storage, folder) for storage in FOLDERS for folder in FOLDERS[storage]]
)
def test_a_file_without_a_row_goes_once_it_is_old(full_house, storage, folder):
    before = all_files()
    name = storages[storage].save(f"{folder}/{'0' * 32}.jpg", ContentFile(b"rest"))

    young = found(repair=True)
    age(storage, name)
    told = list(check())

    assert young == []
    assert told == [Finding(FindingKind.ORPHAN, [name])]
    repaired_once(FindingKind.ORPHAN, None)
    assert all_files() == before


def test_files_elsewhere_in_a_storage_are_not_ours():
    name = storages["private"].save("khac/ghi-chu.txt", ContentFile(b"x"))
    age("private", name)

    assert found(repair=True) == []
    assert lies("private", name)


def test_every_column_that_names_a_file_is_known_to_the_sweep():
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS
        for field in model._meta.fields
        if isinstance(field, FileField)
    }

    assert columns == {
        "articles.StoryUpload.file",
        "photos.PastFile.original",
        "photos.PastFile.preview",
        "photos.Photo.original",
        "photos.Photo.preview",
        "photos.Rendition.file",
    }


# What an edition names


@pytest.mark.parametrize("is_scheduled", [False, True])
def test_what_an_edition_shows_stays_though_no_other_row_names_it(edition, is_scheduled):
    if is_scheduled:
        later = timezone.now() + LONG_AGO
        edition.article.editions.update(visible_from=later)
    for path in paths(edition):
        age("default", path)
    Rendition.objects.all().delete()

    assert found(repair=True, older_than=datetime.timedelta(0)) == []
    assert all(lies("default", path) for path in paths(edition))


def test_what_an_edition_showed_is_kept(past):
    for path in paths(past):
        age("private", f"published/{path}")

    assert found(repair=True, older_than=datetime.timedelta(0)) == []
    assert all(lies("private", f"published/{path}") for path in paths(past))


def test_a_file_that_a_kill_left_public_goes_to_the_private_storage(past):
    name = paths(past)[0]
    data = content("private", f"published/{name}")
    storages["default"].save(name, ContentFile(data))
    # The kill came while it was copied.
    storages["private"].delete(f"published/{name}")
    storages["private"].save(f"published/{name}", ContentFile(data[:100]))
    age("default", name)

    repaired_once(FindingKind.UNUSED, None)

    assert not lies("default", name)
    assert content("private", f"published/{name}") == data


def test_a_copy_that_broke_off_is_made_whole_before_the_public_file_goes(edition):
    name = paths(edition)[0]
    data = content("default", name)
    storages["private"].save(f"published/{name}", ContentFile(data[:100]))
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")

    files.retire_unused_files.call()

    assert not lies("default", name)
    assert content("private", f"published/{name}") == data


def test_what_no_edition_showed_is_not_kept():
    tasks.prepare.call(make.photo().pk)
    Rendition.objects.update(created_at=timezone.now() - LONG_AGO)

    files.retire_unused_files.call()

    assert [name for alias, name in all_files() if "anh/" in name] == []


# Rows whose file is missing


def test_a_lost_original_is_told_with_the_stories_that_show_it(edition):
    photo = Photo.objects.get()
    storages["private"].delete(photo.original.name)

    told = list(check(repair=True))

    assert told == [
        Finding(
            FindingKind.LOST_ORIGINAL, [photo.original.name], photo.pk, [edition.headline], False
        )
    ]
    assert Photo.objects.get().original.name == photo.original.name


def test_a_lost_preview_is_made_again():
    photo = make.photo()
    before = content("private", photo.preview.name)
    tasks.prepare.call(photo.pk)
    storages["private"].delete(photo.preview.name)

    repaired_once(FindingKind.LOST_PREVIEW, photo.pk)

    assert content("private", photo.preview.name) == before


def test_a_lost_preview_of_a_file_before_is_made_again(full_house):
    row = PastFile.objects.get()
    storages["private"].delete(row.preview.name)

    repaired_once(FindingKind.LOST_PREVIEW, row.photo_id)

    assert lies("private", row.preview.name)


def test_a_preview_whose_original_is_lost_too_is_told():
    photo = make.photo()
    tasks.prepare.call(photo.pk)
    storages["private"].delete(photo.original.name)
    storages["private"].delete(photo.preview.name)

    told = list(check(repair=True))

    assert [(f.kind, f.is_repaired, f.why_not) for f in told] == [
        (FindingKind.LOST_ORIGINAL, False, ""),
        (
            FindingKind.LOST_PREVIEW,
            False,
            "Tệp gốc của ảnh này đã mất: hãy báo người quản trị máy chủ.",
        ),
    ]


@pytest.mark.parametrize("has_rows", [True, False])
def test_lost_files_that_readers_see_come_back_under_their_names(edition, has_rows):
    lost = paths(edition)[1:3]
    before = all_files()
    for name in lost:
        storages["default"].delete(name)
    if not has_rows:
        Rendition.objects.all().delete()

    told = list(check())
    repaired_once(FindingKind.LOST_PUBLIC, edition.photos.get().photo_id)

    assert told == [
        Finding(FindingKind.LOST_PUBLIC, lost, edition.photos.get().photo_id, [edition.headline])
    ]
    assert all_files() == before


def test_lost_files_of_an_earlier_original_are_made_of_that_one(edition):
    photo = Photo.objects.get()
    picture = take(make.jpeg(width=300, height=500, colour="tomato"), name="moi.jpg")
    # The story is not brought up to date yet.
    replacing.replace(photo, picture, by=make.editor(), reason="Ảnh nét hơn.")
    lost = paths(edition)[0]
    size = edition.photos.get().files[0]["width"]
    storages["default"].delete(lost)

    repaired_once(FindingKind.LOST_PUBLIC, photo.pk)

    assert (lies("default", lost), size) == (True, 320)


def test_lost_files_of_a_size_that_is_not_made_any_more_are_told(edition):
    row = Rendition.objects.first()
    Rendition.objects.filter(pk=row.pk).update(width=333)
    storages["default"].delete(row.file.name)

    told = list(check(repair=True))

    assert [(f.kind, f.files, f.why_not) for f in told] == [
        (FindingKind.LOST_PUBLIC, [row.file.name], "Không thể tạo lại đúng như trước.")
    ]


def test_lost_files_of_a_portrait_come_back():
    face = Portrait.objects.create(person=make.person(), photo=make.photo())
    portraits.publish(face)
    name = Rendition.objects.first().file.name
    storages["default"].delete(name)

    repaired_once(FindingKind.LOST_PUBLIC, face.photo_id)

    assert lies("default", name)


def test_a_lost_copy_is_made_again_where_the_photo_says_the_same(edition):
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    files.retire_unused_files.call()
    before = all_files()
    storages["private"].delete(f"published/{paths(edition)[0]}")

    repaired_once(FindingKind.LOST_COPY, edition.photos.get().photo_id)

    assert all_files() == before


def test_a_lost_copy_with_words_that_were_corrected_since_is_told_and_not_invented(past):
    storages["private"].delete(f"published/{paths(past)[0]}")

    told = list(check(repair=True))

    assert [(f.kind, f.files, f.why_not) for f in told] == [
        (FindingKind.LOST_COPY, [paths(past)[0]], "Không thể tạo lại đúng như trước.")
    ]


def test_a_story_file_that_is_lost_waits_no_longer():
    upload = StoryUpload(user=make.UserFactory(), name="tin.txt")
    upload.file.save("story", ContentFile(b"Tin"))
    storages["private"].delete(upload.file.name)

    repaired_once(FindingKind.LOST_UPLOAD, None)

    assert not StoryUpload.objects.exists()


# What was begun and not ended


def test_files_of_a_photo_that_was_taken_down_leave():
    photo = make.photo()
    tasks.prepare.call(photo.pk)
    by = make.managing_editor()
    Photo.objects.update(taken_down_at=timezone.now(), taken_down_by=by)

    repaired_once(FindingKind.TAKEN_DOWN, photo.pk)

    assert [name for alias, name in all_files() if alias == "default"] == []


def test_files_that_nobody_is_shown_leave(edition):
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")

    repaired_once(FindingKind.UNUSED, edition.photos.get().photo_id)

    assert [name for alias, name in all_files() if alias == "default"] == []


def test_a_retired_row_whose_file_is_lost_stops_nobody(edition):
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    storages["default"].delete(paths(edition)[0])

    assert files.retire_unused_files.call() == len(paths(edition))
    assert not Rendition.objects.exists()


def test_a_new_photo_that_was_never_prepared_is():
    photo = make.photo()
    young = found()
    Photo.objects.update(created_at=timezone.now() - datetime.timedelta(hours=2))

    repaired_once(FindingKind.UNPREPARED, photo.pk)

    assert young == []
    assert Rendition.objects.filter(photo=photo).exists()


def test_a_photo_without_a_credit_has_no_public_files_to_be_made():
    make.photo(creators=[], credit_as_written="")
    Photo.objects.update(created_at=timezone.now() - datetime.timedelta(hours=2))

    assert found() == []


def test_an_old_photo_that_nothing_uses_needs_no_files():
    make.photo()
    Photo.objects.update(created_at=timezone.now() - LONG_AGO)

    assert found() == []


def test_a_portrait_that_did_not_follow_its_photo_does():
    face = Portrait.objects.create(person=make.person(), photo=make.photo())
    portraits.publish(face)
    PhotoCreator.objects.update(name="Quốc Trực")
    young = found()
    Photo.objects.update(updated_at=timezone.now() - LONG_AGO)

    repaired_once(FindingKind.BEHIND, face.photo_id)

    face.refresh_from_db()
    assert (young, face.credit) == ([], "Ảnh: Quốc Trực")


# The command


def run(*args):
    out = io.StringIO()
    try:
        call_command("check_photos", *args, stdout=out)
    except CommandError as refusal:
        return out.getvalue().splitlines(), str(refusal)
    return out.getvalue().splitlines(), ""


def test_the_command_says_nothing_where_nothing_is_wrong(edition):
    assert run() == ([], "")


@pytest.mark.parametrize(
    ("language", "line", "end"),
    [
        (
            "vi",
            "mất tệp bạn đọc đang xem · ảnh số {photo} · {path} và 1 tệp nữa"
            " · đang hiển thị ở: Bến cá Cửa Lạch vào vụ mới",
            "Còn 1 vấn đề chưa xử lý.",
        ),
        (
            "en",
            "file that readers see is lost · photo {photo} · {path} and 1 more"
            " · shown in: Bến cá Cửa Lạch vào vụ mới",
            "1 finding is left.",
        ),
    ],
)
def test_the_command_tells_and_ends_with_an_error(edition, language, line, end):
    photo, lost = Photo.objects.get(), paths(edition)[:2]
    for name in lost:
        storages["default"].delete(name)
    line = line.format(photo=photo.pk, path=lost[0])

    with override(language):
        assert run() == ([line], end)
        mended = "đã sửa" if language == "vi" else "repaired"
        assert run("--repair") == ([f"{line} · {mended}"], "")
        assert run("--repair") == ([], "")


def test_the_command_tells_programs(edition):
    photo = Photo.objects.get()
    storages["private"].delete(photo.original.name)

    [line], end = run("--json", "--repair")

    assert json.loads(line) == {
        "kind": "lost_original",
        "files": [photo.original.name],
        "photo": photo.pk,
        "stories": ["Bến cá Cửa Lạch vào vụ mới"],
        "is_repaired": False,
        "why_not": "",
    }
    assert end == "Còn 1 vấn đề chưa xử lý."


def test_the_command_waits_as_long_as_it_is_told(edition):
    name = storages["default"].save("anh/la.jpg", ContentFile(b"x"))

    young, end = run("--repair")
    old, _end = run("--repair", "--older-than", "0")

    assert (young, end) == ([], "")
    assert old == [f"tệp không có bản ghi · {name} · đã sửa"]
