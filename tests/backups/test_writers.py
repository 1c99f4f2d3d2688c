"""A backup while somebody writes: each save is wholly in it or wholly out."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection

from articles import revisions
from articles.models import Article
from newsroom.archives import shape
from tests.archives import back_up

pytestmark = pytest.mark.django_db(transaction=True)


def address_of_the_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@contextmanager
def somebody_writing(house):
    given = os.environ | {
        "DATABASE_URL": address_of_the_database(),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "MEDIA_ROOT": str(house / "media"),
        "PRIVATE_ROOT": str(house / "private"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.backups.writer"],
        cwd=configured.BASE_DIR,
        env=given,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_save_is_wholly_in_a_backup_or_wholly_out(elsewhere, tmp_path):
    empty = back_up(tmp_path / "empty")
    with elsewhere() as house:
        call_command("restore", str(empty))
        archives, saved = [], []
        with somebody_writing(house) as writer:
            for number in range(3):
                saved.append(int(writer.stdout.readline()))
                archives.append(back_up(tmp_path / f"backups-{number}", "--full"))
            # Written while the last backup was made, and before it: they went on all the time.
            after = int(writer.stdout.readline())
        connection.close()

    found = [number_in(archive, elsewhere) for archive in archives]

    assert found == sorted(found)
    assert [number >= before for number, before in zip(found, saved, strict=True)] == [True] * 3
    assert after > saved[0]


def number_in(archive, elsewhere) -> int:
    """Restore an archive; return the number of the save in it, which is whole."""
    assert shape.read(archive).missing == []
    with elsewhere():
        call_command("restore", str(archive))
        article = Article.objects.get()
        number = int(article.headline.removeprefix("Số ").removesuffix("."))
        assert (article.lead, article.body) == (f"Số {number}.", f"<p>Số {number}.</p>")
        assert article.last_revision.snapshot == revisions.snapshot(article)
        assert article.revisions.count() == article.version
        uses = list(article.photo_uses.order_by("pk").select_related("photo"))
        assert [use.photo.caption for use in uses] == [f"Ảnh {n + 1}" for n in range(number)]
        kept = storages["private"]
        assert [name for use in uses if not kept.exists(name := use.photo.original.name)] == []
        connection.close()
    return number
