"""Nothing of the desk answers who has given the password alone: every address is asked."""

import re

import pytest
from django.contrib import admin
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import User
from tests import factories as make
from tests.accounts.factor import ENTER, SET_UP, by_password, on, sign_in

pytestmark = pytest.mark.django_db

FREE = {reverse(name) for name in [ENTER, SET_UP, "admin:logout"]}
# Of an expression: its first choice, or else whatever.
NAMED = re.compile(r"\(\?P<\w+>([^()]*)\)")
GATE = "accounts.middleware.SecondFactorMiddleware"
# Words of the widgets' scripts, the same for everybody: Django asks nobody who reads them.
PUBLIC = {reverse("admin:jsi18n"), reverse("admin:login")}


def addresses(patterns, before: str = "/", row: str = "1") -> set[str]:
    """Every address of the admin, with `row` wherever one is named."""
    found = set()
    for pattern in patterns:
        part = str(pattern.pattern)
        part = NAMED.sub(lambda group: group[1].split("|")[0] if "|" in group[1] else row, part)
        part = re.sub(r"<(?:\w+:)?\w+>", row, part)
        address = before + part.replace("\\", "").strip("^$")
        if isinstance(pattern, URLPattern):
            found.add(address)
        else:
            found |= addresses(pattern.url_patterns, address, row)
    return found


def of_the_desk(row) -> list[str]:
    known = addresses(get_resolver().url_patterns, row=str(row.pk))
    return sorted(one for one in known if one.startswith(reverse("admin:index")))


@pytest.fixture
def shown():
    """A story with a photo: what could leak is there."""
    return make.published(shown=[make.photo()])


@pytest.fixture(params=["to be set up", "to be given", "free and on"])
def owing(request, client, settings):
    """A managing editor who has given the password alone; where every address leads then."""
    user = make.managing_editor()
    if request.param != "free and on":
        settings.NEWSROOM_SECOND_FACTOR = ["managing_editor"]
    if request.param != "to be set up":
        on(user)
    by_password(client, user)
    return reverse(SET_UP if request.param == "to be set up" else ENTER)


def test_every_address_leads_to_the_second_factor(client, owing, shown):
    found = [one for one in of_the_desk(shown.article) if one not in FREE]
    asked = [(method, one) for one in found for method in ["get", "post"]]
    # Somebody else may sign in at this machine.
    asked.remove(("post", reverse("admin:login")))

    answers = [getattr(client, method)(one) for method, one in asked]

    assert {(answer.status_code, answer.url.partition("?")[0]) for answer in answers} == {
        (302, owing)
    }
    assert len(found) > 110
    assert reverse("admin:photos_photo_preview", args=[shown.article.pk]) in found
    assert reverse("admin:articles_article_writing", args=[shown.article.pk]) in found


@pytest.mark.parametrize("owing", ["to be given"], indirect=True)
def test_it_holds_beside_the_middleware_too(client, settings, owing, shown):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != GATE]
    client.handler.load_middleware()
    found = [one for one in of_the_desk(shown.article) if one not in FREE | PUBLIC]

    answers = [getattr(client, method)(one) for one in found for method in ["get", "post"]]

    assert {
        (answer.status_code, answer.get("Location", "").partition("?")[0])
        for answer in answers
        # An address that was changed leads to the new one, which asks.
        if answer.get("Location", "").partition("?")[0] not in found
    } == {(302, reverse("admin:login")), (302, owing)}


def test_a_preview_of_the_desk_is_not_there(client, owing, shown):
    key = shown.article.photo_uses.get().key
    pages = [
        reverse("public:preview-desk", args=[shown.revision_id]),
        reverse("public:preview-desk-photo", args=[shown.revision_id, key]),
    ]

    refused = [client.get(page).status_code for page in pages]
    client.force_login(make.managing_editor())
    # With nothing owed they are.
    admin_user = User.objects.get(pk=client.session["_auth_user_id"])
    on(admin_user)
    sign_in(client, admin_user)

    assert refused == [404, 404]
    assert [client.get(page).status_code for page in pages] == [200, 200]


def test_readers_pages_stay_open(client, owing, shown):
    assert client.get(shown.path).status_code == 200


def test_who_has_given_it_reaches_all(client, settings):
    settings.NEWSROOM_SECOND_FACTOR = ["managing_editor"]
    user = make.managing_editor()
    on(user)

    sign_in(client, user)

    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:articles_article_changelist")).status_code == 200


def test_whose_role_needs_none_is_asked_nothing(client, settings, django_assert_num_queries):
    settings.NEWSROOM_SECOND_FACTOR = ["managing_editor"]
    client.force_login(make.editor())

    with django_assert_num_queries(2):  # session, account
        response = client.get(reverse("admin:password_change"))

    assert response.status_code == 200


def test_a_new_role_asks_for_it_at_the_next_click(client, settings):
    settings.NEWSROOM_SECOND_FACTOR = ["managing_editor"]
    user = make.editor()
    client.force_login(user)
    before = client.get(reverse("admin:index")).status_code

    User.objects.filter(pk=user.pk).update(role="managing_editor")

    after = client.get(reverse("admin:index"))
    assert (before, after.status_code) == (200, 302)
    assert after.url == f"{reverse(SET_UP)}?next=%2Fadmin%2F"


def test_keys_are_on_no_page_of_the_admin():
    assert {
        model._meta.app_label for model in admin.site._registry if "otp" in model._meta.app_label
    } == set()
