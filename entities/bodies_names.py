"""How the bodies of entities.bodies_list are written for one place: names and other names."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from entities.bodies_list import OTHER_NAMES, WERE_PROVINCES, Body
from entities.models import AliasKind, Place, PlaceKind
from vietnamese.abbreviations import variants

_SHORTENED = re.compile(r"[^\W\d_a-zà-ỹ]{2}|&|\bTP\b")


@dataclass(frozen=True)
class Written:
    """One way of writing a body."""

    name: str
    kind: AliasKind
    is_local: bool = False
    until: datetime.date | None = None


@dataclass(frozen=True)
class Spelling:
    """
    How one place is written. `levels` say what kind of place it is ("tỉnh"), `full` name it with
    its kind, `names` without, `committee_of` name it after "Tỉnh ủy". What is local says no name.
    """

    committee: str
    union: str
    levels: list[str]
    full: list[str]
    names: list[str] = field(default_factory=list)
    committee_of: list[str] = field(default_factory=list)


def spelling(place: Place) -> Spelling:
    match place.kind:
        case PlaceKind.PROVINCE:
            return _province(place.name)
        case PlaceKind.CITY:
            return _city(place.name, OTHER_NAMES.get(place.code, ""))
        case PlaceKind.WARD:
            level = "phường"
        case PlaceKind.SPECIAL_ZONE:
            level = "đặc khu"
        case _:
            level = "xã"
    # A unit is never meant without its name: there are too many.
    return Spelling("", "", [], [f"{level} {place.name}"])


def _province(name: str) -> Spelling:
    return Spelling("Tỉnh ủy", "Tỉnh đoàn", ["tỉnh"], [f"tỉnh {name}"], [name], [name])


def _city(name: str, other_name: str) -> Spelling:
    levels = ["thành phố ", "TP ", "TP.", "TP. "]
    full = [f"{level}{called}" for called in [name, other_name] if called for level in levels]
    if other_name:
        full.append(f"TP{other_name}")
    names = [other_name or name]
    after_committee = [*full, *names] if other_name else [*names, *full]
    return Spelling("Thành ủy", "Thành đoàn", ["thành phố", "TP"], full, names, after_committee)


def short_name(body: Body, place: Place) -> str:
    """Return "UBND tỉnh", "Sở Y tế", "Ban Tổ chức Tỉnh ủy", "UBND xã Cửa Lạch"."""
    here = spelling(place)
    level = (here.levels or here.full)[0]
    if body.short:
        return f"{body.short} {level}"
    return _fill(body.name, here, level).strip()


def written(body: Body, place: Place) -> list[Written]:
    """
    Return every way of writing `body` of `place`, its name first, none twice.

    The spellings differ; two may still have one key for matching.
    """
    here = spelling(place)
    found = {form.name: form for form in reversed(list(_all(body, place, here)))}
    return list(reversed(found.values()))


def _all(body: Body, place: Place, here: Spelling) -> Iterator[Written]:
    for name, is_local in _ways([body.name, *body.also], here):
        yield Written(name, _kind(name), is_local)
    for name, is_local in _ways(body.former, here):
        yield Written(name, AliasKind.FORMER, is_local, body.former_until)
    if place.code in WERE_PROVINCES:
        old_name, until = WERE_PROVINCES[place.code]
        for name, is_local in _ways([body.name, *body.also], _province(old_name)):
            # "Tỉnh ủy" alone is another province's today.
            if not is_local:
                yield Written(name, AliasKind.FORMER, until=until)


def _ways(templates: list[str] | tuple[str, ...], here: Spelling) -> Iterator[tuple[str, bool]]:
    """Yield (name, whether it is local), as written out first."""
    for template in templates:
        for form in _variants(template):
            if "{committee}" in form or "{union}" in form:
                base = _fill(form, here, "")
                places, local = here.committee_of, [base]
            elif "{name}" in form:
                base = form.removesuffix(" {name}")
                places, local = here.names, [base]
            else:
                base = form.removesuffix(" {level}")
                places = [*here.full, *here.names]
                local = [f"{base} {level}" for level in here.levels]
                if base == form:
                    local.insert(0, base)
            yield from ((f"{base} {place}", False) for place in places)
            yield from ((name, True) for name in local)


def _fill(template: str, here: Spelling, level: str) -> str:
    return template.format(level=level, name="", committee=here.committee, union=here.union)


@lru_cache(maxsize=512)
def _variants(template: str) -> list[str]:
    return [template, *sorted(variants(template) - {template})]


def _kind(name: str) -> AliasKind:
    return AliasKind.ABBREVIATION if _SHORTENED.search(name) else AliasKind.SHORT
