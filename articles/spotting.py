"""
The names in a plain text with their places: what `manage.py find_names` prints, and saves nowhere.

Offsets count code points of the whole normalised text, credits and line ends included.
"""

import dataclasses
import datetime
import re
from typing import Any

from entities.finding import find_known, kinds_of, resolve
from entities.found import Found, Rule
from entities.models import Entity
from entities.proposing import LONGEST_READ, propose, unread
from photos import services
from photos.captions import ParsedCaption
from vietnamese import names
from vietnamese.text import normalise

_LINE = re.compile(r"[^\n]+")


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of the text as it is searched: from `start`, without the credit that ends it."""

    start: int
    text: str
    is_caption: bool


def lines_of(text: str) -> list[Line]:
    """Return the lines of a normalised text; of a caption only what stands before its credit."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        caption = services.read_caption(line)
        if not caption.has_credit:
            found.append(Line(match.start(), line, is_caption=False))
            continue
        # The credit is cut off one end, so what is left keeps its places.
        if caption.caption and caption.raw and line.startswith(caption.raw):
            after = match.start() + len(caption.raw)
            found.append(Line(after, text[after : match.end()], is_caption=True))
            continue
        found.append(Line(match.start(), _before_credit(line, caption), is_caption=True))
    return found


def _before_credit(line: str, caption: ParsedCaption) -> str:
    if caption.raw and (place := line.rfind(caption.raw)) >= 0:
        return line[:place]
    # What was read has its blanks squeezed, and of two credits is one line.
    words = re.match(r"\s+".join(map(re.escape, caption.caption.split())), line)
    return words.group() if words else line


def spot(text: str, *, day: datetime.date) -> dict[str, Any]:
    """
    Return {"mentions", "ambiguous", "proposals"} of a text, for a story of `day`.

    Known names that are sure, those that may mean several, and unknown names; each with start
    and end in the normalised text. Of a text that is too long "note" says what was not looked for.
    """
    lines = lines_of(normalise(text))
    texts = [line.text for line in lines]
    known = find_known(texts)
    proposals, strangers = propose(texts, known=[one.span for one in known])
    found = resolve(texts, known, day=day, strangers=strangers)
    kinds = kinds_of(found)
    name_of = dict(Entity.objects.filter(pk__in=kinds).values_list("pk", "name"))
    told = {"note": unread()} if sum(map(len, texts)) > LONGEST_READ else {}
    return {
        **told,
        "mentions": [
            {"name": name_of[one.entities[0]], "id": one.entities[0], **_place(one, lines, kinds)}
            for one in found
            if one.rule != Rule.HOMONYM
        ],
        "ambiguous": [
            {
                "candidates": [{"id": pk, "name": name_of[pk]} for pk in one.entities],
                **_place(one, lines, kinds),
            }
            for one in found
            if one.rule == Rule.HOMONYM
        ],
        "proposals": [_proposal(proposal, lines) for proposal in proposals],
    }


def _place(one: Found, lines: list[Line], kinds: dict[int, str]) -> dict[str, Any]:
    line = lines[one.index]
    return {
        "kind": kinds[one.entities[0]],
        "text": one.text,
        "start": line.start + one.start,
        "end": line.start + one.end,
        "where": "caption" if line.is_caption else "text",
        "rule": str(one.rule),
        "score": one.score,
    }


def _proposal(proposal: names.Proposal, lines: list[Line]) -> dict[str, Any]:
    index, start, end = proposal.spans[0]
    return {
        "text": proposal.text,
        "kind": proposal.kind,
        "start": lines[index].start + start,
        "end": lines[index].start + end,
        "title": ", ".join(proposal.titles),
        "evidence": proposal.evidence,
        "cue": proposal.cue,
        "count": proposal.count,
        "spans": [
            [lines[index].start + start, lines[index].start + end]
            for index, start, end in proposal.spans
        ],
    }
