"""The table of faults: how to break the good folder in one place, and the Problems that must be reported.

Each row: file, text to find (once in the file), text in its place, and the Problems expected as "line:column code".
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from leafletgen.errors import Problem

FIXTURE = Path(__file__).parents[1] / "content" / "fixture"

FONTS = {"Plain": frozenset({*range(0x20, 0x100), 0x2013, 0x2018, 0x2019, 0x201C, 0x201D})}
"""The characters that the fonts of the tests have."""


class Row(NamedTuple):
    """One way to break the fixture."""

    file: str
    old: str
    new: str
    expected: tuple[str, ...]

    @property
    def name(self) -> str:
        """What pytest calls the row."""
        return f"{self.file}-{self.expected[0]}-{self.new[:24]!r}"


AG, AR, FO, PA, CH, ED = (
    "agencies.yaml",
    "areas.yaml",
    "forces.yaml",
    "leaflets/parent.yaml",
    "leaflets/child.yaml",
    "editions/hampshire.yaml",
)
OPENS = "https://www.childline.org.uk/get-support/"
TOO_LONG = OPENS + "a" * 112


def logo(colour: str = "good.png", black: str = "black.png", alt: str = "Kite", width: str = "20") -> str:
    """The line of a logo; the pictures are those that the folder of a test has."""
    return f"logo: {{colour: {colour}, black: {black}, alt: {alt}, width_mm: {width}}}"


CARD = """\
card:
  front: {heading: "Need to talk?", danger: In danger now}
  back:
    heading: Someone I can ask
    lines: [{label: Name, detail: name}, """
"""The words of a wallet card, up to its second line to write on."""

ROWS = (
    # YAML itself
    Row(AR, "name: Dorset", "name: Dorset: south", ("8:17 not-yaml",)),
    Row(AR, "name: Dorset", "name: Dorset #2", ("8:18 text-cut",)),
    Row(AR, "name: Dorset", "name: Dorset\u00a0# ours", ("8:18 comment-printed",)),
    Row(AR, "name: Dorset", "name: 'Dorset", ("8:11 not-yaml",)),
    Row(AR, "name: Dorset", 'name: "Dorset\\q"', ("8:11 not-yaml",)),
    Row(AR, "name: Dorset", "name: @Dorset", ("8:11 not-yaml",)),
    Row(AR, "name: Dorset", "name: “Dorset”", ("8:11 curly-quotes",)),
    Row(ED, "name: Hampshire", 'name: "Hampshire', ("2:7 unclosed-quote",)),
    Row(AR, "  - id: dorset", "<<<<<<< HEAD\n  - id: dorset", ("7:1 merge-mark",)),
    Row(AR, "    name: Dorset", "\tname: Dorset", ("8:1 not-yaml",)),
    Row(AR, "    name: Dorset", "   name: Dorset", ("8:4 not-yaml",)),
    Row(AR, "name: Dorset", "name Dorset", ("8:5 not-yaml",)),
    Row(ED, "areas: [hampshire]", "areas: [hampshire", ("4:8 not-yaml",)),
    Row(ED, "areas: [hampshire]", "areas: [hampshire, 'dorset]", ("4:20 not-yaml",)),
    Row(AR, "within: uk\n  - id: dorset", "within: &a uk\n  - id: dorset", ("6:13 yaml-alias",)),
    Row(AR, "name: Dorset", "name: *a", ("8:11 yaml-alias",)),
    Row(AR, "name: Dorset", "name: !!python/object:os.system Dorset", ("8:11 yaml-tag",)),
    Row(AR, "name: Dorset", "name: ! Dorset", ("8:11 yaml-tag",)),
    Row(AR, "  - id: dorset", "---\n  - id: dorset", ("7:1 yaml-many-documents",)),
    Row(ED, "name: Hampshire", "? [name]\n: Hampshire", ("2:3 yaml-key",)),
    Row(ED, "name: Hampshire", "~: Hampshire\nname: Hampshire", ("2:1 yaml-key",)),
    Row(ED, "name: Hampshire", "name: Hampshire\nname: Dorset", ("3:1 key-twice",)),
    Row(ED, "areas: [hampshire]", "areas: " + "[" * 20 + "]" * 20, ("4:27 too-deep",)),
    Row(PA, "Naïve", "Nai\x07ve", ("17:18 control-character",)),
    Row(PA, "Naïve questions", "Naïve\u2028questions", ("17:20 control-character",)),
    Row(PA, "title: Help", "title: \ufeffHelp", ("2:8 control-character",)),
    Row(PA, "title: Help for you and your family", 'title: "Help\\0"', ("2:8 control-character",)),
    Row(PA, "title: Help", "title: \u202eHelp", ("2:8 bidi-control",)),
    Row(PA, "title: Help for you and your family", 'title: "\\u202eHelp"', ("2:8 bidi-control",)),
    Row(PA, "title: Help", "title: He\u200blp", ("2:10 invisible-character",)),
    Row(PA, "title: Help", "title: He\u00adlp", ("2:10 invisible-character",)),
    Row(PA, "Naïve", "Na\ufffdve", ("17:17 lost-character",)),
    # one value
    Row(ED, "force:", "froce:", ("3:1 unknown-key",)),
    Row(ED, "force:", "colour:", ("3:1 unknown-key",)),
    Row(ED, "force:", "at:", ("3:1 unknown-key",)),
    Row(ED, "date: 2026-11-24\n", "", ("1:1 missing-field",)),
    Row(ED, "areas: [hampshire]", "areas: hampshire", ("4:8 wrong-type",)),
    Row(ED, "areas: [hampshire]", "areas: {hampshire: hampshire}", ("4:8 wrong-type",)),
    Row(ED, "areas: [hampshire]", "areas: []", ("4:8 empty-list",)),
    Row(ED, "name: Hampshire", "name: [Hampshire]", ("2:7 wrong-type",)),
    Row(AG, "label: {}", "label: For all", ("74:12 wrong-type",)),
    Row(AG, "  - id: gone", "  - gone\n  - id: gone", ("68:5 wrong-type",)),
    Row(AG, "status: suspected-closed", "status: suspect-closed", ("70:13 bad-choice",)),
    Row(PA, "neutral_outside: false", "neutral_outside: NO", ("4:18 bad-choice",)),
    Row(ED, "date: 2026-11-24", "date: 2026-02-30", ("5:7 bad-date",)),
    Row(ED, "date: 2026-11-24", "date: 24 November 2026", ("5:7 bad-date",)),
    Row(ED, "name: Hampshire", "name:", ("2:6 empty-text",)),
    Row(ED, "areas: [hampshire]", "areas:", ("4:7 empty-text",)),
    Row(ED, "force: example", "force: ~", ("3:8 empty-text",)),
    Row(ED, "name: Hampshire", 'name: "  "', ("2:7 empty-text",)),
    Row(ED, "areas: [hampshire]", "areas: [hampshire, ~]", ("4:20 empty-text",)),
    Row(ED, "name: Hampshire", 'name: " Hampshire"', ("2:7 outer-space",)),
    Row(ED, "name: Hampshire", "name: |\n  Hamp\n  shire", ("2:7 line-break",)),
    Row(ED, "name: Hampshire", "name: " + "H" * 134, ("2:7 too-long",)),
    Row(AR, "id: dorset", "id: Dorset_", ("7:9 bad-form",)),
    Row(
        CH,
        "variant: child",
        "variant: child\nofficer: {heading: Mine, lines: [{label: Name, details: [name]}]}",
        ("2:10 officer-outside",),
    ),
    Row(ED, "areas: [hampshire]", "areas: [hampshire]\nlanguages: [cy, cy]", ("5:17 languages-form",)),
    Row(ED, "areas: [hampshire]", "areas: [hampshire]\nlanguages: [en, xx]", ("5:17 unknown-language",)),
    Row(CH, "variant: child", "variant: child\nlimits: {grade: five, sentence: 15}", ("2:17 bad-number",)),
    Row(CH, "variant: child", "variant: child\nlimits: {grade: 5, sentence: 0}", ("2:30 bad-number",)),
    Row(
        CH,
        "variant: child",
        "variant: child\nlimits: {grade: 5, sentence: 15, outside: [help for, zebra]}",
        ("3:8 telling-word",),
    ),
    Row(
        CH,
        "variant: child",
        "variant: child\nlimits: {grade: 5, sentence: 15, outside: [somebody, officer]}",
        ("agencies.yaml:13:22 telling-word", "21:23 telling-word"),
    ),
    # records together
    Row(
        AR,
        "id: dorset",
        "id: hampshire",
        ("agencies.yaml:38:27 unknown-area", "7:9 duplicate-id", "forces.yaml:6:24 unknown-area"),
    ),
    Row(AG, "id: gone", "id: childline", ("68:9 duplicate-id",)),
    Row(AG, "id: text", "id: phone", ("50:13 duplicate-id",)),
    Row(PA, "id: advice", "id: talk", ("20:9 duplicate-id",)),
    Row(ED, "id: hampshire", "id: dorset", ("1:5 edition-name",)),
    Row(
        CH,
        "variant: child",
        "variant: parent",
        ("leaflets:0:0 missing-variant", "leaflets/parent.yaml:1:10 variant-twice"),
    ),
    Row(AG, "coverage: [hampshire, dorset]", "coverage: [hampshire, dorst]", ("38:27 unknown-area",)),
    Row(ED, "areas: [hampshire]", "areas: [kent]", ("4:9 unknown-area",)),
    Row(ED, "force: example", "force: exmaple", ("3:8 unknown-force",)),
    # an edition's own words, colours and logo
    Row(ED, "force: example", "parent: {remove: [tlak]}", ("3:19 unknown-section",)),
    Row(ED, "force: example", "child: {remove: [advice]}", ("3:18 unknown-section",)),
    Row(ED, "force: example", "parent: {remove: [talk, advice]}", ("3:18 no-section",)),
    Row(ED, "force: example", "parent: {sections: [{id: tlak, heading: Talk}]}", ("3:26 unknown-section",)),
    Row(
        ED,
        "force: example",
        "parent: {remove: [talk], sections: [{id: talk, heading: Talk}]}",
        ("3:42 section-twice",),
    ),
    Row(
        ED,
        "force: example",
        "parent: {sections: [{id: talk, heading: Talk}, {id: talk, heading: Talk}]}",
        ("3:53 duplicate-id",),
    ),
    Row(ED, "force: example", "parent: {sections: [{id: talk, after: talk}]}", ("3:39 section-cycle",)),
    Row(ED, "force: example", "parent: {sections: [{id: talk}]}", ("3:26 section-form",)),
    Row(
        ED,
        "force: example",
        "parent: {sections: [{id: talk, heading: Talk, agencies: [tlak]}]}",
        ("3:58 unknown-topic",),
    ),
    Row(
        ED,
        "force: example",
        "parent: {sections: [{id: talk, heading: Talk, only_in: [wales]}]}",
        ("3:57 unknown-area",),
    ),
    Row(
        ED,
        "force: example",
        "parent: {sections: [{id: talk, heading: Talk, blocks: [{with_services: true}]}]}",
        ("3:56 block-form",),
    ),
    Row(
        ED,
        "force: example",
        'parent: {colours: {strong: {rgb: "0b4a5", cmyk: 90 40 35 45}}}',
        ("3:34 bad-form",),
    ),
    Row(
        ED,
        "force: example",
        'parent: {colours: {strong: {rgb: "0b4a57", cmyk: 90 40 35}}}',
        ("3:50 bad-form",),
    ),
    Row(
        ED,
        "force: example",
        'parent: {colours: {strong: {rgb: "0b4a57", cmyk: 101 40 35 1}}}',
        ("3:50 bad-form",),
    ),
    Row(
        ED,
        "force: example",
        'parent: {colours: {strong: {rgb: "0b4a57", cmyk: 100 100 90 20}}}',
        ("3:50 too-much-ink",),
    ),
    Row(ED, "force: example", 'parent: {colours: {paper: {rgb: "0b4a57"}}}', ("3:20 unknown-key",)),
    Row(ED, "force: example", logo(width="2 cm"), ("3:65 bad-number",)),
    Row(ED, "force: example", logo(width="61"), ("3:65 bad-number",)),
    Row(ED, "force: example", "force: example\n" + logo(alt="good.png"), ("4:49 alt-empty",)),
    Row(ED, "force: example", logo(alt="~"), ("3:49 empty-text",)),
    Row(ED, "force: example", "force: example\n" + logo("../logo.png"), ("4:16 logo-outside",)),
    Row(ED, "force: example", "force: example\n" + logo("/logo.png"), ("4:16 logo-outside",)),
    Row(ED, "force: example", "force: example\n" + logo(".logos/logo.png"), ("4:16 logo-hidden",)),
    Row(ED, "force: example", "force: example\n" + logo("logo.jpg"), ("4:16 logo-kind",)),
    Row(ED, "force: example", "force: example\n" + logo("none.png"), ("4:16 logo-unreadable",)),
    Row(ED, "force: example", "force: example\n" + logo("areas.png"), ("4:16 logo-unreadable",)),
    Row(ED, "force: example", "force: example\n" + logo("damaged.png"), ("4:16 logo-damaged",)),
    Row(ED, "force: example", "force: example\n" + logo("big.png"), ("4:16 logo-too-big",)),
    Row(ED, "force: example", "force: example\n" + logo(width="21"), ("4:16 logo-resolution", "4:33 logo-resolution")),
    Row(ED, "force: example", "force: example\n" + logo("high.png"), ("4:16 logo-shape",)),
    Row(ED, "force: example", "force: example\n" + logo(black="good.png"), ("4:33 logo-not-black",)),
    Row(ED, "force: example", "force: example\n" + logo("white.png"), ("4:16 logo-unseen",)),
    Row(ED, "force: example", "force: example\n" + logo(black="white.png"), ("4:33 logo-unseen",)),
    Row(ED, "force: example", "force: example\n" + logo("deep.png"), ("4:16 logo-depth",)),
    Row(ED, "force: example", logo(), ("3:7 logo-without-force",)),
    Row(FO, "nation: uk", "nation: wales", ("5:13 unknown-area",)),
    Row(FO, "nation: uk", "nation: dorset", ("6:13 other-nation",)),
    Row(AR, "name: Dorset\n    within: uk", "name: Dorset", ("forces.yaml:6:24 other-nation",)),
    Row(FO, "areas: [hampshire, dorset]", "areas: [hampshire, dorst]", ("6:24 unknown-area",)),
    Row(FO, "welsh_duty: false", "welsh_duty: no", ("8:17 bad-choice",)),
    Row(FO, "website:", "web:", ("2:5 missing-field", "7:5 unknown-key")),
    Row(PA, "only_in: [hampshire]", "only_in: [hampshire, wales]", ("22:26 unknown-area",)),
    Row(
        PA, "- box: Keep this leaflet.", "- box: Keep this leaflet.\n        only_in: [wales]", ("26:19 unknown-area",)
    ),
    Row(AR, "name: Dorset\n    within: uk", "name: Dorset\n    within: england", ("9:13 unknown-area",)),
    Row(AR, "name: United Kingdom", "name: United Kingdom\n    within: hampshire", ("4:13 area-cycle",)),
    Row(AG, "topic: advice", "topic: advise", ("36:12 unknown-topic", "leaflets/parent.yaml:23:16 unknown-topic")),
    Row(PA, "agencies: [talk]", "agencies: [talk, tlak]", ("19:22 unknown-topic",)),
    Row(PA, "- points: [One", "- box: No.\n        points: [One", ("18:9 block-form",)),
    Row(PA, "- box: Keep this leaflet.", "- only_in: [uk]", ("25:9 block-form",)),
    Row(CH, "details: [name, phone]", "details: [name, phone, name]", ("21:36 detail-twice",)),
    Row(CH, "details: [name, phone]", "details: [name, fone]", ("21:29 bad-choice",)),
    Row(CH, "details: [name, phone]", "details: [name]\n            only_full: true", ("20:11 panel-empty",)),
    Row(CH, "details: [name, phone]", "details: []", ("21:22 empty-list",)),
    Row(CH, "            details: [name, phone]\n", "", ("20:13 missing-field",)),
    Row(PA, 'number: "999"\n', 'number: "9999"\n', ("9:11 phone-digits",)),
    # whom to call, steps, shared rows, the newest version
    Row(PA, '- {number: "999", who', '- {number: "9999", who', ("34:16 phone-digits",)),
    Row(PA, "  lead: Call the police", "  lead: Call the police\n  agency: chidline", ("11:11 unknown-agency",)),
    Row(PA, "agency: childline", "agency: chidline", ("35:16 unknown-agency",)),
    Row(PA, "{agency: childline, who", '{agency: childline, number: "111", who', ("35:7 call-row-form",)),
    Row(PA, '- {number: "999", who', "- {who", ("34:7 call-row-form",)),
    Row(CH, "steps: [Stop., Tell someone.]", "steps: [Stop., {together: true}]", ("18:24 step-empty",)),
    Row(CH, "steps: [Stop., Tell someone.]", "crisis: {text: Call., agencies: [chidline]}", ("18:42 unknown-agency",)),
    # the wallet card
    Row(
        CH,
        "after: Use any phone.",
        f"after: Use any phone.\n{CARD}{{label: Again, detail: name}}]",
        ("38:65 detail-twice",),
    ),
    Row(
        CH,
        "after: Use any phone.",
        f"after: Use any phone.\n{CARD}{{label: Email, detail: email}}]",
        ("38:65 bad-choice",),
    ),
    Row(PA, "why: For your child}", f"why: For your child}}\n{CARD}{{label: Next time}}]", ("37:3 card-not-neutral",)),
    Row(CH, "neutral_outside: true", f"neutral_outside: false\n{CARD}{{label: Next time}}]", ("6:3 card-not-neutral",)),
    Row(AG, "    fee: may-charge\n", "    fee: may-charge\n    card: true\n", ("44:11 card-without-number",)),
    Row(AG, "    fee: none\n", "    fee: none\n    merge: team\n    place: Here\n", ("15:12 unknown-row",)),
    Row(AG, "    fee: none\n", "    fee: none\n    merge: team\n", ("15:12 missing-place", "15:12 unknown-row")),
    Row(ED, "force: example", "current_version: {shown: helpline.org.uk}", ("3:18 version-form",)),
    Row(
        ED,
        "force: example",
        "current_version: {words: Ask us., shown: a.org.uk, opens: 'https://a.org.uk/'}",
        ("3:18 version-form",),
    ),
    Row(
        ED,
        "force: example",
        "current_version: {shown: a.org.uk, opens: 'https://b.org.uk/'}",
        ("3:26 shown-elsewhere",),
    ),
    Row(AG, "      child: For anyone under 19\n", "", ("9:7 missing-words",)),
    Row(AG, "label:\n      parent: For families", "label: {}", ("39:12 missing-words",)),
    Row(AG, "    cost: There may be a charge.\n", "", ("43:10 missing-cost",)),
    Row(
        AG,
        "    withheld: It has closed.\n",
        "",
        ("68:5 missing-contact", "71:12 unknown-topic", "74:12 missing-words", "75:11 missing-words"),
    ),
    Row(
        AG,
        "        level: own\n        source:",
        "        speaks: [en, cy]\n        level: own\n        source:",
        ("22:17 speaks-unsourced",),
    ),
    Row(AG, "        withheld: A digit is missing.\n", "", ("65:16 phone-childline", "66:16 level-none")),
    Row(AG, "value: 023 8090 1234", "value: 08001 111", ("48:16 number-twice",)),
    Row(AG, "value: 023 8090 1234", "value: 0808 168 911", ("48:16 phone-digits",)),
    Row(AG, "value: 023 8090 1234", "value: 0909 879 1234", ("48:16 phone-digits",)),
    Row(AG, "value: 023 8090 1234", "value: 023 8O90 1234", ("48:16 phone-form",)),
    Row(AG, "value: 023 8090 1234", "note: Free", ("47:15 contact-form",)),
    Row(AG, "value: 023 8090 1234", "value: 0800 1111", ("48:16 number-twice",)),
    Row(AG, "value: help@helpline.org.uk", 'value: "[email\u00a0protected]"', ("57:16 email-redacted",)),
    Row(AG, "Advice by telephone.", '"Write to [email protected]"', ("42:15 email-redacted",)),
    Row(AG, "value: help@helpline.org.uk", "value: help at example.org.uk", ("57:16 email-form",)),
    Row(AG, "kind: text\n", "kind: call\n", ("52:16 phone-digits", "53:18 contact-form")),
    Row(AG, "shown: childline.org.uk", "note: On the web", ("29:15 contact-form",)),
    Row(AG, "shown: childline.org.uk", "shown: https://childline.org.uk", ("30:16 shown-form",)),
    Row(AG, "shown: childline.org.uk", "shown: childline.org", ("30:16 shown-elsewhere",)),
    Row(AG, f"        opens: {OPENS}\n", "", ("30:16 contact-form",)),
    Row(AG, OPENS, OPENS.replace("https", "http"), ("31:16 web-http",)),
    Row(AG, OPENS, OPENS.replace("https", "ftp"), ("31:16 web-scheme",)),
    Row(AG, OPENS, OPENS + "a b", ("31:16 web-space",)),
    Row(AG, OPENS, OPENS + "?a=[b]", ("31:16 web-character",)),
    Row(AG, OPENS, "https://user:secret@childline.org.uk/", ("31:16 web-login",)),
    Row(AG, OPENS, "https://www.childline.org.uk:8443/", ("31:16 web-port",)),
    Row(AG, OPENS, "https://www.childl\u0456ne.org.uk/", ("30:16 shown-elsewhere", "31:16 web-lookalike")),
    Row(AG, OPENS, "https://[::1/", ("31:16 web-host",)),
    Row(AG, OPENS, TOO_LONG, ("31:16 address-too-long",)),
    Row(AG, "by: Prevention officer", "by: Jane Smith", ("27:15 not-a-role",)),
    Row(AG, "by: Prevention officer", "by: ChatGPT", ("27:15 checked-by-machine",)),
    Row(AG, "how: Rang it.", "how: Rang out.", ("26:16 not-a-check",)),
    Row(PA, "Naïve", "Na✓ve ✓", ("17:17 missing-glyph",)),
    Row(AG, "keyword: HELP", "keyword: HELP\u02bc", ("53:22 missing-glyph",)),
)


def said(problem: Problem, folder: Path, file: str = "") -> str:
    """Write a Problem as the table of faults does: the file only where it is not the edited one."""
    assert problem.where
    assert problem.message and problem.hint
    name = Path(problem.where.file).relative_to(folder).as_posix()
    return f"{'' if name == file else name + ':'}{problem.where.line}:{problem.where.column} {problem.code}"


def edit(folder: Path, row: Row) -> str:
    """Break a file of the folder as the row says; give its new text."""
    text = (folder / row.file).read_text(encoding="utf-8")
    assert text.count(row.old) == 1
    broken = text.replace(row.old, row.new)
    (folder / row.file).write_text(broken, encoding="utf-8")
    return broken
