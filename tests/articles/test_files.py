import datetime

import pytest
from django.core.files.storage import default_storage, storages
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from articles import files, publishing
from articles.models import EditionKind, EditionPhoto
from photos import tasks
from photos.models import PhotoCreator, Rendition
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = datetime.timedelta(hours=5)


@pytest.fixture
def edition():
    """A published story whose picture files were made long ago."""
    made = make.published(shown=[make.photo()], now=timezone.now() - LONG_AGO)
    Rendition.objects.update(created_at=timezone.now() - LONG_AGO)
    return made


def paths(edition):
    return [file["path"] for file in edition.photos.get().files]


def test_files_that_readers_see_stay(edition):
    assert files.retire_unused_files.call() == 0
    assert all(default_storage.exists(path) for path in paths(edition))


def test_files_of_a_withdrawn_story_leave_public_storage_and_are_kept(edition):
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")

    retired = files.retire_unused_files.call()

    assert retired == len(paths(edition))
    assert not any(default_storage.exists(path) for path in paths(edition))
    assert all(storages["private"].exists(f"published/{path}") for path in paths(edition))


def test_files_with_the_old_credit_leave_and_those_with_the_new_stay(edition):
    PhotoCreator.objects.update(name="Quốc Trực")
    after = publishing.republish(edition, kind=EditionKind.CREDIT, by=make.editor())

    files.retire_unused_files.call()

    assert not any(default_storage.exists(path) for path in paths(edition))
    assert all(default_storage.exists(path) for path in paths(after))


def test_files_of_a_scheduled_edition_stay(edition):
    now = timezone.now()
    make.republished(edition.article, lead="Sapo mới.", at=now + LONG_AGO, now=now)
    EditionPhoto.objects.filter(edition=edition).delete()

    assert files.retire_unused_files.call() == 0


def test_files_just_made_are_left_for_the_edition_that_is_being_written(edition):
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    Rendition.objects.update(created_at=timezone.now())

    assert files.retire_unused_files.call() == 0


def test_a_story_published_again_gets_files_under_new_names(edition):
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    files.retire_unused_files.call()

    again = make.republished(edition.article, lead="Bài viết lại.")

    assert all(default_storage.exists(path) for path in paths(again))
    assert not set(paths(again)) & set(paths(edition))


def test_files_of_a_new_picture_wait_for_their_first_edition_but_not_for_ever():
    tasks.prepare.call(make.photo().pk)
    Rendition.objects.update(created_at=timezone.now() - datetime.timedelta(hours=1))
    early = files.retire_unused_files.call()
    Rendition.objects.update(created_at=timezone.now() - LONG_AGO)

    assert (early, files.retire_unused_files.call()) == (0, 12)


def test_what_was_made_just_now_leaves_a_little_later():
    photo = make.photo()
    edition = make.published(shown=[photo])
    DBTaskResult.objects.all().delete()

    make.republished(edition.article, body="<p>Không còn ảnh.</p>")

    runs = DBTaskResult.objects.filter(task_path="articles.files.retire_unused_files")
    # What waits for nothing is written as far away.
    waits = runs.exclude(run_after=get_date_max()).values_list("run_after", flat=True)
    assert runs.count() == 2
    assert [at - timezone.now() > files.GRACE for at in waits] == [True]
