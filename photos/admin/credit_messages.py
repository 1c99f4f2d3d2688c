"""What the desk is told of a credit that was typed at the end of a caption."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from photos.captions import ParsedCaption
from photos.credits import credit_of
from photos.models import CreditKind, Photo
from photos.typed import Outcome, Settled


def tell(request: HttpRequest, photo: Photo, settled: Settled) -> None:
    if settled.outcome is Outcome.TAKEN:
        messages.info(request, understood(settled.parsed))
    elif settled.outcome is Outcome.DROPPED:
        told = _("The credit stands in the photo already and was taken out of the caption.")
        messages.info(request, told)
    elif settled.outcome is Outcome.DIFFERS:
        photo = Photo.objects.with_credit().get(pk=photo.pk)
        messages.warning(request, differs(settled.parsed, photo))


def differs(parsed: ParsedCaption, photo: Photo) -> str:
    return _(
        "The caption ends in “%(typed)s”, but the credit of the photo is “%(credit)s”. "
        "Correct the credit, or take the words out of the caption."
    ) % {"typed": parsed.raw, "credit": credit_of(photo).printed or _("no credit")}


def understood(parsed: ParsedCaption) -> str:
    """Return one sentence with all that was read out of a credit."""
    parts = []
    if parsed.creators:
        parts.append(_("by %(names)s") % {"names": ", ".join(parsed.creators)})
    if parsed.provider:
        parts.append(_("source %(name)s") % {"name": parsed.provider})
    if parsed.kind not in {"unknown", "agency", "staff"} or not parts:
        parts.append(str(CreditKind(parsed.kind).label))
    return _("Understood: %(parts)s.") % {"parts": ", ".join(parts)}
