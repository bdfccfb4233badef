"""Write a file of a translation as YAML.

In: the language, signatures, telling words and texts. Out: the text of the file; reading it gives the same records.
Why: translators work in other programs, so these files are written whole, in one form that differs only where words do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from leafletgen.content.languages import Language
from leafletgen.content.translations.records import FileKind, Segment, Signature, Signatures

_WORDS_OF: dict[FileKind, str] = {
    "parent": "the leaflet for parents",
    "child": "the leaflet for the child",
    "agencies": "the services",
    "phrases": "the program itself",
}


def file_text(
    language: Language,
    kind: FileKind,
    status: Signatures | None,
    outside: Sequence[str],
    segments: Iterable[Segment],
) -> str:
    """The text of one file."""
    lines = [
        "# yaml-language-server: $schema=../../schemas/translation.json",
        f"# The words of {_WORDS_OF[kind]} in {language.english}. `leafletgen translate` writes this file whole, so",
        "# comments in it are not kept. `en` is the English that was translated; `note` is never printed.",
        f"language: {language.tag}",
    ]
    if status:
        lines += ["status:", *_signatures(status, "  ")]
    if outside:
        lines += ["# No word on an outer page may begin with one of these.", "outside:"]
        lines += [f"  - {_quoted(word)}" for word in outside]
    lines.append("segments:")
    found = [line for segment in segments for line in _segment(segment)]
    return "\n".join([*lines, *found]) + "\n" if found else "\n".join([*lines[:-1], "segments: []"]) + "\n"


def _segment(segment: Segment) -> Iterator[str]:
    yield f"  - at: {segment.place}"
    yield f"    en: {_quoted(segment.en)}"
    if segment.text:
        yield f"    text: {_quoted(segment.text)}"
    if segment.note:
        yield f"    note: {_quoted(segment.note)}"
    yield from _signatures(segment, "    ")


def _signatures(signed: Signatures | Segment, indent: str) -> Iterator[str]:
    for name in ("translated", "checked", "checked_again"):
        signature: Signature | None = getattr(signed, name)
        if signature:
            yield f"{indent}{name}: {{by: {_quoted(signature.by)}, on: {signature.on}}}"


def _quoted(text: str) -> str:
    """A text in double quotes; a no-break space is written so that one sees it."""
    return json.dumps(text, ensure_ascii=False).replace("\u00a0", "\\_")
