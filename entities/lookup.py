"""The registry asked for many names at once, by its indexes: nothing is held in memory."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from entities.models import Alias, AliasKind, DismissedName, Entity
from vietnamese.text import fold


@dataclass(frozen=True)
class Owner:
    """Whom a key may mean: the survivor where records were merged, and by which of its names."""

    entity: int
    # "name", or the kind of the alias.
    by: str = "name"
    # Only where the paper's own province is meant: "UBND tỉnh".
    is_local: bool = False


def look_up(keys: Collection[str]) -> dict[str, list[Owner]]:
    """
    Return {key: its owners} for the keys that are known; two queries, however many keys.

    A local name of another province's body has no owner here.
    """
    if not keys:
        return {}
    found: dict[str, dict[int, Owner]] = {}
    for key, owner in [*_by_name(keys), *_by_alias(keys)]:
        found.setdefault(key, {}).setdefault(owner.entity, owner)
    return {key: list(owners.values()) for key, owners in found.items()}


def dismissed(keys: Collection[str]) -> set[str]:
    """Return those of the keys that a person has said are no names."""
    if not keys:
        return set()
    rows = DismissedName.objects.filter(match_key__in=_listed(keys))
    return set(rows.values_list("match_key", flat=True))


def _by_name(keys: Collection[str]) -> Iterable[tuple[str, Owner]]:
    rows = Entity.objects.filter(match_key__in=_listed(keys)).order_by("pk")
    for key, entity, survivor in rows.values_list("match_key", "pk", "merged_into"):
        yield key, Owner(survivor or entity)


def _by_alias(keys: Collection[str]) -> Iterable[tuple[str, Owner]]:
    rows: QuerySet[Alias, tuple] = (
        Alias.objects.filter(match_key__in=_listed(keys))
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


def _listed(keys: Collection[str]) -> RawSQL:
    """
    Return the keys as a list that the database unpacks: one parameter instead of thousands.

    SQLite takes 999 parameters on old builds, and Django spends more time on each
    than the look-up does.
    """
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::text[])", [sorted(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(sorted(keys))])
