"""Full disks, damaged databases, two at once: nothing is left half."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import StoryUpload
from tests import factories as make
from tests.archives import (
    back_up,
    content_of_storages,
)
from tests.articles.test_full_disk import full_after
from tests.backups.signing import refused, sign

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_the_commands_in_processes_of_their_own(newsroom, tmp_path, settings):
    folder = back_up(tmp_path / "backups")
    url = f"sqlite:///{tmp_path}/none.sqlite3"
    command = [sys.executable, "manage.py", "restore", "--check"]
    given = {
        "cwd": settings.BASE_DIR,
        "env": os.environ | {"DATABASE_URL": url},
        "capture_output": True,
    }

    whole = subprocess.run([*command, folder], **given, check=False)
    (folder / "files.jsonl").write_bytes(b"")
    broken = subprocess.run([*command, folder], **given, check=False)

    assert (whole.returncode, broken.returncode) == (0, 1)
    assert not (tmp_path / "none.sqlite3").exists()
