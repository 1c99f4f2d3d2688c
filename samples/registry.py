"""The sample registry: sections, organisations, people, offices."""

import datetime
import json
from pathlib import Path
from typing import Any

from django.db import transaction

from articles.models import Section
from entities import services
from entities.models import (
    Alias,
    DatePrecision,
    Entity,
    EntityKind,
    EntityPage,
    Organisation,
    Place,
    PlaceKind,
    Post,
    Tenure,
)
from entities.offices import is_single_by_label
from vietnamese.text import fold

FOLDER = Path(__file__).parent
# No code of the state's: those are numbers.
PROVINCE_CODE = "NH"
# Whose these are, the registry does not say: a company is no body of a province.
OF_NO_PROVINCE = {"company", "press", "school"}

# The stories say "this morning": the offices that change hands in them move with the day.
WRITTEN_ON = datetime.date(2026, 11, 23)
MOVES_SINCE = datetime.date(2026, 10, 1)

# The smaller, the earlier in "Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, …".
RANKS = {"Bí thư": 10, "Chủ tịch": 20, "Trưởng đoàn": 30, "Giám đốc": 40, "Phó": 60}


def load() -> dict[str, Any]:
    return json.loads((FOLDER / "registry.json").read_text(encoding="utf-8"))


@transaction.atomic
def create(today: datetime.date) -> None:
    """Write the whole registry, or nothing; `today` is the day the demo is made."""
    data = load()
    Section.objects.bulk_create(
        Section(name=row["name"], slug=row["slug"], position=position)
        for position, row in enumerate(data["sections"])
    )
    province = Place.objects.create(
        code=PROVINCE_CODE, kind=PlaceKind.PROVINCE, name=data["province"]
    )
    organisations: dict[str, Entity] = {}
    for row in data["organisations"]:
        organisations[row["name"]] = _organisation(row, province)
    for row in data["organisations"]:
        if row["parent"]:
            Organisation.objects.filter(entity=organisations[row["name"]]).update(
                parent=organisations[row["parent"]]
            )
    posts: dict[tuple[str, str], Post] = {}
    for row in data["people"]:
        _person(row, organisations, posts, today - WRITTEN_ON)


def _organisation(row: dict[str, Any], province: Place) -> Entity:
    is_of_province = row["kind"] not in OF_NO_PROVINCE
    founded_on, founded_precision = parse_day(row["founded"])
    entity = services.create(
        EntityKind.ORGANISATION,
        row["name"],
        page=EntityPage.PUBLIC,
        short_name=row.get("short_name") or "",
        code=row.get("code") or "",
        kind=row["kind"],
        province=province if is_of_province else None,
        founded_on=founded_on,
        founded_precision=founded_precision,
    )
    _aliases(entity, row, local_to=province.name if is_of_province else "")
    return entity


def _person(
    row: dict[str, Any],
    organisations: dict[str, Entity],
    posts: dict[tuple[str, str], Post],
    shift: datetime.timedelta,
) -> None:
    entity = services.create(
        EntityKind.PERSON,
        row["name"],
        page=EntityPage(row["page"]),
        gender=row["gender"],
        biography=row["biography"],
    )
    _aliases(entity, row)
    for tenure in row["tenures"]:
        organisation = organisations[tenure["organisation"]]
        key = (tenure["organisation"], tenure["post"])
        if key not in posts:
            posts[key] = _post(organisation, tenure["post"])
        start_on, start_precision = parse_day(tenure["start"], shift=shift)
        end_on, end_precision = parse_day(tenure["end"], is_end=True, shift=shift)
        Tenure.objects.create(
            person=entity,
            post=posts[key],
            start_on=start_on,
            start_precision=start_precision,
            end_on=end_on,
            end_precision=end_precision,
            is_acting=tenure["acting"],
            source_text=tenure["source"],
        )


def _post(organisation: Entity, title: str) -> Post:
    short = organisation.organisation.short_name or organisation.name
    label = title if short.lower() in title.lower() else f"{title} {short}"
    # "Trưởng đoàn" of a "Đoàn ĐBQH tỉnh" is printed "Trưởng Đoàn ĐBQH tỉnh".
    last, first = title.split()[-1], short.split()[0]
    if last.lower() == first.lower():
        label = f"{title.removesuffix(last)}{short}"
    rank = next((rank for start, rank in RANKS.items() if title.startswith(start)), 100)
    return Post.objects.create(
        organisation=organisation, label=label, rank=rank, is_single=is_single_by_label(label)
    )


def _aliases(entity: Entity, row: dict[str, Any], *, local_to: str = "") -> None:
    """Write the other names; those that do not name the province `local_to` are local to it."""
    keys = {entity.match_key}
    names_it = fold(local_to) in fold(row["name"])
    for alias in row["aliases"]:
        is_local = bool(local_to) and names_it and fold(local_to) not in fold(alias["name"])
        other = Alias(
            entity=entity,
            name=alias["name"],
            kind=alias["kind"],
            is_local=is_local,
            valid_until=parse_day(alias.get("until"))[0],
        )
        other.set_keys()
        # Two ways of placing a tone are one key: nothing new to find.
        if other.match_key not in keys:
            keys.add(other.match_key)
            other.save()


def parse_day(
    text: str | None,
    *,
    is_end: bool = False,
    shift: datetime.timedelta = datetime.timedelta(),
) -> tuple[datetime.date | None, str]:
    """Return ("2021", "2021-06" or "2021-06-28") as a day and its precision; None stays None."""
    if not text:
        return None, DatePrecision.DAY
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    if day:
        exact = datetime.date(year, month, day)
        return (exact + shift if exact >= MOVES_SINCE else exact), DatePrecision.DAY
    precision = DatePrecision.MONTH if month else DatePrecision.YEAR
    if not is_end:
        return datetime.date(year, month or 1, 1), precision
    following = datetime.date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return following - datetime.timedelta(days=1), precision
