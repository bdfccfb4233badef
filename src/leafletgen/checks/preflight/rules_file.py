"""Rules about the file: the standard that it claims, the keys that this requires, and features that it forbids.

In: a Document. Out: Findings.
Sources: ISO 15930-4 (PDF/X-1a:2003), ISO 15930-7 (PDF/X-4), ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from leafletgen.checks.faults import Finding
from leafletgen.checks.preflight.document import Document
from leafletgen.content.languages import direction_told_by

_X4, _X1A = "PDF/X-4", "PDF/X-1a:2003"
_DC, _XMP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/xap/1.0/}"
_MM, _PDF = "{http://ns.adobe.com/xap/1.0/mm/}", "{http://ns.adobe.com/pdf/1.3/}"
_X4_XMP = (
    f"{_MM}DocumentID",
    f"{_MM}VersionID",
    f"{_MM}RenditionClass",
    f"{_XMP}CreateDate",
    f"{_XMP}ModifyDate",
    f"{_XMP}MetadataDate",
    f"{_PDF}Trapped",
    f"{_DC}title",
)
"""The properties that PDF/X-4 requires in the XMP packet (ISO 15930-7, 6.4 and 6.7)."""

_OLD_FILTERS = {"/LZWDecode"}
_NEW_FILTERS = {"/LZWDecode", "/JBIG2Decode", "/JPXDecode"}


def syntax(document: Document) -> Iterator[Finding]:
    """The file has no syntax error."""
    if document.syntax:
        yield Finding("pdf-damaged", document.syntax[0].splitlines()[0])


def encryption(document: Document) -> Iterator[Finding]:
    """The file has no password and no restrictions."""
    if document.pdf.is_encrypted:
        yield Finding("encrypted", "the file is encrypted")


def claim(document: Document) -> Iterator[Finding]:
    """A press file claims PDF/X-4 or PDF/X-1a:2003, with all keys for that."""
    found = {name for name in document.claims if name.startswith("PDF/X")}
    if not found & {_X4, _X1A}:
        what = f"it claims {', '.join(sorted(found))}" if found else "it claims no standard"
        yield Finding("no-standard-claimed", f"{what}, not PDF/X-4 or PDF/X-1a:2003")
    elif _X1A in found and document.info.get("/GTS_PDFXConformance") != _X1A:
        yield Finding("claim-incomplete", "GTS_PDFXConformance is missing in the Info dictionary")


def version(document: Document) -> Iterator[Finding]:
    """The version is PDF 1.4 for PDF/X-1a:2003, at most 1.7 for PDF/X-4; PDF/X-1a has no object streams."""
    most = "1.4" if _X1A in document.claims else "1.7"
    if document.pdf.pdf_version > most:
        yield Finding("pdf-version", f"it is PDF {document.pdf.pdf_version}")
    if _X1A in document.claims and re.search(rb"/Type\s*/(ObjStm|XRef)\b", document.data):
        yield Finding("object-streams", "objects are packed into object streams")


def metadata(document: Document) -> Iterator[Finding]:
    """The Info dictionary and XMP hold what PDF/X requires, and have the same title."""
    info, xmp = document.info, document.xmp
    missing = [key for key in ("/Title", "/CreationDate", "/ModDate") if not info.get(key, "").strip()]
    if missing:
        yield Finding("info-incomplete", f"missing in the Info dictionary: {', '.join(key[1:] for key in missing)}")
    if info.get("/Trapped") not in ("/True", "/False"):
        yield Finding("trapped-unknown", "the file does not say whether it is trapped")
    if _X4 in document.claims:
        lacking = [key.partition("}")[2] for key in _X4_XMP if not xmp.get(key, "").strip()]
        if lacking:
            yield Finding("xmp-incomplete", f"missing in the XMP packet: {', '.join(lacking)}")
        if "/Filter" in document.root.get("/Metadata", {}):
            yield Finding("xmp-compressed", "the XMP packet is compressed")
    title = xmp.get(f"{_DC}title", "")
    if title and info.get("/Title") and title != info["/Title"]:
        yield Finding("title-differs", f"the title is “{info['/Title']}” in Info and “{title}” in XMP")
    if len(document.pdf.trailer.get("/ID", [])) != 2:
        yield Finding("no-file-id", "the trailer has no ID")


def output_intent(document: Document) -> Iterator[Finding]:
    """There is one output intent, with its names and the ICC profile of a CMYK printing condition."""
    intents = document.intents
    if not intents:
        yield Finding("no-output-intent", "the file has no output intent for printing")
    elif len(intents) > 1:
        yield Finding("several-output-intents", f"the file has {len(intents)} output intents")
    else:
        yield from _intent(intents[0])


def _intent(intent: Any) -> Iterator[Finding]:
    missing = [key for key in ("/OutputConditionIdentifier", "/Info") if not str(intent.get(key, "")).strip()]
    if missing:
        yield Finding("output-intent-incomplete", f"missing in the output intent: {', '.join(k[1:] for k in missing)}")
    profile = intent.get("/DestOutputProfile")
    if profile is None:
        yield Finding("no-icc-profile", "the output intent has no ICC profile")
        return
    header = profile.read_bytes()[:40]
    if header[12:20] != b"prtrCMYK" or header[36:40] != b"acsp" or int(profile.get("/N", 0)) != 4:
        yield Finding("icc-not-for-press", "the ICC profile is not for a CMYK printing condition")


def interaction(document: Document) -> Iterator[Finding]:
    """A press file has no annotations, forms, actions or attached files."""
    for page in document.pages:
        kinds = {str(note.get("/Subtype", "/Unknown"))[1:] for note in page.obj.get("/Annots", [])}
        kinds -= {"Widget", "TrapNet", "PrinterMark"}
        if kinds:
            yield Finding("annotation", f"there are annotations ({', '.join(sorted(kinds))})", page.number)
        if "/AA" in page.obj:
            yield Finding("action", "the page has actions", page.number)
    if "/AcroForm" in document.root:
        yield Finding("form-fields", "the file has a form")
    names = document.root.get("/Names", {})
    if "/JavaScript" in names or "/AA" in document.root or _runs(document.root.get("/OpenAction")):
        yield Finding("action", "the file runs a script or an action")
    if "/EmbeddedFiles" in names or "/AF" in document.root:
        yield Finding("attached-file", "files are attached")


def comments(document: Document) -> Iterator[Finding]:
    """A file to hand out has no sticky notes or other comments of those who made it; links and form fields may be."""
    for page in document.pages:
        kinds = {str(note.get("/Subtype", "/Unknown"))[1:] for note in page.obj.get("/Annots", [])}
        kinds -= {"Link", "Widget", "Popup", "TrapNet", "PrinterMark"}
        if kinds:
            yield Finding("comments", f"there are comments ({', '.join(sorted(kinds))})", page.number)


def _runs(action: Any) -> bool:
    """Whether the action on opening the file does more than go to a page."""
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != "/GoTo"


def features(document: Document) -> Iterator[Finding]:
    """A press file has no layers (PDF/X-1a) and no compression that its standard forbids."""
    old = _X1A in document.claims
    if old and "/OCProperties" in document.root:
        yield Finding("layers", "the file has layers")
    unknown = _NEW_FILTERS if old else _OLD_FILTERS
    used = {name for found in document.pdf.objects if isinstance(found, pikepdf.Stream) for name in _filters(found)}
    if used & unknown:
        yield Finding("compression", f"streams are compressed with {', '.join(sorted(n[1:] for n in used & unknown))}")


def _filters(stream: Any) -> list[str]:
    value = stream.get("/Filter", [])
    return [str(value)] if isinstance(value, pikepdf.Name) else [str(name) for name in value]


def accessible(document: Document) -> Iterator[Finding]:
    """An office file claims PDF/UA-1, if it is no draft, and has tags, a language and a title that viewers show."""
    root = document.root
    if "PDF/UA-1" not in document.claims and not document.rendition:
        yield Finding("ua-not-claimed", "it does not claim PDF/UA-1")
    if "/StructTreeRoot" not in root or not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield Finding("not-tagged", "it has no tags")
    if not str(root.get("/Lang", "")).strip():
        yield Finding("no-language", "it does not name its language")
    shown = bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))
    if not shown or not document.xmp.get(f"{_DC}title", "").strip():
        yield Finding("no-title", "it has no title, or does not show it")


def reading_direction(document: Document) -> Iterator[Finding]:
    """The pages are to be read in the direction of the language (ISO 32000-1, table 150)."""
    language = str(document.root.get("/Lang", "")).strip()
    to_the_left = document.root.get("/ViewerPreferences", {}).get("/Direction") == "/R2L"
    written = direction_told_by(language)
    if written == "rtl" and not to_the_left:
        yield Finding("wrong-direction", f"it is in {language}, but its pages are to be read from left to right")
    elif written == "ltr" and to_the_left:
        yield Finding("wrong-direction", f"it is in {language}, but its pages are to be read from right to left")


def no_claim(document: Document) -> Iterator[Finding]:
    """Sheets for folding claim no standard, because their pages are not in reading order."""
    if document.claims:
        yield Finding("claims-too-much", f"it claims {', '.join(sorted(document.claims))}")
