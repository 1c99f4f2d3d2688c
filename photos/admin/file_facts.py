"""What the file says, chosen by a button of the form where no script fills the boxes."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

BUTTON = "_use"


def filled(sent: QueryDict, boxes: dict[str, Any]) -> tuple[QueryDict, list[str]]:
    """
    Return the form as it was sent with the values of photos.choosing in its empty boxes.

    The names of the boxes in which somebody wrote another value come with it: those stay.
    """
    data = sent.copy()
    del data[BUTTON]
    # Saved, and shown again: there may be more to choose.
    data["_continue"] = "1"
    kept = []
    for box, value in boxes.items():
        fill = _FILL.get(box, _fill_text)
        kept += fill(data, box, value)
    return data, kept


def _fill_text(data: QueryDict, box: str, value: str) -> list[str]:
    return _put(data, {box: value}, name=box)


def _put(data: QueryDict, values: dict[str, str], *, name: str, unsaid: str = "") -> list[str]:
    """Put all of `values` if none of their boxes holds another; else return `name`."""
    now = {box: data.get(box, "").strip() for box in values}
    if any(now[box] not in {"", unsaid, value} for box, value in values.items()):
        return [name]
    for box, value in values.items():
        data[box] = value
    return []


def _fill_moment(data: QueryDict, box: str, value: list[str]) -> list[str]:
    day, hour = value
    return _put(data, {f"{box}_0": day, f"{box}_1": hour}, name=box)


def _fill_subjects(data: QueryDict, box: str, value: list[dict[str, Any]]) -> list[str]:
    ids = [*data.getlist(box), *(str(one["id"]) for one in value)]
    data.setlist(box, list(dict.fromkeys(ids)))
    return []


def _fill_credit(data: QueryDict, _box: str, said: dict[str, Any]) -> list[str]:
    kept = []
    if provider := said.get("provider"):
        kept += _put(data, {"provider": str(provider["id"])}, name="provider")
    # The kind that goes with one provider does not go with another.
    for box, unsaid in [("kind", "unknown"), ("medium", "photo")]:
        if box in said and (box == "medium" or "provider" not in kept):
            kept += _put(data, {box: said[box]}, name=box, unsaid=unsaid)
    if creators := said.get("creators"):
        kept += _add_creators(data, creators)
    return kept


def _add_creators(data: QueryDict, names: list[str]) -> list[str]:
    count = data.get("creators-TOTAL_FORMS", "")
    if not count.isdecimal() or len(count) > 3:
        return ["creators"]
    first = int(count)
    rows = range(first)
    if any(data.get(f"creators-{n}-{box}") for n in rows for box in ["entity", "name"]):
        return ["creators"]
    for number, name in enumerate(names, first):
        data[f"creators-{number}-name"] = name
        data[f"creators-{number}-position"] = str(number - first)
    data["creators-TOTAL_FORMS"] = str(first + len(names))
    return []


_FILL: dict[str, Callable[[QueryDict, str, Any], list[str]]] = {
    "taken_at": _fill_moment,
    "subjects": _fill_subjects,
    "credit": _fill_credit,
}
