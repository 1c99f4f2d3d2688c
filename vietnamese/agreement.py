"""
What one story writes in two ways: a number, a day, a name.

Every rule tells only what is hardly meant; of two numbers that may both be right it says nothing.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from vietnamese.dates import find_dates
from vietnamese.text import fold, squeeze, tone_key

_NUMBER = re.compile(
    r"(?P<before>[^\W\d_]*)[\s(“\"]*(?<![\w.,/:%+-])"
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<times>\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ))?"
    r"\s(?P<unit>[^\W\d_]+\s[^\W\d_]+)"
)
# "hơn 200 hộ" and 213 hộ are one number; an order or a share of it is another.
_ROUNDED = {"hon", "gan", "khoang", "tren", "duoi", "chung", "hang", "ca", "so", "thu", "them"}
_ROUNDED |= {"con", "it", "qua", "ngot", "toi", "den", "tang", "giam", "xap", "nam", "khoa"}
# A story has many of them, each right at its place.
_MANY = {"ngay", "gio", "phut", "giay", "thang", "nam", "tuan", "tuoi", "lan", "phan", "do", "diem"}
_MANY |= {"m", "km", "cm", "mm", "ha", "kg", "g", "dong", "usd", "trieu", "ty", "muc", "cap", "va"}
_FEWEST_SYLLABLES = 3

Number = tuple[str, str]


def numbers(text: str) -> dict[str, dict[str, str]]:
    """Return {unit: {number: as written}} of the exact counts; a unit is two syllables."""
    found: dict[str, dict[str, str]] = {}
    for match in _NUMBER.finditer(squeeze(text)):
        unit = fold(match["unit"])
        if fold(match["before"]) in _ROUNDED or unit.split()[0] in _MANY:
            continue
        number = f"{match['number']}{fold(match['times'] or '')}"
        written = f"{match['number']}{match['times'] or ''} {match['unit']}"
        found.setdefault(unit, {}).setdefault(number, written)
    return found


def differing_numbers(parts: Sequence[str]) -> Iterator[tuple[str, str, int, int]]:
    """
    Yield (as written, as written elsewhere, part, other part): two counts of one thing.

    Only where each part has one count of it, and neither stands in the other as a number at all.
    """
    read = [numbers(part) for part in parts]
    for (one, first), (two, second) in combinations(enumerate(read), 2):
        for unit in first.keys() & second.keys():
            if len(first[unit]) != 1 or len(second[unit]) != 1:
                continue
            [(number, written)], [(other, elsewhere)] = first[unit].items(), second[unit].items()
            digits = re.compile(rf"(?<![\d.,]){re.escape(written.split()[0])}(?![\d])")
            if number != other and not digits.search(parts[two]):
                yield written, elsewhere, one, two


def differing_days(
    headline: str, lead: str, rest: Sequence[str], *, on: datetime.date
) -> tuple[str, str] | None:
    """
    Return the day of the headline and the lead's, as written, if they cannot both be right.

    So it is where each has one day, and that of the headline stands nowhere else in the story.
    """
    days = [find_dates(text, on=on) for text in [headline, lead]]
    if len(days[0]) != 1 or len(days[1]) != 1:
        return None
    (told,), (other,) = days
    if told.is_years or other.is_years or not (told.last < other.first or other.last < told.first):
        return None
    for text in rest:
        if any(d.first <= told.first <= d.last for d in find_dates(text, on=on)):
            return None
    return told.text, other.text


def near_names(names: Sequence[str], blocks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """
    Yield pairs of full names that are hardly two people: a tone, or the middle name, apart.

    Two that stand in one block are two people: brothers are named side by side.
    """
    alike: dict[tuple[object, ...], list[str]] = {}
    for name in dict.fromkeys(names):
        for key in _with_one_syllable_open(tone_key(name).casefold().split()):
            alike.setdefault(key, []).append(name)
    told = set()
    for group in alike.values():
        for one, two in combinations(group, 2):
            is_same = tone_key(one).casefold() == tone_key(two).casefold()
            if is_same or (one, two) in told or any(one in b and two in b for b in blocks):
                continue
            told.add((one, two))
            yield one, two


def _with_one_syllable_open(name: list[str]) -> Iterator[tuple[object, ...]]:
    """Yield what a name has in common with those that are near it; nothing for a short one."""
    if len(name) < _FEWEST_SYLLABLES:
        return
    for place, syllable in enumerate(name):
        is_middle = 0 < place < len(name) - 1
        yield place, *name[:place], "" if is_middle else fold(syllable), *name[place + 1 :]
