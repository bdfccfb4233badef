"""Translations: what is current, out of date, missing and checked, and which leaflets families may read."""

from __future__ import annotations

import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from leafletgen.checks.data.freshness import require_checked
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check, examine
from leafletgen.content.compose import compose
from leafletgen.content.languages import LANGUAGES, PSEUDO, language_fault, language_of, language_told_by
from leafletgen.content.leaflet import Card, Leaflet, OfficerPanel, Paragraph, Tiles, services_in
from leafletgen.content.printed_contacts import contacts_of
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.roles import is_program
from leafletgen.content.source import read_folder
from leafletgen.content.translations.compose import Order, compose_in, in_language
from leafletgen.content.translations.printed_page import needs_english
from leafletgen.content.translations.texts import cleaned, text_faults
from leafletgen.content.translations.translation import Translation, read_translation
from leafletgen.content.values import quote
from leafletgen.editorial.translate import new, write_pseudo
from leafletgen.errors import ContentError, LeafletError, UsageError
from leafletgen.layout.fonts import FontBook
from tests.support.translated import CHECKED, CHECKED_AGAIN, edit, in_letters, in_pseudo, own_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return in_pseudo(own_folder(tmp_path / "ours"))


def read(folder: Path) -> Translation:
    return read_translation(check(read_folder(folder)), PSEUDO, {})


def composed(folder: Path, variant: Variant = "parent", *, draft: bool = False, card: bool = False) -> Leaflet | Card:
    catalogue = check(read_folder(folder))
    translation = read_translation(catalogue, PSEUDO, {})
    return compose_in(translation, catalogue, Order("card" if card else "leaflet", "gwent", variant, draft))


def codes(folder: Path, variant: Variant = "parent", *, draft: bool = False) -> list[str]:
    try:
        composed(folder, variant, draft=draft)
    except LeafletError as error:
        return [problem.code for problem in error.problems]
    return []


def own_parent(folder: Path) -> Path:
    """The leaflet for parents in the folder itself, to be changed."""
    path = folder / "leaflets" / "parent.yaml"
    path.parent.mkdir()
    shipped = Path(__file__).parents[2] / "data" / "leaflets" / "parent.yaml"
    path.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def test_a_signed_translation_gives_both_leaflets_and_the_card(folder: Path) -> None:
    for variant, card in (("parent", False), ("child", False), ("child", True)):
        leaflet = composed(folder, variant, card=card)  # type: ignore[arg-type]
        assert (leaflet.language, leaflet.unchecked_words) == ("qps", False)
    parent = composed(folder)
    assert isinstance(parent, Leaflet)
    assert parent.cover.title.startswith("[Ĥéľp" if "Ĥ" in parent.cover.title else "[Héľp")
    assert parent.cover.force == "Gwent Police"


def test_one_changed_sentence_makes_that_one_out_of_date_and_refuses_only_its_leaflet(folder: Path) -> None:
    edit(own_parent(folder), "Stay calm and listen.", "Stay calm and listen to them.")
    changed = [text for text in read(folder).texts.values() if text.state != "current"]
    assert [(text.wanted.en, text.state) for text in changed] == [("Stay calm and listen to them.", "out of date")]
    assert changed[0].entry and changed[0].entry.segment.en == "Stay calm and listen."
    assert codes(folder, "parent") == ["translation-outdated"]
    assert codes(folder, "child") == []


def test_a_new_sentence_is_missing_and_one_that_is_gone_an_orphan(folder: Path) -> None:
    edit(own_parent(folder), "This can be a shock. You are not alone.", "Breathe.")
    translation = read(folder)
    found = [text for text in translation.texts.values() if text.state != "current"]
    assert [(text.wanted.en, text.state) for text in found] == [("Breathe.", "missing")]
    assert [entry.segment.en for entry in translation.orphans] == ["This can be a shock. You are not alone."]
    assert codes(folder) == ["translation-missing"]
    draft = composed(folder, draft=True)
    assert isinstance(draft, Leaflet)
    assert draft.unchecked_words and "Breathe." in {paragraph.text for paragraph in draft.cover.paragraphs}


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "cure"),
    [
        (
            "own parent",
            "This can be a shock. You are not alone.",
            "Breathe.",
            "translation-missing",
            "leafletgen translate export qps",
        ),
        ("own parent", "calm and listen.", "calm. Listen.", "translation-outdated", "leafletgen translate export qps"),
        ("translation", CHECKED_AGAIN, "", "translation-unchecked", "under `status:` in translations/qps"),
    ],
)
def test_each_reason_to_refuse_a_leaflet_comes_with_its_cure(
    file: str, old: str, new: str, code: str, cure: str, folder: Path
) -> None:
    edit(own_parent(folder) if file == "own parent" else folder / "translations" / "qps" / "parent.yaml", old, new)
    with pytest.raises(LeafletError) as raised:
        composed(folder)
    assert [(one.code, cure in one.hint) for one in raised.value.problems] == [(code, True)]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("child", "language: qps", "language: pl", "translation-language"),
        ("child", 'text: "', 'text: "{name} ', "changed-field"),
        ("agencies", 'text: "', 'text: "5678 ', "changed-number"),
        ("child", "segments:", "segment:", "unknown-key"),
        ("child", "segments:", "segments: [", "not-yaml"),
    ],
)
def test_a_fault_in_any_file_of_the_language_refuses_each_leaflet(
    file: str, old: str, new: str, code: str, folder: Path
) -> None:
    path = folder / "translations" / "qps" / f"{file}.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    assert code in codes(folder, "parent")


