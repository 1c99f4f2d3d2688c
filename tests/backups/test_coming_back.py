"""What comes back from a backup."""

import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse

from articles.models import EditionPhoto
from photos.models import Photo, Rendition
from tests import factories as make
from tests.archives import (
    back_up,
    content_of_database,
    content_of_storages,
)
from tests.articles.search_index import editions_with

pytestmark = pytest.mark.django_db(transaction=True)


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
        # What came back, and what is new.
        assert editions_with("tau_lai") == [newsroom.pk]
        assert editions_with("^khoi_phuc") == [edition.pk]

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
