"""Public files of stories under embargo: out of public storage until it ends, and then there."""

import datetime
from typing import ClassVar

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import embargoes, files, publishing, takedowns, waiting
from articles.findings import FindingKind
from articles.models import Article
from articles.sweeping import check
from photos import tasks
from photos.models import Photo, Rendition
from photos.renditions import copy_of
from tests import factories as make

# Files leave storages when transactions commit.
pytestmark = pytest.mark.django_db(transaction=True)

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def until():
    return timezone.now().replace(microsecond=0) + HOUR


def embargo(article, until, note="Họp báo."):
    return embargoes.move(article, until, by=make.managing_editor(), note=note)


def schedule(article, at):
    article = Article.objects.get(pk=article.pk)
    return publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)


def waiting_story(until, photo=None):
    """An edition that is seen in the very moment in which its embargo ends."""
    article = make.approved(shown=[photo or make.photo()])
    embargo(article, until)
    return schedule(article, until)


def paths(edition):
    return sorted(file["path"] for file in edition.photos.get().files)


def shown_on_page(edition):
    """The files in which a page shows the whole picture; crops are named for machines."""
    return [file["path"] for file in edition.photos.get().files if not file["crop"]]


def lie(edition):
    """Whether its files lie in public and in private storage: all, none, or some of them."""
    return tuple(
        {True: "all", False: "none"}.get(next(iter(there)) if len(there) == 1 else None, "some")
        for there in [
            {storages["default"].exists(path) for path in paths(edition)},
            {storages["private"].exists(copy_of(path)) for path in paths(edition)},
        ]
    )


def test_files_wait_and_come_with_the_first_reader_in_the_moment_the_embargo_ends(client, until):
    edition = waiting_story(until)
    shown = [f"/media/{path}" for path in shown_on_page(edition)]

    with time_machine.travel(until - datetime.timedelta(seconds=1), tick=False):
        early = [client.get(address).status_code for address in [edition.path, *shown]]
        before = lie(edition)
    with time_machine.travel(until, tick=False):
        page = client.get(edition.path)
        answers = {path: client.get(f"/media/{path}") for path in paths(edition)}
        sent = {path: b"".join(answer.streaming_content) for path, answer in answers.items()}

    assert early == [404] * (1 + len(shown))
    assert before == ("none", "all")
    assert page.status_code == 200
    assert [address for address in shown if address not in page.content.decode()] == []
    assert {answer.status_code for answer in answers.values()} == {200}
    for path, content in sent.items():
        with storages["private"].open(copy_of(path), "rb") as file:
            assert content == file.read()
    assert lie(edition) == ("all", "all")


class Recording(FileSystemStorage):
    """Public storage that remembers what was ever written to it."""

    saved: ClassVar[list[str]] = []

    def _save(self, name, content):
        self.saved.append(name)
        return super()._save(name, content)


def test_no_file_lies_in_public_storage_for_a_moment(settings, until):
    recording = {"BACKEND": f"{__name__}.Recording"}
    settings.STORAGES = {**settings.STORAGES, "default": recording}

    edition = waiting_story(until)
    under_embargo = [*Recording.saved]
    make.published(shown=[make.photo(colour="teal")])

    assert lie(edition) == ("none", "all")
    assert (under_embargo, len(Recording.saved)) == ([], 12)


def test_a_task_brings_them_when_the_embargo_ends_and_not_before(until):
    article = make.approved(shown=[make.photo()])
    embargo(article, until)
    edition = schedule(article, until + HOUR)
    runs = DBTaskResult.objects.filter(task_path="articles.waiting.follow_embargo")

    waiting.follow_embargo.call(article.pk)
    before = lie(edition)
    with time_machine.travel(until, tick=False):
        waiting.follow_embargo.call(article.pk)

    assert until in set(runs.values_list("run_after", flat=True))
    assert (before, lie(edition)) == (("none", "all"), ("all", "all"))
    assert [name for name in storages["default"].listdir("anh")[1] if ".part" in name] == []


def test_they_follow_an_embargo_that_is_set_and_lifted(until):
    article = make.approved(shown=[make.photo()])
    edition = schedule(article, until + HOUR)
    found = [lie(edition)]

    article = Article.objects.get(pk=article.pk)
    embargo(article, until)
    found.append(lie(edition))
    embargo(article, None, note="Đã công bố.")
    found.append(lie(edition))

    assert found == [("all", "none"), ("none", "all"), ("all", "all")]


def test_a_picture_that_readers_see_elsewhere_stays(until):
    photo = make.photo()
    live = make.published(shown=[photo])

    edition = waiting_story(until, photo)

    assert paths(edition) == paths(live)
    assert lie(live) == ("all", "none")


def test_a_story_without_embargo_brings_the_picture_of_another(until):
    photo = make.photo()
    edition = waiting_story(until, photo)
    before = lie(edition)

    live = make.published(shown=[photo])

    assert paths(edition) == paths(live)
    assert (before, lie(live)) == (("none", "all"), ("all", "all"))


def test_nothing_is_prepared_under_embargo_and_what_was_goes(until):
    photo = make.photo()
    article = make.approved(shown=[photo])
    tasks.prepare.call(photo.pk)
    prepared = list(photo.renditions.values_list("file", flat=True))

    embargo(article, until)
    tasks.prepare.call(photo.pk)

    assert len(prepared) == 12
    assert not photo.renditions.exists()
    assert not any(storages["default"].exists(name) for name in prepared)
    assert not any(storages["private"].exists(copy_of(name)) for name in prepared)
    assert list(check(older_than=datetime.timedelta(0))) == []


def test_the_sweep_leaves_what_waits_and_takes_what_a_kill_left(until):
    edition = waiting_story(until)
    nothing = list(check(older_than=datetime.timedelta(0)))
    left = paths(edition)[0]
    with storages["private"].open(copy_of(left), "rb") as file:
        storages["default"].save(left, file)

    [finding] = check(repair=True, older_than=datetime.timedelta(0))

    assert nothing == []
    assert (finding.kind, finding.files) == (FindingKind.UNUSED, [left])
    assert finding.is_repaired
    assert lie(edition) == ("none", "all")


def test_the_sweep_brings_what_nobody_brought_back(until):
    edition = waiting_story(until)

    with time_machine.travel(until, tick=False):
        [finding] = check(repair=True)

        assert (finding.kind, finding.is_repaired) == (FindingKind.LOST_PUBLIC, True)
    assert lie(edition) == ("all", "all")


def test_what_was_taken_down_while_it_waited_comes_back_for_nobody(client, until):
    photo = make.photo()
    edition = waiting_story(until, photo)
    named = paths(edition)

    takedowns.take_down(photo, by=make.managing_editor(), reason="Quyền riêng tư.")

    with time_machine.travel(until, tick=False):
        waiting.follow_embargo.call(edition.article_id)
        assert {client.get(f"/media/{path}").status_code for path in named} == {404}
    assert not any(storages["default"].exists(path) for path in named)


def test_of_a_cancelled_edition_nothing_comes_back(client, until):
    edition = waiting_story(until)
    named = paths(edition)

    publishing.cancel_scheduled(edition.article, by=make.editor())

    with time_machine.travel(until, tick=False):
        assert client.get(f"/media/{named[0]}").status_code == 404
        Rendition.objects.update(created_at=until - 5 * HOUR)
        assert files.retire_unused_files.call() == len(named)
    assert not any(storages["default"].exists(path) for path in named)


def test_a_bucket_answers_by_itself_so_nothing_waits(settings, until):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}

    edition = waiting_story(until)

    assert lie(edition) == ("all", "none")
    assert Photo.objects.get().editions.exists()
