"""The reading grade: syllables counted by letters, and the formula of Flesch and Kincaid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.checks.data.grade import grade, syllables

COUNTED = {
    1: "the home homes called checked shared friend tried through scared phone’s don’t eats used line",
    2: "police table centre behave someone wanted places catches being layout people itself quiet poem safer",
    3: "behaviour messages sexual idea area video violent anyone everyone medicine serious media family create-it",
    4: "activity material emergency appropriate usually information television",
    5: "recommendation investigation opportunity",
}


@pytest.mark.parametrize(("count", "words"), COUNTED.items())
def test_syllables(count: int, words: str) -> None:
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_letters_are_said_one_by_one_and_parts_of_a_word_added_up() -> None:
    assert (syllables("UK"), syllables("OK"), syllables("I"), syllables("step-by-step"), syllables("999")) == (
        2,
        2,
        1,
        3,
        1,
    )


@given(st.text())
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1


def test_the_formula() -> None:
    # 10 words in 2 sentences, 14 syllables: 0.39 * 5 + 11.8 * 1.4 - 15.59
    sentences = [["The", "police", "are", "here", "to", "help"], ["Somebody", "will", "listen", "now"]]
    assert [sum(map(syllables, words)) for words in sentences] == [7, 7]
    assert grade(sentences) == pytest.approx(0.39 * 10 / 2 + 11.8 * 14 / 10 - 15.59)


@given(st.lists(st.lists(st.sampled_from(["cat", "family", "material"]), min_size=1), min_size=1))
def test_longer_sentences_and_longer_words_are_harder(sentences: list[list[str]]) -> None:
    joined = [[word for sentence in sentences for word in sentence]]
    assert grade(joined) >= grade(sentences)
    assert grade([[*sentence[:-1], "recommendation"] for sentence in sentences]) > grade(sentences)
