"""What the desk should know of a caption as it is written; nothing here stops anybody."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from entities.finding import find_known
from entities.models import Entity
from entities.oddities import old_code
from photos import services
from vietnamese import names
from vietnamese.text import fold, squeeze


def of_caption(caption: str, *, headline: str = "", alt_text: str | None = None) -> list[str]:
    """
    Return sentences about a caption, and about the alternative text where one is asked for.

    `headline` is that of the story it stands in; alt_text None: there is no such field here.
    """
    words = squeeze(caption)
    return [
        *old_code([words, alt_text or ""]),
        *_words(words, squeeze(headline)),
        *(_names([words]) if words else []),
        *(_alternative(words, squeeze(alt_text)) if alt_text is not None else []),
    ]


def proposed_alt_text(caption: str) -> str:
    """Return the caption without its credit: where a writer of alternative text begins."""
    return services.read_caption(caption).caption


def _words(caption: str, headline: str) -> Iterator[str]:
    if not caption:
        yield _("The caption is empty.")
    elif headline and fold(caption).rstrip(" .") == fold(headline).rstrip(" ."):
        yield _("The caption is the same as the headline.")
    parsed = services.read_caption(caption)
    if parsed.has_credit:
        yield _("The credit “%(credit)s” is repeated in the caption.") % {"credit": parsed.raw}


def _names(texts: Sequence[str]) -> Iterator[str]:
    known = find_known(texts)
    shown = {pk for one in known for pk in one.entities}
    for entity in Entity.objects.filter(pk__in=shown, is_protected=True).order_by("pk"):
        yield _("“%(name)s” is protected, and stands in the caption of a photo.") % {
            "name": entity.name
        }
    for proposal in names.propose(texts, known=[one.span for one in known]):
        if proposal.kind == "person":
            yield _("“%(name)s” is not among the known names.") % {"name": proposal.text}


def _alternative(caption: str, alt_text: str) -> Iterator[str]:
    if not alt_text:
        yield _("The alternative text is empty: say what is to be seen.")
    elif caption and fold(alt_text).rstrip(" .") == fold(caption).rstrip(" ."):
        yield _("The alternative text repeats the caption: say what is to be seen.")
