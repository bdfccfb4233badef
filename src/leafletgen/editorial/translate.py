"""The work of translators: begin a translation, see its state, send its texts out and bring them back.

In: a data folder and a language. Out: a Report; and the files of the translation in that folder.
Why: the files hold the texts and who checked them; everything else is read from the data of today.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.dates import misdated
from leafletgen.content.files import exists, read_named
from leafletgen.content.languages import (
    LANGUAGES,
    PSEUDO,
    Language,
    is_in_other_script,
    language_fault,
    language_of,
    language_told_by,
    subtags,
)
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.parse import read_file
from leafletgen.content.roles import checker_fault, role
from leafletgen.content.schema import Reader
from leafletgen.content.source import read_folder
from leafletgen.content.translations.glossary import other_words
from leafletgen.content.translations.records import (
    FILE_KINDS,
    MACHINE,
    FileKind,
    Segment,
    Signature,
    Signatures,
    TranslationFile,
)
from leafletgen.content.translations.signatures import SIGNED
from leafletgen.content.translations.store import Key, begun_in, folder_of
from leafletgen.content.translations.translation import Text, Translation, read_translation
from leafletgen.content.translations.wanted import Wanted, wanted_texts
from leafletgen.counts import counted, part_of
from leafletgen.editorial.pseudo import pseudo
from leafletgen.editorial.translation_checks import Signed, checked
from leafletgen.editorial.translation_formats import read, write
from leafletgen.editorial.translation_rows import rows_of, take
from leafletgen.editorial.translation_text import file_text
from leafletgen.errors import ContentError, Problem, UsageError, Where
from leafletgen.layout.fonts import FontBook
from leafletgen.output.atomic import publish, refuse_to_replace
from leafletgen.output.lock import tidied
from leafletgen.report import Item, Report
from leafletgen.resources import fonts_folder


def _load(data: Path, language: Language) -> tuple[Catalogue, Translation]:
    catalogue, fonts = _catalogue_and_fonts(data)
    return catalogue, read_translation(catalogue, language, fonts.coverage(language.tag))


def _catalogue_and_fonts(data: Path) -> tuple[Catalogue, FontBook]:
    source = read_folder(data)
    fonts = FontBook.load(fonts_folder(), source.own_fonts)
    return check(source, fonts.coverage()), fonts


# --- status ---


def status_of_all(data: Path) -> Report:
    """How far the translation into each language is that has one."""
    catalogue, fonts = _catalogue_and_fonts(data)
    languages = [row for row in LANGUAGES.values() if begun_in(catalogue, row)]
    items = tuple(_counts(read_translation(catalogue, row, fonts.coverage(row.tag))) for row in languages)
    return Report(items=items, summary="" if items else "There is no translation. Begin one with: translate new TAG")


def _counts(translation: Translation) -> Item:
    states = [text.state for text in translation.texts.values()]
    return {
        "language": translation.language.tag,
        "name": translation.language.english,
        "texts": str(len(states)),
        "current": str(states.count("current")),
        "out of date": str(states.count("out of date")),
        "missing": str(states.count("missing")),
        "ready": str(sum(text.ready for text in translation.texts.values())),
        "orphans": str(len(translation.orphans)),
    }


def status(data: Path, tag: str) -> Report:
    """Each text of a language that is not ready: where, what it lacks, the English of today, the old one, the words."""
    catalogue, translation = _load(data, language_of(tag))
    items = [
        {
            "file": text.wanted.file,
            "place": text.wanted.place,
            "state": "not checked" if text.state == "current" else text.state,
            "lacks": text.lacks,
            "English": text.wanted.en,
            "old English": text.entry.segment.en if text.entry and text.state == "out of date" else "",
            "text": text.entry.segment.text or "" if text.entry else "",
        }
        for text in translation.texts.values()
        if not text.ready
    ]
    items += [
        {
            "file": entry.file,
            "place": entry.segment.place,
            "state": "orphan",
            "lacks": (),
            "English": "",
            "old English": entry.segment.en,
            "text": entry.segment.text or "",
        }
        for entry in translation.orphans
    ]
    counts = _counts(translation)
    named = ("current", "out of date", "missing", "orphans")
    count = sum(text.ready for text in translation.texts.values())
    ready = part_of(count, len(translation.texts), ("text",), "is", "are")
    summary = f"{ready} ready; " + ", ".join(f"{counts[name]} {name}" for name in named)
    notes = tuple(other_words(catalogue, translation))
    return Report(items=tuple(items), warnings=translation.warnings, notes=notes, summary=summary)


# --- new, pseudo ---


def new(data: Path, tag: str) -> Report:
    """Write the files of a translation with every English text and no words. Raises UsageError if there are any."""
    language = language_of(tag)
    catalogue = check(read_folder(data), None)
    if begun := begun_in(catalogue, language):
        message = f"There is a translation into {language.english} already."
        hint = (
            f"See what it lacks: leafletgen translate status {tag}. Send the texts out: "
            f"leafletgen translate export {tag} --to xliff. "
            f"What `translate import` brings back goes into {folder_of(data, language)}; "
            "with --checked it signs texts that people have read."
        )
        raise UsageError(Problem("translation-exists", message, hint, Where(str(begun))))
    written = _write(data, language, {}, {}, dict.fromkeys(FILE_KINDS), wanted_texts(catalogue))
    summary = (
        f"The translation into {language.english} can begin. What to do next:\n"
        f"  1. Send the texts out:    leafletgen translate export {tag} --to xliff\n"
        f"  2. Bring them back:       leafletgen translate import FILE --by ROLE --on DATE --write\n"
        f"  3. List telling words:    outside: in {folder_of(data, language) / 'child.yaml'}\n"
        f"  4. Look at a draft:       leafletgen build EDITION --language {tag} --draft"
    )
    return Report(files=written, summary=summary)


def write_pseudo(data: Path) -> Report:
    """Write a translation of every text into pseudo-English."""
    catalogue = check(read_folder(data), None)
    wanted = wanted_texts(catalogue)
    signed = Signatures(at=_NOWHERE, translated=Signature(at=_NOWHERE, by=MACHINE, on=datetime.date(2021, 1, 1)))
    texts = {one.key: pseudo(one.en) for one in wanted}
    limits = [text.limits for text in catalogue.leaflets.values() if text.neutral_outside and text.limits]
    outside = {"child": tuple(pseudo(word)[1:-1].split()[0] for one in limits for word in one.outside)}
    written = _write(data, PSEUDO, texts, outside, dict.fromkeys(FILE_KINDS, signed), wanted)
    return Report(files=written, summary=f"See it with: leafletgen build --language {PSEUDO.tag} --draft")


_NOWHERE = Where("")


def _write(
    data: Path,
    language: Language,
    texts: Mapping[Key, str],
    outside: Mapping[str, Sequence[str]],
    status: Mapping[FileKind, Signatures | None],
    wanted: Iterable[Wanted],
) -> tuple[Path, ...]:
    """Write all files of a translation that has only these texts."""
    segments: dict[FileKind, list[Segment]] = {kind: [] for kind in FILE_KINDS}
    for one in wanted:
        text = texts.get(one.key)
        segments[one.file].append(Segment(at=_NOWHERE, place=one.place, en=one.en, text=text))
    files = {kind: file_text(language, kind, status[kind], outside.get(kind, ()), segments[kind]) for kind in segments}
    return _publish(folder_of(data, language), files)


def _publish(folder: Path, files: Mapping[FileKind, str]) -> tuple[Path, ...]:
    paths = []
    with tidied(folder, option="--data"):
        for kind, text in files.items():
            path = folder / f"{kind}.yaml"
            publish(text.encode(), path, option="--data")
            paths.append(path)
    return tuple(paths)


# --- export, import ---


def export(data: Path, tag: str, form: str, folder: Path, *, replace: bool = False) -> Report:
    """Write every text of today with its translation as one file for another program.

    Raises UsageError if the file exists with other content, unless `replace` is true.
    """
    language = language_of(tag)
    _, translation = _load(data, language)
    suffix = {"xliff": "xlf"}.get(form, form)
    path = folder / f"leaflets.{tag}.{suffix}"
    rows = tuple(rows_of(translation))
    content = write(rows, language, form)
    if not replace:
        refuse_to_replace({path: content})
    with tidied(folder):
        publish(content, path)
    without = sum(not row.text for row in rows)
    return Report(files=(path,), summary=f"{counted(len(rows), 'text')}, {without} without words")


def bring_back(
    data: Path,
    file: Path,
    tag: str | None,
    signature: tuple[str, datetime.date],
    today: datetime.date,
    *,
    read_all: bool = False,
    save: bool,
) -> Report:
    """Show what a file that came back changes in the translation; with `save`, write it into the data folder.

    Each changed text is signed as translated, and its checks lapse. With `read_all` the role has read all texts of the
    file: the others are signed as checked. Raises ContentError for a text with other digits or fields than its English:
    then nothing is changed.
    """
    signed = _signature(*signature, today, read_all=read_all)
    found = read(read_named(file), str(file))
    language = _language_in(found.tag, tag, file)
    catalogue, fonts = _catalogue_and_fonts(data)
    coverage = fonts.coverage(language.tag)
    translation = read_translation(catalogue, language, coverage)
    taken = take(found.rows, translation, coverage)
    if taken.faults:
        raise ContentError(taken.faults)
    checks = checked(taken.same, taken.unread, translation, signed) if read_all else Signed({})
    segments = {key: _translated(key, text, signed) for key, text in taken.texts.items()}
    segments |= {key: _signed(translation.texts[key], signatures) for key, signatures in checks.signatures.items()}
    files: tuple[Path, ...] = ()
    if save and segments:
        files = _publish(folder_of(data, language), _changed_files(data, language, segments, catalogue))
    items = [{"file": key[0], "place": key[1], "English": key[2], "text": text} for key, text in taken.texts.items()]
    summary = f"{counted(len(items), 'text')} {'changed' if save else 'would change'}"
    if read_all:
        summary += f", {len(checks.signatures)} {'signed' if save else 'would be signed'} as checked"
    if segments and not save:
        summary += "; add --write to write them"
    if unchecked := 0 if read_all else sum(not translation.texts[key].ready for key in taken.same):
        summary += (
            f"\n{counted(unchecked, 'text is', 'texts are')} unchanged and not signed as checked. "
            f"If the {signed.by} has read the whole file beside the English, add: --checked"
        )
    return Report(files=files, items=tuple(items), warnings=(*taken.notes, *checks.warnings), summary=summary)


def _signature(by: str, on: datetime.date, today: datetime.date, *, read_all: bool) -> Signature:
    """The signature of who translated, or who has read all; raises UsageError if it cannot be right."""
    if fault := checker_fault(by, "a translation") if read_all else role(by):
        raise UsageError(fault.at(Where("--by")))
    if fault := misdated(on, today, SIGNED):
        raise UsageError(fault.at(Where("--on")))
    return Signature(at=_NOWHERE, by=by, on=on)


def _language_in(told: str, asked: str | None, file: Path) -> Language:
    """The language of a file, as it says itself, or as it is asked for if it says none."""
    where = Where(str(file))
    if asked:
        language = language_of(asked)
        if told and (subtags(told)[0] != subtags(language.tag)[0] or is_in_other_script(told, language.tag)):
            message = f"The file is in {told}, not in {language.tag}."
            raise ContentError(Problem("translation-language", message, "Name its own language.", where))
        return language
    if not told:
        hint = "Name it with --language TAG."
        raise ContentError(Problem("translation-language", "The file does not say its language.", hint, where))
    if found := language_told_by(told):
        return found
    fault = language_fault(ENGLISH if subtags(told)[0] == "en" else told)
    assert fault, "only tags without a row are not told"
    raise ContentError(fault.at(where))


def _changed_files(
    data: Path, language: Language, changed: Mapping[Key, Segment], catalogue: Catalogue
) -> dict[FileKind, str]:
    """The text of each file of this folder that changes: texts in the order of today, then what is kept for reuse.

    `changed` are signed each by itself; a file that had no words says once who has translated most of its texts.
    """
    order = {one.key: number for number, one in enumerate(wanted_texts(catalogue))}
    files = {}
    for kind in FILE_KINDS:
        new = {key: segment for key, segment in changed.items() if key[0] == kind}
        if new:
            own = _own_file(folder_of(data, language) / f"{kind}.yaml")
            segments = {(kind, one.place, one.en): one for one in (own.segments if own else ())}
            status = own.status if own else None
            if not any(segment.text for segment in segments.values()):
                translated = Counter(segment.translated for segment in new.values()).most_common(1)[0][0]
                status = status or Signatures(at=_NOWHERE, translated=translated)
            for key, segment in new.items():
                note = segments[key].note if key in segments else segment.note
                segments[key] = replace(_briefly(segment, status), note=note)
            kept = sorted(segments.items(), key=lambda item: order.get(item[0], len(order)))
            outside = (own.outside if own else None) or ()
            files[kind] = file_text(language, kind, status, outside, (segment for _, segment in kept))
    return files


def _translated(key: Key, text: str, signed: Signature) -> Segment:
    return Segment(at=_NOWHERE, place=key[1], en=key[2], text=text, translated=signed)


def _signed(text: Text, signatures: Signatures) -> Segment:
    assert text.entry, "a text that is signed has an entry"
    return replace(
        text.entry.segment,
        translated=signatures.translated,
        checked=signatures.checked,
        checked_again=signatures.checked_again,
    )


def _briefly(segment: Segment, status: Signatures | None) -> Segment:
    """The text without the signature of the translator if the file says it, and no check of the file would count."""
    if status is None or status.translated != segment.translated:
        return segment
    lapsed = (status.checked and not segment.checked) or (status.checked_again and not segment.checked_again)
    return segment if lapsed else replace(segment, translated=None)


def _own_file(path: Path) -> TranslationFile | None:
    """The file of this folder; None if there is none. It was read before, so it has no fault."""
    return Reader().read(TranslationFile, read_file(path, str(path))) if exists(path) else None
