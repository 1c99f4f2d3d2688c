"""
What becomes of each row that points to a photo, when it is joined to another and back.

RULES is the list that a test holds against the models: a new relation to Photo without a
rule fails it. Relations that stay say why; the others name what moves them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from articles.journal import Journal
from articles.models import PhotoUse
from photos.models import Photo


@dataclass(frozen=True)
class Rule:
    """`join` and `undo` say in words what happens; `move` does it, None where the row stays."""

    join: str
    undo: str
    move: Callable[[Journal, str], None] | None = None


def move_all(journal: Journal, relation: str) -> None:
    journal.move(relation, journal.rows(relation))


def move_uses(journal: Journal, relation: str) -> None:
    """In a story that shows both, both stay in the text: nobody takes a figure out unasked."""
    caption = journal.gone.caption
    uses = PhotoUse.objects.filter(photo=journal.gone).order_by("pk")
    survivor = journal.survivor.pk
    journal.change_all(
        [(use, {"photo": survivor, "caption": use.caption or caption}) for use in uses]
    )


def move_awaited(journal: Journal, relation: str) -> None:
    rows = journal.rows(relation)
    kept = journal.survivor.awaited_by.values("pk")
    journal.remove(rows.filter(edition__in=kept))
    move_all(journal, relation)


def move_joined(journal: Journal, relation: str) -> None:
    """The chain stays one step long; what showed through from the middle is written down."""
    caption, final = journal.gone.caption, journal.survivor.caption
    rows = list(Photo.objects.filter(joined_into=journal.gone).order_by("pk"))
    for row in rows:
        shown = row.caption or caption
        after = "" if shown == final else shown
        if after != row.caption:
            journal.change(row, caption=after)
    move_all(journal, relation)


PUBLISHED = "what was published is kept; new editions name the survivor"
FACTS = "the desk chooses whose stand, field by field"
FILE = "it is of the file that stays with the photo which went"
DONE = "it says what was done then"

RULES = {
    "photos.Photo.joined_into": Rule(
        "what was joined to the one that goes points to the survivor", "goes back", move_joined
    ),
    "articles.PhotoUse.photo": Rule(
        "moves; a caption that showed through and differs becomes the story's own; of two in "
        "one story both stay",
        "goes back",
        move_uses,
    ),
    "articles.Edition.awaited_photos": Rule(
        "moves, for the picture that comes is the survivor's; once in each edition",
        "goes back",
        move_awaited,
    ),
    "photos.Portrait.photo": Rule("moves, and is published anew", "goes back", move_all),
    "photos.Photo.subjects": Rule(f"stays: {FACTS}; joining_facts", "as it was"),
    "photos.PhotoCreator.photo": Rule(f"stays: {FACTS}; joining_facts", "as it was"),
    "photos.Fingerprint.photo": Rule(
        f"stays: {FILE}; who is found by it is told of the survivor", "stays"
    ),
    "photos.PastFile.photo": Rule(f"stays: {FILE}", "stays"),
    "photos.Rendition.photo": Rule(f"stays: {FILE}; gone when nothing shows it", "stays"),
    "photos.PrivateRead.photo": Rule(f"stays: {DONE}", "stays"),
    "photos.PhotoJoining.kept": Rule(f"stays: {DONE}", "stays"),
    "photos.PhotoJoining.gone": Rule(f"stays: {DONE}", "stays"),
    "photos.AlikePhotos.first": Rule("stays, and is asked no more", "is asked again"),
    "photos.AlikePhotos.second": Rule("stays, and is asked no more", "is asked again"),
    "articles.EditionPhoto.photo": Rule(f"stays: {PUBLISHED}", "stays, likewise"),
    "articles.Fix.photo": Rule(f"stays: {DONE}", "stays"),
}
