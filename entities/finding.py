"""Known names in text: the registry's side of vietnamese.matching."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import cast

from entities.models import Alias, Entity
from vietnamese import matching

# SQLite takes at most 999 parameters on old builds; a page of keys is one query.
KEYS_PER_QUERY = 900


@dataclasses.dataclass(frozen=True)
class Found:
    """
    A known name in `texts[index][start:end]`, offsets in code points.

    `entities` are the ids it may mean; more than one is a homonym, for a person
    to decide.
    """

    index: int
    start: int
    end: int
    text: str
    entities: tuple[int, ...]


def find_known(texts: Sequence[str], *, chosen: Mapping[str, int] | None = None) -> list[Found]:
    """
    Return the known names in `texts`, longest first at each place, without overlap.

    `chosen` maps a form in the text to the entity that was decided for this
    story; it wins over the registry. By indexed look-up: two queries for up to
    900 different candidates, nothing held in memory.
    """
    candidates = [matching.candidates(text) for text in texts]
    registry = look_up({key for spans in candidates for key in spans})
    for form, entity in (chosen or {}).items():
        registry[matching.person_key(form)] = [entity]
        registry[matching.organisation_key(form)] = [entity]
    return [
        Found(index, match.start, match.end, match.text, cast(tuple[int, ...], match.targets))
        for index, (text, spans) in enumerate(zip(texts, candidates, strict=True))
        for match in matching.choose(text, registry, spans)
    ]


def look_up(keys: set[str]) -> dict[str, list[int]]:
    """Return {key: ids of the entities of that name or alias}, survivors for merged ones."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    wanted = sorted(keys)
    for start in range(0, len(wanted), KEYS_PER_QUERY):
        page = wanted[start : start + KEYS_PER_QUERY]
        names = Entity.objects.filter(match_key__in=page)
        aliases = Alias.objects.filter(match_key__in=page)
        for key, entity, survivor in [
            *names.values_list("match_key", "pk", "merged_into"),
            *aliases.values_list("match_key", "entity", "entity__merged_into"),
        ]:
            found[key][survivor or entity] = None
    return {key: list(entities) for key, entities in found.items()}
