"""
The pages of a person and of an organisation.

What is known of somebody stands on the first page; the pages of a year, and of older stories,
hold stories alone.
"""

import datetime
import textwrap
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entities.models import EntityKind, Organisation, OrganisationKind, Person
from entities.offices import shown_date
from entities.periods import is_to_come
from public import structured
from public.canonical import canonical
from public.entities import company, names, offices, pictures, stories, tree
from public.entities.addresses import address_of, directory_of
from public.entities.finding import Found, look, with_page
from public.filled import page
from public.heads import sharing_html
from public.statements import Row, Statement, as_day

# As much of a biography as other sites show under a link.
A_DESCRIPTION = 160

# In the order of the models: from_db takes them so.
OF_A_PERSON = ["entity_id", "born_on", "born_precision", "died_on", "died_precision"]
OF_A_PERSON += ["biography", "wikidata_id"]
OF_A_BODY = ["entity_id", "short_name", "kind", "founded_on", "founded_precision"]
OF_A_BODY += ["dissolved_on", "dissolved_precision"]


def _record(key: int, model: type[Person | Organisation], columns: Sequence[Any]) -> QuerySet:
    """What a model has of a record, in a row for each other name of it."""
    record = model._default_manager.filter(pk=key).order_by(*names.IN_TIME)
    return record.values_list(*names.COLUMNS, *columns)


_PERSON = Statement(lambda key: _record(key, Person, OF_A_PERSON), keys=["key"])
_BODY = Statement(
    lambda key: _record(key, Organisation, [*OF_A_BODY, *tree.columns_above()]), keys=["key"]
)


def person(request: HttpRequest, slug: str, entity_id: int) -> HttpResponse:
    now = timezone.now()
    found = look(request, EntityKind.PERSON, entity_id, now)
    if isinstance(found, HttpResponse):
        return found
    asked = stories.asked(request.GET, found)
    values, named = _news(found, asked, now)
    if asked.is_first:
        values |= _about_a_person(found, named, now)
    return _answer("public/person.html", found, values)


def _about_a_person(found: Found, named: Sequence[str], now: datetime.datetime) -> dict[str, Any]:
    entity, today = found.entity, timezone.localdate(now)
    aliases, row = _names_and_record(_PERSON.rows(key=entity.pk))
    record = Person.from_db(None, OF_A_PERSON, _values(OF_A_PERSON, row))
    also_known_as, _former = names.other_names(aliases, EntityKind.PERSON)
    tenures = offices.held_by(entity.pk, today)
    beside = company.often(found.ids, named)
    there = with_page(offices.bodies_of(tenures).union(beside), now)
    held = offices.offices_of(tenures, there, today)
    held_now = offices.held_now(held)
    portrait = pictures.portrait_of(entity, today)
    biography = record.biography
    if biography:
        # Escaped by linebreaks.
        biography = mark_safe(linebreaks(biography, autoescape=True))  # noqa: S308
    return {
        "also_known_as": ", ".join(also_known_as),
        "born": shown_date(record.born_on, record.born_precision),
        "died": shown_date(record.died_on, record.died_precision),
        "biography": biography,
        "held_now": held_now,
        "offices": offices.timeline(held),
        "portrait": pictures.portrait_html(portrait) if portrait else "",
        "sharing": _sharing(
            found,
            canonical(address_of(entity)),
            held_now,
            _short(record.biography),
            picture=portrait,
            kind="profile",
        ),
        "photos": pictures.photos_of(found.ids, now),
        "together": company.together_with(found.ids, named, there),
        "json_ld": structured.of_person(
            entity, record, names=also_known_as, offices=held, portrait=portrait
        ),
    }


def organisation(request: HttpRequest, slug: str, entity_id: int) -> HttpResponse:
    now = timezone.now()
    found = look(request, EntityKind.ORGANISATION, entity_id, now)
    if isinstance(found, HttpResponse):
        return found
    asked = stories.asked(request.GET, found)
    values, _named = _news(found, asked, now)
    if asked.is_first:
        values |= _about_a_body(found, now)
    return _answer("public/organisation.html", found, values)


