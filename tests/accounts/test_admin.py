import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User, managing
from accounts.roles import Role
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db

LIST = "admin:accounts_user_changelist"
ADD = "admin:accounts_user_add"
NEW = {
    "username": "moi",
    "full_name": "Hồ Thị Lý",
    "email": "",
    "role": "reporter",
    "language": "vi",
    "usable_password": "true",
    "password1": "thuyen-ra-khoi-5",
    "password2": "thuyen-ra-khoi-5",
}


def change(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def password(user):
    return reverse("admin:auth_user_password_change", args=[user.pk])


def details(user, **changes):
    kept = {"username": user.username, "full_name": user.full_name, "email": user.email}
    return {**kept, "role": user.role, "language": user.language, "is_active": "on", **changes}


@pytest.fixture
def desk(client):
    client.force_login(make.managing_editor(username="thuky"))
    return client


def test_managing_editor_makes_an_account(desk):
    response = desk.post(reverse(ADD), {**NEW, "is_superuser": "on", "is_demo": "on"})

    user = User.objects.get(username="moi")
    assert response.status_code == 302
    assert (user.full_name, user.role, user.is_staff, user.is_superuser, user.is_demo) == (
        "Hồ Thị Lý",
        "reporter",
        True,
        False,
        False,
    )
    assert user.check_password("thuyen-ra-khoi-5")


def test_new_account_signs_in(desk, client):
    desk.post(reverse(ADD), NEW)
    desk.logout()

    response = client.post(
        reverse("admin:login"), {"username": "moi", "password": "thuyen-ra-khoi-5"}
    )

    assert response.status_code == 302
    assert client.get(reverse("admin:index")).status_code == 200


def test_weak_password_is_refused(desk):
    response = desk.post(reverse(ADD), {**NEW, "password1": "12345678", "password2": "12345678"})

    assert response.status_code == 200
    assert response.context["adminform"].form.errors.keys() == {"password2"}
    assert not User.objects.filter(username="moi").exists()


def test_managing_editor_changes_a_role_and_nothing_that_is_not_on_the_form(desk):
    user = make.UserFactory()

    desk.post(change(user), details(user, role="editor", is_superuser="on", is_staff="", groups=1))

    user = User.objects.get(pk=user.pk)
    assert (user.role, user.is_superuser, user.is_staff) == ("editor", False, True)


def test_managing_editor_closes_accounts_but_not_the_own(desk):
    first, second = make.UserFactory(), make.UserFactory()
    own = User.objects.get(username="thuky")

    desk.post(
        reverse(LIST),
        {"action": "close_accounts", "_selected_action": [first.pk, own.pk]},
    )

    assert dict(User.objects.values_list("pk", "is_active")) == {
        first.pk: False,
        second.pk: True,
        own.pk: True,
    }


def test_closing_nothing_is_no_success(desk):
    own, closed = User.objects.get(username="thuky"), make.UserFactory(is_active=False)

    response = desk.post(
        reverse(LIST),
        {"action": "close_accounts", "_selected_action": [own.pk, closed.pk]},
        follow=True,
    )

    assert [(message.level_tag, str(message)) for message in response.context["messages"]] == [
        ("warning", "Không khóa tài khoản nào: đã khóa từ trước, hoặc đó là tài khoản của bạn.")
    ]


def test_nobody_takes_away_the_own_role_or_account(desk):
    own = User.objects.get(username="thuky")

    desk.post(change(own), details(own, role="reporter", is_active="", full_name="Hồ Thị Lý"))

    own.refresh_from_db()
    assert (own.role, own.is_active, own.full_name) == ("managing_editor", True, "Hồ Thị Lý")


def test_page_of_an_account_says_nothing_of_how_passwords_are_kept(desk):
    user, without = make.UserFactory(), make.UserFactory()
    without.set_unusable_password()
    without.save()

    pages = [
        html.fromstring(desk.get(change(account)).content.decode()) for account in [user, without]
    ]

    shown = [page.get_element_by_id("id_password").text_content().split() for page in pages]
    assert [" ".join(words) for words in shown] == [
        "Đặt lại mật khẩu",
        "Chưa đặt mật khẩu Đặt mật khẩu",
    ]


def test_closed_account_is_out_at_once(desk, client):
    user = make.UserFactory()
    desk.post(reverse(LIST), {"action": "close_accounts", "_selected_action": [user.pk]})
    desk.logout()

    response = client.post(
        reverse("admin:login"), {"username": user.username, "password": "mat-khau-thu-1"}
    )

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_managing_editor_unlocks_an_account(desk):
    locked, other = make.UserFactory(), make.UserFactory()
    for user in [locked, other]:
        AccessAttempt.objects.create(
            username=user.username, ip_address="10.1.1.1", failures_since_start=10
        )

    desk.post(reverse(LIST), {"action": "unlock_accounts", "_selected_action": [locked.pk]})

    assert [row.username for row in AccessAttempt.objects.all()] == [other.username]


def test_managing_editor_gives_a_new_password(desk):
    user = make.UserFactory()

    response = desk.post(
        password(user),
        {
            "usable_password": "true",
            "password1": "song-lon-bien-dong",
            "password2": "song-lon-bien-dong",
        },
    )

    assert response.status_code == 302
    assert User.objects.get(pk=user.pk).check_password("song-lon-bien-dong")


def test_managing_editor_cannot_touch_a_superuser(desk):
    root = make.UserFactory(username="root", is_superuser=True)
    before = User.objects.filter(pk=root.pk).values().get()

    answers = [
        desk.get(change(root)).status_code,
        desk.post(change(root), details(root, role="reporter")).status_code,
        desk.post(password(root), {"password1": "x" * 12, "password2": "x" * 12}).status_code,
        desk.post(
            reverse(LIST), {"action": "close_accounts", "_selected_action": [root.pk]}
        ).status_code,
    ]

    assert [status for status in answers if status == 200] == []
    assert User.objects.filter(pk=root.pk).values().get() == before
    assert "root" not in {user.username for user in desk.get(reverse(LIST)).context["cl"].queryset}


def test_superuser_can(client):
    client.force_login(make.UserFactory(is_superuser=True))
    other = make.UserFactory(is_superuser=True)

    client.post(change(other), details(other, full_name="Hồ Thị Lý"))

    assert User.objects.get(pk=other.pk).full_name == "Hồ Thị Lý"


def test_nobody_deletes_accounts(desk):
    user = make.UserFactory()

    response = desk.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR])
