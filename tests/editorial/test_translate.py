"""The work of translators: what goes out as PO, XLIFF, CSV and Excel is read by other programs, and comes back."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polib
import pytest
from translate.storage import factory, po

from leafletgen.content.check import check
from leafletgen.content.languages import language_of
from leafletgen.content.source import read_folder
from leafletgen.content.translations.translation import Text, Translation, read_translation
from leafletgen.editorial.translate import _language_in
from leafletgen.editorial.translation_rows import id_of
from leafletgen.errors import LeafletError
from tests.support.program import Run, run_inside
from tests.support.project import PROJECT
from tests.support.translated import edit, own_folder

BY = ("--by", "translator of an agency", "--on", "2026-11-24")
XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FORMS = {"po": "po", "xliff": "xlf", "csv": "csv", "xlsx": "xlsx"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return own_folder(tmp_path / "ours")


def read(folder: Path, tag: str = "cy") -> Translation:
    return read_translation(check(read_folder(folder)), language_of(tag), {})


def words_of(text: Text) -> str:
    """The words that translate a text; empty if it has none."""
    return text.words if text.entry else ""


def exported(run: Run, folder: Path, form: str, tag: str = "cy") -> Path:
    assert run("translate", "export", tag, "--to", form, "--data", folder, "-o", folder.parent).code == 0
    return folder.parent / f"leaflets.{tag}.{FORMS[form]}"


def brought_back(run: Run, folder: Path, file: Path) -> tuple[int, list[str], str]:
    outcome = run("translate", "import", file, *BY, "--write", "--data", folder, "--json")
    found = json.loads(outcome.stdout)
    return outcome.code, [problem["code"] for problem in found["problems"]], outcome.stdout


# --- what other programs read ---


def test_po_is_read_by_polib_and_translate_toolkit(run: Run, folder: Path) -> None:
    path = exported(run, folder, "po")
    texts = read(folder).texts.values()
    expected = {(text.wanted.en, words_of(text)) for text in texts}
    mine = polib.pofile(str(path))
    assert {(entry.msgid, entry.msgstr) for entry in mine} == expected
    assert mine.metadata["Language"] == "cy"
    units = [unit for unit in factory.getobject(str(path)).units if not unit.isheader()]
    assert {(str(unit.source), str(unit.target)) for unit in units} == expected
    assert len({unit.getcontext() for unit in units}) == len(units) == len(texts)


def test_xliff_has_its_units_with_ids_and_languages(run: Run, folder: Path) -> None:
    root = ET.parse(exported(run, folder, "xliff")).getroot()
    assert (root.tag, root.get("version")) == (f"{XLIFF}xliff", "1.2")
    files = root.findall(f"{XLIFF}file")
    assert [file.get("original") for file in files] == ["parent", "child", "agencies", "phrases"]
    assert {(file.get("source-language"), file.get("target-language")) for file in files} == {("en-GB", "cy")}
    units = list(root.iter(f"{XLIFF}trans-unit"))
    found = {(unit.findtext(f"{XLIFF}source"), unit.findtext(f"{XLIFF}target") or "") for unit in units}
    assert found == {(text.wanted.en, words_of(text)) for text in read(folder).texts.values()}
    assert len({unit.get("id") for unit in units}) == len(units)
    assert {(unit.get("maxwidth"), unit.get("size-unit")) for unit in units} == {("900", "char")}
    for unit in units:  # the order of children that the schema of XLIFF 1.2 prescribes
        assert [child.tag.removeprefix(XLIFF) for child in unit][:2] == ["source", "target"]


_ALLOWED: dict[str, tuple[set[str], set[str], list[str]]] = {
    "xliff": ({"version"}, set(), ["file+"]),
    "file": ({"original", "source-language", "datatype"}, {"target-language"}, ["body"]),
    "body": (set(), set(), ["trans-unit*"]),
    "trans-unit": ({"id"}, {"approved", "resname", "maxwidth", "size-unit"}, ["source", "target?", "note*"]),
    "source": (set(), {XML_LANG}, []),
    "target": (set(), {"state", XML_LANG}, []),
    "note": (set(), {XML_LANG}, []),
}
"""What XLIFF 1.2 (OASIS, 1 February 2008, part 2) demands and allows of the elements that we write.

