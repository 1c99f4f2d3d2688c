"""Numbers, days and names that headline, lead, text and captions write in two ways."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from articles.checked import Item, warn
from articles.models import Decision
from articles.richtext import plain_blocks
from entities.models import EntityKind
from photos.models import Photo
from vietnamese.agreement import differing_days, differing_numbers, near_names

# A text of many paragraphs may well count other things of the same name.
MOST_BLOCKS = 400
# Who wrote more names in two ways reads the first of them, and not a page of them.
MOST_TOLD = 5


def differing(
    snapshot: Mapping[str, Any],
    placed: Sequence[tuple[Mapping[str, Any], Photo]],
    day: datetime.date,
) -> Iterator[Item]:
    blocks = list(plain_blocks(snapshot["body"]))[:MOST_BLOCKS]
    captions = [use["caption"] or photo.caption for use, photo in placed]
    yield from _numbers(snapshot, blocks, captions)
    headline, lead = snapshot["headline"], snapshot["lead"]
    if days := differing_days(headline, lead, [*blocks, *captions], on=day):
        sentence = _("The headline says “%(one)s”, the lead “%(two)s”.")
        yield warn("dates", sentence % {"one": days[0], "two": days[1]}, "headline")
    yield from _names(snapshot, [headline, lead, *blocks, *captions])


def _numbers(
    snapshot: Mapping[str, Any], blocks: Sequence[str], captions: Sequence[str]
) -> Iterator[Item]:
    parts = [snapshot["headline"], snapshot["lead"], "\n".join(blocks), "\n".join(captions)]
    labels = [_("headline"), _("lead"), _("text"), _("captions")]
    told = set()
    for one, two, here, there in differing_numbers(parts):
        if (one, two) not in told:
            told.add((one, two))
            sentence = _("“%(one)s” in: %(here)s. “%(two)s” in: %(there)s. Which is right?")
            words = {"one": one, "two": two, "here": labels[here], "there": labels[there]}
            yield warn("numbers", sentence % words, ["headline", "lead", "body", "photos"][here])


def _names(snapshot: Mapping[str, Any], texts: Sequence[str]) -> Iterator[Item]:
    people = [
        row
        for row in snapshot["mentions"]
        if row["kind"] == EntityKind.PERSON and row["count"]
        if row["decision"] != Decision.REJECTED
    ]
    recorded = {form: row["entity"] for row in people for form in row["texts"] if row["entity"]}
    names = [form for row in people for form in row["texts"] or [row["text"]]]
    # Two records are two people, and two names of one record are meant.
    near = (
        (one, two)
        for one, two in near_names(names, texts)
        if not (one in recorded and two in recorded)
    )
    for one, two in islice(near, MOST_TOLD):
        sentence = _("Is it one person: “%(one)s” and “%(two)s”?")
        yield warn("spelling", sentence % {"one": one, "two": two}, "names")
