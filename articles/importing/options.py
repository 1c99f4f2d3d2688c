import datetime

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


class OptionRefused(CommandError):
    """An option that holds for all files; `code` is for programs, the text for people."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def day(given: str | datetime.date | None) -> datetime.date | None:
    """Return the day that a command was given; raises OptionRefused."""
    if not isinstance(given, str):
        return given
    try:
        return datetime.date.fromisoformat(given)
    except ValueError as error:
        message = _("--date: “%(value)s” is no day. Write it as 2025-11-17.") % {"value": given}
        raise OptionRefused("no_day", message) from error
