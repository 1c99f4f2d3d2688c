"""What is refused, with nothing half done."""

import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection

from newsroom.archives import shape
from newsroom.archives.backup import KINDS
from tests.archives import (
    back_up,
    content_of_database,
    content_of_storages,
    files_under,
)
from tests.backups.signing import CHANGED, GONE, refused, sign

pytestmark = pytest.mark.django_db(transaction=True)


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
