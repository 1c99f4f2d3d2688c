"""
Known names in text: full names and other names, namesakes told apart, later short references.

Every find says by which rule it was made. What is not sure is never accepted with the others.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.conf import settings

from entities import namesakes
from entities.found import Found, Rule
from entities.lookup import Owner, look_up
from entities.models import AliasKind, Entity, EntityKind, Person
from vietnamese import matching, references
from vietnamese.capitals import people_written
from vietnamese.places import is_elsewhere
from vietnamese.references import Named

# {key of a form (lookup.name_key): the records that a person decided on in this story}.
Chosen = Mapping[str, Sequence[int]]
# As lookup.look_up returns it.
Registry = Mapping[str, list[Owner]]


def ask(texts: Sequence[str]) -> Registry:
    """Return what the registry knows of the names in `texts`: two queries for many texts."""
    return look_up({key for text in texts for key in matching.candidates(text)})


def find_known(
    texts: Sequence[str], *, chosen: Chosen | None = None, registry: Registry | None = None
) -> list[Found]:
    """
    Return the full and other names in `texts`, longest first at each place, without overlap.

    A form for which another record was `chosen` than those of its name means that one; where
    it means several, `tell_apart` asks first what stands near by. Two queries, however long
    the texts are; none with a `registry` that was asked of them, and of others, before.
    """
    chosen = chosen or {}
    candidates = [matching.candidates(text) for text in texts]
    if registry is None:
        registry = look_up({key for spans in candidates for key in spans})
    registry = _with_chosen({**registry}, chosen)
    local = {key for key, owners in registry.items() if all(owner.is_local for owner in owners)}
    known = {key: tuple(owner.entity for owner in owners) for key, owners in registry.items()}
    written = people_written(texts)
    elsewhere = bool(local) and is_elsewhere(texts, settings.NEWSROOM_PROVINCE)
    return [
        Found(
            index,
            match.start,
            match.end,
            match.text,
            known[match.key],
            _rule(registry[match.key]),
            chosen=tuple(chosen.get(match.key, ())),
            is_elsewhere=elsewhere and match.key in local,
        )
        for index, (text, spans) in enumerate(zip(texts, candidates, strict=True))
        for match in matching.choose(
            text,
            known,
            spans,
            local=local,
            own_province=settings.NEWSROOM_PROVINCE,
            written=written,
        )
    ]


def _with_chosen(registry: dict[str, list[Owner]], chosen: Chosen) -> dict[str, list[Owner]]:
    """Let what was decided for a form win over a registry that does not know it."""
    for key, entities in chosen.items():
        owners = registry.get(key, [])
        if not set(entities) <= {owner.entity for owner in owners}:
            # Where the name may stand, the guards still say: "UBND tỉnh Tây Khê" is another's.
            is_local = any(owner.is_local for owner in owners)
            registry[key] = [Owner(pk, by=Rule.CHOSEN, is_local=is_local) for pk in entities]
    return registry


def resolve(
    texts: Sequence[str],
    known: Sequence[Found],
    *,
    day: datetime.date,
    strangers: Sequence[Named] = (),
) -> list[Found]:
    """
    Return `known` with what the rest of the story says of it, in the order of the text.

    Of two people of one name the one whose office or body stands near by on `day`, where there
    is a clear winner; and short references ("ông Thắng") to people named in full before.
    `strangers` are people of the text who are not on record: a short reference may mean them.
    """
    told = namesakes.tell_apart(texts, known, day)
    return sorted([*told, *_short(texts, told, strangers)], key=lambda one: one.span)


def _rule(owners: Sequence[Owner]) -> Rule:
    if len(owners) > 1:
        return Rule.HOMONYM
    [owner] = owners
    if owner.by == Rule.CHOSEN:
        return Rule.CHOSEN
    if owner.is_local:
        return Rule.OWN_PROVINCE
    return Rule.FULL_NAME if owner.by in ("name", AliasKind.SPELLING) else Rule.OTHER_NAME


def _short(
    texts: Sequence[str], known: Sequence[Found], strangers: Sequence[Named]
) -> Iterable[Found]:
    people = _people(entity for one in known for entity in one.entities)
    named = [
        Named(
            who=one.entities if len(one.entities) > 1 else one.entities[0],
            span=one.span,
            name=people[one.entities[0]][0] if one.text.isupper() else one.text,
            given=people[one.entities[0]][1],
            gender=people[one.entities[0]][2],
        )
        for one in known
        if one.entities[0] in people
    ]
    taken = {(one.index, place) for one in known for place in range(one.start, one.end)}
    for reference in references.find_references(texts, [*named, *strangers]):
        index, start, end = reference.span
        ids = _ids(reference.who)
        if not ids or not taken.isdisjoint((index, place) for place in range(start, end)):
            continue
        is_clear = len(reference.who) == 1 and len(ids) == 1
        yield Found(
            index,
            start,
            end,
            reference.text,
            ids,
            Rule.SHORT if is_clear else Rule.HOMONYM,
            is_short=True,
        )


def _ids(who: Collection[object]) -> tuple[int, ...]:
    """Return the records among those meant; a stranger has none, a homonym several."""
    ids: dict[int, None] = {}
    for one in who:
        if isinstance(one, int):
            ids[one] = None
        elif isinstance(one, tuple):
            ids |= dict.fromkeys(one)
    return tuple(ids)


def _people(ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Return {id: (name, given name where it is not the last syllable, gender)} of the people."""
    rows = Person.objects.filter(entity__in=set(ids), entity__kind=EntityKind.PERSON)
    return {
        pk: (name, given, gender)
        for pk, name, given, gender in rows.values_list(
            "pk", "entity__name", "given_name", "gender"
        )
    }


def kinds_of(found: Sequence[Found]) -> dict[int, str]:
    """Return {id: kind} of all that was found."""
    ids = {entity for one in found for entity in one.entities}
    return dict(Entity.objects.filter(pk__in=ids).values_list("pk", "kind")) if ids else {}
