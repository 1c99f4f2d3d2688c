"""Who may do what, as the table in DESIGN says it: one row here for each act."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from accounts.roles import PERMISSIONS, Role
from articles.models import Article, ArticleStatus
from photos import services as photos
from photos.models import Portrait
from photos.pictures import take
from tests import factories as make

pytestmark = pytest.mark.django_db

R, P, E, M = Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR

# The acts that matter: who may do them at all, whatever the row.
ACTS = {
    "articles.add_article": {R, E, M},
    "articles.view_article": {R, P, E, M},
    "articles.change_article": {R, E, M},
    "articles.delete_article": set(),
    "articles.submit_article": {R, E, M},
    "articles.review_article": {E, M},
    "articles.approve_article": {E, M},
    "articles.schedule_article": {E, M},
    "articles.publish_article": {E, M},
    "articles.correct_article": {E, M},
    "articles.withdraw_article": {M},
    "articles.embargo_article": {M},
    "articles.change_revision": set(),
    "articles.change_edition": set(),
    "articles.delete_edition": set(),
    "articles.change_statuschange": set(),
    "articles.view_correction": {M},
    "articles.change_correction": set(),
    "articles.delete_correction": set(),
    "articles.change_embargochange": set(),
    "articles.view_frontarrangement": {E, M},
    "articles.add_frontarrangement": {E, M},
    "articles.change_frontarrangement": set(),
    "articles.delete_frontarrangement": set(),
    "articles.add_storyupload": {R, E, M},
    "articles.add_author": {E, M},
    "articles.change_topic": {E, M},
    "articles.change_section": {M},
    "photos.view_photo": {R, P, E, M},
    "photos.add_photo": {R, P, E, M},
    "photos.change_photo": {R, P, E, M},
    "photos.correct_photo": {P, E, M},
    "photos.take_down_photo": {M},
    "photos.delete_photo": {P, E, M},
    "photos.view_privateread": {M},
    "photos.add_portrait": {P, E, M},
    "entities.view_entity": {R, P, E, M},
    "entities.add_entity": {E, M},
    "entities.change_entity": {E, M},
    "entities.merge_entity": {E, M},
    "entities.publish_entity": {E, M},
    "entities.delete_entity": set(),
    "accounts.view_user": {M},
    "accounts.add_user": {M},
    "accounts.change_user": {M},
    "accounts.delete_user": set(),
    "admin.view_logentry": {M},
    "nonsense.fly_moon": set(),
}


@pytest.mark.parametrize("role", Role)
def test_role_may_do_what_the_table_says(role):
    user = make.UserFactory(role=role)

    assert {act for act in ACTS if user.has_perm(act)} == {
        act for act, roles in ACTS.items() if role in roles
    }


def test_every_permission_in_the_table_exists():
    known = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }

    assert {name for row in PERMISSIONS.values() for name in row} - known == set()


# On rows: own and foreign, in writing and submitted


def rows(user: User) -> dict[str, object]:
    other = make.UserFactory()
    return {
        "own draft": make.story(by=user),
        "own submitted": make.in_status(ArticleStatus.SUBMITTED, by=user),
        "foreign draft": make.story(by=other),
    }


OWN = {"own draft", "own submitted"}
EVERY = {"own draft", "own submitted", "foreign draft"}


@pytest.mark.parametrize(
    ("role", "act", "expected"),
    [
        (R, "articles.view_article", OWN),
        (R, "articles.change_article", {"own draft"}),
        (R, "articles.submit_article", {"own draft"}),
        (R, "articles.review_article", set()),
        (R, "articles.publish_article", set()),
        (P, "articles.view_article", EVERY),
        (P, "articles.change_article", set()),
        (E, "articles.change_article", EVERY),
        (E, "articles.submit_article", EVERY),
        (E, "articles.publish_article", EVERY),
        (E, "articles.withdraw_article", set()),
        (M, "articles.withdraw_article", EVERY),
    ],
)
def test_role_on_stories(role, act, expected):
    user = make.UserFactory(role=role)

    assert {name for name, row in rows(user).items() if user.has_perm(act, row)} == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [(R, {"own draft"}), (P, set()), (E, EVERY), (M, EVERY)],
)
def test_role_on_the_parts_of_a_story(role, expected):
    user = make.UserFactory(role=role)
    bylines = {name: story.bylines.first() for name, story in rows(user).items()}

    changed = {n for n, row in bylines.items() if user.has_perm("articles.change_byline", row)}
    deleted = {n for n, row in bylines.items() if user.has_perm("articles.delete_byline", row)}

    assert (changed, deleted) == (expected, expected)


@pytest.mark.parametrize(
    ("role", "expected"),
    [(R, {"own"}), (P, {"own", "foreign"}), (E, {"own", "foreign"}), (M, {"own", "foreign"})],
)
def test_role_on_photos(role, expected):
    user = make.UserFactory(role=role)
    pictures = {
        "own": make.awaiting_photo(uploaded_by=user),
        "foreign": make.awaiting_photo(uploaded_by=make.UserFactory()),
    }

    changed = {n for n, row in pictures.items() if user.has_perm("photos.change_photo", row)}
    creators = {
        name
        for name, row in pictures.items()
        if user.has_perm("photos.delete_photocreator", row.creators.get())
    }

    assert (changed, creators) == (expected, expected)


@pytest.mark.parametrize(
    ("status", "by_whom", "expected"),
    [
        (ArticleStatus.DRAFT, "own", True),
        (ArticleStatus.DRAFT, "other", False),
        (ArticleStatus.SUBMITTED, "own", False),
        (ArticleStatus.IN_REVIEW, "own", False),
        (ArticleStatus.APPROVED, "own", False),
    ],
)
def test_a_photo_is_its_reporters_while_its_stories_are_written_by_them(status, by_whom, expected):
    user = make.UserFactory()
    photo = make.awaiting_photo(uploaded_by=user)
    make.story(by=user, shown=[photo])
    make.in_status(status, by=user if by_whom == "own" else make.UserFactory(), shown=[photo])

    rows = [(photo, "change_photo"), (photo.creators.get(), "change_photocreator")]
    may = {user.has_perm(f"photos.{act}", row) for row, act in rows}

    assert may == {expected}


def test_a_photo_that_is_published_awaited_or_a_portrait_is_no_longer_its_reporters():
    user = make.UserFactory()
    shown, awaited, portrait = (make.awaiting_photo(uploaded_by=user) for _ in range(3))
    photos.fill(shown, take(make.jpeg(), name="anh.jpg"))
    edition = make.published(by=user, shown=[shown, awaited])
    Portrait.objects.create(person=make.person(), photo=portrait)
    # Sent back to its reporter, with the story still before its readers.
    Article.objects.filter(pk=edition.article_id).update(status="draft", approved_revision=None)

    assert [
        user.has_perm("photos.change_photo", photo) for photo in [shown, awaited, portrait]
    ] == [False, False, False]


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (lambda: make.managing_editor(is_active=False), set()),
        (lambda: make.UserFactory(is_active=False, is_superuser=True), set()),
        (AnonymousUser, set()),
        (lambda: make.UserFactory(is_superuser=True), set(ACTS)),
    ],
    ids=["inactive", "inactive superuser", "anonymous", "superuser"],
)
def test_role_says_nothing_of_these(user, expected):
    user, story = user(), make.story()

    assert {act for act in ACTS if user.has_perm(act)} == expected
    assert {act for act in ACTS if user.has_perm(act, story)} == expected
    assert user.has_module_perms("articles") == bool(expected)


def test_groups_and_single_permissions_give_nothing():
    user = make.UserFactory()
    publish = Permission.objects.get(codename="publish_article")
    group = Group.objects.create(name="cũ")
    group.permissions.add(publish)
    before = user.get_all_permissions()

    user.groups.add(group)
    user.user_permissions.add(publish)
    user = User.objects.get(pk=user.pk)

    assert not user.has_perm("articles.publish_article")
    assert user.get_all_permissions() == before == set(PERMISSIONS[R])


def test_all_permissions_of_a_row_are_those_that_cover_it():
    user = make.UserFactory()
    submitted = make.in_status(ArticleStatus.SUBMITTED, by=user)

    of_article = {name for name in user.get_all_permissions(submitted) if name.endswith("_article")}

    # "add" is of the role, not of a row, and so holds on each.
    assert of_article == {"articles.add_article", "articles.view_article"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (R, {"articles", "entities", "photos"}),
        (M, {"accounts", "admin", "articles", "entities", "photos"}),
    ],
)
def test_role_sees_the_apps_it_works_in(role, expected):
    user = make.UserFactory(role=role)
    labels = set(ContentType.objects.values_list("app_label", flat=True))

    assert {label for label in labels if user.has_module_perms(label)} == expected
