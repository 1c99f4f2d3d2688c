"""
From a revision to the facts of an edition: all that is published, as data.

Facts, schema 1 (kept for ever, so never changed in meaning):

    headline, lead: text;  lead_html, body: sanitised HTML in which a name to be
        linked stands in <a data-entity="ID"> and a photo in <figure data-photo>
    section: {name, slug};  dateline: text;  topics: [{name, slug}]
    bylines: [{name, role, author}], the id of an Author, whom the first editions do not name
    photos: [{key, photo, checksum, facts_key, width, height, focal, caption, credit,
        credit_line, creators, provider, alt_text, files, subjects}], a lead photo that
        stands above the text first; the first editions have no focal
    lead_photo: the key of the photo that was chosen to lead, or "" (articles.leading.lead_of
        says which leads); the first editions have none
    entities: [{id, name, office, is_in_text}], people and organisations accepted
"""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.html import escape
from lxml.html import HtmlElement
from lxml.html import builder as E

from articles import joined, leading, richtext
from articles.models import Decision, Revision, Section, Topic
from entities.finding import Registry, ask, find_known
from entities.found import Found
from entities.lookup import name_key
from entities.models import Entity
from entities.namesakes import tell_apart
from entities.offices import offices_on
from entities.renaming import names_on
from photos.credits import credit_of
from photos.models import Photo
from photos.renditions import facts_key, public_files

Facts = dict[str, Any]
# {id: (entity, its forms in the text)}
Accepted = Mapping[int, tuple[Entity, list[str]]]
NO_PHOTOS: Mapping[int, Photo] = MappingProxyType({})
# Sections and topics, under their model.
Places = Mapping[type[Section | Topic], Sequence[Any]]
NOWHERE: Places = MappingProxyType({})


def facts_of(
    revision: Revision,
    *,
    story_on: datetime.date,
    with_files: bool = True,
    for_preview: bool = False,
    at_hand: Mapping[int, Photo] = NO_PHOTOS,
    places: Places = NOWHERE,
) -> Facts:
    """
    Return the facts of an edition made from `revision` (schema above).

    The words and decisions are the revision's; credits, names and offices are
    what the records say now, offices on `story_on`. Makes the public picture
    files that are missing; see `make_files`. Without files it only reads, and is
    good for comparing. A preview names no public file: each photo has one picture, the
    desk's private one, with its key for a path, and not what only other pages ask for.
    Photos that are `at_hand`, and the Section and Topics in `places`, are not loaded again.
    """
    snapshot = revision.snapshot
    shown = shown_photos(snapshot, at_hand)
    if not for_preview:
        prefetch_related_objects([photo for _use, photo in shown], "subjects")
    photos = [
        _photo(use, photo) | (_preview(use, photo) if for_preview else _files(photo, with_files))
        for use, photo in shown
    ]
    lead_photo = leading.chosen_key(snapshot)
    body, _removed = richtext.keep_figures(
        richtext.sanitise(snapshot["body"]), {photo["key"] for photo in photos}
    )
    accepted = _accepted(snapshot)
    body = _to_survivors(body, accepted)
    captions = [] if for_preview else [photo["caption"] for photo in photos]
    lead_html, body, linked, registry = _anchor(
        snapshot["lead"], body, accepted, story_on, and_of=captions
    )
    if not for_preview:
        # Who its record says is in it, and the accepted names in its caption.
        for facts, (_use, photo) in zip(photos, shown, strict=True):
            said = [entity.pk for entity in photo.subjects.all()]
            named = _named([facts["caption"]], accepted, story_on, registry)
            facts["subjects"] = list(dict.fromkeys([*said, *(pk for _match, pk in named)]))
    sections = _loaded(Section, [snapshot["section"]] if snapshot["section"] else [], places)
    section = sections[0] if sections else None
    topics = _loaded(Topic, snapshot["topics"], places)
    return {
        "headline": snapshot["headline"],
        "lead": snapshot["lead"],
        "lead_html": lead_html,
        "body": body,
        # Only the preview of a draft has none: nothing is approved without one.
        "section": {"name": section.name, "slug": section.slug} if section else {},
        "topics": [{"name": topic.name, "slug": topic.slug} for topic in topics],
        "dateline": snapshot["dateline"],
        "bylines": [dict(byline) for byline in snapshot["bylines"]],
        "photos": photos,
        "lead_photo": lead_photo if lead_photo in {photo["key"] for photo in photos} else "",
        "entities": _entities(accepted, linked, story_on),
    }


