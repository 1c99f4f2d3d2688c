"""The part of the registry that a file speaks of, read in a few queries, and what it adds to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.ids import id_of
from entities.importing.lines import Line, LineRefused
from entities.models import Alias, Entity, EntityKind, EntityPage, Person, Place, Post, Tenure
from entities.offices import by_key, find_post, label_key, new_post
from entities.periods import period_of, surely_at_once
from vietnamese.matching import organisation_key, person_key
from vietnamese.text import fold

# SQLite takes at most 999 parameters on old builds.
KEYS_PER_QUERY = 900


class Registry:
    """People, organisations, offices and tenures by the names that stand in the file."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._find_organisations(lines)
        self._find_people(lines)
        self._find_offices()

    def _find_organisations(self, lines: Sequence[Line]) -> None:
        names = {line.organisation for line in lines if line.organisation}
        ids = {number for name in names if (number := id_of(name)) is not None}
        keys = {organisation_key(name) for name in names if id_of(name) is None}
        home = _home()
        self.ids_by_organisation_key = _ids_by_key(
            keys,
            aliases=Q(is_local=False)
            | Q(entity__organisation__province__isnull=True)
            | Q(entity__organisation__province__in=home),
        )
        wanted = ids | {pk for found in self.ids_by_organisation_key.values() for pk in found}
        self.organisations = {
            entity.pk: entity
            for entity in _rows(
                Entity.objects.organisations().surviving().select_related("organisation"),
                "pk",
                wanted,
            )
        }
        self.at_home = {
            pk
            for pk, entity in self.organisations.items()
            if entity.organisation.province_id in home
        }

    def _find_people(self, lines: Sequence[Line]) -> None:
        keys = {person_key(line.name) for line in lines if line.name}
        self.ids_by_person_key = _ids_by_key(keys, aliases=Q())
        ids = {line.id for line in lines if line.id is not None}
        merged = Entity.objects.people().filter(merged_into__isnull=False)
        survivors = {row.pk: row.merged_into_id for row in _rows(merged, "pk", ids)}
        wanted = ids | {pk for found in self.ids_by_person_key.values() for pk in found}
        found = {
            person.pk: person
            for person in _rows(
                Person.objects.select_related("entity").filter(entity__merged_into=None),
                "pk",
                wanted | set(survivors.values()),
            )
        }
        self.people = found | {
            pk: found[survivor] for pk, survivor in survivors.items() if survivor in found
        }
        self.new_people: dict[str, Person] = {}

    def _find_offices(self) -> None:
        listed: dict[int, list[Post]] = defaultdict(list)
        for post in _rows(Post.objects.all(), "organisation", set(self.organisations)):
            listed[post.organisation_id].append(post)
        self.posts = {
            pk: by_key(organisation, listed[pk]) for pk, organisation in self.organisations.items()
        }
        self._tenures: dict[tuple[Any, Any], list[Tenure]] = defaultdict(list)
        self._holders: dict[Any, list[Tenure]] = defaultdict(list)
        single = {p.pk for posts in self.posts.values() for p in posts.values() if p.is_single}
        people = {person.pk for person in self.people.values()}
        tenures = Tenure.objects.select_related("person", "post")
        for tenure in [
            *_rows(tenures, "person", people),
            *_rows(tenures.exclude(person__in=people), "post", single),
        ]:
            # One Python object a person and post, new or not, so that they can be keys.
            if tenure.person_id in self.people:
                tenure.person = self.people[tenure.person_id].entity
            self._add(tenure)

    def _add(self, tenure: Tenure) -> None:
        self._tenures[_key(tenure.person), _key(tenure.post)].append(tenure)
        self._holders[_key(tenure.post)].append(tenure)

    def person(self, line: Line) -> Person | None:
        """Return who the line means; None for somebody new. Raises LineRefused."""
        if line.id is not None:
            return self._by_id(line)
        key = person_key(line.name)
        found = self.ids_by_person_key.get(key, set())
        if len(found) > 1:
            raise LineRefused(
                _("Several people on record are called %(name)s: write the id of one (%(ids)s).")
                % {"name": line.name, "ids": ", ".join(map(str, sorted(found)))}
            )
        return self.people[next(iter(found))] if found else self.new_people.get(key)

    def _by_id(self, line: Line) -> Person:
        person = self.people.get(line.id or 0)
        if person is None:
            raise LineRefused(_("No person on record has the id %(id)s.") % {"id": line.id})
        key = person_key(line.name)
        if line.name and person.pk not in self.ids_by_person_key.get(key, set()):
            raise LineRefused(
                _("The id %(id)s is %(record)s, not %(name)s.")
                % {"id": line.id, "record": person.entity.name, "name": line.name}
            )
        return person

    def organisation(self, name: str) -> Entity:
        """Return the organisation of this name, other name or id. Raises LineRefused."""
        number = id_of(name)
        if number is not None:
            found = {number} & self.organisations.keys()
        else:
            found = self.ids_by_organisation_key.get(organisation_key(name), set())
            # Communes of one name lie in several provinces: the paper's own is meant.
            found = found & self.at_home if len(found & self.at_home) == 1 else found
        if not found:
            raise LineRefused(_("No organisation on record is called “%(name)s”.") % {"name": name})
        if len(found) > 1:
            raise LineRefused(
                _("Several organisations are called “%(name)s”: write an id instead (%(ids)s).")
                % {"name": name, "ids": ", ".join(map(str, sorted(found)))}
            )
        return self.organisations[next(iter(found))]

    def post(self, organisation: Entity, label: str) -> Post | None:
        return find_post(organisation, label, self.posts[organisation.pk])

    def new_post(self, organisation: Entity, label: str) -> Post:
        post = new_post(organisation, label)
        self.posts[organisation.pk][label_key(post.label)] = post
        return post

    def new_person(self, line: Line, *, is_public: bool) -> Person:
        page = EntityPage.PUBLIC if is_public else EntityPage.NONE
        # Its other keys are set when it is saved: a later line may say the given name.
        entity = Entity(
            kind=EntityKind.PERSON, page=page, name=line.name, match_key=person_key(line.name)
        )
        person = Person(
            entity=entity,
            given_name=line.given_name,
            gender=line.gender,
            born_on=line.born.first,
            born_precision=line.born.precision,
        )
        self.new_people[entity.match_key] = person
        return person

    def tenures(self, person: Entity, post: Post) -> list[Tenure]:
        return self._tenures[_key(person), _key(post)]

    def new_tenure(self, person: Entity, post: Post, line: Line) -> Tenure:
        tenure = Tenure(
            person=person,
            post=post,
            start_on=line.start.first,
            start_precision=line.start.precision,
            end_on=line.end.last,
            end_precision=line.end.precision,
            attested_on=line.attested.first,
            is_acting=line.is_acting,
            source_text=line.source_text,
            source_url=line.source_url,
        )
        self._add(tenure)
        return tenure

    def others_at_once(self, tenure: Tenure) -> Iterator[str]:
        """Yield who else holds, for sure and at the same time, an office for one."""
        if not tenure.post.is_single:
            return
        period = period_of(tenure)
        for other in self._holders[_key(tenure.post)]:
            is_other = _key(other.person) != _key(tenure.person)
            if is_other and surely_at_once(period, period_of(other)):
                yield other.person.name


