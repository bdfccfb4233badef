"""The fit: the fewest pages, then the roomiest scale that fits; content that does not fit is reported by name."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.languages import language_of
from leafletgen.content.leaflet import Block, Emergency, Items, Leaflet, ListItem, Logo, Paragraph, Questions, Row
from leafletgen.content.logo.drawing import Picture
from leafletgen.content.translations.compose import Order, compose_in
from leafletgen.content.translations.translation import read_translation
from leafletgen.errors import ExitCode, FitError, Problem, Where
from leafletgen.formats import FORMATS, Scale
from leafletgen.layout.display_list import LaidOut, Shape
from leafletgen.layout.fit import lay_out
from leafletgen.layout.flow import Overset
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.pages import Maker
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import THEMES
from tests.support.hand_made import (
    AT,
    a_leaflet,
    a_panel,
    a_section,
    a_service,
    everything,
    filler,
    pages_of,
    runs,
    words,
)
from tests.support.real_leaflets import LEAFLET_FORMATS, Real, roomiest

SIZES = sorted(LEAFLET_FORMATS)


def _fits(leaflet: Leaflet, size: str, scale: Scale, count: int, fonts: FontBook) -> bool:
    try:
        Maker(leaflet, FORMATS[size], Setting(THEMES[leaflet.variant], scale, fonts)).fits(count)
    except (Overset, FitError):
        return False
    return True


def _places(laid_out: LaidOut) -> list[tuple[object, ...]]:
    return [
        (type(item).__name__, item.x, item.y, getattr(item, "size", 0), getattr(item, "text", ""))
        for page in laid_out.pages
        for item in page.items
        if not isinstance(item, Shape)
    ]


def _assert_roomiest(leaflet: Leaflet, size: str, laid_out: LaidOut, fonts: FontBook) -> None:
    form, count = FORMATS[size], len(laid_out.pages)
    tightest = form.scales[-1]
    for fewer in form.pages[: form.pages.index(count)]:
        assert not _fits(leaflet, size, tightest, fewer, fonts)
    scale = roomiest(leaflet, size, count, fonts)
    wanted = Maker(leaflet, form, Setting(THEMES[leaflet.variant], scale, fonts)).make(count)
    assert _places(laid_out) == _places(wanted)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 6, 10, 14, 18, 22, 26])
def test_the_fewest_pages_and_there_the_roomiest_scale(size: str, count: int, fake: FontBook) -> None:
    leaflet = a_leaflet(a_section("Heading", *filler(count)), a_section("More", *filler(count // 2), a_service()))
    _assert_roomiest(leaflet, size, lay_out(leaflet, size, fake), fake)


def test_longer_text_takes_tighter_scales_and_then_more_pages(fake: FontBook) -> None:
    found = []
    for count in (1, 6, 10, 12, 14, 16, 18, 20, 24, 28, 32, 36, 40):
        laid_out = lay_out(a_leaflet(a_section("Heading", *filler(count))), "a5", fake)
        body = min(run.size for page in laid_out.pages for run in runs(page.items) if run.element)
        found.append((len(laid_out.pages), -body))
    assert found == sorted(found)
    assert {-body for _, body in found} >= {13.5, 12}
    assert {pages for pages, _ in found} >= {4, 8}


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_what_is_too_much_for_fewer_pages_is_told_if_asked_and_changes_no_page(size: str, fake: FontBook) -> None:
    counts = []
    for blocks in range(1, 60, 2):
        leaflet = a_leaflet(a_section("Heading", *filler(blocks)))
        usual, measured = (lay_out(leaflet, size, fake, measured=asked) for asked in (False, True))
        assert _places(usual) == _places(measured)
        assert usual.over is None
        fewer = [count for count in FORMATS[size].pages if count < len(measured.pages)]
        assert (measured.over and measured.over.pages) == (fewer[-1] if fewer else None)
        counts.append(len(usual.pages))
    assert len(set(counts)) > 1


def test_real_leaflets_have_the_fewest_pages_and_the_roomiest_scale(reals: list[Real], fonts: FontBook) -> None:
    for real in reals:
        _assert_roomiest(real.leaflet, real.size, real.laid_out, fonts)


def test_a_word_too_wide_for_a_roomy_scale_takes_a_tighter_one(fake: FontBook) -> None:
    # An A5 column is 126 mm, 357.2 points, wide: 59 characters at 12 points (354), 54 at 13 (351), 52 at 13.5.
    leaflet = a_leaflet(a_section("Heading", Paragraph("x" * 59, AT)))
    laid_out = lay_out(leaflet, "a5", fake)
    (run,) = (run for page in laid_out.pages for run in runs(page.items) if run.text == "x" * 59)
    assert run.size == 12
    with pytest.raises(FitError) as caught:
        lay_out(a_leaflet(a_section("Heading", Paragraph("x" * 60, AT))), "a5", fake)
    # 60 × 6 = 360 points; the column has 126 mm = 357.165: 2.835 points, 1.0 mm too much.
    assert "is 1.0 mm wider than its column" in caught.value.problems[0].message
    assert caught.value.problems[0].where == AT


def _refused(leaflet: Leaflet, size: str, fonts: FontBook) -> Problem:
    with pytest.raises(FitError) as caught:
        lay_out(leaflet, size, fonts)
    assert caught.value.exit_code == ExitCode.FIT
    (problem,) = caught.value.problems
    assert problem.code == "does-not-fit"
    assert problem.hint
    return problem


@pytest.mark.parametrize("size", SIZES)
def test_too_much_text_is_refused_with_block_millimetres_and_place(size: str, fake: FontBook) -> None:
    blocks = [Paragraph(f"Paragraph {n} {words(100)}", Where("parent.yaml", n)) for n in range(1000)]
    problem = _refused(a_leaflet(a_section("Heading", *blocks)), size, fake)
    assert problem.where is not None and problem.where.file == "parent.yaml"
    assert f"“Paragraph {problem.where.line} " in problem.message
    assert f"here parent {size}: the text" in problem.message
    assert " mm of column too much for " in problem.message
    assert f"{FORMATS[size].pages[-1]} pages" in problem.message


@pytest.mark.parametrize("size", SIZES)
def test_the_block_named_is_the_first_that_finds_no_place(size: str, fake: FontBook) -> None:
    blocks = [Paragraph(f"Paragraph {n} {words(100)}", Where("parent.yaml", n)) for n in range(1000)]
    problem = _refused(a_leaflet(a_section("Heading", *blocks)), size, fake)
    assert problem.where is not None
    named = problem.where.line
    # All before it fit with it left out; with it they do not.
    lay_out(a_leaflet(a_section("Heading", *blocks[:named])), size, fake)
    with pytest.raises(FitError):
        lay_out(a_leaflet(a_section("Heading", *blocks[: named + 1])), size, fake)


def test_the_excess_is_what_one_page_would_have_to_be_higher(fake: FontBook) -> None:
    """The item too many needs less than its own height: a part of it is left at the end of each page."""
    blocks = [Paragraph(f"Number{n}.", AT) for n in range(2000)]
    low, high = 1, 2000
    while high - low > 1:
        middle = (low + high) // 2
        try:
            lay_out(a_leaflet(a_section("Heading", *blocks[:middle])), "a5", fake)
            low = middle
        except FitError:
            high = middle
    problem = _refused(a_leaflet(a_section("Heading", *blocks[:high])), "a5", fake)
    assert f"“Number{high - 1}.”" in problem.message
    # A paragraph (a line of 12 points led by 1.24, and 1.2 mm above it) takes 6.45 mm; the item before it fitted.
    found = re.search(r"does not fit: ([0-9.]+) mm of column too much for 16 pages", problem.message)
    assert found and 0 < float(found[1]) < 6.45


@pytest.mark.parametrize("size", SIZES)
def test_a_front_that_is_too_high_is_refused(size: str, fake: FontBook) -> None:
    leaflet = a_leaflet(a_section("Heading", *filler(1)), cover=tuple(words(60) for _ in range(20)))
    problem = _refused(leaflet, size, fake)
    assert "the cover does not fit" in problem.message
    assert problem.where == leaflet.cover.at
    assert " mm " in problem.message


def test_a_back_that_is_too_high_is_refused_at_its_own_place(fake: FontBook) -> None:
    leaflet = a_leaflet(a_section("Heading", *filler(1)), back=tuple(words(60) for _ in range(30)))
    problem = _refused(leaflet, "a5", fake)
    assert "the back does not fit" in problem.message
    assert problem.where == leaflet.back.at


def test_a_row_higher_than_a_page_is_refused_by_name_and_place(fake: FontBook) -> None:
    giant = a_service("Giant", words(900), at=Where("agencies.yaml", 12, 3))
    lead, more = Paragraph(words(30), AT), Items((ListItem("One.", AT), ListItem("Two.", AT)), False, AT)
    small = [a_service(f"Small {n}") for n in range(4)]
    problem = _refused(a_leaflet(a_section("Heading", lead, more, *small, giant, a_service("Last"))), "a5", fake)
    assert "the row “Giant”" in problem.message
    assert problem.where == Where("agencies.yaml", 12, 3)


_DOTS = Picture(4, 4, True, bytes(16))
_LOGO = Logo(_DOTS, _DOTS, "The crest", 20, AT)
_ROW = a_service("Giant", words(900), at=Where("agencies.yaml", 12, 3))
_STRIP = Where("child.yaml", 50, 3)
_MORE = Where("kent.yaml", 9, 20)


def _emergency(*lines: tuple[str, Where]) -> Emergency:
    paragraphs = tuple(Paragraph(text, at) for text, at in lines)
    return Emergency("", Row("call", "Call", "999", AT), paragraphs, _STRIP)


_OWN = [(words(40), _STRIP)]
_TOO_HIGH: dict[str, tuple[Block, str, Where, list[str]]] = {
    "row": (_ROW, "the row “Giant”", _ROW.at, ["fewer contacts"]),
    "emergency with lines of its own": (
        _emergency(*_OWN, *[(words(60), _MORE)] * 20),
        "how to call",
        _MORE,
        ["emergency_lines"],
    ),
    "emergency of the leaflet": (_emergency(*_OWN * 30), "how to call", _STRIP, ["emergency_lines"]),
    "box": (Paragraph(words(900), _MORE, boxed=True), "the framed text", _MORE, ["shorter words"]),
    "question": (Questions((Paragraph(words(900), _MORE),), AT), "the question", _MORE, ["shorter words"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", _TOO_HIGH)
@pytest.mark.parametrize("before", [0, 5])
def test_a_block_higher_than_a_page_is_named_with_its_own_cure(kind: str, before: int, fake: FontBook) -> None:
    """Not the heading that stays with it; and no other service that could be withheld, nor the logo, would help."""
    block, what, at, cures = _TOO_HIGH[kind]
    cover = replace(a_leaflet().cover, logo=_LOGO)
    sections = (a_section("Services", *[a_service(f"Small {n}") for n in range(before)]), a_section("Heading", block))
    problem = _refused(replace(a_leaflet(*sections), cover=cover), "a5", fake)
    assert f"here parent a5: {what}" in problem.message
    assert problem.message.endswith("mm higher than a page has room for")
    assert problem.where == at
    assert all(cure in problem.hint for cure in cures)
    assert "fewer services" not in problem.hint
    assert "logo" not in problem.hint


def test_a_back_with_too_many_lines_of_the_edition_is_refused_at_the_first_of_them(fake: FontBook) -> None:
    leaflet = a_leaflet(a_section("Heading", *filler(1)))
    lines = tuple(Paragraph(words(60), _MORE) for _ in range(30))
    problem = _refused(replace(leaflet, back=replace(leaflet.back, paragraphs=lines)), "a5", fake)
    assert problem.where == _MORE
    assert "contact_lines" in problem.hint


def test_too_much_in_all_can_be_cured_by_services_and_logo(fake: FontBook) -> None:
    sections = a_section("Heading", *[a_service(f"Number{n}", words(40)) for n in range(200)])
    problem = _refused(replace(a_leaflet(sections), cover=replace(a_leaflet().cover, logo=_LOGO)), "a5", fake)
    assert "mm of column too much for 16 pages" in problem.message
    assert "fewer services" in problem.hint
    assert "a smaller logo" in problem.hint


@pytest.mark.parametrize("size", SIZES)
def test_a_leaflet_of_few_words_or_none_is_laid_out(size: str, fake: FontBook) -> None:
    for sections in ((), (a_section("Only", a_panel("Name")),)):
        laid_out = lay_out(a_leaflet(*sections), size, fake)
        assert len(laid_out.pages) == FORMATS[size].pages[0]


def test_the_same_leaflet_gives_the_same_pages(fake: FontBook) -> None:
    leaflet = a_leaflet(a_section("Heading", *filler(5), a_service(), a_service("Other")))
    assert _places(lay_out(leaflet, "a4", fake)) == _places(lay_out(leaflet, "a4", fake))
    laid_out = lay_out(leaflet, "a4", fake)
    assert laid_out.language == "en-GB"


def _with_filler(sections: int, size: str, fake: FontBook, *, lines: int = 2) -> LaidOut:
    """A leaflet with a section in front that it has only if there is room for its questions."""
    questions = Questions(tuple(Paragraph(f"What is question {n}?", AT) for n in range(lines)), AT)
    optional = replace(a_section("If there is room", questions), if_room=True)
    return lay_out(a_leaflet(optional, *(a_section(f"Heading {n}", *filler(3)) for n in range(sections))), size, fake)


def _headings(laid_out: LaidOut) -> list[str]:
    return [run.text for page in laid_out.pages for run in runs(page.items) if run.element and run.element.role == "H2"]


@pytest.mark.parametrize("sections", range(1, 14))
def test_what_is_there_if_room_adds_no_page_and_makes_no_type_smaller_than_usual(sections: int, fake: FontBook) -> None:
    plain = lay_out(a_leaflet(*(a_section(f"Heading {n}", *filler(3)) for n in range(sections))), "a5", fake)
    made = _with_filler(sections, "a5", fake)
    assert len(made.pages) == len(plain.pages)
    assert ("If there is room" in _headings(made)) != ("If there is room" in made.left_out)
    if not made.left_out:
        body = {run.size for page in made.pages for run in runs(page.items) if run.text.startswith("What is")}
        assert min(body) >= 12
        (scale,) = [scale for scale in FORMATS["a5"].scales[:3] if {scale.body} == body]
        assert scale in FORMATS["a5"].scales[: FORMATS["a5"].roomy + 1]
    else:
        assert _headings(made) == _headings(plain)


def test_room_is_found_and_not_found(fake: FontBook) -> None:
    found = {sections: _with_filler(sections, "a5", fake).left_out for sections in range(1, 14)}
    assert set(found.values()) == {(), ("If there is room",)}
    assert _with_filler(1, "a5", fake, lines=60).left_out == ("If there is room",)


def test_a_translation_leaves_less_out_than_english(fake: FontBook) -> None:
    """Its space may be tighter; the type is no smaller."""
    lacking = {}
    for language in ("en-GB", "pl"):
        questions = Questions(tuple(Paragraph(f"What is question {n}?", AT) for n in range(6)), AT)
        optional = replace(a_section("Zzz", questions), if_room=True, english="If there is room")
        for sections in range(1, 14):
            leaflet = a_leaflet(optional, *(a_section(f"Heading {n}", *filler(3)) for n in range(sections)))
            made = lay_out(replace(leaflet, language=language), "a5", fake)
            lacking[language, sections] = bool(made.left_out)
            body = {run.size for page in made.pages for run in runs(page.items) if run.text.startswith("What is")}
            assert made.left_out or min(body) >= 12
    assert {count for name, count in lacking if lacking[name, count] and name == "pl"} < {
        count for name, count in lacking if lacking[name, count] and name == "en-GB"
    }


def test_what_is_not_folded_is_not_filled_up_and_says_so(fake: FontBook) -> None:
    for size in ("a4", "a4-large"):
        made = _with_filler(1, size, fake)
        assert "If there is room" not in _headings(made)
        assert made.left_out == ("If there is room",)


@pytest.mark.parametrize("lists", [2, 4])
def test_lists_are_parted_only_if_that_saves_pages(lists: int, fake: FontBook) -> None:
    """Each list takes more than half a page, so four of them leave four pages half empty, or share three."""
    steps = Items(tuple(ListItem(words(9), AT, f"Act {n}.") for n in range(18)), True, AT)
    leaflet = a_leaflet(*(a_section(f"Heading {n}", steps) for n in range(lists)))
    fewest, tightest = FORMATS["a5"].pages[0], FORMATS["a5"].scales[-1]
    made = lay_out(leaflet, "a5", fake)
    assert len(made.pages) == fewest
    assert _fits(leaflet, "a5", tightest, fewest, fake) is (lists == 2)
    found = [element for element in everything(made.root) if element.role == "L"]
    assert len(found) == lists
    assert any(len(pages_of(made, element)) > 1 for element in found) is (lists == 4)


@pytest.mark.parametrize("tag", ["cy", "pl", "ro", "uk", "ar", "bn", "pa-Guru"])
def test_a_translation_for_parents_takes_three_sheets_of_a5_at_most(
    tag: str, catalogue: Catalogue, fonts: FontBook
) -> None:
    translation = read_translation(catalogue, language_of(tag), {})
    leaflet = compose_in(translation, catalogue, Order("leaflet", "hampshire", "parent", True))
    made = lay_out(leaflet, "a5", fonts, draft=True)
    assert len(made.pages) <= 12
    (steps,) = [one for one in everything(made.root) if one.numbering == "Decimal"]
    _, _, leave_as_they_are, do_not_copy, *_ = steps.children
    assert pages_of(made, leave_as_they_are) == pages_of(made, do_not_copy)
    assert len(pages_of(made, do_not_copy)) == 1
