"""Layers: what is in one that is not printed is not judged, and what is printed is, however the file says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from leafletgen.checks.preflight import preflight
from tests.support.file_limits import codes
from tests.support.small_pdf import Change, small_pdf

RED = "1 0 0 rg 80 80 10 10 re f"
ON, OFF = "on", "off"


def layer(pdf: pikepdf.Pdf, name: str = "Notes", **more: Any) -> Any:
    return pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name), **more))


def with_layers(
    make: Callable[[pikepdf.Pdf, Any, Any], Any],
    code: str = f"/OC /Own BDC {RED} EMC",
    base: str = "/ON",
    usage: str = "",
    **more: Any,
) -> Change:
    """A page with a fault inside a layer: `make` gets one that is on and one that is off, and makes the one to use."""

    def change(pdf: pikepdf.Pdf) -> None:
        on, off = layer(pdf, "on"), layer(pdf, "off", **more)
        if usage:
            off.Usage = Dictionary(Print=Dictionary(PrintState=Name(usage)))
        states: dict[str, Any] = {"ON": Array([on]), "OFF": Array([off])} if base == "/ON" else {"ON": Array([on])}
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([on, off]), D=Dictionary(BaseState=Name(base), **states))
        page = pdf.pages[-1]
        page.Resources["/Properties"] = Dictionary(Own=make(pdf, on, off))
        page.Contents.write(page.Contents.read_bytes() + f"\n{code}".encode())

    return change


def member(pdf: pikepdf.Pdf, groups: Any, policy: str = "", **more: Any) -> Any:
    made = Dictionary(Type=Name.OCMD, OCGs=groups, **more)
    if policy:
        made["/P"] = Name(policy)
    return pdf.make_indirect(made)


HIDDEN: dict[str, Change] = {
    "off": with_layers(lambda pdf, on, off: off),
    "off by its base state": with_layers(lambda pdf, on, off: off, base="/OFF"),
    "not for print": with_layers(lambda pdf, on, off: layer_off_in_print(pdf, on)),
    "member of one that is off": with_layers(lambda pdf, on, off: member(pdf, off)),
    "member of those off": with_layers(lambda pdf, on, off: member(pdf, Array([off, off]))),
    "all on": with_layers(lambda pdf, on, off: member(pdf, Array([on, off]), "/AllOn")),
    "any off": with_layers(lambda pdf, on, off: member(pdf, Array([on]), "/AnyOff")),
    "all off": with_layers(lambda pdf, on, off: member(pdf, Array([on, off]), "/AllOff")),
    "not": with_layers(lambda pdf, on, off: member(pdf, on, VE=Array([Name("/Not"), on]))),
    "and": with_layers(lambda pdf, on, off: member(pdf, on, VE=Array([Name("/And"), on, off]))),
    "or": with_layers(lambda pdf, on, off: member(pdf, on, VE=Array([Name("/Or"), off, Array([Name("/Not"), on])]))),
    "a mark within": with_layers(lambda pdf, on, off: off, f"/OC /Own BDC /P BMC EMC {RED} EMC"),
    "a layer within": with_layers(lambda pdf, on, off: off, f"/OC /Own BDC /OC /None BDC {RED} EMC EMC"),
    "to the end": with_layers(lambda pdf, on, off: off, f"/OC /Own BDC {RED}"),
    "text": with_layers(lambda pdf, on, off: off, "/OC /Own BDC 1 0 0 rg BT /T 5 Tf 80 80 Td (aa) Tj ET EMC"),
    "a rich black line": with_layers(lambda pdf, on, off: off, "/OC /Own BDC 1 1 1 1 K 9 w 80 80 m 90 90 l S EMC"),
}


def layer_off_in_print(pdf: pikepdf.Pdf, group: Any) -> Any:
    group.Usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    return group


PRINTED: dict[str, Change] = {
    "on": with_layers(lambda pdf, on, off: on),
    "on by its base state": with_layers(lambda pdf, on, off: on, base="/OFF"),
    "off, but for print": with_layers(lambda pdf, on, off: off, usage="/ON"),
    "of another intent": with_layers(lambda pdf, on, off: off, Intent=Name.Design),
    "any on": with_layers(lambda pdf, on, off: member(pdf, Array([on, off]))),
    "any off": with_layers(lambda pdf, on, off: member(pdf, Array([on, off]), "/AnyOff")),
    "of none": with_layers(lambda pdf, on, off: member(pdf, Array([]))),
    "not": with_layers(lambda pdf, on, off: member(pdf, off, VE=Array([Name("/Not"), off]))),
    "after its end": with_layers(lambda pdf, on, off: off, f"/OC /Own BDC EMC {RED}"),
    "no layer": with_layers(lambda pdf, on, off: off, f"/Span /Own BDC {RED} EMC"),
    "unknown": with_layers(lambda pdf, on, off: off, f"/OC /Other BDC {RED} EMC"),
    "too many ends": with_layers(lambda pdf, on, off: off, f"EMC EMC {RED}"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_not_printed_is_not_judged(name: str) -> None:
    assert codes("x4", HIDDEN[name]) == []


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed_is_judged(name: str) -> None:
    assert codes("x4", PRINTED[name]) == ["rgb-colour"]


@pytest.mark.parametrize(("which", "found"), [(ON, ["rgb-colour", "transparency"]), (OFF, [])])
def test_a_form_in_a_layer(which: str, found: list[str]) -> None:
    def make(pdf: pikepdf.Pdf, on: Any, off: Any) -> Any:
        group = Dictionary(S=Name.Transparency)
        box = Array([0, 0, 160, 160])
        form = pdf.make_stream(RED.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=box, Group=group)
        form["/OC"] = on if which == ON else off
        pdf.pages[-1].Resources["/XObject"] = Dictionary(F=form)
        return on

    found_codes = codes("x1a", with_layers(make, "/F Do"))
    assert [code for code in found_codes if code != "layers"] == found


def test_a_page_of_which_nothing_is_printed_is_blank() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        with_layers(lambda pdf, on, off: off)(pdf)
        pdf.pages[-1].Contents.write(b"/OC /Own BDC 0 0 0 1 k 60 60 10 10 re f EMC")

    assert codes("x4", change) == ["blank-page"]


def test_an_expression_without_end_is_too_much() -> None:
    def endless(pdf: pikepdf.Pdf, on: Any, off: Any) -> Any:
        within = pdf.make_indirect(Array([Name("/Not")]))
        within.append(within)
        return member(pdf, on, VE=within)

    found = preflight(small_pdf("x4", with_layers(endless)), "a.pdf", "press")
    assert [problem.code for problem in found.problems] == ["too-big-to-examine"]
