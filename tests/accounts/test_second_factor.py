"""What the second factor is, without its pages."""

import datetime
import hashlib
import io

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.checks import roles_of_the_second_factor
from accounts.second_factor import CodeRefused, FactorRefused, TooSoon
from tests import factories as make
from tests.accounts.factor import code, code_of, on, wrong
from tests.racing import at_once

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def told(user):
    entries = LogEntry.objects.filter(object_id=str(user.pk)).order_by("pk")
    return [(entry.user.username, entry.get_change_message()) for entry in entries]


@pytest.mark.parametrize(
    ("roles", "role", "is_superuser", "expected"),
    [
        ([], "managing_editor", True, False),
        (["managing_editor"], "managing_editor", False, True),
        (["managing_editor"], "editor", False, False),
        (["managing_editor"], "reporter", True, True),
    ],
)
def test_who_needs_it(settings, roles, role, is_superuser, expected):
    settings.NEWSROOM_SECOND_FACTOR = roles
    user = make.UserFactory(role=role, is_superuser=is_superuser)

    assert second_factor.is_needed(user) is expected
    assert second_factor.is_owed(user) is expected


def test_nobody_needs_it_by_default(settings):
    assert settings.NEWSROOM_SECOND_FACTOR == []


def test_a_wrong_name_of_a_role_is_an_error(settings):
    settings.NEWSROOM_SECOND_FACTOR = ["editor", "thuky", "Editor"]
    [error] = roles_of_the_second_factor(None)
    settings.NEWSROOM_SECOND_FACTOR = ["editor", "managing_editor"]

    assert (error.id, error.msg) == (
        "accounts.E002",
        "NEWSROOM_SECOND_FACTOR names what is no role: Editor, thuky.",
    )
    assert roles_of_the_second_factor(None) == []


def test_a_code_of_another_app_sets_up_nothing():
    user = make.UserFactory()

    with pytest.raises(CodeRefused):
        second_factor.turn_on(user, key=second_factor.new_key(), code="12345x")

    assert not second_factor.is_on(user)
    assert told(user) == []


def test_it_is_set_up_with_ten_codes_that_are_not_kept_as_they_are(clock):
    user = make.UserFactory(username="tra")

    codes = on(user)

    kept = set(StaticToken.objects.filter(device__user=user).values_list("token", flat=True))
    plain = [given.replace("-", "") for given in codes]
    assert len(set(codes)) == 10
    assert kept == {hashlib.sha256(f"{user.pk}:{one}".encode()).hexdigest()[:16] for one in plain}
    assert second_factor.is_on(user)
    assert told(user) == [("tra", "Đã thay đổi xác thực hai lớp (đã cài đặt).")]


def test_a_code_is_good_once(clock):
    user = make.UserFactory()
    on(user)
    given = code(user)

    device = second_factor.check(user, given)

    assert device == TOTPDevice.objects.get(user=user)
    with pytest.raises(CodeRefused):
        second_factor.check(user, given)


