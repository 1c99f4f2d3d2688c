"""Who is often named together with somebody."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from django.db.models import F, Q, QuerySet
from django.utils.translation import ngettext

from entities.models import Entity, EntityKind, EntityPage
from public.entities.addresses import address
from public.filled import filled, joined
from public.statements import Row, Statement

TOGETHER = 8
# Of all names in the newest stories those that stand in most of them are asked for.
ASKED_FOR = 48
_NAMES = [f"name{n}" for n in range(ASKED_FOR)]


def _people(**keys: int) -> QuerySet:
    """The people with a page among some records, themselves or what they were merged into."""
    has_page = Q(page=EntityPage.PUBLIC) | Q(merged_into__page=EntityPage.PUBLIC)
    survivor = [F(f"merged_into__{column}") for column in ["id", "name", "slug", "sort_name"]]
    return (
        Entity.objects.filter(has_page, kind=EntityKind.PERSON, pk__in=keys.values())
        .order_by()
        .values_list("id", "name", "slug", "sort_name", *survivor)
    )


_PEOPLE = Statement(_people, keys=_NAMES)


def together_with(ids: Sequence[int], named: Sequence[str]) -> str:
    """
    Return the people named in the same stories, most often first, as HTML; one query.

    `named` are the names in each of the stories, ids parted by blanks: Edition.related_to,
    where nobody stands who has no page. Asked again here: a page may have been taken since.
    """
    own = {str(pk) for pk in ids}
    stories = [{*names.split()} - own for names in named]
    often = Counter(chain.from_iterable(stories)).most_common(ASKED_FOR)
    keys = zip(_NAMES, [int(pk) for pk, _count in often], strict=False)
    # Nobody has the id 0.
    rows = _PEOPLE.rows(**(dict.fromkeys(_NAMES, 0) | dict(keys)))
    found = {str(row[0]): row[4:] if row[4] else row[:4] for row in rows}
    people = {row[0]: row for row in found.values() if row[0] not in ids}
    # Of a story that names two records of one woman she counts once.
    times = Counter(
        pk for names in stories for pk in {found[name][0] for name in names if name in found}
    )
    most = sorted(people, key=lambda pk: (-times[pk], people[pk][3]))[:TOGETHER]
    return joined(_person(people[pk], times[pk]) for pk in most)


def _person(row: Row, count: int) -> str:
    pk, name, slug, _sort_name = row
    told = ngettext("%(counter)s story", "%(counter)s stories", count) % {"counter": count}
    path = address(EntityKind.PERSON, slug, pk)
    return filled("public/_together.html", {"name": name, "path": path, "told": told})
