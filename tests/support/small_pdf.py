"""Small sound PDF files for preflight, to put one fault into: a few square pages, each with one black square on it.

In: the kind of file and what to change in it. Out: its bytes. They are small so that hundreds of them take seconds.
The pages of x4 and x1a are 160 points wide and high, with the TrimBox at 20 and 140 and the BleedBox at 11 and 149;
those of office are 150 points wide and high; those of booklet are A4 on the long side.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any, Literal

import pikepdf
import qrcode
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.support.project import PROJECT

Kind = Literal["x4", "x1a", "office", "booklet"]
Change = Callable[[pikepdf.Pdf], None]
PAGES: dict[Kind, int] = {"x4": 4, "x1a": 4, "office": 1, "booklet": 2}
VERSIONS: dict[Kind, str] = {"x4": "1.6", "x1a": "1.4", "office": "1.7", "booklet": "1.7"}
SIZES: dict[Kind, tuple[float, float]] = {
    "x4": (160, 160),
    "x1a": (160, 160),
    "office": (150, 150),
    "booklet": (841.89, 595.276),
}
ICC_HEADER = (PROJECT / "icc" / "FOGRA39L_coated.icc").read_bytes()[:128]
XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A title</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-01-02T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>2026-01-02T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2026-01-02T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped>
%s
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
CLAIMS: dict[Kind, bytes] = {
    "x4": b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
    "x1a": b"",
    "office": b"<pdfuaid:part>1</pdfuaid:part>",
    "booklet": b"",
}


def small_pdf(kind: Kind, *changes: Change, pages: int = 0, **save: Any) -> bytes:
    """A sound file of its kind after some changes; `pages` is how many it has, if not the usual number."""
    with pikepdf.new() as pdf:
        for _ in range(pages or PAGES[kind]):
            _add_page(pdf, kind)
        _describe(pdf, kind)
        for change in changes:
            change(pdf)
        packed = pikepdf.ObjectStreamMode.disable if kind == "x1a" else pikepdf.ObjectStreamMode.generate
        out = io.BytesIO()
        as_it_is = {
            "stream_decode_level": pikepdf.StreamDecodeLevel.none,
            "compress_streams": False,
            "fix_metadata_version": False,
        }
        pdf.save(out, **{"object_stream_mode": packed, "force_version": VERSIONS[kind], **as_it_is, **save})
        return out.getvalue()


def _add_page(pdf: pikepdf.Pdf, kind: Kind) -> None:
    page = pdf.add_blank_page(page_size=SIZES[kind])
    page.obj["/MediaBox"] = Array([0, 0, *SIZES[kind]])
    page.obj["/Contents"] = pdf.make_stream(b"0 0 0 1 k 60 60 10 10 re f")
    page.obj["/Resources"] = Dictionary(Font=Dictionary(T=_font(pdf)))
    if kind in ("x4", "x1a"):
        page.obj["/TrimBox"] = Array([20, 20, 140, 140])
        page.obj["/BleedBox"] = Array([11, 11, 149, 149])


def _font(pdf: pikepdf.Pdf) -> Any:
    """A font of one letter, a, 500/1000 wide; space is as wide. A Type 3 font is inside its file by its nature."""
    letter = pdf.make_stream(b"500 0 0 0 500 700 d1 0 0 500 700 re f")
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 500, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(a=letter),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name("/a")])),
            FirstChar=32,
            LastChar=97,
            Widths=Array([500] * 66),
        )
    )


def _describe(pdf: pikepdf.Pdf, kind: Kind) -> None:
    pdf.Root["/Metadata"] = pdf.make_stream(XMP % CLAIMS[kind], Type=Name.Metadata, Subtype=Name.XML)
    dates: dict[str, Any] = dict.fromkeys(("CreationDate", "ModDate"), String("D:20260102000000Z"))
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Title=String("A title"), Trapped=Name("/False"), **dates))
    if kind == "x1a":
        pdf.trailer.Info["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")
        pdf.trailer.Info["/GTS_PDFXConformance"] = String("PDF/X-1a:2003")
    if kind in ("x4", "x1a"):
        pdf.Root["/OutputIntents"] = Array([intent(pdf)])
    if kind == "office":
        pdf.Root["/StructTreeRoot"] = Dictionary(Type=Name.StructTreeRoot)
        pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
        pdf.Root["/Lang"] = String("en-GB")
        pdf.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)


def intent(pdf: pikepdf.Pdf, kind: str = "/GTS_PDFX") -> Any:
    """An output intent with the header of the ICC profile that ships."""
    profile = pdf.make_stream(ICC_HEADER, N=4)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name(kind),
        OutputConditionIdentifier=String("FOGRA39"),
        Info=String("Coated"),
        DestOutputProfile=profile,
    )


# --- changes ---


def drawn(code: str, resources: Callable[[pikepdf.Pdf], dict[str, Dictionary]] = lambda pdf: {}) -> Change:
    """Draw this on the last page, after its square, with these resources added."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[-1]
        for name, value in resources(pdf).items():
            page.Resources[name] = value
        page.Contents.write(page.Contents.read_bytes() + f"\nq {code} Q".encode())

    return change


