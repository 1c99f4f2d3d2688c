"""Two people of one name: told apart by the office and the body that stand near by."""

import dataclasses
import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from entities.found import Found, Rule
from entities.models import Tenure
from vietnamese import names
from vietnamese.abbreviations import expand
from vietnamese.text import tone_key

# Code points before and after a name in which its office stands.
NEAR = 80
AROUND = 300
NEAR_BY, IN_STORY = 2, 1
# By how much one must lead; else nobody is guessed.
MARGIN = 2


@dataclasses.dataclass(frozen=True)
class Office:
    label: str
    organisation: int
    organisation_name: str


def tell_apart(texts: Sequence[str], known: Sequence[Found], day: datetime.date) -> list[Found]:
    """
    Return `known` with each homonym decided that has a clear winner on `day`.

    Whom alone a person chose for the name it means, unless the story tells that one from another
    by itself. Once decided at one place of a story, the others of that name follow. What is
    left keeps all its ids, the likeliest first.
    """
    homonyms = [one for one in known if len(one.entities) > 1]
    if not homonyms:
        return list(known)
    offices = _offices({entity for one in homonyms for entity in one.entities}, day)
    bodies = _Bodies(one for one in known if len(one.entities) == 1)
    scored = {one.span: _scores(one, texts, bodies, offices) for one in homonyms}
    winners: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for one in homonyms:
        if (winner := _winner(scored[one.span])) is not None:
            winners[one.entities].add(winner)

    told = []
    for one in known:
        if len(one.entities) == 1:
            told.append(one)
            continue
        own = _winner(scored[one.span])
        others = winners[one.entities]
        if len(one.chosen) == 1 and others.isdisjoint(one.chosen):
            told.append(dataclasses.replace(one, entities=one.chosen, rule=Rule.CHOSEN))
            continue
        winner = own if own is not None else next(iter(others)) if len(others) == 1 else None
        if winner is not None:
            told.append(dataclasses.replace(one, entities=(winner,), rule=Rule.NAMESAKE))
            continue
        ranked = sorted(one.entities, key=lambda entity: -scored[one.span][entity])
        told.append(dataclasses.replace(one, entities=tuple(ranked)))
    return told


def _winner(scores: dict[int, int]) -> int | None:
    (best, first), (_next, second), *_rest = sorted(scores.items(), key=lambda pair: -pair[1])
    return best if first - second >= MARGIN else None


class _Bodies:
    """The organisations of a story, by their place."""

    def __init__(self, found: Iterable[Found]) -> None:
        self.spoken: dict[int, str] = {}
        self.places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for one in found:
            self.spoken[one.entities[0]] = _key(one.text)
            self.places[one.index].append((one.start, one.entities[0]))

    def near(self, one: Found) -> set[int]:
        places = self.places[one.index]
        first = bisect_left(places, (one.start - NEAR, 0))
        last = bisect_left(places, (one.end + NEAR, 0))
        return {entity for _start, entity in places[first:last]}


def _scores(
    one: Found, texts: Sequence[str], bodies: _Bodies, offices: dict[int, list[Office]]
) -> dict[int, int]:
    # Only the words around: a paragraph may be a book.
    start = max(0, one.start - AROUND)
    around, place = texts[one.index][start : one.end + AROUND], (one.start - start, one.end - start)
    titles = [_key(title) for title in names.titles_beside(around, [place]).get(place, ())]
    near = bodies.near(one)
    return {
        entity: max(
            (_score(office, titles, near, bodies.spoken) for office in offices.get(entity, [])),
            default=0,
        )
        for entity in one.entities
    }


def _score(office: Office, titles: list[str], near: set[int], spoken: dict[int, str]) -> int:
    """How well an office fits: its label and its body beside the name, or its body near by."""
    body = spoken.get(office.organisation, _key(office.organisation_name))
    label = _key(office.label)
    fits = [2 * title.startswith(label) + 2 * (body in title or title in label) for title in titles]
    if beside := max(fits, default=0):
        return NEAR_BY + beside
    if office.organisation in near:
        return NEAR_BY
    return IN_STORY if office.organisation in spoken else 0


def _offices(people: set[int], day: datetime.date) -> dict[int, list[Office]]:
    held: dict[int, list[Office]] = defaultdict(list)
    rows = Tenure.objects.filter(person__in=people).on(day)
    for person, label, organisation, name in rows.values_list(
        "person", "post__label", "post__organisation", "post__organisation__name"
    ):
        held[person].append(Office(label, organisation, name))
    return held


def _key(text: str) -> str:
    return tone_key(expand(text)).lower()
