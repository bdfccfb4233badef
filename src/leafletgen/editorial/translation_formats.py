"""Translations in the files of other programs: PO, XLIFF 1.2, CSV and Excel workbooks.

In: rows and a language; or the bytes of a file. Out: the bytes of a file; or the rows, each with its place.
Why: agencies use XLIFF, free programs PO, and many a translator a spreadsheet. XLIFF is our own, because converters
from PO lose the places of the texts.
"""

from __future__ import annotations

import codecs
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from leafletgen.content.languages import LANGUAGES, PSEUDO, Language
from leafletgen.content.spreadsheet import Table, without_apostrophe, write_csv
from leafletgen.content.translations.records import MOST_LETTERS
from leafletgen.content.values import quote
from leafletgen.editorial.translation_rows import Returned, Row
from leafletgen.errors import ContentError, Problem, Where

if TYPE_CHECKING:  # Loaded at run time only for PO files.
    import polib

FORMATS = ("po", "xliff", "csv", "xlsx")
_ENGLISH = "en-GB"
_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_PLACE = " | "
"""What parts the file from the place of a text in a context of PO."""

_COLUMNS = ("id", "file", "place", "English", "note", "old English", "state")


class Read(NamedTuple):
    """The tag of the language of a file, and its rows."""

    tag: str
    rows: tuple[Returned, ...]


def write(rows: Sequence[Row], language: Language, form: str) -> bytes:
    """The rows as a file of a format."""
    if form == "po":
        return _write_po(rows, language)
    if form == "xliff":
        return _write_xliff(rows, language)
    table = [[*_COLUMNS[:4], _heading(language), *_COLUMNS[4:]]]
    table += [[row.id, row.file, row.place, row.en, row.text, row.note, row.old, row.state] for row in rows]
    if form == "csv":
        return write_csv(table)
    from leafletgen.content.workbook import UNDATED, write_workbook

    return write_workbook(table, UNDATED, {})


