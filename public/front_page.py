"""
The front page: what editors chose for its slots, and time for the rest.

Two queries, and one more at most once a second per process for what was chosen. What stands in
a slot is decided by articles.front; here it is found in the editions that readers see.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from articles.front import LEAD, MORE, SIDE, SLOTS, Arrangement, Chosen, fill
from articles.models import Edition, FrontPlace
from public.canonical import canonical
from public.cards import cards
from public.chrome import chrome
from public.filled import filled, joined
from public.latest import latest_item
from public.statements import Asked, Row, Statement, Value, together

LATEST = 5
STORIES_A_SECTION = 4
# However many are chosen, so many are left to fill the slots and the column.
NEWEST = 2 * len(SLOTS) + LATEST


class Story(NamedTuple):
    # As the database gives it: to be compared with another, no more.
    published_at: Any
    article: int
    section: int
    path: str
    headline: str
    when: str
    card: str


COLUMNS = ["first_published_at", "article_id", "section_id", "path", "headline", "published_text"]
# One for each that may stand there.
_CHOSEN = [f"chosen_{n}" for n in range(len(SLOTS))]
_SHOWN = [f"shown_{n}" for n in range(len(SLOTS) + LATEST)]


def _stories(now: datetime.datetime, card: str = "related_html"):
    return Edition.objects.public(now).stories().order_by().values_list(*COLUMNS, card)


_newest = Statement(lambda now: _stories(now).newest_first()[:NEWEST], moments=["now"])
_chosen = Statement(
    lambda now, **chosen: _stories(now).filter(article_id__in=list(chosen.values())),
    moments=["now"],
    keys=_CHOSEN,
)
_large = Statement(
    lambda now, lead: _stories(now, "large_html").filter(article_id=lead),
    moments=["now"],
    keys=["lead"],
)
_of_section = Statement(
    lambda now, section, **shown: (
        _stories(now)
        .filter(section_id=section)
        .exclude(article_id__in=list(shown.values()))
        .newest_first()[:STORIES_A_SECTION]
    ),
    moments=["now"],
    keys=["section", *_SHOWN],
)

_kept: dict[str, Any] = {"chrome": None, "chosen": {}}


def front_values(now: datetime.datetime, chosen: Arrangement | None = None) -> dict[str, str]:
    """
    Return what public/front.html is filled with at `now`; no story stands in it twice.

    `chosen` is an arrangement that nobody saved; without it the one that stands.
    """
    chosen = _saved() if chosen is None else chosen
    articles = [chosen[slot.name].article for slot in SLOTS if slot.name in chosen]
    found = _newest_and(articles, now)
    slots = fill(chosen, visible=found.keys(), newest=found, now=now)
    areas: dict[str, list[Story]] = {LEAD: [], SIDE: [], MORE: []}
    for slot in SLOTS:
        if slot.name in slots:
            areas[slot.area].append(found.pop(slots[slot.name]))
    latest = list(found.values())[:LATEST]
    shown = [*slots.values(), *(story.article for story in latest)]
    large, of_section = _large_and_sections(areas[LEAD], shown, now)
    small = [*areas[SIDE], *areas[MORE], *(stories[0] for stories in of_section.values())]
    ready = _ready(large, small, now)
    return {
        "canonical": canonical("/"),
        **{area: joined(ready[story.article] for story in areas[area]) for area in areas},
        "latest": joined(map(_line, latest)),
        "sections": _sections(of_section, ready),
    }


def _saved() -> Arrangement:
    """Return what was saved last: as old as what stands around the page, and no older."""
    around = chrome()
    if _kept["chrome"] is not around:
        places = FrontPlace.objects.current().values_list("slot", "article_id", "pinned_until")
        chosen = {slot: Chosen(article, until) for slot, article, until in places}
        _kept.update(chrome=around, chosen=chosen)
    return _kept["chosen"]


def _newest_and(articles: Sequence[int], now: datetime.datetime) -> dict[int, Story]:
    """Return {number: story}, the newest first: the newest, and those of `articles`; one query."""
    asked: list[Asked] = [(_newest, {"now": now})]
    if articles:
        asked.append((_chosen, {"now": now, **_named(_CHOSEN, articles)}))
    return {story.article: story for story in _stories_of(together(asked))}


def _large_and_sections(
    lead: Sequence[Story], shown: Sequence[int], now: datetime.datetime
) -> tuple[list[Story], dict[int, list[Story]]]:
    """
    Return `lead` with its large card, and {section: its newest that are not shown above}.

    One query. A section in which nothing is left is not there.
    """
    values = {"now": now, **_named(_SHOWN, shown)}
    asked = [
        (_of_section, {"section": section["pk"], **values}) for section in chrome()["sections"]
    ]
    asked += [(_large, {"now": now, "lead": story.article}) for story in lead]
    of_section: dict[int, list[Story]] = {}
    large: list[Story] = []
    for story in _stories_of(together(asked)) if asked else []:
        if story.article in shown:
            large.append(story)
        else:
            of_section.setdefault(story.section, []).append(story)
    # Who was withdrawn between the two queries has the card of the first.
    return large or list(lead), of_section


def _ready(
    large: Sequence[Story], small: Sequence[Story], now: datetime.datetime
) -> dict[int, SafeString]:
    """Return {number of the story: its card}."""
    rows = [("large_html", story.article, story.card) for story in large]
    rows += [("related_html", story.article, story.card) for story in small]
    return dict(zip((article for _column, article, _html in rows), cards(rows, now), strict=True))


def _sections(of_section: Mapping[int, Sequence[Story]], ready: Mapping[int, SafeString]) -> str:
    return joined(
        filled(
            "public/_front_section.html",
            {
                "number": number,
                "section.name": section["name"],
                "section.path": section["path"],
                "first": ready[of_section[section["pk"]][0].article],
                "others": joined(map(_line, of_section[section["pk"]][1:])),
            },
        )
        for number, section in enumerate(chrome()["sections"], 1)
        if section["pk"] in of_section
    )


def _line(story: Story) -> SafeString:
    return latest_item(story.path, story.headline, story.when)


def _named(names: Sequence[str], articles: Sequence[int]) -> dict[str, Value]:
    """Return a value for each name; no story has the number 0."""
    spare = repeat(0, len(names) - len(articles))
    return dict(zip(names, chain(articles, spare), strict=True))


def _stories_of(rows: Iterable[Row]) -> list[Story]:
    """Return the newest first: the parts of a UNION come in any order."""
    return sorted(map(Story._make, rows), reverse=True)
