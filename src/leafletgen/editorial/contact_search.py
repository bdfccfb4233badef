"""Find a telephone number or an address in the data, in the leaflets that they make, and in finished files.

In: what was typed, a data folder, and paths of files. Out: a Report with each place that has it.
Why: if a number turns out wrong, a team must know at once which leaflets to take back from the shelves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from leafletgen.checks.examiner import MOST_BYTES, Examiner, Progress
from leafletgen.checks.faults import Finding, problems
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.check_log import value_of
from leafletgen.content.compose import compose
from leafletgen.content.compose_card import compose_card
from leafletgen.content.files import is_folder, read_named
from leafletgen.content.leaflet import Card, Leaflet
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.services import mailto
from leafletgen.content.source import read_folder
from leafletgen.content.spreadsheet import damage
from leafletgen.content.values import Fault, quote, with_nought
from leafletgen.counts import counted, part_of
from leafletgen.errors import LeafletError, Problem, ProductError, ResourceError, UsageError, Where
from leafletgen.layout.fonts import FontBook
from leafletgen.output.atomic import MANIFEST_FILE
from leafletgen.output.manifest import MOST_MANIFEST, read_manifest
from leafletgen.pipeline.composer import Composer
from leafletgen.report import Item, Report
from leafletgen.resources import fonts_folder


class Wanted(NamedTuple):
    """What to find: a pattern for the text of a page, and one for a whole address that a link opens."""

    text: re.Pattern[str]
    link: re.Pattern[str]

    def printed_in(self, text: str) -> bool:
        """Whether a text has it."""
        return self.text.search(text) is not None

    def opened_by(self, address: str) -> bool:
        """Whether a link with this address opens it."""
        return self.link.fullmatch(address) is not None


def find(
    folder: Path,
    typed: str,
    paths: Iterable[Path],
    language: str = ENGLISH,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Find what was typed in the data, in the leaflets of all editions, and in the files that the paths lead to.

    The leaflets are those in the language, whether families may read them yet or not. `progress` is called with the
    number of pages done and that of all pages of a file.

    A path is a PDF, a manifest, or a folder with PDF files in it or below it. A file that cannot be read is an error,
    beside what was found. Raises UsageError if what was typed is neither a number nor an address.
    """
    wanted = parse_wanted(typed)
    catalogue = check(read_folder(folder))
    composer = Composer(catalogue, FontBook.load(fonts_folder(), catalogue.own_fonts).coverage)
    words = {variant: composer.in_language(language, variant) for variant in VARIANTS}
    contacts, leaflets = list(_in_data(catalogue, wanted)), list(_in_leaflets(words, wanted))
    errors: list[LeafletError] = []
    files = list(_list_files(paths, errors))
    found, silent = _in_files(files, wanted, errors, progress)
    lines = [
        f"{counted(len(contacts), 'contact of the data has', 'contacts of the data have')} it.",
        f"{counted(len(leaflets), 'leaflet of this data prints', 'leaflets of this data print')} it.",
    ]
    if files:
        lines.append(f"{part_of(len(found), len(files), ('file',), 'has', 'have')} it.")
    return Report(items=(*contacts, *leaflets, *found), errors=tuple(errors), warnings=silent, summary="\n".join(lines))


# --- what was typed ---

