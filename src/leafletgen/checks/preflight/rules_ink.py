"""Rules of ink: colour spaces, black text, the most ink in one place, overprinting and transparency.

In: a Document. Out: Findings.
Sources: ISO 15930-4 and 15930-7, 6.2 and 6.3 (colour); printers' guides (black text, ink limit); see docs/printing.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leafletgen import print_limits
from leafletgen.checks.faults import Finding
from leafletgen.checks.preflight.colour import Paint
from leafletgen.checks.preflight.document import Document, PageFacts
from leafletgen.checks.preflight.geometry import Box, meet
from leafletgen.checks.preflight.marks import Mark

_THINGS = {"text": "text", "fill": "a ground", "stroke": "a line", "image": "a picture"}


def colours(document: Document) -> Iterator[Finding]:
    """Nothing but plain CMYK and grey: no RGB, no colours by profile, no spot colours."""
    for page in document.pages:
        for mark in page.content.marks:
            code = _space_fault(mark.paint)
            if code:
                yield Finding(code, f"{_THINGS[mark.kind]} is in {mark.paint.space}", page.number)


def _space_fault(paint: Paint) -> str:
    if paint.red_green_blue:
        return "rgb-colour"
    if paint.space.startswith(("ICCBased", "Cal")):
        return "icc-based-colour"
    return "spot-colour" if paint.spot else ""


def registration(document: Document) -> Iterator[Finding]:
    """The colour of all plates is for marks outside the bleed."""
    for page in document.pages:
        for mark in page.content.marks:
            if mark.paint.all_plates and _overlap(mark.box, page.bleed):
                yield Finding("registration-colour", f"{_THINGS[mark.kind]} is in registration colour", page.number)


def black_text(document: Document) -> Iterator[Finding]:
    """Text that reads as black is black ink alone."""
    for page in document.pages:
        for mark in page.content.marks:
            if mark.kind == "text" and _rich(mark.paint):
                yield Finding("rich-black-text", f"text is in {_percent(mark.paint.cmyk or ())}", page.number)


def _rich(paint: Paint) -> bool:
    cmyk = paint.cmyk
    return cmyk is not None and not paint.all_plates and sum(cmyk[:3]) > 0 and print_limits.near_black(cmyk)


def _percent(cmyk: Sequence[float]) -> str:
    return "/".join(f"{100 * ink:.0f}" for ink in cmyk)


def ink_limit(document: Document) -> Iterator[Finding]:
    """300 % of ink at most in one place, what lies beneath overprinting colours included."""
    for page in document.pages:
        for index, mark in enumerate(page.content.marks):
            if mark.paint.all_plates or (mark.kind == "text" and _rich(mark.paint)):
                continue  # these have rules of their own
            ink = _ink(mark, page.content.marks[:index])
            if ink > print_limits.INK + 0.001:
                yield Finding("too-much-ink", f"{_THINGS[mark.kind]} takes {100 * ink:.0f} % of ink", page.number)


def _ink(mark: Mark, beneath: Sequence[Mark]) -> float:
    """The ink where a mark stands: its own; where it overprints, with that of the inkiest mark beneath."""
    own = mark.paint
    if not (mark.overprints and mark.keeps_zero and own.cmyk):
        return own.ink
    most = own.ink
    for other in beneath:
        if other.paint.cmyk and _overlap(mark.box, other.box):
            joined = (ink or under for ink, under in zip(own.cmyk, other.paint.cmyk, strict=True))
            most = max(most, sum(joined) + own.spot + other.paint.spot)
    return most


def white_overprint(document: Document) -> Iterator[Finding]:
    """White that overprints is lost."""
    for page in document.pages:
        for mark in page.content.marks:
            if mark.overprints and mark.paint.white:
                yield Finding("white-overprints", f"{_THINGS[mark.kind]} is white and overprints", page.number)


def transparency(document: Document) -> Iterator[Finding]:
    """PDF/X-1a has no transparency; PDF/X-4 blends in the inks of its printing condition alone."""
    flat = any(claim.startswith("PDF/X-1") for claim in document.claims)
    for page in document.pages:
        effects = page.content.effects - {"transfer curve", "group in RGB"}
        if flat and effects:
            yield Finding("transparency", f"the page uses transparency ({', '.join(sorted(effects))})", page.number)
        elif "group in RGB" in page.content.effects:
            yield Finding("blending-in-rgb", "a transparent group blends in RGB", page.number)
        if "transfer curve" in page.content.effects:
            yield Finding("transfer-curve", "a transfer curve is set", page.number)


def symbols_in_black(document: Document) -> Iterator[Finding]:
    """The modules of a QR symbol are black ink alone."""
    for page in document.pages:
        for mark in page.content.marks:
            cmyk = mark.paint.cmyk
            if cmyk and sum(cmyk[:3]) > 0 and not mark.paint.all_plates and _is_symbol(mark, page):
                yield Finding("qr-not-black", f"a QR symbol is in {_percent(cmyk)}", page.number)


def _is_symbol(mark: Mark, page: PageFacts) -> bool:
    return mark.kind == "fill" and mark.parts > 1 and any(symbol.holds(mark.box) for symbol in page.symbols)


def _overlap(one: Box, other: Box) -> bool:
    left, foot, right, top = meet(one, other)
    return left < right and foot < top
