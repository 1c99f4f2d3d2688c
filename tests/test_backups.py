"""Backups: what is in them, what comes back, and what is refused with nothing half done."""

import datetime
import fcntl
import hashlib
import json
import os
import secrets
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import FileField
from django.urls import reverse
from django.utils import timezone

from articles import files, publishing
from articles.models import EditionPhoto, StoryUpload
from newsroom.archives import shape
from newsroom.archives.backup import KINDS
from newsroom.archives.catalogue import named
from photos.models import Photo, Rendition
from photos.renditions import copy_of
from tests import factories as make
from tests.archives import (
    back_up,
    content_of_database,
    content_of_storages,
    empty_database,
    files_under,
)
from tests.articles.test_full_disk import full_after
from tests.constraints import OUR_APPS

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parent.parent


@pytest.fixture
def elsewhere(settings, tmp_path, fresh_storages):
    """Another machine: an empty database and empty folders; the one before comes back."""

    @contextmanager
    def moved():
        roots = settings.MEDIA_ROOT, settings.PRIVATE_ROOT
        house = tmp_path / f"elsewhere-{secrets.token_hex(4)}"
        house.mkdir()
        with empty_database(house):
            use(house / "media", house / "private")
            yield house
        use(*roots)

    def use(media, private):
        settings.MEDIA_ROOT, settings.PRIVATE_ROOT = media, private
        given = settings.STORAGES | {}
        given["private"] = given["private"] | {"OPTIONS": {"location": private}}
        settings.STORAGES = given
        fresh_storages()

    return moved


def _withdrawn_long_ago():
    """A story that readers see no more: its public files are kept as private copies."""
    then = timezone.now() - datetime.timedelta(hours=5)
    gone = make.published(now=then, shown=[make.photo(colour="darkred")], headline="Tin đã rút")
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Tin này đã được rút.")
    Rendition.objects.filter(photo__editions__edition=gone).update(created_at=then)
    assert files.retire_unused_files.func() > 0


@pytest.fixture
def newsroom(client):
    """A paper with a bit of everything; return the edition that readers see."""
    first = make.published(shown=[make.photo()], headline="Bến cá Cửa Lạch vào vụ mới")
    edition = make.republished(first.article, lead="Chiều nay, tàu lại về.\tNhiều cá \\ tôm.")
    _withdrawn_long_ago()
    make.story(headline="Bản nháp còn dở", body="<p>Ông Lê Văn Đạo nói “chưa”.</p>")
    make.tenure(make.person())
    make.awaiting_photo("Ảnh chưa về")
    StoryUpload.objects.create(
        file=ContentFile(b"mot tep van ban", name="tin.txt"),
        user=make.UserFactory(),
        name="tin.txt",
    )
    make.managing_editor(username="thuky")
    client.force_login(make.editor(username="bientap"))
    client.get(reverse("admin:index"))
    return edition


# What comes back


def test_all_comes_back_and_the_newsroom_works(newsroom, elsewhere, tmp_path, client):
    last = make.awaiting_photo("Xóa ngay")
    deleted = last.pk
    last.delete()
    original = Photo.objects.get(editions__edition__headline="Tin đã rút").original.name
    archive = back_up(tmp_path / "backups")
    rows, kept = content_of_database(), content_of_storages()

    with elsewhere():
        # A disk that has outlived its database.
        storages["private"].save(original, ContentFile(kept["private"][original]))
        inode = os.stat(storages["private"].path(original)).st_ino

        call_command("restore", str(archive))

        assert content_of_database() == rows
        assert content_of_storages() == kept
        assert os.stat(storages["private"].path(original)).st_ino == inode
        client.logout()
        see_that_it_works(client, newsroom.path)
        # Numbers go on behind the last that was given, not behind the last that is there.
        edition = make.published(headline="Tin sau khi khôi phục", shown=[make.photo("Bến")])
        assert edition.photos.get().photo_id == deleted + 1

    copies = len(EditionPhoto.objects.get(edition__headline="Tin đã rút").files)
    assert len(rows) > 40
    assert {name: len(found) for name, found in kept.items()} == {
        "default": Rendition.objects.count(),
        # Two originals with their small pictures, and an upload.
        "private": copies + 5,
    }


