"""The embargo of a story: who moves it, when it is refused, and that no edition passes it by."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.utils import timezone

from accounts.roles import Role
from articles import embargoes, previews, publishing, rescheduling
from articles.embargoes import EmbargoRefused
from articles.models import Article, Edition, EmbargoChange
from articles.publishing import PublishRefused
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
NOON = datetime.datetime(2025, 11, 17, 5, tzinfo=datetime.UTC)
AT_THREE = NOON + 3 * HOUR


def state(article):
    """Return all that moving an embargo may change, as the database has it."""
    return (
        Article.objects.get(pk=article.pk).embargo_until,
        list(article.editions.values_list("embargo_until", "visible_from")),
        article.embargo_changes.count(),
    )


def under_embargo(until=AT_THREE, **kwargs):
    article = make.approved(**kwargs)
    embargoes.move(article, until, by=make.managing_editor(), note="Theo yêu cầu.", now=NOON)
    return article


def schedule(article, at):
    return publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), at=at, now=NOON
    )


def test_embargo_is_set_moved_and_lifted_and_each_leaves_a_row():
    article, by = make.story(), make.managing_editor()

    for until, note in [(AT_THREE, " Họp báo. "), (NOON + HOUR, "Sớm hơn."), (None, "Đã công bố.")]:
        embargoes.move(article, until, by=by, note=note, now=NOON)
        assert article.embargo_until == Article.objects.get().embargo_until == until

    rows = EmbargoChange.objects.order_by("pk")
    assert list(rows.values_list("article", "old", "new", "note", "changed_by", "changed_at")) == [
        (article.pk, None, AT_THREE, "Họp báo.", by.pk, NOON),
        (article.pk, AT_THREE, NOON + HOUR, "Sớm hơn.", by.pk, NOON),
        (article.pk, NOON + HOUR, None, "Đã công bố.", by.pk, NOON),
    ]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR])
@pytest.mark.parametrize("until", [None, NOON + HOUR, NOON + 9 * HOUR])
def test_only_the_managing_editor_moves_an_embargo(role, until):
    user = make.UserFactory(role=role)
    article = under_embargo(by=user)
    before = state(article)

    with pytest.raises(PermissionDenied):
        embargoes.move(article, until, by=user, note="Vì sao", now=NOON)

    assert state(article) == before


@pytest.mark.parametrize("note", ["", " \n"])
@pytest.mark.parametrize("until", [None, NOON + HOUR])
def test_embargo_is_not_moved_without_a_note(until, note):
    article = under_embargo()
    before = state(article)

    with pytest.raises(EmbargoRefused):
        embargoes.move(article, until, by=make.managing_editor(), note=note, now=NOON)

    assert state(article) == before


@pytest.mark.parametrize("until", [NOON, NOON - HOUR, AT_THREE])
def test_embargo_that_is_over_or_the_same_is_refused(until):
    article = under_embargo()
    before = state(article)

    with pytest.raises(EmbargoRefused):
        embargoes.move(article, until, by=make.managing_editor(), note="Vì sao", now=NOON)

    assert state(article) == before


@pytest.mark.parametrize("until", [None, AT_THREE, NOON + 9 * HOUR])
def test_live_story_has_no_embargo_put_on_it_or_moved(until):
    article = under_embargo(until=NOON + HOUR)
    schedule(article, NOON + HOUR)
    before = state(article)

    with pytest.raises(EmbargoRefused):
        embargoes.move(article, until, by=make.managing_editor(), note="Vì sao", now=NOON + HOUR)

    assert state(article) == before


def test_withdrawn_story_may_be_put_under_embargo_and_waits_for_it():
    article = make.published(now=NOON).article
    by = make.managing_editor()
    publishing.withdraw(article, by=by, notice="Đăng sớm.", now=NOON + HOUR)

    embargoes.move(article, AT_THREE, by=by, note="Nguồn yêu cầu.", now=NOON + HOUR)

    revision, now = article.approved_revision, NOON + 2 * HOUR
    with pytest.raises(PublishRefused):
        publishing.publish(article, revision=revision, by=by, now=now)
    again = publishing.publish(article, revision=revision, by=by, at=AT_THREE, now=now)
    assert again.embargo_until == again.visible_from == AT_THREE


def test_of_two_who_read_one_embargo_the_second_is_told():
    article, by = under_embargo(), make.managing_editor()
    mine, theirs = Article.objects.get(), Article.objects.get()
    embargoes.move(theirs, NOON + HOUR, by=by, note="Sớm hơn.", now=NOON)
    before = state(article)

    with pytest.raises(EmbargoRefused):
        embargoes.move(mine, None, by=by, note="Bỏ.", now=NOON)

    assert state(article) == before


# Editions


@pytest.mark.parametrize("at", [None, AT_THREE - datetime.timedelta(seconds=1)])
def test_nothing_is_visible_before_the_embargo_ends(at):
    article = under_embargo()

    with pytest.raises(PublishRefused) as refused:
        schedule(article, at)

    assert "15:00, 17/11/2025" in str(refused.value)
    assert not Edition.objects.exists()


def test_edition_carries_the_embargo_and_readers_get_it_when_that_ends():
    article = under_embargo()

    edition = schedule(article, AT_THREE)

    assert (edition.embargo_until, edition.visible_from) == (AT_THREE, AT_THREE)
    just_before = AT_THREE - datetime.timedelta(microseconds=1)
    assert list(Edition.objects.public(just_before)) == []
    assert list(Edition.objects.public(AT_THREE)) == [edition]


def test_scheduled_edition_follows_an_embargo_that_moves_and_keeps_its_time():
    article, by = under_embargo(), make.managing_editor()
    edition = schedule(article, AT_THREE)

    seen = []
    for until in [NOON + HOUR, AT_THREE, None]:
        embargoes.move(article, until, by=by, note="Đổi giờ.", now=NOON)
        edition.refresh_from_db()
        seen.append((edition.embargo_until, edition.visible_from))

    assert seen == [(NOON + HOUR, AT_THREE), (AT_THREE, AT_THREE), (None, AT_THREE)]


def test_embargo_past_a_scheduled_edition_is_refused_with_its_time():
    article = under_embargo()
    schedule(article, AT_THREE)
    before = state(article)

    with pytest.raises(EmbargoRefused) as refused:
        embargoes.move(article, AT_THREE + HOUR, by=make.managing_editor(), note="Lùi.", now=NOON)

    assert "15:00, 17/11/2025" in str(refused.value)
    assert state(article) == before


def test_database_refuses_a_later_embargo_for_a_scheduled_edition():
    """Were the sentence forgotten, the constraint would still stand."""
    edition = schedule(under_embargo(), AT_THREE)

    with pytest.raises(IntegrityError):
        Edition.objects.filter(pk=edition.pk).update(embargo_until=AT_THREE + HOUR)


def test_publishing_asks_for_the_embargo_that_is_stored_not_the_one_in_hand():
    """Somebody set it after this page was read; the story's row in hand knows of none."""
    article = make.approved()
    theirs = Article.objects.get()
    embargoes.move(theirs, AT_THREE, by=make.managing_editor(), note="Họp báo.", now=NOON)

    with pytest.raises(PublishRefused):
        publishing.publish(article, revision=article.approved_revision, by=make.editor(), now=NOON)

    assert not Edition.objects.exists()


