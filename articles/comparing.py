"""
Two versions of a story, and what makes one out of the other: fields, text, photos, names.

Versions are snapshots (articles.revisions). What stands in them by number is told by its name.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import lxml.html
from django.db.models import Model
from django.utils.translation import gettext as _

from articles import leading, wording
from articles.models import Article, BylineRole, Decision, PhotoUse, Section, Topic
from articles.revisions import Snapshot
from articles.richtext import parse, sanitise
from articles.wording import Run
from photos.models import Photo

# {name of a field: (what it is called, words)}
Told = dict[str, tuple[str, str]]
State = Literal["same", "changed", "dressed", "added", "removed", "moved"]

_CELLS = {"td", "th"}
_PARTED = {"ul", "ol", "table", "thead", "tbody", "blockquote"}


@dataclass(frozen=True)
class Block:
    """
    A paragraph, heading, list item or row of a table (`tag`), or a photo with its `key`.

    `html` is what it is made of: where only that differs, words were dressed anew or linked.
    """

    tag: str
    text: str
    html: str = ""
    key: str = ""
    photo: int | None = None


@dataclass(frozen=True)
class BlockChange:
    """What became of one block; `runs` are its words, or those of a photo's caption."""

    state: State
    tag: str
    runs: list[Run]
    photo: Photo | None = None
    # The photo that stood under this key before.
    before: Photo | None = None


@dataclass(frozen=True)
class FieldChange:
    label: str
    runs: list[Run]


@dataclass(frozen=True)
class NameChange:
    """A name that was decided on otherwise; the decisions as they are called, "" for none."""

    text: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    fields: list[FieldChange] = field(default_factory=list)
    blocks: list[BlockChange] = field(default_factory=list)
    names: list[NameChange] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return not (self.fields or self.names or any(b.state != "same" for b in self.blocks))


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """Return what makes `new` of `old`; the blocks whole, of fields and names what differs."""
    return Comparison(
        fields=list(fields_of(old, new).values()),
        blocks=changes_of_blocks(blocks_of(old), blocks_of(new)),
        names=list(_names(old, new)),
    )


def blocks_of(snapshot: Snapshot) -> list[Block]:
    """Return the text of a snapshot in order, a lead photo above it; last what stands nowhere."""
    uses = {use["key"]: use for use in snapshot["photos"]}
    found = blocks_in(snapshot["body"], uses, above=leading.key_above(snapshot))
    placed = {block.key for block in found}
    return [*found, *(_photo(use) for key, use in uses.items() if key not in placed)]


def blocks_in(body: str, uses: Mapping[str, Snapshot], *, above: str) -> list[Block]:
    """Return the blocks of a text, the photo with the key `above` first, "" for none."""
    found = [_photo(uses[above])] if above in uses else []
    return [*found, *_walk(parse(sanitise(body)), uses)]


def _walk(element: lxml.html.HtmlElement, uses: Mapping[str, Snapshot]) -> Iterator[Block]:
    if element.text and element.text.strip():
        yield Block("p", element.text.strip())
    for child in element:
        if child.tag == "figure":
            if use := uses.get(child.get("data-photo", "")):
                yield _photo(use)
        elif child.tag in _PARTED and len(child):
            yield from _walk(child, uses)
        else:
            yield _block(child)
        if child.tail and child.tail.strip():
            yield Block("p", child.tail.strip())


def _block(element: lxml.html.HtmlElement) -> Block:
    for line_break in element.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    cells = [cell.text_content().strip() for cell in element if cell.tag in _CELLS]
    text = " | ".join(cells) if cells else element.text_content().strip()
    html = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    return Block(element.tag, text, html)


def _photo(use: Snapshot) -> Block:
    return Block("photo", use["caption"], key=use["key"], photo=use["photo"])


def changes_of_blocks(before: list[Block], after: list[Block]) -> list[BlockChange]:
    """Return what became of each block, in the order of the newer text."""
    photos = Photo.objects.with_credit().in_bulk(
        {block.photo for block in [*before, *after] if block.photo}
    )
    pairs = [
        pair
        for a, b in wording.paired(list(map(_identity, before)), list(map(_identity, after)))
        for pair in _apart(
            before[a] if a is not None else None, after[b] if b is not None else None
        )
    ]
    came_from = _moves(pairs)
    left = set(came_from.values())
    return [
        _change(pairs[came_from.get(place, place)][0], now, photos, is_moved=place in came_from)
        for place, (_was, now) in enumerate(pairs)
        if place not in left
    ]


def _moves(pairs: Sequence[tuple[Block | None, Block | None]]) -> dict[int, int]:
    """
    Return {where a block is new: where it is gone}, as places in `pairs`.

    What is gone in one place and new in another was moved, and is told where it stands now;
    each that is gone is found again once.
    """
    gone: dict[str, list[int]] = {}
    for place, (was, now) in enumerate(pairs):
        if was and now is None:
            gone.setdefault(_identity(was), []).append(place)
    moves = {}
    for place, (was, now) in enumerate(pairs):
        if now and was is None and (places := gone.get(_identity(now))):
            moves[place] = places.pop(0)
    return moves


