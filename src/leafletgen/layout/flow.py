"""Pages: a row of boxes into a row of frames, with as little white left over as can be.

In: Boxes (heights and gaps in points) and Frames (the room of each page, in reading order). Out: for each frame its
boxes with the place of each one's top edge. Pure arithmetic: it knows nothing of text or leaflets.
Why: rows never split, headings never stand alone, and a section stays on one page if that leaves little white: a best
fit over all breaks, not a greedy one. Space is fixed: pages end ragged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from leafletgen.errors import Where
from leafletgen.layout.display_list import Item
from leafletgen.units import fits

_PARTED = 0.4
"""A page that begins inside a section costs as much as one with this part of the page before it left white."""

Place = Callable[[float, float], list[Item]]


class Box(Struct, frozen=True):
    """Something that never splits: its height, and how to draw it at a left edge and a top edge.

    `gap` is the space above it, which falls away at the head of a page. `keep` ties it to the box before: no page
    begins with it. `first` says that a section begins with it. `outer` says whether an outer page may carry it. `what`,
    `at` name it.
    """

    height: float
    place: Place
    gap: float = 0.0
    keep: bool = False
    outer: bool = True
    what: str = ""
    at: Where | None = None
    first: bool = False


class Frame(Struct, frozen=True):
    """The room of a page: its number from 0, left edge, top edge, height; `outer` if the page is an outer one."""

    page: int
    x: float
    top: float
    height: float
    outer: bool = False


class Placed(Struct, frozen=True):
    """A box with its place."""

    box: Box
    frame: Frame
    top: float


class Overset(Exception):
    """The boxes do not fit: the first that finds no place, and by how much all are too high together (points).

    That is how much higher one of the pages would have to be, at least.
    """

    def __init__(self, box: Box, excess: float) -> None:
        super().__init__(box.what)
        self.box = box
        self.excess = excess


def height_of(boxes: Sequence[Box]) -> float:
    """The natural height of boxes set in one column."""
    return sum(box.height + box.gap for box in boxes) - (boxes[0].gap if boxes else 0.0)


def fill(boxes: Sequence[Box], frames: Sequence[Frame]) -> list[int]:
    """Fill each frame as far as it goes. Returns where each frame ends; raises Overset where boxes are left."""
    ends: list[int] = []
    start = 0
    for frame in frames:
        start = reach(boxes, start, frame)
        ends.append(start)
    if start < len(boxes):
        raise Overset(boxes[start], _excess(boxes, frames))
    return ends


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
    """Where a frame begins that ends before box `end` and holds as many as it can."""
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
    """How far `frame` goes if it begins with box `start`: the end of the last box that it holds."""
    return max(_ends(boxes, start, frame), default=start)


def break_pages(boxes: Sequence[Box], frames: Sequence[Frame]) -> list[int]:
    """Break boxes over frames with the least white at their lower ends and few breaks inside a section.

    Returns where each frame ends. Boxes spread over all frames, so no page stays empty if there are enough boxes; a
    frame that cannot take the next box (it is too low, or an outer one) costs nothing. Raises Overset if the boxes do
    not fit.
    """
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
                parted = end < count and not boxes[end].first
                total = cost + _badness(used, frame.height, parted=parted) if options else cost
                if end not in after or total < after[end][0]:
                    after[end] = (total, (*ends, end))
        reached = after
    if count not in reached:
        fill(boxes, frames)  # raises, naming the box
        raise Overset(boxes[-1], 0.0)
    return list(reached[count][1])


def _ends(boxes: Sequence[Box], start: int, frame: Frame) -> dict[int, float]:
    """Each place where `frame` may end if it begins with box `start`, and the height used to there."""
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
    return ends


def _badness(used: float, height: float, *, parted: bool) -> float:
    """The square of the part left white, and what a parted section costs, each in proportion to the height."""
    return ((height - used) ** 2 / height if height else 0.0) + (_PARTED**2 * height if parted else 0.0)


def place_boxes(boxes: Sequence[Box], frame: Frame) -> list[Placed]:
    """Place boxes from the top of a frame down, with the space that each asks for."""
    placed = []
    y = frame.top
    for number, box in enumerate(boxes):
        y -= box.gap if number else 0.0
        placed.append(Placed(box, frame, y))
        y -= box.height
    return placed