def _loaded(model: type[Section | Topic], ids: Sequence[int], places: Places) -> list[Any]:
    """Return the records of these ids that there are, in the order of the database."""
    loaded = [one for one in places.get(model, []) if one.pk in ids]
    return loaded if len(loaded) == len(set(ids)) else list(model.objects.filter(pk__in=ids))


def are_same(published: Facts, now: Facts) -> bool:
    """Whether readers would get the same of both; the key of a photo's facts stands for files."""
    return _comparable(published) == _comparable(now)


def _comparable(facts: Facts) -> Facts:
    # Who is in a picture has no order.
    photos = [
        photo | {"files": [], "focal": [], "subjects": sorted(photo["subjects"])}
        for photo in facts["photos"]
    ]
    # Nor do the first editions say which author it is whose name they print.
    bylines = [{"name": b["name"], "role": b["role"]} for b in facts["bylines"]]
    return facts | {
        "photos": photos,
        "lead_photo": leading.lead_of(facts),
        "bylines": bylines,
    }


def without_photo(facts: Facts, photo_ids: Collection[int]) -> Facts:
    """Return the facts of an edition without one picture: no figure, caption or file of it."""
    photos = [photo for photo in facts["photos"] if photo["photo"] not in photo_ids]
    body, _removed = richtext.keep_figures(facts["body"], {photo["key"] for photo in photos})
    return {**facts, "photos": photos, "body": body}


def make_files(revision: Revision, *, away: bool = False) -> None:
    """
    Make the public files that an edition of `revision` will name; half a second a photo.

    What is made `away` waits in private storage for the end of an embargo (articles.waiting).
    Called before a transaction, so that the facts can be taken inside it in no time.
    """
    for _use, photo in shown_photos(revision.snapshot):
        public_files(photo, away=away)


def shown_photos(
    snapshot: Mapping[str, Any], at_hand: Mapping[int, Photo] = NO_PHOTOS
) -> list[tuple[dict[str, Any], Photo]]:
    """Return (use, photo) for what readers will see: placed, a picture, not taken down."""
    return [
        (use, photo)
        for use, photo in placed_photos(snapshot, at_hand)
        if not photo.is_awaiting and not photo.is_taken_down
    ]


def awaited_photos(snapshot: Mapping[str, Any]) -> list[Photo]:
    """Return the photos that are placed, and whose picture has not come."""
    placed = [photo for _use, photo in placed_photos(snapshot)]
    return [photo for photo in placed if photo.is_awaiting and not photo.is_taken_down]


def placed_photos(
    snapshot: Mapping[str, Any], at_hand: Mapping[int, Photo] = NO_PHOTOS
) -> list[tuple[dict[str, Any], Photo]]:
    """
    Return (use, photo) for a lead photo above the text, and what stands in it, in order.

    Where all its photos are `at_hand` as `with_credit` loads them, it takes no query.
    """
    above = leading.key_above(snapshot)
    placed = [*([above] if above else []), *richtext.photo_keys(snapshot["body"])]
    shown = [at_hand.get(use["photo"]) for use in snapshot["photos"]]
    if all(photo is not None and photo.joined_into_id is None for photo in shown):
        uses = {use["key"]: dict(use) for use in snapshot["photos"]}
        rows = {photo.pk: photo for photo in shown if photo is not None}
    else:
        uses = {use["key"]: use for use in joined.followed(snapshot["photos"])}
        rows = Photo.objects.with_credit().in_bulk([use["photo"] for use in uses.values()])
    # An old version may name a photo that was taken out of the story, and deleted since.
    return [
        (uses[key], rows[uses[key]["photo"]])
        for key in placed
        if key in uses and uses[key]["photo"] in rows
    ]


