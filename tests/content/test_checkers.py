"""Who can check, and what a check says: a program, “nobody” or a call without an answer is no check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leafletgen.content.how_checked import how_fault
from leafletgen.content.roles import checker_fault
from tests.support.faults import FIXTURE
from tests.support.program import run_inside

PROGRAMS = (
    "excel macro", "nightly job", "machine (AI)", "power automate",
    "machine", "AI", "robot", "script", "ChatGPT", "the link checker", "a Python script", "cron job",
    "by machine", "automation", "our system", "robot1", "voice assistant AI", "leafletgen", "CI pipeline",
    "gan beiriant", "DeepL", "computer", "web crawler", "Copilot", "A.I.", "auto", "checked by AI", "bot",
    "Alexa", "excel", "a spreadsheet", "API", "rhaglen",
    "gan raglen", "rhaglen gyfieithu", "RPA", "zapier", "selenium", "playwright script",
)  # fmt: skip
NO_ROLE = (
    "my colleague", "it was me", "no person", "not a person", "no-body", "insert role",
    "N / A", "No-one yet", "none yet", "not me",
    "nobody", "me", "n/a", "-", "someone", "No one", "no-one", "N.A.", "?", "…", "Nobody.", "some body",
    "unknown", "anonymous", "myself", "I", "us", "tbc", "TODO", "to do", "xxx", "x", "ROLE", "<role>",
    "[role]", "your role", "somebody else", "123", "—", "neb", "rhywun", "none", "nil", "self", "a person",
    "anyone", "not known", "no name", "staff member’s name", "initials", "your initials",
)  # fmt: skip
PEOPLE = (
    "IT", "press office", "control room", "call handler", "someone from comms",
    "comms officer", "robotics team", "Robotics team", "script editor", "AI lead", "head of digital and AI",
    "PC", "automation manager", "systems administrator", "computer crime unit", "machine operator",
    "web editor", "tester", "none-emergency team", "front office", "swyddog cyfathrebu",
    "person in charge of the desk", "test call handler", "machin estate officer", "anonymous reporting lead",
    "spreadsheet owner", "rheolwr rhaglen", "swyddog rhaglen",
    "lead on AI safety", "automatic number plate recognition officer",
    "unknown persons unit", "duty sergeant", "volunteer",
)  # fmt: skip
NOT_REACHED = (
    "rang; voicemail full", "switched off", "number switched off", "out of service", "always engaged", "unreached",
    "kept ringing", "rings out", "page is gone", "link broken", "offline", "service closed", "heb ffonio", "no pick-up",
    "tried to ring", "site is down", "nothing happened",
    "wrong service answered", "from memory", "not needed", "too busy",
    "did not ring", "no answer", "not yet", "Didn’t ring", "didnt answer", "rang, no reply", "never rang it",
    "unanswered", "rang it - nobody picked up", "could not get through", "couldn't reach them", "not rung",
    "unable to connect", "line engaged", "rang it, engaged", "will ring tomorrow", "to be rung",
    "need to ring", "rang out", "page not found", "opened it: 404", "number not in service",
    "emailed, awaiting reply", "not checked", "untested", "pending", "later", "has not been checked yet",
    "no time to ring", "assumed right", "skipped", "wrong number", "dim ateb", "not able to open",
    "rang it, answered by nobody", "line dead", "timed out", "does not exist", "isn't working",
    "hasn't replied", "tomorrow", "rang and rang but no-one answered", "opened it but it did not load",
    "email bounced", "ring it later", "no-reply", "website is down", "a dead line", "not reachable", "not responding",
    "just rings", "rings forever", "domain for sale", "access denied", "page is blocked", "will do", "try again",
    "needs checking", "did not", "I didn’t", "opened it, website down", "rang it; will try again", "not possible",
)  # fmt: skip
SAYS_NOTHING = (
    "don’t know", "dunno", "maybe", "looks fine",
    "?", "todo", "TBC", "n/a", "-", "…", "TEXT", "<text>", "none", "x", "yes", "ok", "done", "checked",
    "nothing", "1", "unknown", "not sure", "same as above", "ditto", "✓", "how", "to do", "somehow",
)  # fmt: skip
BY_PROGRAM = (
    "the machine did it",
    "script", "by machine", "asked ChatGPT", "checked with AI", "automatic check", "leafletgen links",
    "ran a script",
)  # fmt: skip
HONEST = (
    "rang, closed message gives the right name and hours", "line busy at 9, spoke to the team at 10",
    "scanned the code",
    "rang it (nobody else was in the queue)", "opened it, no login wall", "called back when the office was open",
    "rang it, not available at weekends", "rang it: not open on Sundays", "rang it and nobody was rude", "it rang",
    "did not answer the first time, did the second", "rang it, not open before 9:00",
    "rang it", "opened it", "rang, no answer out of hours, answered at 10:00", "looked", "rang it: “yes”",
    "rang twice", "not answered at 9:00; answered at 10:00", "no answer at first, but they rang back",
    "rang it, no waiting", "visited", "rang it, put through at once", "opened it, no login needed",
    "texted HELP, got an answer", "spoke to the duty manager", "could not open it at work, opened it at home",
    "rang 0191 404 1234", "asked the service by e-mail", "rang: recorded message",
    "rang, answered by an automated menu", "engaged at first, spoke to them later",
    "rang it and they answered, not busy", "answered, they will ring back", "read it on their page",
    "wedi ffonio", "rang it, no need to call again", "left a message", "opened it, not a dead link",
    "opened it; will check it monthly", "will be opened each month; opened it today", "website", "their website",
    "opened the page, needs to be checked again in May", "rang it; nobody is there at weekends, they said",
    "website is down on Sundays, opened it on Monday", "opened it, not blocked", "rang it just now",
    "checked with the service", "rang it to check", "opened it without problems", "rang, no fault",
)  # fmt: skip


@pytest.mark.parametrize("by", PROGRAMS)
def test_a_program_is_no_checker(by: str) -> None:
    assert (fault := checker_fault(by, "a contact"))
    assert fault.code == "checked-by-machine"


@pytest.mark.parametrize("by", NO_ROLE)
def test_what_names_nobody_is_no_role(by: str) -> None:
    assert (fault := checker_fault(by, "a contact"))
    assert fault.code == "not-a-role"


@pytest.mark.parametrize("by", PEOPLE)
def test_people_are_checkers(by: str) -> None:
    assert checker_fault(by, "a contact") is None


@pytest.mark.parametrize("how", NOT_REACHED)
def test_a_contact_that_was_not_reached_is_not_checked(how: str) -> None:
    assert (fault := how_fault(how, wrong=False))
    assert fault.code == "not-a-check"
    assert how_fault(how, wrong=True) is None  # This is how a contact is found wrong.


@pytest.mark.parametrize("how", [*SAYS_NOTHING, *BY_PROGRAM])
def test_a_check_says_what_a_person_did(how: str) -> None:
    for wrong in (False, True):
        assert (fault := how_fault(how, wrong=wrong))
        assert fault.code == ("checked-by-machine" if how in BY_PROGRAM else "not-a-check")


@pytest.mark.parametrize("how", HONEST)
def test_an_honest_check_is_one(how: str) -> None:
    assert how_fault(how, wrong=False) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "data"))


@pytest.mark.parametrize(
    ("how", "by", "expected"),
    [
        ("rang it", "machine", "--by: error: A program cannot check a contact."),
        ("rang it", "nobody", "--by: error: “nobody” names nobody who did it."),
        ("no answer", "comms officer", "--how: error: “no answer” says that the contact was not reached"),
        ("?", "comms officer", "--how: error: “?” does not say what was done."),
    ],
)
def test_the_command_refuses_them(how: str, by: str, expected: str, folder: Path) -> None:
    outcome = run_inside(
        "contacts", "record", "childline", "phone", "--on", "2026-11-24", "--how", how, "--by", by, "--data", folder
    )
    assert outcome.code == 2
    assert expected in outcome.stderr
    assert not (folder / "checks.yaml").exists()


@pytest.mark.parametrize(
    ("how", "by", "wrong", "expected"),
    [
        ("rang it", "AI", "", "checks.yaml:7:9: error: A program cannot check a contact."),
        ("no answer", "comms officer", "", "checks.yaml:6:10: error: “no answer” says"),
        ("no answer", "comms officer", "    wrong: true\n", ""),
        ("?", "comms officer", "    wrong: true\n", "checks.yaml:6:10: error: “?” does not say"),
    ],
)
def test_the_log_and_the_record_are_held_to_the_same_rule(
    how: str, by: str, wrong: str, expected: str, folder: Path
) -> None:
    what = '  - agency: childline\n    contact: phone\n    value: "0800 1111"\n    on: 2026-11-24\n'
    entry = f'{what}    how: "{how}"\n    by: {by}\n'
    (folder / "checks.yaml").write_text(f"checks:\n{entry}{wrong}", encoding="utf-8")
    outcome = run_inside("validate", "--data", folder)
    assert outcome.code == (3 if expected else 0), outcome.stderr
    assert expected in outcome.stderr
