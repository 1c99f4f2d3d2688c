"""
Days, spans of days and years in running text, as Vietnamese papers write them: day first.

`Ngày 17/11` has no year; it is the one nearest before the story's own day. `24/7`, `1/5.000`
and `03-NQ/TU` are no dates.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vietnamese.wordlists import key_of, keys

# Before a day without a year: else "3/4" is a fraction and "2-1" a result.
_CUES = keys(
    "ngày sáng trưa chiều tối đêm khuya hôm nay qua mai mùng từ đến tới trước sau vào hai ba tư "
    "năm sáu bảy nhật"
)
_NO_DAYS = keys("trực tỷ tỉ lệ số tỷ-số hạng giải thắng thua hòa")
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NO_DIGIT = r"(?![\d.,/-]*\d)(?!-?[A-ZĐ])"
_BEFORE = r"(?<![\w.,/-])"
_FULL = re.compile(rf"{_BEFORE}{_DAY}(?P<sign>[/.-]){_MONTH}(?P=sign){_YEAR}{_NO_DIGIT}")
_WORDS = re.compile(rf"(?i){_BEFORE}{_DAY} tháng {_MONTH}(?:(?:,)? năm {_YEAR})?(?!\w)")
_SPAN = re.compile(
    rf"{_BEFORE}(?P<first>\d{{1,2}})\s?[-–]\s?{_DAY}/{_MONTH}(?:/{_YEAR})?{_NO_DIGIT}"
)
_SHORT = re.compile(rf"{_BEFORE}{_DAY}[/-]{_MONTH}{_NO_DIGIT}")
_YEARS = re.compile(
    r"(?i)(?:giai đoạn|nhiệm kỳ|khóa|khoá|năm học|thời kỳ|từ năm)\s(?P<from>(?:19|20)\d\d)"
    r"\s?(?:[-–]|đến năm|đến)\s?(?P<to>(?:19|20)\d\d)(?!\d)"
)
_ONE_YEAR = re.compile(rf"(?i)(?<!\w)năm {_YEAR}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_WEEKDAYS = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


@dataclass(frozen=True)
class Dates:
    """The days `first` to `last` (both counted in) at `start:end`; whole years are so told."""

    start: int
    end: int
    text: str
    first: datetime.date
    last: datetime.date
    is_years: bool = False


def weekday(day: datetime.date) -> str:
    """Return "thứ Bảy" or "Chủ nhật", as it stands within a sentence."""
    return _WEEKDAYS[day.weekday()]


def in_words(day: datetime.date) -> str:
    """Return "Thứ Bảy, ngày 28 tháng 11 năm 2026", as a paper says its day."""
    name = weekday(day)
    return f"{name[0].upper()}{name[1:]}, ngày {day.day} tháng {day.month} năm {day.year}"


def find_dates(text: str, *, on: datetime.date) -> list[Dates]:
    """
    Return the dates in a normalised text, in order, none overlapping; offsets in code points.

    `on` is the day of the story: a day without a year lies on it or in the year before it,
    but up to a month ahead where a plan is told. Impossible days (31/2) are left out.
    """
    taken: set[int] = set()
    found = []
    for dates in _all(text, on):
        places = set(range(dates.start, dates.end))
        if taken.isdisjoint(places):
            found.append(dates)
            taken |= places
    return sorted(found, key=lambda dates: dates.start)


def _all(text: str, on: datetime.date) -> Iterator[Dates]:
    for match in _FULL.finditer(text):
        yield from _one_day(match, on)
    for match in _SPAN.finditer(text):
        yield from _span(match, on)
    for match in _WORDS.finditer(text):
        yield from _one_day(match, on)
    for match in _SHORT.finditer(text):
        if _has_cue(text, match):
            yield from _one_day(match, on)
    for match in _YEARS.finditer(text):
        first, last = int(match["from"]), int(match["to"])
        if first <= last:
            yield _years(match, first, last)
    for match in _ONE_YEAR.finditer(text):
        yield _years(match, int(match["year"]), int(match["year"]))


def _one_day(match: re.Match[str], on: datetime.date) -> Iterator[Dates]:
    day = _date(match, int(match["day"]), on)
    if day is not None:
        yield Dates(match.start(), match.end(), match.group(), day, day)


def _span(match: re.Match[str], on: datetime.date) -> Iterator[Dates]:
    last, opening = _date(match, int(match["day"]), on), int(match["first"])
    if last is not None and 1 <= opening < last.day:
        yield Dates(match.start(), match.end(), match.group(), last.replace(day=opening), last)


def _years(match: re.Match[str], first: int, last: int) -> Dates:
    start = match.start("from") if "from" in match.groupdict() else match.start()
    return Dates(
        start,
        match.end(),
        match.string[start : match.end()],
        datetime.date(first, 1, 1),
        datetime.date(last, 12, 31),
        is_years=True,
    )


def _date(match: re.Match[str], day: int, on: datetime.date) -> datetime.date | None:
    month = int(match["month"])
    written = match.groupdict().get("year")
    if written:
        return _possible(int(written), month, day)
    near = [_possible(year, month, day) for year in (on.year + 1, on.year, on.year - 1)]
    ahead = on + datetime.timedelta(days=31)
    return next((date for date in near if date is not None and date <= ahead), None)


def _possible(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _has_cue(text: str, match: re.Match[str]) -> bool:
    before = _WORD.findall(text[max(0, match.start() - 24) : match.start()])
    if not before:
        # A day that stands alone, "26-9"; and not round the clock.
        return text.strip(" .()") == match.group() != "24/7"
    if key_of(before[-1]) in _NO_DAYS:
        return False
    return key_of(before[-1]) in _CUES
