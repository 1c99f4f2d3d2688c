"""schema.org JSON-LD of the pages of people and organisations: ProfilePage, Organization."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from articles.rendering import json_script_ld
from articles.structured_data import absolute
from entities.models import DatePrecision, Entity, Organisation, OrganisationKind, Person

# Whose bodies are the state's; the Party, unions, companies and the press are organisations.
GOVERNMENT = {
    OrganisationKind.GOVERNMENT,
    OrganisationKind.COUNCIL,
    OrganisationKind.MILITARY,
    OrganisationKind.POLICE,
    OrganisationKind.COURT,
}
WIKIDATA = "https://www.wikidata.org/wiki/"

Facts = dict[str, Any]


def of_person(
    entity: Entity,
    record: Person,
    *,
    names: Sequence[str],
    offices: Sequence[Mapping[str, Any]],
    portrait: Mapping[str, Any] | None,
) -> str:
    """Return the ProfilePage of somebody, with what is held today; an element for <head>."""
    held = [office for office in offices if office["is_current"]]
    person = _described("Person", entity, names) | _without_nothing(
        {
            "birthDate": iso_date(record.born_on, record.born_precision),
            "deathDate": iso_date(record.died_on, record.died_precision),
            "jobTitle": [office["label"] for office in held],
            "worksFor": [_named(office) for office in held],
            "sameAs": f"{WIKIDATA}{record.wikidata_id}" if record.wikidata_id else "",
            "image": _image(portrait) if portrait else "",
        }
    )
    return _page(entity, {"@type": "ProfilePage", "mainEntity": person})


def of_organisation(
    entity: Entity, record: Organisation, *, names: Sequence[str], parent: Mapping[str, str] | None
) -> str:
    """Return what is known of a body, with what it is a part of; an element for <head>."""
    government = record.kind in GOVERNMENT
    body = _described("GovernmentOrganization" if government else "Organization", entity, names)
    body |= _without_nothing(
        {
            "foundingDate": iso_date(record.founded_on, record.founded_precision),
            "dissolutionDate": iso_date(record.dissolved_on, record.dissolved_precision),
            "parentOrganization": _organisation(parent["name"], parent["path"]) if parent else "",
        }
    )
    return _page(entity, {"@type": "WebPage", "mainEntity": body})


def iso_date(day: datetime.date | None, precision: str) -> str:
    """Return a day as precisely as it is known: 1968-05-17, 1968-05 or 1968 (ISO 8601)."""
    if day is None:
        return ""
    length = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(DatePrecision(precision), 10)
    return day.isoformat()[:length]


def _page(entity: Entity, page: Facts) -> str:
    url = f"{settings.SITE_URL}{entity.get_absolute_url()}"
    steps = [(settings.NEWSROOM_NAME, f"{settings.SITE_URL}/"), (entity.name, url)]
    return json_script_ld(
        {
            "@context": "https://schema.org",
            "@id": url,
            "url": url,
            "name": entity.name,
            "inLanguage": "vi",
            **page,
            "breadcrumb": {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": name, "item": address}
                    for place, (name, address) in enumerate(steps, start=1)
                ],
            },
        }
    )


def _described(type_: str, entity: Entity, names: Sequence[str]) -> Facts:
    url = f"{settings.SITE_URL}{entity.get_absolute_url()}"
    return {"@type": type_, "name": entity.name, "url": url} | _without_nothing(
        {"alternateName": list(names)}
    )


def _named(office: Mapping[str, Any]) -> Facts:
    return _organisation(office["organisation_name"], office["organisation_path"])


def _organisation(name: str, path: str) -> Facts:
    url = {"url": f"{settings.SITE_URL}{path}"} if path else {}
    return {"@type": "Organization", "name": name, **url}


def _image(portrait: Mapping[str, Any]) -> Facts:
    file = portrait["largest"]
    return {
        "@type": "ImageObject",
        "contentUrl": absolute(file["url"]),
        "width": file["width"],
        "height": file["height"],
        "creditText": portrait["credit_line"],
    }


def _without_nothing(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value}
