"""Faults of files for print: the Finding of a rule, for each code a hint how to mend it, and the Facts of a file.

In: findings of the rules. Out: one Problem for each code and file, with the pages that have the fault.
Why: the codes are an interface, like exit codes. A fault has the same code in the build's check of its pages, in
`preflight` and in docs/printing.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Literal, NamedTuple

from leafletgen import print_limits as limits
from leafletgen.errors import Problem, Where
from leafletgen.units import MM

ProfileName = Literal["office", "booklet", "cards", "press"]
"""What a file is for: the rules differ."""


class Finding(NamedTuple):
    """One fault: its code, what was found, and the page (from 1; 0 is the whole file)."""

    code: str
    message: str
    page: int = 0


class Facts(NamedTuple):
    """The facts of a file, as texts by name, and every Problem."""

    facts: dict[str, str]
    problems: tuple[Problem, ...]


class Places(NamedTuple):
    """The pages of a file that print what was sought, and those that open it; and whether any page has text."""

    printing: tuple[int, ...]
    opening: tuple[int, ...]
    has_text: bool


HINTS: dict[str, str] = {
    # the file
    "pdf-damaged": (
        "Export or send the file again, as a PDF: this one was cut off or changed on the way, or is of another kind."
    ),
    "too-big-to-examine": (
        "Split the file, or make it again with simpler pages and pictures no finer than print needs: one file must not "
        "take all time and memory of the machine."
    ),
    "encrypted": "Save it without a password and without restrictions.",
    "wrong-direction": (
        "Set its binding to the right (Direction R2L) if its language is written from right to left, else to the left."
    ),
    "font-not-embedded": "Embed all fonts when you make the PDF.",
    "type-too-small": f"Set it larger: {limits.SMALLEST_TYPE:g} points for a page footer, 12 for running text.",
    "rule-too-thin": f"Draw lines at least {limits.THINNEST_RULE} points thick: thinner ones break up in print.",
    "image-too-coarse": f"Use a picture of {limits.LOGO_PPI} pixels per inch at the size at which it is printed.",
    "blank-page": "Remove the page, or put ruled notes on it: readers think that a blank page is a mistake.",
    "page-sizes": "Make all pages the same size.",
    # QR codes
    "qr-unreadable": "Make the QR code again from its address, and do not change it.",
    "qr-inverted": "Print the QR code dark on a light background: many phones read nothing else.",
    "qr-too-small": (
        f"Make the QR code at least {limits.QR_SIDE / MM:g} mm wide, 15 mm on a wallet card; 22 to 25 mm is better."
    ),
    "qr-module-too-small": (
        f"Make the QR code larger or its address shorter: a module must be at least {limits.QR_MODULE / MM:g} mm."
    ),
    "qr-quiet-zone": f"Leave {limits.QR_QUIET} modules free of ink on every side of the QR code.",
    "qr-not-black": "Print the QR code in black ink only: other plates may be out of register.",
    # boxes
    "no-trim-box": "Give every page a TrimBox: it says where the paper is cut.",
    "art-box": "Remove the ArtBox: a page has a TrimBox or an ArtBox, not both.",
    "boxes-not-nested": "Put the TrimBox inside the BleedBox, and that inside the CropBox and the MediaBox.",
    "origin-not-zero": "Let the MediaBox begin at 0 0: otherwise some programs show the page shifted.",
    "page-rotated": "Rotate the content of the page, and set Rotate to 0.",
    "bleed-too-small": f"Give every page {limits.BLEED / MM:g} mm of bleed on each side, with a BleedBox around it.",
    "bleed-not-covered": (
        f"Extend backgrounds and pictures at the trim edge by {limits.BLEED / MM:g} mm, to the edge of the bleed."
    ),
    "outside-safe-area": (
        f"Move it inward: at least {limits.safe_area(4) / MM:g} mm from the trim edge with 4 pages, "
        f"{limits.safe_area(8) / MM:g} mm with 8, {limits.safe_area(12) / MM:g} mm with 12; 2 mm on a wallet card."
    ),
    "page-count": f"Make it a multiple of {limits.PAGES_PER_SHEET} pages if it is folded, otherwise of 2.",
    # colour
    "rgb-colour": "Give all colours in CMYK; black text in black ink only.",
    "icc-based-colour": "Give all colours as plain CMYK (DeviceCMYK).",
    "spot-colour": "Replace the spot colour by its CMYK values, or agree on it with the printer first.",
    "rich-black-text": "Set black text in 0/0/0/100: in four inks it prints with coloured edges.",
    "too-much-ink": f"Use at most {100 * limits.INK:.0f} % of ink at any point: more does not dry.",
    "registration-colour": "Use the registration colour only for crop marks outside the bleed.",
    "white-overprints": "Let white knock out: white that overprints does not appear on paper.",
    "transparency": "Flatten it, because PDF/X-1a has no transparency; or choose PDF/X-4.",
    "blending-in-rgb": "Let transparent parts blend in CMYK.",
    "transfer-curve": "Remove transfer curves: they change the tones at the press.",
    # what must not be in a press file
    "annotation": "Remove links, notes and other annotations from the file for the press.",
    "form-fields": "Remove the form from the file for the press.",
    "action": "Remove scripts and actions from the file.",
    "attached-file": "Remove attached files.",
    "layers": "Flatten the layers, because PDF/X-1a has none; or choose PDF/X-4.",
    "compression": "Compress with Flate, or pictures with DCT (JPEG): the standard does not allow this filter.",
    # what the file claims
    "no-standard-claimed": "Make it with leafletgen build --profile press, or export it as PDF/X-4.",
    "claim-incomplete": "Write the standard's keys in full, or make the file again as that standard.",
    "pdf-version": "Save it in the PDF version of its standard: 1.4 for PDF/X-1a, 1.6 for PDF/X-4.",
    "object-streams": "Save it without object streams: PDF 1.4, the version of PDF/X-1a, has none.",
    "xmp-incomplete": "Add the metadata (XMP) that the standard asks for.",
    "xmp-compressed": "Write the metadata (XMP) uncompressed.",
    "info-incomplete": "Give the file a title, and the dates on which it was made and changed.",
    "title-differs": "Give the metadata (XMP) and the Info dictionary the same title.",
    "trapped-unknown": "Set Trapped in the file to True or False. Leaflets are not trapped.",
    "no-file-id": "Write an ID into the trailer of the file.",
    "no-output-intent": "Name the printing condition in an output intent (GTS_PDFX), such as FOGRA39.",
    "several-output-intents": "Keep only one output intent (GTS_PDFX) in the file.",
    "output-intent-incomplete": "Give the output intent its identifier and its description.",
    "no-icc-profile": "Embed the ICC profile of the printing condition in the output intent.",
    "icc-not-for-press": "Use the ICC profile of a printing condition (class prtr, for CMYK).",
    # office files
    "ua-not-claimed": "Make it with leafletgen build: screen readers need PDF/UA-1.",
    "not-tagged": "Make the PDF again with tags: screen readers need them.",
    "no-language": "State the language of the text in the file (Lang).",
    "no-title": "Give the file a title, and show it in the title bar (DisplayDocTitle).",
    "comments": "Delete sticky notes, highlights, stamps and other comments before you give the file to anybody.",
    "near-the-edge": "Move it inward: office printers do not print at the edge of the paper.",
    # booklets
    "sheet-size": "Print the booklet on A4 landscape, with two A5 pages on a side.",
    "odd-sides": "Make an even number of sides: a sheet has a front and a back.",
    "claims-too-much": "Remove the claim: pages on a sheet for folding are not in reading order.",
    "over-the-fold": "Keep text clear of the fold in the middle of the sheet.",
}
"""How to mend each fault, by its code."""


def not_to_print(facts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The warning that a file, by its facts, is a draft or a proof: it may be sound, and is not what is printed."""
    if "rendition" not in facts:
        return ()
    message = f"this is a {facts['rendition']}, not the leaflet: it must not be printed for families"
    hint = (
        "Show it to the printer, or have it signed. What is printed is the file that leafletgen build makes without "
        "--draft and --proof."
    )
    return (Problem("draft", message, hint, Where(facts["file"]), "warning"),)


def problems(findings: Iterable[Finding], file: str) -> tuple[Problem, ...]:
    """One Problem for each code, with the pages that have it."""
    ordered = sorted(findings, key=lambda finding: (finding.code, finding.page))
    grouped = groupby(ordered, key=lambda finding: finding.code)
    return tuple(_problem(list(same), file) for _, same in grouped)


def _problem(same: list[Finding], file: str) -> Problem:
    messages = list(dict.fromkeys(finding.message for finding in same))
    more = f" (and {len(messages) - 1} more like it)" if len(messages) > 1 else ""
    place = _place(sorted({finding.page for finding in same if finding.page}))
    return Problem(same[0].code, f"{place}{messages[0]}{more}", HINTS[same[0].code], Where(file))


def _place(pages: list[int]) -> str:
    """The pages as text: "page 3: ", "pages 3, 5 and 7 to 12: "; empty for the whole file."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    if len(pages) < 2:
        return f"page {parts[0]}: " if parts else ""
    return f"pages {' and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}: "