def test_a_changed_sentence_that_the_edition_does_not_print_refuses_nothing(folder: Path) -> None:
    edit(own_parent(folder), "Talk to someone about what happened, and what can be done.", "Talk to someone today.")
    assert codes(folder) == []  # these words are for Scotland and Northern Ireland


def test_the_same_english_has_its_own_translation_in_each_leaflet(folder: Path) -> None:
    keys = [key for key in read(folder).texts if key[2] == "In an emergency"]
    assert {key[0] for key in keys} == {"parent", "child"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (CHECKED + CHECKED_AGAIN, "", ["translation-unchecked"]),
        (CHECKED_AGAIN, "", ["translation-unchecked"]),  # the critical texts alone
        ("2025-01-01}\n" + CHECKED_AGAIN, "2020-12-31}\n" + CHECKED_AGAIN, ["translation-unchecked"]),  # before it
        ('by: "second translator"', "by: machine", ["checked-by-machine", "signed-twice"]),
        ('by: "second translator"', "by: Machine translation", ["checked-by-machine"]),
        ('by: "second translator"', 'by: "force Welsh unit"', ["signed-twice"]),
        ('by: "second translator"', 'by: "force  welsh Unit"', ["signed-twice"]),
        ('by: "second translator"', 'by: "the force-Welsh unit."', ["signed-twice"]),
        ('by: "second translator"', 'by: "Force\u00a0Wélsh Unit"', ["signed-twice"]),
        ('by: "second translator"', 'by: "Jo Smith"', ["not-a-role"]),
        ("2025-01-01}\n" + CHECKED_AGAIN, "9999-01-01}\n" + CHECKED_AGAIN, ["future-date"]),
        ("language: qps", "language: cy", ["translation-language"]),
    ],
)
def test_who_must_have_checked(old: str, new: str, expected: list[str], folder: Path) -> None:
    edit(folder / "translations" / "qps" / "parent.yaml", old, new)
    assert sorted(codes(folder)) == expected
    assert codes(folder, "child") == ([] if expected == ["translation-unchecked"] else expected)


@pytest.mark.parametrize(
    "by",
    [
        *(
            "AI",
            "A.I.",
            "an ai",
            "artificial intelligence",
            "DeepL",
            "deep l",
            "google translate",
            "ChatGPT",
            "chat gpt 5",
        ),
        *("GPT-4", "Claude", "Gemini", "Copilot", "large language model", "LLM", "translation software", "bot", "MT"),
        *("machine-translation", "ｍａｃｈｉｎｅ", "automated translation", "Microsoft Translator", "peiriant"),
        *(
            "language-model",
            "neural-network",
            "deep-l",
            "Deep_L",
            "machine_translation",
            "deep. l",
            "large-language-models",
        ),
        *("a program", "the software", "computer program", "nmt", "M.T.", "machines", "translated by a machine"),
        *("machine-translated", "MT engine", "translation program", "neural machine translation", "by software"),
        *("trwy beiriant", "maszyna", "tłumaczenie maszynowe", "mașină", "машина", "آلة", "مشین", "মেশিন", "ਮਸ਼ੀਨ"),
    ],
)
def test_no_program_checks_in_whatever_words(by: str) -> None:
    assert is_program(by)


@pytest.mark.parametrize(
    "by",
    [
        *(
            "second translator",
            "programme officer",
            "computer crime unit",
            "airport liaison",
            "engineer",
            "waiting room",
        ),
        *("refugee program lead", "mt reviewer", "software localiser", "software tester", "outreach program manager"),
        *(
            "machine operator",
            "translation program lead",
            "sewing machine tutor",
            "programs officer",
            "MT unit lead",
            "software translator",
        ),
        *("cyfieithydd", "swyddog iaith", "robotics teacher", "peiriannydd", "tłumacz", "translator of an agency"),
    ],
)
def test_people_are_no_programs(by: str) -> None:
    assert not is_program(by)


def test_a_text_stands_once_in_a_file(folder: Path) -> None:
    path = folder / "translations" / "qps" / "parent.yaml"
    text = path.read_text(encoding="utf-8")
    first = text[text.index("  - at: title") : text.index("  - at: for_whom")]
    path.write_text(text + first, encoding="utf-8")
    assert codes(folder) == ["segment-twice"]


def test_a_text_that_was_translated_again_must_be_checked_again(folder: Path) -> None:
    path = folder / "translations" / "qps" / "parent.yaml"
    first = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("    text:"))
    edit(path, f"{first}\n", f'{first}\n    translated: {{by: "new translator", on: 2025-02-01}}\n')
    assert codes(folder) == ["translation-unchecked"]
    edit(path, "on: 2025-02-01}\n", 'on: 2025-02-01}\n    checked: {by: "second translator", on: 2025-02-02}\n')
    assert codes(folder) == []


