"""The first name in an officer's name: found if it is sure to be one, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.officer.first_name import fault_of_given, first_name

FOUND = {
    "Wilhelmina Quaife": "Wilhelmina",
    "PC Wilhelmina Quaife": "Wilhelmina",
    "PC 4417 Wilhelmina Quaife": "Wilhelmina",
    "PC4417 Wilhelmina Quaife": "Wilhelmina",
    "PC Wilhelmina Quaife 4417": "Wilhelmina",
    "PC Wilhelmina Quaife (4417)": "Wilhelmina",
    "Det. Sgt. Wilhelmina Quaife": "Wilhelmina",
    "D/Sgt Wilhelmina Quaife": "Wilhelmina",
    "T/DC Wilhelmina Quaife": "Wilhelmina",
    "A/D/Insp Wilhelmina Quaife": "Wilhelmina",
    "Ch Insp Wilhelmina Quaife": "Wilhelmina",
    "Ch/Supt Wilhelmina Quaife": "Wilhelmina",
    "Temp. Det. Ch. Insp. Wilhelmina Quaife": "Wilhelmina",
    "WPC Wilhelmina Quaife": "Wilhelmina",
    "PCSO Wilhelmina Quaife": "Wilhelmina",
    "Trainee Detective Constable Mary-Ann Quaife": "Mary-Ann",
    "Special Sergeant Siân O’Quaife": "Siân",
    "Ditectif Gwnstabl Siân Quaife": "Siân",
    "Rhingyll Dros Dro Llŷr Quaife": "Llŷr",
    "Prif Arolygydd Ŵyn Quaife": "Ŵyn",
    "Uwch-arolygydd Ffion Quaife": "Ffion",
    "Swyddog Cymorth Cymunedol Angharad Quaife": "Angharad",
    "SCCH Angharad Quaife": "Angharad",
    "Mrs Zoë MacQuaife": "Zoë",
    "Ms. Łucja Quaife": "Łucja",
    "LaToya Quaife": "LaToya",
    "D’Arcy Quaife": "D’Arcy",
    "Jo Quaife": "Jo",
    "Dan Quaife": "Dan",
    "Adi Quaife": "Adi",
    "DSgt Wilhelmina Quaife": "Wilhelmina",
    "TDCI Wilhelmina Quaife": "Wilhelmina",
    "Det Con Wilhelmina Quaife": "Wilhelmina",
    "DetSgt Wilhelmina Quaife": "Wilhelmina",
    "Det.Con. Wilhelmina Quaife": "Wilhelmina",
    "Student Officer Wilhelmina Quaife": "Wilhelmina",
    "Probationer Wilhelmina Quaife": "Wilhelmina",
    "Analyst Wilhelmina Quaife": "Wilhelmina",
    "Imam Wilhelm Quaife": "Wilhelm",
    "Sarge Wilhelmina Quaife": "Wilhelmina",
    "Sarjant Siân Quaife": "Siân",
    "Y Rhingyll Siân Quaife": "Siân",
    "Yr Arolygydd Siân Quaife": "Siân",
    "Ditectif-Gwnstabl Siân Quaife": "Siân",
    "Wilhelmina Quaife QPM": "Wilhelmina",
    "Mackenzie Quaife": "Mackenzie",
    "Serjeant Wilhelmina Quaife": "Wilhelmina",
    "Pol. Con. Wilhelmina Quaife": "Wilhelmina",
    "Cmdr Wilhelmina Quaife": "Wilhelmina",
    "Ditectif Sarsiant Siân Quaife": "Siân",
    "Y Parch. Siân Quaife": "Siân",
    "Dirprwy Gomisiynydd Siân Quaife": "Siân",
    "Wilhelmina J Quaife": "Wilhelmina",
    "Wilhelmina J. P. Quaife": "Wilhelmina",
    "Wilhelmina QUAIFE": "Wilhelmina",
    "Wilhelmina QUAIFE (4417)": "Wilhelmina",
    "Wilhelmina Li": "Wilhelmina",
    "Jo Ng": "Jo",
    "Dafydd y Quaife": "Dafydd",
    "Benjamin Quaife": "Benjamin",
    "Alba Quaife": "Alba",
    "Jean-Luc Quaife": "Jean-Luc",
    "Insp. Alex C. Quaife": "Alex",
    "PC Alex C Quaife": "Alex",
    "Alex C Quaife": "Alex",
    "PC Alex Y. Quaife": "Alex",
    "PC Alex D Quaife": "Alex",
    "PC Alex A.C. Quaife": "Alex",
    "Sgt Alex P.S. Quaife": "Alex",
    "PC Alex D. C. Quaife": "Alex",
    "PC MacKenzie Quaife": "MacKenzie",
    "PC Mckenzie Quaife": "Mckenzie",
    "PC McKayla Quaife": "McKayla",
    "DC McKenna Quaife": "McKenna",
    "PC O’Shea Quaife": "O’Shea",
    "PC Abu Bakr": "Abu",
    "PC Ben Quaife": "Ben",
    "Della Quaife": "Della",
    "Al-Amin Quaife": "Al-Amin",
    "PC Hannah Branch": "Hannah",
    "PC Hannah J. Branch": "Hannah",
    "PC Alex A Quaife": "Alex",
    "PC Alex A. Quaife": "Alex",
    "Sam Major": "Sam",
    "PC McKenzie-Lee Quaife": "McKenzie-Lee",
    "Sgt Alex Child": "Alex",
    "PC 4417 Hannah Lead": "Hannah",
}

DOUBTED = (
    # a rank, whatever its prefix, is no name
    "D/Sgt", "PC4455", "Ch", "DS 4417", "T/A/Ch/Insp", "Det Con", "P.C.", "SPC", "DCI", "Sgt", "W/PC", "Rhingyll",
    "D/Sgt Quaife", "PC4455 Quaife", "Ch Insp Quaife", "DC Quaife", "Rhingyll Quaife", "Mr Quaife", "Quaife 4417",
    "Ditectif Gwnstabl Quaife", "A/Sgt Quaife", "Temp/Det/Insp Quaife", "TDC Quaife", "Ds Quaife", "Dr Quaife",
    # words of a team, not of a person
    "Safeguarding", "Safeguarding Team", "Police Staff Investigator", "Online Child Abuse Team", "Quaife Unit",
    "Front Desk", "Duty Officer", "Heddlu", "Tîm Diogelu", "MASH", "Public Protection", "Wilhelmina Safeguarding",
    # capitals, as surnames have them
    "EXAMPLE", "QUAIFE Wilhelmina", "QUAIFE", "PC QUAIFE Wilhelmina", "PC WILHELMINA QUAIFE",
    # initials
    "A.", "A. Quaife", "W Quaife", "W. Quaife", "W.Q. Quaife", "AJ Quaife", "Ms. W. Quaife", "PC W Quaife",
    # no order, or more than one person
    "Quaife, Wilhelmina", "Wilhelmina and Alex", "Wilhelmina Quaife & Alex Example", "Alex/Sam Quaife", "Alex; Sam",
    "Wilhelmina Quaife a Alex Example", "Alexandra (Alex) Quaife", "Alexandra “Alex” Quaife",
    # words that a surname begins with
    "DC van der Quaife", "De Quaife", "PC O’Quaife", "PC Mc Quaife", "ap Quaife", "Le Quaife", "Bin Quaife", "St John",
    "McQuaife Wilhelmina", "MacQuaife Wilhelmina",
    "O'QUAIFE Mary", "O’QUAIFE Mary", "O`Quaife Mary", "Al-Quaife Omar", "El-Quaife Omar", "Ben-Quaife Dan",
    "Ní Quaife Aoife", "Abu Quaife Omar", "Dos Quaife Ana", "Von-Quaife Ann",
    # signs that the surname stands first
    "QUAIFE, Wilhelmina (DC)", "Quaife,Wilhelmina", "Quaife ,Wilhelmina", "Quaife،Wilhelmina", "Quaife，Wilhelmina",
    "DC QUAIFE Wilhelmina", "McQUAIFE Ian", "QUAIFE-JONES Ann", "QUAIFE-Jones Ann", "QUAIFE Wilhelmina (4417)",
    "QUAIFE W", "DE QUAIFE Ana", "ŁUCJA-Quaife Ann", "Quaife W", "Quaife W.", "Quaife W.J.", "Quaife WJ", "Quaife W-J",
    "Quaife W. J.", "PC Quaife W", "Quaife DC Wilhelmina", "Quaife PC 4417 Wilhelmina", "Quaife 4417 Wilhelmina",
    "Quaife Mrs Wilhelmina", "Quaife Wilhelmina Mrs", "Quaife Wilhelmina DC", "Quaife Wilhelmina pc",
    "Quaife / Wilhelmina", "Quaife - Wilhelmina", "Quaife – Wilhelmina", "Quaife . Wilhelmina", "Quaife: Wilhelmina",
    "Quaife (Wilhelmina)", "Surname Quaife Forename Wilhelmina",
    # one word, which may be the surname as well
    "Quaife", "Wilhelmina", "MacDonald", "Khan", "Kent", "O’Neil",
    # ranks in one word, and their like
    "DetSgt Quaife", "DetCon Quaife", "DetChInsp Quaife", "Det.Con. Quaife", "Sarge Quaife", "Guv Quaife",
    "Ditectif Sarjant Quaife", "Y Rhingyll Quaife", "Yr Arolygydd Quaife", "Is-arolygydd Quaife",
    "Uwcharolygydd Quaife",
    "Gwnst Quaife", "Lord Quaife", "Capt Quaife", "Analyst Quaife", "Cadet Quaife",
    "Serjeant Quaife", "Inspr Quaife", "PolCon Quaife", "Sarsiant Quaife", "Plismones Quaife", "Ymchwilydd Quaife",
    "Comisiynydd Quaife", "Y Parch Quaife", "Youth Practitioner", "Isva Quaife", "Control Room", "Canolfan Ymateb",
    # what stands in the place of a name, or before it
    "Unknown", "None", "N/A", "TBC", "Your Name", "First Quaife", "Test Quaife", "Ask for Wilhelmina",
    "Call Wilhelmina",
    "Your officer Wilhelmina", "The Duty Sergeant", "Anonymous", "Early Help", "Barnardo’s Wilhelmina",
    "DC Fraud Lead", "PC Drugs Branch", "Sgt Duty Lead", "Quaife Branch", "PC Quaife Safeguarding", "DS Custody Branch",
    "PC Quaife C.", "PC Quaife C", "Quaife A.C. Wilhelmina", "Quaife D.C. Wilhelmina", "PC MacKenzie", "PC Branch",
    "Ben Quaife Omar", "PC Ben",
    # words that are a rank or a name
    "Di Quaife", "Con Quaife", "Di Anne Quaife", "PC Di Anne Quaife",
    # no words
    "4417", "-", "wilhelmina quaife", "…", "Xyz9 Quaife", "Ng Quaife", "J-P Quaife",
)  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_first_name_is_found(name: str) -> None:
    assert first_name(name).text == FOUND[name]


@pytest.mark.parametrize("name", DOUBTED)
def test_what_may_be_no_first_name_is_not_taken(name: str) -> None:
    found = first_name(name)
    assert found.text == ""
    assert found.doubt
    assert "Quaife" not in found.doubt
    assert "QUAIFE" not in found.doubt


@pytest.mark.parametrize("given", ["Wilhelmina", "Jo", "Mary-Ann", "D’Arcy", "ALEX", "AJ", "Di", "Ng"])
def test_a_first_name_given_as_such_is_taken(given: str) -> None:
    assert fault_of_given(given) == ""


@pytest.mark.parametrize(
    "given",
    [
        "PC",
        "PC Alex",
        "D/Sgt",
        "PC4455",
        "A.",
        "W",
        "Safeguarding",
        "Mary Ann",
        "Alex 4417",
        "Quaife, Alex",
        "Sgt Quaife",
        "DetSgt",
        "Sarge",
        "Unknown",
        "None",
        "Name",
        "TBC",
        "tbc",
        "Rhingyll",
    ],
)
def test_what_is_no_first_name_is_not_taken_as_given_either(given: str) -> None:
    assert fault_of_given(given)


@given(st.text(max_size=60))
def test_no_more_than_one_word_of_letters_is_ever_taken(name: str) -> None:
    found = first_name(name)
    assert bool(found.text) != bool(found.doubt)
    assert len(found.text.split()) <= 1
    assert not any(character.isdecimal() for character in found.text)