def _about_a_body(found: Found, now: datetime.datetime) -> dict[str, Any]:
    entity, today = found.entity, timezone.localdate(now)
    aliases, row = _names_and_record(_BODY.rows(key=entity.pk))
    record = Organisation.from_db(None, OF_A_BODY, _values(OF_A_BODY, row))
    if is_to_come(record.dissolved_on, record.dissolved_precision, today):
        # Entered before it may be told.
        record.dissolved_on = None
    also_known_as, former = names.other_names(aliases, EntityKind.ORGANISATION)
    bodies = tree.around(entity.pk, row[len(OF_A_BODY) :])
    held = offices.held_in(entity.pk, today)
    there = with_page(bodies.ids | offices.people_of(held), now)
    around = tree.tree_of(bodies, there)
    # "Other" tells a reader nothing.
    is_told = record.kind != OrganisationKind.OTHER
    kind = capfirst(str(OrganisationKind(record.kind).label)) if is_told else ""
    count = around.more_count
    more = ngettext("%(counter)s more part", "%(counter)s more parts", count) % {"counter": count}
    # The short name stands on the line above already.
    others = [name for name in also_known_as if name != record.short_name]
    return {
        "short_name": record.short_name,
        "also_known_as": ", ".join(others),
        "former_names": names.former_html(former),
        "kind": kind,
        "founded": shown_date(record.founded_on, record.founded_precision),
        "dissolved": shown_date(record.dissolved_on, record.dissolved_precision),
        "above": around.above,
        "parts": around.parts,
        "more_parts": around.more_parts,
        "more_told": more if count else "",
        "offices": offices.leaders(offices.holders_of(held, there, today)),
        "photos": pictures.photos_of(found.ids, now),
        "sharing": _sharing(found, canonical(address_of(entity)), kind),
        "json_ld": structured.of_organisation(
            entity, record, names=also_known_as, parent=around.parent
        ),
    }


def _names_and_record(rows: Sequence[Row]) -> tuple[list[Row], Row]:
    """Return the other names and the row of a record, which each entity has, of `_record`."""
    count = len(names.COLUMNS)
    return [row[:count] for row in rows], rows[0][count:]


def _values(columns: Sequence[str], row: Row) -> list[Any]:
    """Return the values of columns, with days as days; more may follow in the row."""
    pairs = zip(columns, row, strict=False)
    return [as_day(value) if column.endswith("_on") else value for column, value in pairs]


def _news(
    found: Found, asked: stories.Asked, now: datetime.datetime
) -> tuple[dict[str, Any], list[str]]:
    """Return the values of a page that are there on each, and the names in its stories."""
    shown = stories.stories_of_page(found, asked, now)
    path = address_of(found.entity)
    return {
        "name": found.entity.name,
        "path": path,
        "directory": directory_of(found.entity.kind),
        "canonical": canonical(asked.address(path)),
        "year": asked.year,
        "is_first": asked.is_first,
        "years": stories.links_to_years(found, asked, shown.years),
        "stories": shown.html,
        "older": asked.address(path, before=shown.older) if shown.older else "",
        "newest": asked.address(path, before="") if asked.before else "",
        **dict.fromkeys(["json_ld", "portrait", "photos"], ""),
    }, shown.named


def _answer(template: str, found: Found, values: dict[str, Any]) -> HttpResponse:
    if "sharing" not in values:
        values["sharing"] = _sharing(found, values["canonical"])
    return HttpResponse(page(template, values))


def _sharing(found: Found, address: str, *known: str, **about: Any) -> str:
    """Return what other sites read of a page, described by what is known of the record."""
    name = found.entity.name
    stories_of = _("Stories and pictures of %(name)s in %(paper)s.") % {
        "name": name,
        "paper": settings.NEWSROOM_NAME,
    }
    told = [fact if fact[-1] in ".…!?" else f"{fact}." for fact in known if fact]
    return sharing_html(address, name, description=" ".join([*told, stories_of]), **about)


def _short(biography: str) -> str:
    return textwrap.shorten(biography, A_DESCRIPTION, placeholder="…") if biography else ""
