"""Which records may be meant by a name that is not on record."""

from collections.abc import Iterable
from itertools import permutations

from entities.models import Alias, Entity, EntityKind
from vietnamese.abbreviations import expand
from vietnamese.text import fold

# 120 orders of five syllables; longer names are foreign, and printed in one order.
MOST_SYLLABLES = 5
KEYS_PER_QUERY = 900


def likely_same_among(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Entity]]:
    """
    Return the records that each (kind, name) may mean though it is written otherwise.

    Same letters without marks, for people also with the syllables in another
    order, as papers do print one and the same man. Of names and other names.
    Two queries for up to 900 spellings.
    """
    forms = {(kind, name): _forms(kind, name) for kind, name in names}
    found: dict[tuple[str, str], dict[int, Entity]] = {}
    keys = sorted({form for written in forms.values() for form in written})
    for start in range(0, len(keys), KEYS_PER_QUERY):
        page = keys[start : start + KEYS_PER_QUERY]
        records = Entity.objects.surviving().filter(folded_name__in=page)
        others = Alias.objects.filter(folded_name__in=page, entity__merged_into__isnull=True)
        pairs = [
            *((record.folded_name, record) for record in records),
            *((alias.folded_name, alias.entity) for alias in others.select_related("entity")),
        ]
        for folded, record in pairs:
            found.setdefault((record.kind, folded), {})[record.pk] = record
    return {
        (kind, name): list(
            {
                pk: record for form in written for pk, record in found.get((kind, form), {}).items()
            }.values()
        )
        for (kind, name), written in forms.items()
    }


def _forms(kind: str, name: str) -> list[str]:
    folded = fold(name)
    if kind != EntityKind.PERSON:
        return list(dict.fromkeys([folded, fold(expand(name))]))
    syllables = folded.split(" ")
    if len(syllables) > MOST_SYLLABLES:
        return [folded]
    return list(dict.fromkeys(" ".join(order) for order in permutations(syllables)))
