"""The facts written into a delivered file, so that the credit travels with the picture."""

from xml.sax.saxutils import escape

from photos.credits import Credit

# IPTC Photo Metadata 2024.1: Creator, Credit Line, Copyright Notice, Description.
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{credit}</rdf:li></rdf:Alt></dc:rights>
<photoshop:Credit>{credit}</photoshop:Credit>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def packet(credit: Credit, caption: str) -> bytes:
    """Return an XMP packet, UTF-8. IIM is not written: its credit field holds 32 bytes only."""
    creators = credit.creators or ((credit.provider,) if credit.provider else ())
    return PACKET.format(
        creators="".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in creators),
        caption=escape(caption),
        credit=escape(credit.machine_line),
    ).encode()
