"""Days that are known to the day, the month or the year, day first as people here write them."""

import calendar
import datetime
import re
from dataclasses import dataclass

from entities.models import DatePrecision
from entities.offices import shown_date

_DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_YEARS = range(1800, 2201)


@dataclass(frozen=True)
class Partial:
    """The days a date may be, `first` to `last`; both None where it is unknown."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    precision: str = DatePrecision.DAY

    def __bool__(self) -> bool:
        return self.first is not None

    def __str__(self) -> str:
        return shown_date(self.first, self.precision)

    def agrees_with(self, other: "Partial") -> bool:
        """Say whether both may be one day: 2025 and 17/11/2025; what is unknown may be any."""
        if not self.first or not self.last or not other.first or not other.last:
            return True
        return self.first <= other.last and other.first <= self.last

    def is_finer_than(self, other: "Partial") -> bool:
        if not self.first or not self.last:
            return False
        return (
            not other.first or not other.last or (self.last - self.first < other.last - other.first)
        )


UNKNOWN = Partial()


def parse(text: str) -> Partial:
    """
    Return "2025", "11/2025" or "17/11/2025" (also with "." and "-", and 2025-11-17).

    UNKNOWN for an empty text; raises ValueError for what is no day.
    """
    if not text:
        return UNKNOWN
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise ValueError(text)
    if int(year) not in _YEARS:
        raise ValueError(text)
    exact = datetime.date(int(year), int(month or 1), int(day or 1))
    precision = DatePrecision.YEAR
    if month:
        precision = DatePrecision.DAY if day else DatePrecision.MONTH
    return around(exact, precision)


def around(day: datetime.date | None, precision: str) -> Partial:
    """Return what a stored day and its precision say: see entities.models.Tenure."""
    if day is None:
        return UNKNOWN
    match precision:
        case DatePrecision.YEAR:
            return Partial(day.replace(month=1, day=1), day.replace(month=12, day=31), precision)
        case DatePrecision.MONTH:
            last = calendar.monthrange(day.year, day.month)[1]
            return Partial(day.replace(day=1), day.replace(day=last), precision)
    return Partial(day, day, precision)