@pytest.mark.parametrize(("late", "is_taken"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_phone_may_be_half_a_minute_off(clock, late, is_taken):
    user = make.UserFactory()
    on(user)

    if is_taken:
        assert second_factor.check(user, code(user, late=late))
        return
    with pytest.raises(CodeRefused):
        second_factor.check(user, code(user, late=late))


def test_a_clock_that_runs_away_slowly_is_followed(clock):
    user = make.UserFactory()
    on(user)

    for late in [30, 60, 90]:
        clock.shift(3600)
        assert second_factor.check(user, code(user, late=late))


def test_a_recovery_code_is_good_once(clock):
    user = make.UserFactory()
    codes = on(user)
    given = codes[3].replace("-", "")

    second_factor.check(user, given)

    assert second_factor.recovery_codes_left(user) == 9
    with pytest.raises(CodeRefused):
        second_factor.check(user, given)


def test_a_recovery_code_of_somebody_else_is_none(clock):
    user, other = make.UserFactory(), make.UserFactory()
    on(user)

    with pytest.raises(CodeRefused):
        second_factor.check(user, on(other)[0].replace("-", ""))


def test_new_recovery_codes_end_the_old_ones(clock):
    user = make.UserFactory(username="tra")
    old = on(user)[0].replace("-", "")

    new = second_factor.renew_recovery_codes(user)

    with pytest.raises(CodeRefused):
        second_factor.check(user, old)
    clock.shift(2)
    assert second_factor.check(user, new[0].replace("-", ""))
    assert told(user)[-1] == ("tra", "Đã thay đổi xác thực hai lớp (mã dự phòng mới).")


def test_the_wait_doubles_and_is_never_longer_than_nine_minutes(clock):
    user = make.UserFactory()
    on(user)
    waits = []

    for _ in range(14):
        with pytest.raises(CodeRefused):
            second_factor.check(user, wrong(user))
        with pytest.raises(TooSoon) as refusal:
            second_factor.check(user, code(user))
        waits.append(refusal.value.seconds)
        clock.shift(refusal.value.seconds)

    assert waits == [2, 3, 5, 9, 17, 33, 65, 129, 257, 513, 513, 513, 513, 513]
    assert second_factor.check(user, code(user))


def test_a_wait_of_the_app_does_not_stop_a_recovery_code(clock):
    user = make.UserFactory()
    codes = on(user)
    with pytest.raises(CodeRefused):
        second_factor.check(user, wrong(user))

    assert second_factor.check(user, codes[0].replace("-", ""))


def test_it_is_turned_off_only_where_the_role_leaves_it_free(settings):
    user = make.UserFactory(username="tra")
    on(user)
    settings.NEWSROOM_SECOND_FACTOR = ["reporter"]
    with pytest.raises(FactorRefused):
        second_factor.turn_off(user)
    assert second_factor.is_on(user)

    settings.NEWSROOM_SECOND_FACTOR = []
    second_factor.turn_off(user)

    assert not second_factor.is_on(user)
    assert not StaticToken.objects.exists()
    assert told(user)[-1] == ("tra", "Đã thay đổi xác thực hai lớp (đã tắt).")


def test_reset_is_a_managing_editors_and_is_told(django_capture_on_commit_callbacks):
    user = make.UserFactory(username="tra", email="tra@bao.example")
    chief = make.managing_editor(full_name="Mai Thanh Nhã", username="thuky")
    on(user)

    with django_capture_on_commit_callbacks(execute=True):
        assert second_factor.reset(user, by=chief)

    assert not second_factor.is_on(user)
    assert not StaticToken.objects.exists()
    assert told(user)[-1] == ("thuky", "Đã thay đổi xác thực hai lớp (đã đặt lại).")
    assert second_factor.last_reset(user).user == chief
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (
        ["tra@bao.example"],
        "Báo Ngân Hải: xác thực hai lớp (đã đặt lại)",
    )
    assert sent.body.startswith(
        "Tài khoản tra của bạn: xác thực hai lớp (đã đặt lại), người thực hiện: Mai Thanh Nhã."
    )
    # Once it is set up again, the reset is no news.
    on(user)
    assert second_factor.last_reset(user) is None


def test_mail_that_does_not_go_out_undoes_nothing(
    settings, django_capture_on_commit_callbacks, caplog
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    user = make.UserFactory(username="tra", email="tra@bao.example")

    with django_capture_on_commit_callbacks(execute=True):
        on(user)

    assert second_factor.is_on(user)
    assert [record.getMessage() for record in caplog.records] == ["No mail to tra"]


@pytest.mark.parametrize("role", ["reporter", "photo_editor", "editor"])
def test_nobody_else_resets_it(role):
    user = make.UserFactory()
    on(user)

    with pytest.raises(PermissionDenied):
        second_factor.reset(user, by=make.UserFactory(role=role))

    assert second_factor.is_on(user)


def test_nobody_resets_their_own():
    chief = make.managing_editor()
    on(chief)

    with pytest.raises(FactorRefused):
        second_factor.reset(chief, by=chief)

    assert second_factor.is_on(chief)


def test_the_command_resets_it():
    chief = make.managing_editor(username="thuky")
    on(chief)
    out = io.StringIO()

    call_command("reset_second_factor", "ThuKy", stdout=out)
    call_command("reset_second_factor", "thuky", stdout=out)
    with pytest.raises(CommandError) as refusal:
        call_command("reset_second_factor", "ai-do")

    assert not second_factor.is_on(chief)
    assert out.getvalue().splitlines() == [
        "Đã đặt lại xác thực hai lớp của thuky; lịch sử tài khoản có ghi việc này.",
        "thuky không bật xác thực hai lớp; không có gì thay đổi.",
    ]
    assert str(refusal.value) == "Không có tài khoản nào mang tên này."
    assert told(chief)[-1] == ("thuky", "Đã thay đổi xác thực hai lớp (đã đặt lại).")


# SQLite in memory has one connection; its writers queue anyhow.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    def test_one_code_in_two_windows_lets_one_in():
        user = make.UserFactory()
        codes = on(user)
        for given in [code(user), codes[0].replace("-", "")]:
            answers = at_once(*[lambda given=given: second_factor.check(user, given)] * 2)

            assert sorted(
                type(answer).__name__ in {"CodeRefused", "TooSoon"} for answer in answers
            ) == [
                False,
                True,
            ]

    @pytest.mark.django_db(transaction=True)
    def test_two_windows_that_set_up_leave_one_app():
        user = make.UserFactory()
        keys = [second_factor.new_key() for _ in range(2)]

        at_once(
            *[
                lambda key=key: second_factor.turn_on(user, key=key, code=code_of(key))
                for key in keys
            ]
        )

        assert TOTPDevice.objects.filter(user=user).count() == 1
        assert second_factor.recovery_codes_left(user) == 10
