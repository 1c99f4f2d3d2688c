from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.roles import Role
from articles import workflow
from articles.models import Article, ArticleStatus, StatusChange
from articles.workflow import TransitionRefused, move
from tests import factories as make
from tests.racing import at_once

DRAFT, SUBMITTED, IN_REVIEW, APPROVED = ArticleStatus
R, P, E, M = Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR

# Said once more, and not read from the module: who may take which step, on an own story.
STEPS = {
    (DRAFT, SUBMITTED): {R, E, M},
    (SUBMITTED, IN_REVIEW): {E, M},
    (SUBMITTED, DRAFT): {E, M},
    (IN_REVIEW, DRAFT): {E, M},
    (IN_REVIEW, APPROVED): {E, M},
    (APPROVED, IN_REVIEW): {E, M},
}
CLOSED = sorted(set(product(ArticleStatus, repeat=2)) - STEPS.keys())


def state(article):
    """Return what a move may change, as the database has it."""
    row = Article.objects.get(pk=article.pk)
    return row.status, row.approved_revision, row.version, row.status_changes.count()


@pytest.mark.django_db
def test_table_of_steps_is_the_one_we_mean():
    assert workflow.TRANSITIONS.keys() == STEPS.keys()


@pytest.mark.django_db
@pytest.mark.parametrize(("source", "target"), sorted(STEPS))
def test_move_along_an_open_transition_leaves_a_row(source, target):
    article, by = make.in_status(source), make.editor()
    revision = article.last_revision
    before = article.status_changes.count()

    change = move(article, target, by=by, revision=revision, note=" Thiếu nguồn. ")

    stored = Article.objects.get()
    assert (stored.status, stored.approved_revision) == (
        target,
        revision if target == APPROVED else None,
    )
    # The row in hand says the same as the one in the table.
    assert (article.status, article.approved_revision) == (
        stored.status,
        stored.approved_revision,
    )
    assert StatusChange.objects.count() == before + 1
    stored = StatusChange.objects.get(pk=change.pk)
    assert (stored.old, stored.new, stored.note, stored.changed_by, stored.revision) == (
        source,
        target,
        "Thiếu nguồn.",
        by,
        revision,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("source", "target"), CLOSED)
def test_move_along_a_closed_transition_changes_nothing(source, target):
    article = make.in_status(source)
    before = state(article)

    with pytest.raises(TransitionRefused):
        move(
            article,
            target,
            by=make.UserFactory(is_superuser=True),
            revision=article.last_revision,
            note="Vì sao",
        )

    assert state(article) == before


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("source", "target"), sorted(STEPS))
def test_move_needs_the_role(source, target, role):
    user = make.UserFactory(role=role)
    article = make.in_status(source, by=user)
    before = state(article)

    if role in STEPS[source, target]:
        move(article, target, by=user, revision=article.last_revision, note="Vì sao")
        assert state(article)[0] == target
    else:
        with pytest.raises(PermissionDenied):
            move(article, target, by=user, revision=article.last_revision, note="Vì sao")
        assert state(article) == before


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("source", ArticleStatus)
def test_steps_open_are_those_that_move_takes(source, role):
    user = make.UserFactory(role=role)
    article = make.in_status(source, by=user)

    assert set(workflow.steps_open_to(user, article)) == {
        target for (start, target), roles in STEPS.items() if start == source and role in roles
    }


@pytest.mark.django_db
def test_reporter_cannot_submit_the_story_of_another():
    article = make.story()
    before = state(article)

    with pytest.raises(PermissionDenied):
        move(article, SUBMITTED, by=make.UserFactory(), revision=article.last_revision)

    assert state(article) == before


@pytest.mark.django_db
def test_closed_account_moves_nothing():
    article = make.in_status(SUBMITTED)

    with pytest.raises(PermissionDenied):
        move(
            article,
            IN_REVIEW,
            by=make.managing_editor(is_active=False),
            revision=article.last_revision,
        )

    assert state(article)[0] == SUBMITTED


@pytest.mark.django_db
@pytest.mark.parametrize("note", ["", "  \n"])
@pytest.mark.parametrize("source", [SUBMITTED, IN_REVIEW])
def test_sending_back_needs_a_note(source, note):
    article = make.in_status(source)
    before = state(article)

    with pytest.raises(TransitionRefused):
        move(article, DRAFT, by=make.editor(), revision=article.last_revision, note=note)

    assert state(article) == before