def test_a_draft_has_a_band_in_both_languages_and_shows_no_force(folder: Path) -> None:
    opens = "current_version: {shown: www.gwent.police.uk, opens: https://www.gwent.police.uk/leaflets}"
    own = f"{opens}\nparent: {{imprint: By Gwent Police, contact_lines: [Call Gwent Police on 101.], {opens}}}"
    edit(folder / "editions" / "gwent.yaml", 'version: "1"\n', f'version: "1"\n{own}\n')
    edit(folder / "translations" / "qps" / "parent.yaml", CHECKED, "")
    draft = composed(folder, draft=True)
    assert isinstance(draft, Leaflet)
    assert draft.unchecked_words
    assert draft.draft_in_english == "DRAFT: not checked by a translator. Do not give to families."
    assert draft.draft.startswith("[")
    assert (draft.cover.force, draft.cover.logo) == ("", None)
    assert "Gwent Police" not in repr(draft) and "gwent.police.uk" not in repr(draft)


@pytest.mark.parametrize("draft", [False, True])
def test_a_child_s_leaflet_needs_the_telling_words_of_its_language(draft: bool, folder: Path) -> None:
    path = folder / "translations" / "qps" / "child.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("outside:"), text.index("segments:")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert codes(folder, "child", draft=draft) == ["no-telling-words"]
    path.write_text(text[:start] + 'outside: ["ñöť"]\n' + text[end:], encoding="utf-8")
    found = codes(folder, "child", draft=draft)
    assert found and set(found) == {"telling-word"}
    assert codes(folder, "parent", draft=draft) == []


def test_without_a_translation_there_is_not_even_a_draft(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "ours")
    assert codes(folder, draft=True) == codes(folder, "child") == ["no-translation"]


@pytest.mark.parametrize(
    ("tag", "letters", "spoken"), [("pa-Guru", "ਕਖਗਘਚਜਟਡ", "Punjabi"), ("bn", "কখগঘচজটড", "Bengali")]
)
def test_a_family_asks_for_the_language_that_it_speaks(tmp_path: Path, tag: str, letters: str, spoken: str) -> None:
    catalogue = check(read_folder(in_letters(own_folder(tmp_path / "ours"), tag, letters)))
    translation = read_translation(catalogue, language_of(tag), {})
    leaflet = compose_in(translation, catalogue, Order("leaflet", "gwent", "parent", False))
    assert isinstance(leaflet, Leaflet)
    assert spoken in leaflet.cover.who_to_call.after
    assert "Gurmukhi" not in leaflet.cover.who_to_call.after


def spoken(catalogue: Catalogue, *names: str) -> Catalogue:
    """The data with these agencies answering in pseudo-English too."""
    agencies = {
        name: replace(
            agency, contacts=tuple(replace(contact, speaks=("en", PSEUDO.tag)) for contact in agency.contacts)
        )
        for name, agency in catalogue.agencies.items()
        if name in names
    }
    return replace(catalogue, agencies={**catalogue.agencies, **agencies})


def test_a_leaflet_says_which_contacts_answer_in_its_language(folder: Path) -> None:
    catalogue = check(read_folder(folder))
    translation = read_translation(catalogue, PSEUDO, {})
    note = translation.phrase("also_spoken", catalogue.phrases)
    for variant in VARIANTS:
        plain, noted = (
            compose_in(translation, data, Order("leaflet", "gwent", variant, False))
            for data in (catalogue, spoken(catalogue, "childline"))
        )
        assert (repr(plain).count(note), repr(noted).count(note) > 0) == (0, True)


def label(words: str) -> str:
    """What stands before an address, or above codes or tiles."""
    return words[:1].upper() + words[1:]


def pages_in(leaflet: Leaflet, label: str) -> dict[str, bool]:
    """The web addresses of all services, each with whether a label stands before it, or above its tiles."""
    found = {}
    for section in leaflet.sections:
        for before, block in pairwise((None, *section.blocks)):
            assert block is not None
            above = isinstance(block, Tiles) and isinstance(before, Paragraph) and before.text.endswith(f"{label}:")
            for service in services_in(replace(section, blocks=(block,))):
                rows = [row for row in service.rows if row.kind == "web"]
                found.update({row.text: above or row.label == label for row in rows})
    return found