Attributes that must be there and that may be there, and children in their order.
"""

_STATES = {"needs-translation", "needs-review-translation", "translated", "signed-off"}
"""Those of its values for a state that we write (part 2.4)."""


def test_xliff_keeps_the_rules_of_version_1_2(run: Run, folder: Path) -> None:
    edit_english(folder, "Stay calm and listen.", "Stay calm. Listen.")
    root = ET.parse(exported(run, folder, "xliff")).getroot()
    for element in root.iter():
        needed, allowed, children = _ALLOWED[element.tag.removeprefix(XLIFF)]
        assert needed <= set(element.attrib) <= needed | allowed, element.attrib
        names = " ".join(child.tag.removeprefix(XLIFF) for child in element)
        wanted = " ?".join(re.sub(r"^([a-z-]+)([+*?]?)$", r"(?:\1 ?)\2", child) for child in children)
        assert re.fullmatch(wanted.strip(), names), (element.tag, names)
        assert element.get("approved", "no") in ("yes", "no") and element.get("state", "translated") in _STATES
    for file in root:
        idents = [unit.get("id") for unit in file.iter(f"{XLIFF}trans-unit")]
        assert len(set(idents)) == len(idents)


def test_xliff_is_read_by_translate_toolkit(run: Run, folder: Path) -> None:
    edit_english(folder, "Stay calm and listen.", "Stay calm. Listen.")
    units = factory.getobject(str(exported(run, folder, "xliff"))).units
    found = {(str(unit.source), str(unit.target or "")) for unit in units}
    assert found == {(text.wanted.en, words_of(text)) for text in read(folder).texts.values()}
    (outdated,) = [unit for unit in units if str(unit.source) == "Stay calm. Listen."]
    assert "The English was: Stay calm and listen." in outdated.getnotes()
    assert not any(unit.isapproved() for unit in units)


def edit_english(folder: Path, old: str, new: str) -> None:
    """Change a sentence of the parent's leaflet in the folder itself."""
    (folder / "leaflets").mkdir()
    text = (PROJECT / "data" / "leaflets" / "parent.yaml").read_text(encoding="utf-8")
    (folder / "leaflets" / "parent.yaml").write_text(text.replace(old, new), encoding="utf-8")


def test_csv_and_excel_have_the_same_table(run: Run, folder: Path) -> None:
    data = exported(run, folder, "csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # so that Excel reads UTF-8
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(exported(run, folder, "xlsx")).active
    assert sheet is not None
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == rows
    assert rows[0][3:5] == ["English", "Welsh (cy)"]


# --- what comes back ---


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_comes_back_unchanged_changes_nothing(form: str, run: Run, folder: Path) -> None:
    code, problems, _ = brought_back(run, folder, exported(run, folder, form))
    assert (code, problems) == (0, [])
    assert not (folder / "translations").exists()


CHECK = ("--checked", "--on", "2026-11-28", "--write")


def signed(run: Run, folder: Path, file: Path, by: str, *more: str) -> str:
    outcome = run("translate", "import", file, "--by", by, *(more or CHECK), "--data", folder)
    assert outcome.code == 0, outcome.stderr
    return str(outcome.stderr)


def ready(folder: Path) -> list[bool]:
    return [text.ready for text in read(folder).texts.values()]


@pytest.mark.parametrize("form", FORMS)
def test_two_roles_that_read_an_unchanged_file_sign_all_its_texts(form: str, run: Run, folder: Path) -> None:
    file = exported(run, folder, form)
    said = signed(run, folder, file, "Welsh language officer")
    assert f"0 texts changed, {len(ready(folder))} signed as checked" in said
    critical = [text.wanted.critical for text in read(folder).texts.values()]
    assert ready(folder) == [not one for one in critical]
    assert "0 signed" in signed(run, folder, file, "the welsh Language-officer")  # the same role
    assert ready(folder) == [not one for one in critical]
    signed(run, folder, file, "second reader")
    assert all(ready(folder))
    before = {path.name: path.read_bytes() for path in (folder / "translations" / "cy").iterdir()}
    assert "0 signed" in signed(run, folder, file, "third reader")
    assert {path.name: path.read_bytes() for path in (folder / "translations" / "cy").iterdir()} == before


def test_a_check_without_write_is_only_shown(run: Run, folder: Path) -> None:
    said = signed(run, folder, exported(run, folder, "csv"), "reader", "--checked", "--on", "2026-11-28")
    assert "would be signed as checked; add --write" in said
    assert not (folder / "translations").exists()


def test_without_checked_the_command_says_what_it_does_not_sign(run: Run, folder: Path) -> None:
    said = signed(run, folder, exported(run, folder, "csv"), "reader", "--on", "2026-11-28", "--write")
    assert f"{len(ready(folder))} texts are unchanged and not signed as checked" in said
    assert "add: --checked" in said
    assert not any(ready(folder))


def test_only_rows_of_the_file_are_signed(run: Run, folder: Path) -> None:
    file = exported(run, folder, "csv")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:4]))
    assert "3 signed as checked" in signed(run, folder, file, "reader")
    assert ready(folder)[:4] == [True, True, True, False]


