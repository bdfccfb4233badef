"""Page breaks: distribute a sequence of boxes over the frames of the pages, with the least white space left.

In: Boxes (heights and gaps in points) and Frames (the room of each page, in reading order). Out: for each frame its
boxes, each with the position of its top edge. This is arithmetic only: it knows nothing of text or leaflets.
Why: rows never split, no heading ends a page, and a section stays on one page if that leaves little white. So all
possible breaks are compared, instead of filling page after page. Space is never stretched: pages differ in height.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from leafletgen.errors import Where
from leafletgen.layout.display_list import Item
from leafletgen.units import fits

PARTED = 0.5
"""A page break inside a section costs as much as leaving this part of a page white."""

FROM_WORDS = 0.6
"""The same for one between the words of a section and its rows."""

TORN = 0.75
"""The same for one inside a paragraph, or inside a list, steps or questions that else stay on one page."""

ALONE = 0.95
"""The same for one after the first of several steps, or before the last."""

_OVERLEAF = 0.1
"""Added to each of these costs if the next page does not face this one."""

Place = Callable[[float, float], list[Item]]


Partings = Iterator[tuple[list["Box"], list["Box"]]]
"""The lines before and after the end of a sentence, for each end of a sentence in a paragraph."""


class Box(Struct, frozen=True):
    """Something that never splits: its height, and the function that draws it at a left edge and a top edge.

    `gap` is the space above it, left out at the top of a page. With `keep` it stays on the page of the box before; with
    `loosely` too, it does so unless the boxes are loosened. `parted` is the cost of a page break before it: as much as
    leaving that part of a page white. `first`: a section begins with it, and a page break costs nothing. `outer`: it
    may be on an outer page. `ruled` is the part of its height that is room to write in. `what` is its name in
    messages, and `at` its position in the data. `partings`: the lines of a long paragraph have the same function, which
    gives each way to part it between two sentences.
    """

    height: float
    place: Place
    gap: float = 0.0
    keep: bool = False
    outer: bool = True
    what: str = ""
    at: Where | None = None
    first: bool = False
    parted: float = PARTED
    ruled: float = 0.0
    loosely: bool = False
    partings: Callable[[], Partings] | None = None


class Frame(Struct, frozen=True):
    """The room of a page: its number from 0, left edge, top edge, height; `outer` if the page is an outer one.

    No more than `ruled` of it is for lines to write on, unless what stays together needs more: a page of empty lines
    is no leaflet.
    """

    page: int
    x: float
    top: float
    height: float
    outer: bool = False
    ruled: float = inf


class Placed(Struct, frozen=True):
    """A box with its place."""

    box: Box
    frame: Frame
    top: float


class Overset(Exception):
    """The boxes do not fit: the first one that is left over, and how much higher a page would have to be, in points.

    `alone`: with what must stay on its page, the box is too high for any page, whatever stands before it.
    """

    def __init__(self, box: Box, excess: float, *, alone: bool = False) -> None:
        super().__init__(box.what)
        self.box = box
        self.excess = excess
        self.alone = alone


def height_of(boxes: Sequence[Box]) -> float:
    """The natural height of boxes set in one column."""
    return sum(box.height + box.gap for box in boxes) - (boxes[0].gap if boxes else 0.0)


def loosened(boxes: Sequence[Box]) -> list[Box]:
    """The same boxes, with page breaks where they stay together only loosely."""
    return [replace(box, keep=False) if box.loosely else box for box in boxes]


def fill(boxes: Sequence[Box], frames: Sequence[Frame]) -> list[int]:
    """Put as many boxes as fit into each frame in turn. Returns for each frame the index after its last box.

    Raises Overset if boxes are left over.
    """
    ends: list[int] = []
    start = 0
    for frame in frames:
        start = reach(boxes, start, frame)
        ends.append(start)
    if start < len(boxes):
        raise _overset(boxes, start, frames)
    return ends


def _overset(boxes: Sequence[Box], start: int, frames: Sequence[Frame]) -> Overset:
    """Why box `start` finds no place: it and those that stay with it are too high for a page, or there are too many."""
    end = next((number for number in range(start + 1, len(boxes)) if not boxes[number].keep), len(boxes))
    together = boxes[start:end]
    inner = any(not box.outer for box in together)
    room = max((frame.height for frame in frames if not (frame.outer and inner)), default=0.0)
    if fits(height_of(together), room):
        return Overset(boxes[start], _excess(boxes, frames))
    return Overset(max(together, key=lambda box: box.height), height_of(together) - room, alone=True)


def _excess(boxes: Sequence[Box], frames: Sequence[Frame]) -> float:
    """How much higher one frame would have to be: the one that needs least, if all before and after it are filled."""
    needed = []
    ends = [len(boxes)]
    for frame in reversed(frames[1:]):
        ends.append(_begin(boxes, ends[-1], frame))
    start = 0
    for frame, end in zip(frames, reversed(ends), strict=True):
        between = boxes[start:end]
        if not (frame.outer and any(not box.outer for box in between)):
            needed.append(height_of(between) - frame.height)
        start = reach(boxes, start, frame)
    return min(needed, default=height_of(boxes))


def _begin(boxes: Sequence[Box], end: int, frame: Frame) -> int:
    """The index of the first box of a frame that ends before box `end` and holds as many as it can."""
    begin, used = end, 0.0
    for number in range(end - 1, -1, -1):
        box = boxes[number]
        if not fits(used + box.height, frame.height) or (frame.outer and not box.outer):
            break
        used += box.height + box.gap
        if not box.keep:
            begin = number
    return begin


def reach(boxes: Sequence[Box], start: int, frame: Frame) -> int:
    """The index after the last box that fits in `frame` if it begins with box `start`."""
    return max(_ends(boxes, start, frame), default=start)


def break_pages(boxes: Sequence[Box], frames: Sequence[Frame]) -> list[int]:
    """Break boxes over frames with the least white at their lower ends and few breaks inside a section.

    Returns for each frame the index after its last box. All frames get boxes, so no page is empty if there are enough;
    a frame that must not have the next box (it is too low, or on an outer page) costs nothing. Boxes that are tied
    loosely are parted only if that costs less; a low frame that stays empty because they do not fit in it costs
    nothing, so it is no reason to part them (in no shipped leaflet would a cost change a break). Raises Overset if the
    boxes do not fit even so.
    """
    free = loosened(boxes)
    ways = [way for each in (boxes, free) if (way := _cheapest(each, frames))]
    if not ways:
        fill(free, frames)  # raises, naming the box
        raise Overset(boxes[-1], 0.0)
    return list(min(ways)[1])


def _cheapest(boxes: Sequence[Box], frames: Sequence[Frame]) -> tuple[float, tuple[int, ...]] | None:
    """The cost of the best breaks, and for each frame the index after its last box; None if the boxes do not fit."""
    count = len(boxes)
    reached: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    known: dict[tuple[int, float, bool], dict[int, float]] = {}
    for frame in frames:
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in reached.items():
            like = (start, frame.height, frame.outer)  # most frames are alike
            if like not in known:
                known[like] = _ends(boxes, start, frame)
            options = known[like]
            for end, used in (options or {start: 0.0}).items():
                parted = _parted(boxes[end], frame) if end < count else 0.0
                total = cost + _badness(used, frame.height, parted) if options else cost
                if end not in after or total < after[end][0]:
                    after[end] = (total, (*ends, end))
        reached = after
    return reached.get(count)


def _ends(boxes: Sequence[Box], start: int, frame: Frame) -> dict[int, float]:
    """Each index at which `frame` may end if it begins with box `start`, and the height that is used by then."""
    ends: dict[int, float] = {}
    used = 0.0
    for end in range(start, len(boxes)):
        box = boxes[end]
        used += box.height + (box.gap if end > start else 0.0)
        if not fits(used, frame.height) or (frame.outer and not box.outer):
            break
        if end + 1 == len(boxes) or not boxes[end + 1].keep:
            ends[end + 1] = used
    if start == len(boxes):
        ends[start] = 0.0
    return ends if frame.ruled == inf else _with_few_lines(ends, boxes, start, frame.ruled)


def _with_few_lines(ends: dict[int, float], boxes: Sequence[Box], start: int, most: float) -> dict[int, float]:
    """Those of the ends before which no more than `most` is for lines to write on; the first one in any case."""
    few = {end: used for end, used in ends.items() if sum(box.ruled for box in boxes[start:end]) <= most}
    return few or dict(list(ends.items())[:1])


def _parted(box: Box, frame: Frame) -> float:
    """The cost of a break before a box, after a frame: odd pages are seen alone, and even ones with the next."""
    overleaf = frame.page % 2 == 0  # they count from 0
    return 0.0 if box.first else box.parted + (_OVERLEAF if overleaf else 0.0)


def _badness(used: float, height: float, parted: float) -> float:
    """The cost of a page: the squares of the part left white and of `parted`, times the height."""
    return ((height - used) ** 2 / height if height else 0.0) + parted**2 * height


def between_sentences(pages: Sequence[Sequence[Box]], frames: Sequence[Frame]) -> list[list[Box]]:
    """The boxes of each frame, with each paragraph that goes on in the next frame parted between two sentences.

    Its lines are broken anew for that, so there may be one more. Of the ends of sentences for which both frames have
    room it is parted at the one nearest to where it was; if there is none, it stays as it is.
    """
    found = [list(boxes) for boxes in pages]
    for number in range(1, len(found)):
        above, below = number - 1, number
        found[above], found[below] = _parted_anew(
            found[above], found[below], frames[above].height, frames[below].height
        )
    return found


def _parted_anew(
    above: list[Box], below: list[Box], room_above: float, room_below: float
) -> tuple[list[Box], list[Box]]:
    partings = above[-1].partings if above and below else None
    if partings is None or below[0].partings is not partings:
        return above, below
    kept, rest = ([box for box in boxes if box.partings is not partings] for boxes in (above, below))
    ways = [
        ([*kept, *before], [*after, *rest])
        for before, after in partings()
        if fits(height_of([*kept, *before]), room_above) and fits(height_of([*after, *rest]), room_below)
    ]
    return min(ways, key=lambda way: abs(len(way[0]) - len(above)), default=(above, below))


def place_boxes(boxes: Sequence[Box], frame: Frame) -> list[Placed]:
    """Place boxes from the top of a frame down, each after its gap."""
    placed = []
    y = frame.top
    for number, box in enumerate(boxes):
        y -= box.gap if number else 0.0
        placed.append(Placed(box, frame, y))
        y -= box.height
    return placed
