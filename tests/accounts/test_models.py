import pytest

from accounts.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_user_has_one_name():
    user = make.UserFactory(username="tra", full_name="Đặng Thu Trà")

    assert [str(user), user.get_full_name(), user.get_short_name()] == ["Đặng Thu Trà"] * 3


def test_user_without_a_name_is_called_by_the_account():
    user = make.UserFactory(username="tra", full_name="")

    assert [str(user), user.get_full_name(), user.get_short_name()] == ["tra", "", "tra"]


def test_user_name_is_tidied():
    # Decomposed letters and two blanks, as a copy from a PDF has them.
    user = User(username="tra", full_name=" Đặng  Thu Tra\u0300 ", password="x")

    user.full_clean()

    assert user.full_name == "Đặng Thu Trà"


def test_new_user_is_a_vietnamese_reporter_of_the_desk():
    user = User.objects.create(username="tra", full_name="Đặng Thu Trà")

    assert (user.role, user.language, user.is_staff, user.is_superuser, user.is_demo) == (
        "reporter",
        "vi",
        True,
        False,
        False,
    )