@pytest.mark.parametrize(("text", "parted"), [("These can help:", True), ("These can help.", False)])
def test_the_words_above_tiles_never_have_two_colons(folder: Path, text: str, parted: bool) -> None:
    """Words that end with a colon stay as they are; that the pages are in English stands below them."""
    section = f"{{id: more, after: why, heading: More, blocks: [{{text: '{text}'}}], tiles: [prevention]}}"
    edit(folder / "editions" / "gwent.yaml", 'version: "1"\n', f'version: "1"\nparent: {{sections: [{section}]}}\n')
    leaflet = composed(folder, draft=True)
    assert isinstance(leaflet, Leaflet)
    blocks = next(section.blocks for section in leaflet.sections if section.heading == "More")
    words = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert (words[0] == text) is parted and len(words) == (2 if parted else 1)
    assert words[-1].startswith("" if parted else text) and words[-1].endswith(":")


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_web_page_that_is_in_english_is_said_to_be(folder: Path, variant: Variant) -> None:
    """Not that of a service which answers in the language too, nor one in sign language."""
    opens = "www.gwent.police.uk, opens: https://www.gwent.police.uk/"
    edit(folder / "editions" / "gwent.yaml", 'version: "1"\n', f'version: "1"\ncurrent_version: {{shown: {opens}}}\n')
    catalogue = spoken(check(read_folder(folder)), "childline")
    translation = read_translation(catalogue, PSEUDO, {})
    words = translation.phrase("in_english", catalogue.phrases)
    leaflet = compose_in(translation, catalogue, Order("leaflet", "gwent", variant, False))
    assert isinstance(leaflet, Leaflet)
    found = pages_in(leaflet, label(words))
    assert len(found) >= 7
    assert {address for address, said in found.items() if not said} <= {"www.childline.org.uk", "999bsl.co.uk"}
    assert not found.get("www.childline.org.uk")
    blocks = [block for section in leaflet.sections for block in section.blocks]
    panels = [block.version for block in blocks if isinstance(block, OfficerPanel)]  # on an inner page of the child's
    versions = filter(None, (leaflet.back.version, *panels))
    assert [version.note for version in versions] == [words]
    assert pages_in(compose(catalogue, "gwent", variant), label(words)) == dict.fromkeys(found, False)


def test_the_card_says_that_its_page_is_in_english(folder: Path) -> None:
    catalogue = check(read_folder(folder))
    translation = read_translation(catalogue, PSEUDO, {})
    words = translation.phrase("in_english", catalogue.phrases)
    for data, said in ((catalogue, True), (spoken(catalogue, "childline"), False)):
        card = compose_in(translation, data, Order("card", "gwent", "child", False))
        assert isinstance(card, Card) and card.web and (card.web.label == label(words)) is said


@pytest.mark.parametrize(("speaks", "in_english"), [(None, True), (("qps",), False), (("cy", "qps"), False)])
def test_an_edition_says_in_which_languages_its_newest_version_is(
    folder: Path, speaks: tuple[str, ...] | None, in_english: bool
) -> None:
    said = f", speaks: [{', '.join(speaks)}]" if speaks else ""
    version = f"current_version: {{shown: www.gwent.police.uk, opens: https://www.gwent.police.uk/{said}}}"
    edit(folder / "editions" / "gwent.yaml", 'version: "1"\n', f'version: "1"\n{version}\n')
    leaflet = composed(folder)
    assert isinstance(leaflet, Leaflet) and leaflet.back.version
    assert bool(leaflet.back.version.note) is in_english


def test_a_code_without_an_address_says_that_its_page_is_in_english(folder: Path) -> None:
    """Below the codes of a shared row stand the names of the places alone."""
    areas = "areas: [hampshire-county, isle-of-wight, southampton]"
    edit(folder / "editions" / "gwent.yaml", "force: gwent\nareas: [gwent]", areas)
    catalogue = check(read_folder(folder))
    translation = read_translation(catalogue, PSEUDO, {})
    words = translation.phrase("in_english", catalogue.phrases)
    leaflet = compose_in(translation, catalogue, Order("leaflet", "gwent", "parent", False))
    assert isinstance(leaflet, Leaflet)
    services = [service for section in leaflet.sections for service in services_in(section)]
    assert [code.note for service in services for code in service.codes if code.caption] == [label(words)] * 3


OWN_PAGE = """
      - id: web-own
        kind: web
        shown: www.meic.cymru/qps
        opens: https://www.meic.cymru/qps/
        level: own
        source: [https://www.meic.cymru/qps/]
        speaks: [qps]
        speaks_level: own
        speaks_source: [https://www.meic.cymru/qps/]
"""


def test_a_page_in_the_language_stands_in_place_of_the_english_one(folder: Path) -> None:
    shipped = (Path(__file__).parents[2] / "data" / "agencies.yaml").read_text(encoding="utf-8")
    record = shipped[shipped.index("  - id: meic\n") : shipped.index("  - id: live-fear-free\n")]
    (folder / "agencies.yaml").write_text(f"agencies:\n{record.rstrip()}{OWN_PAGE}", encoding="utf-8")
    catalogue = check(read_folder(folder))
    translation = read_translation(catalogue, PSEUDO, {})
    leaflets = (
        compose(catalogue, "gwent", "child"),
        compose_in(translation, catalogue, Order("leaflet", "gwent", "child", False)),
    )
    pages = []
    for leaflet in leaflets:
        assert isinstance(leaflet, Leaflet)
        (meic,) = (one for section in leaflet.sections for one in services_in(section) if one.name == "Meic")
        pages.append([(row.text, row.uri) for row in meic.rows if row.kind == "web"])
        assert [code.uri for code in meic.codes] == [pages[-1][0][1]]
        assert not any(row.language for row in meic.rows if "qps" in row.text)
    assert pages == [
        [("www.meic.cymru", "https://www.meic.cymru/")],
        [("www.meic.cymru/qps", "https://www.meic.cymru/qps/")],
    ]
    edition = catalogue.editions["gwent"]
    for languages, printed in (((), False), (("qps",), True), (("qps", "en-GB"), True)):
        found = {one.contact.id for one in contacts_of(catalogue, edition, languages) if one.owner == "meic"}
        assert (("web-own" in found), ("web" in found)) == (printed, languages != ("qps",))
    for tag in ("en-GB", "qps"):  # a build in the language needs the check of its page, and one in English does not
        with pytest.raises(ContentError) as refused:
            require_checked(catalogue, [("gwent", "child", tag)], 30, datetime.date.today())
        messages = " ".join(problem.message for problem in refused.value.problems)
        assert ("www.meic.cymru/qps" in messages) is (tag == "qps")


