"""Metadata: title, dates, language and conformance in the catalog, the Info dictionary and XMP.

In: the laid-out leaflet, the Profile, the date of the file. Out: entries of the document. Info and XMP have one title.
"""

from __future__ import annotations

import datetime
import uuid
from functools import lru_cache

from leafletgen.content.output_options import ENGLISH
from leafletgen.formats import A4_LANDSCAPE
from leafletgen.layout.display_list import LaidOut
from leafletgen.pdf.library import pdfdoc
from leafletgen.pdf.objects import Raw, Stream, packed_colours
from leafletgen.pdf.profiles import OutputIntent, Profile

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt>{titles}</rdf:Alt></dc:title>
<dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
{claim}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""

_UA = "<pdfuaid:part>1</pdfuaid:part>\n"
_X4 = """<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
"""


def describe(
    document: pdfdoc.PDFDocument,
    laid_out: LaidOut,
    profile: Profile,
    producer: str,
    moment: datetime.datetime,
    tree: Raw | None,
    content: str,
) -> None:
    """Write the metadata into the document (ISO 14289-1, 5 and 7.1; ISO 15930-7, 6.2 and 6.3).

    `content` is a hash of the pages' content, so that different files have different identifiers.
    """
    catalog = document.Catalog
    catalog.ViewerPreferences = Raw(_viewer_preferences(laid_out, profile))
    catalog.Metadata = _packet(laid_out, profile, producer, moment, content)
    if tree:
        catalog.MarkInfo = Raw("<</Marked true>>")
        catalog.StructTreeRoot = tree
        catalog.PageLabels = Raw("<</Nums [0 <</S /D>>]>>")
    document.info = Info(laid_out.title, producer, moment, profile)
    if profile.intent:
        catalog.OutputIntents = _intents(document, profile.intent)
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]


def _viewer_preferences(laid_out: LaidOut, profile: Profile) -> str:
    """The ViewerPreferences: what a file asks of windows and print dialogs (ISO 32000-1, table 150).

    Its title in the window; page 1 at the right of page 2 if it is read from right to left (docs/languages.md says what
    that costs in PDFium); on an office printer, both sides of the paper. Actual size is asked for if its sheets are A4;
    pages of A5 are left to the program, because most offices have no A5 paper (docs/printing.md).
    """
    wishes, page = ["/DisplayDocTitle true"], laid_out.pages[0]
    if laid_out.rtl:
        wishes.append("/Direction /R2L")
    if profile.flip:
        wishes.append(f"/Duplex /DuplexFlip{profile.flip.capitalize()}Edge")
        if profile.imposed or (page.height, page.width) == A4_LANDSCAPE:
            wishes.append("/PrintScaling /None")
    return f"<<{' '.join(wishes)}>>"


_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def _escape(text: str) -> str:
    """Text escaped for XML; the library functions would import tables of entities, or all of HTTP."""
    return text.translate(_ENTITIES)


def _packet(
    laid_out: LaidOut, profile: Profile, producer: str, moment: datetime.datetime, content: str
) -> pdfdoc.PDFStream:
    """The XMP packet, uncompressed: any tool can read it then, and PDF/X-4 requires it.

    Its RenditionClass says of a draft and of a proof that it is one (ISO 16684-1, 8.3); PDF/X-4 wants it in any case.
    """
    condition = profile.intent.condition if profile.intent else ""
    identity = uuid.uuid5(uuid.NAMESPACE_OID, f"{condition} {moment} {laid_out.title} {content}")
    claim = {"PDF/UA-1": _UA, "PDF/X-4": _X4.format(identity=identity)}.get(profile.standard, "")
    if profile.standard == "PDF/X-4" or laid_out.rendition != "default":
        claim += f"<xmpMM:RenditionClass>{laid_out.rendition}</xmpMM:RenditionClass>\n"
    text = _PACKET.format(
        titles=_titles(laid_out),
        languages=_languages(laid_out),
        producer=_escape(producer),
        moment=f"{moment.year:04}-{moment:%m-%dT%H:%M:%SZ}",  # %Y has no noughts in front on some systems.
        claim=claim,
    )
    stream = pdfdoc.PDFStream(content=text.encode("utf-8"))
    stream.dictionary["Type"] = "/Metadata"
    stream.dictionary["Subtype"] = "/XML"
    return stream


def _titles(laid_out: LaidOut) -> str:
    """The title in the language of the file and in English, so that a search finds it (ISO 16684-1, 8.2.2.4)."""
    titles = [("x-default", laid_out.title)]
    if laid_out.english_title:
        titles += [(laid_out.language, laid_out.title), (ENGLISH, laid_out.english_title)]
    return "".join(f'<rdf:li xml:lang="{language}">{_escape(title)}</rdf:li>' for language, title in titles)


def _languages(laid_out: LaidOut) -> str:
    languages = [laid_out.language, *([ENGLISH] if laid_out.english_title else [])]
    return "".join(f"<rdf:li>{language}</rdf:li>" for language in languages)


@lru_cache(maxsize=4)
def _packed_profile(profile: bytes) -> bytes:
    """A CMYK ICC profile as a stream; cached, because the files of a build share it."""
    return packed_colours(profile, "/N 4")


def _intents(document: pdfdoc.PDFDocument, intent: OutputIntent) -> pdfdoc.PDFArray:
    profile = Stream(_packed_profile(intent.profile))
    entries = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": pdfdoc.PDFString(intent.condition),
        "OutputCondition": pdfdoc.PDFString(intent.description),
        "RegistryName": pdfdoc.PDFString("http://www.color.org"),
        "Info": pdfdoc.PDFString(intent.info),
        "DestOutputProfile": document.Reference(profile),
    }
    return pdfdoc.PDFArray([pdfdoc.PDFDictionary(entries)])


class Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The Info dictionary: title, producer and dates, and the keys of PDF/X."""

    def __init__(self, title: str, producer: str, moment: datetime.datetime, profile: Profile) -> None:
        super().__init__()
        self.title = title
        self.producer = producer
        self.date = f"D:{moment.year:04}{moment:%m%d%H%M%S}Z"
        self.standard = profile.standard

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The dictionary's bytes."""
        entries = {
            "Title": pdfdoc.PDFString(self.title),
            "Producer": pdfdoc.PDFString(self.producer),
            "Creator": pdfdoc.PDFString(self.producer),
            "CreationDate": pdfdoc.PDFString(self.date),
            "ModDate": pdfdoc.PDFString(self.date),
        }
        if self.standard.startswith("PDF/X"):
            entries["Trapped"] = "/False"
        if self.standard == "PDF/X-1a:2003":
            entries["GTS_PDFXVersion"] = pdfdoc.PDFString(self.standard)
            entries["GTS_PDFXConformance"] = pdfdoc.PDFString(self.standard)
        return bytes(pdfdoc.PDFDictionary(entries).format(document))
