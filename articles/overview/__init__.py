"""
The day of one person at the desk: what waits for them, what goes out, what is being missed.

Every number is counted by the definition that the list behind it filters by (articles.queues,
photos.models). The work is one query for all numbers and one for each kind of row, whatever
the tables hold.
"""

import datetime
from dataclasses import dataclass

from articles.overview import members as colleagues
from articles.overview import numbers, plans, rows, timeline
from articles.overview.members import Member
from articles.overview.panels import Panel, Tile
from articles.overview.plans import acts
from articles.overview.timeline import Moment

__all__ = ["Overview", "acts", "of"]


@dataclass(frozen=True)
class Overview:
    """What one page shows: numbers, lists in two columns, the line of the day, the colleagues."""

    tiles: list[Tile]
    main: list[Panel]
    side: list[Panel]
    moments: list[Moment]
    later: Tile
    members: list[Member]


def of(user, *, now: datetime.datetime) -> Overview:
    plan = plans.of(user)
    counts = numbers.count(user, now=now, shows_photos=plan.shows_photos)
    found = rows.of(user, now=now, counts=counts, names={*plan.main, *plan.side})

    def panels(names: list[str]) -> list[Panel]:
        return [
            plans.panel(name, user, counts[name], found.get(name, []), plan)
            for name in names
            if counts[name] or name not in plan.only_when_filled
        ]

    return Overview(
        tiles=[plans.tile(name, user, counts[name], plan) for name in plan.tiles],
        main=panels(plan.main),
        side=panels(plan.side),
        moments=timeline.of(user, now=now),
        later=plans.tile("later", user, counts["later"], plan),
        members=colleagues.of(now=now) if plan.shows_members else [],
    )
