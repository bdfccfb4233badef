"""Forms filled in as other programs do it: PDFium as its users type, pikepdf with the font that the form names.

pikepdf's own generator is that of qpdf, which writes only fonts with a byte for a letter; so the appearance is written
here, as ISO 32000-1, 12.7.3.3 says.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


def typed(path: Path, values: Mapping[str, str]) -> bytes:
    """The form after somebody typed the values, letter by letter, in a viewer made with PDFium."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    assert document.formenv is not None
    form = document.formenv.raw
    for page in document:
        for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            field = pdfium.FPDFPage_GetAnnot(page.raw, number)
            if pdfium.FPDFAnnot_GetSubtype(field) == pdfium.FPDF_ANNOT_WIDGET:
                box = pdfium.FS_RECTF()
                pdfium.FPDFAnnot_GetRect(field, box)
                _type(form, page.raw, (box.left + 5, (box.top + box.bottom) / 2), values.get(_name(form, field), ""))
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _name(form: object, field: object) -> str:
    room = ctypes.create_string_buffer(400)
    length = pdfium.FPDFAnnot_GetFormFieldName(form, field, ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), 400)
    return room.raw[: length - 2].decode("utf-16-le")


def _type(form: object, page: object, at: tuple[float, float], text: str) -> None:
    pdfium.FORM_OnLButtonDown(form, page, 0, *at)
    pdfium.FORM_OnLButtonUp(form, page, 0, *at)
    for letter in text:
        pdfium.FORM_OnChar(form, page, ord(letter), 0)
    pdfium.FORM_ForceToKillFocus(form)


def written(path: Path, values: Mapping[str, str]) -> bytes:
    """The form with the values and their appearances written by pikepdf."""
    with pikepdf.open(path) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            text = values.get(str(field.T), "")
            font = pdf.Root.AcroForm.DR.Font[str(field.DA).split()[0]]
            codes = _codes(font)
            show = "".join(codes[letter] for letter in text)
            baseline = float(field.AP.N.BBox[3]) / 2 - 0.4 * float(str(field.DA).split()[1])
            field.V = pikepdf.String(text)
            field.AP.N.write(f"/Tx BMC q BT {field.DA} 1 {baseline:.2f} Td <{show}> Tj ET Q EMC".encode("ascii"))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def values_in(pdf: bytes) -> dict[str, str]:
    """The value of each field, by its name."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {str(field.T): str(field.get("/V", "")) for field in opened.Root.AcroForm.Fields}


def _codes(font: pikepdf.Object) -> dict[str, str]:
    """The code of each letter in a font, in hexadecimal, by its ToUnicode."""
    entries = font.ToUnicode.read_bytes().decode("ascii").split("endcodespacerange")[1]
    pairs = re.findall(r"<(\w+)> <(\w+)>", entries)
    return {bytes.fromhex(text).decode("utf-16-be"): code for code, text in pairs}
