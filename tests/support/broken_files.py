"""Broken PDF files: each is a good file with one fault, listed by the code that preflight must report.

`Broken.base` names the sound file: x4, x1a, office or booklet. `make` changes the opened file, `save` says how to write
it, `change` works on the bytes; a fault uses what it needs.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.support.small_pdf import LONG, qr_code_drawing

MM = 72 / 25.4
Base = Literal["x4", "x1a", "office", "booklet"]
LAST = 3
"""The index of the last page of every base but the booklet's: how to call in an emergency, with room to draw on."""

VERSIONS = {"x4": "1.6", "x1a": "1.4", "office": "1.7", "booklet": "1.7"}


@dataclass(frozen=True)
class Broken:
    """A fault: its code, the sound file that it is put into, and how."""

    code: str
    base: Base
    make: Callable[[pikepdf.Pdf], None] = lambda pdf: None
    save: dict[str, Any] = field(default_factory=dict)
    change: Callable[[bytes], bytes] = lambda data: data
    what: str = ""

    @property
    def name(self) -> str:
        return f"{self.base}-{self.code}{'-' if self.what else ''}{self.what}"


def file_of(sound: bytes, broken: Broken) -> bytes:
    """The sound file with the fault in it."""
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        broken.make(pdf)
        return broken.change(saved(pdf, broken.base, **broken.save))


def saved(pdf: pikepdf.Pdf, base: Base, **options: Any) -> bytes:
    """Write a file in the form of its standard, unless options say otherwise."""
    packed = pikepdf.ObjectStreamMode.disable if base == "x1a" else pikepdf.ObjectStreamMode.generate
    out = io.BytesIO()
    pdf.save(out, **{"object_stream_mode": packed, "force_version": VERSIONS[base], **options})
    return out.getvalue()


