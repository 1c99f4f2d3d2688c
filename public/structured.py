"""schema.org JSON-LD of the pages of people and organisations: ProfilePage, Organization."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import pgettext

from articles.rendering import json_script_ld
from articles.structured_names import WIKIDATA, iso_date, type_of
from articles.structured_site import Facts, absolute, breadcrumbs, without_nothing
from entities.models import Entity, EntityKind, Organisation, Person
from public.entities.addresses import address_of, directory_of


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
    person = _described("Person", entity, names) | without_nothing(
        {
            "birthDate": iso_date(record.born_on, record.born_precision),
            "deathDate": iso_date(record.died_on, record.died_precision),
            "jobTitle": list(dict.fromkeys(office["label"] for office in held)),
            "worksFor": _bodies_of(held),
            "sameAs": f"{WIKIDATA}{record.wikidata_id}" if record.wikidata_id else "",
            "image": _image(portrait) if portrait else "",
        }
    )
    return _page(entity, {"@type": "ProfilePage", "mainEntity": person})


def of_organisation(
    entity: Entity, record: Organisation, *, names: Sequence[str], parent: Mapping[str, str] | None
) -> str:
    """Return what is known of a body, with what it is a part of; an element for <head>."""
    body = _described(type_of(record.kind), entity, names)
    body |= without_nothing(
        {
            "foundingDate": iso_date(record.founded_on, record.founded_precision),
            "dissolutionDate": iso_date(record.dissolved_on, record.dissolved_precision),
            "parentOrganization": _organisation(**parent) if parent else "",
        }
    )
    return _page(entity, {"@type": "WebPage", "mainEntity": body})


def _page(entity: Entity, page: Facts) -> str:
    url = f"{settings.SITE_URL}{address_of(entity)}"
    return json_script_ld(
        {
            "@context": "https://schema.org",
            "@id": url,
            "url": url,
            "name": entity.name,
            "inLanguage": "vi",
            **page,
            "breadcrumb": breadcrumbs([_directory(entity.kind), (entity.name, url)]),
        }
    )


def _directory(kind: str) -> tuple[str, str]:
    """Return the name and the address of the step above, as the crumbs of the page have them."""
    is_person = kind == EntityKind.PERSON
    name = pgettext("directory", "People") if is_person else pgettext("directory", "Organisations")
    return name, absolute(directory_of(kind))


def _described(type_: str, entity: Entity, names: Sequence[str]) -> Facts:
    url = f"{settings.SITE_URL}{address_of(entity)}"
    return {"@type": type_, "name": entity.name, "url": url} | without_nothing(
        {"alternateName": list(names)}
    )


def _bodies_of(offices: Iterable[Mapping[str, Any]]) -> list[Facts]:
    """Return where offices are held, each body once."""
    parts = ["organisation_name", "organisation_path", "organisation_kind"]
    bodies = dict.fromkeys(tuple(office[part] for part in parts) for office in offices)
    return [_organisation(*body) for body in bodies]


def _organisation(name: str, path: str, kind: str) -> Facts:
    url = {"url": f"{settings.SITE_URL}{path}"} if path else {}
    return {"@type": type_of(kind), "name": name, **url}


def _image(portrait: Mapping[str, Any]) -> Facts:
    file = portrait["largest"]
    return {
        "@type": "ImageObject",
        "contentUrl": absolute(file["url"]),
        "width": file["width"],
        "height": file["height"],
        "creditText": portrait["credit_line"],
    }
