"""
The slots of the front page, and which story stands in which.

An arrangement says what editors chose: {name of a slot: Chosen}. What readers see follows from it
and from the editions visible at a moment: a story that is withdrawn, not visible yet or pinned
until a moment that has passed leaves its slot by itself, and comes back by itself; what nobody
chose for fills by time.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from accounts.ids import id_of

LEAD, SIDE, MORE = "lead", "side", "more"


@dataclass(frozen=True)
class Slot:
    name: str
    # Where on the page: LEAD, SIDE or MORE.
    area: str
    label: str | Promise


# In the order in which they fill.
SLOTS = [
    Slot("lead", LEAD, _("Lead story")),
    *(Slot(f"side-{n}", SIDE, format_lazy(_("Beside it, {number}"), number=n)) for n in (1, 2)),
    *(Slot(f"more-{n}", MORE, format_lazy(_("Below, {number}"), number=n)) for n in (1, 2, 3)),
]


@dataclass(frozen=True)
class Chosen:
    """A story for a slot; `until` is the moment at which it leaves it, or None."""

    article: int
    until: datetime.datetime | None = None

    def holds(self, now: datetime.datetime) -> bool:
        return self.until is None or self.until > now


Arrangement = Mapping[str, Chosen]


def holding(chosen: Arrangement, now: datetime.datetime) -> dict[str, Chosen]:
    """Leave out what has ended: its slot is free again."""
    return {name: choice for name, choice in chosen.items() if choice.holds(now)}


def fill(
    chosen: Arrangement,
    *,
    visible: Collection[int],
    newest: Iterable[int],
    now: datetime.datetime,
) -> dict[str, int]:
    """
    Return {slot: number of the story}, in the order of SLOTS, of what readers see at `now`.

    `visible` are those of the chosen stories that readers see; `newest` the stories of all, the
    newest first, at least twice as many as there are slots. No story stands twice.
    """
    held: dict[str, int] = {}
    for name in (slot.name for slot in SLOTS if slot.name in chosen):
        article = chosen[name].article
        if chosen[name].holds(now) and article in visible and article not in held.values():
            held[name] = article
    taken = set(held.values())
    free = (article for article in newest if article not in taken)
    filled = {slot.name: held.get(slot.name) or next(free, None) for slot in SLOTS}
    return {name: article for name, article in filled.items() if article is not None}


def as_query(chosen: Arrangement, at: datetime.datetime | None = None) -> dict[str, str]:
    """Return an arrangement that is not saved as parameters of an address; see `of_query`."""
    query = {name: str(choice.article) for name, choice in chosen.items()}
    query |= {
        f"{name}-until": choice.until.isoformat() for name, choice in chosen.items() if choice.until
    }
    return query | ({"at": at.isoformat()} if at else {})


def of_query(query: Mapping[str, str]) -> tuple[dict[str, Chosen], datetime.datetime | None]:
    """Return the arrangement and the moment of `as_query`; what makes no sense is left out."""
    numbers = {slot.name: id_of(query.get(slot.name, "")) for slot in SLOTS}
    chosen = {
        name: Chosen(number, _moment(query.get(f"{name}-until", "")))
        for name, number in numbers.items()
        if number is not None
    }
    return chosen, _moment(query.get("at", ""))


def _moment(text: str) -> datetime.datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None
