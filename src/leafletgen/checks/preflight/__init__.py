"""Preflight: check a PDF of any program for its profile.

In: the bytes of a file, and the profile that it is meant for. Out: Facts, with a Problem for each fault.
Why: a fault found before printing costs nothing; a fault found at the printer's costs the print run.
It reads with pikepdf, pypdfium2 and zxing-cpp, which come with the extra `preflight`: import this where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from leafletgen.checks.faults import Facts, Finding, ProfileName, problems
from leafletgen.checks.preflight import rules_file, rules_ink, rules_pages, rules_type
from leafletgen.checks.preflight.document import Document, Progress, read
from leafletgen.checks.preflight.guard import FileFault, examining
from leafletgen.checks.preflight.painted import PaintedObject
from leafletgen.counts import counted
from leafletgen.units import MM

PreflightRule = Callable[[Document], Iterator[Finding]]

_ALL: tuple[PreflightRule, ...] = (
    rules_file.syntax,
    rules_file.encryption,
    rules_file.reading_direction,
    rules_pages.blank_pages,
    rules_pages.page_sizes,
    rules_type.fonts,
    rules_type.type_size,
    rules_type.rules,
    rules_type.images,
    rules_type.qr_codes,
)

RULES: dict[ProfileName, tuple[PreflightRule, ...]] = {
    "office": (*_ALL, rules_pages.office_margin, rules_file.accessible, rules_file.comments),
    "booklet": (*_ALL, rules_pages.printable, rules_pages.booklet_sheets, rules_file.no_claim, rules_file.comments),
    "cards": (*_ALL, rules_pages.printable, rules_pages.cut_apart, rules_file.no_claim, rules_file.comments),
    "press": (
        *_ALL,
        rules_pages.boxes,
        rules_pages.bleed,
        rules_pages.safe_area,
        rules_pages.page_count,
        rules_ink.colours,
        rules_ink.registration,
        rules_ink.black_text,
        rules_ink.ink_limit,
        rules_ink.white_overprint,
        rules_ink.transparency,
        rules_ink.qr_codes_in_black,
        rules_file.claim,
        rules_file.version,
        rules_file.metadata,
        rules_file.output_intent,
        rules_file.interaction,
        rules_file.features,
    ),
}
"""The rules for files of each profile."""


_PARTS: dict[PreflightRule, str] = {
    rules_file.version: "its version",
    rules_file.metadata: "its metadata",
    rules_file.output_intent: "its output intent",
    rules_file.interaction: "its annotations and actions",
    rules_file.comments: "its annotations",
    rules_file.features: "the filters of its streams",
    rules_file.reading_direction: "its language and direction",
    rules_file.accessible: "its tags, language and title",
}
"""The parts that rules read from the file itself: what a fault names if they cannot be read."""


_LONGEST_LIST = 200  # characters


def preflight(
    data: bytes, file: str, profile: ProfileName | None = None, progress: Progress = lambda done, total: None
) -> Facts:
    """Check a file for `profile`; without it, for the profile that the file seems to be made for.

    `progress` is called after each page. A file can crash this process or never end: the examiner calls this in a
    process of its own.
    """
    try:
        document = read(data, progress)
    except FileFault as fault:
        return Facts({"file": file, "profile": profile or "unknown"}, problems([fault.finding], file))
    chosen = profile or document.profile
    found = [finding for rule in RULES[chosen] for finding in _judged(rule, document)]
    return Facts(_facts(document, file, chosen), problems(found, file))


def _judged(rule: PreflightRule, document: Document) -> Iterator[Finding]:
    """The findings of a rule; if it cannot read what it is about, that is one."""
    try:
        with examining(_PARTS.get(rule, "its pages")):
            yield from rule(document)
    except FileFault as fault:
        yield fault.finding


def _facts(document: Document, file: str, profile: ProfileName) -> dict[str, str]:
    painted = [item for page in document.pages for item in page.content.painted]
    inside = [item for item in painted if not item.paint.all_plates]
    width, height = document.pages[0].size
    qr_codes = sum(qr_code.readable for page in document.pages for qr_code in page.qr_codes)
    return {
        "file": file,
        "profile": profile,
        "claims": _listed(document.claims) or "no standard",
        "pages": counted(len(document.pages), "page"),
        "size": f"{width / MM:.0f} × {height / MM:.0f} mm",
        "colours": _listed({item.paint.space for item in inside}),
        "ink": _most_ink(inside),
        "type": f"{min((item.size for item in painted if item.kind == 'text'), default=0.0):.3g} pt",
        "qr_codes": f"{qr_codes} QR codes",
        **({"rendition": document.rendition} if document.rendition else {}),
    }


def _listed(names: Iterable[str]) -> str:
    """Names from the file in one line, which a damaged file may make very long."""
    line = ", ".join(sorted(names))
    return line if len(line) <= _LONGEST_LIST else f"{line[:_LONGEST_LIST]}…"


def _most_ink(painted: list[PaintedObject]) -> str:
    inks = [item.paint.ink for item in painted if item.paint.cmyk]
    return f"{100 * max(inks):.0f} % ink" if inks else "no ink values"
