"""Names over time: what a record was called on a day."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Q

from entities.models import Alias, AliasKind, Entity


def names_on(entities: Iterable[int], day: datetime.date) -> dict[int, str]:
    """
    Return {entity id: the former name it had on `day`}, one query; others are left out.

    Only a former name with its last day counts: without one nobody knows when it ended.
    """
    former = Alias.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        entity__in=list(entities),
        kind=AliasKind.FORMER,
        valid_until__gte=day,
    )
    # The one that ends first is written last, and wins.
    rows = former.order_by("-valid_until", "-pk").values_list("entity", "name")
    return dict(rows)


@transaction.atomic
def rename(entity: Entity, name: str, *, since: datetime.date) -> None:
    """
    Give a record its new name from a day on; the old one stays as a former name until then.

    Stories of earlier days keep the old name, in their next editions too: no new editions.
    """
    former = entity.name
    entity.set_name(name)
    entity.save()
    keep_former(entity, former, since=since)


def keep_former(entity: Entity, name: str, *, since: datetime.date) -> Alias:
    """Keep the name that a record had until the day before `since`, after those before it."""
    last_day = since - datetime.timedelta(1)
    alias = Alias(entity=entity, name=name)
    alias.set_keys()
    former = Alias.objects.filter(
        entity=entity, kind=AliasKind.FORMER, valid_until__lt=last_day
    ).exclude(match_key=alias.match_key)
    before = former.aggregate(last=Max("valid_until"))["last"]
    kept, _made = Alias.objects.update_or_create(
        entity=entity,
        match_key=alias.match_key,
        defaults={
            "name": alias.name,
            "kind": AliasKind.FORMER,
            "valid_from": before + datetime.timedelta(1) if before else None,
            "valid_until": last_day,
        },
    )
    return kept
