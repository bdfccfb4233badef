"""A booklet in two languages: the pages of one leaflet, then those of the same one in the other language.

In: two laid-out leaflets. Out: one, whose structure tree has a part for each, with its language and its direction.
Why: a Welsh force hands out one booklet, Welsh from the front; a screen reader must read each half in its own voice.
"""

from __future__ import annotations

from leafletgen.layout.display_list import Element, LaidOut


def back_to_back(first: LaidOut, second: LaidOut) -> LaidOut:
    """The pages of both, in this order; the file is in the language and the direction of the first."""
    root = Element("Document", None)
    root.writing_mode = first.root.writing_mode
    if second.rtl != first.rtl:
        second.root.writing_mode = "RlTb" if second.rtl else "LrTb"
    for part in (first, second):
        root.adopt(part.root, "Sect", part.language)
    return LaidOut(
        (*first.pages, *second.pages),
        root,
        f"{first.title} · {second.title}",
        first.language,
        first.over or second.over,
        (*first.left_out, *second.left_out),
        first.rtl,
        first.english_title,
        (*first.values, *second.values),
    )
