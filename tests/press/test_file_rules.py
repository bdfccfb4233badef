"""Each rule of preflight by what it forbids: for each way to break it a file, and beside it one that keeps it.

test_file_limits.py does the same for the rules that are numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from leafletgen.checks.faults import HINTS
from leafletgen.checks.preflight import preflight
from tests.support.file_limits import LIMITS, PROFILES, RICH, SQUARE, codes
from tests.support.small_pdf import (
    Change,
    Kind,
    box,
    drawn,
    in_info,
    in_root,
    in_xmp,
    inks,
    intent,
    on_page,
    only,
    picture,
    qr_code,
    qr_matrix,
    small_pdf,
    space,
    state,
    text,
    without,
)


def read_in(language: str, direction: str) -> Change:
    """A language, and the direction in which the pages are to be read."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Lang = String(language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if direction:
            pdf.Root.ViewerPreferences.Direction = Name(f"/{direction}")

    return change


DIRECTIONS: tuple[tuple[Kind, str, str, str], ...] = (
    ("office", "ar", "", "R2L"),
    ("office", "ur-PK", "L2R", "R2L"),
    ("office", "pa-Arab", "", "R2L"),
    ("office", "az-arab-IR", "", "R2L"),
    ("office", "FA", "", "R2L"),
    ("x4", "ckb", "", "R2L"),
    ("booklet", "ps", "L2R", "R2L"),
    ("office", "en-GB", "R2L", ""),
    ("office", "pa-Guru", "R2L", "L2R"),
    ("x4", "ku-Latn", "R2L", ""),
)
"""A kind of file, its language, a direction of its pages that is wrong, and the right one."""


def no_trim(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        del page.obj["/TrimBox"]


class Rule(NamedTuple):
    """A way to break a rule: the code, the change that breaks it, and one beside it that does not."""

    what: str
    kind: Kind
    code: str
    breaks: Change
    keeps: Change = lambda pdf: None
    pages: int = 0


def in_space(make: Callable[[pikepdf.Pdf], Any], values: str) -> Change:
    """A square in a colour space."""
    return drawn(f"/Own cs {values} scn {SQUARE}", space(make))


def by_icc(parts: int) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: Array([Name.ICCBased, pdf.make_stream(b"profile", N=parts)])


def by_white(family: str) -> Callable[[pikepdf.Pdf], Any]:
    """CalGray, CalRGB or Lab, which are given by their white point."""
    return lambda pdf: Array([Name(f"/{family}"), Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])


def named(*names: str) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: inks(*names)


def separation(name: str) -> Callable[[pikepdf.Pdf], Any]:
    def make(pdf: pikepdf.Pdf) -> Any:
        return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, inks("Cyan")[3]])

    return make


def everywhere(x: float) -> Change:
    """A square in the colour of all plates outside the BleedBox, which ends at 11."""
    return drawn(f"/Own cs 1 scn {x} 60 7 7 re f", space(separation("All")))


def with_state(colour: str = "0 0.5 0 0 k", **entries: Any) -> Change:
    return drawn(f"/Own gs {colour} {SQUARE}", state(**entries))


def group(**entries: Any) -> Change:
    return on_page("/Group", Dictionary(**entries))


def form(**entries: Any) -> Change:
    """A form with a transparency group."""

    def change(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_stream(SQUARE.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 160, 160]))
        made["/Group"] = Dictionary(**entries)
        drawn("/Own Do", lambda _: {"/XObject": Dictionary(Own=made)})(pdf)

    return change


def image(colour: str = "DeviceGray", parts: int = 1, **more: Any) -> Change:
    return drawn("20 0 0 20 80 80 cm /Own Do", picture(100, colour, bytes([90]) * parts * 100 * 100, **more))


def masked(soft: bool) -> Change:
    """A picture with a soft mask or a stencil mask."""

    def change(pdf: pikepdf.Pdf) -> None:
        image()(pdf)
        mask = pdf.make_stream(b"\x90" * 100, Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10)
        mask["/BitsPerComponent"] = 8 if soft else 1
        mask["/ColorSpace"] = Name.DeviceGray
        pdf.pages[-1].Resources.XObject.Own["/SMask" if soft else "/Mask"] = mask

    return change


