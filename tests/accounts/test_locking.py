"""Ten wrong passwords, through the real login page."""

import datetime

import pytest
import time_machine
from axes.models import AccessAttempt
from django.urls import reverse

from accounts.addresses import client_address
from tests import factories as make

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
RIGHT, WRONG = "mat-khau-thu-1", "khong-phai"


def sign_in(client, username, password=RIGHT, *, address="10.0.0.1"):
    client.logout()
    return client.post(
        reverse("admin:login"),
        {"username": username, "password": password},
        REMOTE_ADDR=address,
    )


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def locked(client, clock):
    """An account after ten wrong passwords from one address."""
    user = make.UserFactory(username="tra")
    sign_in(client, "tra", WRONG)
    # Eight more, without their pages; the tenth is real again.
    AccessAttempt.objects.update(failures_since_start=9)
    sign_in(client, "tra", WRONG)
    return user


def test_nine_wrong_passwords_lock_nothing(client, clock):
    make.UserFactory(username="tra")
    for _ in range(9):
        assert sign_in(client, "tra", WRONG).status_code == 200

    response = sign_in(client, "tra")

    assert response.status_code == 302
    assert is_signed_in(client)
    # The count begins anew.
    assert not AccessAttempt.objects.exists()


def test_the_tenth_wrong_password_shows_the_locked_page(client, clock):
    make.UserFactory(username="tra")

    answers = [sign_in(client, "tra", WRONG) for _ in range(10)]

    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    assert "admin/locked.html" in {template.name for template in answers[-1].templates}
    # Nobody is signed in: the desk speaks Vietnamese.
    assert 'lang="vi' in answers[-1].content.decode()


@pytest.mark.usefixtures("locked")
def test_right_password_of_a_locked_account_is_refused(client):
    response = sign_in(client, "tra")

    assert response.status_code == 429
    assert not is_signed_in(client)


@pytest.mark.usefixtures("locked")
def test_locked_account_is_refused_from_another_address(client):
    response = sign_in(client, "tra", address="10.0.0.2")

    assert response.status_code == 429
    assert not is_signed_in(client)


@pytest.mark.usefixtures("locked")
def test_another_account_is_refused_from_the_locked_address(client):
    make.UserFactory(username="duc")

    response = sign_in(client, "duc")

    assert response.status_code == 429
    assert not is_signed_in(client)


@pytest.mark.usefixtures("locked")
def test_another_account_from_another_address_goes_on(client):
    make.UserFactory(username="duc")

    sign_in(client, "duc", address="10.0.0.2")

    assert is_signed_in(client)


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize(("minutes", "expected"), [(14, False), (16, True)])
def test_lock_ends_after_a_quarter_of_an_hour(client, clock, minutes, expected):
    clock.shift(datetime.timedelta(minutes=minutes))

    sign_in(client, "tra")

    assert is_signed_in(client) == expected


@pytest.mark.usefixtures("locked")
def test_unlocked_account_signs_in_at_once(client):
    client.force_login(make.managing_editor())
    user = (
        client.get(reverse("admin:accounts_user_changelist"))
        .context["cl"]
        .queryset.get(username="tra")
    )
    client.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "unlock_accounts", "_selected_action": [user.pk]},
    )

    sign_in(client, "tra")

    assert is_signed_in(client)


def test_wrong_password_says_the_same_as_a_wrong_name(client, clock):
    make.UserFactory(username="tra")

    answers = [sign_in(client, name, WRONG) for name in ["tra", "nobody"]]

    first, second = [list(answer.context["form"].non_field_errors()) for answer in answers]
    assert first == second != []


def test_behind_the_proxy_the_address_is_the_one_the_proxy_wrote(rf, settings):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7")

    settings.HTTPS = False
    direct = client_address(request)
    settings.HTTPS = True

    assert (direct, client_address(request)) == ("10.0.0.1", "203.0.113.7")