def test_a_service_needs_a_contact_that_english_leaflets_print(folder: Path) -> None:
    shipped = (Path(__file__).parents[2] / "data" / "agencies.yaml").read_text(encoding="utf-8")
    start = shipped.index("  - id: meic\n")
    record = shipped[start : shipped.index("      - id: phone\n", start)]
    (folder / "agencies.yaml").write_text(f"agencies:\n{record.rstrip()}{OWN_PAGE}", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        check(read_folder(folder))
    assert [problem.code for problem in refused.value.problems] == ["missing-contact"]


def test_the_card_to_cut_out_says_what_the_card_by_itself_says(folder: Path) -> None:
    """Neither has room for which contacts answer in the language, so both say the hours of all numbers once."""
    catalogue = spoken(check(read_folder(folder)), "childline")
    translation = read_translation(catalogue, PSEUDO, {})
    leaflet, card = (
        compose_in(translation, catalogue, Order(holds, "gwent", "child", False)) for holds in ("leaflet", "card")
    )
    assert isinstance(leaflet, Leaflet) and isinstance(card, Card) and leaflet.cut_out
    assert leaflet.cut_out.hours == card.hours != ""
    assert translation.phrase("also_spoken", catalogue.phrases) not in repr(leaflet.cut_out)


def test_what_to_say_to_people_who_speak_english_stands_where_somebody_does(folder: Path) -> None:
    catalogue = check(read_folder(folder))
    translation = read_translation(catalogue, PSEUDO, {})
    say = translation.phrase("say_language", catalogue.phrases).format(language="Pseudo-English")
    leaflet = compose_in(translation, catalogue, Order("leaflet", "gwent", "parent", False))
    assert isinstance(leaflet, Leaflet)
    assert leaflet.cover.who_to_call.after.endswith(say)
    phrases = translation.phrase("also_spoken", catalogue.phrases)
    table = leaflet.cover.who_to_call
    rows = tuple(replace(key, call=replace(key.call, note=phrases)) for key in table.numbers)
    own = in_language(translation, catalogue, "parent").phrases
    for numbers, expected in ((rows, False), (rows[1:] + table.numbers[:1], True)):
        assert needs_english(replace(table, numbers=numbers), PSEUDO, own) is expected
    assert needs_english(table, language_of("cy"), own) is False


@pytest.mark.parametrize("own", ["", "other_formats: Ask us for large print.\n"])
def test_the_back_says_once_that_an_interpreter_is_free(own: str, folder: Path) -> None:
    catalogue = check(read_folder(folder))
    if own:
        edit(folder / "editions" / "gwent.yaml", 'version: "1"\n', f'version: "1"\n{own}')
        write_pseudo(folder)
        catalogue = check(read_folder(folder))
    translation = read_translation(catalogue, PSEUDO, {})
    phrase = translation.phrase("interpreter", catalogue.phrases)
    for variant in VARIANTS:
        leaflet = compose_in(translation, catalogue, Order("leaflet", "gwent", variant, True))
        assert isinstance(leaflet, Leaflet)
        said = [one.text for one in leaflet.back.paragraphs]
        words = catalogue.leaflets[variant].back.other_formats
        in_own_words = "interpreter" in words and translation.texts[variant, "back/other_formats", words].words in said
        assert said.count(phrase) + in_own_words == 1


def test_the_back_says_when_the_words_were_translated_and_checked_but_not_by_whom(folder: Path) -> None:
    """The newest translation, and the oldest check."""
    path = folder / "translations" / "qps" / "parent.yaml"
    first = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("    text:"))
    translated = '    translated: {by: "new translator", on: 2025-03-01}\n'
    again = translated + '    checked: {by: "other translator", on: 2025-03-02}\n'
    edit(path, f"{first}\n", f"{first}\n{again}")
    catalogue = check(read_folder(folder))
    phrases = in_language(read_translation(catalogue, PSEUDO, {}), catalogue, "parent").phrases
    newest: dict[Variant, datetime.date] = {"parent": datetime.date(2025, 3, 1), "child": datetime.date(2021, 1, 1)}
    for variant, day in newest.items():
        leaflet = composed(folder, variant)
        assert isinstance(leaflet, Leaflet)
        days = {"translated": phrases.day(day), "checked": phrases.day(datetime.date(2025, 1, 1))}
        assert leaflet.back.paragraphs[-1].text == phrases.signed.format(**days)
        assert "translator" not in repr(leaflet)
        assert leaflet.language_last_checked == datetime.date(2025, 1, 1)
    edit(path, "on: 2025-03-02}", "on: 2025-02-02}")  # before it was translated
    draft = composed(folder, draft=True)
    assert isinstance(draft, Leaflet)
    assert not any(phrases.signed[:8] in one.text for one in draft.back.paragraphs)