def qr_image(width: int, spoilt: int = 0) -> Change:
    """A picture of a QR code of 60 points, so many dots a side; of `spoilt` rows in its middle nothing is left."""
    matrix = qr_matrix()
    free = (width - len(matrix) * (width // (len(matrix) + 8))) // 2
    dot = width // (len(matrix) + 8)
    rows = []
    for down in range(width):
        row = bytearray([255]) * width
        line = (down - free) // dot
        if 0 <= line < len(matrix) and not abs(line - 12) < spoilt:
            for column, dark in enumerate(matrix[line]):
                if dark:
                    row[free + column * dot : free + (column + 1) * dot] = bytes(dot)
        rows.append(bytes(row))
    return drawn("80 0 0 80 40 40 cm /Own Do", picture(width, "DeviceGray", b"".join(rows)))


def helvetica(more: str = "") -> Change:
    """Letters in a font that is not in the file."""
    fonts = Dictionary(T=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    return drawn(f"{more} 0 0 0 1 k BT /T 10 Tf 50 90 Td (a) Tj ET", lambda pdf: {"/Font": fonts})


def annotation(subtype: str) -> Change:
    note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([50, 50, 60, 60]))
    return on_page("/Annots", lambda pdf: Array([pdf.make_indirect(note)]))


def hidden_stream(*filters: str, data: bytes = b"") -> Change:
    """A stream that no page uses, and what it says it is compressed with."""

    def change(pdf: pikepdf.Pdf) -> None:
        names = [Name(f"/{name}") for name in filters]
        pdf.Root["/Own"] = pdf.make_stream(b"")
        pdf.Root.Own.write(data, filter=names[0] if len(names) == 1 else Array(names))

    return change


def second(kind: str) -> Change:
    return lambda pdf: pdf.Root.OutputIntents.append(intent(pdf, kind))


def icc_header(at: int, data: bytes, parts: int = 4) -> Change:
    """The ICC profile of the output intent with other bytes in its header."""

    def change(pdf: pikepdf.Pdf) -> None:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        old = profile.read_bytes()
        profile.write(old[:at] + data + old[at + len(data) :])
        profile["/N"] = parts

    return change


def several(*changes: Change) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in changes:
            one(pdf)

    return change


X1A = b"<pdfxid:GTS_PDFXVersion>PDF/X-1a:2003</pdfxid:GTS_PDFXVersion>"
INTENT = ("/Root", "/OutputIntents", "0")
TITLE = b'<rdf:li xml:lang="x-default">A title</rdf:li>'
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("a"))
GO_TO = Dictionary(S=Name.GoTo, D=Array([]))
HEX = ("ASCIIHexDecode",)
LZW = bytes.fromhex("800b6050220c0c8501")  # the example of ISO 32000-1, 7.4.4.2
NO_NAMES = Dictionary(Names=Array([]))
CLEAR = {"S": Name.Transparency}
XMP_KEYS = (
    (b"xmpMM:DocumentID", b"uuid:1"),
    (b"xmpMM:VersionID", b"1"),
    (b"xmpMM:RenditionClass", b"default"),
    (b"xmp:CreateDate", b"2026-01-02T00:00:00Z"),
    (b"xmp:ModifyDate", b"2026-01-02T00:00:00Z"),
    (b"xmp:MetadataDate", b"2026-01-02T00:00:00Z"),
    (b"pdf:Trapped", b"False"),
)

RULES = [
    # fonts and pictures
    Rule("helvetica", "x4", "font-not-embedded", helvetica(), text(50, 90)),
    Rule(
        "beside-a-code", "x4", "font-not-embedded", several(helvetica(), qr_code(55, 55, 60, more=["45 60 7 9 re f"]))
    ),
    Rule(
        "a-code-of-33-dots",
        "x4",
        "image-too-coarse",
        drawn("80 0 0 80 40 40 cm /Own Do", picture(33, "DeviceGray", bytes([90]) * 33 * 33)),
        qr_image(33),
    ),
    Rule("spoilt-picture", "x4", "qr-unreadable", qr_image(330, 4), qr_image(330)),
    Rule(
        "dark",
        "x4",
        "qr-inverted",
        qr_code(55, 55, 57, "0 0 0 0", "0 0 0 1"),
        qr_code(55, 55, 57, "0 0 0 1", "0 0 0 0.1"),
    ),
    Rule("rich", "x4", "qr-not-black", qr_code(55, 55, 60, "0.01 0 0 0.9"), qr_code(55, 55, 60, "0 0 0 0.9")),
    # boxes
    Rule("none", "x4", "no-trim-box", no_trim),
    Rule("both", "x4", "art-box", box("/ArtBox", 20, 20, 140, 140), box("/CropBox", 0, 0, 160, 160)),
    Rule(
        "art-alone",
        "x4",
        "no-trim-box",
        several(no_trim, box("/ArtBox", 20, 20, 140, 140)),
    ),
    Rule("crop", "x4", "boxes-not-nested", box("/CropBox", 12, 0, 160, 160), box("/CropBox", 11, 0, 160, 160)),
    Rule("text-bleeds", "x4", "outside-safe-area", text(5, 90), drawn("5 85 40 10 re f")),
    # colours
    Rule("device", "x4", "rgb-colour", drawn(f"0 0 0 rg {SQUARE}"), drawn(f"0 g {SQUARE}")),
    Rule("line", "x4", "rgb-colour", drawn("0 0 0 RG 50 90 m 90 90 l S"), drawn("0 G 50 90 m 90 90 l S")),
    Rule("text", "x4", "rgb-colour", text(50, 90, before="0 0 0 rg"), text(50, 90, before="0 g")),
    Rule("image", "x4", "rgb-colour", image("DeviceRGB", 3), image("DeviceCMYK", 4)),
    Rule("cal-rgb", "x4", "rgb-colour", in_space(by_white("CalRGB"), "0 0 0"), in_space(named("Cyan"), "1")),
    Rule("lab", "x4", "rgb-colour", in_space(by_white("Lab"), "0 0 0"), in_space(named("Cyan"), "1")),
    Rule("icc-rgb", "x4", "rgb-colour", in_space(by_icc(3), "0 0 0"), in_space(named("Cyan"), "1")),
    Rule(
        "indexed",
        "x4",
        "rgb-colour",
        in_space(lambda pdf: Array([Name.Indexed, Name.DeviceRGB, 0, String("aaa")]), "0"),
        in_space(lambda pdf: Array([Name.Indexed, Name.DeviceCMYK, 0, String("aaaa")]), "0"),
    ),
    Rule("icc-cmyk", "x4", "icc-based-colour", in_space(by_icc(4), "0 0 0 1"), in_space(named("Black"), "1")),
    Rule("icc-grey", "x4", "icc-based-colour", in_space(by_icc(1), "0"), in_space(named("Black"), "1")),
    Rule("cal-grey", "x4", "icc-based-colour", in_space(by_white("CalGray"), "0"), in_space(named("Black"), "1")),
    Rule(
        "separation", "x4", "spot-colour", in_space(separation("Orange"), "0.1"), in_space(separation("Black"), "0.1")
    ),
    Rule(
        "one-of-two",
        "x4",
        "spot-colour",
        in_space(named("Cyan", "Orange"), "1 0.1"),
        in_space(named("Cyan", "None"), "1 0.1"),
    ),
    Rule(
        "tint-0",
        "x4",
        "spot-colour",
        in_space(named("Cyan", "Orange"), "1 0.1"),
        in_space(named("Cyan", "Orange"), "1 0"),
    ),
    Rule("text", "x4", "rich-black-text", text(50, 90, before=f"{RICH} 1 k"), text(50, 90, before="0 0 0 1 k")),
    Rule("no-text", "x4", "rich-black-text", text(50, 90, before=f"{RICH} 1 k"), drawn(f"{RICH} 1 k {SQUARE}")),
    Rule(
        "grey",
        "x4",
        "rich-black-text",
        text(50, 90, before="0.81 0.81 0.81 0 k"),
        text(50, 90, before="0.81 0.81 0.79 0 k"),
    ),
    Rule("bleed", "x4", "registration-colour", everywhere(4.1), everywhere(4)),
    Rule("ink", "x4", "white-overprints", with_state("0 0 0 0 k", op=True), with_state("0 0 0 0.01 k", op=True)),
    Rule(
        "knocks-out",
        "x4",
        "white-overprints",
        with_state("0 0 0 0 k", OP=True),
        with_state("0 0 0 0 k", op=False, OP=True),
    ),
    Rule("spot", "x4", "white-overprints", with_state("1 g", op=True), with_state("0.9 g", op=True)),
    # transparency
    Rule("ca", "x1a", "transparency", with_state(ca=0.99), with_state(ca=1)),
    Rule("CA", "x1a", "transparency", with_state(CA=0.99), with_state(CA=1)),
    Rule("blend", "x1a", "transparency", with_state(BM=Name.Multiply), with_state(BM=Name.Normal)),
    Rule("compatible", "x1a", "transparency", with_state(BM=Name.Screen), with_state(BM=Name.Compatible)),
    Rule("mask", "x1a", "transparency", with_state(SMask=Dictionary(S=Name.Alpha)), with_state(SMask=Name("/None"))),
    Rule("image-mask", "x1a", "transparency", masked(soft=True), masked(soft=False)),
    Rule("group", "x1a", "transparency", group(**CLEAR), group(S=Name.Other)),
    Rule("form", "x1a", "transparency", form(**CLEAR), form(S=Name.Other)),
    Rule("group", "x4", "blending-in-rgb", group(**CLEAR, CS=Name.DeviceRGB), group(**CLEAR, CS=Name.DeviceCMYK)),
    Rule("form", "x4", "blending-in-rgb", form(**CLEAR, CS=Name.DeviceRGB), form(**CLEAR)),
    Rule("TR", "x4", "transfer-curve", with_state(TR=Name.Identity), with_state(BG=Name.Default)),
    Rule("TR2", "x4", "transfer-curve", with_state(TR2=Name.Identity), with_state(TR2=Name.Default)),
    Rule("TR2", "x1a", "transfer-curve", with_state(TR2=Name.Identity), with_state(TR2=Name.Default)),
    # what may not be in a press file
    *(
        Rule(kind, "x4", "annotation", annotation("Link"), annotation(kind))
        for kind in ("Widget", "TrapNet", "PrinterMark")
    ),
    *(
        Rule(kind, at, "comments", annotation(kind), annotation("Link"))
        for kind in ("Text", "FreeText", "Highlight", "Stamp", "Ink", "FileAttachment", "Caret", "Redact")
        for at in ("office", "booklet")
    ),
    Rule("field", "office", "comments", annotation("StrikeOut"), annotation("Widget")),
    Rule("page", "x4", "action", on_page("/AA", Dictionary()), on_page("/PZ", 1)),
    Rule("file", "x4", "action", in_root("/AA", Dictionary()), in_root("/Own", Dictionary())),
    Rule("opening", "x4", "action", in_root("/OpenAction", SCRIPT), in_root("/OpenAction", GO_TO)),
    Rule("place", "x4", "action", in_root("/OpenAction", SCRIPT), in_root("/OpenAction", Array([]))),
    Rule(
        "script",
        "x4",
        "action",
        in_root("/Names", Dictionary(JavaScript=NO_NAMES)),
        in_root("/Names", Dictionary(Dests=NO_NAMES)),
    ),
    Rule("form", "x4", "form-fields", in_root("/AcroForm", Dictionary()), in_root("/Own", Dictionary())),
    Rule(
        "names",
        "x4",
        "attached-file",
        in_root("/Names", Dictionary(EmbeddedFiles=NO_NAMES)),
        in_root("/Names", Dictionary()),
    ),
    Rule("AF", "x4", "attached-file", in_root("/AF", Array([])), in_root("/Own", Array([]))),
    Rule("layers", "x1a", "layers", in_root("/OCProperties", Dictionary()), in_root("/Own", Dictionary())),
    Rule("LZW", "x4", "compression", hidden_stream("LZWDecode", data=LZW), hidden_stream("JPXDecode")),
    Rule("LZW", "x1a", "compression", hidden_stream("LZWDecode", data=LZW), hidden_stream("DCTDecode")),
    Rule("JPX", "x1a", "compression", hidden_stream("JPXDecode"), hidden_stream("CCITTFaxDecode")),
    Rule("JBIG2", "x1a", "compression", hidden_stream("JBIG2Decode"), hidden_stream("CCITTFaxDecode")),
    Rule("two", "x4", "compression", hidden_stream(*HEX, "LZWDecode", data=LZW.hex().encode()), hidden_stream(*HEX)),
    # what the file claims
    Rule("another", "x4", "no-standard-claimed", in_xmp(b">PDF/X-4<", b">PDF/X-3<")),
    Rule("another", "x1a", "no-standard-claimed", in_info("/GTS_PDFXVersion", String("PDF/X-1:2001"))),
    Rule("info", "x1a", "claim-incomplete", in_info("/GTS_PDFXConformance", String("PDF/X-1a:2001"))),
    *(
        Rule(
            key,
            "x4",
            "info-incomplete",
            in_info(f"/{key}", String(" ")),
            in_info(f"/{key}", String("x")),
        )
        for key in ("CreationDate", "ModDate")
    ),
    *(Rule(f"no-{key}", "x4", "info-incomplete", without(f"/{key}", "/Info")) for key in ("Title", "ModDate")),
    Rule("unknown", "x4", "trapped-unknown", in_info("/Trapped", Name.Unknown), in_info("/Trapped", Name("/True"))),
    Rule("absent", "x1a", "trapped-unknown", without("/Trapped", "/Info")),
    *(
        Rule(key.decode().replace(":", "-"), "x4", "xmp-incomplete", in_xmp(b"<%s>%s<" % (key, value), b"<%s> <" % key))
        for key, value in XMP_KEYS
    ),
    Rule("title", "x4", "xmp-incomplete", in_xmp(TITLE, b"")),
    Rule("not-of-x1a", "x4", "xmp-incomplete", in_xmp(b"<xmpMM:VersionID>1<", b"<xmpMM:VersionID><")),
    Rule("title", "x4", "title-differs", in_info("/Title", String("A titel"))),
    Rule("none", "x4", "no-output-intent", in_root("/OutputIntents", Array([])), second("/GTS_PDFA1")),
    Rule("other", "x4", "no-output-intent", lambda pdf: pdf.Root.OutputIntents[0].__setitem__("/S", Name.GTS_PDFA1)),
    Rule("two", "x4", "several-output-intents", second("/GTS_PDFX"), second("/GTS_PDFA1")),
    *(
        Rule(key, "x4", "output-intent-incomplete", without(f"/{key}", *INTENT))
        for key in ("OutputConditionIdentifier", "Info")
    ),
    Rule("none", "x4", "no-icc-profile", without("/DestOutputProfile", *INTENT)),
    Rule("class", "x4", "icc-not-for-press", icc_header(12, b"mntr"), icc_header(12, b"prtr")),
    Rule("colours", "x4", "icc-not-for-press", icc_header(16, b"RGB "), icc_header(16, b"CMYK")),
    Rule("mark", "x4", "icc-not-for-press", icc_header(36, b"acsq"), icc_header(40, b"MSFT")),
    Rule("parts", "x4", "icc-not-for-press", icc_header(36, b"acsp", 3), icc_header(36, b"acsp", 4)),
    # office files and booklets
    Rule("part", "office", "ua-not-claimed", in_xmp(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")),
    Rule("tree", "office", "not-tagged", without("/StructTreeRoot", "/Root")),
    Rule("marked", "office", "not-tagged", in_root("/MarkInfo", Dictionary(Marked=False))),
    Rule("unmarked", "office", "not-tagged", without("/MarkInfo", "/Root")),
    Rule("blank", "office", "no-language", in_root("/Lang", String(" ")), in_root("/Lang", String("cy"))),
    *(
        Rule(f"{kind}-{tag}", kind, "wrong-direction", read_in(tag, wrong), read_in(tag, right))
        for kind, tag, wrong, right in DIRECTIONS
    ),
    Rule("hidden", "office", "no-title", in_root("/ViewerPreferences", Dictionary(DisplayDocTitle=False))),
    Rule("absent", "office", "no-title", in_xmp(TITLE, b"")),
    Rule(
        "claim",
        "booklet",
        "claims-too-much",
        in_xmp(b"</rdf:Description>", b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"),
        in_xmp(b"A title", b"Another title"),
    ),
    Rule("ground", "booklet", "over-the-fold", text(415, 90), drawn("400 90 50 5 re f")),
    Rule("empty", "office", "blank-page", only(""), only("0 g 60 60 1 1 re f")),
]


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")  # of pikepdf, which writes the file
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}-{rule.code}-{rule.what}")
def test_what_breaks_a_rule_is_refused_and_what_keeps_it_passes(rule: Rule) -> None:
    assert codes(rule.kind, rule.breaks) == [rule.code]
    assert codes(rule.kind, rule.keeps) == []


RESTRICTED = {"encryption": pikepdf.Encryption(owner="a", user="", R=4), "stream_decode_level": None}


def unclaimed(data: bytes) -> bytes:
    return data.replace(b"/ID [", b"/XD [")


@pytest.mark.parametrize(
    ("kind", "code", "save", "change", "wanted"),
    [
        ("x4", "pdf-version", {"force_version": "1.7"}, bytes, []),
        ("x4", "pdf-version", {"force_version": "2.0"}, bytes, ["pdf-version"]),
        ("x1a", "pdf-version", {"force_version": "1.4"}, bytes, []),
        ("x1a", "pdf-version", {"force_version": "1.5"}, bytes, ["pdf-version"]),
        ("x4", "no-file-id", {}, unclaimed, ["no-file-id"]),
        ("x1a", "no-file-id", {}, unclaimed, ["no-file-id"]),
        ("x4", "encrypted", RESTRICTED, bytes, ["encrypted"]),
        ("office", "pdf-damaged", {}, lambda data: data.replace(b"startxref", b"startxxxx"), ["pdf-damaged"]),
        ("office", "pdf-damaged", {}, lambda data: data + b" ", []),
    ],
)
def test_how_the_file_is_written_is_judged_too(
    kind: Kind, code: str, save: dict[str, Any], change: Callable[[bytes], bytes], wanted: list[str]
) -> None:
    data = change(small_pdf(kind, **save))
    assert [problem.code for problem in preflight(data, "a.pdf", PROFILES[kind]).problems] == wanted


def test_objects_are_packed_in_pdf_x_4_alone() -> None:
    """PDF/X-1a is PDF 1.4, which has no object streams; a file may say that it is 1.4 and have some."""
    packed = {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "force_version": "1.5"}
    kinds: dict[Kind, list[str]] = {"x4": [], "x1a": ["object-streams"]}
    for kind, wanted in kinds.items():
        data = small_pdf(kind, **packed).replace(b"%PDF-1.5", b"%PDF-1.4", 1)
        assert [problem.code for problem in preflight(data, "a.pdf", "press").problems] == wanted
    plain = small_pdf("x1a", in_root("/Own", Dictionary(Type=Name.ObjStmOther)))
    assert preflight(plain, "a.pdf", "press").problems == ()


def test_every_code_is_broken_and_kept_by_a_file() -> None:
    here = {"pdf-version", "no-file-id", "encrypted", "pdf-damaged", "object-streams"}
    numbers = {"page-count", "odd-sides", "page-rotated"}  # in test_file_limits.py
    packed = {"xmp-compressed"}  # in test_preflight.py: it takes a change of the bytes
    told = {rule.code for rule in RULES} | {limit.code for limit in LIMITS}
    assert told | here | numbers | packed == set(HINTS)


@pytest.mark.parametrize(
    ("side", "code"),
    [
        ("left", "20 25 30 40 re f"),
        ("right", "110 25 30 40 re f"),
        ("lower", "95 20 30 40 re f"),
        ("upper", "95 100 30 40 re f"),
    ],
)
def test_the_side_on_which_colour_ends_at_the_trim_edge_is_named(side: str, code: str) -> None:
    (problem,) = preflight(small_pdf("x4", drawn(code)), "a.pdf", "press").problems
    assert problem.code == "bleed-not-covered"
    assert problem.message.endswith(f"colour ends at the trim edge on the {side} side")
