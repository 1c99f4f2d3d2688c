"""What a file says fills what nobody has written yet; what a person typed is never changed."""

import dataclasses
import datetime
from typing import Any

from django.db import transaction

from photos import services
from photos.captions import ParsedCaption
from photos.credits import credit_of
from photos.models import CreditKind, Photo
from photos.typed import SAID_BY_THE_NAME
from vietnamese.wordlists import key_of

# IPTC NewsCodes, Digital Source Type, where it tells the kind of credit.
KINDS = {
    "trainedAlgorithmicMedia": CreditKind.AI,
    "compositeWithTrainedAlgorithmicMedia": CreditKind.AI,
    "compositeSynthetic": CreditKind.AI,
    "algorithmicMedia": CreditKind.AI,
    "screenCapture": CreditKind.SCREENSHOT,
}


@transaction.atomic
def fill_from_file(photo: Photo) -> list[str]:
    """
    Fill the empty fields of `photo` from what its file says; return their names.

    A credit at the end of the file's caption is a credit, and is not stored twice: what the
    photo's credit does not hold stays in the caption. The credit of a photo that has one stays
    whole. Who is shown is for a person to say: the
    names stay in the proposals (photos.choosing).
    """
    said = {field: proposals[0]["value"] for field, proposals in photo.embedded.items()}
    parsed = services.read_caption(str(said.get("caption", "")))
    filled: list[str] = []
    if not services.has_credit(photo) and _fill_credit(photo, said, parsed):
        filled.append("credit")
    for field, value in {
        "caption": parsed.caption if _holds(photo, parsed) else said["caption"],
        "place": said.get("place", ""),
        "usage_terms": said.get("usage_terms", ""),
        "instructions": said.get("instructions", ""),
        "taken_at": _moment(said.get("taken_at", "")),
    }.items():
        if value and not getattr(photo, field):
            setattr(photo, field, value)
            filled.append(field)
    if filled:
        photo.save()
    return filled


def _fill_credit(photo: Photo, said: dict[str, Any], parsed: ParsedCaption) -> bool:
    """
    Take the credit line where there is one, else the caption's; the by-line either way.

    A line that names nobody takes the creators of a caption that names no other provider.
    """
    written = str(said.get("credit", ""))
    line = services.read_caption(f"Ảnh: {written}" if written else "")
    credit = line if line.has_credit else parsed
    credit = dataclasses.replace(
        credit,
        creators=tuple(said.get("creators", []))
        or credit.creators
        or (parsed.creators if _agree(line, parsed) else ()),
        kind=KINDS.get(said.get("source_type", ""), credit.kind),
        raw=written or parsed.raw,
    )
    if credit.has_credit:
        services.take_credit(photo, credit)
    return credit.has_credit


def _agree(line: ParsedCaption, parsed: ParsedCaption) -> bool:
    if not parsed.provider or key_of(parsed.provider) == key_of(line.provider):
        return True
    meant = services.find_provider(parsed.provider)
    return meant is not None and meant == services.find_provider(line.provider)


def _holds(photo: Photo, parsed: ParsedCaption) -> bool:
    """Say whether the photo's credit has all that was read: then the caption does without it."""
    credit = credit_of(photo)
    meant = services.find_provider(parsed.provider)
    return (
        {*map(key_of, parsed.creators)} <= {*map(key_of, credit.creators)}
        and (not parsed.provider or (meant is not None and meant.pk == photo.provider_id))
        and parsed.kind in {photo.kind, *SAID_BY_THE_NAME}
    )


def _moment(text: str) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
