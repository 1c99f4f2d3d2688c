import datetime
import io
import json

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import fixes
from articles.models import Article, Edition, Fix
from photos.models import PhotoCreator
from tests import factories as make

pytestmark = pytest.mark.django_db

CANARY = "Câu này chưa ai duyệt."


def run(fix):
    while not fixes.go_on(fix):
        pass


def live(article):
    return Edition.objects.public(timezone.now()).get(article=article)


def test_corrected_credit_reaches_every_story_and_nothing_of_the_working_copy():
    picture = make.photo(creators=["Thanh Van"])
    articles = [make.published(shown=[picture]).article for _ in range(3)]
    Article.objects.update(lead=CANARY, body=f"<p>{CANARY}</p>", headline=CANARY)
    PhotoCreator.objects.update(name="Thanh Vân")

    fix = fixes.correct_photo(picture, by=make.editor())
    run(fix)

    editions = [live(article) for article in articles]
    assert [edition.kind for edition in editions] == ["credit"] * 3
    assert {edition.photos.get().credit for edition in editions} == {"Ảnh: Thanh Vân"}
    assert all("Ảnh: Thanh Vân" in edition.body_html for edition in editions)
    everything = str(list(Edition.objects.values()))
    assert CANARY not in everything


def test_corrected_credit_gets_new_files_under_new_names():
    picture = make.photo(creators=["Thanh Van"])
    edition = make.published(shown=[picture])
    before = {file["path"] for file in edition.photos.get().files}
    PhotoCreator.objects.update(name="Thanh Vân")

    run(fixes.correct_photo(picture, by=make.editor()))

    after = {file["path"] for file in live(edition.article).photos.get().files}
    assert after
    assert not before & after
    # What the old edition showed stays with it.
    assert {file["path"] for file in edition.photos.get().files} == before


def test_corrected_credit_leaves_dates_and_order_alone():
    picture = make.photo()
    edition = make.published(shown=[picture])
    PhotoCreator.objects.update(name="Quốc Trực")

    run(fixes.correct_photo(picture, by=make.editor()))

    after = live(edition.article)
    assert after.first_published_at == edition.first_published_at
    assert after.changed_for_readers_at == edition.changed_for_readers_at


def test_a_fix_goes_on_where_it_stopped_and_doubles_nothing(monkeypatch):
    monkeypatch.setattr(fixes, "CHUNK", 2)
    picture = make.photo()
    articles = [make.published(shown=[picture]).article for _ in range(5)]
    PhotoCreator.objects.update(name="Quốc Trực")
    fix = fixes.correct_photo(picture, by=make.editor())

    progress = []
    for _ in range(3):
        # As a worker that was killed would: the row alone says how far it is.
        fix = Fix.objects.get(pk=fix.pk)
        progress.append((fixes.go_on(fix), fix.done, fix.total))

    assert progress == [(False, 2, 5), (False, 4, 5), (True, 5, 5)]
    assert [article.editions.count() for article in articles] == [2] * 5
    assert Fix.objects.get(pk=fix.pk).finished_at is not None


def tasks(fix):
    """The chunks that wait for a worker."""
    rows = DBTaskResult.objects.filter(task_path="articles.fixes.work_on", status="READY")
    return [row for row in rows if row.args_kwargs["args"] == [fix.pk]]


@pytest.fixture
def killed(monkeypatch):
    """A fix of five stories whose worker was killed in its second chunk of two; its stories."""
    monkeypatch.setattr(fixes, "CHUNK", 2)
    picture = make.photo()
    articles = [make.published(shown=[picture]).article for _ in range(5)]
    PhotoCreator.objects.update(name="Quốc Trực")
    fix = fixes.correct_photo(picture, by=make.editor())
    fixes.work_on.call(fix.pk)
    # Claimed, and nobody is there any more who would end it.
    DBTaskResult.objects.all().update(status="RUNNING")
    return fix, articles


def later(**span):
    return time_machine.travel(timezone.now() + datetime.timedelta(**span), tick=False)


def work(fix):
    """Do what waits for the worker, and what that enqueues."""
    while waiting := tasks(fix):
        DBTaskResult.objects.filter(pk=waiting[0].pk).update(status="SUCCESSFUL")
        fixes.work_on.call(fix.pk)


