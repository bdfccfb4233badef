"""The wallet card as users make it: what stands on it for all forces, when it is made, and the officer's copy.

What must stand on it is read from the data as plain YAML.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
import zxingcpp

from tests.support.checked import check_all
from tests.support.officer import DETAILS, as_options, traces_in
from tests.support.program import Run, run_inside
from tests.support.project import PROJECT
from tests.support.rendering import rendered
from tests.support.team import replace

DATA = PROJECT / "data"
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def load(name: str) -> Any:
    return yaml.load((DATA / name).read_text(encoding="utf-8"), yaml.CBaseLoader)


FORCES: list[dict[str, Any]] = load("forces.yaml")["forces"]
CHILD = load("leaflets/child.yaml")
ON_CARD = [agency for agency in load("agencies.yaml")["agencies"] if agency.get("card") == "true"]
NUMBERS = {"Call Childline": "0800 1111", "Text Shout": "SHOUT to 85258", "Call Samaritans": "116 123"}


def texts(path: Path) -> list[str]:
    """The text of each page, in one line."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


@pytest.fixture(scope="module")
def of_all_forces(editions_of_all_forces: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sheet of cards of each force."""
    out = tmp_path_factory.mktemp("cards")
    outcome = run_inside("build", "--data", editions_of_all_forces, "-o", out, "--size", "card")
    assert outcome.code == 0, outcome.stderr
    return out


def test_there_are_45_forces() -> None:
    assert len(FORCES) == 45
    assert [agency["name"] for agency in ON_CARD] == ["Childline", "Shout", "Samaritans"]


@pytest.mark.slow
@pytest.mark.parametrize("force", FORCES, ids=lambda force: force["id"])
def test_a_card_has_four_numbers_and_no_telling_word_on_either_side(force: dict[str, Any], of_all_forces: Path) -> None:
    path = of_all_forces / f"{force['id']}-child-card.pdf"
    front, back = texts(path)
    for name, number in NUMBERS.items():
        assert front.count(f"{name} {number}") == 10
    assert front.count("In danger now 999") == front.count("Free, day or night") == 10
    assert all(back.count(label) == 10 for label in ("Name", "Number", "Next time"))
    for text in (front, back):
        telling = "|".join(map(re.escape, CHILD["limits"]["outside"]))
        assert re.findall(rf"\b(?:{telling})\w*", text, re.IGNORECASE) == []
        assert force["name"] not in text
        assert force["place"] not in text
    (picture,) = rendered(path.read_bytes(), 150, slice(1))
    codes = zxingcpp.read_barcodes(picture, formats=QR, try_invert=False)
    assert [code.text for code in codes] == ["https://www.childline.org.uk/"] * 10


def test_all_that_the_data_say_of_it_stands_on_it(run: Run, tmp_path: Path) -> None:
    assert run("build", "hampshire", "--size", "card", "--profile", "press", "--draft", "-o", tmp_path).code == 0
    front, back = (text.replace("DRAFT: do not give to families ", "") for text in texts(next(tmp_path.glob("*.pdf"))))
    card = CHILD["card"]
    assert front.startswith(card["front"]["heading"])
    assert f"{card['front']['danger']} {CHILD['emergency']['number']}" in front
    assert back.startswith(card["back"]["heading"])
    assert back.endswith(card["back"]["after"])
    assert "www.childline.org.uk" in front


@pytest.mark.parametrize("rgb", ["c9d8f0", "ffd8a8", "b8e0c0"])
def test_an_edition_with_a_stronger_ground_keeps_its_qr_code_on_white(
    run: Run, data: Path, tmp_path: Path, rgb: str
) -> None:
    path = data / "editions" / "hampshire.yaml"
    colours = f'child: {{colours: {{soft: {{rgb: "{rgb}", cmyk: "20 10 10 0"}}}}}}\n'
    path.write_text(path.read_text(encoding="utf-8") + colours, encoding="utf-8")
    check_all(data)
    for profile in ("office", "press"):
        made = run("build", "hampshire", "--data", data, "--size", "card", "--profile", profile, "-o", tmp_path / "out")
        assert made.code == 0, made.stderr
        assert run("preflight", Path(made.stdout.strip())).code == 0


# --- when it is made ---


def test_it_is_made_only_if_asked_for_and_then_for_the_child_alone(run: Run, tmp_path: Path) -> None:
    def planned(*options: str) -> list[str]:
        outcome = run("build", "hampshire", "--dry-run", "--json", "-o", tmp_path, *options)
        return [item["file"] for item in json.loads(outcome.stdout)["items"]]

    assert not any("card" in name for name in planned())
    assert not any("card" in name for name in planned("--variant", "child"))
    assert planned("--size", "card") == planned("--size", "card", "--variant", "child") == ["hampshire-child-card.pdf"]
    press = ("--size", "card", "--profile", "press", "--draft")
    assert planned(*press) == ["hampshire-child-card-press.draft.pdf"]
    assert planned(*press, "--marks") == ["hampshire-child-card-press-marks.draft.pdf"]
    assert planned("--size", "card", "--mono") == ["hampshire-child-card-mono.pdf"]
    both = planned("--size", "card", "--size", "a5")
    assert both == ["hampshire-parent-a5.pdf", "hampshire-child-a5.pdf", "hampshire-child-card.pdf"]


REFUSED = {
    "parent": (["--variant", "parent"], "size-variant"),
    "parent and child": (["--variant", "parent", "--variant", "child"], "size-variant"),
    "parent in other sizes too": (["--variant", "parent", "--size", "a5"], "size-variant"),
    "large print": (["--large-print"], "large-print-size"),
    "booklet": (["--booklet"], "booklet-size"),
    "form": (["--fillable"], "fillable-size"),
    "form for the press": (["--fillable", "--profile", "press"], "fillable-size"),
    "officer's copy for parents": (["--variant", "parent", "--officer-name", "Ann Other"], "size-variant"),
    "officer's copy for the press": (["--profile", "press", "--officer-name", "Ann Other"], "officer-press"),
    "all details": (["--full-details", "--officer-name", "Ann Other"], "officer-card"),
    "the number of the police": (["--officer-phone", "101 extension 1234"], "officer-telling"),
    "that number alone": (["--officer-phone", "101"], "officer-telling"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_with_a_plain_message(run: Run, tmp_path: Path, case: str) -> None:
    options, code = REFUSED[case]
    outcome = run("build", "hampshire", "--size", "card", *options, "-o", tmp_path)
    assert outcome.code == 2
    assert f"[{code}]" in outcome.stderr
    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_row_of_the_settings_makes_it_too_and_list_shows_it(run: Run, data: Path) -> None:
    replace(data / "settings.yaml", "    sizes: [a4, a5]\n", "    sizes: [a4, a5]\n  - sizes: [card]\n")
    listed = run("list", "leaflets", "--data", data).stdout
    assert [name for name in re.findall(r"\S+\.pdf", listed) if "card" in name] == [
        "england-child-card.pdf",
        "hampshire-child-card.pdf",
    ]
    replace(data / "settings.yaml", "  - sizes: [card]\n", "  - {sizes: [card], variants: [parent, child]}\n")
    outcome = run("list", "leaflets", "--data", data)
    assert outcome.code == 3
    assert "settings.yaml:8:5: error: The size card is made for the child only. [size-variant]" in outcome.stderr


def test_it_is_made_again_only_if_its_own_words_change(run: Run, data: Path, tmp_path: Path) -> None:
    asked = ("build", "hampshire", "--data", data, "--variant", "child", "--size", "card", "--size", "a5")
    output = tmp_path / "out"

    def states(*more: str) -> dict[str, str]:
        outcome = run(*asked, "-o", output, "--json", *more)
        return {item["file"]: item["state"] for item in json.loads(outcome.stdout)["items"]}

    assert set(states().values()) == {"made"}
    assert set(states().values()) == {"current"}
    assert run(*asked, "-o", output, "--check").code == 0
    replace(data / "leaflets" / "child.yaml", "heading: Need to talk?", "heading: Want to talk?")
    # The leaflet has the card too, to be cut out.
    assert states("--dry-run") == {"hampshire-child-a5.pdf": "changed", "hampshire-child-card.pdf": "changed"}
    assert run(*asked, "-o", output, "--check").code == 8
    assert states() == {"hampshire-child-a5.pdf": "made", "hampshire-child-card.pdf": "made"}
    replace(data / "leaflets" / "child.yaml", "heading: Your rights", "heading: The rights you have")
    assert states() == {"hampshire-child-a5.pdf": "made", "hampshire-child-card.pdf": "current"}
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    (entry,) = (entry for entry in manifest["files"] if entry["size"] == "card")
    assert (entry["file"], entry["variant"], entry["pages"]) == ("hampshire-child-card.pdf", "child", 2)


def test_the_same_data_give_the_same_bytes(run: Run, run_outside: Run, tmp_path: Path) -> None:
    for options in ((), ("--profile", "press", "--draft"), ("--mono",)):
        for number, how in enumerate((run, run_outside)):
            assert how("build", "england", "--size", "card", *options, "-o", tmp_path / str(number)).code == 0
    names = ["england-child-card.pdf", "england-child-card-press.draft.pdf", "england-child-card-mono.pdf"]
    for name in names:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes()


def test_diff_tells_what_changes_on_it(run: Run, data: Path) -> None:
    replace(data / "leaflets" / "child.yaml", "after: No phone? Use any phone.", "after: Use a friend’s phone.")
    said = run("diff", PROJECT / "data", data).stdout
    assert "On the back of the card, below the lines" in said
    assert "england, child; hampshire, child" in said


# --- the officer's copy ---


def test_an_officers_copy_fills_the_back_of_all_ten_with_first_name_and_telephone_alone(
    run: Run, tmp_path: Path
) -> None:
    outcome = run("build", "hampshire", "--size", "card", *as_options(), "-o", tmp_path)
    assert outcome.code == 0, outcome.stderr
    assert "[officer-left-out]" in outcome.stderr
    assert "--full-details" not in outcome.stderr
    assert "Print on A4 paper at actual size (100 %), on both sides, flipped on the long edge." in outcome.stderr
    path = Path(outcome.stdout.strip())
    assert path == tmp_path / "personal" / "hampshire-child-card-officer.pdf"
    assert traces_in(path.read_bytes()) == {"Wilhelmina", "900417"}
    front, back = texts(path)
    assert "Wilhelmina" not in front
    assert back.count("Name Wilhelmina") == 10
    assert back.count(f"Number {DETAILS['phone']}") == 10