def test_a_force_s_folder_replaces_single_texts(folder: Path) -> None:
    upper = own_folder(folder.parent / "upper")
    (upper / "settings.yaml").write_text("extends: ../ours\n", encoding="utf-8")
    path = upper / "translations" / "qps" / "parent.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "language: qps\nstatus:\n  translated: {by: officer, on: 2024-11-01}\n"
        + CHECKED
        + CHECKED_AGAIN
        + "segments:\n"
        "  - at: title\n    en: Help for you and your child\n    text: Öúř öŵñ ťíťľé\n",
        encoding="utf-8",
    )
    leaflet = composed(upper)
    assert isinstance(leaflet, Leaflet)
    assert leaflet.cover.title == "Öúř öŵñ ťíťľé"
    assert leaflet.cover.for_whom.startswith("[")


@pytest.mark.parametrize(
    ("english", "text", "expected"),
    [
        ("Call 0800 1111.", "Ffoniwch 0800 1111.", []),
        ("Call 0800 1111.", "Ffoniwch 0800 1112.", ["changed-number"]),
        ("Call 0800 1111.", "Ffoniwch 08001111.", []),
        ("Call 999.", "Ffoniwch ni.", []),
        ("Call us.", "Ffoniwch 999.", ["changed-number"]),
        ("Age 10 to 17", "10 i 18 oed", ["changed-number"]),
        ("Call 999.", "Ffoniwch ٩٩٩.", ["other-digits"]),
        ("Call 999.", "Ffoniwch ٩٩٨.", ["other-digits", "changed-number"]),
        ("Call {name}", "Ffonio {name}", []),
        ("Call {name}", "Ffonio {enw}", ["changed-field"]),
        ("Call {name}", "Ffonio", ["changed-field"]),
        ("Call {name}", "Ffonio {name} {name}", ["changed-field"]),
        ("Call", "Ffonio {", ["changed-field"]),
        ("Call", "\ufb51", ["presentation-form"]),
        ("Call", "\ufb01l", ["presentation-form"]),
        ("Call", "\u09bfকল", ["mark-alone"]),
        ("Call", "কল (\u09be)", ["mark-alone"]),
        ("Call {name}", "{name}\u09c7র কল", ["mark-alone"]),
        ("Call", "اتصل \u064b الآن", ["mark-alone"]),
        ("Call", "اتصلًا", []),
        ("Call", "কর্\u200dকা ক\u200c্ষ", []),
        ("It is free.", "Mae am ddim", ["final-mark"]),
        ("It is free", "Mae am ddim.", ["final-mark"]),
        ("It is free", "Mae  am ddim", ["doubled-space"]),
        ("Don’t", "Peidiwch â'i", ["wrong-letter"]),
        ("Say “yes”", "Dywedwch „ie”", ["wrong-quotes"]),
        ("Say “yes”", 'Dywedwch "ie"', ["wrong-quotes"]),
    ],
)
def test_what_a_translation_may_change(english: str, text: str, expected: list[str]) -> None:
    assert [fault.code for fault in text_faults(english, text, language_of("cy"))] == expected


def test_an_english_text_that_nobody_has_translated_is_not_judged(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "ours")
    new(folder, "ta")
    assert read_translation(check(read_folder(folder)), language_of("ta"), {}).warnings == ()


@pytest.mark.parametrize("digits", ["٩٩٩", "۹۹۹", "৯৯৯", "੯੯੯", "૯૯૯", "௯௯௯", "९९९", "９９９", "⁹⁹⁹", "⑨⑨⑨"])
def test_numbers_are_written_with_the_digits_of_a_telephone(digits: str) -> None:
    found = list(text_faults("Call 999", f"Call {digits}", language_of("cy")))
    assert [fault.code for fault in found] == ["other-digits"]
    assert quote(digits) in found[0].message
    assert "0 to 9" in found[0].message


