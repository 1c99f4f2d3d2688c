"""The facts written into a delivered file, so that the credit travels with the picture."""

import re
from collections.abc import Iterable
from xml.sax import saxutils

from django.conf import settings

from entities.models import EntityPage
from photos.credits import credit_of
from photos.models import CreditKind, Photo

# IPTC Photo Metadata 2024.1, in the order of its table.
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

# https://cv.iptc.org/newscodes/digitalsourcetype/, where the kind of credit tells it.
SOURCE_TYPE = {
    CreditKind.AI: "trainedAlgorithmicMedia",
    CreditKind.SCREENSHOT: "screenCapture",
}
# What XML 1.0 has no way to write: one such letter would make the whole packet unreadable.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def written_in(photo: Photo) -> dict[str, str | list[str]]:
    """
    Return {property: text or texts} of all that a delivered file says; part of its facts.

    IIM is not written: its credit field holds 32 bytes only. Of the people shown only those
    with a public page are named; a protected person never is.
    """
    credit = credit_of(photo)
    creators = credit.creators or ((credit.provider,) if credit.provider else ())
    # In Python: who asks for many photos has loaded who is in them.
    people = [
        entity
        for entity in photo.subjects.all()
        if entity.is_person and entity.page == EntityPage.PUBLIC and not entity.is_protected
    ]
    source_type = SOURCE_TYPE.get(CreditKind(photo.kind))
    properties: dict[str, str | list[str]] = {
        "dc:creator": list(creators),
        "dc:description": photo.caption,
        "dc:rights": credit.machine_line,
        "photoshop:Credit": credit.machine_line,
        "xmpRights:UsageTerms": photo.usage_terms,
        "xmpRights:WebStatement": settings.PHOTO_RIGHTS_URL,
        "Iptc4xmpExt:PersonInImage": [
            entity.name for entity in sorted(people, key=lambda entity: entity.pk)
        ],
        "Iptc4xmpExt:DigitalSourceType": f"{SOURCE_TYPES}{source_type}" if source_type else "",
        "plus:LicensorURL": settings.PHOTO_LICENSOR_URL,
    }
    return {name: value for name, value in properties.items() if value}


def packet(properties: dict[str, str | list[str]]) -> str:
    """Return the XMP packet of `written_in`."""
    return PACKET.format(properties="\n".join(_element(*pair) for pair in properties.items()))


def escape(text: str) -> str:
    return saxutils.escape(NOT_XML.sub("", text))


def _element(name: str, value: str | list[str]) -> str:
    match name:
        case "dc:creator":
            inside = _list("Seq", value)
        case "Iptc4xmpExt:PersonInImage":
            inside = _list("Bag", value)
        case "dc:description" | "dc:rights" | "xmpRights:UsageTerms":
            text = f'<rdf:li xml:lang="x-default">{escape(str(value))}</rdf:li>'
            inside = f"<rdf:Alt>{text}</rdf:Alt>"
        case "plus:LicensorURL":
            resource = (
                f'<rdf:li rdf:parseType="Resource"><{name}>{escape(str(value))}</{name}></rdf:li>'
            )
            return f"<plus:Licensor><rdf:Seq>{resource}</rdf:Seq></plus:Licensor>"
        case _:
            inside = escape(str(value))
    return f"<{name}>{inside}</{name}>"


def _list(kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return f"<rdf:{kind}>{items}</rdf:{kind}>"
