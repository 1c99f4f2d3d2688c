"""What the desk should know of a caption as it is written; nothing here stops anybody."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from entities.finding import find_known
from entities.models import Entity
from entities.oddities import old_code
from photos import services
from photos.models import Photo
from vietnamese import names
from vietnamese.text import fold, squeeze

LONGEST_ALT_TEXT = Photo._meta.get_field("alt_text").max_length or 0


class Level(enum.StrEnum):
    # Readers would see it so, and should not.
    WARNING = "warning"
    # To be looked at; often right as it is.
    NOTE = "note"


@dataclass(frozen=True)
class Check:
    level: Level
    text: str


def of_caption(caption: str, *, headline: str = "", alt_text: str | None = None) -> list[Check]:
    """
    Return what is to be said of a caption, and of the alternative text where one is asked for.

    `headline` is that of the story it stands in; alt_text None: there is no such field here.
    """
    words = squeeze(caption)
    return [
        *(Check(Level.WARNING, text) for text in old_code([words, alt_text or ""])),
        *_words(words, squeeze(headline)),
        *(_names([words]) if words else []),
        *(_alternative(words, squeeze(alt_text)) if alt_text is not None else []),
    ]


def proposed_alt_text(caption: str) -> str:
    """Return the caption without its credit: where a writer of alternative text begins."""
    return shortened(services.read_caption(caption).caption)


def shortened(words: str) -> str:
    """Return as many whole words as an alternative text holds."""
    if len(words) <= LONGEST_ALT_TEXT:
        return words
    return f"{words[: LONGEST_ALT_TEXT - 1].rpartition(' ')[0]}…"


def _words(caption: str, headline: str) -> Iterator[Check]:
    if not caption:
        yield Check(Level.WARNING, _("The caption is empty."))
    elif headline and fold(caption).rstrip(" .") == fold(headline).rstrip(" ."):
        yield Check(Level.WARNING, _("The caption is the same as the headline."))
    parsed = services.read_caption(caption)
    if parsed.has_credit:
        yield repeated(parsed.raw)


def repeated(credit: str) -> Check:
    sentence = _("The credit “%(credit)s” is repeated in the caption.")
    return Check(Level.WARNING, sentence % {"credit": credit})


def _names(texts: Sequence[str]) -> Iterator[Check]:
    known = find_known(texts)
    shown = {pk for one in known for pk in one.entities}
    for entity in Entity.objects.filter(pk__in=shown, is_protected=True).order_by("pk"):
        sentence = _("“%(name)s” is protected, and stands in the caption of a photo.")
        yield Check(Level.WARNING, sentence % {"name": entity.name})
    for proposal in names.propose(texts, known=[one.span for one in known]):
        if proposal.kind == "person":
            sentence = _("“%(name)s” is not among the known names.")
            yield Check(Level.NOTE, sentence % {"name": proposal.text})


def _alternative(caption: str, alt_text: str) -> Iterator[Check]:
    if not alt_text:
        sentence = _("The alternative text is empty: say what is to be seen.")
        yield Check(Level.NOTE, sentence)
    elif caption and fold(alt_text).rstrip(" .") == fold(caption).rstrip(" ."):
        sentence = _("The alternative text is still the caption: say what is to be seen.")
        yield Check(Level.NOTE, sentence)
