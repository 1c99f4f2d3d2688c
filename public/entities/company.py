"""Who is often named together with somebody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from django.utils.translation import ngettext

from entities.models import EntityKind
from public.entities.finding import Shown
from public.filled import filled, joined

TOGETHER = 8
# Of all names in the stories of a page those that stand in most of them are looked at.
ASKED_FOR = 24


def beside(ids: Sequence[int], named: Sequence[str]) -> list[set[int]]:
    """
    Return who else is named in each of the stories that name `ids`.

    `named` are the names in each, ids parted by blanks: Edition.related_to, where nobody stands
    who has no page.
    """
    return [{*map(int, names.split())}.difference(ids) for names in named]


def often(stories: Sequence[set[int]]) -> list[int]:
    """Return those who are named in most of the stories; some may have no page any more."""
    counted = Counter(chain.from_iterable(stories)).most_common(ASKED_FOR)
    return [pk for pk, _count in counted]


def together_with(
    ids: Sequence[int], stories: Sequence[set[int]], there: Mapping[int, Shown]
) -> str:
    """Return the people among `there` who are named in the stories, most often first, as HTML."""
    people = {
        pk: shown
        for pk, shown in there.items()
        if shown.kind == EntityKind.PERSON and shown.pk not in ids
    }
    # Of a story that names two records of one woman she counts once.
    times = Counter(
        chain.from_iterable({people[pk] for pk in names if pk in people} for names in stories)
    )
    most = sorted(times, key=lambda shown: (-times[shown], shown.sort_name))[:TOGETHER]
    return joined(_person(shown, times[shown]) for shown in most)


def _person(shown: Shown, count: int) -> str:
    told = ngettext("%(counter)s story", "%(counter)s stories", count) % {"counter": count}
    values = {"name": shown.name, "path": shown.path, "told": told}
    return filled("public/_together.html", values)
