"""
The bodies that every province and every unit has, put on record at once.

What they are stands in entities.bodies_list, how they are written in entities.bodies_names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from entities.bodies_list import DIFFERENT, PROVINCE, UNIT, Body
from entities.bodies_names import short_name, written
from entities.models import (
    Alias,
    AliasKind,
    DatePrecision,
    Entity,
    EntityKind,
    EntityPage,
    Organisation,
    Place,
)
from vietnamese.text import fold

# Bodies a transaction: SQLite has one writer, and the desk waits for it.
CHUNK = 150
# SQLite takes at most 999 parameters on old builds.
BATCH = 900


@dataclass
class Wanted:
    """A body of the list for one place, its rows made but not saved."""

    key: str
    body: Body
    place: Place
    entity: Entity
    organisation: Organisation
    aliases: list[Alias]


@dataclass
class Loaded:
    made: int = 0
    kept: int = 0
    # Made by hand before, and left as it is: (name in the list, the record).
    adopted: list[tuple[str, Entity]] = field(default_factory=list)


def load(province: Place) -> Loaded:
    """
    Make the bodies of `province` and its units that are not on record.

    - A body made before is found by its registry key and left alone, renamed, merged away or not.
    - One that somebody put on record under a name of the body (at home also a local one) gets the
      key, nothing else, and is told of.
    - In transactions of CHUNK bodies: stopped half-way, the next run makes the rest.
    """
    loaded = Loaded()
    known = _known(province)
    listed = list(_listed(province))
    missing = [_wanted(*row, province) for row in listed if row[0] not in known]
    loaded.kept = len(listed) - len(missing)
    for start in range(0, len(missing), CHUNK):
        _make(missing[start : start + CHUNK], province, loaded)
    return loaded


def _listed(province: Place) -> Iterator[tuple[str, Body, Place]]:
    different = DIFFERENT.get(province.code, {})
    for body in PROVINCE:
        if (here := different.get(body.key, body)) is not None:
            yield f"{province.code}/{body.key}", here, province
    usual = {body.key for body in PROVINCE}
    for key, extra in different.items():
        if extra is not None and key not in usual:
            yield f"{province.code}/{key}", extra, province
    for unit in province.units.filter(valid_until__isnull=True):
        for body in UNIT:
            yield f"{province.code}/{unit.code}/{body.key}", body, unit


def _wanted(key: str, body: Body, place: Place, province: Place) -> Wanted:
    forms = written(body, place)
    entity = Entity(kind=EntityKind.ORGANISATION, page=EntityPage.PUBLIC)
    entity.set_name(forms[0].name)
    organisation = Organisation(
        short_name=short_name(body, place),
        kind=body.kind,
        province=province,
        unit=None if place == province else place,
        registry_key=key,
    )
    if body.became:
        organisation.dissolved_on = body.former_until
        organisation.dissolved_precision = DatePrecision.MONTH
    aliases: dict[str, Alias] = {}
    for form in forms[1:]:
        alias = Alias(
            entity=entity,
            name=form.name,
            kind=form.kind,
            is_local=form.is_local,
            valid_until=form.until,
        )
        alias.set_keys()
        # The two ways of placing a tone are one key.
        aliases.setdefault(alias.match_key, alias)
    aliases.pop(entity.match_key, None)
    return Wanted(key, body, place, entity, organisation, list(aliases.values()))


@transaction.atomic
def _make(chunk: Sequence[Wanted], province: Place, loaded: Loaded) -> None:
    # Of two runs at once the second waits here, and then finds everything made.
    Place.objects.select_for_update().get(pk=province.pk)
    ids = _known(province)
    wanted = [row for row in chunk if row.key not in ids]
    loaded.kept += len(chunk) - len(wanted)

    adopted = _adopt(wanted, province)
    for row in wanted:
        if row.key in adopted:
            entity = adopted[row.key]
            ids[row.key] = entity.merged_into_id or entity.pk
            loaded.adopted.append((row.entity.name, entity))
    new = [row for row in wanted if row.key not in adopted]

    Entity.objects.bulk_create([row.entity for row in new], batch_size=BATCH)
    ids |= {row.key: row.entity.pk for row in new}
    for row in new:
        row.organisation.entity = row.entity
        row.organisation.parent_id = ids.get(f"{province.code}/{row.body.parent}")
        row.organisation.succeeded_by_id = ids.get(f"{province.code}/{row.body.became}")
    Organisation.objects.bulk_create([row.organisation for row in new], batch_size=BATCH)
    Alias.objects.bulk_create([alias for row in new for alias in row.aliases], batch_size=BATCH)
    loaded.made += len(new)


def _known(province: Place) -> dict[str, int]:
    """Return {registry key: id of the record, or of the one it was merged into}."""
    rows = Organisation.objects.filter(registry_key__startswith=f"{province.code}/")
    return {
        key: survivor or entity
        for key, entity, survivor in rows.values_list(
            "registry_key", "entity", "entity__merged_into"
        )
    }


def _adopt(wanted: Sequence[Wanted], province: Place) -> dict[str, Entity]:
    """Give their registry key to records made by hand; return them by it."""
    keys = {row.key: _keys(row, province) for row in wanted}
    candidates = _made_by_hand({key for found in keys.values() for key in found})
    if not candidates:
        return {}
    counted = Counter(Place.objects.values_list("kind", "name"))
    home = _is_home(province)
    adopted: dict[str, Entity] = {}
    for row in wanted:
        # A commune's name may be another province's commune's as well.
        is_telling = row.place == province or home or counted[row.place.kind, row.place.name] == 1
        for organisation in (found for key in keys[row.key] for found in candidates.get(key, [])):
            if organisation.entity in adopted.values() or not _fits(organisation, row, is_telling):
                continue
            Organisation.objects.filter(pk=organisation.pk).update(registry_key=row.key)
            adopted[row.key] = organisation.entity
            break
    return adopted


def _keys(row: Wanted, province: Place) -> list[str]:
    """Return the keys under which somebody may have put the body on record, its name's first."""
    at_home = _is_home(province)
    return [row.entity.match_key] + [
        alias.match_key
        for alias in row.aliases
        if alias.kind != AliasKind.FORMER and (at_home or not alias.is_local)
    ]


def _is_home(province: Place) -> bool:
    return fold(settings.NEWSROOM_PROVINCE) == province.folded_name


def _made_by_hand(keys: set[str]) -> dict[str, list[Organisation]]:
    found: dict[str, list[Organisation]] = defaultdict(list)
    by_hand = Organisation.objects.filter(registry_key="").select_related("entity")
    listed = sorted(keys)
    for start in range(0, len(listed), BATCH):
        page = listed[start : start + BATCH]
        for organisation in by_hand.filter(entity__match_key__in=page):
            found[organisation.entity.match_key].append(organisation)
        aliases = Alias.objects.filter(match_key__in=page, entity__organisation__registry_key="")
        for alias in aliases.select_related("entity__organisation"):
            found[alias.match_key].append(alias.entity.organisation)
    return found


def _fits(organisation: Organisation, row: Wanted, is_telling: bool) -> bool:
    """Say whether a record of the body's name is the body, as far as its place is known."""
    wanted = row.organisation
    if organisation.province_id is None:
        return is_telling
    return organisation.province_id == wanted.province_id and organisation.unit_id in {
        None,
        wanted.unit_id,
    }