def _key(row: Entity | Post) -> object:
    """What is not saved yet has no id, but is one object."""
    return row.pk or ("new", id(row))


def _home() -> list[int]:
    name = fold(settings.NEWSROOM_PROVINCE)
    return list(Place.objects.provinces().filter(folded_name=name).values_list("pk", flat=True))


def _ids_by_key(keys: set[str], *, aliases: Q) -> dict[str, set[int]]:
    """Return {key: ids of who is called so}, survivors for those who were merged."""
    found: dict[str, set[int]] = defaultdict(set)
    names = _rows(Entity.objects.all(), "match_key", keys)
    others = _rows(Alias.objects.filter(aliases).select_related("entity"), "match_key", keys)
    for key, entity in [
        *((entity.match_key, entity) for entity in names),
        *((alias.match_key, alias.entity) for alias in others),
    ]:
        found[key].add(entity.merged_into_id or entity.pk)
    return found


def _rows(rows: QuerySet, field: str, values: Iterable[Any]) -> Iterator[Any]:
    """Yield the rows whose field is one of the values, however many those are."""
    listed = sorted(values)
    for start in range(0, len(listed), KEYS_PER_QUERY):
        yield from rows.filter(**{f"{field}__in": listed[start : start + KEYS_PER_QUERY]})
