import io
import json
import stat

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import demo
from accounts.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db

ROLES = {
    "phongvien": "reporter",
    "phongvien2": "reporter",
    "bientapvien": "editor",
    "bientapanh": "photo_editor",
    "thuky": "managing_editor",
}


@pytest.fixture(autouse=True)
def _base_dir(settings, tmp_path):
    settings.BASE_DIR = tmp_path


def told(*options):
    out = io.StringIO()
    call_command("demo_accounts", *options, stdout=out)
    return out.getvalue()


def deployment_errors():
    return [error.id for error in run_checks(include_deployment_checks=True) if error.is_serious()]


def test_demo_has_an_account_of_each_role():
    accounts = demo.create()

    assert {account.username: account.role for account in accounts} == ROLES
    assert dict(User.objects.values_list("username", "role")) == ROLES
    assert set(User.objects.values_list("is_demo", "is_staff", "is_superuser")) == {
        (True, True, False)
    }
    assert all(
        User.objects.get(username=account.username).check_password(account.password)
        for account in accounts
    )


def test_demo_accounts_open_the_desk(client):
    for account in demo.create():
        client.post(
            reverse("admin:login"), {"username": account.username, "password": account.password}
        )

        assert client.get(reverse("admin:index")).status_code == 200
        client.logout()


def test_demo_passwords_are_random():
    first = demo.create()
    User.objects.all().delete()
    demo.password_file().unlink()

    second = demo.create()

    assert {account.password for account in first} & {account.password for account in second} == (
        set()
    )
    assert min(len(account.password) for account in first) >= 12


def test_demo_made_twice_is_the_same():
    first = demo.create()
    rows = list(User.objects.order_by("pk").values())

    second = demo.create()

    assert second == first
    assert list(User.objects.order_by("pk").values()) == rows


def test_demo_of_another_database_leaves_the_passwords_of_the_first_alone(tmp_path):
    first = demo.create()
    # As in a second database: no accounts there, and the file of the first beside it.
    User.objects.all().delete()
    (tmp_path / "demo-accounts.txt").chmod(0o644)

    second = demo.create()

    assert second == first == demo.read()
    assert User.objects.get(username="thuky").check_password(first[-1].password)
    assert stat.S_IMODE((tmp_path / "demo-accounts.txt").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "[]", "{", '[{"username": "thuky"}]', '["x"]', "1"])
def test_a_file_that_is_no_list_of_the_demo_is_written_anew(tmp_path, text):
    (tmp_path / "demo-accounts.txt").write_text(text)

    accounts = demo.create()

    assert {account.username: account.role for account in accounts} == ROLES
    assert demo.read() == accounts


def test_command_on_an_empty_database_says_what_fills_it(monkeypatch):
    # As before the first migration: the table of accounts is not there.
    monkeypatch.setattr(User._meta, "db_table", "accounts_not_there_yet")

    with pytest.raises(CommandError, match=r"This database is empty: `make setup` fills it\."):
        told("--json")


def test_password_file_is_its_owners(tmp_path):
    # Left over from another demo, and open to all.
    (tmp_path / "demo-accounts.txt").touch(mode=0o666)

    accounts = demo.create()

    file = tmp_path / "demo-accounts.txt"
    assert demo.password_file() == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [row["password"] for row in json.loads(file.read_text())] == [
        account.password for account in accounts
    ]


def test_demo_leaves_a_database_of_others_alone(tmp_path):
    user = make.UserFactory()

    with pytest.raises(demo.NotADemo):
        demo.create()

    assert list(User.objects.all()) == [user]
    assert list(tmp_path.glob("*.txt")) == []


def test_command_gives_json():
    accounts = demo.create()

    rows = json.loads(told("--json"))

    assert {row["username"]: row["role"] for row in rows} == ROLES
    assert rows == [
        {"username": account.username, "role": account.role, "password": account.password}
        for account in accounts
    ]


def test_command_gives_a_line_for_each_account():
    accounts = demo.create()

    assert [line.split() for line in told().splitlines()] == [
        [account.username, account.password, account.role] for account in accounts
    ]


def test_command_refuses_where_there_is_no_demo():
    make.UserFactory()

    with pytest.raises(CommandError, match="not made by the demo"):
        told("--json")


def test_command_says_that_the_passwords_are_gone(tmp_path):
    demo.create()
    (tmp_path / "demo-accounts.txt").unlink()

    with pytest.raises(CommandError, match=r"demo-accounts\.txt is gone"):
        told()


@pytest.mark.parametrize(("make_accounts", "expected"), [(demo.create, True), (list, False)])
def test_check_refuses_to_deploy_the_demo(settings, make_accounts, expected):
    make_accounts()

    assert ("accounts.E001" in deployment_errors()) == expected