def test_a_text_that_its_reader_corrects_must_be_checked_by_another(run: Run, folder: Path) -> None:
    file = exported(run, folder, "csv")
    replaced(file, "Pwy i’w ffonio", "Pwy i alw")
    assert "1 text changed" in signed(run, folder, file, "reader")
    (text,) = [text for text in read(folder).texts.values() if text.words == "Pwy i alw"]
    assert text.lacks == ("checked",)
    file.unlink()
    said = signed(run, folder, exported(run, folder, "csv"), "reader")
    assert "1 text was not signed as checked: translated by the same role" in said.replace("\n", " ")
    signed(run, folder, file, "second reader")
    assert all(text.ready for text in read(folder).texts.values() if text.words == "Pwy i alw")


@pytest.mark.parametrize(
    ("by", "on", "code", "says"),
    [
        ("machine", "2026-11-28", 2, "[checked-by-machine]"),
        ("ChatGPT", "2026-11-28", 2, "[checked-by-machine]"),
        ("nobody", "2026-11-28", 2, "[not-a-role]"),
        ("Jane Smith", "2026-11-28", 2, "[not-a-role]"),
        ("reader", "9999-01-01", 2, "[future-date]"),
        ("reader", "2026-11-26", 0, "translated on a later day than that of the check. [text-not-signed]"),
    ],
)
def test_a_check_that_would_count_for_nothing_signs_nothing(
    by: str, on: str, code: int, says: str, run: Run, folder: Path
) -> None:
    file = exported(run, folder, "csv")
    outcome = run("translate", "import", file, "--checked", "--by", by, "--on", on, "--write", "--data", folder)
    assert (outcome.code, says in outcome.stderr) == (code, True), outcome.stderr
    assert not (folder / "translations").exists()


def test_a_reader_does_not_sign_what_is_marked_as_unfinished(run: Run, folder: Path) -> None:
    file = exported(run, folder, "xliff")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('state="translated"', 'state="needs-review-translation"', 1), encoding="utf-8")
    said = signed(run, folder, file, "reader")
    assert "1 text was not signed as checked: marked as unfinished" in said.replace("\n", " ")


def test_signatures_of_a_file_without_texts_sign_nothing_and_that_is_said(run: Run, folder: Path) -> None:
    path = folder / "translations" / "cy" / "parent.yaml"
    path.parent.mkdir(parents=True)
    status = 'language: cy\nstatus:\n  checked: {by: "reader", on: 2026-11-28}\nsegments: []\n'
    path.write_text(status, encoding="utf-8")
    outcome = run("translate", "status", "cy", "--data", folder)
    assert "parent.yaml:3:3: warning: These signatures sign nothing" in outcome.stderr
    assert "[signs-nothing]" in outcome.stderr


