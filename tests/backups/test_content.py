"""What is in a backup."""

import hashlib
import os
import stat

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import FileField
from django.utils import timezone

from newsroom.archives import shape
from newsroom.archives.catalogue import named
from photos.renditions import copy_of
from tests import factories as make
from tests.archives import (
    back_up,
    content_of_database,
    content_of_storages,
    files_under,
)
from tests.constraints import OUR_APPS

pytestmark = pytest.mark.django_db(transaction=True)


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

    # The index of the search: the whole file is copied on SQLite, with it.
    index = {f"articles_searchrow_fts{part}" for part in ["", "_config", "_data", "_idx"]}
    assert tables == {
        *connection.introspection.django_table_names(),
        "django_migrations",
        *(index if connection.vendor == "sqlite" else []),
    }
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
