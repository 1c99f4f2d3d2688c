"""Backups of pictures that lie in two buckets, and restores into them."""

import pytest
from django.core.management import call_command
from django.db import connection

from newsroom.archives import shape
from tests import factories as make
from tests.archives import back_up, content_of_database, empty_database

pytestmark = pytest.mark.django_db(transaction=True)


def content_of_buckets(s3):
    return {
        bucket: {name: s3.bytes_of(bucket, name) for name in s3.names(bucket)}
        for bucket in [s3.private, s3.public]
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="files do not know the database")
def test_files_come_out_of_the_buckets_and_back(s3, tmp_path):
    make.published(shown=[make.photo()])
    before = content_of_database(), content_of_buckets(s3)

    folder = back_up(tmp_path / "backups")

    assert {
        (getattr(s3, "public" if row.storage == "default" else "private"), row.name)
        for row in shape.rows(folder)
    } == {(bucket, name) for bucket, names in before[1].items() for name in names}
    s3.empty_buckets()
    with empty_database(tmp_path):
        call_command("restore", str(folder))

        assert (content_of_database(), content_of_buckets(s3)) == before


def test_a_second_backup_fetches_nothing_it_has(s3, requests, tmp_path):
    make.published(shown=[make.photo()])
    first = back_up(tmp_path / "backups")
    first.rename(first.with_name("newsroom-2026-01-01-000000"))
    requests.clear()

    back_up(tmp_path / "backups")

    assert {request.split()[1] for request in requests} == {"ListObjects"}