@pytest.mark.django_db
def test_move_with_a_revision_that_is_not_the_last_is_refused():
    article, by = make.in_status(IN_REVIEW), make.editor()
    read = article.last_revision
    Article.objects.filter(pk=article.pk).update(headline="Đầu đề khác")
    make.saving.save(article, by=by, expected_version=read.version)
    before = state(article)

    with pytest.raises(TransitionRefused):
        move(article, APPROVED, by=by, revision=read)

    assert article.last_revision != read
    assert state(article) == before


@pytest.mark.django_db
def test_move_with_the_revision_of_another_story_is_refused():
    """Versions are counted in each story, so the same number says nothing."""
    article, other = make.in_status(IN_REVIEW), make.in_status(IN_REVIEW)
    before = state(article)

    with pytest.raises(TransitionRefused):
        move(article, APPROVED, by=make.editor(), revision=other.last_revision)

    assert state(article) == before


@pytest.mark.django_db
def test_move_with_a_text_that_was_not_taken_is_refused():
    article, by = make.in_status(IN_REVIEW), make.editor()
    lost = make.saving.revisions.keep_lost(
        article, {"headline": "Mất"}, by=by, version=article.version
    )
    before = state(article)

    with pytest.raises(TransitionRefused):
        move(article, APPROVED, by=by, revision=lost)

    assert state(article) == before


@pytest.mark.django_db
def test_second_of_two_who_read_the_same_state_is_told():
    article = make.in_status(SUBMITTED)
    mine, theirs = Article.objects.get(), Article.objects.get()
    move(mine, IN_REVIEW, by=make.editor(), revision=article.last_revision)
    before = state(article)

    with pytest.raises(TransitionRefused):
        move(theirs, IN_REVIEW, by=make.editor(), revision=article.last_revision)

    assert state(article) == before


@pytest.mark.django_db
def test_text_changed_after_approval_goes_back_to_review():
    article, by = make.approved(), make.editor()
    Article.objects.filter(pk=article.pk).update(headline="Đầu đề khác")

    revision, _removed = make.saving.save(article, by=by, expected_version=article.version)

    change = StatusChange.objects.latest("pk")
    assert state(article)[:3] == (IN_REVIEW, None, revision.version)
    assert (change.old, change.new, change.revision) == (APPROVED, IN_REVIEW, revision)


@pytest.mark.django_db
def test_saving_an_approved_story_unchanged_keeps_the_approval():
    article = make.approved()
    before = state(article)

    make.saving.save(article, by=make.editor(), expected_version=article.version)

    assert state(article) == before


def race(article, *targets):
    """Move the story to each target at once, each by an editor who has just read it."""
    revision = article.last_revision
    moves = [(Article.objects.get(pk=article.pk), target, make.editor()) for target in targets]
    return at_once(
        *[
            lambda row=row, target=target, by=by: move(
                row, target, by=by, revision=revision, note="Vì sao"
            )
            for row, target, by in moves
        ]
    )


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_of_two_editors_at_once_one_is_told(attempt):
        article = make.in_status(SUBMITTED)

        answers = race(article, IN_REVIEW, IN_REVIEW, DRAFT)

        moved = [answer for answer in answers if isinstance(answer, StatusChange)]
        refused = [answer for answer in answers if isinstance(answer, TransitionRefused)]
        assert (len(moved), len(refused)) == (1, 2)
        assert Article.objects.get().status == moved[0].new
        assert StatusChange.objects.filter(old=SUBMITTED).count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_save_and_approval_at_once_never_approve_what_nobody_read():
        article, by = make.in_status(IN_REVIEW), make.editor()
        read = article.last_revision
        mine = Article.objects.get()
        theirs = Article.objects.get()

        def save():
            Article.objects.filter(pk=theirs.pk).update(headline="Đầu đề khác")
            return make.saving.save(theirs, by=by, expected_version=read.version)

        at_once(save, lambda: move(mine, APPROVED, by=by, revision=read))

        stored = Article.objects.get()
        assert (stored.status, stored.approved_revision) in [(IN_REVIEW, None), (APPROVED, read)]
        if stored.status == APPROVED:
            assert stored.version == read.version