def _photo(use: Mapping[str, Any], photo: Photo) -> dict[str, Any]:
    credit = credit_of(photo)
    return {
        "key": use["key"],
        "photo": photo.pk,
        "checksum": photo.checksum,
        "width": photo.width,
        "height": photo.height,
        "focal": [photo.focal_x, photo.focal_y],
        "caption": use["caption"] or photo.caption,
        "credit": credit.printed,
        "credit_line": credit.machine_line,
        "creators": list(credit.creators),
        "provider": credit.provider,
        "alt_text": photo.alt_text,
    }


def _files(photo: Photo, with_files: bool) -> dict[str, Any]:
    files = public_files(photo) if with_files else []
    return {"facts_key": facts_key(photo), "files": files}


def _preview(use: Mapping[str, Any], photo: Photo) -> dict[str, Any]:
    # Of its size only the ratio counts: the page says how wide it is.
    size = {"width": photo.width, "height": photo.height}
    file = {"path": use["key"], "format": "jpeg", "crop": ""} | size
    return {"facts_key": "", "files": [file], "subjects": []}


def _accepted(snapshot: Mapping[str, Any]) -> dict[int, tuple[Entity, list[str]]]:
    """Return {id: (entity, forms in the text)} of the accepted names, survivors for merged ones."""
    rows = [m for m in snapshot["mentions"] if m["decision"] == Decision.ACCEPTED and m["count"]]
    named_by_hand = _ids_by_hand(snapshot["body"])
    entities = Entity.objects.select_related("merged_into").in_bulk(
        [row["entity"] for row in rows] + named_by_hand
    )
    accepted: dict[int, tuple[Entity, list[str]]] = {}
    for pk, forms in [(row["entity"], row["texts"]) for row in rows] + [
        (pk, []) for pk in named_by_hand
    ]:
        entity = entities.get(pk)
        if entity is None:
            continue
        survivor = entity.merged_into or entity
        accepted.setdefault(survivor.pk, (survivor, []))[1].extend(forms)
    return accepted


def named_in(snapshot: Mapping[str, Any]) -> set[int]:
    """Return the ids that the story names, as its version has them: accepted, or linked with @."""
    mentions = snapshot["mentions"]
    accepted = {m["entity"] for m in mentions if m["decision"] == Decision.ACCEPTED}
    return accepted | set(_ids_by_hand(snapshot["body"]))


def _to_survivors(body: str, accepted: Accepted) -> str:
    """Let links by hand that mean a merged record mean the one it was merged into."""
    by_hand = set(_ids_by_hand(body))
    # What is linked by hand is accepted, under its survivor.
    if by_hand <= accepted.keys():
        return body
    merged = dict(
        Entity.objects.filter(pk__in=by_hand, merged_into__isnull=False).values_list(
            "pk", "merged_into"
        )
    )
    root = richtext.parse(body)
    for link in root.iter("a"):
        pk = link.get("data-entity", "")
        if pk.isdecimal() and int(pk) in merged:
            link.set("data-entity", str(merged[int(pk)]))
    return richtext.serialise(root)


def _ids_by_hand(body: str) -> list[int]:
    """Return the entities that the writer linked with @, in order."""
    ids = (link.get("data-entity", "") for link in richtext.parse(body).iter("a"))
    return [int(pk) for pk in ids if pk.isdecimal()]


