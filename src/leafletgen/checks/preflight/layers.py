"""Which layers of a file are printed.

In: the catalog of a file; then a group (OCG) or membership dictionary (OCMD). Out: whether what is in it is printed.
Why: a team keeps notes, cutting lines or another language in layers that are off. They never reach paper, so no rule
must judge them; and what a layer prints, though it is off on the screen, must be judged.
Source: ISO 32000-1, 8.11.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pikepdf

from leafletgen.checks.preflight import guard


class Layers:
    """The layers of a file, with the states that they have in print."""

    def __init__(self, root: Any) -> None:
        default = root.get("/OCProperties", {}).get("/D", {})
        self._off = _keys(default.get("/OFF", []))
        self._on = _keys(default.get("/ON", [])) if default.get("/BaseState") == "/OFF" else None

    def print_it(self, layer: Any) -> bool:
        """Whether the content of an optional content group or membership dictionary is printed."""
        if layer is None or layer.get("/Type") != "/OCMD":
            return layer is None or self._group(layer)
        if "/VE" in layer:
            return self._expression(layer.VE, 0)
        groups = layer.get("/OCGs", [])
        named = [groups] if isinstance(groups, pikepdf.Dictionary) else [*groups]
        states = [self._group(group) for group in named if isinstance(group, pikepdf.Dictionary)]
        if not states:
            return True
        policy = str(layer.get("/P", "/AnyOn"))
        return {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}.get(policy, any(states))

    def _group(self, group: Any) -> bool:
        """The state of a group: what it says of printing, else whether it is on when the file is opened."""
        intent = group.get("/Intent", pikepdf.Name.View)
        intents = [intent] if isinstance(intent, pikepdf.Name) else [*intent]
        if not {"/View", "/All"} & {*map(str, intents)}:
            return True
        state = group.get("/Usage", {}).get("/Print", {}).get("/PrintState")
        if state is not None:
            return bool(state != "/OFF")
        return group.objgen not in self._off and (self._on is None or group.objgen in self._on)

    def _expression(self, part: Any, depth: int) -> bool:
        """A visibility expression: a group, or an array of an operator and expressions."""
        if depth > guard.NESTED:
            raise guard.too_big(f"it has a visibility expression of more than {guard.NESTED} levels")
        if isinstance(part, pikepdf.Dictionary):
            return self._group(part)
        operator, *parts = part
        states = [self._expression(one, depth + 1) for one in parts]
        if operator == "/Not":
            return not all(states)
        return all(states) if operator == "/And" else any(states)


def _keys(groups: Iterable[Any]) -> frozenset[tuple[int, int]]:
    return frozenset(group.objgen for group in groups)
