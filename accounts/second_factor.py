"""
The second factor: a code that an app on the person's phone shows (TOTP, RFC 6238).

NEWSROOM_SECOND_FACTOR names the roles that need it; everybody else may have it. Who owes it has
signed in by the password alone and reaches nothing of the desk: accounts.middleware and
newsroom.admin ask `is_owed`. The app's key and ten recovery codes are rows of django-otp.
"""

import hashlib
import json
import logging
import secrets
import string
from binascii import unhexlify

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from accounts.models import User

RECOVERY_CODES = 10
# Without letters and digits that are taken for one another.
ALPHABET = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("01ilou")))
# Django-otp doubles the wait with each wrong code: nobody who knows a password may make it years.
MOST_FAILURES = 10

# What the history of an account says was changed, as a field of the form would stand there.
SET_UP = gettext_noop("second factor (set up)")
TURNED_OFF = gettext_noop("second factor (turned off)")
RESET = gettext_noop("second factor (reset)")
NEW_CODES = gettext_noop("second factor (new recovery codes)")

log = logging.getLogger(__name__)


class CodeRefused(Exception):
    """The code is wrong, or was given already."""


class TooSoon(Exception):
    """After wrong codes one waits; `seconds` says how long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class FactorRefused(Exception):
    """Why the second factor stays as it is; the text is for the desk."""


def has_it() -> Exists:
    """For a query of accounts: whether the second factor is on."""
    return Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True))


def is_on(user) -> bool:
    # RoleBackend reads it with the account itself, for every request asks.
    found = getattr(user, "has_second_factor", None)
    if found is None:
        found = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return found


def is_needed(user) -> bool:
    """Whether the role needs it; a superuser, who may do everything, as soon as one role does."""
    roles = settings.NEWSROOM_SECOND_FACTOR
    return user.role in roles or (user.is_superuser and bool(roles))


def is_owed(user) -> bool:
    """Whether somebody signed in by the password alone has to give a code, or to set one up."""
    is_given = getattr(user, "otp_device", None) is not None
    return not is_given and (is_needed(user) or is_on(user))


def new_key() -> str:
    """Return a secret of 160 bits in hex digits, for an app that is being set up."""
    return default_key()


def is_code_of(key: str, code: str) -> bool:
    """Whether an app that has `key` shows `code` now, or did or will in half a minute."""
    return _is_digits(code) and TOTP(unhexlify(key)).verify(int(code), tolerance=1)


@transaction.atomic
def turn_on(user: User, *, key: str, code: str) -> tuple[Device, list[str]]:
    """
    Let the app that has `key` be the person's, in the place of one before.

    Returns it with ten new recovery codes, which are readable this once. Raises CodeRefused, and
    changes nothing, where `code` is not of that app.
    """
    # Two windows that set up at once: the second waits, and then has taken over.
    User.objects.select_for_update().get(pk=user.pk)
    TOTPDevice.objects.filter(user=user).delete()
    device = TOTPDevice.objects.create(user=user, name="app", key=key)
    if not _is_digits(code) or not device.verify_token(code):
        raise CodeRefused
    _note(user, SET_UP, by=user)
    return device, _write_recovery_codes(user)


def check(user: User, code: str) -> Device:
    """
    Return the app or the recovery codes that `code` is of; each code is good once.

    Raises CodeRefused, and TooSoon while a wait after wrong codes lasts.
    """
    wait = 0
    with transaction.atomic():
        model = TOTPDevice if _is_digits(code) else StaticDevice
        devices = model.objects.select_for_update().filter(user=user, confirmed=True)
        device = devices.first()
        if device is not None:
            wait = _wait_of(device)
        given = code if model is TOTPDevice else _digest(user, code)
        is_right = device is not None and not wait and device.verify_token(given)
        if device is not None and device.throttling_failure_count > MOST_FAILURES:
            device.throttling_failure_count = MOST_FAILURES
            device.save(update_fields=["throttling_failure_count"])
    # Outside: a wrong code is counted, and not rolled back.
    if wait:
        raise TooSoon(wait)
    if device is None or not is_right:
        raise CodeRefused
    return device


@transaction.atomic
def turn_off(user: User) -> None:
    """Raises FactorRefused where the role needs it. Who asks has checked a code."""
    if is_needed(user):
        raise FactorRefused(_("Your role needs the second factor: it stays on."))
    _remove(user)
    _note(user, TURNED_OFF, by=user)


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    """Return ten new codes; those of before are good no more. Who asks has checked a code."""
    _note(user, NEW_CODES, by=user)
    return _write_recovery_codes(user)


def recovery_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def reset(user: User, *, by: User | None) -> bool:
    """
    Forget the app and the codes of who has lost them; return whether there were any.

    `by` is a managing editor, and not the same person; None is the command. Whoever's role needs
    the factor sets up a new one at the next sign-in.
    """
    if by is not None:
        if not by.has_perm("accounts.change_user"):
            raise PermissionDenied(_("Your role does not allow this step."))
        if by.pk == user.pk:
            told = _("Your own is changed on the page of your second factor, with a code.")
            raise FactorRefused(told)
    if not _remove(user):
        return False
    _note(user, RESET, by=by or user)
    return True


def last_reset(user: User) -> LogEntry | None:
    """Return who reset it, and when, where nothing was set up since."""
    entries = LogEntry.objects.filter(
        content_type__app_label="accounts",
        content_type__model="user",
        object_id=str(user.pk),
        change_message__in=[_message(RESET), _message(SET_UP)],
    )
    last = entries.select_related("user").order_by("-pk").first()
    return last if last and last.change_message == _message(RESET) else None


def _is_digits(code: str) -> bool:
    return code.isascii() and code.isdecimal()


def _wait_of(device) -> int:
    is_allowed, why = device.verify_is_allowed()
    if is_allowed:
        return 0
    return max(1, int((why["locked_until"] - timezone.now()).total_seconds()) + 1)


def _write_recovery_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [
        "".join(secrets.choice(ALPHABET) for _letter in range(10))
        for _code in range(RECOVERY_CODES)
    ]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=_digest(user, code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _digest(user: User, code: str) -> str:
    """Return what is kept of a recovery code, in the 16 letters that django-otp has for it."""
    return hashlib.sha256(f"{user.pk}:{code}".encode()).hexdigest()[:16]


def _remove(user: User) -> bool:
    StaticDevice.objects.filter(user=user).delete()
    removed, _rows = TOTPDevice.objects.filter(user=user).delete()
    return removed > 0


def _message(what: str) -> str:
    return json.dumps([{"changed": {"fields": [what]}}])


def _note(user: User, what: str, *, by: User) -> None:
    """Write it into the history of the account, and tell the person by mail."""
    LogEntry.objects.log_actions(
        by.pk,
        User.objects.filter(pk=user.pk),
        CHANGE,
        change_message=_message(what),
        single_object=True,
    )
    transaction.on_commit(lambda: _mail(user, what, by=by))


def _mail(user: User, what: str, *, by: User) -> None:
    if not user.email:
        return
    with translation.override(user.language):
        paper = settings.NEWSROOM_NAME
        subject = f"{paper}: {translation.gettext(what)}"
        text = _(
            "Your account %(username)s: %(what)s, by %(who)s.\n\nIf you know nothing of this, tell"
            " the managing editor at once, and change your password."
        )
        given = {"username": user.username, "what": translation.gettext(what), "who": by}
    try:
        send_mail(subject, text % given, None, [user.email])
    except OSError:
        # What was done stays done; the history of the account tells it, too.
        log.exception("No mail to %s", user.username)
