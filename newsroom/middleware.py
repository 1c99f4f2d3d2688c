import re
import traceback

from django.core.exceptions import SuspiciousOperation
from django.db import DataError

from accounts.ids import id_of
from photos.storage import StorageAway
from public.errors import bad_request, storage_away

UUID = re.compile(r"[0-9a-fA-F-]{32,36}")


class ImpossibleValuesMiddleware:
    """
    Answer 400 to what no page of ours sends: NUL in an address, a number past 64 bits, a regular
    expression as a filter, a row to act on that is no row, a list with less than no rows.

    Django's form fields refuse most of it; its changelists, actions and formsets hand it on to
    the database, which would make a 500 of it, or think about an expression for minutes.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the address")
        if any(name.endswith(("__regex", "__iregex")) for name in request.GET):
            raise SuspiciousOperation("a regular expression in the address")
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return
        if not all(map(is_key, request.POST.getlist("_selected_action"))):
            raise SuspiciousOperation("a row that is none")
        counts = [
            name for name in request.POST if name.endswith(("-INITIAL_FORMS", "-TOTAL_FORMS"))
        ]
        if any(request.POST[name].strip().startswith("-") for name in counts):
            raise SuspiciousOperation("less than no rows")

    def process_exception(self, request, exception):
        return bad_request(request, exception) if is_out_of_range(exception) else None


class StorageAwayMiddleware:
    """Tell who waits for a file that its storage does not answer; what was begun is rolled back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return storage_away() if isinstance(exception, StorageAway) else None


def is_key(text: str) -> bool:
    """Whether a row may have this key: a number, or the UUID of a task."""
    return id_of(text) is not None or UUID.fullmatch(text) is not None


def is_out_of_range(exception: Exception) -> bool:
    """Whether a number was too large: SQLite's driver and PostgreSQL say it in their own ways."""
    if isinstance(exception, DataError):
        # SQLSTATE 22003: numeric value out of range.
        return getattr(exception.__cause__, "sqlstate", "") == "22003"
    return isinstance(exception, OverflowError) and is_of_the_database(exception)


def is_of_the_database(exception: Exception) -> bool:
    """Whether it came out of a query; a sum of our own that overflows is a fault of ours."""
    return any(
        frame.f_globals.get("__name__", "").startswith("django.db.backends.")
        for frame, _line in traceback.walk_tb(exception.__traceback__)
    )
