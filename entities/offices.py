"""Which office a person held on a day, and how it is printed."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import override, pgettext

from entities.models import DatePrecision, Tenure


def printed(tenure: Tenure) -> str:
    """Return the office as printed: the post's label, with "Quyền" before an acting holder."""
    label = tenure.post.label
    if not tenure.is_acting:
        return label
    with override("vi"):
        acting = pgettext("office", "Acting")
    return f"{acting} {label[:1].lower()}{label[1:]}"


def offices_on(people: Iterable[int], day: datetime.date) -> dict[int, str]:
    """
    Return {entity id: offices held on `day`, by rank, parted by ", "}, one query.

    People without an office that day are left out. See TenureQuerySet.on for what
    is known in part. Shape after Popolo's Membership.
    """
    held = defaultdict(list)
    tenures = Tenure.objects.filter(person__in=list(people)).on(day).by_rank()
    for tenure in tenures.select_related("post"):
        held[tenure.person_id].append(printed(tenure))
    return {person: ", ".join(dict.fromkeys(labels)) for person, labels in held.items()}


def shown_date(day: datetime.date | None, precision: str) -> str:
    """Return a day as precisely as it is known: 17/11/2025, 11/2025 or 2025; "" for None."""
    if day is None:
        return ""
    match precision:
        case DatePrecision.YEAR:
            return f"{day.year}"
        case DatePrecision.MONTH:
            return f"{day.month}/{day.year}"
    return f"{day.day:02}/{day.month:02}/{day.year}"
