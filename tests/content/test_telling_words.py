"""Telling words of other languages: found in each way to write them, and not inside of other words."""

from __future__ import annotations

import pytest

from leafletgen.content.languages import language_of
from leafletgen.content.translations.telling import TellingWords


@pytest.mark.parametrize(
    ("tag", "beginning", "text", "found"),
    [
        ("pl", "policj", "To jest policja.", "policja"),
        ("pl", "policj", "POLICJA", "POLICJA"),
        ("pl", "sąd", "przesąd", None),
        ("uk", "поліц", "Зателефонуйте в Поліцію", "Поліцію"),
        ("uk", "суд", "посуд", None),
        ("ar", "شرط", "شرطة", "شرطة"),
        ("ar", "شرط", "اتصل بالشرطة.", "بالشرطة"),
        ("ar", "شرط", "والشرطة", "والشرطة"),
        ("ar", "شرط", "للشرطة", "للشرطة"),
        ("ar", "شرط", "لشرطي", "لشرطي"),
        ("ar", "شرط", "فبالشرطة", "فبالشرطة"),
        ("ar", "شرط", "كشرطي", "كشرطي"),
        ("ar", "شرط", "الشُّرْطَة", "الشرطة"),
        ("ar", "شرط", "الشـــرطة", "الشرطة"),
        ("ar", "شرط", "«الشرطة»", "الشرطة"),
        ("ar", "شرط", "أشرطة", None),
        ("ar", "إساء", "اساءة", "اساءة"),
        ("ar", "اعتد", "إعتداء", "اعتداء"),
        ("ur", "پولیس", "پولیس\u200cوالا", "پولیسوالا"),
        ("ur", "جرم", "مجرم", None),
        ("fa", "پلیس", "پلیس\u200cها", "پلیسها"),
        ("bn", "পুলিশ", "পুলিশের", "পুলিশের"),
        ("bn", "শিশু", "পুলিশিশু", None),
        ("bn", "লিশ", "পুলিশ", None),
        ("bn", "থান", "ঠিকানা, থানা।", "থানা"),
        ("bn", "থান", "না।থানা", "থানা"),
        ("pa-Guru", "ਪੁਲਿਸ", "ਪੁਲਿਸ ਨੂੰ", "ਪੁਲਿਸ"),
        ("pa-Guru", "ਲਿਸ", "ਪੁਲਿਸ", None),
        ("gu", "પોલીસ", "પોલીસને", "પોલીસને"),
        ("ta", "காவல்", "காவல்துறை", "காவல்துறை"),
        ("zh-Hans", "警察", "请联系警察。", "警察"),
        ("zh-Hans", "警察", "警局", None),
        ("ro", "poliț", "Poliţia", "Poliția"),
        ("ro", "naș", "NAŞTE", "NAȘTE"),
        ("ur", "پولیس", "پوليس", "پولیس"),
        ("ur", "وکیل", "وكيل", "وکیل"),
        ("ur", "گواہ", "گواه", "گواہ"),
        ("fa", "پلیس", "پليس", "پلیس"),
        ("ar", "قضي", "القضیة", "القضية"),
        ("uk", "в’язн", "В'язниця", "В’язниця"),
        ("uk", "в’язн", "в\u02bcязниця", "в’язниця"),
        ("cy", "d’heddlu", "i d'heddlu", "d’heddlu"),
    ],
)
def test_a_telling_word_is_found_as_it_is_written(tag: str, beginning: str, text: str, found: str | None) -> None:
    assert TellingWords([beginning], language_of(tag)).first(text) == found
