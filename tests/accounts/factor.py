"""A phone: the app that shows codes."""

import time

from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.models import User

PASSWORD = "mat-khau-thu-1"
ENTER, SET_UP, MANAGE = (
    f"admin:{name}" for name in ["second_factor_enter", "second_factor_set_up", "second_factor"]
)


def code_of(key: str, *, late: int = 0) -> str:
    """What an app with `key` shows, on a phone whose clock is `late` seconds late."""
    app = TOTP(bytes.fromhex(key))
    app.time = time.time() - late
    return f"{app.token():06}"


def code(user: User, **kwargs) -> str:
    return code_of(TOTPDevice.objects.get(user=user).key, **kwargs)


def wrong(user: User) -> str:
    near = {code(user, late=late) for late in range(-60, 90, 30)}
    return next(other for other in ["000000", "111111", "222222"] if other not in near)


def on(user: User) -> list[str]:
    """Let the person have a second factor since some time; return the recovery codes."""
    key = second_factor.new_key()
    _device, codes = second_factor.turn_on(user, key=key, code=code_of(key))
    # As if it had been half an hour ago: each code is good once.
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    return codes


def by_password(client, user: User, next: str = ""):
    given = {"username": user.username, "password": PASSWORD, "next": next}
    return client.post(reverse("admin:login"), given)


def sign_in(client, user: User) -> None:
    by_password(client, user)
    client.post(reverse(ENTER), {"code": code(user)})
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
