"""
How well names are found, against stories that people annotated: `python -m bench.names FOLDER`.

FOLDER holds annotations.json and registry.json (shape: docs/benchmarks.md) and stays outside the
project. Everything runs in a database in memory.
"""

import argparse
import json
import math
import os
from collections import Counter
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ["DATABASE_URL"] = "sqlite://:memory:"
DAY = "2020-10-27"
PROVINCE = "Quảng Ninh"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print every miss and every mistake")
    options = parser.parse_args()
    stories = json.loads((options.folder / "annotations.json").read_text(encoding="utf-8"))
    registry = json.loads((options.folder / "registry.json").read_text(encoding="utf-8"))
    count: Counter[str] = Counter()
    start_django()
    unknown_beside_a_province(stories, count, show=options.show)
    ids = write(registry)
    for story in stories:
        known_names(story, ids, count, show=options.show)
    report(count)


def start_django() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def write(registry: list[dict[str, Any]]) -> dict[int, str]:
    """Write the registry; return {id of the entity: id in the annotations}."""
    from entities import services
    from entities.models import Alias, EntityKind

    ids = {}
    for row in registry:
        details = {"gender": row["gender"]} if row["kind"] == "person" else {}
        entity = services.create(EntityKind(row["kind"]), row["name"], **details)
        ids[entity.pk] = row["id"]
        for name in row["aliases"]:
            alias = Alias(entity=entity, name=name)
            alias.set_keys()
            if not entity.aliases.filter(match_key=alias.match_key).exists():
                alias.save()
    return ids


class Gold:
    """The marks of a story by their place in its text, paragraphs joined by line ends."""

    def __init__(self, story: dict[str, Any]):
        self.text = "\n".join(story["paragraphs"])
        starts = [0]
        for paragraph in story["paragraphs"]:
            starts.append(starts[-1] + len(paragraph) + 1)
        self.marks = {
            (starts[mark["para"]] + mark["start"], starts[mark["para"]] + mark["end"]): mark
            for mark in story["mentions"]
        }

    def is_doubtful(self, span: tuple[int, int]) -> bool:
        return any(
            mark.get("doubtful") and start < span[1] and span[0] < end
            for (start, end), mark in self.marks.items()
        )

    def around(self, span: tuple[int, int]) -> str:
        return self.text[max(0, span[0] - 45) : span[1] + 30].replace("\n", " / ")


def spot(text: str) -> dict[str, Any]:
    import datetime

    from articles.spotting import spot

    return spot(text, day=datetime.date.fromisoformat(DAY))


def known_names(
    story: dict[str, Any], ids: dict[int, str], count: Counter[str], *, show: bool
) -> None:
    """Count links to people and organisations on record, and short references."""
    from entities.lookup import look_up
    from vietnamese.matching import organisation_key, person_key

    gold = Gold(story)
    made = {
        (row["start"], row["end"]): (ids[row["id"]], row["rule"] == "short reference")
        for row in spot(gold.text)["mentions"]
    }
    for span, (who, is_short) in made.items():
        mark = gold.marks.get(span, {})
        if gold.is_doubtful(span):
            continue
        kind = "short" if is_short else "link"
        is_right = mark.get("canonical") == who
        if not is_right and any(
            other["canonical"] == who and start < span[1] and span[0] < end
            for (start, end), other in gold.marks.items()
            if other["type"] != "CREDIT"
        ):
            # The right body, by a shorter or longer name than was marked: "Hãng Vietjet Air".
            count["link to the right one, other bounds"] += 1
            is_right = True
        count[f"{kind} made"] += 1
        count[f"{kind} right"] += is_right
        if show and not is_right:
            print(f"{story['story']} WRONG {kind} {who}: {gold.around(span)}")
    for span, mark in gold.marks.items():
        if mark.get("doubtful") or mark["type"] not in {"PER", "ORG"} or not mark["canonical"]:
            continue
        if mark["form"] == "short" and mark["type"] == "ORG":
            continue
        key = (person_key if mark["type"] == "PER" else organisation_key)(mark["text"])
        if mark["form"] == "full" and not look_up([key]) and not mark["text"].isupper():
            count["form not on record"] += 1
            continue
        if mark["form"] == "short" and not mark["honorific"]:
            count["bare given name"] += 1
            continue
        kind = "short" if mark["form"] == "short" else "link"
        is_found = made.get(span, ("",))[0] == mark["canonical"]
        count[f"{kind} there"] += 1
        count[f"{kind} found"] += is_found
        if show and not is_found:
            print(f"{story['story']} MISSED {kind} {mark['text']}: {gold.around(span)}")


