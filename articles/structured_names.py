"""schema.org JSON-LD of the people and organisations that a story names."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q

from articles.structured_site import Facts, without_nothing
from entities.models import (
    Alias,
    AliasKind,
    DatePrecision,
    Entity,
    EntityPage,
    Organisation,
    OrganisationKind,
    Person,
    Tenure,
)
from entities.offices import printed

# Whose bodies are the state's; the Party, unions, companies and the press are organisations.
GOVERNMENT = {
    OrganisationKind.GOVERNMENT,
    OrganisationKind.COUNCIL,
    OrganisationKind.MILITARY,
    OrganisationKind.POLICE,
    OrganisationKind.COURT,
}
WIKIDATA = "https://www.wikidata.org/wiki/"

Paths = Mapping[int, tuple[Entity, str]]


def named(entities: Iterable[Mapping[str, Any]], paths: Paths, day: datetime.date) -> list[Facts]:
    """
    Return a description of each of an edition's `entities` that has a page; four queries at most.

    The name and the office are as printed; the offices of `day` say since when, and where.
    """
    shown = [entity for entity in entities if entity["id"] in paths]
    if not shown:
        return []
    known = _Known({record.pk for record, _path in paths.values()}, paths, day)
    return [known.described(entity, *paths[entity["id"]]) for entity in shown]


def iso_date(day: datetime.date | None, precision: str) -> str:
    """Return a day as precisely as it is known: 1968-05-17, 1968-05 or 1968 (ISO 8601)."""
    if day is None:
        return ""
    length = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(DatePrecision(precision), 10)
    return day.isoformat()[:length]


def type_of(kind: str) -> str:
    """Return what schema.org calls an organisation of this kind."""
    return "GovernmentOrganization" if kind in GOVERNMENT else "Organization"


class _Known:
    """What is on record of the names in one story, read at once."""

    def __init__(self, ids: set[int], paths: Paths, day: datetime.date) -> None:
        self.paths = {record.pk: path for record, path in paths.values()}
        self.people = Person.objects.in_bulk(ids)
        self.bodies = Organisation.objects.select_related("parent__organisation").in_bulk(ids)
        self.names = defaultdict(list)
        for entity, name in (
            Alias.objects.filter(entity__in=ids)
            .filter(
                Q(kind__in=[AliasKind.SHORT, AliasKind.ABBREVIATION])
                # Former names of a body stand with their dates, on its page.
                | Q(kind=AliasKind.FORMER, entity__in=self.people)
            )
            .order_by("name")
            .values_list("entity", "name")
        ):
            self.names[entity].append(name)
        self.offices = defaultdict(list)
        for tenure in (
            Tenure.objects.filter(person__in=self.people)
            .on(day)
            .by_rank()
            .select_related("post__organisation__organisation")
        ):
            self.offices[tenure.person_id].append(tenure)

    def described(self, entity: Mapping[str, Any], record: Entity, path: str) -> Facts:
        about = {"name": entity["name"], "url": f"{settings.SITE_URL}{path}"}
        others = [name for name in self.names[record.pk] if name != entity["name"]]
        if record.is_person:
            return {"@type": "Person", **about, **self._of_person(entity, record, others)}
        body = self.bodies[record.pk]
        short = [body.short_name] if body.short_name else []
        return {"@type": type_of(body.kind), **about} | without_nothing(
            {
                "alternateName": list(dict.fromkeys([*short, *others])),
                "parentOrganization": self._parent(body),
            }
        )

    def _of_person(self, entity: Mapping[str, Any], record: Entity, others: list[str]) -> Facts:
        wikidata = self.people[record.pk].wikidata_id
        held = self.offices[record.pk]
        return without_nothing(
            {
                "alternateName": others,
                "jobTitle": entity["office"],
                "hasOccupation": [_role(tenure) for tenure in held],
                "worksFor": self._bodies_of(held),
                "sameAs": f"{WIKIDATA}{wikidata}" if wikidata else "",
            }
        )

    def _bodies_of(self, held: Iterable[Tenure]) -> list[Facts]:
        bodies = {tenure.post.organisation_id: tenure.post.organisation for tenure in held}
        return [
            {"@type": type_of(body.organisation.kind), **self._address(body)}
            for body in bodies.values()
        ]

    def _parent(self, body: Organisation) -> Facts | None:
        # Without a page a body is not named to readers, as a parent either.
        if body.parent is None or body.parent.page != EntityPage.PUBLIC:
            return None
        return {"@type": type_of(body.parent.organisation.kind), **self._address(body.parent)}

    def _address(self, body: Entity) -> Facts:
        path = self.paths.get(body.pk)
        return {"name": body.name, **({"url": f"{settings.SITE_URL}{path}"} if path else {})}


def _role(tenure: Tenure) -> Facts:
    """
    schema.org/Role: an occupation, and since when it was held.

    Not until when: what is held on the day of a story ends after it, and may not be told yet.
    """
    return {
        "@type": "Role",
        "hasOccupation": {"@type": "Occupation", "name": printed(tenure)},
    } | without_nothing({"startDate": iso_date(tenure.start_on, tenure.start_precision)})
