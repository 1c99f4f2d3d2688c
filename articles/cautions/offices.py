"""An office written for a person that the record does not bear out on the story's day."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from articles.checked import Item, warn
from articles.models import Decision
from entities.models import EntityKind, Tenure
from entities.offices import BARE_TITLES, label_key, printed
from vietnamese.abbreviations import expand

_LONGEST_RANK = max(len(rank.split()) for rank in BARE_TITLES)


def differing(snapshot: Mapping[str, Any], day: datetime.date) -> Iterator[Item]:
    """
    Yield a warning for each office that the person held at another time, or in another rank.

    An office that is not on record is no error of the text: records are never whole.
    """
    people = {
        row["entity"]: row
        for row in snapshot["mentions"]
        if row["entity"] and row["kind"] == EntityKind.PERSON and row["titles"]
        if row["count"] and row["decision"] != Decision.REJECTED
    }
    tenures = Tenure.objects.filter(person__in=people).select_related("post", "person")
    is_held = Exists(Tenure.objects.on(day).filter(pk=OuterRef("pk")))
    on_record: dict[int, list[Tenure]] = {}
    held: set[int] = set()
    for tenure in tenures.annotate(is_held=is_held).order_by("pk"):
        on_record.setdefault(tenure.person_id, []).append(tenure)
        if tenure.is_held:
            held.add(tenure.pk)
    for pk, rows in on_record.items():
        now = [tenure for tenure in rows if tenure.pk in held]
        for title in people[pk]["titles"]:
            yield from _of_title(title, now, rows, day)


def _of_title(
    title: str, now: Sequence[Tenure], rows: Sequence[Tenure], day: datetime.date
) -> Iterator[Item]:
    written = _key(title)
    if not now or written in {_key(tenure.post.label) for tenure in now}:
        return
    # What has an unknown time may be held today as well.
    at_another_time = any(
        written == _key(row.post.label) and (row.start_on or row.end_on) for row in rows
    )
    rank, body = _parts(written)
    in_another_rank = [
        row
        for row in now
        if rank and body and (parts := _parts(_key(row.post.label)))[0]
        if parts[1] == body
    ]
    if not at_another_time and not in_another_rank:
        return
    told = in_another_rank or now
    sources = dict.fromkeys(row.source_text or row.source_url for row in told)
    source = "; ".join(filter(None, sources)) or _("none on record")
    yield warn(
        "office",
        _(
            "“%(name)s” is called “%(written)s”; on %(day)s the record has: %(held)s. "
            "Source: %(source)s."
        )
        % {
            "name": told[0].person.name,
            "written": title,
            "day": f"{day:%d/%m/%Y}",
            "held": ", ".join(dict.fromkeys(printed(row) for row in told)),
            "source": source,
        },
        "names",
    )


def _key(label: str) -> str:
    return label_key(expand(label))


def _parts(key: str) -> tuple[str, str]:
    """Return the rank that an office begins with and the body behind it; ("", "") for none."""
    words = key.split()
    for count in range(min(_LONGEST_RANK, len(words)), 0, -1):
        if (rank := " ".join(words[:count])) in BARE_TITLES:
            return rank, " ".join(words[count:])
    return "", ""