@pytest.mark.parametrize(
    ("tag", "english", "text", "expected"),
    [
        ("ro", "Police", "Poliţie", ["wrong-letter"]),
        ("ro", "Police", "Poliție", []),
        ("ur", "They are free.", "یہ مفت ہیں۔", []),
        ("ur", "They are free.", "یہ مفت ہیں.", ["wrong-letter"]),
        ("ur", "They are free.", "یہ مفت ہیں", ["final-mark"]),
        ("ur", "They are free", "یہ مفت ہیں۔", ["final-mark"]),
        ("ur", "Free. Call us.", "مفت ہے. فون کریں۔", ["wrong-letter"]),
        ("ur", "Say “free.”", "کہیں “مفت.”", ["wrong-letter"]),
        ("ur", "See {web} today.", "آج {web} دیکھیں۔", []),
        ("ur", "See childline.org.uk today.", "آج childline.org.uk دیکھیں۔", []),
        ("ur", "Is it free?", "کیا یہ مفت ہے؟", []),
        ("ur", "Is it free?", "کیا یہ مفت ہے?", ["wrong-letter"]),
        ("ur", "Free, now", "مفت, ابھی", ["wrong-letter"]),
        ("ur", "Say: “{language}, please.”", "کہیں: “{language}, please.”", []),
        ("ur", "Child", "بچه", ["wrong-letter"]),
        ("ur", "He said", "كہا", ["wrong-letter"]),
        ("ur", "Say", "کہیں «مفت»", ["wrong-quotes"]),
        ("ur", "Will go", "جا\u200cئیں", []),
        ("ar", "It is free.", "إنه مجاني.", []),
        ("ar", "It is free.", "إنه مجاني۔", ["final-mark"]),
        ("ar", "It is free?", "إنه مجاني?", ["wrong-letter"]),
        ("ar", "Police", "الشرطة کل", ["wrong-letter"]),
        ("ar", "Free", "ﻣﺠﺎﻧﻲ", ["presentation-form"]),
        ("fa", "I want", "می\u200cخواهم", []),
        ("bn", "It is free.", "এটি বিনামূল্যে।", []),
        ("bn", "It is free.", "এটি বিনামূল্যে.", ["wrong-letter"]),
        ("pa-Guru", "It is free.", "ਇਹ ਮੁਫ਼ਤ ਹੈ।", []),
        ("pa-Guru", "It is free.", "ਇਹ ਮੁਫ਼ਤ ਹੈ.", ["wrong-letter"]),
        ("gu", "It is free.", "તે મફત છે.", []),
        ("ta", "It is free.", "இது இலவசம்.", []),
        ("zh-Hans", "Call 999.", "请拨打999。", []),
        ("zh-Hans", "Call 999.", "请拨打999.", ["wrong-letter"]),
        ("zh-Hans", "Call 999, now", "请拨打999,现在", ["wrong-letter"]),
        ("zh-Hans", "Like this:", "如下：", []),
        ("uk", "Say “yes”", "Скажіть «так»", []),
        ("uk", "Say “yes”", "Скажіть “так”", ["wrong-quotes"]),
        ("uk", "Health", "здоров'я", ["wrong-letter"]),
    ],
)
def test_marks_and_letters_are_those_of_the_language(tag: str, english: str, text: str, expected: list[str]) -> None:
    assert [fault.code for fault in text_faults(english, text, language_of(tag))] == expected


def test_marks_of_direction_and_printed_forms_are_removed() -> None:
    assert cleaned("\u200f0800 1111\u202c") == ("0800 1111", 2)
    assert cleaned("\ufefb") == ("\u0644\u0627", 1)
    assert cleaned("\ufb01l") == ("fil", 1)
    assert cleaned("می\u200cخواهم") == ("می\u200cخواهم", 0)
    assert cleaned("ক\u09cd\u200dষ") == ("ক\u09cd\u200dষ", 0)
    assert cleaned("Tŷ") == ("Tŷ", 0)
    assert cleaned("T\u00ady\u200b \u2060\U000e0041b") == ("Ty b", 4)
    assert cleaned("one \n two\tthree\r\nfour\u2028 five\n") == ("one two three four five", 5)


@pytest.mark.parametrize(
    ("tag", "text", "lacking"),
    [
        ("bn", "সাহায্য: Childline ŵ", None),
        ("bn", "র\u200d্য", None),
        ("bn", "помощь", "NotoSansBengali-Regular, NotoSansBengali-Bold"),
        ("bn", "सहायता", "NotoSansBengali-Regular, NotoSansBengali-Bold"),
        ("fa", "می\u200cخواهم", None),
        ("ar", "ڀڄ", "NotoNaskhArabic-Regular, NotoNaskhArabic-Bold"),
        ("uk", "допомога Łódź", None),
        ("cy", "cymorth", None),
        ("cy", "помощь", "LeafletgenText-Regular, LeafletgenText-Bold"),
        ("pl", "po\u200cmoc", "LeafletgenText-Regular, LeafletgenText-Bold"),
    ],
)
def test_letters_are_looked_for_in_the_faces_of_the_language(
    tmp_path: Path, fonts: FontBook, tag: str, text: str, lacking: str | None
) -> None:
    file = own_folder(tmp_path / "ours") / "translations" / tag / "parent.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"language: {tag}\nsegments:\n  - {{at: title, en: Help, text: '{text}'}}\n", encoding="utf-8")
    catalogue = check(read_folder(tmp_path / "ours"))
    try:
        read_translation(catalogue, language_of(tag), fonts.coverage(tag))
        found = None
    except ContentError as error:
        assert {problem.code for problem in error.problems} == {"missing-glyph"}
        found = error.problems[0].message
    assert (found is None) == (lacking is None)
    if found and lacking:
        assert found.endswith(f"is not in {lacking}.")


@pytest.mark.parametrize(
    ("told", "tag"),
    [
        *(
            ("cy", "cy"),
            ("CY", "cy"),
            ("cy-GB", "cy"),
            ("cy_GB", "cy"),
            ("pl_PL", "pl"),
            ("PL-pl", "pl"),
            ("ar-SA", "ar"),
        ),
        *(
            ("pa-Guru", "pa-Guru"),
            ("pa_guru_IN", "pa-Guru"),
            ("zh-hans-CN", "zh-Hans"),
            ("ckb-IQ", "ckb"),
            ("qps", "qps"),
        ),
        *(("pa", None), ("pa-Arab", None), ("zh-CN", None), ("zh-TW", None), ("en-GB", None), ("xx", None), ("", None)),
    ],
)
def test_a_file_of_another_program_tells_its_language(told: str, tag: str | None) -> None:
    found = language_told_by(told)
    assert (found and found.tag) == tag