def _identity(block: Block) -> str:
    # A photo is its place in the story: its key is like no words, and like no other key.
    return f"\x00{block.key}" if block.key else block.text


def _apart(was: Block | None, now: Block | None) -> list[tuple[Block | None, Block | None]]:
    """A photo does not become a paragraph."""
    if was and now and bool(was.key) != bool(now.key):
        return [(was, None), (None, now)]
    return [(was, now)]


def _change(
    was: Block | None, now: Block | None, photos: Mapping[int, Photo], *, is_moved: bool
) -> BlockChange:
    runs = wording.changes(_words(was, photos), _words(now, photos))
    block = now or was
    photo = photos.get(block.photo) if block and block.photo else None
    is_other = was is not None and now is not None and was.photo != now.photo
    return BlockChange(
        state="moved" if is_moved else _state(was, now, runs, is_other=is_other),
        tag=block.tag if block else "",
        runs=runs,
        photo=photo,
        before=photos.get(was.photo) if is_other and was and was.photo else None,
    )


def _state(was: Block | None, now: Block | None, runs: Sequence[Run], *, is_other: bool) -> State:
    if was is None:
        return "added"
    if now is None:
        return "removed"
    if is_other or any(run.kind != "same" for run in runs):
        return "changed"
    return "same" if (was.tag, was.html) == (now.tag, now.html) else "dressed"


def _words(block: Block | None, photos: Mapping[int, Photo]) -> str:
    """Return what is read there: of a photo its caption for this story, or else its own."""
    if block is None:
        return ""
    if block.photo and not block.text and block.photo in photos:
        return photos[block.photo].caption
    return block.text


def fields_of(old: Snapshot, new: Snapshot) -> dict[str, FieldChange]:
    """Return {name in a snapshot: change} of the fields that differ."""
    before, after = _told(old, new)
    return changes_of_fields(before, after)


def changes_of_fields(before: Told, after: Told) -> dict[str, FieldChange]:
    return {
        name: FieldChange(label, wording.changes(before[name][1], text))
        for name, (label, text) in after.items()
        if before[name][1] != text
    }


def _told(*snapshots: Snapshot) -> list[Told]:
    """Return {name: (label, words)} of the fields of each snapshot."""
    sections = dict(
        Section.objects.filter(pk__in={s["section"] for s in snapshots}).values_list("pk", "name")
    )
    topics = dict(
        Topic.objects.filter(pk__in={pk for s in snapshots for pk in s["topics"]}).values_list(
            "pk", "name"
        )
    )
    return [
        {
            "headline": (label("headline"), snapshot["headline"]),
            "lead": (label("lead"), snapshot["lead"]),
            "section": (label("section"), sections.get(snapshot["section"], "")),
            "topics": (
                label("topics"),
                ", ".join(topics[pk] for pk in snapshot["topics"] if pk in topics),
            ),
            "dateline": (label("dateline"), snapshot["dateline"]),
            "story_on": (label("story_on"), _day(snapshot["story_on"])),
            "lead_photo": (str(label_of(PhotoUse, "is_lead")), _lead(snapshot)),
            "bylines": (
                _("authors"),
                ", ".join(
                    f"{byline['name']} ({BylineRole(byline['role']).label})"
                    for byline in snapshot["bylines"]
                ),
            ),
        }
        for snapshot in snapshots
    ]


def label(name: str) -> str:
    return label_of(Article, name)


def label_of(model: type[Model], name: str) -> str:
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return next(str(field.verbose_name) for field in fields if field.name == name)


def _lead(snapshot: Snapshot) -> str:
    """Return which photo was chosen to lead, in words; "" for a story without photos."""
    chosen = leading.chosen_key(snapshot)
    use = next((use for use in snapshot["photos"] if use["key"] == chosen), None)
    if use is not None:
        return use["caption"] or str(Photo.objects.filter(pk=use["photo"]).first() or "—")
    return _("none chosen: the first that is shown") if snapshot["photos"] else ""


def _day(text: str | None) -> str:
    return f"{datetime.date.fromisoformat(text):%d/%m/%Y}" if text else ""


def _names(old: Snapshot, new: Snapshot) -> Iterator[NameChange]:
    before, after = _decisions(old), _decisions(new)
    for name in dict.fromkeys([*after, *before]):
        (text, was), (text_now, now) = before.get(name, ("", "")), after.get(name, ("", ""))
        if was != now:
            yield NameChange(text_now or text, was, now)


def _decisions(snapshot: Snapshot) -> dict[int | str, tuple[str, str]]:
    """Return {record, or else words: (words, decision)} of what a person decided."""
    return {
        mention["entity"] or mention["text"]: (
            mention["text"],
            str(Decision(mention["decision"]).label),
        )
        for mention in snapshot["mentions"]
        if mention["decision"] != Decision.PROPOSED
    }
