"""XMP (ISO 16684-1): RDF in XML, from strangers."""

import datetime
from collections.abc import Iterator

from lxml import etree

from photos.embedded.proposal import Proposal, dated

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "iptc": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
TEXTS = {
    "dc:description": "caption",
    "photoshop:Headline": "headline",
    "photoshop:Credit": "credit",
    "dc:rights": "copyright",
    "xmpRights:UsageTerms": "usage_terms",
    "photoshop:Instructions": "instructions",
    "ext:DigitalSourceType": "source_type",
}
LISTS = {"dc:creator": "creators", "ext:PersonInImage": "people", "dc:subject": "keywords"}
PLACE = ["iptc:Location", "photoshop:City", "photoshop:State", "photoshop:Country"]
DATES = ["photoshop:DateCreated", "exif:DateTimeOriginal"]


def read(packet: str) -> Iterator[tuple[str, Proposal]]:
    """Yield what an XMP packet says; nothing where it is no XML. No entity is ever expanded."""
    root = _parsed(packet)
    if root is None:
        return
    for name, field in TEXTS.items():
        found = _values(root, name)
        if found:
            value = found[0].rpartition("/")[2] if field == "source_type" else found[0]
            yield field, {"value": value, "source": "XMP", "is_guessed": False}
    for name, field in LISTS.items():
        found = _values(root, name)
        if found:
            yield field, {"value": found, "source": "XMP", "is_guessed": False}
    place = ", ".join(values[0] for values in (_values(root, name) for name in PLACE) if values)
    if place:
        yield "place", {"value": place, "source": "XMP", "is_guessed": False}
    for name in DATES:
        taken = _moment("".join(_values(root, name)[:1]))
        if taken:
            yield "taken_at", {"value": taken, "source": "XMP", "is_guessed": False}
            break


def _parsed(packet: str) -> etree._Element | None:
    start, end = packet.find("<"), packet.rfind(">")
    if start < 0:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(packet[start : end + 1].encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # A document type is where entities come from; XMP has none.
    return None if root is None or root.getroottree().docinfo.doctype else root


def _values(root: etree._Element, name: str) -> list[str]:
    """Return the texts of a property: an attribute, an element, or the items of its list."""
    prefix, _, local = name.partition(":")
    tag = f"{{{NAMESPACES[prefix]}}}{local}"
    for description in root.iter(f"{{{NAMESPACES['rdf']}}}Description"):
        if tag in description.attrib:
            return [str(description.attrib[tag])]
        for element in description.iterchildren(tag):
            items = list(element.iter(f"{{{NAMESPACES['rdf']}}}li"))
            return [str(item.text) for item in items or [element] if (item.text or "").strip()]
    return []


def _moment(text: str) -> str:
    """Return an XMP date with a time of day as ISO 8601; "" for a day, a month, a year alone."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    if "T" not in text:
        return ""
    return dated(moment)