@pytest.mark.parametrize("tag", ["welsh", "CY", "cy-GB", "xx", "", "qp"])
def test_a_language_without_a_row_is_refused(tag: str) -> None:
    with pytest.raises(UsageError) as refused:
        language_of(tag)
    assert refused.value.problems[0].code == "unknown-language"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Urdu", "ur"),
        ("اردو", "ur"),
        ("ur-PK", "ur"),
        ("arabic", "ar"),
        ("ar-SA", "ar"),
        ("pa", "pa-Guru"),
        ("pa-guru", "pa-Guru"),
        ("Punjabi", "pa-Guru"),
        ("panjabi", "pa-Guru"),
        ("bengali", "bn"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("Chinese", "zh-Hans"),
        ("kurdish", "ckb"),
        ("sorani", "ckb"),
        ("ukranian", "uk"),
        ("українська", "uk"),
        ("vietnamese", "vi"),
        ("Cymraeg", "cy"),
        ("EN", "en"),
        ("en-US", "en"),
        ("english", "en"),
        ("pa_IN", "pa-Guru"),
        ("cy_GB", "cy"),
        ("zh_CN", "zh-Hans"),
        ("pl_PL.UTF-8", "pl"),
        ("ur_PK", "ur"),
    ],
)
def test_a_language_is_suggested_by_its_name(typed: str, meant: str) -> None:
    fault = language_fault(typed)
    assert fault is not None
    assert fault.hint.startswith(f"Did you mean {meant}? ")


@pytest.mark.parametrize("typed", ["Welsh", "CY", "cy_GB", "Cymraeg"])
def test_an_edition_that_names_its_language_is_told_the_tag(typed: str, tmp_path: Path) -> None:
    with pytest.raises(LeafletError) as raised:
        check(read_folder(own_folder(tmp_path, f"languages: [{typed}, en]\n")))
    (problem,) = raised.value.problems
    assert (problem.code, problem.hint.startswith("Did you mean cy? ")) == ("bad-form", True)


@pytest.mark.parametrize("typed", ["zh_TW", "zh-Hant", "zh-hant-HK", "zh_HK", "pa-Arab", "pa_PK"])
def test_no_language_in_another_script_is_suggested(typed: str) -> None:
    fault = language_fault(typed)
    assert fault is not None and "Did you mean" not in fault.hint


@pytest.mark.parametrize("typed", ["en", "en-GB"])
def test_english_is_no_language_to_translate_into(typed: str) -> None:
    fault = language_fault(typed)
    assert fault is not None and fault.code == "english-words"


def test_the_latin_face_has_every_letter_of_the_english_names_of_languages(fonts: FontBook) -> None:
    for row in (*LANGUAGES.values(), PSEUDO):
        for face, points in fonts.coverage().items():
            assert {c for c in row.english if ord(c) not in points} == set(), (row.tag, face)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("language: pl", []),
        ("languages: [pl, en]", []),
        ("languages: [cy, en-GB]", []),
        ("language: xx", ["unknown-language"]),
        ("languages: [cy, cy]", ["languages-form"]),
        ("languages: [en, en-GB]", ["languages-form"]),
        ("languages: [cy]\nlanguage: cy", ["languages-form"]),
        ("languages: []", ["empty-list"]),
        ("languages: cy", ["wrong-type"]),
        ("languages: [Cymraeg]", ["bad-form"]),
    ],
)
def test_an_edition_names_its_languages_in_one_way(line: str, expected: list[str], tmp_path: Path) -> None:
    _, problems = examine(read_folder(own_folder(tmp_path, f"{line}\n")))
    assert [problem.code for problem in problems if problem.severity == "error"] == expected


@pytest.mark.parametrize(
    ("tag", "comma", "stop"),
    [("cy", ", ", ". "), ("ar", "، ", ". "), ("ur", "، ", "۔ "), ("bn", ", ", "। "), ("zh-Hans", "，", "。")],
)
def test_words_put_side_by_side_have_the_marks_of_their_language_between_them(tag: str, comma: str, stop: str) -> None:
    assert (language_of(tag).comma, language_of(tag).stop) == (comma, stop)


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("en+cy", ["en", "cy"]),
        ("cy,en", ["cy", "en"]),
        ("cy en", ["cy", "en"]),
        ("pl+cy", ["pl", "cy"]),
        ("english, welsh", ["en", "cy"]),
        ("Welsh and Polish", ["cy", "pl"]),
        ("cy/pl/ur", ["cy", "pl", "ur"]),
        ("a+b", []),
        ("zz", []),
    ],
)
def test_several_languages_are_to_be_named_each_by_itself(typed: str, tags: list[str]) -> None:
    fault = language_fault(typed)
    assert fault
    told = f"Name each by itself: {' '.join(f'--language {tag}' for tag in tags)}, or languages: [{', '.join(tags)}]."
    assert (told in fault.hint) == bool(tags)