def only(code: str) -> Change:
    """Draw nothing else than this on the last page."""
    return lambda pdf: pdf.pages[-1].Contents.write(code.encode())


def text(x: float, y: float, size: float = 10, letters: str = "aaaa", before: str = "0 0 0 1 k") -> Change:
    """Letters from `x` on, each half as wide as the type size."""
    return drawn(f"{before} BT /T {size} Tf 1 0 0 1 {x} {y} Tm ({letters}) Tj ET")


def on_page(key: str, value: Callable[[pikepdf.Pdf], Any] | Any, *, every: bool = False) -> Change:
    """Set a key of the last page, or of every page."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages if every else [pdf.pages[-1]]:
            page.obj[key] = value(pdf) if callable(value) else value

    return change


def box(name: str, *sides: float, every: bool = False) -> Change:
    """Set a box of the last page, or of every page."""
    return on_page(name, lambda pdf: Array(list(sides)), every=every)


def in_root(key: str, value: Callable[[pikepdf.Pdf], Any] | Any) -> Change:
    """Set a key of the catalog."""
    return lambda pdf: pdf.Root.__setitem__(key, value(pdf) if callable(value) else value)


def in_info(key: str, value: Any) -> Change:
    """Set a key of the Info dictionary."""
    return lambda pdf: pdf.trailer.Info.__setitem__(key, value)


def without(key: str, *path: str) -> Change:
    """Delete a key of what is found from the trailer by a path of keys; a number is an index."""

    def change(pdf: pikepdf.Pdf) -> None:
        holder: Any = pdf.trailer
        for step in path:
            holder = holder[int(step)] if step.isdecimal() else holder[step]
        del holder[key]

    return change


def in_xmp(old: bytes, new: bytes) -> Change:
    """Replace a text in the XMP packet."""

    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    return change


def state(**entries: Any) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    """A graphics state by the name Own."""
    return lambda pdf: {"/ExtGState": Dictionary(Own=Dictionary({f"/{key}": value for key, value in entries.items()}))}


def space(make: Callable[[pikepdf.Pdf], Any]) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    """A colour space by the name Own."""
    return lambda pdf: {"/ColorSpace": Dictionary(Own=make(pdf))}


def inks(*names: str) -> Array:
    """A DeviceN colour space of inks by name; all of them look cyan on a screen."""
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1] * len(names)), C0=Array([0] * 4), C1=Array([1, 0, 0, 0]), N=1
    )
    return Array([Name.DeviceN, Array([Name(f"/{name}") for name in names]), Name.DeviceCMYK, function])


def picture(width: int, colour: str, dots: bytes, **more: Any) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    """A square picture of `width` dots a side by the name Own."""

    def make(pdf: pikepdf.Pdf) -> dict[str, Dictionary]:
        image = Stream(pdf, dots)
        entries = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name(f"/{colour}"), **more}
        for key, value in {**entries, "Width": width, "Height": width, "BitsPerComponent": 8}.items():
            image[f"/{key}"] = value
        return {"/XObject": Dictionary(Own=image)}

    return make


LONG = "https://example.org/" + "a-long-address/" * 8
"""An address whose QR code has 49 modules a side."""


def qr_matrix(address: str = "https://example.org/") -> list[list[bool]]:
    """The modules of a QR code at level M: 25 a side for the usual address."""
    maker = qrcode.main.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    maker.add_data(address)
    maker.make(fit=True)
    return [[bool(dark) for dark in row] for row in maker.modules]


def qr_code(
    x: float,
    y: float,
    side: float,
    colour: str = "0 0 0 1",
    background: str = "0 0 0 0",
    more: Iterable[str] = (),
    address: str = "https://example.org/",
) -> Change:
    """A QR code of `side` points, its lower left corner at `x`, `y`, on a wider background; `more` follows."""
    return drawn(qr_code_drawing(x, y, side, colour, background, more, address))


def qr_code_drawing(
    x: float, y: float, side: float, colour: str, background: str, more: Iterable[str], address: str
) -> str:
    """The operators that draw a QR code as one path, on a background of six modules more on each side."""
    matrix = qr_matrix(address)
    module = side / len(matrix)
    rectangles = [
        f"{x + column * module:.4f} {y + (len(matrix) - 1 - row) * module:.4f} {module:.4f} {module:.4f} re"
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    ]
    around = 6 * module
    patch = f"{background} k {x - around} {y - around} {side + 2 * around} {side + 2 * around} re f"
    return f"{patch} {colour} k {' '.join(rectangles)} f {' '.join(more)}"
