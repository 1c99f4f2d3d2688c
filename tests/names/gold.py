"""The stories of this folder and what a person marked in them by hand."""

import datetime
import json
import re
from dataclasses import dataclass
from pathlib import Path

from articles.spotting import spot
from entities import services
from entities.models import Alias, AliasKind, DatePrecision, Entity, EntityKind, Post, Tenure
from tests import factories as make
from vietnamese.text import normalise

FOLDER = Path(__file__).parent
STORIES = sorted(path.stem for path in (FOLDER / "stories").glob("*.txt"))
PROVINCE = "Ngân Hải"
PINNED = FOLDER / "pinned.json"


@dataclass(frozen=True)
class Gold:
    """A story with its marks: every list holds (start, end, what was marked)."""

    text: str
    date: str
    mentions: list
    ambiguous: list
    unknown: list
    negatives: list


def story(stem: str) -> Gold:
    text = normalise((FOLDER / "stories" / f"{stem}.txt").read_text(encoding="utf-8"))
    marks = json.loads((FOLDER / "stories" / f"{stem}.json").read_text(encoding="utf-8"))
    places = _places(text, marks)
    placed = {
        name: [(*places[mark["text"]][mark["occurrence"] - 1], mark) for mark in marks[name]]
        for name in ["mentions", "ambiguous", "unknown", "not"]
    }
    return Gold(
        text,
        marks["date"],
        placed["mentions"],
        placed["ambiguous"],
        placed["unknown"],
        placed["not"],
    )


def shown(text: str, date: str, marks: dict[int, str]) -> dict[str, list]:
    """Return what the finder says of a story, in a form to compare and to read."""
    found = spot(text, day=datetime.date.fromisoformat(date))
    return {
        "mentions": [
            [row["start"], row["end"], row["text"], marks[row["id"]], row["rule"]]
            for row in found["mentions"]
        ],
        "ambiguous": [
            [row["start"], row["text"], sorted(marks[one["id"]] for one in row["candidates"])]
            for row in found["ambiguous"]
        ],
        "proposals": [
            [row["start"], row["text"], row["kind"], row["cue"], row["title"]]
            for row in found["proposals"]
        ],
    }


def _places(text: str, marks: dict) -> dict[str, list[tuple[int, int]]]:
    """Where each marked surface stands, longest first at each place, as they were counted."""
    surfaces = {
        mark["text"] for name in ["mentions", "ambiguous", "unknown", "not"] for mark in marks[name]
    }
    longest_first = "|".join(map(re.escape, sorted(surfaces, key=len, reverse=True)))
    places: dict[str, list[tuple[int, int]]] = {}
    for match in re.finditer(rf"(?<!\w)(?:{longest_first})(?!\w)", text):
        places.setdefault(match.group(), []).append(match.span())
    return places


def write_registry() -> dict[str, int]:
    """Write the registry of the stories; return {mark: id of the entity}."""
    data = json.loads((FOLDER / "registry.json").read_text(encoding="utf-8"))
    province = make.province(PROVINCE)
    ids = {}
    for row in data["organisations"]:
        entity = services.create(
            EntityKind.ORGANISATION, row["name"], kind=row["kind"], province=province
        )
        ids[row["id"]] = entity.pk
        for name in row["aliases"]:
            Alias.objects.create(
                entity=entity,
                name=name,
                kind=AliasKind.SHORT,
                is_local=is_local(name, row["name"]),
            )
    for row in data["people"]:
        entity = services.create(EntityKind.PERSON, row["name"], gender=row["gender"] or "")
        ids[row["id"]] = entity.pk
        for office in row["offices"]:
            _hold(entity, office, ids)
    return ids


def is_local(alias: str, name: str) -> bool:
    """A short form that says no place, where the full name does."""
    return PROVINCE in name and PROVINCE not in alias


def _hold(person: Entity, office: dict, ids: dict[str, int]) -> None:
    post, _new = Post.objects.get_or_create(
        organisation_id=ids[office["organisation"]], label=office["label"]
    )
    Tenure.objects.create(
        person=person,
        post=post,
        start_on=_day(office["start"]),
        end_on=_day(office["end"]),
        start_precision=DatePrecision.DAY,
    )


def _day(text: str | None) -> str | None:
    return text and "-".join([*text.split("-"), "01", "01"][:3])
