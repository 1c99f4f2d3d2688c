"""The pages of the second factor: giving a code, setting up an app, and what belongs to it."""

from base64 import b32encode
from collections.abc import Callable
from functools import wraps

import django_otp
import segno
from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset as forget_failures
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.forms import EnterForm, ManageForm, MoveForm, SetUpForm
from accounts.models import User

# Of this session alone, until a code of it was given: a key in the row of an account could have
# been read before by somebody who knows the password.
KEY = "second_factor_key"


class _Request(HttpRequest):
    """One whose user has signed in, be it by the password alone."""

    user: User
    axes_locked_out: bool


View = Callable[[_Request], HttpResponse]


def _by_password(view: View) -> View:
    """For who has signed in; kept by no cache."""

    @never_cache
    @sensitive_post_parameters("code", "current")
    @wraps(view)
    def answer(request: _Request) -> HttpResponse:
        if not (request.user.is_active and request.user.is_staff):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request)

    return answer


@_by_password
def enter(request: _Request) -> HttpResponse:
    after, user = _after(request), request.user
    if not second_factor.is_owed(user):
        return HttpResponseRedirect(after)
    if not second_factor.is_on(user):
        return _to("second_factor_set_up", after)
    form = EnterForm(request.POST or None)
    if form.is_valid() and (device := _checked(request, form, "code")):
        _let_in(request, device)
        if not isinstance(device, TOTPDevice):
            _tell_codes_left(request)
        return HttpResponseRedirect(after)
    return _page(request, "enter", _("Second factor"), form=form, after=after)


@_by_password
def set_up(request: _Request) -> HttpResponse:
    after, user = _after(request), request.user
    is_on = second_factor.is_on(user)
    if is_on and second_factor.is_owed(user):
        return _to("second_factor_enter", after)
    key = request.session.setdefault(KEY, second_factor.new_key())
    form = (MoveForm if is_on else SetUpForm)(request.POST or None)
    if form.is_valid() and _fits(form, key) and (not is_on or _checked(request, form, "current")):
        try:
            device, codes = second_factor.turn_on(user, key=key, code=form.cleaned_data["code"])
        except second_factor.CodeRefused:
            # Its half minute ended between the two looks at it.
            _refuse_code(form)
        else:
            del request.session[KEY]
            _let_in(request, device)
            return _codes_page(request, codes, after)
    app = TOTPDevice(user=user, key=key)
    image = segno.make(app.config_url, error="l").svg_inline(
        scale=5, light="#fff", title=_("QR code for the app")
    )
    return _page(
        request,
        "set_up",
        _("Set up the second factor"),
        form=form,
        after=after,
        # Drawn by segno out of what is ours; no word of it is anybody's input unescaped.
        image=mark_safe(image),  # noqa: S308
        secret=_in_fours(app),
        is_on=is_on,
        is_needed=second_factor.is_needed(user),
        last_reset=second_factor.last_reset(user),
    )


@_by_password
def manage(request: _Request) -> HttpResponse:
    user = request.user
    if second_factor.is_owed(user):
        return _to("second_factor_enter", reverse("admin:second_factor"))
    form = ManageForm(request.POST or None)
    if second_factor.is_on(user) and form.is_valid() and _checked(request, form, "code"):
        if request.POST.get("act") == "off":
            return _turned_off(request)
        return _codes_page(
            request, second_factor.renew_recovery_codes(user), reverse("admin:second_factor")
        )
    return _page(
        request,
        "manage",
        _("Second factor"),
        form=form,
        is_on=second_factor.is_on(user),
        is_needed=second_factor.is_needed(user),
        left=second_factor.recovery_codes_left(user),
        last_reset=second_factor.last_reset(user),
    )


def _turned_off(request: _Request) -> HttpResponse:
    try:
        second_factor.turn_off(request.user)
    except second_factor.FactorRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The second factor is off."))
    return redirect("admin:second_factor")


def _checked(request: _Request, form: forms.Form, field: str) -> Device | None:
    """Check the code in `field`, which counts as a password does; None with the form's error."""
    credentials = {"username": request.user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        # Axes' middleware makes the locked page of it.
        request.axes_locked_out = True
        return None
    try:
        return second_factor.check(request.user, form.cleaned_data[field])
    except second_factor.TooSoon as wait:
        told = ngettext(
            "There were wrong codes. Wait %d second, then try again.",
            "There were wrong codes. Wait %d seconds, then try again.",
            wait.seconds,
        )
        form.add_error(field, told % wait.seconds)
    except second_factor.CodeRefused:
        user_login_failed.send(__name__, credentials=credentials, request=request)
        form.add_error(
            field,
            _(
                "This code is wrong, or was used before. Take the one that is shown now; the clock"
                " of the phone must be right."
            ),
        )
    return None


def _fits(form: forms.Form, key: str) -> bool:
    if second_factor.is_code_of(key, form.cleaned_data["code"]):
        return True
    _refuse_code(form)
    return False


def _refuse_code(form: forms.Form) -> None:
    form.add_error(
        "code",
        _("This is not a code of this QR code. Is the clock of the phone right? Try the next one."),
    )


def _let_in(request: _Request, device: Device) -> None:
    django_otp.login(request, device)
    # Whoever knew the session as it was with the password alone does not know this one.
    request.session.cycle_key()
    rotate_token(request)
    forget_failures(username=request.user.get_username())


def _tell_codes_left(request: _Request) -> None:
    left = second_factor.recovery_codes_left(request.user)
    told = ngettext("You have %d recovery code left.", "You have %d recovery codes left.", left)
    messages.warning(request, told % left)


def _after(request: _Request) -> str:
    """Return where the person was going; an address elsewhere is none."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else reverse("admin:index")


def _to(name: str, after: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(f'admin:{name}')}?{urlencode({'next': after})}")


def _in_fours(app: TOTPDevice) -> str:
    """Return the secret as apps take it by hand."""
    secret = b32encode(app.bin_key).decode()
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _codes_page(request: _Request, codes: list[str], after: str) -> HttpResponse:
    return _page(request, "codes", _("Recovery codes"), codes=codes, after=after)


def _page(request: _Request, name: str, title: str, **context) -> HttpResponse:
    given = admin.site.each_context(request) | {"title": title, "subtitle": None} | context
    return TemplateResponse(request, f"admin/accounts/second_factor/{name}.html", given)
