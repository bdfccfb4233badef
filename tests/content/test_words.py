"""Words that are still to be written, and numbers and addresses inside sentences: found, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.check import examine
from leafletgen.content.contacts_in_text import contacts_in
from leafletgen.content.placeholders import example_address, find_placeholder
from leafletgen.content.source import read_folder
from tests.support.own_folder import AGENCIES, own_folder

PLACEHOLDERS = (
    "To reach us: ...",
    "Published by ...",
    "Published by …",
    "Published by…",
    "write to ...",
    "TODO",
    "TBC",
    "tbd",
    "T.B.C.",
    "[insert]",
    "[insert name]",
    "<name>",
    "{{name}}",
    "Lorem ipsum dolor",
    "Insert your text here",
    "insert phone number",
    "XXXX",
    "0800 xxx xxxx",
    "____",
    "Call us on ____",
    "???",
    "To be confirmed",
    "%NAME%",
    "[Force name]",
    "Published by [Kent]",
    "...",
    "….",
    "Text goes here",
    "The crest of ...",
    "FIXME: words",
    "n/a",
    "---",
    "Published by . . .",
    "(...)",
    '"..."',
    "Placeholder text",
    "Ask Xxxxx",
    "to be added",
    # what a form or a word processor left
    "on dd/mm/yyyy",
    "on XX/XX/XX",
    "Published by XX Police",
    "Click here to enter text.",
    "Click or tap here to enter text.",
    "Add your text here",
    "Enter text here",
    "Heading goes here",
    "CHANGEME",
    "replace this text",
    "Change me",
    "Sample text",
    "#REF!",
    "#NAME?",
    "Published by $FORCE",
    "$title",
    "Ring $phone_number",
    "GREETING_LINE",
    "Write to MY_EMAIL",
    "on dd/mm/yy",
    "(dd/mm/yyyy)",
    "tap to add text",
    "Published by ${force}",
    "Published by FORCE_NAME",
    "Version X.Y",
    "［name］",
    "【insert】",
    "[ ]",
    "- - -",
    "Published by * * *",
    # whose words they would be
    "Published by name of force",
    "Published by Force Name",
    "YOUR FORCE NAME",
    "Published by Your Organisation",
    "Your force here",
    "Published by your force here",
    "Your name here",
    "Your phone number here",
    "Your email address here.",
    "“Your logo here”",
    "Published by your logo here",
    "Put a description here",
    "Content here",
    "Published by Your Force Name",
    "Your Force Logo",
    "e.g. Kent Police",
    # for later
    "TO DO",
    "TO DO: ask Kent",
    "Details to follow",
    "To reach us: number to follow",
    "Published by (to come)",
    "Contact details to be supplied.",
    "To reach us: to be agreed",
    # nothing
    "?",
    "–",
    "To reach us: ?",
    "To reach us: -",
    "blah blah",
    "asdf",
    "ipsum",
    "WIP",
)

WORDS = (
    "Wait... then call.",
    "To do this, call.",
    "One (or more) of these.",
    "Which of these?",
    "What? When?",
    "Call 101 - it is free.",
    "Ask for help - today.",
    "“I am glad I know. I am on your side.”",
    "Insert the card.",
    "He said: stay.",
    "The name of the officer",
    "Is it 3 < 4?",
    "x and y",
    "To be sure, call.",
    "A sample of text",
    "Number: 7",
    "The to-do list",
    "What to do: call 101.",
    "How to follow us",
    "Write your name here:",
    "What is to come: a visit.",
    "These pictures have to be checked by us.",
    "Your force may call you.",
    "Ask your organisation.",
    "They are here to help.",
    "Type the name of your force.",
    "Ask for the name of the service here.",
    "Ask us, e.g. by phone.",
    "A test of your phone",
    "Test",
    "It costs $5.",
    "Follow @kent_police.",
    "Replace this battery.",
    "Change this at once: your password.",
    "Love you xx",
    "One - two - three",
    "To reach us: 101",
    "Tell us: “Stop.”",
    # honest uses of what a form has
    "Report harmful content here: www.kent.police.uk",
    "Send a copy here",
    "Read the full text here.",
    "There is a description here of each step.",
    "Anything goes here.",
    "Find your force here: www.police.uk",
    "More details here:",
    "Ask your charity here in Kent.",
    "Your support starts here",
    "Your rights are explained here",
    "Your child is safe here",
    "E.g. someone asks for money.",
    "e.g. Snapchat or TikTok",
    "To do: talk with your child",
    "To do: ask the school",
    "Date of birth (DD/MM/YYYY)",
    "Write the date (dd/mm/yy) and the time.",
    "The month (MM/YYYY)",
    "Year (yyyy):",
    "Do not tap to add people you do not know",
    "Do not tap to add people…",
    "If you are worried about…",
    "Click to enter the site only if you know it.",
    "Games such as GTA_V",
    "Some ask for money with $bitcoin or $cashapp.",
    "Welcome to Your Force App",
    "Look for #YOUR_SAY",
)

BAD_CONTACTS = (
    "call 0800 111 11",
    "kent@@police",
    "http//kent",
    "Call 9999",
    "Ring us on 9999.",
    "To reach us: 9999",
    "Reach us on 0800 1111 1",
    "call (01622) 690690",
    "Ring 01622-690690.",
    "Ring +44 1622 690690.",
    "Call 1622 690690",
    "O800 1111",
    "023 8O90 1234",
    "Text HELP to 8525",
    "Call 01622.690690",
    "Write to kent.police.uk@",
    "Write to help @ kent.police.uk",
    "help(at)kent.police.uk",
    "see http:/kent.police.uk",
    "see https//www.kent.police.uk/x",
    "see https:kent.police.uk",
    "see www,kent.police.uk",
    "see www.kent",
    "see www kent police uk",
    "see htps://kent.police.uk",
    "see https://www.kent.police.uk/",
    "see kent..police.uk",
    "Call 07700 900123",
    "Call 020 7946 0018",
    "www.example.com",
    "mail me@example.org",
    "Call 101 or 9999",
    "Call 08001111 1",
    "Phone: 0300 12345",
    "Tel. 0300 12345",
    "Call 01999 123456",
    # more ways to get a number wrong
    "Call Samaritans on 9999",
    "Ring the Kent team at 0800 111 11",
    "Helpline 9999",
    "Our number is 9999",
    "Helpline: 0808 800 500",
    "message us on 6177",
    "Dial 99",
    "Dial 1O1",
    "Call 99O",
    "Samaritans: 116 124",
    "0800-1111",
    "0800 1111/0800 111",
    "01622 690690 / 690691",
    "01622 690690 or 69069",
    "Call 01234 567890",
    "Call 07123 456789",
    "Ring 0800 111 days or nights",
    "Ring 0800 111 11 hours 9 to 5",
    "Call +44 1622 690690 days",
    "Call 0800 000 0000",
    # and an address
    "help at kent dot police dot uk",
    "help(a)kent.police.uk",
    "help AT kent.police.uk",
    "help (at) kent.police.uk",
    "help [at] kent.police.uk",
    "help(at)kent",
    "help (a) kent.police.uk",
    "E-mail:help(at)kent.police.uk",
    "2help(a)kent.police.uk",
    "Call 020 7946 0044 24 hours a day",
    "Ring 0800 111 (24 hours)",
    "help{at}kent.police.uk",
    "write to help@kent.police",
    "write to help@kent.polce.uk",
    "write to name@kent.police.uk",
    "write to john.doe@kent.police.uk",
    "hhtp://kent.police.uk",
    "htttp://kent",
    "http:kent",
    "ftp://kent.police.uk",
    "//kent.police.uk",
    "ww.kent.police.uk",
    "wwww.kent.police.uk",
    "www.kent.police",
    "www.kent.police .uk",
    "kent.police.ku",
    "childline.ogr.uk",
    "childline.org.u",
    "childline.cmo",
    "ceop,police.uk",
    "ceop.police.uk\\help",
    "see kent.test",
    "see leaflets.invalid/a",
    "localhost:8000",
    "see 127.0.0.1/leaflet",
    "see leaflets.local",
    # of one or two digits, or digits apart
    "Call 99",
    "If you are in danger, call 10.",
    "ring 12",
    "Or text 5",
    "dial 1 1 1 2",
    "Dial 9.",
    "phone 11 or 101",
    "Telephone: 99",
    "txt 88",
    "Ring 99 now",
    "Call 99 if somebody is in danger.",
    "Call us on 99, day or night",
    "Ring 99 and ask for the police",
    "Call “99”",
    "Call (99)",
    "(call 99)",
    "Call\u00a099",
    "Call 99 or go to 101 High Street",
    "Call 1 or 2.",
    "Call 99 – it is free",
    "Call 99 24 hours a day",
    "Call the police on 99",
    "Our number is 99.",
    "Helpline 99",
    "Ring them at 99",
    "Call 9 9",
    "Dial 9 9 99",
    "Text 99 to report it",
    "You can call 99.",
    "Call the number 99",
    "Call the helpline 12",
    "Give us a call on 99",
    "By calling 99",
    "Ring up 99",
    "Try phoning 12.",
    "Dialling 10 is free.",
    "call:99",
    "Call 99 day or night",
)

GOOD_CONTACTS = (
    "Call 101.",
    "Call 0800 1111 free.",
    "Ring 999 on a mobile. If asked, press 55.",
    "To text 999, first text “register” to 999",
    "Text SHOUT to 85258",
    "From 14 to 18, £40, 10:30, 24/7, 1,000 and 3.5",
    "On 25 May 2026, or 25.05.2026, 2026-11-24 or 01-12-2026",
    "Registered charity number 216401, company number 04735487",
    "Open 0900-1700 and 09:00 to 17:00",
    "Find us on X: @KentPolice",
    "See www.kent.police.uk/help.",
    "Write to help@kent.police.uk.",
    "e.g. this, i.e. that, a.m. and p.m., and/or",
    "Call us within 24 hours",
    "In 2025-26 the Act of 1998",
    "families.google/familylink",
    "Version 1.2.3 of 2026",
    "PO Box 1234, Unit 7, ME15 9BZ",
    "Call 116 123 or 111.",
    "Call 101 and ask for 3 people",
    "Stop It Now. Call them.",
    "Call 365 days a year",
    "We reach 300 families in 365 days",
    "Call us on 24 11 2026.",
    "Text a friend at 1400",
    "call us on 0900-1700",
    "Call Samaritans on 116 123.",
    "0800 1111/0808 800 5000",
    "Look at kent.police.uk",
    "It is 1.5 or 2.5.",
    "Save it as a.txt, b.docx or c.pdf",
    "I or 100 of us",
    # an amount after a number, or a big one
    "Call 0808 800 5000 24 hours a day",
    "Call 0800 1111 7 days a week.",
    "Call 101 24 hours a day",
    "Call 0800 1111 (24 hours)",
    "Call us (365 days a year)",
    "Call us (24 hours)",
    "We reach 12 000 families and 300000 children",
    "We reach 1165 families",
    # a small one
    "call 3 times",
    "Call within 24 hours",
    "call 2 friends",
    "ring us by 5 pm",
    "call 5 minutes before",
    "text 2 words",
    "Text 200 words or 160 characters",
    "Call 100 friends",
    "Call 2 or 3 friends",
    "Call 2 of them",
    "Ring us at 5.",
    "Call us at 9 or 10.",
    "Call us at 5 pm or 17:30",
    "Call us between 9 and 5.",
    "Call us 9-5, Monday to Friday",
    "Call us: 9 to 5",
    "Call us on 5 May or 24 November",
    "Call us on 24 11 26.",
    "Text 12 to 15 year olds",
    "Call 12-15s",
    "Ring twice, then text 3 close friends",
    "Call us for 1 hour",
    "Text 1 to 85258",
    "On your phone: 1. Open the settings.",
    "The phone: 2 of its settings",
    "Her last text: 2 words",
    "After your call 1 of us comes",
    "Contact 2 people you trust",
    "Call 101, option 2.",
    "Call 101 and press 2.",
    "Call 101 or 2 friends",
    "Call 1 or more of them",
    "One of 10 call 2 years later",
    "Reach us in 10 minutes",
    "Ask to speak with 2 people. Call back in 5.",
    "Call us in 2.",
    "Call 3–4 friends",
    "Text 10% of them",
    "Phone 2, 3 or 4 people",
    "They call 1 in 5 families",
    "Call for 1 night",
    "Call us on 12-14 May",
    "Start by calling 2 friends.",
    "From 10:30, on 0900-1700",
    "Your phone: 5 settings",
    # the letter of a paragraph, and capital letters
    "section 1(1)(a) of the Protection of Children Act 1978",
    "section 47(1)(a)",
    "STAY SAFE AT HOME",
    "Look AT THIS.",
    "(a) and (b)",
    "either (a) www.kent.police.uk or (b) call 101",
    "Ask (a) e.g. a teacher",
    "Go to (a) kent.police.uk or (b) childline.org.uk",
    "FIND HELP AT WWW.KENT.POLICE.UK",
    "Powiedział(a)byś",
    "hijo(a)s",
)

FOUND = {
    "Ring 0800 1111 days or nights": "0800 1111",
    "Call 0808 800 5999 hours 9 to 5": "0808 800 5999",
    "Call 0808 800 5000 24 hours a day": "0808 800 5000",
    "Ring 116 123 people listen": "116 123",
    "Ring 116 000 days or nights": "116 000",
    "Text 85258 times are slow": "85258",
    "+44 1622 690690 days": "+44 1622 690690",
    "01622 690690 pages": "01622 690690",
}


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_words_that_nobody_has_written_yet_are_found(text: str) -> None:
    assert find_placeholder(text)


@pytest.mark.parametrize("text", WORDS)
def test_ordinary_words_are_no_placeholder(text: str) -> None:
    assert find_placeholder(text) is None


@pytest.mark.parametrize(
    "address",
    [
        "www.example.com",
        "https://example.org/help",
        "help@example.net",
        "help@example.org.uk",
        "https://www.example.police.uk/",
        "kent.example",
        "https://leaflets.test/a",
        "yourforce.police.uk",
        "https://localhost/a",
        "http://127.0.0.1/",
        "https://www.xxx.police.uk/",
        "your-website.co.uk",
        "help@domain.com",
        "www.mycompany.co.uk",
        "name@kent.police.uk",
        "firstname.lastname@kent.police.uk",
        "someone@kent.police.uk",
        "joe.bloggs@kent.police.uk",
        "help@example",
    ],
)
def test_hosts_of_examples_are_found(address: str) -> None:
    fault = example_address(address)
    assert fault and fault.code == "placeholder"


@pytest.mark.parametrize(
    "address",
    [
        "www.kent.police.uk",
        "examples.org",
        "help@an-example.org",
        "https://test.org/",
        "info@kent.police.uk",
        "youreteachingourchildren.co.uk",
        "https://www.local.gov.uk/",
        "john.smith@kent.police.uk",
    ],
)
def test_other_hosts_are_not(address: str) -> None:
    assert example_address(address) is None


@pytest.mark.parametrize("text", BAD_CONTACTS)
def test_a_wrong_number_or_address_in_a_sentence_is_found(text: str) -> None:
    assert [found for found in contacts_in(text) if found.fault]


@pytest.mark.parametrize("text", GOOD_CONTACTS)
def test_what_is_right_or_no_contact_passes(text: str) -> None:
    assert [found for found in contacts_in(text) if found.fault] == []


@pytest.mark.parametrize("text", FOUND)
def test_a_number_before_days_or_hours_is_found_without_an_amount_after_it(text: str) -> None:
    assert [found.value for found in contacts_in(text)] == [FOUND[text]]


@given(st.text("0123456789 ()+-.@/:wht", max_size=40))
def test_any_text_is_read_to_its_end(text: str) -> None:
    for found in contacts_in(f"Call {text}"):
        assert found.value.replace(" ", "") in f"Call {text}".replace("\u00a0", " ").replace(" ", "")


NUMBER = "Call 0800 111 11 or write to kent@@team"
SECTION = "parent:\n  sections:\n    - id: now\n      heading: Now\n      blocks:\n"
PLACES = {
    "contact_lines": f'parent:\n  contact_lines: ["{NUMBER}"]\n',
    "imprint": f"parent:\n  imprint: {NUMBER}\n",
    "emergency_lines": f'child:\n  emergency_lines: ["{NUMBER}"]\n',
    "current_version": f"current_version: {NUMBER}\n",
    "other_formats": f"child:\n  other_formats: {NUMBER}\n",
    "a paragraph": f"{SECTION}        - text: {NUMBER}\n",
    "a point": f'{SECTION}        - points: ["{NUMBER}"]\n',
    "a heading": SECTION.replace("heading: Now", f"heading: {NUMBER}") + "        - text: A.\n",
    "a box": f"{SECTION}        - box: {NUMBER}\n",
    "a question": f'{SECTION}        - questions: ["{NUMBER}"]\n',
    "below the services": f"{SECTION}        - text: A.\n      below:\n        - text: {NUMBER}\n",
    "a step": f'{SECTION}        - steps: [{{act: A, text: "{NUMBER}"}}]\n',
    "words of crisis": f"{SECTION}        - crisis: {{text: {NUMBER}, agencies: [samaritans]}}\n",
    "the version of a leaflet": f"child:\n  current_version: {NUMBER}\n",
}


@pytest.mark.parametrize("place", PLACES)
def test_contacts_are_judged_wherever_a_text_is_printed(place: str, tmp_path: Path) -> None:
    _, problems = examine(read_folder(own_folder(tmp_path, edition=PLACES[place])))
    found = [problem for problem in problems if problem.severity == "error"]
    lines = (tmp_path / "editions" / "kent.yaml").read_text(encoding="utf-8").splitlines()
    assert [problem.code for problem in found] == ["phone-childline", "email-form"]
    for problem, begins in zip(found, ("0800", "kent@@"), strict=True):
        assert problem.where
        assert lines[problem.where.line - 1][problem.where.column - 1 :].startswith(begins)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Somebody who listens.", "Somebody on 9999 or call 9999."),
        ("For families in Kent", "For [area]"),
        ("name: Kent Families", "name: TODO"),
        ('value: "023 8090 1201"', 'value: "0800 ..."'),
        ("level: own", "note: ring 0800 111\n        level: own"),
        ("level: own", "search_for: help@@kent\n        level: own"),
        ("    label:", "    cost: Call 9999 to ask\n    label:"),
        ("    label:", "    place: Your Force\n    label:"),
        ("    label:", "    was: details to follow\n    label:"),
        ("    contacts:", "    note: {parent: see ww.kent.police.uk}\n    contacts:"),
    ],
)
def test_words_of_agencies_are_judged_too(old: str, new: str, tmp_path: Path) -> None:
    assert old in AGENCIES
    catalogue, _ = examine(read_folder(own_folder(tmp_path, agencies=AGENCIES.replace(old, new))))
    assert catalogue is None
