"""What the file of a photo says, one by one, as values for the boxes of the photo's form."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from entities.lookup import name_key
from entities.models import Entity, EntityKind
from photos import services
from photos.labels import LABELS
from photos.models import CreditKind, Medium, Photo
from photos.proposals import KINDS

# What goes into a box as it is.
TEXTS = {"caption", "place", "usage_terms", "instructions"}
ALL = "all"


@dataclass(frozen=True)
class Stranger:
    """A name in the file that means no record, or more than one."""

    kind: EntityKind
    name: str
    is_several: bool


@dataclass(frozen=True)
class Choice:
    """
    One thing that the file says. `boxes` is {box: value}, empty where the form has none for it.

    - caption, place, usage_terms, instructions: a text;
    - taken_at: [day, hour] as the form shows them;
    - subjects: [{"id", "name"}], to be added to those chosen;
    - credit: {"creators", "provider": {"id", "name"} or None, "kind", "medium"}, only what is said.
    """

    key: str
    text: str
    source: str
    is_guessed: bool
    boxes: dict[str, Any]
    strangers: list[Stranger] = field(default_factory=list)

    @property
    def for_script(self) -> str:
        return json.dumps(self.boxes)


def rows(photo: Photo) -> list[dict[str, Any]]:
    """Return {"label", "choices"} of each fact that the file tells, the most trusted first."""
    return [
        {
            "label": LABELS[name],
            "choices": [_choice(name, number, one) for number, one in enumerate(said)],
        }
        for name, said in photo.embedded.items()
    ]


def chosen(photo: Photo, key: str) -> dict[str, Any]:
    """Return the boxes of the choice `key` ("caption:0"), or of ALL: of the first for each fact."""
    choices = [choice for row in rows(photo) for choice in row["choices"]]
    if key != ALL:
        return next((choice.boxes for choice in choices if choice.key == key), {})
    merged: dict[str, Any] = {}
    # The by-line after the credit line, and how it was made after both.
    order = {name: number for number, name in enumerate(["credit", "creators", "source_type"])}
    firsts = [choice for choice in choices if choice.key.endswith(":0")]
    for choice in sorted(firsts, key=lambda one: order.get(one.key[:-2], -1)):
        credit = {**merged.get("credit", {}), **choice.boxes.get("credit", {})}
        merged |= choice.boxes | ({"credit": credit} if credit else {})
    return merged


def _choice(name: str, number: int, said: dict[str, Any]) -> Choice:
    value = said["value"]
    boxes, strangers = _boxes(name, value)
    return Choice(
        key=f"{name}:{number}",
        text=_shown(name, value),
        source=said["source"],
        is_guessed=said["is_guessed"],
        boxes=boxes,
        strangers=strangers,
    )


def _shown(name: str, value: Any) -> str:
    if name == "taken_at":
        return f"{_moment(value):%H:%M, %d/%m/%Y}"
    return "; ".join(value) if isinstance(value, list) else value


def _moment(text: str) -> datetime.datetime:
    return timezone.localtime(datetime.datetime.fromisoformat(text))


def _boxes(name: str, value: Any) -> tuple[dict[str, Any], list[Stranger]]:
    if name in TEXTS:
        return {name: value}, []
    match name:
        case "taken_at":
            moment = _moment(value)
            return {name: [f"{moment:%d/%m/%Y}", f"{moment:%H:%M:%S}"]}, []
        case "creators":
            return {"credit": {"creators": value}}, []
        case "source_type" if value in KINDS:
            return {"credit": {"kind": str(KINDS[value])}}, []
        case "credit":
            return _credit(value)
        case "people":
            return _people(value)
    return {}, []


def _credit(line: str) -> tuple[dict[str, Any], list[Stranger]]:
    parsed = services.read_caption(f"Ảnh: {line}")
    if not parsed.has_credit:
        return {"credit": {"creators": [line[: services.LONGEST_CREATOR]]}}, []
    provider = services.find_provider(parsed.provider)
    said: dict[str, Any] = {}
    if parsed.creators:
        said["creators"] = list(parsed.creators)
    if provider:
        said["provider"] = {"id": provider.pk, "name": provider.name}
    is_new = bool(parsed.provider) and provider is None
    # An agency that is not on record comes into no box, and another's photo is not an agency's.
    if parsed.kind != "unknown" and not (is_new and parsed.kind == CreditKind.AGENCY):
        said["kind"] = parsed.kind
    if parsed.medium != Medium.PHOTO:
        said["medium"] = parsed.medium
    strangers = [Stranger(EntityKind.ORGANISATION, parsed.provider, False)] if is_new else []
    return ({"credit": said} if said else {}), strangers


def _people(names: Iterable[str]) -> tuple[dict[str, Any], list[Stranger]]:
    keys = {name: name_key(EntityKind.PERSON, name) for name in names}
    alive = Entity.objects.people().filter(match_key__in=keys.values(), merged_into=None)
    bearers: dict[str, list[Entity]] = {}
    for person in alive.order_by("pk"):
        bearers.setdefault(person.match_key, []).append(person)
    found = {name: bearers.get(key, []) for name, key in keys.items()}
    subjects = [{"id": p[0].pk, "name": p[0].name} for p in found.values() if len(p) == 1]
    strangers = [
        Stranger(EntityKind.PERSON, name, bool(people))
        for name, people in found.items()
        if len(people) != 1
    ]
    return ({"subjects": subjects} if subjects else {}), strangers
