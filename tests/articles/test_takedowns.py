import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from articles import files, fixes, publishing, takedowns
from articles.models import Article, Edition, Fix, PhotoUse
from photos import portraits, renditions, takedown
from photos.models import Photo, Portrait, Rendition
from photos.pictures import PictureRefused
from tests import factories as make
from tests.articles.checks import blocks
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Gia đình cháu bé yêu cầu"
CANARY = "Câu này chưa ai duyệt."


def live(article):
    return Edition.objects.public(timezone.now()).get(article=article)


def paths(photo):
    return [str(row.file.name) for row in Rendition.objects.filter(photo=photo)]


def take_down(photo, **kwargs):
    """Take down, and see to the stories as the worker would."""
    fix = takedowns.take_down(photo, by=make.managing_editor(), reason=WHY, **kwargs)
    while not fixes.go_on(fix):
        pass
    return fix


def test_every_live_story_is_made_anew_without_it_and_to_the_letter():
    child, other = make.photo("Cháu bé"), make.photo("Bến cá", colour="red")
    editions = [make.published(shown=[child, other]) for _ in range(3)]
    Article.objects.update(lead=CANARY, body=f"<p>{CANARY}</p>")

    fix = take_down(child)

    after = [live(edition.article) for edition in editions]
    assert [(e.kind, e.reason, e.number) for e in after] == [("removal", WHY, 2)] * 3
    assert [[p.photo for p in e.photos.all()] for e in after] == [[other]] * 3
    assert "Cháu bé" not in str([(e.body_html, e.json_ld, e.head_html, e.card) for e in after])
    assert [e.facts["lead"] for e in after] == [e.facts["lead"] for e in editions]
    assert [(e.first_published_at, e.changed_for_readers_at) for e in after] == [
        (e.first_published_at, e.changed_for_readers_at) for e in editions
    ]
    assert (fix.kind, fix.done, fix.total, fix.failed) == ("removal", 3, 3, [])
    assert CANARY not in str(list(Edition.objects.values()))


def test_its_files_leave_public_storage_at_once_and_are_kept():
    photo = make.photo()
    make.published(shown=[photo])
    public = paths(photo)

    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)

    assert len(public) > 3
    assert not any(default_storage.exists(path) for path in public)
    assert all(storages["private"].exists(f"published/{path}") for path in public)
    photo.refresh_from_db()
    assert storages["private"].exists(photo.original.name)
    assert takedowns.files_left(photo) == 0


def test_a_scheduled_story_keeps_its_hour_and_loses_the_photo():
    photo = make.photo()
    article = make.approved(shown=[photo])
    at = timezone.now() + datetime.timedelta(hours=3)
    publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)

    take_down(photo)

    edition = article.editions.get()
    assert (edition.visible_from, edition.kind, edition.photos.count()) == (at, "first", 0)


def test_a_portrait_of_it_is_shown_no_more():
    photo = make.photo()
    row = Portrait.objects.create(person=make.person(), photo=photo)
    portraits.publish(row)

    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)
    portraits.publish(row)

    row.refresh_from_db()
    photo.refresh_from_db()
    assert (row.facts_key, row.files, paths(photo)) == ("", [], [])
    assert portraits.why_not(photo, timezone.localdate()) == (
        "Ảnh “Bến cá buổi sớm · anh.jpg” đã bị gỡ: hãy bỏ ảnh khỏi bài."
    )


def test_who_when_and_why_are_kept_where_no_story_shows_it():
    photo, by = make.photo(), make.managing_editor()

    fix = takedowns.take_down(photo, by=by, reason=f" {WHY} ")

    photo.refresh_from_db()
    assert (fix.made_by, fix.reason, fix.total) == (by, WHY, 0)
    assert fix.finished_at is not None
    assert (photo.taken_down_by, photo.is_taken_down) == (by, True)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR])
def test_others_may_not(role):
    photo = make.photo()

    with pytest.raises(PermissionDenied):
        takedowns.take_down(photo, by=make.UserFactory(role=role), reason=WHY)

    assert not Photo.objects.filter(taken_down_at__isnull=False).exists()


def test_a_reason_is_asked_for_and_it_is_done_once():
    photo, by = make.photo(), make.managing_editor()

    with pytest.raises(takedowns.TakeDownRefused, match=r"Nêu lý do gỡ ảnh\."):
        takedowns.take_down(photo, by=by, reason="  ")
    takedowns.take_down(photo, by=by, reason=WHY)
    with pytest.raises(takedowns.TakeDownRefused, match=r"Ảnh này đã bị gỡ từ trước\."):
        takedowns.take_down(photo, by=by, reason=WHY)

    assert Fix.objects.count() == 1


def test_its_story_is_published_again_only_without_it():
    photo = make.photo("Cháu bé")
    edition = make.published(shown=[photo])
    take_down(photo)

    problems = blocks(edition.article)

    assert problems == ["Ảnh “Cháu bé · anh.jpg” đã bị gỡ: hãy bỏ ảnh khỏi bài."]
    with pytest.raises(publishing.PublishRefused, match="đã bị gỡ"):
        make.republished(edition.article, lead="Sapo khác.")


def test_no_file_of_it_is_made_any_more():
    photo = make.photo()
    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)
    photo.refresh_from_db()

    with pytest.raises(PictureRefused, match=r"Ảnh này đã bị gỡ\."):
        renditions.public_files(photo)


