"""Two records side by side: what the desk must see to say whether they are one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from articles.journal import target
from articles.merge_rules import RULES
from articles.models import Edition, EditionEntity
from entities.models import Alias, Entity, Tenure
from entities.offices import shown_date


@dataclass
class Card:
    entity: Entity
    names: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    stories: int = 0

    @property
    def born(self) -> str:
        """As precisely as it is known."""
        person = self.entity.person
        return shown_date(person.born_on, person.born_precision)


def cards(pks: Iterable[int]) -> dict[int, Card]:
    """Return {id: card}, in the order of the ids, in five queries, however many there are."""
    wanted = list(pks)
    entities = Entity.objects.select_related("person", "organisation__parent").in_bulk(wanted)
    made = {pk: Card(entities[pk]) for pk in wanted if pk in entities}
    for alias in Alias.objects.filter(entity__in=made):
        made[alias.entity_id].names.append(alias.name)
    tenures = Tenure.objects.filter(person__in=made).newest_first()
    for tenure in tenures.select_related("post__organisation"):
        made[tenure.person_id].offices.append(office_text(tenure))
    for pk, count in stories_of(made):
        made[pk].stories = count
    return made


def office_text(tenure: Tenure) -> str:
    since = shown_date(tenure.start_on, tenure.start_precision)
    until = shown_date(tenure.end_on, tenure.end_precision)
    dates = f" ({f'{since} – {until}'.strip()})" if since or until else ""
    return f"{tenure.post.label}, {tenure.post.organisation}{dates}"


def stories_of(pks: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return (id, how many stories that readers see name it)."""
    visible = Edition.objects.public(timezone.now()).stories()
    rows = EditionEntity.objects.filter(entity__in=list(pks), edition__in=visible)
    # order_by: the model's own order would part the groups.
    return rows.order_by().values_list("entity").annotate(stories=Count("pk"))


def moving(first: Entity, second: Entity) -> list[tuple[str, int, int]]:
    """Return (what, of the first, of the second) for what a merging would move, if anything."""
    found = []
    for relation, rule in RULES.items():
        if not rule.label:
            continue
        model, column = target(relation)
        rows = model._base_manager.filter(**{f"{column}__in": [first, second]}).order_by()
        counts: dict[int, int] = defaultdict(int, rows.values_list(column).annotate(n=Count("pk")))
        if counts:
            found.append((str(rule.label), counts[first.pk], counts[second.pk]))
    return found
