"""A moment as readers and machines are told it, by the paper's clock."""

import datetime

from django.utils import timezone

from vietnamese.dates import weekday


def moment(at: datetime.datetime) -> str:
    """Return "14:02, 28/11/2026"."""
    return f"{timezone.localtime(at):%H:%M, %d/%m/%Y}"


def moment_in_words(at: datetime.datetime) -> str:
    """Return "14:02, thứ Bảy, ngày 28/11/2026"."""
    local = timezone.localtime(at)
    return f"{local:%H:%M}, {weekday(local.date())}, ngày {local:%d/%m/%Y}"


def iso(at: datetime.datetime) -> str:
    """Return "2026-11-28T14:02:00+07:00"."""
    return timezone.localtime(at).isoformat(timespec="seconds")