def replaced(path: Path, old: str, new: str) -> Path:
    """The file of any format with a text in place of another one."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        assert book.active is not None
        for row in book.active.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and old in cell.value:
                    cell.value = cell.value.replace(old, new)
        book.save(path)
    else:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_text_comes_back_and_is_signed(form: str, run: Run, folder: Path) -> None:
    path = replaced(exported(run, folder, form), "Help i chi a’ch plentyn", "Cymorth i chi ŵ ŷ")
    code, problems, _ = brought_back(run, folder, path)
    assert (code, problems) == (0, [])
    found = [text for text in read(folder).texts.values() if text.wanted.en == "Help for you and your child"]
    assert [text.words for text in found] == ["Cymorth i chi ŵ ŷ"]
    entry = found[0].entry
    assert entry and entry.signatures.translated and entry.signatures.translated.by == "translator of an agency"
    before = {text.wanted.en for text in read(own_folder(folder.parent / "other")).texts.values() if text.entry}
    assert {text.wanted.en for text in read(folder).texts.values() if text.entry} == before


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{keyword} i {number}", "{keyword} i", "changed-field"),
        ("Help i chi a’ch plentyn", "Help 999", "changed-number"),
    ],
)
def test_changed_digits_and_fields_are_refused_whole(
    form: str, old: str, new: str, code: str, run: Run, folder: Path
) -> None:
    path = replaced(exported(run, folder, form), old, new)
    replaced(path, "I rieni a gofalwyr", "I bawb")
    exit_code, problems, _ = brought_back(run, folder, path)
    assert exit_code == 3
    assert code in problems
    assert not (folder / "translations").exists()


@pytest.mark.parametrize("form", FORMS)
def test_marks_of_direction_are_removed_and_reported(form: str, run: Run, folder: Path) -> None:
    path = replaced(exported(run, folder, form), "I rieni a gofalwyr", "I \u200frieni")
    code, problems, _ = brought_back(run, folder, path)
    assert (code, problems) == (0, ["characters-removed"])
    assert "I rieni" in {text.words for text in read(folder).texts.values()}


@pytest.mark.parametrize("form", FORMS)
def test_changed_english_is_refused(form: str, run: Run, folder: Path) -> None:
    path = replaced(exported(run, folder, form), "For parents and carers", "For parents")
    code, problems, _ = brought_back(run, folder, path)
    assert (code, set(problems)) == (3, {"changed-english"})


def test_without_write_nothing_is_written(run: Run, folder: Path) -> None:
    path = replaced(exported(run, folder, "csv"), "I rieni a gofalwyr", "I bawb")
    outcome = run("translate", "import", path, *BY, "--data", folder)
    assert outcome.code == 0
    assert "I bawb" in outcome.stdout
    assert not (folder / "translations").exists()


def test_a_text_that_is_out_of_date_goes_out_with_the_old_english(run: Run, folder: Path) -> None:
    edit_english(folder, "Stay calm and listen.", "Stay calm. Listen.")
    path = exported(run, folder, "po")
    (entry,) = [entry for entry in polib.pofile(str(path)) if entry.msgid == "Stay calm. Listen."]
    assert (entry.msgid, entry.previous_msgid, entry.fuzzy) == ("Stay calm. Listen.", "Stay calm and listen.", True)
    units = [unit for unit in factory.getobject(str(path)).units if str(unit.source) == "Stay calm. Listen."]
    assert [unit.isfuzzy() for unit in units] == [True]
    assert isinstance(units[0], po.pounit)
    outcome = run("translate", "status", "cy", "--data", folder, "--json")
    (item,) = [item for item in json.loads(outcome.stdout)["items"] if item["English"] == "Stay calm. Listen."]
    assert (item["state"], item["old English"]) == ("out of date", "Stay calm and listen.")


def test_what_translates_english_of_yesterday_is_kept_for_reuse(run: Run, folder: Path) -> None:
    path = replaced(exported(run, folder, "csv"), "I rieni a gofalwyr", "I bawb")
    edit_english(folder, "For parents and carers", "For parents and others")
    code, problems, _ = brought_back(run, folder, path)
    assert (code, problems) == (0, ["old-english"])
    found = [text for text in read(folder).texts.values() if text.wanted.en == "For parents and others"]
    assert [(text.state, text.words) for text in found] == [("out of date", "I bawb")]


def test_an_old_text_that_is_still_right_is_taken_when_its_state_changes(run: Run, folder: Path) -> None:
    edit_english(folder, "Stay calm and listen.", "Stay calm. Listen.")
    path = exported(run, folder, "csv")
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    for row in rows:
        if row[3] == "Stay calm. Listen.":
            row[-1] = "still right"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    assert brought_back(run, folder, path)[:2] == (0, [])
    found = [text for text in read(folder).texts.values() if text.wanted.en == "Stay calm. Listen."]
    assert [text.state for text in found] == ["current"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.po", 'msgid "a"\nmsgstr "b"\n', "po-context"),
        ("a.po", 'msgid "a\n', "po-damaged"),
        ("a.po", 'msgctxt "child | x | 1"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "po-plural"),
        (
            "a.po",
            f'msgctxt "child | x | {id_of(("child", "x", "a"))}"\nmsgid "a"\nmsgstr "b"\n\n',
            "translation-language",
        ),
        ("a.xlf", "<xliff", "xliff-damaged"),
        ("a.xlf", '<!DOCTYPE a [<!ENTITY b "c">]><xliff/>', "xliff-doctype"),
        ("a.xlf", '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "xliff-version"),
        ("a.xlf", '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "xliff-languages"),
        ("a.csv", "English,Welsh (cy)\na,b\n", "translation-columns"),
        ("a.csv", "id,file,place,English\n", "translation-columns"),
        ("a.csv", "", "translation-columns"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(name: str, content: str, code: str, run: Run, folder: Path) -> None:
    path = folder.parent / name
    path.write_text(content, encoding="utf-8")
    exit_code, problems, _ = brought_back(run, folder, path)
    assert (exit_code, problems) == (3, [code])


def test_a_translation_begins_with_every_english_text(run: Run, folder: Path) -> None:
    outcome = run("translate", "new", "es", "--data", folder)
    assert outcome.code == 0
    texts = read(folder, "es").texts.values()
    assert {text.state for text in texts} == {"missing"}
    written = "".join(path.read_text(encoding="utf-8") for path in (folder / "translations" / "es").glob("*.yaml"))
    assert written.count("    en: ") == len(texts)
    again = run("translate", "new", "es", "--data", folder)
    assert (again.code, "[translation-exists]" in again.stderr) == (2, True)
    assert f"{folder / 'translations' / 'es'}: error" in again.stderr
    listed = run("list", "languages", "--data", folder, "--json").stdout
    assert {one["tag"]: one["state"] for one in json.loads(listed)["items"]}["es"] == "texts missing"
    path = folder / "translations" / "es" / "parent.yaml"
    edit(path, 'en: "For parents and carers"\n', 'en: "For parents and carers"\n    text: Para los padres\n')
    assert [text.words for text in read(folder, "es").texts.values() if text.state == "current"] == ["Para los padres"]


@pytest.mark.parametrize("command", [("new", "es"), ("pseudo",)])
def test_the_next_commands_read_the_folder_that_was_named(command: tuple[str, ...], run: Run, folder: Path) -> None:
    stderr = run("translate", *command, "--data", folder).stderr
    printed = re.findall(r"leafletgen (?:build|translate [a-z]+) .*", stderr)
    assert printed and all(f" --data {folder}" in line for line in printed), printed
    for line in printed:
        if "export" in line:
            assert run(*line.split()[1:], "-o", folder.parent / "out").code == 0, "as it is printed"


@pytest.mark.parametrize(
    "command",
    [
        ("build", "--language", "es", "--dry-run"),
        ("build", "--language", "es", "--dry-run", "--draft"),
        ("validate", "--language", "es"),
        ("site", "--language", "es", "--check"),
        ("contacts", "sheet", "gwent", "--language", "es"),
    ],
)
def test_of_a_translation_without_words_nobody_is_told_to_begin_it_again(
    command: tuple[str, ...], run: Run, folder: Path, tmp_path: Path
) -> None:
    output = () if command[0] == "validate" else ("-o", tmp_path / "out")
    stderr = run(*command, *output, "--data", folder).stderr
    assert f"leafletgen translate new --data {folder} es" in stderr
    assert run("translate", "new", "es", "--data", folder).code == 0
    stderr = run(*command, *output, "--data", folder).stderr
    assert "[no-translation]" in stderr and "translate new" not in stderr
    assert f"leafletgen translate export --data {folder} es" in stderr


def test_a_translation_that_ships_is_said_where_it_is_and_how_to_add_to_it(run: Run, folder: Path) -> None:
    outcome = run("translate", "new", "pl", "--data", folder)
    assert (outcome.code, f"{PROJECT / 'data' / 'translations' / 'pl'}: error" in outcome.stderr) == (2, True)
    assert str(folder / "translations" / "pl") in outcome.stderr
    assert not (folder / "translations" / "pl").exists()


def test_the_shipped_translations_are_drafts_that_no_program_checked(run: Run) -> None:
    shipped = sorted(folder.name for folder in (PROJECT / "data" / "translations").iterdir())
    assert {"cy", "pl", "ro", "uk", "ar", "ur", "bn", "pa-Guru"} <= set(shipped)
    for tag in shipped:
        translation = read(PROJECT / "data", tag)
        states = [text.state for text in translation.texts.values()]
        assert states.count("current") > 0.9 * len(states)
        assert not any(text.ready for text in translation.texts.values())
        assert translation.outside
        assert translation.warnings == ()


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_long_files_are_read_in_seconds(run: Run, folder: Path, tmp_path: Path) -> None:
    """Each has tens of thousands of texts, or of files inside one another, in less than 2 MB."""
    po_text = "".join(f'msgctxt "child.yaml | x | {n}"\nmsgid "a{n}"\nmsgstr "b"\n\n' for n in range(30_000))
    (tmp_path / "a.po").write_text(f'msgid ""\nmsgstr "Language: cy\\n"\n\n{po_text}', encoding="utf-8")
    nested = '<file target-language="cy">' * 50_000 + "</file>" * 50_000
    text = f'<xliff xmlns="{XLIFF.strip("{}")}" version="1.2"><file target-language="cy"/>{nested}</xliff>'
    (tmp_path / "a.xlf").write_text(text, encoding="utf-8")
    assert run("translate", "import", tmp_path / "a.po", *BY, "--data", folder).code == 3
    assert run("translate", "import", tmp_path / "a.xlf", *BY, "--data", folder).code == 0


# --- what other programs do to the files ---

OLD, NEW = "I rieni a gofalwyr", "I bawb"
TWICE = "For parents and carers"


@pytest.fixture(scope="module")
def sent_out(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The Welsh texts in a file of each format."""
    ours = own_folder(tmp_path_factory.mktemp("sent") / "ours")
    return {form: exported(run_inside, ours, form).read_bytes() for form in FORMS}


