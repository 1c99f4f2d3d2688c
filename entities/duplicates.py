"""
Records that are likely one: pairs for the desk to look at.

Read anew each time, from four queries and one pass over the names in memory: no column
is kept for it. See `likely` for what counts, and docs/benchmarks.md for what it costs.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.enums import IntegerChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from entities.models import Alias, DistinctPair, Entity, EntityKind, Organisation, Tenure

# Nobody looks at more; the likeliest come first.
MOST = 500
# Of a larger group each is compared with the next only: 200 namesakes are 19,900 pairs.
LARGE = 8


class Reason(IntegerChoices):
    """Why two records may be one, likeliest first."""

    NAME = 1, _("the same name")
    ORDER = 2, _("the same syllables in another order")
    SYLLABLE = 3, _("one syllable differs, at the same organisation")
    ALIAS = 4, _("one other name for both")


@dataclass(frozen=True, order=True)
class Pair:
    """Two records, the older first; `is_far` where they share no organisation."""

    is_far: bool
    reason: int
    first: int
    second: int

    @property
    def reason_text(self) -> str:
        return str(Reason(self.reason).label)


def likely() -> list[Pair]:
    """
    Return the likeliest pairs, at most MOST, each once, the likeliest first.

    - People and bodies of one name without diacritics; people with the same syllables in
      another order, which papers do print of one and the same man.
    - People of one organisation with the same given name, of whose names one syllable
      differs or is missing.
    - Records that answer to one other name.
    - Not what the desk found to be two, and not bodies of two places: the registry has a
      People's Committee of Tân Lập in nine provinces.
    """
    workplaces, one_syllable = _by_tenures()
    found: dict[tuple[int, int], Reason] = {}
    for reason, pairs in [
        (Reason.NAME, _by_name()),
        (Reason.ORDER, _by_order()),
        (Reason.SYLLABLE, one_syllable),
        (Reason.ALIAS, _by_alias()),
    ]:
        for pair in pairs:
            found.setdefault(pair, reason)
    for pair in [*DistinctPair.objects.values_list("first", "second"), *_of_two_places(found)]:
        found.pop(pair, None)
    ranked = sorted(
        Pair(not workplaces[first] & workplaces[second], reason, first, second)
        for (first, second), reason in found.items()
    )
    return ranked[:MOST]


def part(first: Entity, second: Entity, *, by: User) -> DistinctPair:
    """Remember that two records are two; the caller has asked who may."""
    one, two = sorted([first.pk, second.pk])
    pair, _made = DistinctPair.objects.get_or_create(
        first_id=one, second_id=two, defaults={"said_by": by}
    )
    return pair


def parted(first: Entity, second: Entity) -> DistinctPair | None:
    """Return what says that the two are two, with who said it."""
    one, two = sorted([first.pk, second.pk])
    pairs = DistinctPair.objects.select_related("said_by")
    return pairs.filter(first=one, second=two).first()


def ask_again(first: Entity, second: Entity) -> None:
    """Take back that two records are two; the caller has asked who may."""
    one, two = sorted([first.pk, second.pk])
    DistinctPair.objects.filter(first=one, second=two).delete()


def _pairs(groups: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
    for group in groups:
        members = sorted(set(group))
        if len(members) <= LARGE:
            yield from combinations(members, 2)
        else:
            yield from pairwise(members)


def _grouped(rows: Iterable[tuple[Hashable, int]]) -> Mapping[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for key, pk in rows:
        groups[key].append(pk)
    return groups


def _by_name() -> Iterator[tuple[int, int]]:
    surviving = Entity.objects.surviving().order_by()
    twice = surviving.values("kind", "folded_name").annotate(times=Count("pk")).filter(times__gt=1)
    rows = surviving.filter(folded_name__in=twice.values("folded_name"))
    keyed = (((kind, name), pk) for kind, name, pk in rows.values_list("kind", "folded_name", "pk"))
    return _pairs(_grouped(keyed).values())


def _by_order() -> Iterator[tuple[int, int]]:
    people = Entity.objects.surviving().people().order_by().values_list("folded_name", "pk")
    keyed = ((" ".join(sorted(name.split())), pk) for name, pk in people.iterator(chunk_size=5000))
    return _pairs(group for group in _grouped(keyed).values() if len(group) > 1)


def _by_tenures() -> tuple[dict[int, set[int]], list[tuple[int, int]]]:
    """Return {person: organisations}, and the pairs of one organisation with one syllable apart."""
    rows = Tenure.objects.filter(person__merged_into__isnull=True).order_by()
    workplaces: dict[int, set[int]] = defaultdict(set)
    called: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    fields = ["person", "post__organisation", "person__folded_name"]
    for person, organisation, name in rows.values_list(*fields).iterator(chunk_size=5000):
        workplaces[person].add(organisation)
        # Who is called alike at one place, by the last syllable.
        called[organisation, name.rpartition(" ")[2]][person] = name
    groups = (
        group
        for people in called.values()
        if len(people) > 1
        for group in _grouped(_without_one(people)).values()
    )
    return workplaces, list(_pairs(groups))


def _without_one(people: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """Yield each name whole, and without each of its syllables but the last."""
    for person, name in people.items():
        syllables = name.split()
        yield name, person
        # Of a name of two, what is left is no name.
        if len(syllables) > 2:
            for place in range(len(syllables) - 1):
                yield " ".join([*syllables[:place], *syllables[place + 1 :]]), person


def _by_alias() -> Iterator[tuple[int, int]]:
    aliases = Alias.objects.filter(is_local=False, entity__merged_into__isnull=True).order_by()
    shared = aliases.values("match_key").annotate(times=Count("entity")).filter(times__gt=1)
    named_so = Entity.objects.surviving().filter(match_key=OuterRef("match_key"))
    rows = aliases.filter(
        Q(match_key__in=shared.values("match_key"))
        | Exists(named_so.exclude(pk=OuterRef("entity")))
    ).values_list("match_key", "entity")
    keyed = [*rows]
    names = Entity.objects.surviving().filter(match_key__in={key for key, _pk in keyed})
    return _pairs(_grouped([*keyed, *names.values_list("match_key", "pk")]).values())


def _of_two_places(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of bodies that are surely two: of two provinces, units, registry keys."""
    candidates = list(pairs)
    bodies = {
        pk: rest
        for pk, *rest in Organisation.objects.filter(
            entity__kind=EntityKind.ORGANISATION, province__isnull=False
        ).values_list("pk", "province", "unit", "registry_key")
    }
    for first, second in candidates:
        if first in bodies and second in bodies and _differ(bodies[first], bodies[second]):
            yield first, second


def _differ(first: list, second: list) -> bool:
    return any(one and two and one != two for one, two in zip(first, second, strict=True))