_NUMBER = re.compile(r"[+(]?[0-9][0-9 ()./\u2010-\u2013-]*")
_SHORTEST = 7
"""Digits of the shortest number that begins with 0, 0500 000: fewer are only the beginning of one."""
_ADDRESS = re.compile(r"(?:[^\s/@]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_LONGEST = 2_000
"""Characters of what is sought: an address has fewer, and a pattern of more takes minutes."""

_BETWEEN = r"[\s().\u2010-\u2013-]{0,3}"
"""What may stand between two digits of a number, the end of a line included."""

_BREAK = r"(?:\s*\n\s*)?"
"""Where an address may go on in the next line."""


def parse_wanted(typed: str) -> Wanted:
    """Read a number, however grouped, with +44 or 0; or an address, with or without scheme, www. and last slash.

    A host alone stands for all its pages and e-mail addresses. Raises UsageError for anything else.
    """
    hint = "Give a number such as 0800 1111 or +44 23 8090 1234, or an address such as www.example.org/help."
    if len(typed) > _LONGEST:
        raise UsageError(Problem("not-a-contact", f"No number or address has {len(typed):,} characters.", hint))
    text = re.sub(r"^(tel|sms):", "", typed.strip().replace("\u00a0", " "), flags=re.IGNORECASE)
    if _NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) >= 3:
        return _number(text)
    address = re.sub(r"^(https?://|mailto:)?(www\.)?", "", text, flags=re.IGNORECASE)
    if "@" in address.partition("/")[0]:
        address = address.partition("?")[0]
    address = (_TAIL if "(" in address else _TAIL_AND_BRACKET).sub("", address)
    if _ADDRESS.fullmatch(address):
        return _address(address)
    raise UsageError(Problem("not-a-contact", f"{typed!r} is neither a telephone number nor an address.", hint))


_TAIL = re.compile(r"[/.,;:!?'\"”’>]*$")
_TAIL_AND_BRACKET = re.compile(r"[)/.,;:!?'\"”’>]*$")
"""What ends an address that was copied out of a sentence; a host and its page without a last slash are the same."""


def _number(text: str) -> Wanted:
    digits = "".join(filter(str.isdigit, with_nought(text)))
    if fault := damage(" ".join(text.split()), "telephone") or _cut(digits):
        raise UsageError(fault._replace(hint="Give the whole number, as it is dialled.").at(None))
    spread = _BETWEEN.join(digits)
    if digits.startswith("0"):
        abroad = rf"(?:\+|00)44{_BETWEEN}(?:\(0\){_BETWEEN})?{_BETWEEN.join(digits[1:])}"
        return Wanted(
            re.compile(rf"(?<!\d)(?:{spread}|{abroad})(?!\d)"),
            re.compile(rf"(?:tel|sms):(?:{spread}|{abroad})(?:[;?].*)?", re.IGNORECASE),
        )
    # A short number is not one of the groups of a longer one, and no part of an address such as 111.nhs.uk.
    alone = rf"(?<![\w.])(?<!\d\d\d[ \u00a0]){spread}(?!\w|\.\w|[ \u00a0]\d\d\d)"
    return Wanted(re.compile(alone), re.compile(rf"(?:tel|sms):{spread}(?:[;?].*)?", re.IGNORECASE))


def _cut(digits: str) -> Fault | None:
    """The fault of a number of which only the beginning is given: it would be found in many others."""
    if not digits.startswith("0") or len(digits) >= _SHORTEST:
        return None
    return Fault("not-a-contact", "This is only the beginning of a number.", "")


def _address(address: str) -> Wanted:
    spread = _BREAK.join(map(re.escape, address))
    exact = re.escape(address)
    if "@" in address:
        link = rf"(?:{re.escape(mailto(address))}|(?:mailto:)?{exact})(?:\?.*)?"
        return Wanted(_pattern(rf"(?<![\w.%+-]){spread}(?![\w-]|\.\w)"), _pattern(link))
    if re.search(r"[/?#]", address):
        return Wanted(_pattern(rf"(?<![\w.@-])(?:www\.)?{spread}/?(?![\w/?#&=%-])"), _pattern(rf"{_WEB}{exact}/?"))
    text = rf"(?<![\w.-])(?:www\.)?{spread}(?![\w-]|\.\w)"
    return Wanted(_pattern(text), _pattern(rf"(?:{_WEB}|mailto:.*@){exact}(?:[/?#].*)?"))


_WEB = r"(?:https?://)?(?:www\.)?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# --- where it is ---