def test_corrected_credit_in_a_scheduled_edition_stays_under_the_embargo():
    edition = schedule(under_embargo(), AT_THREE)

    anew = publishing.republish(edition, kind="credit", by=make.editor(), now=NOON + HOUR)

    assert (anew.embargo_until, anew.visible_from) == (AT_THREE, AT_THREE)


def test_replaced_edition_keeps_time_and_embargo():
    article = under_embargo()
    schedule(article, AT_THREE)
    revision = make.approved_again(article, lead="Sửa trước giờ.")

    anew = rescheduling.replace_scheduled(
        article, revision=revision, by=make.editor(), now=NOON + HOUR
    )

    assert [anew] == list(article.editions.all())
    assert (anew.lead, anew.embargo_until, anew.visible_from) == (
        "Sửa trước giờ.",
        AT_THREE,
        AT_THREE,
    )


def test_link_that_was_made_before_the_embargo_waits_for_it(client):
    article = make.approved(headline="Công bố quy hoạch cảng", lead="Quy hoạch được công bố.")
    _link, token = previews.make(article.last_revision, by=make.editor(), days=1)
    until = timezone.now() + HOUR
    embargoes.move(article, until, by=make.managing_editor(), note="Họp báo.")

    answer = client.get(f"/xem-truoc/{token}/")

    page = answer.content.decode()
    assert answer.status_code == 403
    assert f"{timezone.localtime(until):%H:%M, %d/%m/%Y}" in page
    assert "quy hoạch" not in page.lower()


