"""
Of two versions that were saved over one another, one: chosen paragraph by paragraph.

A choice is "theirs", "mine" or "both"; what is the same in both needs none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import lxml.html
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles import leading, wording
from articles.comparing import FieldChange, fields_of
from articles.models import Decision
from articles.revisions import Snapshot
from articles.richtext import parse, sanitise
from articles.wording import Run
from photos.models import Photo

THEIRS, MINE, BOTH = "theirs", "mine", "both"
# Fields that are chosen as a whole, by their names in a snapshot.
FIELDS = ["headline", "lead", "section", "topics", "dateline", "story_on", "bylines"]


@dataclass(frozen=True)
class Part:
    """One paragraph, list, table or figure of the text, as HTML and as words."""

    html: str
    # Of a figure its key after a NUL: like no words, and like no other key.
    text: str

    @property
    def is_photo(self) -> bool:
        return self.text.startswith("\x00")


@dataclass(frozen=True)
class Question:
    """Where the versions differ: `runs` make mine of theirs. Either side may have nothing here."""

    name: str
    runs: list[Run]
    label: str = ""
    theirs: Part | None = None
    mine: Part | None = None

    @property
    def is_the_same(self) -> bool:
        return self.theirs == self.mine

    @property
    def their_runs(self) -> list[Run]:
        """Their words, those that I have otherwise marked as removed."""
        return [run for run in self.runs if run.kind != "added"]

    @property
    def my_runs(self) -> list[Run]:
        return [run for run in self.runs if run.kind != "removed"]


def questions(theirs: Snapshot, mine: Snapshot) -> list[Question]:
    """
    Return what is to be chosen: the fields that differ, the text and the photos that differ.

    The text comes part by part, the same parts included.
    """
    return [*_of_fields(theirs, mine), *_of_text(theirs, mine), *_of_photos(theirs, mine)]


def _of_fields(theirs: Snapshot, mine: Snapshot) -> Iterator[Question]:
    changes: Mapping[str, FieldChange] = fields_of(theirs, mine)
    for name, change in changes.items():
        yield Question(f"field-{name}", change.runs, label=change.label)


def _of_text(theirs: Snapshot, mine: Snapshot) -> Iterator[Question]:
    old, new = _parts(theirs["body"]), _parts(mine["body"])
    pairs = wording.paired([part.text for part in old], [part.text for part in new])
    for number, (a, b) in enumerate(pairs):
        their_part = old[a] if a is not None else None
        my_part = new[b] if b is not None else None
        runs = wording.changes(
            their_part.text if their_part else "", my_part.text if my_part else ""
        )
        yield Question(f"part-{number}", runs, theirs=their_part, mine=my_part)


def _of_photos(theirs: Snapshot, mine: Snapshot) -> Iterator[Question]:
    """A photo and its caption are chosen together: a caption never comes under another picture."""
    uses = {use["key"]: use for use in theirs["photos"]}
    pairs = [(uses[use["key"]], use) for use in mine["photos"] if use["key"] in uses]
    differing = [(their, my) for their, my in pairs if _is_other_photo(their, my)]
    photos = Photo.objects.in_bulk({use["photo"] for pair in differing for use in pair})
    for their, my in differing:
        captions = [
            use["caption"] or (photos[use["photo"]].caption if use["photo"] in photos else "")
            for use in (their, my)
        ]
        label = _("photo: another one") if their["photo"] != my["photo"] else _("photo caption")
        yield Question(f"photo-{my['key']}", wording.changes(*captions), label=label)


def _is_other_photo(theirs: Snapshot, mine: Snapshot) -> bool:
    # Where they left the caption to the photo, one of mine says more.
    is_filled = not theirs["caption"] or theirs["caption"] == mine["caption"]
    return theirs["photo"] != mine["photo"] or not is_filled


def _parts(html: str) -> list[Part]:
    root = parse(sanitise(html))
    loose = (root.text or "").strip()
    found = [Part(f"<p>{escape(loose)}</p>", loose)] if loose else []
    for element in root:
        whole = lxml.html.tostring(element, encoding="unicode", with_tail=False)
        key = element.get("data-photo", "") if element.tag == "figure" else ""
        found.append(Part(whole, f"\x00{key}" if key else element.text_content().strip()))
        if tail := (element.tail or "").strip():
            found.append(Part(f"<p>{escape(tail)}</p>", tail))
    return found


def chosen(theirs: Snapshot, mine: Snapshot, choices: Mapping[str, str]) -> Snapshot:
    """
    Return the snapshot that the choices make; what nobody chose on stays theirs.

    Photos come with the parts they stand in, each with its caption; one of mine also where they
    left the caption to the photo. Of names, what they decided stays, and what they left open is
    as I decided.
    """
    body, keys = "", set()
    for question in _of_text(theirs, mine):
        choice = choices.get(question.name, THEIRS)
        sides = [question.theirs] if choice == THEIRS or question.is_the_same else [question.mine]
        if choice == BOTH and not question.is_the_same:
            sides = [question.theirs, question.mine]
        for part in filter(None, sides):
            if part.is_photo:
                # A photo stands once, wherever both of them have it.
                if part.text in keys:
                    continue
                keys.add(part.text)
            body += part.html
    fields = {name: mine[name] for name in FIELDS if choices.get(f"field-{name}") == MINE}
    if "headline" in fields:
        fields["headline_is_proposed"] = mine["headline_is_proposed"]
    return (
        theirs
        | fields
        | {
            "body": body,
            "photos": _photos(theirs, mine, choices),
            "mentions": _mentions(theirs, mine),
        }
    )


def _photos(theirs: Snapshot, mine: Snapshot, choices: Mapping[str, str]) -> list[Snapshot]:
    rows = {use["key"]: use for use in theirs["photos"]}
    for use in mine["photos"]:
        key = use["key"]
        is_chosen = choices.get(f"photo-{key}") == MINE
        if key not in rows or is_chosen or not _is_other_photo(rows[key], use):
            rows[key] = use
    lead = choices.get("field-lead_photo", THEIRS)
    leads = leading.chosen_key(mine if lead == MINE else theirs)
    return [use | {"is_lead": use["key"] == leads} for use in rows.values()]


def _mentions(theirs: Snapshot, mine: Snapshot) -> list[Snapshot]:
    rows = {mention["entity"] or mention["text"]: mention for mention in theirs["mentions"]}
    for mention in mine["mentions"]:
        name = mention["entity"] or mention["text"]
        if rows.get(name, {}).get("decision", Decision.PROPOSED) == Decision.PROPOSED:
            rows[name] = mention
    return list(rows.values())