def _in_data(catalogue: Catalogue, wanted: Wanted) -> Iterator[Item]:
    for agency in catalogue.agencies.values():
        for contact in agency.contacts:
            shown = (contact.value, contact.shown)
            if any(wanted.printed_in(text) for text in shown if text) or wanted.opened_by(contact.opens or ""):
                withheld = " (withheld)" if agency.withheld or contact.withheld else ""
                yield _item("contact", f"{agency.id} {contact.id}", f"{value_of(contact)}{withheld}", str(contact.at))
    for one in catalogue.in_sentences:
        if wanted.printed_in(value_of(one.contact)) or wanted.opened_by(one.contact.opens or ""):
            yield _item("sentence", one.owner, quote(one.sentence), str(one.contact.at))


def _in_leaflets(words: Mapping[Variant, Catalogue], wanted: Wanted) -> Iterator[Item]:
    """Each leaflet and wallet card that prints or opens it, also in running text."""
    for edition in words[VARIANTS[0]].editions.values():
        for variant, catalogue in words.items():
            made: list[Leaflet | Card] = [compose(catalogue, edition.id, variant)]
            if catalogue.leaflets[variant].card:
                made.append(compose_card(catalogue, edition.id, variant))
            for leaflet in made:
                if any(wanted.printed_in(text) or wanted.opened_by(text) for text in set(_texts(leaflet))):
                    tag = "" if catalogue.language == ENGLISH else f" {catalogue.language}"
                    yield _item("leaflet", f"{leaflet.name}{tag}", f"version {edition.version}", str(edition.at))


def _texts(value: Any) -> Iterator[str]:
    """All texts in a composed leaflet."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        yield from _texts(tuple(getattr(value, name) for name in value.__struct_fields__ if name != "at"))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _item(kind: str, name: str, what: str, place: str) -> Item:
    return {"kind": kind, "name": name, "what": what, "place": place}


# --- finished files ---


def _list_files(paths: Iterable[Path], errors: list[LeafletError]) -> Iterator[Path]:
    """The PDF files that the paths lead to, each once; a path that leads to none becomes an error."""
    known: set[Path] = set()
    for path in paths:
        try:
            files = _files_of(path)
        except LeafletError as error:
            errors.append(error)
            continue
        yield from (file for file in files if file not in known)
        known.update(files)


def _files_of(path: Path) -> list[Path]:
    if is_folder(path):
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and not is_folder(file))
        if not found:
            message = "The folder has no PDF file."
            raise ResourceError(Problem("folder-empty", message, "Name the folder of the files.", Where(str(path))))
        return found
    if path.suffix.lower() == ".pdf":
        return [path]
    entries = read_manifest(read_named(path, MOST_MANIFEST)) if path.name == MANIFEST_FILE else None
    if entries is None:
        message = "This is neither a PDF, nor a folder, nor a manifest of leafletgen."
        raise UsageError(
            Problem("not-searchable", message, "Name PDF files, or the folder they are in.", Where(str(path)))
        )
    return [path.with_name(entry.file) for entry in entries]


def _in_files(
    files: Iterable[Path], wanted: Wanted, errors: list[LeafletError], progress: Progress
) -> tuple[list[Item], tuple[Problem, ...]]:
    """The files that have it, and a warning for each whose text cannot be read."""
    found: list[Item] = []
    silent: list[Problem] = []
    with Examiner(progress) as examiner:
        for file in files:
            try:
                answer = examiner.search(read_named(file, MOST_BYTES), wanted.text, wanted.link)
            except LeafletError as error:
                errors.append(error)
                continue
            if isinstance(answer, Finding):
                errors.append(ProductError(problems([answer], str(file))))
                continue
            words = [f"printed on {_pages(answer.printing)}"] if answer.printing else []
            words += [f"opened from {_pages(answer.opening)}"] if answer.opening else []
            found += [_item("file", str(file), ", ".join(words), "")] if words else []
            if not answer.has_text:
                message = "The file has no text, so only its links and QR codes were searched."
                silent.append(Problem("no-text", message, "Look at it yourself.", Where(str(file)), "warning"))
    return found, tuple(silent)


def _pages(numbers: Sequence[int]) -> str:
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
