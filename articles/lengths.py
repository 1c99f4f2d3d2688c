"""
How long headline, lead and story are, and how long they should be at most: asked by the
checklist, and by the form while somebody writes (static/desk/measure counts in the same way).

What newsrooms call "số chữ": each piece between blanks that holds a letter or a digit. That is a
syllable, not a word: "Ngân Hải" is two. A story's are those of lead and text, without headline,
captions and credits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from articles.richtext import plain_text


@dataclass(frozen=True)
class Limits:
    """`headline` in letters with blanks, `lead` in words, `pace` in words read a minute."""

    headline: int
    lead: int
    pace: int


def limits() -> Limits:
    return Limits(
        headline=settings.HEADLINE_LETTERS,
        lead=settings.LEAD_WORDS,
        pace=settings.WORDS_A_MINUTE,
    )


def words(text: str) -> int:
    return sum(any(letter.isalnum() for letter in piece) for piece in text.split())


def words_of_story(facts: Mapping[str, Any]) -> int:
    """Return how many words the lead and the text of an edition have, given its facts."""
    return words(f"{facts['lead']} {plain_text(facts['body'])}")