def see_that_it_works(client, path):
    page = client.get(path)
    assert page.status_code == 200
    assert "Chiều nay, tàu lại về." in page.content.decode()
    account = {"username": "thuky", "password": "mat-khau-thu-1", "next": "/admin/"}
    signed_in = client.post(reverse("admin:login"), account)
    assert (signed_in.status_code, signed_in.url) == (302, "/admin/")
    photo = Photo.objects.get(editions__edition__headline="Tin đã rút")
    preview = client.get(photo.get_preview_url())
    assert preview.status_code == 200
    preview.close()
    found = client.get(reverse("admin:articles_article_changelist"), {"q": "ban nhap"})
    assert [str(row) for row in found.context["cl"].result_list] == ["Bản nháp còn dở"]


# What is in it


def test_the_manifest_says_what_is_there(newsroom, tmp_path):
    folder = back_up(tmp_path / "backups")

    manifest = shape.read(folder)
    rows = content_of_database()
    assert {name: table.rows for name, table in manifest.tables.items()} == {
        name: len(found) for name, found in rows.items() if name != "sqlite_sequence"
    }
    found = files_under(folder)
    listed = {
        str(shape.place(folder, row).relative_to(folder)): row.sum for row in shape.rows(folder)
    }
    assert {
        name: (given.size, given.sha256) for name, given in (listed | manifest.parts).items()
    } == {
        name: (len(data), hashlib.sha256(data).hexdigest())
        for name, data in found.items()
        if name not in {"manifest.json", "manifest.sha256"}
    }
    assert (manifest.database, manifest.newsroom) == (connection.vendor, "Báo Ngân Hải")
    assert (manifest.file_count, manifest.missing) == (len(listed), [])


def test_only_its_owner_reads_an_archive(newsroom, tmp_path):
    folder = back_up(tmp_path / "backups")

    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_open_session_is_in_an_archive(newsroom, client, tmp_path):
    key = client.session.session_key.encode()

    folder = back_up(tmp_path / "backups")

    assert [name for name, data in files_under(folder).items() if key in data] == []


def test_every_file_that_a_row_names_is_known(newsroom):
    there = {(alias, name) for alias, names in content_of_storages().items() for name in names}

    told = {pair for pair in named("default") if pair in there or pair[0] == "private"}

    copies = {("private", copy_of(name)) for alias, name in named("default") if alias == "default"}
    assert told | (copies & there) == there
    assert {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS
        for field in model._meta.fields
        if isinstance(field, FileField)
    } == {
        *("Photo.original", "Photo.preview", "PastFile.original", "PastFile.preview"),
        *("StoryUpload.file", "Rendition.file"),
    }


def test_every_table_is_in_an_archive_or_left_out_by_name():
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))

    assert tables == {*connection.introspection.django_table_names(), "django_migrations"}
    assert tables >= shape.LEFT_OUT


def test_a_second_backup_links_what_the_first_has(newsroom, tmp_path, capsys):
    first = back_up(tmp_path / "backups")
    os.rename(first, first := first.with_name("newsroom-2026-01-01-000000"))
    photo = make.photo(colour="navy")

    second = back_up(tmp_path / "backups")

    rows = list(shape.rows(second))
    new = {
        row.name
        for row in rows
        if not (old := shape.place(first, row)).exists()
        or not old.samefile(shape.place(second, row))
    }
    assert new == {photo.original.name, photo.preview.name}
    assert capsys.readouterr().out.splitlines()[-1].endswith(f"; {len(rows) - 2} tệp dùng chung.")


def test_a_full_backup_links_nothing(newsroom, tmp_path):
    first = back_up(tmp_path / "backups")
    os.rename(first, first := first.with_name("newsroom-2026-01-01-000000"))

    second = back_up(tmp_path / "backups", "--full")

    assert {path.stat().st_nlink for path in second.rglob("*") if path.is_file()} == {1}


def test_a_broken_file_of_the_last_backup_is_copied_anew(newsroom, tmp_path):
    first = back_up(tmp_path / "backups")
    os.rename(first, first := first.with_name("newsroom-2026-01-01-000000"))
    row = next(shape.rows(first))
    shape.place(first, row).write_bytes(b"cut")

    second = back_up(tmp_path / "backups")

    assert shape.sum_of(shape.place(second, row)) == row.sum


def test_only_the_newest_are_kept_where_that_is_asked(tmp_path):
    parent = tmp_path / "backups"
    for year in [2021, 2022, 2023]:
        (parent / f"newsroom-{year}-01-01-000000").mkdir(parents=True)
    (parent / "newsroom-2024-01-01-000000.unfinished").mkdir()
    (parent / "notes").mkdir()

    call_command("backup", str(parent), "--keep", "2")

    made = f"newsroom-{timezone.localtime():%Y-%m-%d}"
    assert sorted(path.name[: len(made)] for path in parent.iterdir()) == sorted(
        [".lock", "newsroom-2023-01-01", made, "notes"]
    )


