from django.urls import reverse
from django.utils import translation


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
