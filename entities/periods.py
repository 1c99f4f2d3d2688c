"""Days that are known in part, and what two terms of office surely have in common."""

import calendar
import datetime
from dataclasses import dataclass

from entities.models import DatePrecision, Tenure
from entities.offices import shown_date


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


@dataclass(frozen=True)
class Period:
    """A term of office: its two ends, and where neither is known a day it was seen held on."""

    start: Partial = UNKNOWN
    end: Partial = UNKNOWN
    attested_on: datetime.date | None = None

    @property
    def sure(self) -> tuple[datetime.date, datetime.date] | None:
        """
        Return the days on which the office was surely held, or None.

        Of an end known to the year the first day of the year is sure, of a start the last.
        Without a start nothing is sure; without an end it goes on.
        """
        if self.start.last:
            return self.start.last, self.end.first or datetime.date.max
        if self.attested_on and not self.end:
            return self.attested_on, self.attested_on
        return None


def is_to_come(day: datetime.date | None, precision: str, today: datetime.date) -> bool:
    """Say whether a stored day is surely later than `today`; one known to this year may be past."""
    first = around(day, precision).first
    return first is not None and first > today


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


def period_of(tenure: Tenure) -> Period:
    return Period(
        around(tenure.start_on, tenure.start_precision),
        around(tenure.end_on, tenure.end_precision),
        tenure.attested_on,
    )


def surely_at_once(one: Period, other: Period) -> bool:
    """
    Say whether two terms overlap for sure, by more than the day of handing over.

    Who left in 2024 and who came in 2024 did not hold the office together for sure.
    """
    if one.sure is None or other.sure is None:
        return False
    (one_begins, one_ends), (other_begins, other_ends) = one.sure, other.sure
    # A start after the end: both are known to one year, and no day of it is sure.
    if one_begins > one_ends or other_begins > other_ends:
        return False
    return one_begins < other_ends and other_begins < one_ends