def short(data: bytes, base: Base, pages: list[int]) -> bytes:
    """A sound file with some of its pages: the rules look at each page by itself, and few pages are checked sooner."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for index in reversed(range(len(pdf.pages))):
            if index not in pages:
                del pdf.pages[index]
        if "/Outlines" in pdf.Root:
            del pdf.Root["/Outlines"]
        return saved(pdf, base)


# --- how faults are put in ---


def replaced(index: int, old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Put `new` for the first `old` in the content of a page."""

    def make(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[index].Contents.read_bytes()
        assert old in content, f"page {index} has no {old!r}"
        pdf.pages[index].Contents.write(content.replace(old, new, 1))

    return make


def drawn(
    code: str, index: int = LAST, resources: Callable[[pikepdf.Pdf], dict[str, Dictionary]] = lambda pdf: {}
) -> Callable[[pikepdf.Pdf], None]:
    """Draw something on a page, with these resources added."""

    def make(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[index]
        own: Any = Dictionary(dict(page.resources.items()))
        for kind, named in resources(pdf).items():
            own[kind] = Dictionary({**dict(own.get(kind, Dictionary()).items()), **dict(named.items())})
        page.obj["/Resources"] = own
        page.Contents.write(page.Contents.read_bytes() + f"\nq {code} Q".encode())

    return make


def each_page(change: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    def make(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            change(page.obj)

    return make


def first_page(change: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: change(pdf.pages[0].obj)


def root(change: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: change(pdf.Root)


def without(*keys: str) -> Callable[[Any], None]:
    def change(holder: Any) -> None:
        for key in keys:
            del holder[key]

    return change


def xmp(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def make(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    return make


def info(key: str, value: Any = None) -> Callable[[pikepdf.Pdf], None]:
    def make(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.trailer.Info[key]
        else:
            pdf.trailer.Info[key] = value

    return make


def grown(box: Any, *by: float) -> Array:
    return Array([float(side) + more for side, more in zip(box, by, strict=True)])


def state(**entries: Any) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    return lambda pdf: {"/ExtGState": Dictionary({"/Own": Dictionary({f"/{key}": v for key, v in entries.items()})})}


def space(make: Callable[[pikepdf.Pdf], Array]) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    return lambda pdf: {"/ColorSpace": Dictionary({"/Own": make(pdf)})}


def ink_function(*full: float) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array(list(full)), N=1)


def picture(pixels: int) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    """A square picture in grey."""

    def make(pdf: pikepdf.Pdf) -> dict[str, Dictionary]:
        image = Stream(pdf, bytes([90]) * pixels * pixels)
        for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceGray}.items():
            image[f"/{key}"] = value
        image["/Width"] = image["/Height"] = pixels
        image["/BitsPerComponent"] = 8
        return {"/XObject": Dictionary({"/Own": image})}

    return make


def coloured_picture(space: Name, *pixel: int, **more: Any) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    """A picture of 10 by 10 pixels of one colour in a colour space."""

    def make(pdf: pikepdf.Pdf) -> dict[str, Dictionary]:
        image = Stream(pdf, bytes(pixel) * 100)
        entries = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": space, "Width": 10, "Height": 10}
        for key, value in {**entries, "BitsPerComponent": 8, **more}.items():
            image[f"/{key}"] = value
        return {"/XObject": Dictionary({"/Own": image})}

    return make


SMALL = f"{0.9 * MM} 0 0 {0.9 * MM} {30 * MM} {50 * MM} cm /Own Do"
"""Draws /Own less than a millimetre wide, with 280 pixels to the inch where it has 10 across."""


def form(code: str, **entries: Any) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    """A form that draws something."""

    def make(pdf: pikepdf.Pdf) -> dict[str, Dictionary]:
        drawing = Stream(pdf, code.encode())
        box = Array([0, 0, 1000, 1000])
        for key, value in {"Type": Name.XObject, "Subtype": Name.Form, "BBox": box, **entries}.items():
            drawing[f"/{key}"] = value
        return {"/XObject": Dictionary({"/Own": drawing})}

    return make


def shading(*colours: Array) -> Callable[[pikepdf.Pdf], dict[str, Dictionary]]:
    """A change from one colour to another, in RGB or CMYK."""

    def make(pdf: pikepdf.Pdf) -> dict[str, Dictionary]:
        first, last = colours
        function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=first, C1=last, N=1)
        family = Name.DeviceRGB if len(first) == 3 else Name.DeviceCMYK
        across = Array([20 * MM, 0, 50 * MM, 0])
        entry = Dictionary(ShadingType=2, ColorSpace=family, Coords=across, Function=function)
        return {"/Shading": Dictionary({"/Own": entry})}

    return make


def several_inks(*names: str) -> Callable[[pikepdf.Pdf], Array]:
    """A DeviceN space of these inks; on a screen each colour of it is orange."""

    def make(pdf: pikepdf.Pdf) -> Array:
        function = Stream(pdf, b"{ " + b"pop " * len(names) + b"0 0.5 1 0 }")
        function["/FunctionType"] = 4
        function["/Domain"] = Array([0, 1] * len(names))
        function["/Range"] = Array([0, 1] * 4)
        return Array([Name.DeviceN, Array([Name(f"/{name}") for name in names]), Name.DeviceCMYK, function])

    return make


def icc_header(place: int, old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Change what stands at a place of the header of the ICC profile."""

    def make(pdf: pikepdf.Pdf) -> None:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        data = profile.read_bytes()
        assert data[place : place + len(old)] == old
        profile.write(data[:place] + new + data[place + len(new) :])

    return make


def in_catalog(key: str, make: Callable[[pikepdf.Pdf], Any]) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.__setitem__(key, make(pdf))


def rgb_group() -> Dictionary:
    return Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


PLACE = (45 * MM, 110 * MM)
"""The lower left corner of a QR code that is drawn on the notes of the last page."""


def qr_code(
    side: float,
    address: str = "https://example.org/",
    colour: str = "0 0 0 1",
    background: str = "0 0 0 0",
    more: Iterable[str] = (),
) -> Callable[[pikepdf.Pdf], None]:
    """A QR code of this size in millimetres at PLACE on the last page."""
    return drawn(qr_code_drawing(*PLACE, side * MM, colour, background, more, address))


BESIDE = f"0 0 0 1 k {PLACE[0] - 6} 330 1 40 re f"
"""Draws a bar in the quiet zone of a QR code of 25 modules and 25 mm, two modules from it."""


def lzw(data: bytes) -> bytes:
    """Data as LZW with codes of nine bits, the table cleared before it needs more."""
    codes = []
    for at in range(0, len(data), 200):
        codes += [256, *data[at : at + 200]]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def old_compression(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[LAST].Contents
    stream.write(lzw(stream.read_bytes()), filter=Name.LZWDecode)


def compressed_metadata(data: bytes) -> bytes:
    """The XMP packet compressed in its place, so that all that follows stays where it is."""
    found = re.search(rb"<<([^<>]*/Type /Metadata[^<>]*)>>\nstream\n(.*?)endstream", data, re.DOTALL)
    assert found
    packed = zlib.compress(found[2])
    entries = re.sub(rb"/Length \d+", b"/Filter /FlateDecode /Length %d" % len(packed), found[1])
    replaced = b"<<%s>>\nstream\n%s\nendstream" % (entries, packed)
    return data[: found.start()] + replaced.ljust(len(found[0])) + data[found.end() :]


def no_font_file(pdf: pikepdf.Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, Dictionary) and "/FontFile2" in found:
            del found["/FontFile2"]


def moved_text(x: float, y: float, index: int) -> Callable[[pikepdf.Pdf], None]:
    """The first text of a page once more, at another place."""

    def make(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[index].Contents.read_bytes().decode("latin-1")
        text = content[content.index("BT ") : content.index(" ET")]
        head, _, tail = text.partition("1 0 0 1 ")
        pieces = tail.split(" ", 3)
        drawn(f"{head} 1 0 0 1 {x} {y} Tm {pieces[3]} ET", index)(pdf)

    return make


def second_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def rgb_profile(pdf: pikepdf.Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes().replace(b"prtrCMYK", b"mntrRGB ", 1))


def link(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 200, 120]))
    pdf.pages[1].obj["/Annots"] = Array([pdf.make_indirect(note)])


def sticky_note(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([100, 100, 120, 120]), Contents=String("Ring them?")
    )
    pdf.pages[0].obj["/Annots"].append(pdf.make_indirect(note))


def fold_text(pdf: pikepdf.Pdf) -> None:
    moved_text(148.5 * MM - 5, 20 * MM, 0)(pdf)


def widths_cut_short(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Subtype") == Name.CIDFontType2:
            thing["/W"] = Array([1])


SQUARE = f"{20 * MM} {40 * MM} {30 * MM} {30 * MM} re f"
"""A square on the last page, clear of everything."""

AS_THEY_ARE = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}

BROKEN = [
    # the file
    Broken("pdf-damaged", "x4", widths_cut_short, what="widths"),
    Broken("pdf-damaged", "x4", change=lambda data: data[: len(data) * 2 // 3], what="cut-short"),
    Broken("pdf-damaged", "x4", change=lambda data: b"this is no PDF", what="text"),
    Broken("pdf-damaged", "x4", change=lambda data: b"", what="empty"),
    Broken("too-big-to-examine", "office", first_page(lambda page: page.__setitem__("/UserUnit", 30))),
    Broken("pdf-damaged", "x1a", change=lambda data: data.replace(b"startxref\n", b"startxref\n9"), what="way-lost"),
    Broken(
        "encrypted",
        "x4",
        save={"encryption": pikepdf.Encryption(owner="owner", user="", R=4, metadata=False)},
        what="restricted",
    ),
    Broken("encrypted", "x4", save={"encryption": pikepdf.Encryption(owner="owner", user="user", R=4)}, what="locked"),
    Broken("font-not-embedded", "x4", no_font_file),
    Broken("font-not-embedded", "office", no_font_file),
    Broken("type-too-small", "x4", replaced(1, b" 9 Tf", b" 8.5 Tf")),
    Broken("rule-too-thin", "x4", drawn(f"0 0 0 1 K 0.1 w {20 * MM} {90 * MM} m {60 * MM} {90 * MM} l S")),
    Broken(
        "image-too-coarse", "x4", drawn(f"{20 * MM} 0 0 {20 * MM} {20 * MM} {40 * MM} cm /Own Do", LAST, picture(40))
    ),
    Broken("blank-page", "x4", lambda pdf: pdf.pages[1].Contents.write(b" ")),
    Broken("page-sizes", "x4", first_page(lambda page: wider(page))),
    # QR codes
    Broken("qr-unreadable", "x4", qr_code(25, more=[f"0 0 0 0 k {PLACE[0]} {PLACE[1] + 20} 60 30 re f"])),
    Broken("qr-inverted", "x4", qr_code(25, colour="0 0 0 0", background="0 0 0 1")),
    Broken("qr-too-small", "x4", qr_code(15)),
    Broken("qr-module-too-small", "x4", qr_code(22, LONG)),
    Broken("qr-quiet-zone", "x4", qr_code(25, more=[BESIDE])),
    Broken("qr-quiet-zone", "office", qr_code(25, more=[BESIDE])),
    Broken("qr-not-black", "x4", qr_code(25, colour="0.5 0.4 0.4 1")),
    # boxes
    Broken("no-trim-box", "x4", each_page(without("/TrimBox"))),
    Broken("art-box", "x4", first_page(lambda page: art_box(page))),
    Broken("boxes-not-nested", "x4", each_page(lambda page: swapped(page))),
    Broken("origin-not-zero", "x4", first_page(lambda page: shifted(page))),
    Broken("page-rotated", "x4", first_page(lambda page: page.__setitem__("/Rotate", 180))),
    Broken("bleed-too-small", "x4", first_page(lambda page: tighter(page))),
    Broken("bleed-not-covered", "x4", drawn("0 0 0 0 k 0 0 8.5039 700 re f", 0)),
    Broken("outside-safe-area", "x4", moved_text(8.5039 + 3 * MM, 300, 1), what="text"),
    Broken("outside-safe-area", "x4", drawn(f"0 0 0 1 k {4 * MM} {60 * MM} {10 * MM} {5 * MM} re f"), what="ground"),
    Broken("page-count", "x4", lambda pdf: pdf.pages.__delitem__(1)),
    # colour
    Broken("rgb-colour", "x4", replaced(1, b"0 0 0 1 k", b"0.1 0.1 0.1 rg"), what="text"),
    Broken("rgb-colour", "x4", drawn(f"0.5 0 0 RG 2 w {20 * MM} {90 * MM} m {60 * MM} {90 * MM} l S"), what="line"),
    Broken(
        "icc-based-colour",
        "x4",
        drawn(
            f"/Own cs 0 0.5 0.5 0 sc {SQUARE}",
            LAST,
            space(lambda pdf: Array([Name.ICCBased, pdf.Root.OutputIntents[0].DestOutputProfile])),
        ),
    ),
    Broken(
        "spot-colour",
        "x4",
        drawn(
            f"/Own cs 1 scn {SQUARE}",
            LAST,
            space(lambda pdf: Array([Name.Separation, Name("/Orange"), Name.DeviceCMYK, ink_function(0, 0.5, 1, 0)])),
        ),
    ),
    Broken(
        "spot-colour",
        "x4",
        drawn(f"/Own cs 1 0 scn {SQUARE}", LAST, space(several_inks("Orange", "Green"))),
        what="first",
    ),
    Broken(
        "spot-colour",
        "x4",
        drawn(f"/Own cs 0 1 scn {SQUARE}", LAST, space(several_inks("Orange", "Green"))),
        what="last",
    ),
    Broken(
        "spot-colour",
        "x4",
        drawn(f"/Own cs 0 1 scn {SQUARE}", LAST, space(several_inks("Cyan", "Green"))),
        what="beside",
    ),
    Broken(
        "too-much-ink",
        "x4",
        drawn(f"/Own cs 1 1 1 0.2 scn {SQUARE}", LAST, space(several_inks("Black", "Magenta", "Yellow", "Cyan"))),
        what="of-named-inks",
    ),
    Broken("rgb-colour", "x4", drawn("/Own Do", LAST, form(f"1 0 0 rg {SQUARE}")), what="in-a-form"),
    Broken("rgb-colour", "x4", drawn(SMALL, LAST, coloured_picture(Name.DeviceRGB, 90, 0, 0)), what="picture"),
    Broken(
        "rgb-colour",
        "x4",
        drawn(f"{20 * MM} {40 * MM} 50 50 re W n /Own sh", LAST, shading(Array([1, 0, 0]), Array([0, 0, 1]))),
        what="shading",
    ),
    Broken(
        "too-much-ink",
        "x4",
        drawn(f"{20 * MM} {40 * MM} 50 50 re W n /Own sh", LAST, shading(Array([0, 0, 0, 0]), Array([1, 1, 1, 0.1]))),
        what="shading",
    ),
    Broken(
        "too-much-ink", "x4", drawn(SMALL, LAST, coloured_picture(Name.DeviceCMYK, 255, 255, 255, 99)), what="picture"
    ),
    Broken("rich-black-text", "x4", replaced(1, b"0 0 0 1 k", b"0.6 0.4 0.4 1 k")),
    Broken("rich-black-text", "x4", replaced(1, b"0 0 0 1 k", b"0.9 0.9 0.85 0.3 k"), what="of-three-inks"),
    Broken("too-much-ink", "x4", drawn(f"0.9 0.8 0.8 0.9 k {SQUARE}")),
    Broken(
        "too-much-ink",
        "x4",
        drawn(f"1 1 0 0 k {SQUARE} /Own gs 0 0 1 1 k {SQUARE}", LAST, state(op=True, OPM=1)),
        what="by-overprinting",
    ),
    Broken(
        "registration-colour",
        "x4",
        drawn(
            f"/Own cs 1 scn {SQUARE}",
            LAST,
            space(lambda pdf: Array([Name.Separation, Name.All, Name.DeviceCMYK, ink_function(1, 1, 1, 1)])),
        ),
    ),
    Broken("white-overprints", "x4", drawn(f"/Own gs 0 0 0 0 k {SQUARE}", LAST, state(op=True, OPM=1))),
    Broken("transparency", "x1a", drawn(f"/Own gs 0 0.5 0 0 k {SQUARE}", LAST, state(ca=0.5))),
    Broken("transparency", "x1a", drawn(f"/Own gs 0 0.5 0 0 k {SQUARE}", LAST, state(BM=Name.Multiply)), what="blend"),
    Broken("transparency", "x1a", drawn(f"/Own gs 0 0.5 0 0 k {SQUARE}", LAST, state(CA=0.5)), what="of-lines"),
    Broken(
        "transparency",
        "x1a",
        drawn(f"/Own gs 0 0.5 0 0 k {SQUARE}", LAST, state(SMask=Dictionary(S=Name.Luminosity))),
        what="soft-mask",
    ),
    Broken(
        "transparency",
        "x1a",
        drawn("/Own Do", LAST, form(f"0 0.5 0 0 k {SQUARE}", Group=Dictionary(S=Name.Transparency))),
        what="group",
    ),
    Broken("blending-in-rgb", "x4", drawn("/Own Do", LAST, form(SQUARE, Group=rgb_group())), what="in-a-form"),
    Broken("blending-in-rgb", "x4", first_page(lambda page: page.__setitem__("/Group", rgb_group()))),
    Broken("transfer-curve", "x4", drawn(f"/Own gs 0 0.5 0 0 k {SQUARE}", LAST, state(TR=Name.Identity))),
    Broken("transfer-curve", "x4", drawn(f"/Own gs 0 0.5 0 0 k {SQUARE}", LAST, state(TR2=Name.Identity)), what="TR2"),
    # what may not be in a press file
    Broken("annotation", "x4", link),
    Broken("form-fields", "x4", root(lambda catalog: catalog.__setitem__("/AcroForm", Dictionary(Fields=Array([]))))),
    Broken("action", "x4", root(lambda catalog: catalog.__setitem__("/OpenAction", script())), what="on-opening"),
    Broken("action", "x4", first_page(lambda page: page.__setitem__("/AA", Dictionary(O=script()))), what="of-a-page"),
    Broken("action", "x4", in_catalog("/AA", lambda pdf: Dictionary(WP=script())), what="on-printing"),
    Broken(
        "action",
        "x4",
        in_catalog("/Names", lambda pdf: Dictionary(JavaScript=Dictionary(Names=Array([])))),
        what="script",
    ),
    Broken("attached-file", "x4", in_catalog("/AF", lambda pdf: Array([])), what="of-the-file"),
    Broken("attached-file", "x4", lambda pdf: pdf.attachments.__setitem__("a.txt", b"a")),
    Broken("layers", "x1a", root(lambda catalog: catalog.__setitem__("/OCProperties", Dictionary(OCGs=Array([]))))),
    Broken("compression", "x4", old_compression, AS_THEY_ARE),
    # what the file claims
    Broken("no-standard-claimed", "x4", xmp(b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", b"")),
    Broken("no-standard-claimed", "x4", xmp(b">PDF/X-4<", b">PDF/X-9<"), what="another"),
    Broken("claim-incomplete", "x1a", info("/GTS_PDFXConformance")),
    Broken("pdf-version", "x1a", save={"force_version": "1.7"}),
    Broken(
        "object-streams",
        "x1a",
        save={"object_stream_mode": pikepdf.ObjectStreamMode.generate, "force_version": "1.5"},
        change=lambda data: data.replace(b"%PDF-1.5", b"%PDF-1.4", 1),
    ),
    Broken("xmp-incomplete", "x4", xmp(b"<xmpMM:VersionID>1</xmpMM:VersionID>", b"")),
    Broken("xmp-compressed", "x4", change=compressed_metadata),
    Broken("info-incomplete", "x4", info("/ModDate")),
    Broken("info-incomplete", "x4", info("/CreationDate"), what="made"),
    Broken("info-incomplete", "x4", info("/Title"), what="title"),
    Broken("info-incomplete", "x4", info("/Title", String("")), what="empty-title"),
    Broken("title-differs", "x4", info("/Title", String("Another title"))),
    Broken("trapped-unknown", "x4", info("/Trapped", Name.Unknown)),
    Broken("no-file-id", "x1a", change=lambda data: data.replace(b"/ID [", b"/XD [")),
    Broken("no-output-intent", "x4", root(without("/OutputIntents"))),
    Broken("several-output-intents", "x4", second_intent),
    Broken("output-intent-incomplete", "x4", root(lambda catalog: catalog.OutputIntents[0].__delitem__("/Info"))),
    Broken(
        "output-intent-incomplete",
        "x4",
        root(lambda catalog: catalog.OutputIntents[0].__delitem__("/OutputConditionIdentifier")),
        what="no-name",
    ),
    Broken("no-icc-profile", "x4", root(lambda catalog: catalog.OutputIntents[0].__delitem__("/DestOutputProfile"))),
    Broken("icc-not-for-press", "x4", rgb_profile),
    Broken("icc-not-for-press", "x4", icc_header(12, b"prtr", b"scnr"), what="of-a-scanner"),
    Broken("icc-not-for-press", "x4", icc_header(36, b"acsp", b"none"), what="no-profile"),
    Broken(
        "icc-not-for-press",
        "x4",
        root(lambda catalog: catalog.OutputIntents[0].DestOutputProfile.__setitem__("/N", 3)),
        what="of-three-inks",
    ),
    # office files
    Broken("ua-not-claimed", "office", xmp(b"<pdfuaid:part>1</pdfuaid:part>", b"")),
    Broken("not-tagged", "office", root(without("/StructTreeRoot"))),
    Broken("not-tagged", "office", root(without("/MarkInfo")), what="not-marked"),
    Broken(
        "not-tagged",
        "office",
        root(lambda catalog: catalog.MarkInfo.__setitem__("/Marked", False)),
        what="marked-false",
    ),
    Broken("no-language", "office", root(without("/Lang"))),
    Broken("no-language", "office", in_catalog("/Lang", lambda pdf: String(" ")), what="empty"),
    Broken("wrong-direction", "office", in_catalog("/Lang", lambda pdf: String("ar"))),
    Broken("no-title", "office", root(without("/ViewerPreferences"))),
    Broken(
        "no-title",
        "office",
        root(lambda catalog: catalog.ViewerPreferences.__setitem__("/DisplayDocTitle", False)),
        what="not-shown",
    ),
    Broken("no-title", "office", xmp(b"dc:title", b"dc:source"), what="of-no-title"),
    Broken("comments", "office", sticky_note),
    Broken("near-the-edge", "office", moved_text(4 * MM, 300, 1)),
    # booklets
    Broken("near-the-edge", "booklet", moved_text(3 * MM, 100, 0)),
    Broken("sheet-size", "booklet", each_page(lambda page: page.__setitem__("/MediaBox", Array([0, 0, 842, 620])))),
    Broken("odd-sides", "booklet", lambda pdf: pdf.pages.__delitem__(1)),
    Broken(
        "claims-too-much", "booklet", xmp(b"</rdf:Description>", b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>")
    ),
    Broken("over-the-fold", "booklet", fold_text),
]


def wider(page: Any) -> None:
    for box in ("/MediaBox", "/BleedBox", "/TrimBox"):
        page[box] = grown(page[box], 0, 0, 20, 0)


def art_box(page: Any) -> None:
    page["/ArtBox"] = page.TrimBox


def swapped(page: Any) -> None:
    page["/TrimBox"], page["/BleedBox"] = Array(list(page.BleedBox)), Array(list(page.TrimBox))


def shifted(page: Any) -> None:
    page["/MediaBox"] = grown(page.MediaBox, -10, -10, 0, 0)


def tighter(page: Any) -> None:
    page["/BleedBox"] = grown(page.TrimBox, -MM, -MM, MM, MM)