def came_back(folder: Path, form: str, sent_out: dict[str, bytes]) -> Path:
    path = folder.parent / f"back.{FORMS[form]}"
    path.write_bytes(sent_out[form])
    return path


def changed(folder: Path, form: str, sent_out: dict[str, bytes]) -> str:
    """The text of an exported file with one Welsh text in other words."""
    return replaced(came_back(folder, form, sent_out), OLD, NEW).read_text(encoding="utf-8-sig")


def with_obsolete(text: str) -> str:
    """A PO file with texts that were taken out: without a context, and with that of a text that is there."""
    entry = next(entry for entry in polib.pofile(text) if entry.msgstr == NEW)
    twin = f'#~ msgctxt "{entry.msgctxt}"\n#~ msgid "{entry.msgid}"\n#~ msgstr "x"\n'
    return f'{text}\n#~ msgid "Old"\n#~ msgstr "Hen"\n\n{twin}'


def by_translate_toolkit(text: str) -> str:
    """A PO file as translate-toolkit writes it, with lines of 77 characters, comments and the English of before."""
    store = po.pofile(io.BytesIO(text.encode()))
    for unit in store.units[1:]:
        unit.addnote("Ask the unit", origin="translator")
        unit.addlocation("parent.yaml:1")
    store.updateheader(  # type: ignore[no-untyped-call]
        add=True, Plural_Forms="nplurals=6; plural=0;", X_Generator="a program"
    )
    made = io.BytesIO()
    store.serialize(made)
    return made.getvalue().decode()


