"""What is odd about a record, and may be right all the same: sentences for the desk."""

import datetime
from collections import defaultdict
from itertools import combinations

from django.db.models import Q
from django.utils.translation import gettext as _

from entities.models import Alias, DatePrecision, Entity, Post, Tenure

# A list of warnings that is longer is not read.
SHOWN = 5

Span = tuple[datetime.date, datetime.date]


def of(entity: Entity) -> list[str]:
    """Return what the desk should look at, at most a few sentences of each kind."""
    return [*shared_names(entity)[:SHOWN], *double_holders(entity)[:SHOWN]]


def shared_names(entity: Entity) -> list[str]:
    """Say which names of `entity` are another record's too: the finder cannot tell them apart."""
    own = Alias.objects.filter(entity=entity, is_local=False)
    keys = {entity.match_key, *own.values_list("match_key", flat=True)}
    names = Entity.objects.surviving().filter(match_key__in=keys).exclude(pk=entity.pk)
    aliases = (
        Alias.objects.filter(match_key__in=keys, is_local=False)
        .filter(Q(entity__merged_into__isnull=True) | ~Q(entity__merged_into=entity))
        .exclude(entity=entity)
        .select_related("entity__merged_into")
    )
    pairs = [
        *((other.name, other) for other in names),
        *((alias.name, alias.entity.merged_into or alias.entity) for alias in aliases),
    ]
    return list(
        dict.fromkeys(
            _("“%(name)s” is a name of “%(other)s” too: in each story the desk will be asked.")
            % {"name": name, "other": other}
            for name, other in pairs
        )
    )


def double_holders(entity: Entity) -> list[str]:
    """Name two people who hold an office of one at once, on days that are sure."""
    posts = Post.objects.filter(is_single=True)
    posts = (
        posts.filter(tenures__person=entity)
        if entity.is_person
        else posts.filter(organisation=entity)
    )
    held: dict[int, list[Tenure]] = defaultdict(list)
    rows = Tenure.objects.filter(post__in=posts.values("pk")).order_by("start_on", "pk")
    for tenure in rows.select_related("post", "person"):
        held[tenure.post_id].append(tenure)
    return [
        _("“%(office)s” has two holders on one day: %(first)s and %(second)s.")
        % {"office": first.post.label, "first": first.person, "second": second.person}
        for tenures in held.values()
        for first, second in combinations(tenures, 2)
        if first.person_id != second.person_id
        and (not entity.is_person or entity.pk in {first.person_id, second.person_id})
        and overlap(sure_span(first), sure_span(second))
    ]


def sure_span(tenure: Tenure) -> Span | None:
    """
    Return the days on which the office was surely held, or None.

    Of an end known to the year the first day of the year is sure, of a start the last:
    who left in 2024 and who came in 2024 did not hold it together.
    """
    if tenure.start_on is None and tenure.end_on is None:
        return (tenure.attested_on, tenure.attested_on) if tenure.attested_on else None
    start, end = tenure.start_on or datetime.date.min, tenure.end_on or datetime.date.max
    match tenure.start_precision if tenure.start_on else DatePrecision.DAY:
        case DatePrecision.YEAR:
            start = start.replace(month=12, day=31)
        case DatePrecision.MONTH:
            start = _next_month(start) - datetime.timedelta(1)
    match tenure.end_precision if tenure.end_on else DatePrecision.DAY:
        case DatePrecision.YEAR:
            end = end.replace(month=1, day=1)
        case DatePrecision.MONTH:
            end = end.replace(day=1)
    return (start, end) if start <= end else None


def _next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + datetime.timedelta(32)).replace(day=1)


def overlap(first: Span | None, second: Span | None) -> bool:
    if first is None or second is None:
        return False
    return first[0] <= second[1] and second[0] <= first[1]
