"""What the overview is made of; the template knows no more than this."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    label: str
    address: str


@dataclass(frozen=True)
class Tile:
    """A number, and the list of exactly the rows that it counts."""

    name: str
    label: str
    count: int
    address: str
    # Somebody has to act where it is not nought.
    is_urgent: bool = False


@dataclass(frozen=True)
class Row:
    title: str
    address: str
    # Small words under the title: the section, who.
    facts: list[str] = field(default_factory=list)
    # Beside the title, and the moment they are counted from.
    words: str = ""
    moment: datetime.datetime | None = None
    note: str = ""
    is_late: bool = False
    # Where readers find it.
    public: str = ""


@dataclass(frozen=True)
class Panel:
    """A list with its number; `empty` is said where there is nothing, with the `act` to go on."""

    tile: Tile
    rows: list[Row]
    empty: str
    act: Link | None = None

    @property
    def more(self) -> int:
        return max(self.tile.count - len(self.rows), 0)
