"""What a file says of itself: title, dates, language, conformance, in the catalog, the Info dictionary and XMP.

In: title, language, moment. Out: entries of the document. The title of Info and of XMP is the same (ISO 14289-1, 7.1).
"""

from __future__ import annotations

import datetime
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


def xmp_packet(title: str, language: str, producer: str, moment: datetime.datetime) -> pdfdoc.PDFStream:
    """The XMP packet of an office file, which claims PDF/UA-1. Uncompressed, so that any tool can read it."""
    text = _PACKET.format(
        title=escape(title), language=language, producer=escape(producer), moment=f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    )
    stream = pdfdoc.PDFStream(content=text.encode("utf-8"))
    stream.dictionary["Type"] = "/Metadata"
    stream.dictionary["Subtype"] = "/XML"
    return stream


class Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The Info dictionary: title, producer and dates, nothing else."""

    def __init__(self, title: str, producer: str, moment: datetime.datetime) -> None:
        super().__init__()
        self.title = title
        self.producer = producer
        self.date = f"D:{moment:%Y%m%d%H%M%S}Z"

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The dictionary's bytes."""
        entries = {
            "Title": pdfdoc.PDFString(self.title),
            "Producer": pdfdoc.PDFString(self.producer),
            "Creator": pdfdoc.PDFString(self.producer),
            "CreationDate": pdfdoc.PDFString(self.date),
            "ModDate": pdfdoc.PDFString(self.date),
        }
        return bytes(pdfdoc.PDFDictionary(entries).format(document))
