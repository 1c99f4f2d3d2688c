import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts import services
from accounts.models import User, managing
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def test_close_closes_the_open_ones_but_not_ones_own():
    by = make.managing_editor()
    make.UserFactory(is_active=False)
    make.UserFactory.create_batch(2)

    assert services.close(User.objects.all(), by=by) == 2
    assert list(User.objects.filter(is_active=True)) == [by]


def test_close_by_an_editor_is_refused():
    user = make.UserFactory()

    with pytest.raises(PermissionDenied):
        services.close(User.objects.all(), by=make.editor())

    assert User.objects.get(pk=user.pk).is_active


def test_close_leaves_a_managing_editor():
    make.managing_editor()

    with pytest.raises(services.AccountRefused):
        services.close(User.objects.all(), by=make.UserFactory(is_superuser=True))

    assert managing().count() == 1


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_two_who_close_each_other_leave_one(attempt):
        users = [make.managing_editor(), make.managing_editor()]

        at_once(
            *[
                lambda by=by, other=other: services.close(User.objects.filter(pk=other.pk), by=by)
                for by, other in [users, reversed(users)]
            ]
        )

        assert managing().count() == 1
