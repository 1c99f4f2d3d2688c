"""
The front page as it stands on an editor's screen: what was chosen, saved or not.

Each button sends the whole of it and comes back with it; nothing is kept in between. A moment
stays as it was typed until the board is saved, right or wrong.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ids import id_of
from articles.arranging import moved, put
from articles.front import SLOTS, Arrangement, Chosen
from articles.linking import LONGEST_QUERY

UNTIL = "-until"
# Of the moment that is looked at, and the end of a pin.
DAYS_AHEAD = 366


@dataclass(frozen=True)
class Row:
    """What one slot holds on the screen; `until` as it was typed."""

    article: int
    until: str = ""


@dataclass
class Board:
    """`rows` are those of SLOTS; `seen` and `restores` are numbers of arrangements."""

    rows: list[Row | None] = field(default_factory=lambda: [None] * len(SLOTS))
    seen: int = 0
    restores: int | None = None
    typed: str = ""
    into: str = ""
    at: str = ""

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "Board":
        board = cls(
            seen=id_of(data.get("seen", "")) or 0,
            restores=id_of(data.get("restores", "")),
            typed=data.get("q", "")[:LONGEST_QUERY],
            into=data.get("into", ""),
            at=data.get("at", ""),
        )
        for place, slot in enumerate(SLOTS):
            number = id_of(data.get(slot.name, ""))
            if number:
                board.rows[place] = Row(number, data.get(f"{slot.name}{UNTIL}", "")[:40])
        return board

    def show(self, chosen: Arrangement) -> None:
        for slot in SLOTS:
            self.replace(slot.name, chosen.get(slot.name))

    def replace(self, name: str, choice: Chosen | None) -> None:
        place = place_of(name)
        if place is not None:
            self.rows[place] = choice and Row(choice.article, written(choice.until))

    def chosen(self, now: datetime.datetime) -> tuple[dict[str, Chosen], dict[str, str]]:
        """Return what is chosen, and {slot: what is wrong with its moment}."""
        found, wrong = {}, {}
        for slot, row in zip(SLOTS, self.rows, strict=True):
            if row is None:
                continue
            try:
                found[slot.name] = Chosen(row.article, moment(row.until, now))
            except ValidationError as error:
                found[slot.name] = Chosen(row.article)
                wrong[slot.name] = " ".join(error.messages)
        return found, wrong

    def looked_at(self, now: datetime.datetime) -> tuple[datetime.datetime | None, str]:
        """Return the moment as at which the page is looked at, and what is wrong with it."""
        try:
            return moment(self.at, now), ""
        except ValidationError as error:
            return None, " ".join(error.messages)

    def act(self, name: str, headlines: Mapping[int, str]) -> str:
        """Do what a button says: "up:lead", "clear:side-1", "put:12"; return what came of it."""
        verb, _colon, rest = name.partition(":")
        if verb == "put":
            article, _colon, slot = rest.partition(":")
            return self._put(id_of(article), slot or self.into, headlines)
        place = place_of(rest)
        if place is None:
            return ""
        match verb:
            case "up" | "down":
                self.rows = moved(self.rows, place, -1 if verb == "up" else 1)
            case "clear":
                self.rows[place] = None
            case "choose":
                self.into = rest
        return ""

    def _put(self, article: int | None, slot: str, headlines: Mapping[int, str]) -> str:
        place = place_of(slot)
        if not article or place is None:
            return ""
        old = next((n for n, row in enumerate(self.rows) if row and row.article == article), None)
        row = self.rows[old] if old is not None else None
        self.rows, gone = put(self.rows, place, row or Row(article), old)
        self.into = ""
        said = _("“%(story)s”: %(slot)s.") % {
            "story": headlines.get(article, article),
            "slot": SLOTS[place].label,
        }
        if gone is None:
            return said
        left = _("All slots are full: “%(story)s” left the page.") % {
            "story": headlines.get(gone.article, gone.article)
        }
        return f"{said} {left}"

    def first_free(self) -> str:
        """Return the slot that is chosen for beforehand."""
        if place_of(self.into) is not None:
            return self.into
        return next((s.name for s, row in zip(SLOTS, self.rows, strict=True) if row is None), "")


def place_of(name: str) -> int | None:
    return next((place for place, slot in enumerate(SLOTS) if slot.name == name), None)


def written(until: datetime.datetime | None) -> str:
    return f"{timezone.localtime(until):%d/%m/%Y %H:%M}" if until else ""


def moment(typed: str, now: datetime.datetime) -> datetime.datetime | None:
    """Return a minute to come, typed day first; None for nothing. Raises ValidationError."""
    found = forms.DateTimeField(required=False).clean(typed.strip())
    if found is None:
        return None
    # As `written` shows it: else a board that nobody touched would count as changed.
    found = found.replace(second=0, microsecond=0)
    if found <= now:
        raise ValidationError(_("This moment has passed."))
    if found > now + datetime.timedelta(days=DAYS_AHEAD):
        raise ValidationError(_("Give a moment within a year."))
    return found
