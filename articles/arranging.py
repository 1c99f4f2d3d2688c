"""
How editors arrange the front page: every arrangement that is saved is a row of its own.

This module is the only writer of FrontArrangement and FrontPlace. Whoever saves says which
number they had before them; where somebody else saved meanwhile nothing is written, and `merge`
says slot by slot what was changed and by whom.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles.front import SLOTS, Arrangement, Chosen, Slot, holding
from articles.models import Edition, FrontArrangement, FrontPlace

PERMISSION = "articles.add_frontarrangement"
# Of a page that was left open for days, what was changed before these is told as the last one's.
LOOKED_BACK = 50

T = TypeVar("T")


class ArrangeRefused(Exception):
    """Why the arrangement is not saved: a sentence for the desk."""


class Overtaken(ArrangeRefused):
    """Somebody else saved one meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody arranged the front page meanwhile, and nothing was saved yet.")
        )


@dataclass(frozen=True)
class Change:
    """What became of one slot; `arrangement` is the one that changed it."""

    slot: Slot
    old: Chosen | None
    new: Chosen | None
    arrangement: FrontArrangement
    # Whether whoever saves second had left the slot alone.
    is_untouched: bool = False


def current() -> FrontArrangement | None:
    return FrontArrangement.objects.select_related("made_by").order_by("-number").first()


def of(arrangement: FrontArrangement | None) -> dict[str, Chosen]:
    """Return what was chosen in it, in the order of SLOTS."""
    return {} if arrangement is None else _by_number([arrangement.number])[arrangement.number]