def test_a_file_that_is_gone_is_told(newsroom, tmp_path, capsys):
    lost = newsroom.photos.get().photo.original.name
    storages["private"].delete(lost)

    with pytest.raises(CommandError) as told:
        call_command("backup", str(tmp_path / "backups"))

    assert str(told.value) == (
        "Đã sao lưu xong, nhưng thiếu 1 tệp có ghi trong cơ sở dữ liệu mà không còn trong kho."
    )
    assert capsys.readouterr().err == f"private: {lost}\n"
    [folder] = (tmp_path / "backups").glob("newsroom-*")
    assert shape.read(folder).missing == [["private", lost]]


# What is refused


def refused(folder, *args):
    with pytest.raises(CommandError) as refusal:
        call_command("restore", str(folder), *args)
    return str(refusal.value)


def sign(folder, **changes):
    """Let a manifest say something else, with its right sum."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.sha256").write_text(f"{digest}  manifest.json\n")


CHANGED = "Tệp %s trong bản sao lưu không còn như lúc ghi: đã bị sửa hoặc bị hỏng."
GONE = "Bản sao lưu thiếu tệp %s."


def test_whatever_is_broken_is_found(newsroom, tmp_path, elsewhere):
    folder = back_up(tmp_path / "backups")
    *_, row = shape.rows(folder)
    of_files = f"files/{row.storage}/{row.name}"
    of_database = next(iter(shape.read(folder).parts))
    told = {}

    with elsewhere() as house:
        before = files_under(house)
        for name in ["manifest.json", "files.jsonl", of_database, of_files]:
            data = (folder / name).read_bytes()
            turned = bytes([*data[:40], data[40] ^ 1, *data[41:]])
            for broken in [turned, data[:-1], data + b"\n"]:
                (folder / name).write_bytes(broken)
                told.setdefault(name, set()).update({refused(folder), refused(folder, "--check")})
            (folder / name).unlink()
            told[name, "gone"] = {refused(folder), refused(folder, "--check")}
            (folder / name).write_bytes(data)

        # Nothing of it was written.
        assert files_under(house) == before
        assert content_of_storages() == {"default": {}, "private": {}}
        assert connection.introspection.table_names() == []

    names = ["manifest.json", "files.jsonl", of_database, of_files]
    assert told == {
        **{name: {CHANGED % name} for name in names},
        **{(name, "gone"): {GONE % name} for name in names[1:]},
        ("manifest.json", "gone"): {
            f"{folder} không phải bản sao lưu, hoặc đã bị ngắt giữa chừng: thiếu manifest.json."
        },
    }


def test_a_whole_backup_is_told_and_nothing_is_touched(newsroom, tmp_path, capsys):
    folder = back_up(tmp_path / "backups")
    before = files_under(folder), content_of_database(), content_of_storages()

    call_command("restore", str(folder), "--check")

    assert capsys.readouterr().out.splitlines()[-1].startswith("Bản sao lưu lúc ")
    assert (files_under(folder), content_of_database(), content_of_storages()) == before


def test_a_backup_of_a_newer_version_is_refused(tmp_path):
    folder = back_up(tmp_path / "backups")
    sign(folder, migrations=[["articles", "0999_what_comes"]])

    assert refused(folder) == (
        "Bản sao lưu do phiên bản mới hơn của tòa soạn tạo ra: hãy cập nhật nơi này lên cùng "
        "phiên bản trước."
    )


def test_a_backup_of_the_other_database_is_refused(tmp_path):
    folder = back_up(tmp_path / "backups")
    other = next(kind for kind in KINDS if kind != connection.vendor)
    other_folder = folder.with_name("other")
    os.rename(folder, other_folder)
    sign(other_folder, database=other, tables={}, parts={})

    assert refused(other_folder) == (
        f"Bản sao lưu là của {other}, còn cơ sở dữ liệu ở đây là {connection.vendor}."
    )


def test_a_database_that_is_not_empty_is_refused(newsroom, tmp_path):
    folder = back_up(tmp_path / "backups")
    before = content_of_database(), content_of_storages()

    told = refused(folder)

    assert told.startswith("Cơ sở dữ liệu không trống")
    assert (content_of_database(), content_of_storages()) == before


def test_another_file_under_the_same_name_is_refused(newsroom, tmp_path, elsewhere):
    folder = back_up(tmp_path / "backups")
    name = newsroom.photos.get().photo.original.name

    with elsewhere():
        storages["private"].save(name, ContentFile(b"something else"))

        assert refused(folder) == (
            f"{name} đã có ở đây nhưng không phải tệp trong bản sao lưu. Không có gì bị ghi đè: "
            "hãy dời tệp ấy đi trước."
        )

        assert content_of_storages() == {"default": {}, "private": {name: b"something else"}}
        assert connection.introspection.table_names() == []


LARGE = 6_000_000


def upload_something_large():
    """Larger than the database, so that the disk is full after some files."""
    data = ContentFile(os.urandom(LARGE), name="tin.docx")
    StoryUpload.objects.create(file=data, user=make.UserFactory(), name="tin.docx")


def test_a_full_disk_leaves_no_half_backup(newsroom, tmp_path):
    upload_something_large()

    with full_after(LARGE - 1), pytest.raises(CommandError) as told:
        call_command("backup", str(tmp_path / "backups"))

    assert str(told.value) == "Không tạo được bản sao lưu. Ổ đĩa đã đầy."
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [".lock"]


def test_a_full_disk_leaves_nothing_half_restored(newsroom, tmp_path, elsewhere):
    upload_something_large()
    folder = back_up(tmp_path / "backups")

    with elsewhere():
        with full_after(LARGE - 1):
            told = refused(folder)

        assert told == "Không khôi phục gì; những gì đã ghi đều đã được xóa. Ổ đĩa đã đầy."
        assert content_of_storages() == {"default": {}, "private": {}}
        assert connection.introspection.table_names() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL tells by itself")
def test_no_backup_is_made_of_a_damaged_database(tmp_path, elsewhere):
    folder = back_up(tmp_path / "backups")

    with elsewhere() as house:
        call_command("restore", str(folder))
        connection.close()
        file = Path(connection.settings_dict["NAME"])
        with file.open("r+b") as pages:
            pages.seek(file.stat().st_size // 2 // 4096 * 4096)
            pages.write(b"\xff" * 4096)
        with pytest.raises(CommandError) as told:
            call_command("backup", str(house / "backups"))

    assert str(told.value) == (
        "Không tạo được bản sao lưu. Cơ sở dữ liệu đã hỏng: hãy khôi phục từ bản sao lưu tốt gần "
        "nhất."
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file stands for the database")
def test_a_file_that_is_no_database_stays(tmp_path, elsewhere):
    folder = back_up(tmp_path / "backups")

    with elsewhere():
        file = Path(connection.settings_dict["NAME"])
        file.write_bytes(b"somebody's letter, not a database at all" * 100)
        before = file.read_bytes()

        assert refused(folder).startswith("Cơ sở dữ liệu không trống")
        assert file.read_bytes() == before


def test_a_database_that_fails_at_last_takes_the_files_with_it(newsroom, tmp_path, elsewhere):
    folder = back_up(tmp_path / "backups")

    with elsewhere():
        if connection.vendor == "sqlite":
            # In the way of the new file.
            os.mkdir(connection.settings_dict["NAME"] + ".restoring")
        else:
            lose_the_accounts(folder)
        told = refused(folder)

        assert told.startswith("Không khôi phục gì; những gì đã ghi đều đã được xóa. ")
        assert content_of_storages() == {"default": {}, "private": {}}
        assert connection.introspection.table_names() == []


def lose_the_accounts(folder):
    """Let all sums be right, and rows name accounts that are not there."""
    name = "database/accounts_user.copy"
    (folder / name).write_bytes(b"")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["parts"][name] = {"size": 0, "sha256": hashlib.sha256().hexdigest()}
    manifest["tables"]["accounts_user"]["rows"] = 0
    sign(folder, **manifest)


def test_two_backups_at_once_in_one_folder(tmp_path):
    parent = tmp_path / "backups"
    parent.mkdir()

    with (parent / ".lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(CommandError) as told:
            call_command("backup", str(parent))

    assert str(told.value) == (
        "Không tạo được bản sao lưu. Một bản sao lưu khác đang được tạo trong thư mục này."
    )


def test_the_commands_in_processes_of_their_own(newsroom, tmp_path):
    folder = back_up(tmp_path / "backups")
    url = f"sqlite:///{tmp_path}/none.sqlite3"
    command = [sys.executable, "manage.py", "restore", "--check"]
    given = {"cwd": ROOT, "env": os.environ | {"DATABASE_URL": url}, "capture_output": True}

    whole = subprocess.run([*command, folder], **given, check=False)
    (folder / "files.jsonl").write_bytes(b"")
    broken = subprocess.run([*command, folder], **given, check=False)

    assert (whole.returncode, broken.returncode) == (0, 1)
    assert not (tmp_path / "none.sqlite3").exists()
