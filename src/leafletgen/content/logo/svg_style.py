"""The style of SVG elements: attributes, style sheets and inheritance, as far as logos need them.

In: the tree of a drawing. Out: the properties of each element; colours and numbers read from them.
Raises Unfit for a property that cannot be printed or understood: nothing is ignored silently.
Source: SVG 1.1 (second edition), 6 and 11, and 4.2 for lengths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from leafletgen.content.logo.drawing import Rgb
from leafletgen.content.logo.svg_tree import FLAT, SIMPLER, FoundFaults, Node, Unfit, refers_outside
from leafletgen.content.values import quote
from leafletgen.units import MM_PER_INCH

Style = Mapping[str, str]

_INHERITED: Style = {
    "color": "black",
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-opacity": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "visibility": "visible",
    "paint-order": "normal",
    "marker": "none",
    "marker-start": "none",
    "marker-mid": "none",
    "marker-end": "none",
}
_OWN: Style = {
    "display": "inline",
    "opacity": "1",
    "transform": "none",
    "clip-path": "none",
    "mask": "none",
    "filter": "none",
    "mix-blend-mode": "normal",
    "vector-effect": "none",
    "transform-origin": "0 0",
    "transform-box": "view-box",
    "systemLanguage": "",
}
INITIAL: Style = {**_INHERITED, **_OWN}
"""The initial values of the properties that are supported; other properties do not affect shapes."""

_EFFECTS = ("clip-path", "mask", "filter", "mix-blend-mode", "vector-effect", "transform-origin", "transform-box")
_PLAIN = (*_EFFECTS, "marker", "marker-start", "marker-mid", "marker-end", "systemLanguage")
_ATTRIBUTES_ALONE = frozenset({"d", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height", "points", "all"})
_MOST_RULES = 500
_SELECTOR = re.compile(r"(?=.)(\*|[A-Za-z]+)?(?:([.#])([\w-]+))?")
_LENGTH = re.compile(r"([+-]?+(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?\d++)?+)(px|pt|pc|mm|cm|in)?")
_LONGEST_NUMBER = 40  # characters
_UNITS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / MM_PER_INCH, "cm": 960 / MM_PER_INCH, "in": 96.0}


class CssRule(NamedTuple):
    """The declarations of a style sheet for one selector: element name, then `.` and a class, or `#` and an id.

    `weight` is the specificity of the selector.
    """

    weight: tuple[int, int]
    name: str
    mark: str
    value: str
    declarations: dict[str, str]

    def matches(self, node: Node, classes: frozenset[str]) -> bool:
        """Whether the selector matches an element with these classes."""
        if self.name not in ("", "*", node.name):
            return False
        if self.mark == "#":
            return node.attributes.get("id") == self.value
        return not self.mark or self.value in classes


def _read_rules(root: Node, faults: FoundFaults) -> list[CssRule]:
    """The rules of all style sheets of the drawing, in order of increasing precedence."""
    rules: list[CssRule] = []
    for node in root.walk():
        if node.name == "style":
            with faults.keeping():
                for rule in _rules_in(node):
                    with faults.keeping():
                        rules += _read_rule(rule, node)
            if len(rules) > _MOST_RULES:
                raise Unfit("logo-too-big", f"its style sheets have more than {_MOST_RULES} rules", SIMPLER, node.line)
    return sorted(rules, key=lambda rule: rule.weight)


def _rules_in(node: Node) -> Iterator[str]:
    *rules, rest = _without_comments(node.text, node).split("}")
    yield from rules
    if rest.strip():
        raise _unread_style(rest.strip(), node)


def _read_rule(rule: str, node: Node) -> list[CssRule]:
    """A rule of a style sheet, once for each of its selectors."""
    selectors, brace, body = rule.partition("{")
    if not brace or "{" in body or "@" in selectors:
        raise _unread_style(rule.strip(), node)
    declarations = _declarations(body, node)
    found = [_SELECTOR.fullmatch(selector.strip()) for selector in selectors.split(",")]
    if not all(found):
        raise _unread_style(selectors.strip(), node)
    return [_css_rule(one, declarations) for one in found if one]


def _css_rule(selector: re.Match[str], declarations: dict[str, str]) -> CssRule:
    name, mark, value = (part or "" for part in selector.groups())
    weight = ({"": 0, ".": 1, "#": 2}[mark], int(name not in ("", "*")))
    return CssRule(weight, name, mark, value, declarations)


def _without_comments(text: str, node: Node) -> str:
    kept: list[str] = []
    while text:
        before, mark, text = text.partition("/*")
        kept.append(before)
        if mark:
            comment, end, text = text.partition("*/")
            if not end:
                raise _unread_style(f"/*{comment}", node)
    return "".join(kept)


def _declarations(body: str, node: Node) -> dict[str, str]:
    """The properties that are supported, of all that are declared."""
    found: dict[str, str] = {}
    for declaration in filter(None, (part.strip() for part in _without_comments(body, node).split(";"))):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if not colon or "!" in value or "\\" in value or (name in _ATTRIBUTES_ALONE and node.name != "svg"):
            raise _unread_style(declaration, node)
        if refers_outside(value):
            raise Unfit("logo-svg-outside", "it refers to another file", FLAT, node.line)
        if name in INITIAL:
            found[name] = value
    return found


def _unread_style(text: str, node: Node) -> Unfit:
    hint = "Export it with presentation attributes instead of a style sheet, or export the logo as PNG."
    return Unfit("logo-svg-style", f"its style {quote(text)} is not understood", hint, node.line)


class Cascade:
    """The style sheets of a drawing, and what they and its own attributes declare for each element, read once."""

    def __init__(self, root: Node, faults: FoundFaults) -> None:
        self.faults = faults
        self.rules = _read_rules(root, faults)
        self._declared: dict[Node, dict[str, str]] = {}
        self._by_rules: dict[tuple[str, str, str], dict[str, str]] = {}

    def style_of(self, node: Node, above: Style) -> Style:
        """The properties of an element whose parent has the style `above`; effects and transparency are faults."""
        if node not in self._declared:
            self._declared[node] = self._declare(node)
        own = self._declared[node]
        inherited = {name: above[name] for name, value in own.items() if value == "inherit"}
        style = {**above, **_OWN, **own, **inherited}
        if style["display"] != "none":
            _check_style(style, node, self.faults)
        return style

    def _declare(self, node: Node) -> dict[str, str]:
        declared = {name: value for name, value in node.attributes.items() if name in INITIAL}
        return declared | self._ruled(node) | _declarations(node.attributes.get("style", ""), node)

    def _ruled(self, node: Node) -> dict[str, str]:
        """What the style sheets declare for an element; found once for all that are alike."""
        alike = node.name, node.attributes.get("id", ""), node.attributes.get("class", "")
        if alike not in self._by_rules:
            classes = frozenset(alike[2].split())
            self._by_rules[alike] = {
                name: value
                for rule in self.rules
                if rule.matches(node, classes)
                for name, value in rule.declarations.items()
            }
        return self._by_rules[alike]


def _check_style(style: Style, node: Node, faults: FoundFaults) -> None:
    for name in _PLAIN:
        if style[name] not in ("none", INITIAL[name]):
            with faults.keeping():
                raise Unfit("logo-svg-effect", f"its {name} is {quote(style[name])}", FLAT, node.line)
    with faults.keeping():
        if not style["paint-order"].startswith(("normal", "fill", "markers fill")):
            raise Unfit("logo-svg-effect", "its strokes are painted before its fills", FLAT, node.line)
    with faults.keeping():
        check_opaque(style, "opacity", node)


def check_opaque(style: Style, name: str, node: Node) -> None:
    """Raise Unfit if an opacity is not 1."""
    if style[name] != "100%" and number(style[name], name, node) != 1:
        raise Unfit("logo-svg-clear", f"its {name} is {style[name]}, so it is transparent", FLAT, node.line)


def paint(style: Style, name: str, node: Node) -> Rgb | None:
    """The colour of `name` (fill or stroke) in sRGB, components from 0 to 1; None if there is no colour."""
    from PIL import ImageColor  # Imported late: it takes 40 ms, and only editions with a logo need it.

    value = style[name].strip()
    if value.lower() == "currentcolor":
        value = style["color"].strip()
    if value == "none":
        return None
    if value.lower().startswith("url("):
        raise Unfit("logo-svg-paint", f"its {name} is a gradient or a pattern", FLAT, node.line)
    try:
        red, green, blue, alpha = ImageColor.getcolor(value, "RGBA")  # type: ignore[misc]
    except ValueError:
        if value in ("transparent", "context-fill", "context-stroke"):
            raise Unfit("logo-svg-clear", f"its {name} is {value}", FLAT, node.line) from None
        raise unread(name, value, node) from None
    if alpha != 255:
        raise Unfit("logo-svg-clear", f"its {name} {value} is transparent", FLAT, node.line)
    return round(red / 255, 4), round(green / 255, 4), round(blue / 255, 4)


def number(text: str, name: str, node: Node) -> float:
    """A number or a length in user units. Raises Unfit for anything else."""
    found = _LENGTH.fullmatch(text.strip()) if len(text) <= _LONGEST_NUMBER else None
    value = float(found[1]) * _UNITS[found[2]] if found else float("inf")
    if abs(value) > 1e9:
        raise unread(name, text, node)
    return value


def numbers(text: str, name: str, node: Node) -> list[float]:
    """Numbers separated by spaces or commas."""
    return [number(part, name, node) for part in text.replace(",", " ").split()]


def unread(name: str, value: str, node: Node) -> Unfit:
    """The exception for a value that cannot be understood."""
    hint = "Export it again from the drawing program, or export the logo as PNG."
    return Unfit(
        "logo-svg-value", f"{name} of <{node.name}> is {quote(value)}, which is not understood", hint, node.line
    )
