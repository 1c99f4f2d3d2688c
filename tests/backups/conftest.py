import datetime
import secrets
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles import files, publishing
from articles.models import StoryUpload
from photos.models import Rendition
from tests import factories as make
from tests.archives import (
    empty_database,
)


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
