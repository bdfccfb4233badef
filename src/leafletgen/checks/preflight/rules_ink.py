"""Rules about ink: colour spaces, black text, total ink, overprinting and transparency.

In: a Document. Out: Findings.
Sources: ISO 15930-4 and 15930-7, 6.2 and 6.3 (colour); printers' guides (black text, ink limit); see docs/printing.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leafletgen import print_limits
from leafletgen.checks.faults import Finding
from leafletgen.checks.preflight.colour import Paint
from leafletgen.checks.preflight.document import Document, PageFacts
from leafletgen.checks.preflight.geometry import meet
from leafletgen.checks.preflight.painted import PaintedObject
from leafletgen.units import Rect

_NAMES = {"text": "text", "fill": "a background", "stroke": "a line", "image": "a picture"}


def colours(document: Document) -> Iterator[Finding]:
    """Only plain CMYK and grey: no RGB, no ICC-based colours, no spot colours."""
    for page in document.pages:
        for item in page.content.painted:
            code = _space_fault(item.paint)
            if code:
                yield Finding(code, f"{_NAMES[item.kind]} is in {item.paint.space}", page.number)


def _space_fault(paint: Paint) -> str:
    if paint.red_green_blue:
        return "rgb-colour"
    if paint.space.startswith(("ICCBased", "Cal")):
        return "icc-based-colour"
    return "spot-colour" if paint.spot else ""


def registration(document: Document) -> Iterator[Finding]:
    """The registration colour is only used outside the bleed, for crop marks."""
    for page in document.pages:
        for item in page.content.painted:
            if item.paint.all_plates and _overlap(item.box, page.bleed):
                yield Finding("registration-colour", f"{_NAMES[item.kind]} is in registration colour", page.number)


def black_text(document: Document) -> Iterator[Finding]:
    """Text that looks black is black ink only."""
    for page in document.pages:
        for item in page.content.painted:
            if item.kind == "text" and _rich(item.paint):
                yield Finding("rich-black-text", f"text is in {_percent(item.paint.cmyk or ())}", page.number)


def _rich(paint: Paint) -> bool:
    cmyk = paint.cmyk
    return cmyk is not None and not paint.all_plates and sum(cmyk[:3]) > 0 and print_limits.near_black(cmyk)


def _percent(cmyk: Sequence[float]) -> str:
    return "/".join(f"{100 * ink:.0f}" for ink in cmyk)


def ink_limit(document: Document) -> Iterator[Finding]:
    """At most 300 % of ink at any point, including what lies under overprinting colours."""
    for page in document.pages:
        for index, item in enumerate(page.content.painted):
            if item.paint.all_plates or (item.kind == "text" and _rich(item.paint)):
                continue  # `registration` and `black_text` check these.
            ink = _ink(item, page.content.painted[:index])
            if ink > print_limits.INK + 0.001:
                yield Finding("too-much-ink", f"{_NAMES[item.kind]} takes {100 * ink:.0f} % of ink", page.number)


def _ink(item: PaintedObject, beneath: Sequence[PaintedObject]) -> float:
    """The ink at an object: its own and, if it overprints, that of the object below it with most ink."""
    own = item.paint
    if not (item.overprints and item.keeps_zero and own.cmyk):
        return own.ink
    most = own.ink
    for other in beneath:
        if other.paint.cmyk and _overlap(item.box, other.box):
            joined = (ink or under for ink, under in zip(own.cmyk, other.paint.cmyk, strict=True))
            most = max(most, sum(joined) + own.spot + other.paint.spot)
    return most


def white_overprint(document: Document) -> Iterator[Finding]:
    """No white object overprints, because it would not appear."""
    for page in document.pages:
        for item in page.content.painted:
            if item.overprints and item.paint.white:
                yield Finding("white-overprints", f"{_NAMES[item.kind]} is white and overprints", page.number)


def transparency(document: Document) -> Iterator[Finding]:
    """PDF/X-1a has no transparency, PDF/X-4 does not blend in RGB, and neither has transfer curves."""
    flat = any(claim.startswith("PDF/X-1") for claim in document.claims)
    for page in document.pages:
        effects = page.content.effects - {"transfer curve", "group in RGB"}
        if flat and effects:
            yield Finding("transparency", f"the page uses transparency ({', '.join(sorted(effects))})", page.number)
        elif "group in RGB" in page.content.effects:
            yield Finding("blending-in-rgb", "a transparent group blends in RGB", page.number)
        if "transfer curve" in page.content.effects:
            yield Finding("transfer-curve", "a transfer curve is set", page.number)


def qr_codes_in_black(document: Document) -> Iterator[Finding]:
    """The modules of QR codes are black ink only."""
    for page in document.pages:
        for item in page.content.painted:
            cmyk = item.paint.cmyk
            if cmyk and sum(cmyk[:3]) > 0 and not item.paint.all_plates and _is_qr_code(item, page):
                yield Finding("qr-not-black", f"a QR code is in {_percent(cmyk)}", page.number)


def _is_qr_code(item: PaintedObject, page: PageFacts) -> bool:
    return item.kind == "fill" and item.parts > 1 and any(qr_code.holds(item.box) for qr_code in page.qr_codes)


def _overlap(one: Rect, other: Rect) -> bool:
    left, bottom, right, top = meet(one, other)
    return left < right and bottom < top
