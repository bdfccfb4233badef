"""Leaflets in pseudo-English, which is 1.4 times as long: no English word is left, and everything has room."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import leafletgen
from leafletgen import OutputOptions
from leafletgen.content.check import check
from leafletgen.content.output_options import OFFICE
from leafletgen.content.source import read_folder
from leafletgen.errors import UsageError
from tests.support.tagged_reader import Tagged
from tests.support.translated import in_pseudo, own_folder

KINDS = {
    "office": OFFICE,
    "mono": OutputOptions(mono=True),
    "large": OutputOptions(large_print=True),
    "booklet": OutputOptions(booklet=True),
    "form": OutputOptions(fillable=True),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_pseudo(own_folder(tmp_path_factory.mktemp("pseudo") / "ours"))


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def names(folder: Path) -> set[str]:
    """The words that are the same in all languages: of names, addresses and numbers."""
    catalogue = check(read_folder(folder))
    texts = ["leafletgen Gwent Police Pseudo-English", *(area.name for area in catalogue.areas.values())]
    for agency in catalogue.agencies.values():
        texts += filter(None, (agency.name, agency.was, agency.place))
        for contact in agency.contacts:
            shown = contact.value if contact.kind != "ask" else None
            texts += filter(None, (shown, contact.keyword, contact.shown, contact.search_for))
    return set(re.findall(r"[A-Za-z]+", " ".join(texts)))


def marked(path: Path) -> set[str]:
    """The English words of a tagged file that say that they are English."""
    nodes = Tagged(path.read_bytes()).tree.walk()
    texts = " ".join(node.text for node in nodes if node.language == "en-GB")
    return set(re.findall(r"[A-Za-z]+", texts))


def read_out(path: Path) -> str:
    """What a screen reader says of links, QR codes, fields and bookmarks, without addresses."""
    with pikepdf.open(path) as pdf:
        found = [
            str(value)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/Lang", "")) != "en-GB"
            for key in ("/Alt", "/Contents", "/Title", "/TU")
            if isinstance(value := one.get(key), pikepdf.String)
        ]
    return re.sub(r"\S+[./@]\S+", " ", "\n".join(found))


def english_in(text: str) -> set[str]:
    """The words of English letters alone. Pseudo-English has an accent in each word but a few."""
    return set(re.findall(r"(?<!\w)[A-Za-z]{2,}(?!\w)", text)) - {"by", "be", "if", "up", "BSL", "pm"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_english_word_is_left_and_nothing_lacks_room(kind: str, folder: Path, tmp_path: Path) -> None:
    report = leafletgen.build("gwent", data=folder, output=tmp_path, options=KINDS[kind], languages=["qps"])
    assert len(report.files) == (2 if kind in ("large", "booklet") else 4)
    office = leafletgen.build("gwent", data=folder, output=tmp_path, sizes=["a5"], languages=["qps"])
    english = {path.name.split("-")[1]: marked(path) for path in office.files}
    for path in report.files:
        assert path.name.endswith(".qps.pdf")
        text = text_of(path)
        assert text.count("[") > 50
        tagged = english[path.name.split("-")[1]] if kind == "booklet" else marked(path)  # a booklet has no tags
        assert english_in(text) - names(folder) <= tagged, path.name
        assert english_in(read_out(path)) - names(folder) == set(), path.name


def test_cards_and_files_for_the_press_too(folder: Path, tmp_path: Path) -> None:
    card = leafletgen.build("gwent", data=folder, output=tmp_path, sizes=["card"], languages=["qps"])
    press = OutputOptions(profile="press", draft=True)
    made = leafletgen.build("gwent", data=folder, output=tmp_path, options=press, languages=["qps"])
    assert len(made.files) == 4
    for path in card.files:
        assert english_in(text_of(path)) - names(folder) == set(), path.name
    for path in made.files:
        assert english_in(text_of(path)) - names(folder) <= marked(path), path.name


def test_a_draft_says_so_in_english_and_in_the_language_and_claims_nothing(folder: Path, tmp_path: Path) -> None:
    path = folder / "translations" / "qps" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    options = OutputOptions(draft=True)
    path.write_text(re.sub(r"  checked_again: .*\n", "", text), encoding="utf-8")
    report = leafletgen.build("gwent", data=folder, output=tmp_path, options=options, languages=["qps"])
    with pytest.raises(UsageError) as refused:
        press = OutputOptions(draft=True, profile="press")
        leafletgen.build("gwent", data=folder, output=tmp_path, options=press, languages=["qps"])
    assert {problem.code for problem in refused.value.problems} == {"press-translation"}
    path.write_text(text, encoding="utf-8")
    (draft,) = [file for file in report.files if file.name == "gwent-parent-a5.qps.draft.pdf"]
    with pypdfium2.PdfDocument(draft) as pdf:
        for page in pdf:
            words = " ".join(page.get_textpage().get_text_range().split())
            assert "DRAFT: not checked by a translator. Do not give to families. [DŘ" in words.replace("ĎŘ", "DŘ")
            assert "Gwent Police" not in words
    tagged = Tagged(draft.read_bytes())
    assert tagged.foreign == [("en-GB", "DRAFT: not checked by a translator. Do not give to families.")] * len(
        tagged.pages
    )
    assert b"pdfuaid:part" not in draft.read_bytes()
    (child,) = [file for file in report.files if file.name == "gwent-child-a5.qps.draft.pdf"]
    assert b"<pdfuaid:part>1" in child.read_bytes()  # its words are checked: it is a draft as any


def test_a_booklet_back_to_back_with_english_can_be_in_any_language(folder: Path, tmp_path: Path) -> None:
    report = leafletgen.build(
        "gwent", variants=["parent"], data=folder, output=tmp_path, sizes=["a5"], languages=["qps+en"]
    )
    assert [path.name for path in report.files] == ["gwent-parent-a5.qps+en.pdf"]
    parts = [kid for kid in Tagged(report.files[0].read_bytes()).tree.kids if not isinstance(kid, str)]
    assert [part.language for part in parts] == ["qps", "en-GB"]
    for unknown in ("en+en", "+en", "xx+en", "qps+cy"):
        with pytest.raises(UsageError, match=r"There is no language|English is not translated"):
            leafletgen.build("gwent", data=folder, output=tmp_path, languages=[unknown])
