"""One line of the checklist before publishing."""

import enum
from dataclasses import dataclass


class Level(enum.StrEnum):
    # Readers will not see the story so.
    BLOCK = "block"
    # They may; that somebody published over it is recorded.
    WARN = "warn"


@dataclass(frozen=True)
class Item:
    """`where` is a field of the story, "photos", "bylines", "names", or the key of a photo use."""

    level: Level
    code: str
    sentence: str
    where: str = ""


def block(code: str, sentence: str, where: str = "") -> Item:
    return Item(Level.BLOCK, code, sentence, where)


def warn(code: str, sentence: str, where: str = "") -> Item:
    return Item(Level.WARN, code, sentence, where)