def test_what_a_killed_worker_left_is_taken_up_once_and_ends(killed):
    fix, articles = killed

    with later(minutes=9):
        assert fixes.take_up_what_stopped() == 0
    with later(minutes=11):
        assert [fixes.take_up_what_stopped() for _ in range(2)] == [1, 0]
        assert len(tasks(fix)) == 1
        work(fix)

    fix.refresh_from_db()
    assert (fix.done, fix.total, fix.finished_at is None) == (5, 5, False)
    assert [article.editions.count() for article in articles] == [2] * 5
    with later(days=1):
        assert fixes.take_up_what_stopped() == 0


def test_the_next_act_takes_up_what_stands_still(killed, django_capture_on_commit_callbacks):
    fix, _articles = killed
    who = make.person("Lê Văn Đạo")
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")

    with later(minutes=11), django_capture_on_commit_callbacks(execute=True):
        fixes.correct_name(who, by=make.editor())

    assert len(tasks(fix)) == 1


def test_each_night_what_stands_still_is_told_and_taken_up(killed):
    fix, articles = killed
    out = io.StringIO()

    with later(hours=5):
        call_command("check_photos", "--repair", "--json", stdout=out)

    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row for row in found if row["kind"] == "stopped"] == [
        {
            "kind": "stopped",
            "files": [],
            "photo": fix.photo_id,
            "stories": [articles[2].headline],
            "is_repaired": True,
            "why_not": "",
        }
    ]
    assert len(tasks(fix)) == 1


def test_of_two_runs_one_ends_and_sets_nothing_back(monkeypatch):
    monkeypatch.setattr(fixes, "CHUNK", 2)
    picture = make.photo()
    articles = [make.published(shown=[picture]).article for _ in range(3)]
    PhotoCreator.objects.update(name="Quốc Trực")
    fix = fixes.correct_photo(picture, by=make.editor())
    slow, fast = Fix.objects.get(pk=fix.pk), Fix.objects.get(pk=fix.pk)

    assert fixes.go_on(fast) is False
    assert fixes.go_on(slow) is True

    fix.refresh_from_db()
    assert (fix.cursor, fix.done, fix.finished_at) == (articles[1].pk, 2, None)
    # One edition more with the same words, of the story at which they met.
    assert [article.editions.count() for article in articles] == [3, 2, 1]
    assert fixes.go_on(fast) is True
    assert Fix.objects.get(pk=fix.pk).finished_at is not None


def test_a_fix_is_enqueued_with_its_row():
    picture = make.photo()
    make.published(shown=[picture])

    fix = fixes.correct_photo(picture, by=make.editor())

    task = DBTaskResult.objects.get(task_path="articles.fixes.work_on")
    assert task.args_kwargs["args"] == [fix.pk]


def test_a_photo_nobody_shows_needs_no_fix():
    assert fixes.correct_photo(make.photo(), by=make.editor()) is None
    assert not Fix.objects.exists()


def test_corrected_name_reaches_live_and_scheduled_editions():
    who = make.person("Lê Văn Đạo")
    edition = make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    who.name = "Lê Văn Đạt"
    who.save()

    run(fixes.correct_name(who, by=make.editor()))

    after = live(edition.article)
    assert (after.kind, after.entities.get().name) == ("name", "Lê Văn Đạt")
    assert "Lê Văn Đạt" in after.names_html


def test_a_story_that_fails_is_named_and_holds_up_nobody():
    picture = make.photo()
    broken, whole = (make.published(shown=[picture]) for _ in range(2))
    other = make.photo("Ảnh mất tệp", colour="red")
    Edition.objects.filter(pk=broken.pk).update(visible_until=None)
    revision = broken.revision
    use = dict(revision.snapshot["photos"][0]) | {"key": "mat", "photo": other.pk}
    snapshot = revision.snapshot | {
        "photos": [*revision.snapshot["photos"], use],
        "body": revision.snapshot["body"] + '<figure data-photo="mat"></figure>',
    }
    type(revision).objects.filter(pk=revision.pk).update(snapshot=snapshot)
    other.original.storage.delete(other.original.name)
    PhotoCreator.objects.update(name="Quốc Trực")

    fix = fixes.correct_photo(picture, by=make.editor())
    run(fix)

    assert (fix.failed, fix.done, fix.total) == ([broken.article_id], 1, 2)
    assert fix.finished_at is not None
    assert live(whole.article).photos.get().credit == "Ảnh: Quốc Trực"
    assert live(broken.article) == broken
