"""Days that are known to the day, the month or the year, day first as people here write them."""

import datetime
import re

from entities.models import DatePrecision
from entities.periods import UNKNOWN, Partial, around

_DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_YEARS = range(1800, 2201)


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
