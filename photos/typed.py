"""A credit typed at the end of a caption: taken off into the credit, where that loses nothing."""

import enum
from dataclasses import dataclass

from django.db import transaction

from photos import services
from photos.captions import ParsedCaption
from photos.credits import credit_of
from photos.models import CreditKind, Photo
from vietnamese.wordlists import key_of


class Outcome(enum.Enum):
    NOTHING = "the caption ends in no credit"
    TAKEN = "the photo had no credit and has this one now"
    DROPPED = "the photo has the same credit"
    DIFFERS = "the photo has another credit: the caption stays whole"


@dataclass(frozen=True)
class Settled:
    outcome: Outcome
    parsed: ParsedCaption


# What a name says by itself: whoever credits TTXVN need not say "agency".
SAID_BY_THE_NAME = {CreditKind.UNKNOWN, CreditKind.AGENCY, CreditKind.STAFF}


@transaction.atomic
def settle(photo: Photo) -> Settled:
    """Part the caption of `photo` and write what follows; the photo's other fields stay."""
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    parsed = services.read_caption(photo.caption)
    if not parsed.has_credit:
        return Settled(Outcome.NOTHING, parsed)
    outcome = compare(photo, parsed)
    if outcome is Outcome.DIFFERS:
        return Settled(outcome, parsed)
    photo.caption = parsed.caption
    if outcome is Outcome.TAKEN:
        services.take_credit(photo, parsed)
    photo.save()
    return Settled(outcome, parsed)


@transaction.atomic
def take(photo: Photo, parsed: ParsedCaption) -> Outcome:
    """Give `photo` a credit that was typed elsewhere, as in a story, if it has none by now."""
    row = Photo.objects.select_for_update().get(pk=photo.pk)
    outcome = compare(row, parsed)
    if outcome is Outcome.TAKEN:
        services.take_credit(row, parsed)
        row.save()
    return outcome


def compare(photo: Photo, parsed: ParsedCaption) -> Outcome:
    """Say what is to be done with a credit in words beside the one `photo` has."""
    if not services.has_credit(photo):
        return Outcome.TAKEN
    credit = credit_of(photo)
    meant = services.find_provider(parsed.provider)
    same_provider = meant.pk == photo.provider_id if meant else parsed.provider == credit.provider
    kinds = {CreditKind(parsed.kind), CreditKind(photo.kind)}
    same = (
        same_provider
        and [*map(key_of, parsed.creators)] == [*map(key_of, credit.creators)]
        and (len(kinds) == 1 or kinds <= SAID_BY_THE_NAME)
    )
    return Outcome.DROPPED if same else Outcome.DIFFERS
