"""The registry asked for many names at once, by its indexes: nothing is held in memory."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Lookup, QuerySet

from entities.models import Alias, AliasKind, DismissedName, Entity, EntityKind
from vietnamese.matching import organisation_key, person_key
from vietnamese.text import fold


@dataclass(frozen=True)
class Owner:
    """Whom a key may mean: the survivor where records were merged, and by which of its names."""

    entity: int
    # "name", or the kind of the alias.
    by: str = "name"
    # Only where the paper's own province is meant: "UBND tỉnh".
    is_local: bool = False


def name_key(kind: str, text: str) -> str:
    """Return the key under which a name of that kind is found in a text."""
    return person_key(text) if kind == EntityKind.PERSON else organisation_key(text)


class _IsOneOf(Lookup):
    """
    That a column is one of thousands of keys, given as one parameter.

    SQLite takes 999 parameters on old builds, Django spends more time on each than the
    look-up does, and psycopg more on quoting an array than on a text that is parted there.
    ANY is five times quicker than a sub-query. A key has no line end.
    """

    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        keys = json.dumps(self.rhs)
        # The column is the ORM's own.
        return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, keys]  # noqa: S608

    def as_postgresql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        keys = "\n".join(self.rhs)
        return f"{column} = ANY(string_to_array(%s, E'\\n'))", [*parameters, keys]


def look_up(keys: Collection[str]) -> dict[str, list[Owner]]:
    """
    Return {key: its owners} for the keys that are known; two queries, however many keys.

    A local name of another province's body has no owner here.
    """
    if not keys:
        return {}
    found: dict[str, dict[int, Owner]] = {}
    # In the order of the index.
    ordered = sorted(keys)
    for key, owner in [*_by_name(ordered), *_by_alias(ordered)]:
        found.setdefault(key, {}).setdefault(owner.entity, owner)
    return {key: list(owners.values()) for key, owners in found.items()}


def dismissed(keys: Collection[str]) -> set[str]:
    """Return those of the keys that a person has said are no names."""
    if not keys:
        return set()
    rows = DismissedName.objects.filter(_IsOneOf(F("match_key"), sorted(keys)))
    return set(rows.values_list("match_key", flat=True))


def _by_name(keys: list[str]) -> Iterable[tuple[str, Owner]]:
    rows = Entity.objects.filter(_IsOneOf(F("match_key"), keys)).order_by("pk")
    for key, entity, survivor in rows.values_list("match_key", "pk", "merged_into"):
        yield key, Owner(survivor or entity)


def _by_alias(keys: list[str]) -> Iterable[tuple[str, Owner]]:
    rows: QuerySet[Alias, tuple] = (
        Alias.objects.filter(_IsOneOf(F("match_key"), keys))
        .order_by("pk")
        .values_list(
            "match_key",
            "entity",
            "entity__merged_into",
            "kind",
            "is_local",
            "entity__organisation__province__name",
        )
    )
    own = fold(settings.NEWSROOM_PROVINCE)
    for key, entity, survivor, kind, is_local, province in rows:
        if is_local and province and fold(province) != own:
            continue
        yield key, Owner(survivor or entity, AliasKind(kind), is_local)
