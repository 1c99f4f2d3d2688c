"""
How a story fits the box in which another site shows it.

The HTML has no sheet of its own: what is reckoned with is what browsers do without one, in
sixteen points and with letters a little wider than the common ones. Lengths are CSS pixels.
"""

import textwrap
from collections.abc import Mapping
from typing import Any, NamedTuple

from articles.models import Edition

WIDTH = 600
# A picture any smaller shows nothing.
SMALLEST = 120

CHARACTER, LINE = 9, 24
# Between paragraphs, and around a page of its own; a figure is indented besides.
GAP, INDENT = 16, 40


class Fit(NamedTuple):
    """The box, no larger than was asked, and what of the story stands in it."""

    width: int
    height: int
    has_lead: bool
    # (width, height) of the picture as it is drawn, or None.
    picture: tuple[int, int] | None


def fit(
    edition: Edition,
    footer: str,
    picture: Mapping[str, Any],
    *,
    widest: int | None,
    highest: int | None,
) -> Fit | None:
    """
    Return as much of the story as there is room for; None where the headline has none.

    `picture` is {width, height, credit} of its file, or {}. It grows smaller before it is left
    out, and the lead is left out last.
    """
    width = WIDTH if widest is None else min(WIDTH, widest)
    for has_lead in [True, False]:
        said = [edition.headline, edition.lead if has_lead else "", footer]
        words = _height(said, width - GAP)
        if words is None:
            continue
        room = None if highest is None else highest - words
        if room is not None and room < 0:
            continue
        drawn, taken = _drawn(picture, width, room)
        return Fit(width, words + taken, has_lead and bool(edition.lead), drawn)
    return None


def _height(texts: list[str], width: int) -> int | None:
    """Return how high the paragraphs are, None where a word is wider than `width`."""
    signs = width // CHARACTER
    if signs < 1:
        return None
    lines = [textwrap.wrap(text, signs, break_long_words=False) for text in texts if text]
    if any(len(line) > signs for text in lines for line in text):
        return None
    return GAP * (len(lines) + 1) + LINE * sum(len(text) for text in lines)


def _drawn(
    picture: Mapping[str, Any], width: int, room: int | None
) -> tuple[tuple[int, int] | None, int]:
    """Return the picture's size, and how high it is with its credit; (None, 0) without room."""
    if not picture:
        return None, 0
    inside = width - GAP - 2 * INDENT
    credit = _height([picture["credit"]], inside)
    if credit is None:
        return None, 0
    drawn = min(picture["width"], inside)
    if room is not None:
        drawn = min(drawn, (room - credit) * picture["width"] // picture["height"])
    if drawn < SMALLEST:
        return None, 0
    height = drawn * picture["height"] // picture["width"]
    return (drawn, height), height + credit
