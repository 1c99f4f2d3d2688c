"""
Pages of a list that begin at a story and not at a number: new stories move nothing in them.

`?truoc=<place>` is what is older than a place, `?sau=<place>` what is newer. A place is the moment
at which a story was first published, in microseconds since 1970, and the id of the story. What
was found is read from an index at that place: the oldest page costs what the newest does.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db.models import BigIntegerField, Q
from django.db.models import Value as DbValue
from django.http import Http404

from articles.models import Edition
from public.cards import cards
from public.statements import Row, Statement, Value, as_moment, together

OLDER, NEWER = "truoc", "sau"
# Until the year 5138: what is longer is no moment of ours.
_PLACE = re.compile(r"([0-9]{1,17})-([0-9]{1,19})", re.ASCII)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)

# A moment and the id of a story.
Place = tuple[datetime.datetime, int]


@dataclass(frozen=True)
class Page:
    """What stands on a page; `newer`, `older` and `here` are queries, "" where there is none."""

    stories: list[Any] = field(default_factory=list)
    newer: str = ""
    older: str = ""
    # Its one address; "" of the first page.
    here: str = ""


NOTHING = Page()


def paged(
    fetch: Callable[[str, Place | None, int], Iterable[Any]],
    place_of: Callable[[Any], Place],
    query: Mapping[str, str],
    size: int,
) -> Page:
    """
    Return the page that `query` asks for; `fetch(direction, place, limit)` gives its rows.

    - What is no place is the first page, and so is what is newer than all but a page.
    - Raises Http404 where nothing is older than the place.
    """
    older, newer = place_in(query.get(OLDER, "")), place_in(query.get(NEWER, ""))
    if older is None and newer is not None:
        rows = list(fetch(NEWER, newer, size + 1))
        if len(rows) > size:
            shown = rows[size - 1 :: -1]
            end = place_of(shown[-1])
            return Page(
                stories=shown,
                newer=_query(NEWER, place_of(shown[0])),
                older=_query(OLDER, end) if any(fetch(OLDER, end, 1)) else "",
                here=_query(OLDER, place_of(rows[size])),
            )
    rows = list(fetch(OLDER, older, size + 1))
    if older is not None and not rows:
        raise Http404
    shown = rows[:size]
    return Page(
        stories=shown,
        newer=_query(NEWER, place_of(shown[0])) if older is not None else "",
        older=_query(OLDER, place_of(shown[-1])) if len(rows) > size else "",
        here=_query(OLDER, older) if older is not None else "",
    )


class Listing:
    """
    The visible stories of one kind of list as ready cards, by SQL that is made once.

    `of` gives the condition, of values that `keys` and `moments` name. `through` leads to the
    rows by which the list is read, where these have the moment and the story beside them.
    """

    def __init__(
        self,
        of: Callable[..., Q],
        *,
        keys: Sequence[str] = (),
        moments: Sequence[str] = (),
        through: str = "",
        limit: int = 20,
    ):
        self.of, self.through, self.limit = of, through, limit
        self.names = {"keys": keys, "moments": ["now", *moments]}
        placed = {"keys": [*keys, "story"], "moments": ["now", *moments, "moment"]}
        self.first = Statement(self._build(OLDER), **self.names)
        self.beyond = {
            direction: Statement(self._build(direction), **placed) for direction in [OLDER, NEWER]
        }
        self.leading = Statement(self._build(OLDER, column="large_html", limit=1), **self.names)

    def page(
        self, query: Mapping[str, str], now: datetime.datetime, *, lead: bool = False, **of: Value
    ) -> Page:
        """
        Return the page that `query` asks for, its stories as HTML; one query.

        With `lead` the first story of the first page is a large card. Raises Http404 as `paged`.
        """

        def fetch(direction: str, place: Place | None, limit: int) -> list[Row]:
            if place:
                moment, story = place
                return self.beyond[direction].rows(now=now, moment=moment, story=story, **of)
            if not lead:
                return self.first.rows(now=now, **of)
            asked = {"now": now, **of}
            # The parts of a UNION come in any order: the large card before the other of its story.
            rows = together([(self.leading, asked), (self.first, asked)])
            rows.sort(key=itemgetter(0, 1, 3), reverse=True)
            return [*rows[:1], *rows[2:]]

        found = paged(fetch, lambda row: (as_moment(row[0]), row[1]), query, self.limit)
        rows = [
            ("large_html" if is_large else "row_html", article, html)
            for _moment, article, html, is_large in found.stories
        ]
        return Page(
            stories=cards(rows, now),
            newer=found.newer,
            older=found.older,
            here=found.here,
        )

    def _build(
        self,
        direction: str,
        *,
        column: str = "row_html",
        limit: int | None = None,
    ) -> Callable[..., Any]:
        is_large = DbValue(int(column == "large_html"))

        def build(now: Any, moment: Any = None, story: Any = None, **values: Any) -> Any:
            condition = self.of(**values)
            if moment is not None:
                condition &= _beyond(direction, moment, story, self.through)
            return (
                Edition.objects.public(now)
                .stories()
                # One call: each row of a list is asked for both.
                .filter(condition)
                .order_by(*_order(direction, self.through))
                .values_list("first_published_at", "article_id", column, is_large)[
                    : limit or self.limit + 1
                ]
            )

        return build


def place_in(text: str) -> Place | None:
    match = _PLACE.fullmatch(text)
    if match is None or int(match[2]) > BigIntegerField.MAX_BIGINT:
        return None
    return EPOCH + int(match[1]) * _MICROSECOND, int(match[2])


def written(place: Place) -> str:
    """Return a place as `place_in` reads it."""
    moment, story = place
    return f"{(moment - EPOCH) // _MICROSECOND}-{story}"


def _query(direction: str, place: Place) -> str:
    return f"?{direction}={written(place)}"


def _beyond(direction: str, moment: Any, story: Any, through: str = "") -> Q:
    """As (moment, story) < (…), in words that both databases look up in an index."""
    at, of = f"{through}first_published_at", f"{through}article_id"
    sign = "lt" if direction == OLDER else "gt"
    beside = Q(**{f"{at}__{sign}": moment}) | Q(**{f"{of}__{sign}": story})
    return Q(**{f"{at}__{sign}e": moment}) & beside


def _order(direction: str, through: str = "") -> list[str]:
    sign = "-" if direction == OLDER else ""
    return [f"{sign}{through}first_published_at", f"{sign}{through}article_id"]