@transaction.atomic
def arrange(
    chosen: Arrangement,
    *,
    by: User,
    seen: int,
    now: datetime.datetime,
    restores: FrontArrangement | None = None,
) -> FrontArrangement | None:
    """
    Save an arrangement on top of the one of number `seen`, 0 where there was none.

    Choices whose moment has passed are left out. Returns None where nothing is changed. Raises
    PermissionDenied, Overtaken, or ArrangeRefused: a story stands twice, or may not be chosen.
    `restores` is an earlier one that is put back: its stories may be chosen whatever they are now,
    and the journal names it where nothing else was changed.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Your role does not allow this step."))
    last = current()
    if (last.number if last else 0) != seen:
        raise Overtaken
    before = of(last)
    kept, put_back = holding(chosen, now), of(restores)
    _check(kept, allowed=_stories(before) | _stories(put_back), now=now)
    if kept == before:
        return None
    try:
        with transaction.atomic():
            made = FrontArrangement.objects.create(
                number=seen + 1,
                made_by=by,
                made_at=now,
                restores=restores if kept == holding(put_back, now) else None,
            )
    except IntegrityError as error:
        raise Overtaken from error
    FrontPlace.objects.bulk_create(
        FrontPlace(
            arrangement=made,
            slot=slot.name,
            article_id=kept[slot.name].article,
            pinned_until=kept[slot.name].until,
        )
        for slot in SLOTS
        if slot.name in kept
    )
    return made


def _check(chosen: Arrangement, *, allowed: set[int], now: datetime.datetime) -> None:
    if chosen.keys() - {slot.name for slot in SLOTS}:
        raise ArrangeRefused(_("There is no such slot."))
    labels: dict[int, str] = {}
    for slot in SLOTS:
        if (choice := chosen.get(slot.name)) is None:
            continue
        if choice.article in labels:
            raise ArrangeRefused(
                _("One story stands twice: “%(first)s” and “%(second)s”. Take it out of one.")
                % {"first": labels[choice.article], "second": slot.label}
            )
        labels[choice.article] = str(slot.label)
    wanted = labels.keys() - allowed
    if unknown := wanted - choosable(wanted, now):
        raise ArrangeRefused(
            _("“%(slot)s”: only a story that is published or scheduled can be chosen.")
            % {"slot": labels[min(unknown)]}
        )


def choosable(articles: Iterable[int], now: datetime.datetime) -> set[int]:
    """Return those that readers see at `now`, or will."""
    editions = Edition.objects.current(now).stories().filter(article__in=list(articles))
    return set(editions.values_list("article_id", flat=True))


def merge(
    mine: Arrangement, seen: int, now: datetime.datetime
) -> tuple[dict[str, Chosen], list[Change], FrontArrangement | None]:
    """
    Return `mine` brought up to date, what others changed since number `seen`, and the newest.

    Each slot is compared three ways, as it was, as it is, as it is mine: one that I left alone
    becomes theirs, one that I filled otherwise stays mine. Told is what is not the same in both.
    What has ended at `now` was chosen by nobody: no board shows it.
    """
    last = current()
    theirs, base = holding(of(last), now), holding(_by_number([seen])[seen], now)
    changers = {change.slot.name: change for change in _since(seen)}
    merged, told = {}, []
    for slot in SLOTS:
        was, new, own = (side.get(slot.name) for side in (base, theirs, mine))
        is_untouched = own == was
        result = new if is_untouched else own
        if result is not None:
            merged[slot.name] = result
        if new not in (was, own) and last is not None:
            by = changers[slot.name].arrangement if slot.name in changers else last
            told.append(Change(slot, was, new, by, is_untouched))
    return merged, told, last


def changes(rows: Iterable[FrontArrangement]) -> dict[int, list[Change]]:
    """Return {number: what it changed of the one before}, for the journal."""
    listed = list(rows)
    chosen = _by_number([n for row in listed for n in (row.number - 1, row.number)])
    return {
        row.number: list(_between(chosen[row.number - 1], chosen[row.number], row))
        for row in listed
    }


def _since(seen: int) -> list[Change]:
    rows = FrontArrangement.objects.filter(number__gt=seen).select_related("made_by")
    listed = list(reversed(rows.order_by("-number")[:LOOKED_BACK]))
    found = changes(listed)
    return [change for row in listed for change in found[row.number]]


def _between(old: Arrangement, new: Arrangement, made: FrontArrangement) -> Iterator[Change]:
    for slot in SLOTS:
        before, after = old.get(slot.name), new.get(slot.name)
        if before != after:
            yield Change(slot, before, after, made)


def _by_number(numbers: Iterable[int]) -> dict[int, dict[str, Chosen]]:
    """Return {number: what was chosen}; {} for a number that there is not."""
    found: dict[int, dict[str, Chosen]] = {number: {} for number in numbers}
    places = FrontPlace.objects.filter(arrangement__number__in=list(found))
    rows = places.values_list("arrangement__number", "slot", "article_id", "pinned_until")
    for number, slot, article, until in rows:
        found[number][slot] = Chosen(article, until)
    return {
        number: {slot.name: chosen[slot.name] for slot in SLOTS if slot.name in chosen}
        for number, chosen in found.items()
    }


def _stories(chosen: Arrangement) -> set[int]:
    return {choice.article for choice in chosen.values()}


# What editors do on the page before they save: rows for SLOTS, None where a slot is empty.


def moved(rows: list[T | None], at: int, step: int) -> list[T | None]:
    """Exchange a slot with its neighbour: `step` is -1 or 1; at an end nothing is done."""
    to = at + step
    if not (0 <= at < len(rows) and 0 <= to < len(rows)):
        return rows
    swapped = list(rows)
    swapped[at], swapped[to] = swapped[to], swapped[at]
    return swapped


def put(
    rows: list[T | None], at: int, row: T, old: int | None = None
) -> tuple[list[T | None], T | None]:
    """
    Put a row into a slot; what stood there moves down, up to the next slot that is empty.

    `old` is the slot from which it comes, if it stood in one. Return the rows, and the one that
    had to leave the page, if all slots were full.
    """
    placed = list(rows)
    free = next((n for n in range(at, len(placed)) if placed[n] is None), len(placed) - 1)
    # A story that stood elsewhere leaves that slot to those that move.
    gone = placed.pop(free if old is None else old)
    placed.insert(at, row)
    return placed, gone if old is None else None
