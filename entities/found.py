"""What the finder returns: a known name at its place, and why it was found."""

import dataclasses
from enum import StrEnum


class Rule(StrEnum):
    """Why a name was found; the words for the desk are in articles.reasons."""

    FULL_NAME = "full name"
    OTHER_NAME = "other name"
    OWN_PROVINCE = "own province"
    CHOSEN = "chosen"
    NAMESAKE = "namesake"
    HOMONYM = "homonym"
    SHORT = "short reference"


# How sure a rule is, as measured (docs/benchmarks.md); below SURE a person has to look.
SCORES = {
    Rule.CHOSEN: 1.0,
    Rule.FULL_NAME: 0.99,
    Rule.OTHER_NAME: 0.98,
    Rule.OWN_PROVINCE: 0.95,
    Rule.SHORT: 0.95,
    Rule.NAMESAKE: 0.9,
    Rule.HOMONYM: 0.0,
}
SURE = 0.9
ELSEWHERE = 0.6


@dataclasses.dataclass(frozen=True)
class Found:
    """
    A known name in `texts[index][start:end]`, offsets in code points.

    `entities` are the ids it may mean, likeliest first; more than one is a homonym,
    for a person to decide.
    """

    index: int
    start: int
    end: int
    text: str
    entities: tuple[int, ...]
    rule: Rule = Rule.FULL_NAME
    # A given name with its honorific: counted, and never a form to be linked.
    is_short: bool = False
    # Who was decided for this form in this story: one of `entities` where they are several.
    chosen: tuple[int, ...] = ()
    # A local name in a story that names other provinces, and not the paper's own.
    is_elsewhere: bool = False

    @property
    def score(self) -> float:
        """0 to 1."""
        return SCORES[self.rule] * (ELSEWHERE if self.is_elsewhere else 1)

    @property
    def span(self) -> tuple[int, int, int]:
        return self.index, self.start, self.end
