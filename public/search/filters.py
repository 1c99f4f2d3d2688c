"""What a search is kept to: a section, a person or an organisation, days."""

import datetime
from dataclasses import dataclass, replace

from django.utils import timezone

from articles.models.search import first_key_at, first_key_of
from articles.searchable import name_token, section_token
from public.search.matching import GREATEST_KEY, LEAST_KEY

# Of keys of 63 bits.
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 2), datetime.date(2170, 1, 1)
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Filters:
    """
    `names` are records of which a story names one, for each; none of them keeps nothing out.

    Days are local, of first publication, both included.

    `moment` keeps out what was first published after it, and is no filter of a reader's: pages
    that follow the first go on in the list it began. It is Results' own, of no known unit.
    """

    section: int | None = None
    # For each name, the records that stories may name in its place.
    names: tuple[tuple[int, ...], ...] = ()
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    moment: int | None = None

    def __bool__(self) -> bool:
        return replace(self, moment=None) != Filters()

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        sections = ((section_token(self.section),),) if self.section is not None else ()
        return (*sections, *(tuple(map(name_token, ids)) for ids in self.names))

    @property
    def between(self) -> tuple[int, int]:
        ends = [GREATEST_KEY]
        if self.last_day:
            # Next to the last day there is no day after.
            ends.append(_begin_of(min(self.last_day, LAST_DAY) + ONE_DAY))
        if self.moment is not None:
            ends.append(first_key_of(self.moment + 1))
        return _begin_of(self.first_day) if self.first_day else LEAST_KEY, min(ends)


def _begin_of(day: datetime.date) -> int:
    """Return the least key of a day; of one that no key can tell, the nearest."""
    if day >= LAST_DAY:
        return GREATEST_KEY
    if day <= FIRST_DAY:
        return LEAST_KEY
    midnight = datetime.datetime.combine(day, datetime.time.min)
    return first_key_at(timezone.make_aware(midnight))
