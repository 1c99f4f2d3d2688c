from django.core.exceptions import SuspiciousOperation
from django.db import DataError

from public.errors import bad_request


class ImpossibleValuesMiddleware:
    """
    Answer 400 to what no table can hold: NUL in an address, a number past 64 bits.

    Django's form fields refuse both; its changelists, autocompletion and multiple
    choices hand them to the database, which would make a 500 of them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)

    def process_exception(self, request, exception):
        return bad_request(request, exception) if is_out_of_range(exception) else None


def is_out_of_range(exception: Exception) -> bool:
    """Whether a number was too large: SQLite's driver and PostgreSQL say it in their own ways."""
    if isinstance(exception, DataError):
        # SQLSTATE 22003: numeric value out of range.
        return getattr(exception.__cause__, "sqlstate", "") == "22003"
    return isinstance(exception, OverflowError)
