"""Form fields: blanks that can be filled in on a screen (ISO 32000-1, 12.7; ISO 14289-1, 7.18).

In: blanks and their annotations. Out: a text field for each, and the document's AcroForm.
Why our own objects: ReportLab's form fields support neither embedded fonts nor structure. The font of the fields is
embedded whole, because nobody knows what will be typed, and as a composite font: a simple one has 256 codes, and
programs write letters outside Windows-1252 in another font, as other letters, or not at all. An empty field draws
nothing, so the rule below it prints as a line to write on. NeedAppearances is not set: each field has its appearance,
and a program that changes a value writes a new one.
"""

from __future__ import annotations

from msgspec import Struct

from leafletgen.layout.display_list import Blank
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.draw import number, numbers
from leafletgen.pdf.font_objects import embed_whole
from leafletgen.pdf.library import pdfdoc
from leafletgen.pdf.objects import Raw, register, string

_FONT_NAMES = ("Wingdings", "Wingdings2", "Wingdings3", "Webdings")
"""The names of the fonts in the form's resources, one for each face. PDFium (Chrome, Edge) takes all letters from a
font with one of these names; from another it takes those of Windows-1252, and the rest from fonts that it does not
embed."""
_BELOW_MIDDLE = 0.4
"""How far below the middle of a field form programs set the baseline, in ems."""
_NO_SCROLL = 1 << 23
"""Field flag 24, DoNotScroll: no more can be typed than the line has room for (ISO 32000-1, table 228). MaxLen is
not set: letters differ in width, so any number of them cuts what would fit, or lets in what does not."""


class Form(Struct):
    """The fields of one document; `close` writes the AcroForm."""

    document: pdfdoc.PDFDocument
    fonts: FontBook
    names: list[str] = []
    numbers: list[int] = []
    font_names: dict[str, str] = {}
    font_numbers: dict[str, int] = {}

    def add(self, body: Raw, annotation: int, blank: Blank, key: int) -> None:
        """Write the field of a blank into `body`, the empty object number `annotation`.

        `key` is its key in the structure tree's ParentTree. Typed text has the same baseline as printed details, and
        ends at the right end of the field (`/Q 2`) if these do.
        """
        half = blank.baseline - blank.y + _BELOW_MIDDLE * blank.size
        name = self._free_name("-".join(blank.details) or "line")
        self.numbers.append(annotation)
        body.text = (
            f"<</Type /Annot /Subtype /Widget /FT /Tx /F 4 /T {string(name)} /TU {string(blank.label)} "
            f"/Rect [{numbers(blank.x, blank.y, blank.x + blank.width, blank.y + 2 * half)}] /StructParent {key} "
            f"/DA ({self._default_appearance(blank)}) "
            f"/Ff {_NO_SCROLL} "
            f"{'/Q 2 ' if blank.rtl else ''}"
            f"/AP <</N {self._empty_appearance(blank, 2 * half)} 0 R>>>>"
        )

    def close(self) -> None:
        """Write the AcroForm of the document."""
        fields = " ".join(f"{annotation} 0 R" for annotation in self.numbers)
        self.document.Catalog.AcroForm = Raw(f"<</Fields [{fields}] /DR {self._resources()}>>")

    def _default_appearance(self, blank: Blank) -> str:
        return f"/{self._font(blank.font)} {number(blank.size)} Tf {numbers(*blank.colour.rgb)} rg"

    def _font(self, face: str) -> str:
        """The name of a face in the form's resources; its first use embeds it."""
        if face not in self.font_names:
            name = self.font_names[face] = _FONT_NAMES[len(self.font_names)]
            self.font_numbers[name] = register(self.document, embed_whole(self.document, self.fonts[face]))
        return self.font_names[face]

    def _resources(self) -> str:
        fonts = " ".join(f"/{name} {number} 0 R" for name, number in self.font_numbers.items())
        return f"<</Font <<{fonts}>>>>"

    def _empty_appearance(self, blank: Blank, height: float) -> int:
        """The object number of an appearance stream that draws nothing."""
        stream = pdfdoc.PDFStream(content=b"/Tx BMC EMC")
        stream.dictionary["Type"] = "/XObject"
        stream.dictionary["Subtype"] = "/Form"
        stream.dictionary["BBox"] = Raw(f"[0 0 {numbers(blank.width, height)}]")
        stream.dictionary["Resources"] = Raw(self._resources())
        return register(self.document, stream)

    def _free_name(self, wanted: str) -> str:
        count = self.names.count(wanted)
        self.names.append(wanted)
        return f"{wanted}-{count + 1}" if count else wanted
