"""What a Composer says of one file after another: it keeps the last leaflet in another language."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec.structs import replace

from leafletgen.content.check import check
from leafletgen.content.output_options import OutputOptions
from leafletgen.content.source import read_folder
from leafletgen.errors import ContentError, UsageError
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import OutputFile
from leafletgen.resources import shipped_data

DRAFT = OutputFile("hampshire", "parent", "a5", OutputOptions(language="ar", draft=True))
FILES = (
    DRAFT,
    replace(DRAFT, variant="child"),
    replace(DRAFT, variant="child", size="card"),
    replace(DRAFT, edition="england"),
    replace(DRAFT, options=replace(DRAFT.options, language="pl")),
)
"""Files that have no words in common."""


@pytest.fixture
def composer() -> Composer:
    return Composer(check(read_folder(shipped_data())), lambda _tag: {})


def test_a_file_says_the_same_whatever_was_composed_before_it(composer: Composer) -> None:
    alone = {file: composer.compose(file) for file in FILES}
    assert len({repr(made) for made in alone.values()}) == len(FILES)
    for before, file in permutations(FILES, 2):
        composer.compose(before)
        assert composer.compose(file) == composer.compose(file) == alone[file]


def test_what_was_composed_as_a_draft_is_still_refused_otherwise(composer: Composer) -> None:
    composer.compose(DRAFT)
    with pytest.raises(UsageError, match="press-translation"):
        composer.compose(replace(DRAFT, options=replace(DRAFT.options, profile="press")))
    with pytest.raises(ContentError, match="translation-unchecked"):
        composer.compose(replace(DRAFT, options=replace(DRAFT.options, draft=False)))
    assert not composer.is_ready(DRAFT, "ar")
