"""Who is often named together with somebody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from django.utils.translation import ngettext

from entities.models import EntityKind
from public.entities.finding import Shown
from public.filled import filled, joined

TOGETHER = 8
# Of all names in the stories of a page those that stand in most of them are looked at; bodies
# are among them.
ASKED_FOR = 60


def often(ids: Sequence[int], named: Sequence[str]) -> list[int]:
    """
    Return those who are named beside `ids` in most stories; some may have no page any more.

    `named` are the names in each story, ids parted by blanks: Edition.related_to, where nobody
    stands who had no page.
    """
    counted = Counter(" ".join(named).split())
    for pk in ids:
        counted.pop(str(pk), None)
    most = sorted(counted, key=counted.__getitem__, reverse=True)[:ASKED_FOR]
    return [int(pk) for pk in most]


def together_with(ids: Sequence[int], named: Sequence[str], there: Mapping[int, Shown]) -> str:
    """Return the people among `there` who are named beside `ids`, most often first, as HTML."""
    people = {
        str(pk): shown
        for pk, shown in there.items()
        if shown.kind == EntityKind.PERSON and shown.pk not in ids
    }
    # Of a story that names two records of one woman she counts once.
    times = Counter(
        chain.from_iterable(
            {people[name] for name in names.split() if name in people} for names in named
        )
    )
    most = sorted(times, key=lambda shown: (-times[shown], shown.sort_name, shown.pk))[:TOGETHER]
    return joined(_person(shown, times[shown]) for shown in most)


def _person(shown: Shown, count: int) -> str:
    told = ngettext("%(counter)s story", "%(counter)s stories", count) % {"counter": count}
    values = {"name": shown.name, "path": shown.path, "told": told}
    return filled("public/_together.html", values)
