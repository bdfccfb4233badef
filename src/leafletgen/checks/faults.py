"""Faults of a printed file: what a rule finds, and how each is mended.

In: findings of the rules. Out: one Problem for each code and file, with the pages that have the fault.
Why: the codes are an interface, like exit codes: one fault has one code, whether the build finds it in its pages or
`preflight` in a file, and in docs/printing.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from leafletgen import print_limits as limits
from leafletgen.errors import Problem, Where
from leafletgen.units import MM


class Finding(NamedTuple):
    """One fault: its code, what was found, and the page (from 1); 0 is the whole file."""

    code: str
    message: str
    page: int = 0


HINTS: dict[str, str] = {
    # the file
    "pdf-damaged": "Make or send the file again: what is here was cut short or changed on its way.",
    "encrypted": "Save it without a password and without restrictions.",
    "font-not-embedded": "Embed all fonts when the PDF is made.",
    "type-too-small": f"Set it larger: {limits.SMALLEST_TYPE:g} points for a page footer, 12 for running text.",
    "rule-too-thin": f"Draw lines {limits.THINNEST_RULE} points thick or more: thinner ones break up in print.",
    "image-too-coarse": f"Use a picture of {limits.LOGO_PPI} pixels to the inch at the size that it is printed.",
    "blank-page": "Take the page out, or put ruled notes on it: a reader takes it for a fault.",
    "page-sizes": "Make all pages one size.",
    # QR symbols
    "qr-unreadable": "Make the symbol anew from its address, and change nothing in it.",
    "qr-inverted": "Print the symbol dark on a light ground: many phones read nothing else.",
    "qr-too-small": f"Make the symbol {limits.QR_SIDE / MM:g} mm wide or more, 22 to 25 mm is better.",
    "qr-module-too-small": (
        f"Make the symbol larger, or its address shorter: a module takes {limits.QR_MODULE / MM:g} mm or more."
    ),
    "qr-quiet-zone": f"Leave {limits.QR_QUIET} modules free of any ink on every side of the symbol.",
    "qr-not-black": "Print the symbol in black ink alone: other plates may be out of register.",
    # boxes
    "no-trim-box": "Write a TrimBox on every page: it says where the paper is cut.",
    "art-box": "Take the ArtBox out: a page has a TrimBox or an ArtBox, not both.",
    "boxes-not-nested": "Put the TrimBox inside the BleedBox, and that inside the CropBox and the MediaBox.",
    "origin-not-zero": "Let the MediaBox begin at 0 0: some programs show the page shifted otherwise.",
    "page-rotated": "Turn the page itself, and set Rotate to 0.",
    "bleed-too-small": f"Give every page {limits.BLEED / MM:g} mm of bleed on each side, with a BleedBox around it.",
    "bleed-not-covered": (
        f"Draw grounds and pictures that touch the cut {limits.BLEED / MM:g} mm further, to the edge of the bleed."
    ),
    "outside-safe-area": (
        f"Move it further in: {limits.safe_area(4) / MM:g} mm from the cut with 4 pages, "
        f"{limits.safe_area(8) / MM:g} mm with 8, {limits.safe_area(12) / MM:g} mm with 12."
    ),
    "page-count": f"Make it a multiple of {limits.PAGES_PER_SHEET} pages if it is folded, of 2 if it is not.",
    # colour
    "rgb-colour": "Give all colours in CMYK; black text as black ink alone.",
    "icc-based-colour": "Give all colours as plain CMYK (DeviceCMYK).",
    "spot-colour": "Replace the spot colour by its CMYK values, or agree on it with the printer first.",
    "rich-black-text": "Set black text in 0/0/0/100: in four inks it prints with coloured edges.",
    "too-much-ink": f"Use no more than {100 * limits.INK:.0f} % of ink in one place: more does not dry.",
    "registration-colour": "Use the colour of all plates for crop marks outside the bleed alone.",
    "white-overprints": "Let white knock out: white that overprints is not there on paper.",
    "transparency": "Flatten it: PDF/X-1a has no transparency. Or choose PDF/X-4.",
    "blending-in-rgb": "Let transparent parts blend in CMYK.",
    "transfer-curve": "Take transfer curves out: they change the tones at the press.",
    # what may not be in a press file
    "annotation": "Take links, notes and other annotations out of the file for the press.",
    "form-fields": "Take the form out of the file for the press.",
    "action": "Take scripts and actions out of the file.",
    "attached-file": "Take attached files out.",
    "layers": "Flatten the layers: PDF/X-1a has none. Or choose PDF/X-4.",
    "compression": "Compress with Flate, or pictures with DCT (JPEG): the standard does not have this one.",
    # what the file claims
    "no-standard-claimed": "Make it with leafletgen build --profile press, or export it as PDF/X-4.",
    "claim-incomplete": "Write the standard's keys in full, or make the file again as that standard.",
    "pdf-version": "Save it in the PDF version of its standard: 1.4 for PDF/X-1a, 1.6 for PDF/X-4.",
    "object-streams": "Save it without object streams: PDF 1.4, and so PDF/X-1a, has none.",
    "xmp-incomplete": "Let the metadata (XMP) hold what the standard asks for.",
    "xmp-compressed": "Write the metadata (XMP) uncompressed.",
    "info-incomplete": "Give the file a title, and the dates on which it was made and changed.",
    "title-differs": "Let the metadata (XMP) and the Info dictionary have one title.",
    "trapped-unknown": "Say in the file whether it is trapped: True or False. Leaflets are not.",
    "no-file-id": "Write an ID into the trailer of the file.",
    "no-output-intent": "Name the printing condition in an output intent (GTS_PDFX), such as FOGRA39.",
    "several-output-intents": "Leave one output intent (GTS_PDFX) in the file.",
    "output-intent-incomplete": "Give the output intent its identifier and its description.",
    "no-icc-profile": "Embed the ICC profile of the printing condition in the output intent.",
    "icc-not-for-press": "Use the ICC profile of a printing condition: of class prtr, for CMYK.",
    # office files
    "ua-not-claimed": "Make it with leafletgen build: screen readers need PDF/UA-1.",
    "not-tagged": "Make the PDF anew with tags: a screen reader cannot read it otherwise.",
    "no-language": "Say in the file which language it is in.",
    "no-title": "Give the file a title, and show it in the window.",
    "near-the-edge": "Move it further in: office printers do not print at the edge of the paper.",
    # booklets
    "sheet-size": "Print the booklet on A4 across: two A5 pages to a side.",
    "odd-sides": "A sheet has a front and a back: make an even number of sides.",
    "claims-too-much": "Take the claim out: pages on a sheet for folding are not in reading order.",
    "over-the-fold": "Keep text clear of the fold in the middle of the sheet.",
}
"""How each fault is mended, by its code."""


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
    """Say the pages: "page 3: ", "pages 3, 5 and 7 to 12: "; nothing for the whole file."""
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
