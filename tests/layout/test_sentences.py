"""Where sentences end, in the scripts and languages of leaflets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.layout.sentences import between_sentences, sentences

SENTENCES: dict[str, list[str]] = {
    "en": ["Call 999.", "Is it an emergency?", "Yes!", "They said “Stay.”", "18000 is for text."],
    "e.g.": ["Ask somebody, e.g. Childline or Dr. Smith at St. Mary's.", "Say no.", "Call them, i.e. NSPCC."],
    "etc.": ["Games, chats, etc. Telling helps, approx. 10 times.", "See No. 10, Mill Rd. Kent, at 9 a.m. Monday."],
    "no": ["She says no.", "Say so."],
    "cy": ["Cewch help, h.y. Childline (e.e. Ffoniwch), rhif. 5.", "Ffoniwch."],
    "more pl": ["O godz. 10 idź do gry, czatu itd. Potem na ul. Polną, m.in. Numer 5.", "Nie płać."],
    "more uk": ["З 9 год. 30 хв. Пишіть про ігри, чати і т. д. Також обл. Київ, м. Львів, буд. 5.", "Далі."],
    "more ro": ["Conform art. 5, pag. 3, șos. Mare, jud. Cluj, jocuri etc. Apoi la ora 9.", "Mergi."],
    "initials": ["Ask for J. Smith.", "They know."],
    "pl": ["Zespół ds. nieletnich (ds. Rodzin) pomaga.", "Wejdź np. na CEOP, tel. 999, nr. 5.", "Masz 18 lat."],
    "uk": ["Ел. пошта (див. Childline) або тел. 999.", "Вул. Шевченка, 5.", "Ви не одні."],
    "ro": ["Sunați la nr. 999.", "Cereți ajutor."],
    "bn": ["ডায়াল করুন।", "999 নম্বরে ফোন করুন।"],
    "ur": ["ملائیں۔", "999 کو فون کریں۔", "خطرہ ہے؟", "اب۔"],
    "ar": ["هل أنت في خطر؟", "اتصل بالرقم 999."],
    "numbers": ["It costs 5.50 pounds.", "Version 2.1 of it."],
    "small letters": ["See www. since 2023."],
    "brackets": ["It is free (0800 1111).", "Nothing is recorded."],
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_sentences_end_at_their_marks_and_not_at_abbreviations(kind: str) -> None:
    assert sentences(" ".join(SENTENCES[kind])) == SENTENCES[kind]


def test_chinese_has_no_space_between_sentences() -> None:
    text = "请打电话。有危险吗？“快！”是。"
    assert [text[start:] for _, start in between_sentences(text)] == ["有危险吗？“快！”是。", "“快！”是。", "是。"]
    assert all(end == start for end, start in between_sentences(text))
    assert sentences(text) == [text]


@given(st.text("Ab. ?!”۔।e", max_size=60))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    assert " ".join(sentences(text)).split() == text.split()
    assert all(text[end:start] == " " for end, start in between_sentences(text))