@pytest.mark.parametrize(
    ("form", "after"),
    [
        ("po", lambda text: text.replace("\n", "\r\n").encode()),
        ("po", lambda text: text.encode("utf-8-sig")),
        ("po", lambda text: text.encode("utf-16")),
        ("po", lambda text: with_obsolete(text).encode()),
        ("po", lambda text: by_translate_toolkit(text).encode()),
        ("po", lambda text: text.replace('"Language: cy', '"Language: cy_GB').encode()),
        ("xliff", lambda text: text.replace("\n", "\r\n").encode()),
        ("xliff", lambda text: text.encode("utf-8-sig")),
        ("xliff", lambda text: text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")),
        ("xliff", lambda text: text.replace('target-language="cy"', 'target-language="cy-GB"').encode()),
        ("xliff", lambda text: text.replace(NEW, '<g id="1">I</g> <mrk mtype="seg">bawb</mrk>').encode()),
        (
            "xliff",
            lambda text: text.replace("</target>", "</target><alt-trans><target>x</target></alt-trans>").encode(),
        ),
        ("csv", lambda text: text.encode("utf-16")),
        ("csv", lambda text: text.replace("\r\n", "\n").encode()),
    ],
)
def test_files_come_back_as_other_programs_write_them(
    form: str, after: Callable[[str], bytes], run: Run, folder: Path, sent_out: dict[str, bytes]
) -> None:
    path = folder.parent / "back"
    path.write_bytes(after(changed(folder, form, sent_out)))
    code, problems, _ = brought_back(run, folder, path)
    assert (code, problems) == (0, [])
    assert {text.wanted.en for text in read(folder).texts.values() if text.words == NEW} == {TWICE}


@pytest.mark.parametrize("state", ["fuzzy", "needs-review-translation", "needs-adaptation"])
def test_an_unfinished_text_is_left_out_and_said(
    state: str, run: Run, folder: Path, sent_out: dict[str, bytes]
) -> None:
    if state == "fuzzy":
        book = polib.pofile(changed(folder, "po", sent_out))
        for entry in book:
            entry.flags += ["fuzzy"] if NEW in entry.msgstr else []
        text = str(book)
    else:
        text = changed(folder, "xliff", sent_out).replace('state="translated"', f'state="{state}"')
    path = folder.parent / "unfinished"
    path.write_text(text, encoding="utf-8")
    assert brought_back(run, folder, path)[:2] == (0, ["text-unfinished"])
    assert not (folder / "translations").exists()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", [OLD, NEW])
def test_a_text_that_is_in_a_file_twice_is_refused(
    form: str, words: str, run: Run, folder: Path, sent_out: dict[str, bytes]
) -> None:
    path = came_back(folder, form, sent_out)
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        assert book.active is not None
        row = next(row for row in book.active.iter_rows(values_only=True) if row[4] == OLD)
        book.active.append([*row[:4], words, *row[5:]])
        book.save(path)
    else:
        text = path.read_text(encoding="utf-8")
        start, end = {"po": ("msgctxt", "\n\n"), "xliff": ("<trans-unit", "</trans-unit>"), "csv": ("\n", "\n")}[form]
        first = text.rindex(start, 0, text.index(OLD))
        last = text.index(end, text.index(OLD)) + len(end)
        again = text[first:last].replace(OLD, words)
        path.write_text(
            text[:last] + ("\n" if form == "po" else "") + again.lstrip("\n") + text[last:], encoding="utf-8"
        )
    assert brought_back(run, folder, path)[:2] == (3, ["segment-twice"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("I b\u200bawb", "characters-removed"),
        ("I b\u00adawb", "characters-removed"),
        ("\u2068I bawb\u2069", "characters-removed"),
        ("I \U000e0041bawb", "characters-removed"),
        ("I \ufffdbawb", "lost-character"),
        ("I b\u200dawb", "missing-glyph"),
        ("I \ufefb", "missing-glyph"),  # an Arabic letter, in its printed form
        ("I бавб", "missing-glyph"),
    ],
)
def test_what_comes_back_can_be_read_again(
    words: str, code: str, run: Run, folder: Path, sent_out: dict[str, bytes]
) -> None:
    path = replaced(came_back(folder, "csv", sent_out), OLD, words)
    exit_code, problems, _ = brought_back(run, folder, path)
    assert code in problems
    assert exit_code == (0 if code == "characters-removed" else 3)
    assert run("translate", "status", "cy", "--data", folder).code == 0


def test_lines_of_a_cell_become_one(run: Run, folder: Path, sent_out: dict[str, bytes]) -> None:
    path = replaced(came_back(folder, "xlsx", sent_out), OLD, "I\nbawb\t oll")
    assert brought_back(run, folder, path)[:2] == (0, ["characters-removed"])
    assert "I bawb oll" in {text.words for text in read(folder).texts.values()}


@pytest.mark.parametrize(
    ("asked", "code"), [("pl", "translation-language"), ("en", "english-words"), ("xx", "unknown-language"), ("cy", "")]
)
def test_a_file_is_of_the_language_that_is_asked_for(
    asked: str, code: str, run: Run, folder: Path, sent_out: dict[str, bytes]
) -> None:
    path = came_back(folder, "po", sent_out)
    outcome = run("translate", "import", path, *BY, "--language", asked, "--data", folder)
    assert code in outcome.stderr and (outcome.code == 0) is (not code)


@pytest.mark.parametrize(
    ("told", "asked", "code"),
    [
        ("zh-Hant", "zh-Hans", "translation-language"),
        ("zh_Hant_TW", "zh-Hans", "translation-language"),
        ("zh_TW", "zh-Hans", "translation-language"),
        ("pa-Arab", "pa-Guru", "translation-language"),
        ("pa_PK", "pa-Guru", "translation-language"),
        ("pa_IN", "pa-Guru", ""),
        ("zh", "zh-Hans", ""),
        ("cy_GB", "cy", ""),
        ("pa_IN", None, "Did you mean pa-Guru?"),
        ("zh_TW", None, "unknown-language"),
        ("en", None, "english-words"),
        ("en_US", None, "english-words"),
        ("en-GB", None, "english-words"),
    ],
)
def test_a_file_in_another_script_is_of_another_language(
    told: str, asked: str | None, code: str, tmp_path: Path
) -> None:
    try:
        found = _language_in(told, asked, tmp_path / "a.po")
    except LeafletError as error:
        assert code and code in str(error)
    else:
        assert (found.tag, code) == (asked, "")


def test_nobody_signs_for_a_day_to_come(run: Run, folder: Path, sent_out: dict[str, bytes]) -> None:
    path = came_back(folder, "csv", sent_out)
    outcome = run("translate", "import", path, "--by", "translator", "--on", "9999-01-01", "--data", folder)
    assert (outcome.code, "[future-date]" in outcome.stderr) == (2, True)


@pytest.mark.parametrize("command", [("new",), ("status",), ("export", "--to", "csv")])
@pytest.mark.parametrize(
    ("tag", "code"), [("en", "english-words"), ("en-GB", "english-words"), ("", "unknown-language")]
)
def test_english_is_not_translated(
    command: tuple[str, ...], tag: str, code: str, run: Run, folder: Path, sent_out: dict[str, bytes]
) -> None:
    outcome = run("translate", command[0], tag, *command[1:], "--data", folder)
    assert (outcome.code, f"[{code}]" in outcome.stderr) == (2, True)
