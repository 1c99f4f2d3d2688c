import pytest

from tests import factories as make
from tests.constraints import refused_by, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"role": "owner"}, id="accounts_user_role_known"),
        pytest.param({"role": ""}, id="accounts_user_role_known-empty"),
        pytest.param({"language": "fr"}, id="accounts_user_language_known"),
    ],
)
def test_constraint_refuses(broken, request):
    user = make.UserFactory()

    with refused_by(request.node.callspec.id):
        update(user, **broken)


def test_usernames_that_differ_only_in_capitals_are_refused():
    make.UserFactory(username="thutra")
    other = make.UserFactory(username="other")

    with refused_by("accounts_user_username_once_in_any_case"):
        update(other, username="ThuTra")
