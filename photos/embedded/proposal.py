"""One thing that a file says, and what becomes of it before anybody believes it."""

import datetime
from typing import Any, TypedDict

from django.utils import timezone

from vietnamese.text import normalise, squeeze

# A text, or a list of texts; and the longest that is kept of one.
FIELDS: dict[str, int] = {
    "caption": 3000,
    "headline": 300,
    "creators": 120,
    "credit": 300,
    "copyright": 300,
    "taken_at": 40,
    "place": 200,
    "people": 120,
    "keywords": 80,
    "source_type": 60,
    "usage_terms": 1000,
    "instructions": 1000,
}
MOST = 20
# The first photograph; and a year that every time zone and database can still hold.
FIRST_YEAR, LAST_YEAR = 1826, 2100


class Proposal(TypedDict):
    """`value` is a text, or a list of texts for creators, people and keywords."""

    value: Any
    source: str
    is_guessed: bool


def dated(moment: datetime.datetime) -> str:
    """Return `moment` as ISO 8601, by the paper's clock where no zone is told; "" for nonsense."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return ""
    return (moment if moment.tzinfo else timezone.make_aware(moment)).isoformat()


def clean(field: str, proposal: Proposal) -> Proposal | None:
    """Return the proposal normalised and cut to what a field holds; None where nothing is left."""
    value = proposal["value"]
    if isinstance(value, list):
        value = [text for text in (_text(one, FIELDS[field]) for one in value[:MOST]) if text]
    else:
        value = _text(value, FIELDS[field])
    return {**proposal, "value": value} if value else None


def _text(text: str, longest: int) -> str:
    # Half a surrogate and NUL are refused by databases; line ends say nothing in a caption.
    whole = text.encode("utf-8", "ignore").decode()
    printable = "".join(c if c.isprintable() else " " for c in whole)
    return squeeze(normalise(printable))[:longest].strip()
