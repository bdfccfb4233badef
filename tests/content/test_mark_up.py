"""Mark-up that somebody typed into a text is refused as such wherever the text is printed, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.content.check import examine
from leafletgen.content.languages import language_of
from leafletgen.content.mark_up import find_mark_up
from leafletgen.content.source import read_folder
from leafletgen.content.translations.texts import text_faults
from leafletgen.resources import shipped_phrases
from tests.support.own_folder import AGENCIES, own_folder

MARK_UP = {
    # of web pages
    "Call <b>101</b>.": "<b>",
    "Call <STRONG>101</STRONG>.": "<STRONG>",
    "One line<br>and one more": "<br>",
    "One line<br />and one more": "<br />",
    "<p>Call 101.</p>": "<p>",
    'See <a href="https://www.kent.police.uk">Kent</a>.': '<a href="https://www.kent.police.uk">',
    '<span style="color: red">Now</span>': '<span style="color: red">',
    "Call 101.</font>": "</font>",
    "Call 101.<!-- check -->": "<!--",
    "Kent &amp; Medway": "&amp;",
    "Kent&nbsp;Police": "&nbsp;",
    "It&rsquo;s free": "&rsquo;",
    "It&#39;s free": "&#39;",
    "It&#x2019;s free": "&#x2019;",
    # of Markdown and chats
    "Published by **Kent Police**": "**Kent Police**",
    "**Call 101.**": "**Call 101.**",
    "Call *101* now": "*101*",
    "***Now***": "***Now***",
    "_Published_ by Kent Police": "_Published_",
    "__Call__ us": "__Call__",
    "~~Call 101~~": "~~Call 101~~",
    "Call `101`": "`101`",
    "[Kent Police](https://www.kent.police.uk)": "[Kent Police](https://www.kent.police.uk)",
    "# To reach us": "# ",
    "### To reach us": "### ",
    "[b]Now[/b]": "[b]",
    "![](map.png)": "![](map.png)",
    "![Our team](team.png) is here": "![Our team](team.png)",
    "Call&nbsp101": "&nbsp",
    "Call 101&nbsp": "&nbsp",
    "Home &amp away": "&amp",
    # around words that do not end, or begin, with what Python counts as a letter
    "**মা** কে ফোন করুন": "**মা**",
    "**কে?**": "**কে?**",
    "_বাচ্চারা_ এখন": "_বাচ্চারা_",
    "**ਕੀ** ਹੈ": "**ਕੀ**",
    "**மா**": "**மா**",
    "**شُرْطَةُ**": "**شُرْطَةُ**",
    "**ماذا؟**": "**ماذا؟**",
    "*پولیس۔*": "*پولیس۔*",
    "请打**电话**吧": "**电话**",
    "**请打电话。**": "**请打电话。**",
    # beside letters
    "**Number**s to call": "**Number**",
    "Our **child**'s page": "**child**",
    "un**clear**ly": "**clear**",
    # of which one side is missing
    "**Call 101": "**",
    "Now **call 101.": "**",
    "__Call 101": "__",
    "**মা কে ফোন করুন": "**",
    "**اتصل بنا": "**",
    # of web pages, without a semicolon
    "© 2026 &copy Kent": "&copy",
    "It&rsquo s free": "&rsquo",
    "Monday &ndash Friday": "&ndash",
    # of programs
    r"One line\nAnd one more": r"\n",
}

WORDS = (
    "Is 3 < 4 and 5 > 2?",
    "The grades A*, B and A*",
    "Calls cost 5p* a minute",
    "* Not on bank holidays",
    "Daily* and at weekends*",
    "ফি*, খরচ*",
    "费用*和时间*",
    "Dial *#06#.",
    "*Costs apply",
    "** Not on bank holidays",
    "Fees** apply",
    "Fees** and costs** apply",
    "2**3**4",
    "Our hours: ____ to ____",
    "See kent.police.uk/?a=1&lt=2&amp=3&copy=4",
    "5 * 3 * 2",
    "Games such as GTA_V",
    "Follow @kent_police_ or @_kent_.",
    "Q&A; R&D; A&E; M&S; B&B",
    "We are #1 in Kent. Use #help.",
    "C# and F# are languages",
    "About ~5 to ~6 minutes",
    "See www.kent.police.uk/a_b_c or write to kent_team_a@kent.police.uk.",
    r"In C:\new files",
    "Write to _team_@kent.police.uk.",
    # words to come, which are told as such
    "<name>",
    "Ask <head teacher> for help.",
    "For the parent[s] of a child",
    "[insert name]",
    "__FORCE NAME__",
    "____",
    "***",
)


@pytest.mark.parametrize("text", MARK_UP)
def test_mark_up_is_found_where_it_begins(text: str) -> None:
    found = find_mark_up(text)
    assert found
    start, fault = found
    assert text[start:].startswith(MARK_UP[text])
    assert (fault.code, f"“{MARK_UP[text]}”" in fault.message) == ("mark-up", True)


@pytest.mark.parametrize("text", WORDS)
def test_signs_that_mean_themselves_are_no_mark_up(text: str) -> None:
    assert find_mark_up(text) is None


BOLD = "Here **is** one"
PLACES = {
    "imprint": {"edition": f"parent:\n  imprint: {BOLD}\n"},
    "contact lines": {"edition": f'parent:\n  contact_lines: ["{BOLD}"]\n'},
    "a section": {
        "edition": f"parent:\n  sections:\n    - id: now\n      heading: Now\n      blocks:\n        - box: {BOLD}\n"
    },
    "words of the version": {"edition": f"current_version: {BOLD}\n"},
    "a service": {"agencies": AGENCIES.replace("Somebody who listens.", BOLD)},
    "the note of a contact": {"agencies": AGENCIES.replace("level: own", f"note: {BOLD}\n        level: own")},
    "the name of a service": {"agencies": AGENCIES.replace("Kent Families", BOLD)},
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_refused_wherever_a_text_is_printed(place: str, tmp_path: Path) -> None:
    _, problems = examine(read_folder(own_folder(tmp_path, **PLACES[place])))
    assert [problem.code for problem in problems if problem.severity == "error"] == ["mark-up"]


def test_it_is_refused_in_the_words_of_the_program(tmp_path: Path) -> None:
    phrases = shipped_phrases().read_text(encoding="utf-8").replace("call: Call", "call: <i>Call</i>", 1)
    folder = own_folder(tmp_path)
    (folder / "phrases.yaml").write_text(phrases, encoding="utf-8")
    _, problems = examine(read_folder(folder))
    assert [problem.code for problem in problems if problem.severity == "error"] == ["mark-up"]


def test_it_is_refused_in_a_translation() -> None:
    found = [fault.code for fault in text_faults("Call 101.", "Dzwoń <b>101</b>.", language_of("pl"))]
    assert found == ["mark-up"]