def unknown_beside_a_province(
    stories: list[dict[str, Any]], count: Counter[str], *, show: bool
) -> None:
    """Count proposals where the bodies of one province are on record, and nobody else."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    settings.NEWSROOM_PROVINCE = PROVINCE
    with transaction.atomic():
        call_command("load_places", verbosity=0)
        call_command("load_bodies", province=PROVINCE, verbosity=0)
        for story in stories:
            unknown_names(story, count, show=show)
        transaction.set_rollback(True)


def unknown_names(story: dict[str, Any], count: Counter[str], *, show: bool) -> None:
    """Count what is proposed of a story."""
    gold = Gold(story)
    proposals = spot(gold.text)["proposals"]
    people = {
        mark["text"]: mark
        for mark in gold.marks.values()
        if mark["type"] == "PER" and mark["form"] == "full"
    }
    proposed = {row["text"]: row for row in proposals if row["kind"] == "person"}
    for name, row in proposed.items():
        if gold.is_doubtful((row["start"], row["end"])):
            continue
        count["person proposed"] += 1
        count["person right"] += name in people
        if show and name not in people:
            print(f"{story['story']} NO PERSON {name}: {gold.around((row['start'], row['end']))}")
    for name, mark in people.items():
        if mark["vietnamese"] and not mark.get("doubtful"):
            count["person there"] += 1
            count["person found"] += name in proposed
            if show and name not in proposed:
                span = next(span for span, other in gold.marks.items() if other is mark)
                print(f"{story['story']} NOT PROPOSED {name}: {gold.around(span)}")
    for row in proposals:
        for start, end in row["spans"] if row["kind"] == "organisation" else []:
            mark = gold.marks.get((start, end), {})
            if gold.is_doubtful((start, end)):
                continue
            count["organisation proposed"] += 1
            count["organisation right"] += mark.get("type") == "ORG"
            if show and mark.get("type") != "ORG":
                print(
                    f"{story['story']} NO BODY {gold.text[start:end]}: {gold.around((start, end))}"
                )


def report(count: Counter[str]) -> None:
    for words, part, whole in [
        ("links, precision", "link right", "link made"),
        ("links, recall", "link found", "link there"),
        ("short references, precision", "short right", "short made"),
        ("short references, recall", "short found", "short there"),
        ("unknown people, precision", "person right", "person proposed"),
        ("unknown people, recall", "person found", "person there"),
        ("unknown organisations, precision", "organisation right", "organisation proposed"),
    ]:
        low, high = wilson(count[part], count[whole])
        share = count[part] / count[whole] if count[whole] else math.nan
        print(f"{words}: {count[part]}/{count[whole]} = {share:.3f} (95 %: {low:.3f}–{high:.3f})")
    print(f"of these by other bounds: {count['link to the right one, other bounds']}")
    print(f"given names without an honorific, never taken: {count['bare given name']}")
    print(f"full mentions in a form that is not on record: {count['form not on record']}")


def wilson(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share, after Wilson."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, z * z
    centre = share + square / (2 * whole)
    spread = z * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return (centre - spread) / (1 + square / whole), (centre + spread) / (1 + square / whole)


if __name__ == "__main__":
    main()