def _anchor(
    lead: str, body: str, accepted: Accepted, story_on: datetime.date, *, and_of: Sequence[str]
) -> tuple[str, str, set[int], Registry]:
    """
    Put `<a data-entity="ID">` around what is to be a link; return lead, body, linked ids.

    A link by hand goes before the first full-name mention; each entity once. Returned with
    them is what the registry knows of the text `and_of` others, asked at once.
    """
    root = richtext.parse(body)
    linked = _keep_first_by_hand(root, accepted)
    spots = list(richtext.text_spots(root))
    texts = [lead, *(text for _element, _slot, text in spots)]

    registry = ask([*texts, *and_of])
    places: dict[int, list[Found]] = {}
    anchors: dict[tuple[int, int], int] = {}
    for match, pk in _named(texts, accepted, story_on, registry):
        if pk not in linked:
            linked.add(pk)
            places.setdefault(match.index, []).append(match)
            anchors[match.index, match.start] = pk

    lead_html = _lead_html(lead, places.get(0, []), anchors)
    for index, (element, slot, _text) in enumerate(spots, start=1):
        for match in reversed(places.get(index, [])):
            _wrap(element, slot, match, anchors[index, match.start])
    return lead_html, richtext.serialise(root), linked, registry


def _named(
    texts: Sequence[str],
    accepted: Accepted,
    story_on: datetime.date,
    registry: Registry,
) -> Iterator[tuple[Found, int]]:
    """Yield each full name in `texts` that means one of those accepted, and whom."""
    chosen: dict[str, list[int]] = {}
    for pk, (entity, forms) in accepted.items():
        for key in {name_key(entity.kind, form) for form in forms}:
            chosen.setdefault(key, []).append(pk)
    known = find_known(texts, chosen=chosen, registry=registry)
    for match in tell_apart(texts, known, story_on):
        meant = [pk for pk in match.entities if pk in accepted]
        if len(meant) == 1:
            yield match, meant[0]


def _keep_first_by_hand(root: HtmlElement, accepted: Mapping[int, object]) -> set[int]:
    linked: set[int] = set()
    for link in list(root.iter("a")):
        pk = link.get("data-entity", "")
        if not pk:
            continue
        if pk.isdecimal() and int(pk) in accepted and int(pk) not in linked:
            linked.add(int(pk))
            continue
        link.drop_tag()
    return linked


def _lead_html(lead: str, matches: list[Found], anchors: Mapping[tuple[int, int], int]) -> str:
    parts: list[str] = []
    position = 0
    for match in matches:
        parts.append(escape(lead[position : match.start]))
        parts.append(f'<a data-entity="{anchors[0, match.start]}">{escape(match.text)}</a>')
        position = match.end
    parts.append(escape(lead[position:]))
    return "".join(parts)


def _wrap(element: HtmlElement, slot: str, match: Found, pk: int) -> None:
    """Put a link around one match in an element's text, or in the tail behind it."""
    text = element.text if slot == "text" else element.tail
    link = E.A(match.text, {"data-entity": str(pk)})
    link.tail = text[match.end :]
    if slot == "text":
        element.text = text[: match.start]
        element.insert(0, link)
    else:
        element.tail = text[: match.start]
        parent = element.getparent()
        parent.insert(parent.index(element) + 1, link)


def _entities(
    accepted: Accepted, linked: set[int], story_on: datetime.date
) -> list[dict[str, Any]]:
    people = [pk for pk, (entity, _forms) in accepted.items() if entity.is_person]
    offices = offices_on(people, story_on)
    former = names_on(accepted, story_on)
    # People first, then organisations, each as they come in the text.
    ordered = sorted(accepted.values(), key=lambda pair: not pair[0].is_person)
    return [
        {
            "id": entity.pk,
            "name": former.get(entity.pk, entity.name),
            "office": offices.get(entity.pk, ""),
            "is_in_text": entity.pk in linked,
        }
        for entity, _forms in ordered
    ]