def test_no_page_of_readers_tells_of_a_story_that_waits(client):
    person = make.person("Lê Văn Đạo")
    article = make.approved(
        headline="Công bố quy hoạch cảng", lead="Ông Lê Văn Đạo công bố.", shown=[make.photo()]
    )
    until = timezone.now() + HOUR
    embargoes.move(article, until, by=make.managing_editor(), note="Họp báo.")
    edition = publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), at=until
    )
    files = [file["path"] for file in edition.photos.get().files]
    pages = ["/", edition.section_path, edition.path, person.get_absolute_url()]

    def told():
        answers = [client.get(page) for page in pages]
        assert {answer.status_code for answer in answers} <= {200, 404}
        texts = [answer.content.decode() for answer in answers]
        shown = any(path in text for path in files for text in texts)
        return ["quy hoạch cảng" in text for text in texts], shown

    before = told()
    with time_machine.travel(until):
        after = told()

    # The names of its files are random, and are said nowhere before.
    assert (before, after) == (([False] * 4, False), ([True] * 4, True))


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(5))
    def test_publishing_and_an_embargo_at_once_never_both(attempt):
        article, by, editor = make.approved(), make.managing_editor(), make.editor()
        mine, theirs = Article.objects.get(), Article.objects.get()
        until = timezone.now() + HOUR

        answers = at_once(
            lambda: publishing.publish(mine, revision=mine.approved_revision, by=editor),
            lambda: embargoes.move(theirs, until, by=by, note="Họp báo."),
        )

        refused = [one for one in answers if isinstance(one, PublishRefused | EmbargoRefused)]
        assert len(refused) == 1
        is_out = Edition.objects.public(timezone.now()).exists()
        stored = Article.objects.get(pk=article.pk).embargo_until
        assert (is_out, stored) in [(True, None), (False, until)]

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(5))
    def test_scheduling_and_a_later_embargo_at_once_never_both(attempt):
        now = timezone.now()
        article, by, editor = make.approved(), make.managing_editor(), make.editor()
        mine, theirs = Article.objects.get(), Article.objects.get()

        at_once(
            lambda: publishing.publish(
                mine, revision=mine.approved_revision, by=editor, at=now + HOUR
            ),
            lambda: embargoes.move(theirs, now + 2 * HOUR, by=by, note="Họp báo."),
        )

        stored = Article.objects.get(pk=article.pk).embargo_until
        assert (stored, Edition.objects.count()) in [(None, 1), (now + 2 * HOUR, 0)]

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_of_two_who_move_an_embargo_at_once_one_is_told(attempt):
        article, by = make.approved(), make.managing_editor()
        rows = [Article.objects.get(), Article.objects.get()]
        now = timezone.now()

        answers = at_once(
            *[
                lambda row=row, hours=hours: embargoes.move(
                    row, now + hours * HOUR, by=by, note="Họp báo."
                )
                for hours, row in enumerate(rows, start=1)
            ]
        )

        [told] = [one for one in answers if isinstance(one, EmbargoRefused)]
        [moved] = article.embargo_changes.all()
        assert told is not moved
        assert Article.objects.get().embargo_until == moved.new
