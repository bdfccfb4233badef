"""Hostile PDF files for preflight: a rich file in which every entry, in turn, is set to every wrong type.

In: nothing. Out: the rich file, its entries as paths, and its bytes with another value at one of them.
The rich file has every key that preflight reads (a test compares them), so a key read in future belongs in here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.support.small_pdf import small_pdf

Path = tuple[str | int, ...]
"""The way from the trailer to a value: keys of dictionaries and indexes of arrays."""

_MISSING = Name("/Missing00")
_REFERENCE = b"99999 0 R "
"""As long as `_MISSING`, so that no offset in the file changes: a reference to an object that the file has not."""

VALUES = (
    *("absent", "integer", "negative", "huge", "real", "beyond", "string", "name", "array", "dictionary", "stream"),
    *("itself", "missing"),
)
"""What an entry is set to; null is the same as absent."""

_CONTENT = b"""q /G gs /CS cs 0.5 scn 60 60 10 10 re f /CS CS 1 SCN 60 60 m 70 70 l S Q
q /N cs 0.1 0.2 scn 70 70 5 5 re f /I cs 0 sc 80 80 5 5 re f /C cs 0 0 0 1 sc 90 90 5 5 re f Q
q /Pattern cs /P scn 60 60 10 10 re f /T1 scn 60 80 10 10 re f /U cs 1 /T2 scn 60 90 10 10 re f Q
q 90 90 9 9 re W n /S sh /S2 sh Q q 20 0 0 20 80 80 cm /M Do Q /F Do
BT /T 10 Tf 50 90 Td (aa a) Tj [(a) -100 (a)] TJ /T0 10 Tf <00010020> Tj ET
/OC /L BDC 60 60 5 5 re f EMC /OC /G1 BDC 60 60 5 5 re f EMC /OC /G2 BDC EMC
q 9 0 0 9 60 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q"""


def rich() -> pikepdf.Pdf:
    """A file of one page that has every key that preflight reads."""
    pdf = pikepdf.open(io.BytesIO(small_pdf("x4", pages=1)))
    page: Any = pdf.pages[0].obj
    page.Contents = Array([pdf.make_stream(_CONTENT)])
    page.Resources = pdf.make_indirect(_resources(pdf, page.Resources.Font.T))
    for box, edge in {"/MediaBox": 6, "/CropBox": 6, "/ArtBox": 0, "/BleedBox": 4, "/TrimBox": 0}.items():
        page[box] = Array([50 - edge, 50 - edge, 100 + edge, 100 + edge])  # Small, because each page is rendered.
    page.Rotate, page.UserUnit = 0, 1
    page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    page.AA = Dictionary()
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 60, 60]), P=page)
    page.Annots = Array([pdf.make_indirect(note)])
    root: Any = pdf.Root
    root.StructTreeRoot, root.MarkInfo = Dictionary(Type=Name.StructTreeRoot), Dictionary(Marked=True)
    root.Lang, root.ViewerPreferences = String("ar"), Dictionary(DisplayDocTitle=True)
    root.ViewerPreferences.Direction = Name.R2L
    root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])), EmbeddedFiles=Dictionary(Names=Array([])))
    root.AA, root.AF, root.AcroForm = Dictionary(), Array([]), Dictionary()
    layers = page.Resources.Properties
    root.OCProperties = Dictionary(
        D=Dictionary(BaseState=Name.OFF, ON=Array([layers.G1]), OFF=Array([layers.L.OCGs])), OCGs=Array([layers.G1])
    )
    root.OpenAction = Dictionary(S=Name.GoTo)
    for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
        pdf.trailer.Info[key] = String("PDF/X-1a:2003")
    pdf.trailer["/ID"] = Array([String("a"), String("a")])
    return pdf


def _resources(pdf: pikepdf.Pdf, letters: Any) -> Dictionary:
    sampled = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1, 0, 0, 0]), N=1)
    stitched = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Functions=Array([sampled]), Bounds=Array([]), Encode=Array([0, 1])
    )
    one = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 9]), Function=stitched, Extend=Array([1, 1])
    )
    by_parts = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 9]), Function=Array([one] * 4)
    )
    separation = Array([Name.Separation, Name("/Orange"), Name.DeviceCMYK, sampled])
    return Dictionary(
        Font=Dictionary(T=letters, T0=pdf.make_indirect(_composite(pdf))),
        ExtGState=Dictionary(G=_state(letters)),
        ColorSpace=Dictionary(
            CS=separation,
            N=Array([Name.DeviceN, Array([Name("/Cyan"), Name("/Orange")]), Name.DeviceCMYK, sampled]),
            I=Array([Name.Indexed, Name.DeviceCMYK, 0, String("aaaa")]),
            C=Array([Name.ICCBased, pdf.make_stream(b"profile", N=4)]),
            U=Array([Name.Pattern, Name.DeviceCMYK]),
        ),
        Pattern=Dictionary(P=Dictionary(PatternType=2, Shading=shading), T1=_tile(pdf, 1), T2=_tile(pdf, 2)),
        Shading=Dictionary(S=shading, S2=by_parts),
        XObject=Dictionary(M=_picture(pdf), F=_form(pdf)),
        Properties=_layers(pdf),
    )


def _layers(pdf: pikepdf.Pdf) -> Dictionary:
    usage = Dictionary(Print=Dictionary(PrintState=Name.ON))
    one = pdf.make_indirect(Dictionary(Type=Name.OCG, Intent=Array([Name.View]), Usage=usage))
    other = pdf.make_indirect(Dictionary(Type=Name.OCG, Intent=Name.View))
    shown = Array([Name.And, one, Array([Name.Not, other])])
    return Dictionary(
        G1=one,
        G2=Dictionary(Type=Name.OCMD, OCGs=Array([one, other]), P=Name.AnyOn),
        L=Dictionary(Type=Name.OCMD, OCGs=one, VE=shown),
    )


def _composite(pdf: pikepdf.Pdf) -> Dictionary:
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/Own"), Flags=4, FontBBox=Array([0, 0, 9, 9]))
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        descriptor[key] = pdf.make_stream(b"")
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/Own"), DW=500)
    inner["/W"] = Array([1, Array([500, 600]), 3, 9, 500])
    inner["/FontDescriptor"] = descriptor
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Own"), Name=Name("/Own"))
    font["/Encoding"], font["/DescendantFonts"] = Name("/Identity-H"), Array([pdf.make_indirect(inner)])
    font["/ToUnicode"] = pdf.make_stream(b"1 beginbfchar <0020> <0020> endbfchar")
    return font


def _state(font: Any) -> Dictionary:
    return Dictionary(
        {
            **{"/op": True, "/OP": True, "/OPM": 1, "/LW": 1, "/Font": Array([font, 10]), "/ca": 1, "/CA": 1},
            **{"/SMask": Name("/None"), "/BM": Name.Normal, "/TR": Name.Identity, "/TR2": Name.Default},
        }
    )


def _tile(pdf: pikepdf.Pdf, kind: int) -> Any:
    tile = pdf.make_stream(b"0 0 4 4 re f", Type=Name.Pattern, PatternType=1, PaintType=kind, TilingType=1)
    tile["/BBox"], tile["/XStep"], tile["/YStep"] = Array([0, 0, 9, 9]), 9, 9
    tile["/Resources"] = Dictionary()
    return tile


def _picture(pdf: pikepdf.Pdf) -> Any:
    picture = pdf.make_stream(bytes(16), Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8)
    picture["/ColorSpace"], picture["/ImageMask"] = Name.DeviceCMYK, False
    picture["/SMask"] = pdf.make_stream(bytes(4), Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8)
    picture["/SMask"]["/ColorSpace"] = Name.DeviceGray
    return picture


def _form(pdf: pikepdf.Pdf) -> Any:
    form = pdf.make_stream(b"70 70 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 160, 160]))
    form["/Matrix"], form["/Resources"] = Array([1, 0, 0, 1, 0, 0]), Dictionary()
    form["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    form["/OC"] = Dictionary(Type=Name.OCG)
    return form


def entries() -> list[Path]:
    """The way to each entry of a dictionary, and to the first two items of each array, each object being seen once."""
    with rich() as pdf:
        return list(_entries(pdf.trailer, (), set()))


def _entries(holder: Any, way: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    if holder.objgen != (0, 0):
        if holder.objgen in seen:
            return
        seen.add(holder.objgen)
    array = isinstance(holder, pikepdf.Array)
    for key in range(min(2, len(holder))) if array else sorted(holder.keys()):
        if key in ("/Length", "/Size"):
            continue  # pikepdf writes these itself.
        if way or key != "/Root":  # Without a root pikepdf writes no file.
            yield (*way, key)
        if isinstance(holder[key], (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            yield from _entries(holder[key], (*way, key), seen)


def spoilt(way: Path, value: str) -> bytes:
    """The rich file with one of VALUES at the end of a way."""
    with rich() as pdf:
        holder: Any = pdf.trailer
        for key in way[:-1]:
            holder = holder[key]
        if value == "absent":
            del holder[way[-1]]
        else:
            holder[way[-1]] = _value(pdf, holder, value)
        out = io.BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
            fix_metadata_version=False,
        )
        return out.getvalue().replace(str(_MISSING).encode(), _REFERENCE)


def _value(pdf: pikepdf.Pdf, holder: Any, value: str) -> Any:
    if value == "itself":
        return holder if holder.objgen != (0, 0) else pdf.Root
    values = {
        "integer": 5,
        "negative": -1,
        "huge": 2**31 - 1,
        "real": 0.5,
        "beyond": pikepdf.Object.parse(b"9" * 30 + b".0"),
        "string": String("a"),
        "name": Name("/A"),
        "array": Array([1, Name("/A")]),
        "dictionary": Dictionary(A=1),
        "stream": pdf.make_stream(b"a"),
        "missing": _MISSING,
    }
    return values[value]


def keys_in(source: str) -> set[str]:
    """The keys that a module names, as texts or as attributes of objects of pikepdf."""
    return set(re.findall(r'"(/[A-Z][A-Za-z0-9]*|/ca|/op)"', source))
