from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from accounts import second_factor


class UserLanguageMiddleware:
    """
    Show the desk in the language stored with the account.

    Only under the admin's address: a public page must not touch the session,
    and is always Vietnamese.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request):
        if not request.path.startswith(self.desk) or not request.user.is_authenticated:
            return self.get_response(request)
        with translation.override(request.user.language):
            return self.get_response(request)


class SecondFactorMiddleware:
    """
    Send who owes the second factor to its pages; nothing else under the admin's address answers.

    Beside it stands DeskSite.has_permission, which readers' previews ask, too.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("admin:index")
        self.enter = reverse("admin:second_factor_enter")
        self.set_up = reverse("admin:second_factor_set_up")
        self.free = {self.enter, self.set_up, reverse("admin:logout")}

    def __call__(self, request):
        if not request.path.startswith(self.desk) or request.path in self.free:
            return self.get_response(request)
        # Somebody else may sign in at this machine.
        is_signing_in = request.path == reverse("admin:login") and request.method == "POST"
        user = request.user
        if is_signing_in or not user.is_authenticated or not second_factor.is_owed(user):
            return self.get_response(request)
        page = self.enter if second_factor.is_on(user) else self.set_up
        asked = self._asked(request)
        return HttpResponseRedirect(f"{page}?{urlencode({'next': asked})}" if asked else page)

    def _asked(self, request) -> str:
        """Return where the person was going, so far as that can be shown again."""
        if request.path == reverse("admin:login"):
            return request.GET.get("next", "")
        return request.get_full_path()
