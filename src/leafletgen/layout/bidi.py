"""The order of text in which some words are read from right to left: the Unicode Bidirectional Algorithm (UAX #9).

In: a paragraph and its direction. Out: the embedding level of each character (even: it is read from left to right, odd:
from right to left), and the order in which pieces of these levels stand on a line.
Why: no library for Python gives levels, and words are shaped in the order in which they are read. Rules have the names
of UAX #9, revision 46. Only paragraphs with such words load this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import bidirectional

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
"""What stands before and after text whose direction is its own and changes nothing around it."""

_MOST_DEEP = 125
_MOST_BRACKETS = 63
_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
"""Whether the level of an embedding is odd, and the class that it gives to what it holds."""
_ISOLATES = ("LRI", "RLI", "FSI")
_REMOVED = ("BN", "PDF", *_EMBEDDINGS)
_NEUTRAL = ("B", "S", "WS", "ON", "PDI", *_ISOLATES)
_BRACKETS = dict(zip("([{⁅〈❨❪❲❴⟦⟨⟪〈《「『【〔〖〘（［｛｟｢", ")]}⁆〉❩❫❳❵⟧⟩⟫〉》」』】〕〗〙）］｝｠｣", strict=True))
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Brackets that are canonically equivalent to others."""


def levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph on one line (P3 to L1); `base` is 0, or 1 if it begins at the right.

    A character that UAX #9 removes has the level of the one before it.
    """
    kinds = [bidirectional(character) or "L" for character in text]
    ends = _matching_ends(kinds)
    explicit, classes = _explicit(kinds, ends, base)
    resolved = list(explicit)
    for sequence, around in _sequences(kinds, explicit, ends, base):
        _resolve(sequence, text, kinds, classes, resolved, around)
    _end_line(kinds, resolved, base)
    for place, kind in enumerate(kinds):
        if kind in _REMOVED:
            resolved[place] = resolved[place - 1] if place else base
    return resolved


_RIGHT = frozenset(("R", "AL", "NSM", "WS", "ON", "CS", "ES", "ET"))
_LEFT = frozenset(("L", "EN", "WS", "ON", "CS", "ES", "ET"))
"""The classes of words from the right, and from the left, with the marks that take their direction."""


def usual_levels(text: str, isolates: Sequence[tuple[int, int]]) -> list[int] | None:
    """The levels that all rules give a usual paragraph that begins at the right: 1, and 2 in isolates; else None.

    Most are usual: words from the right outside isolates, words and numbers from the left in them, and marks in both.
    `isolates` are ranges of the text, which is without their marks. In an isolate in another one, levels are higher.
    """
    found = [1] * len(text)
    outside, inside, last = "", "", 0
    for start, end in isolates:
        own = text[start:end]
        if start < last or own[-1:].isspace():  # An isolate in another one; L1 may give the space the level 1.
            return None
        outside, last = outside + text[last:start], end
        found[start:end] = [2] * len(own)
        inside += own
    outside += text[last:]
    usual = _RIGHT.issuperset(map(bidirectional, {*outside})) and _LEFT.issuperset(map(bidirectional, {*inside}))
    return found if usual else None


def visual_order(of_pieces: Sequence[int]) -> list[int]:
    """The numbers of the pieces of a line, from left to right, by the level of each (L2)."""
    order = list(range(len(of_pieces)))
    for least in range(max(of_pieces, default=0), 0, -1):
        deep = {piece for piece in order if of_pieces[piece] >= least}
        parts = [list(part) for _, part in groupby(order, deep.__contains__)]
        order = [piece for part in parts for piece in (part[::-1] if part[0] in deep else part)]
    return order


def _matching_ends(kinds: Sequence[str]) -> dict[int, int]:
    """The place of the PDI of each isolate that has one (BD9)."""
    ends: dict[int, int] = {}
    begun: list[int] = []
    for place, kind in enumerate(kinds):
        if kind in _ISOLATES:
            begun.append(place)
        elif kind == "PDI" and begun:
            ends[begun.pop()] = place
    return ends


def _first_strong(kinds: Sequence[str], start: int, end: int, ends: dict[int, int]) -> int:
    """1 if the first letter that has a direction, outside isolates, is read from right to left, else 0 (P2, P3)."""
    place = start
    while place < end:
        if kinds[place] in ("L", "R", "AL"):
            return int(kinds[place] != "L")
        place = ends.get(place, end) if kinds[place] in _ISOLATES else place + 1
    return 0


def _explicit(kinds: Sequence[str], ends: dict[int, int], base: int) -> tuple[list[int], list[str]]:
    """Levels and classes by embeddings, overrides and isolates (X1 to X8)."""
    explicit, classes = [], list(kinds)
    stack = [(base, "", False)]
    isolates = lost_isolates = lost_embeddings = 0
    for place, kind in enumerate(kinds):
        if kind == "PDI" and lost_isolates:
            lost_isolates -= 1
        elif kind == "PDI" and isolates:
            lost_embeddings, isolates = 0, isolates - 1
            while not stack.pop()[2]:
                pass
        elif kind == "PDF" and not lost_isolates and lost_embeddings:
            lost_embeddings -= 1
        elif kind == "PDF" and not lost_isolates and not stack[-1][2] and len(stack) > 1:
            stack.pop()
        level, override, _ = stack[-1]
        explicit.append(base if kind == "B" else level)
        if override and kind not in ("B", *_REMOVED):
            classes[place] = override
        if kind in _EMBEDDINGS or kind in _ISOLATES:
            isolate = kind in _ISOLATES
            own = (
                _first_strong(kinds, place + 1, ends.get(place, len(kinds)), ends) if kind == "FSI" else kind[0] == "R"
            )
            odd, override = (int(own), "") if isolate else _EMBEDDINGS[kind]
            deeper = level + 1 + ((level + 1) % 2 != odd)
            if deeper <= _MOST_DEEP and not lost_isolates and not lost_embeddings:
                isolates += isolate
                stack.append((deeper, override, isolate))
            elif isolate:
                lost_isolates += 1
            elif not lost_isolates:
                lost_embeddings += 1
    return explicit, classes


def _sequences(
    kinds: Sequence[str], explicit: Sequence[int], ends: dict[int, int], base: int
) -> Iterator[tuple[list[int], tuple[str, str]]]:
    """The isolating run sequences (BD13): runs of one level, joined over the isolates between them.

    With each, its classes sos and eos: by the explicit levels beside it, not by those that other rules have set (X10).
    """
    kept = [place for place, kind in enumerate(kinds) if kind not in _REMOVED]
    runs = [list(run) for _, run in groupby(kept, explicit.__getitem__)]
    beside = [base, *(explicit[run[0]] for run in runs), base]
    numbers = {run[0]: number for number, run in enumerate(runs)}
    joined = set(ends.values())
    for number, run in enumerate(runs):
        if run[0] in joined:
            continue
        last = number
        while run[-1] in ends:
            last = numbers[ends[run[-1]]]
            run = [*run, *runs[last]]
        after = base if kinds[run[-1]] in _ISOLATES else beside[last + 2]
        own = explicit[run[0]]
        yield run, ("LR"[max(own, beside[number]) % 2], "LR"[max(own, after) % 2])


def _resolve(
    sequence: Sequence[int],
    text: str,
    kinds: Sequence[str],
    classes: Sequence[str],
    resolved: list[int],
    around: tuple[str, str],
) -> None:
    """Set the levels of a sequence, by its weak and neutral classes (W1 to I2)."""
    level = resolved[sequence[0]]
    found = [classes[place] for place in sequence]
    _weak(found, around[0])
    _brackets(found, [text[place] for place in sequence], [kinds[place] for place in sequence], level, around[0])
    _neutral(found, level, around)
    for place, kind in zip(sequence, found, strict=True):
        if level % 2:
            resolved[place] = level + (kind != "R")
        else:
            resolved[place] = level + {"L": 0, "R": 1}.get(kind, 2)


def _weak(found: list[str], sos: str) -> None:
    """W1 to W7."""
    before, strong = sos, sos
    for n, kind in enumerate(found):
        if kind == "NSM":
            kind = "ON" if before in ("PDI", *_ISOLATES) else before
        before = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        found[n] = "AN" if kind == "EN" and strong == "AL" else kind
    found[:] = ["R" if kind == "AL" else kind for kind in found]
    for n in range(1, len(found) - 1):
        near, kind = found[n - 1], found[n]
        if near == found[n + 1] and (near, kind) in (("EN", "ES"), ("EN", "CS"), ("AN", "CS")):
            found[n] = near
    start = 0
    for kind, part in groupby(list(found)):
        end = start + len(list(part))
        if kind == "ET":
            beside = "EN" in (found[start - 1] if start else "", found[end] if end < len(found) else "")
            found[start:end] = ["EN" if beside else "ON"] * (end - start)
        start = end
    strong = sos
    for n, kind in enumerate(found):
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "CS"):
            found[n] = "ON"
        elif kind == "EN" and strong == "L":
            found[n] = "L"


def _brackets(found: list[str], characters: Sequence[str], kinds: Sequence[str], level: int, sos: str) -> None:
    """Paired brackets have the direction of what they hold or stand in (N0)."""
    own = "LR"[level % 2]
    for opened, closed in sorted(_pairs(found, characters)):
        inside = {_direction(kind) for kind in found[opened + 1 : closed]} - {""}
        if not inside:
            continue
        before = next((_direction(kind) for kind in reversed(found[:opened]) if _direction(kind)), sos)
        chosen = own if own in inside or before == own else before
        for place in (opened, closed):
            found[place] = chosen
            for n in range(place + 1, len(found)):
                if kinds[n] != "NSM":
                    break
                found[n] = chosen


def _pairs(found: Sequence[str], characters: Sequence[str]) -> list[tuple[int, int]]:
    """The places of brackets that belong together (BD16)."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for n, kind in enumerate(found):
        character = _SAME.get(characters[n], characters[n])
        if kind != "ON":
            continue
        if character in _BRACKETS:
            if len(opened) == _MOST_BRACKETS:
                return []
            opened.append((_BRACKETS[character], n))
        elif any(closing == character for closing, _ in opened):
            while opened:
                closing, start = opened.pop()
                if closing == character:
                    pairs.append((start, n))
                    break
    return pairs


def _direction(kind: str) -> str:
    """L or R for a class that has a direction: numbers count as R; "" for a neutral one."""
    return kind if kind == "L" else "R" if kind in ("R", "EN", "AN") else ""


def _neutral(found: list[str], level: int, around: tuple[str, str]) -> None:
    """Neutral characters have the direction of both sides if it is the same, else that of the level (N1, N2)."""
    own, start = "LR"[level % 2], 0
    for neutral, part in groupby(list(found), _NEUTRAL.__contains__):
        end = start + len(list(part))
        if neutral:
            before = _direction(found[start - 1]) if start else around[0]
            after = _direction(found[end]) if end < len(found) else around[1]
            found[start:end] = [before if before == after else own] * (end - start)
        start = end


def _end_line(kinds: Sequence[str], resolved: list[int], base: int) -> None:
    """Separators, and spaces before them and at the end of the line, have the level of the paragraph (L1)."""
    ending = True
    for place in range(len(kinds) - 1, -1, -1):
        kind = kinds[place]
        if kind in ("B", "S"):
            ending = True
        elif kind not in ("WS", "PDI", *_ISOLATES, *_REMOVED):
            ending = False
        if ending:
            resolved[place] = base