def test_files_that_were_in_the_making_do_not_stay():
    photo = make.photo()
    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)

    # The row as it was read before.
    with pytest.raises(PictureRefused, match=r"Ảnh này đã bị gỡ\."):
        renditions.public_files(photo)

    assert paths(photo) == []
    assert default_storage.listdir("")[0] == [] or default_storage.listdir("anh")[1] == []


def test_a_story_on_its_way_out_with_it_is_stopped(monkeypatch):
    photo = make.photo()
    article = make.approved(shown=[photo])
    write = publishing.editions.write

    def meanwhile(*args, **kwargs):
        # As if it had been taken down after the facts were read.
        Photo.objects.update(taken_down_at=timezone.now(), taken_down_by=make.managing_editor())
        return write(*args, **kwargs)

    monkeypatch.setattr(publishing.editions, "write", meanwhile)

    with pytest.raises(publishing.PublishRefused, match="vừa bị gỡ"):
        publishing.publish(article, revision=article.approved_revision, by=make.editor())

    assert not article.editions.exists()


def test_a_later_correction_does_not_bring_it_back():
    child, other = make.photo("Cháu bé"), make.photo("Bến ca", colour="red")
    edition = make.published(shown=[child, other])
    take_down(child)
    Photo.objects.filter(pk=other.pk).update(caption="Bến cá")

    fix = fixes.correct_photo(other, by=make.editor())
    while not fixes.go_on(fix):
        pass

    after = live(edition.article)
    assert [(p.photo, p.caption) for p in after.photos.all()] == [(other, "Bến cá")]


def test_it_is_placed_in_no_story_any_more():
    photo = make.photo()
    article = make.story(shown=[photo])
    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)
    photo.refresh_from_db()

    with pytest.raises(ValidationError, match=r"Ảnh này đã bị gỡ\."):
        PhotoUse(article=article, photo=photo).full_clean()
    # The story that has it can still be saved.
    article.photo_uses.get().full_clean()


# SQLite in memory, where the suite runs, tells a second writer that the table is locked.
if connection.vendor == "postgresql":

    @pytest.mark.parametrize("round", range(5))
    def test_two_who_remove_its_files_at_once_lose_no_copy(round):
        photo = make.photo()
        make.published(shown=[photo])
        public = paths(photo)

        answers = at_once(*[lambda: takedown.remove_public_files(photo)] * 2)

        assert answers == [0, 0]
        assert sorted(storages["private"].listdir("published/anh")[1]) == sorted(
            path.removeprefix("anh/") for path in public
        )
        assert not any(default_storage.exists(path) for path in public)

    @pytest.mark.parametrize("round", range(5))
    def test_published_and_taken_down_at_once_readers_do_not_see_it(round):
        photo = make.photo()
        article = make.approved(shown=[photo])
        desk, head = make.editor(), make.managing_editor()

        at_once(
            lambda: publishing.publish(article, revision=article.approved_revision, by=desk),
            lambda: takedowns.take_down(photo, by=head, reason=WHY),
        )
        photo.refresh_from_db()
        fix = takedowns.last_act(photo)
        while fix.finished_at is None and not fixes.go_on(fix):
            pass
        takedowns.remove_files.call(photo.pk)

        assert photo.is_taken_down
        assert takedowns.stories_left(photo) == []
        assert takedowns.files_left(photo) == 0


class Failing(FileSystemStorage):
    def delete(self, name):
        raise ConnectionError(name)


def test_a_failing_storage_is_seen_and_tried_again(monkeypatch):
    photo = make.photo()
    make.published(shown=[photo])
    public = paths(photo)
    storage = Rendition._meta.get_field("file").storage
    failing = Failing(storage.location)
    monkeypatch.setattr(Rendition._meta.get_field("file"), "storage", failing)

    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)
    takedowns.remove_files.call(photo.pk)
    assert takedowns.files_left(photo) == len(public)

    monkeypatch.setattr(Rendition._meta.get_field("file"), "storage", storage)
    takedowns.remove_files.call(photo.pk)

    assert takedowns.files_left(photo) == 0
    assert not any(default_storage.exists(path) for path in public)
    assert all(storages["private"].exists(f"published/{path}") for path in public)


def test_a_run_that_was_killed_between_file_and_row_goes_on():
    photo = make.photo()
    make.published(shown=[photo])
    default_storage.delete(paths(photo)[0])

    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)

    assert takedowns.files_left(photo) == 0


def test_without_a_worker_the_button_does_it():
    photo = make.photo()
    edition = make.published(shown=[photo])
    fix = takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)

    takedowns.try_again(photo, by=make.managing_editor())
    fixes.work_on.call(fix.pk)

    assert takedowns.stories_left(photo) == []
    assert edition.article.editions.count() == 2
    assert Fix.objects.count() == 1


def test_what_was_left_is_gone_on_with():
    photo = make.photo()
    edition = make.published(shown=[photo])
    fix = takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)
    # Every story failed.
    Fix.objects.filter(pk=fix.pk).update(finished_at=timezone.now(), failed=[edition.article_id])

    takedowns.try_again(photo, by=make.managing_editor())

    assert takedowns.stories_left(photo) == []
    assert edition.article.editions.count() == 2
    assert files.retire_unused_files.call() == 0
