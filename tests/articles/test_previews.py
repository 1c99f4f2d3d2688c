import datetime

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from articles import previews, publishing
from articles.models import Article, ArticleStatus, PreviewLink
from articles.previews import PreviewRefused
from tests import factories as make

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
SECOND = datetime.timedelta(seconds=1)


def given(article=None, *, days=3):
    article = article or make.story()
    return previews.make(article.last_revision, by=make.editor(), days=days, now=NOON)


@pytest.mark.parametrize("days", previews.DAYS)
def test_a_link_opens_its_version_until_it_ends(days):
    link, token = given(days=days)

    assert previews.find(token, NOON) == link
    assert previews.find(token, NOON + days * DAY - SECOND) == link
    assert previews.find(token, NOON + days * DAY) is None


def test_what_is_stored_opens_nothing():
    link, token = given()

    stored = {str(value) for value in PreviewLink.objects.values_list().get()}
    assert not any(token in value for value in stored)
    assert previews.find(link.token_hash, NOON) is None
    assert len(token) == 43


def test_no_two_links_are_alike():
    article = make.story()

    tokens = {given(article)[1] for _n in range(5)}

    assert len(tokens) == 5
    assert PreviewLink.objects.of_story(article).count() == 5


def test_a_revoked_link_is_none_and_says_who_revoked_it():
    link, token = given()
    by = make.editor()

    assert previews.revoke(link, by=by, now=NOON + DAY)

    assert previews.find(token, NOON + DAY) is None
    link.refresh_from_db()
    assert (link.revoked_by, link.revoked_at) == (by, NOON + DAY)


def test_revoking_twice_keeps_who_was_first():
    link, _token = given()
    first, second = make.editor(), make.editor()
    previews.revoke(link, by=first, now=NOON)

    assert not previews.revoke(link, by=second, now=NOON + DAY)

    link.refresh_from_db()
    assert (link.revoked_by, link.revoked_at) == (first, NOON)


def test_links_of_a_closed_account_open_nothing():
    link, token = given()
    link.made_by.is_active = False
    link.made_by.save()

    assert previews.find(token, NOON) is None
    link.refresh_from_db()
    assert not link.is_open(NOON)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", ArticleStatus)
@pytest.mark.parametrize("is_own", [True, False])
def test_who_may_change_or_review_a_story_gives_links(role, status, is_own):
    user = make.UserFactory(role=role)
    article = make.in_status(status, **({"by": user} if is_own else {}))
    may = role in {Role.EDITOR, Role.MANAGING_EDITOR} or (
        role == Role.REPORTER and is_own and status == ArticleStatus.DRAFT
    )

    if may:
        link, _token = previews.make(article.last_revision, by=user, days=1)
        assert previews.revoke(link, by=user)
    else:
        with pytest.raises(PermissionDenied):
            previews.make(article.last_revision, by=user, days=1)
        assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR])
def test_who_may_not_give_links_does_not_revoke_those_of_others(role):
    link, token = given()

    with pytest.raises(PermissionDenied):
        previews.revoke(link, by=make.UserFactory(role=role), now=NOON)

    assert previews.find(token, NOON) == link


def test_a_reporter_revokes_their_own_link_after_submitting():
    reporter = make.UserFactory()
    article = make.story(by=reporter)
    link, token = previews.make(article.last_revision, by=reporter, days=1, now=NOON)
    Article.objects.update(status=ArticleStatus.SUBMITTED)
    link = PreviewLink.objects.get()

    assert previews.revoke(link, by=reporter, now=NOON)

    assert previews.find(token, NOON) is None


@pytest.mark.parametrize("days", [0, 2, -1, 365])
def test_a_link_is_for_one_of_three_times(days):
    with pytest.raises(PreviewRefused, match="Hãy chọn liên kết có hiệu lực trong bao lâu"):
        given(days=days)

    assert not PreviewLink.objects.exists()


def test_a_link_that_would_end_before_the_embargo_is_not_made():
    article = make.story(embargo_until=NOON + 3 * DAY)

    with pytest.raises(PreviewRefused, match="12:00, 05/03/2026"):
        given(article, days=3)

    assert given(article, days=7)


def test_withdrawing_a_story_ends_its_links_and_no_others():
    edition = make.published(now=NOON - DAY)
    _link, token = given(edition.article)
    other, others_token = given()
    by = make.managing_editor()

    publishing.withdraw(edition.article, by=by, notice="Gỡ.", now=NOON)

    assert previews.find(token, NOON) is None
    assert PreviewLink.objects.of_story(edition.article).get().revoked_by == by
    assert previews.find(others_token, NOON) == other


@pytest.mark.parametrize(
    "token", ["", "x", "A" * 42, "A" * 44, "A" * 100_000, "'" * 43, "ạ" * 43, "A" * 42 + "\n"]
)
def test_what_is_no_token_is_not_looked_for(django_assert_num_queries, token):
    with django_assert_num_queries(0):
        assert previews.find(token, NOON) is None


def test_another_token_finds_nothing():
    given()

    assert previews.find("A" * 43, NOON) is None