def test_others_are_refused_accounts(client, role):
    user = make.UserFactory(role=role)
    client.force_login(user)

    answers = {
        client.get(reverse(LIST)).status_code,
        client.get(reverse(ADD)).status_code,
        client.post(reverse(ADD), NEW).status_code,
        client.get(change(user)).status_code,
        client.post(change(user), details(user, role="managing_editor")).status_code,
        client.post(password(user), {"password1": "a", "password2": "a"}).status_code,
    }

    assert answers == {403}
    assert User.objects.get().role == role


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_does_not_grow(desk, django_assert_num_queries, count):
    for _ in range(count):
        make.UserFactory()

    with django_assert_num_queries(5):  # session, account, two counts, rows
        response = desk.get(reverse(LIST))

    assert len(response.context["cl"].result_list) == count + 1


def told(response):
    return [str(message) for message in response.context["messages"]]


# Django's own template reads `password_url`, which is not always there.
@pytest.mark.ignore_template_errors
def test_a_username_that_differs_only_in_capitals_is_refused_with_a_sentence(desk):
    make.UserFactory(username="thutra")
    other = make.UserFactory(username="other")

    added = desk.post(reverse(ADD), NEW | {"username": "ThuTra"})
    changed = desk.post(change(other), details(other, username="ThuTra"))

    assert [response.status_code for response in [added, changed]] == [200, 200]
    assert list(changed.context["errors"]) == [
        ["Đã có tài khoản mang tên này, chỉ khác chữ hoa, chữ thường."]
    ]
    assert set(User.objects.values_list("username", flat=True)) == {"thuky", "thutra", "other"}


LAST = (
    "Đây là thư ký tòa soạn cuối cùng: không còn ai thì không ai mở hay khóa được tài khoản. "
    "Hãy giao vai trò này cho người khác trước."
)


# Django's own template reads `password_url`, which is not always there.
@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("changes", [{"role": "editor"}, {"is_active": ""}])
def test_the_last_managing_editor_stays_one(client, changes):
    last = make.managing_editor()
    make.managing_editor(is_active=False)
    client.force_login(make.UserFactory(is_superuser=True))

    response = client.post(change(last), details(last, **changes))

    assert list(response.context["errors"]) == [[LAST]]
    last.refresh_from_db()
    assert last.is_managing


def test_one_of_two_managing_editors_may_go(desk):
    other = make.managing_editor()

    response = desk.post(change(other), details(other, role="editor"))

    assert response.status_code == 302
    assert User.objects.get(pk=other.pk).role == "editor"


def test_closing_leaves_a_managing_editor(client):
    last, reporter = make.managing_editor(), make.UserFactory()
    client.force_login(make.UserFactory(is_superuser=True))

    response = client.post(
        reverse(LIST),
        {"action": "close_accounts", "_selected_action": [last.pk, reporter.pk]},
        follow=True,
    )

    assert told(response) == [LAST]
    assert set(User.objects.values_list("is_active", flat=True)) == {True}


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_two_who_take_the_role_from_each_other_leave_one(attempt):
        users = [make.managing_editor(), make.managing_editor()]

        def take(by, other):
            client = Client()
            client.force_login(by)
            return client.post(change(other), details(other, role="editor")).status_code

        answers = at_once(
            *[lambda by=by, other=other: take(by, other) for by, other in [users, users[::-1]]]
        )

        assert managing().count() == 1
        assert 302 in answers