def read(data: bytes, name: str) -> Read:
    """The rows of the file `name`, whatever its name ends in, in UTF-8 or UTF-16. Raises ContentError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(UnicodeError):  # The readers say that the file is damaged.
            data = data.decode("utf-16").encode()
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:200]
    if start.startswith(b"<"):
        return _read_xliff(data, name)
    if start.startswith((b"#", b"msgid", b"msgctxt")):
        return _read_po(data, name)
    from leafletgen.content.workbook import read_table

    return _read_table(read_table(data, name), name)


# --- tables ---


def _heading(language: Language) -> str:
    return f"{language.english} ({language.tag})"


def _read_table(table: Table, name: str) -> Read:
    columns = {heading.text: number for number, heading in enumerate(table.headings)}
    tags = [row.tag for row in (*LANGUAGES.values(), PSEUDO) if _heading(row) in columns]
    missing = [column for column in _COLUMNS[:4] if column not in columns]
    if missing or len(tags) != 1:
        message = f"The table has no column {', '.join(missing)}." if missing else "No column has one language's words."
        hint = "Fill in a table that `leafletgen translate export` made, and keep its first row."
        raise ContentError(Problem("translation-columns", message, hint, Where(name)))
    (tag,) = tags
    wanted = (*_COLUMNS[:4], next(_heading(row) for row in (*LANGUAGES.values(), PSEUDO) if row.tag == tag))
    rows = []
    for line in table.rows:
        found = [without_apostrophe(line.cells[columns[column]].text) for column in wanted]
        ident, file, place, english, text = found
        state = line.cells[columns["state"]].text if "state" in columns else ""
        rows.append(Returned(Row(file, place, english, text, state=state, id=ident), Where(name, line.number, 1)))
    return Read(tag, tuple(rows))


# --- PO ---


def _write_po(rows: Iterable[Row], language: Language) -> bytes:
    import polib  # Only this command needs it.

    made = polib.POFile(wrapwidth=0)
    made.metadata = {
        "Project-Id-Version": "leafletgen",
        "Language": language.tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for row in rows:
        entry = polib.POEntry(
            msgctxt=f"{row.file}{_PLACE}{row.place}{_PLACE}{row.id}", msgid=row.en, msgstr=row.text, comment=row.note
        )
        if row.old:
            entry.flags.append("fuzzy")
            entry.previous_msgid = row.old
        made.append(entry)
    text: str = str(made)
    return f"{text}\n".encode()


def _read_po(data: bytes, name: str) -> Read:
    import polib

    from leafletgen.content.files import decode

    try:
        found = polib.pofile(decode(data, name))  # It looks for duplicates for minutes: we do it below.
    except (OSError, ValueError, UnicodeError, IndexError, AttributeError) as error:
        message = f"The file cannot be read as PO: {error}"
        raise ContentError(
            Problem("po-damaged", message, "Save it again from the translator's program.", Where(name))
        ) from None
    if not found:
        raise ContentError(
            Problem("po-damaged", "The file has no text that can be read.", "Save it again.", Where(name))
        )
    rows = [_po_row(entry, name) for entry in found if not entry.obsolete]
    tag: str = found.metadata.get("Language", "")
    return Read(tag, tuple(rows))


def _po_row(entry: polib.POEntry, name: str) -> Returned:
    at = Where(name, entry.linenum or 0, 1 if entry.linenum else 0)
    parts = (entry.msgctxt or "").split(_PLACE)
    if len(parts) != 3:
        hint = "Bring back a file that `leafletgen translate export --to po` made, with its contexts."
        raise ContentError(Problem("po-context", "This text has no context that says where it stands.", hint, at))
    if entry.msgid_plural or entry.msgstr_plural:
        message = f"The text {quote(entry.msgid)} has plural forms, and no English text of a leaflet has them."
        raise ContentError(Problem("po-plural", message, "Write one msgstr in place of them.", at))
    file, place, ident = parts
    return Returned(Row(file, place, entry.msgid, str(entry.msgstr), id=ident), at, "fuzzy" in entry.flags)


# --- XLIFF 1.2 ---


def _write_xliff(rows: Iterable[Row], language: Language) -> bytes:
    ET.register_namespace("", _XLIFF)
    root = ET.Element(f"{{{_XLIFF}}}xliff", version="1.2")
    bodies: dict[str, ET.Element] = {}
    for row in rows:
        if row.file not in bodies:
            file = _child(
                root,
                "file",
                {
                    "original": row.file,
                    "datatype": "plaintext",
                    "source-language": _ENGLISH,
                    "target-language": language.tag,
                },
            )
            bodies[row.file] = _child(file, "body")
        _unit(bodies[row.file], row)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def _unit(body: ET.Element, row: Row) -> None:
    approved = "yes" if row.state == "checked" else "no"
    limit = {"maxwidth": str(MOST_LETTERS), "size-unit": "char"}
    unit = _child(body, "trans-unit", {"id": row.id, "resname": row.place, "approved": approved, **limit})
    _child(unit, "source", {"{http://www.w3.org/XML/1998/namespace}lang": _ENGLISH}).text = row.en
    states = {"missing": "needs-translation", "out of date": "needs-review-translation", "checked": "signed-off"}
    target = _child(unit, "target", {"state": states.get(row.state, "translated")})
    target.text = row.text
    for note in filter(None, (row.note, row.old and f"The English was: {row.old}")):
        _child(unit, "note").text = note


def _child(parent: ET.Element, name: str, attributes: dict[str, str] | None = None) -> ET.Element:
    return ET.SubElement(parent, f"{{{_XLIFF}}}{name}", attributes or {})


def _read_xliff(data: bytes, name: str) -> Read:
    from leafletgen.content.files import decode

    text = decode(data, name)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ContentError(
            Problem("xliff-doctype", "The file defines entities.", "Save it without a document type.", Where(name))
        )
    try:
        root = ET.fromstring(text.removeprefix("\ufeff"))
    except ET.ParseError as error:
        line, column = error.position
        message = "The file is not whole XML."
        raise ContentError(Problem("xliff-damaged", message, "Save it again.", Where(name, line, column + 1))) from None
    if root.tag != f"{{{_XLIFF}}}xliff":
        raise ContentError(Problem("xliff-version", "The file is not XLIFF 1.2.", "Save it as XLIFF 1.2.", Where(name)))
    tags = {file.get("target-language", "") for file in root.iterfind(f"{{{_XLIFF}}}file")}
    if len(tags) != 1:
        raise ContentError(
            Problem("xliff-languages", "The file has not one target language.", "Make a file of each.", Where(name))
        )
    return Read(tags.pop(), tuple(_units(root, name)))


def _units(root: ET.Element, name: str) -> Iterator[Returned]:
    for file in root.iterfind(f"{{{_XLIFF}}}file"):
        for unit in file.iter(f"{{{_XLIFF}}}trans-unit"):
            source, target = unit.find(f"{{{_XLIFF}}}source"), unit.find(f"{{{_XLIFF}}}target")
            english = "".join(source.itertext()) if source is not None else ""
            words = "".join(target.itertext()) if target is not None else ""
            state = (target.get("state") or "") if target is not None else ""
            row = Row(file.get("original", ""), unit.get("resname", ""), english, words, id=unit.get("id", ""))
            unfinished = state.startswith("needs-") and state != "needs-translation"
            yield Returned(row, Where(f"{name}#{row.id}"), unfinished)
