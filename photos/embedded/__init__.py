"""What a picture file says of itself (EXIF, IPTC-IIM, XMP), as proposals for the photo's form."""

from collections.abc import Mapping
from typing import Any

from photos.embedded import exif, iim, xmp
from photos.embedded.proposal import FIELDS, Proposal, clean

__all__ = ["FIELDS", "Proposal", "read"]


def read(tags: Mapping[str, Any]) -> dict[str, list[Proposal]]:
    """
    Return {field: proposals} of raw `tags` (photos.decoding.tags), the most trusted first.

    Trust: XMP, then IIM, then EXIF (IPTC Photo Metadata, Mapping Guidelines). Where they
    agree one is left; where they differ all are kept, for the desk to choose.
    """
    found: dict[str, list[Proposal]] = {}
    for proposals in [xmp.read(tags["xmp"]), iim.read(tags["iim"]), exif.read(tags["exif"])]:
        for field, proposal in proposals:
            cleaned = clean(field, proposal)
            known = {_comparable(other["value"]) for other in found.get(field, [])}
            if cleaned and _comparable(cleaned["value"]) not in known:
                found.setdefault(field, []).append(cleaned)
    return found


def _comparable(value: Any) -> str:
    return repr(value).casefold()
