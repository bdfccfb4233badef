"""Boxes into frames: asserted breaks, and what must hold for any boxes and frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from leafletgen.layout.display_list import Item
from leafletgen.layout.flow import (
    Box,
    Frame,
    Overset,
    Partings,
    between_sentences,
    break_pages,
    fill,
    height_of,
    place_boxes,
)


def _nothing(x: float, top: float) -> list[Item]:
    return []


def box(height: float, gap: float = 0.0, *, keep: bool = False, outer: bool = True, first: bool = True) -> Box:
    return Box(height, _nothing, gap, keep, outer, what=f"the box of {height}", first=first)


def frames(*heights: float, outer: Sequence[int] = ()) -> list[Frame]:
    return [Frame(n, 10.0, 500.0, height, n in outer) for n, height in enumerate(heights)]


def test_the_gap_above_the_first_box_is_left_out() -> None:
    assert height_of([]) == 0
    assert height_of([box(40, 9)]) == 40
    assert height_of([box(40, 9), box(30, 5), box(20, 7)]) == 40 + 5 + 30 + 7 + 20


def test_fill_puts_as_many_boxes_as_fit_into_each_frame() -> None:
    # 40 + 10 + 40 = 90 fit in 100; 10 + 40 more do not. The third begins the next frame without its gap.
    boxes = [box(40, 10) for _ in range(4)]
    assert fill(boxes, frames(100, 100)) == [2, 4]
    assert fill(boxes, frames(90, 90, 50)) == [2, 4, 4]
    assert fill(boxes, frames(190)) == [4]  # 4 × 40 + 3 × 10, exactly full


def test_fill_says_what_is_left_over() -> None:
    boxes = [box(40, 10), box(40, 10), box(30, 10), box(20, 10)]
    with pytest.raises(Overset) as caught:
        fill(boxes, frames(100))
    assert caught.value.box is boxes[2]
    assert caught.value.excess == 60  # 30 + 10 + 20


def test_breaks_leave_the_least_white() -> None:
    # 50, 20, 20, 20, 30, 60 in three frames of 100, no gaps. Greedy: 90 | 50 (20 + 30) | 60: whites of 10 and 50.
    # Best: 70 | 70 | 60, whites of 30 and 30: .09 + .09 is less than .01 + .25.
    boxes = [box(height) for height in (50, 20, 20, 20, 30, 60)]
    assert fill(boxes, frames(100, 100, 100)) == [3, 5, 6]
    assert break_pages(boxes, frames(100, 100, 100)) == [2, 5, 6]


def test_the_last_frame_counts_like_the_others() -> None:
    # 60 | 30 | 10: whites of 40, 70 and 90, 16 + 49 + 81 = 146. 60 | 30 10 | nothing: 16 + 36 + 100 = 152.
    boxes = [box(60), box(30), box(10)]
    assert break_pages(boxes, frames(100, 100, 100)) == [1, 2, 3]


def test_a_section_is_parted_only_if_that_saves_more_than_its_cost() -> None:
    section = [box(40), box(40, first=False)]  # parted, it costs .36, as the next page does not face the first
    # 30 | 40 40: .49 + .04 = .53; 30 40 | 40: .09 + .36 = .45, and .81 parted.
    assert break_pages([box(30), *section], frames(100, 100)) == [1, 3]
    assert break_pages([box(30), box(40), box(40)], frames(100, 100)) == [2, 3]
    # 3 | 40 40: .94 + .04 = .98; 3 40 | 40: .32 + .36 = .69, and 1.05 parted; .94 if they face.
    assert break_pages([box(3), *section], frames(100, 100)) == [1, 3]
    facing = [replace(frame, page=frame.page + 1) for frame in frames(100, 100)]
    assert break_pages([box(3), *section], facing) == [2, 3]


def test_what_stays_together_loosely_is_parted_if_there_is_no_other_way_or_much_would_stay_white() -> None:
    loose = replace(box(40, first=False), keep=True, loosely=True)
    with pytest.raises(Overset):
        fill([box(70), loose, box(40, first=False, keep=True)], frames(100, 100))
    assert break_pages([box(70), loose, box(40, first=False, keep=True)], frames(100, 100)) == [1, 3]
    # 5 | 30 60: .90 + .01 = .91; 5 30 | 60: .42 + .16 = .58, and .94 parted, or .83 if the pages face.
    boxes = [box(5), box(30), replace(loose, height=60)]
    assert break_pages(boxes, frames(100, 100)) == [1, 3]
    facing = [replace(frame, page=frame.page + 1) for frame in frames(100, 100)]
    assert break_pages(boxes, facing) == [2, 3]


def test_no_list_is_parted_to_fill_a_page_that_would_be_empty() -> None:
    boxes = [box(60), replace(box(20, first=False), keep=True, loosely=True)]
    assert break_pages(boxes, frames(100, 100)) == [2, 2]


def test_no_frame_stays_empty_if_there_are_enough_boxes() -> None:
    boxes = [box(20) for _ in range(6)]
    ends = break_pages(boxes, frames(100, 100, 100, 100))
    assert len({0, *ends[:3]}) == 4


def test_a_box_with_keep_is_on_the_page_of_the_box_before() -> None:
    # A heading of 20 would fit under 70, but what keeps to it (20) would not: both go on.
    boxes = [box(70), box(20), box(20, keep=True), box(10)]
    assert fill(boxes, frames(100, 100)) == [1, 4]
    assert break_pages(boxes, frames(100, 100)) == [1, 4]


def test_outer_frames_have_only_boxes_that_may_be_there() -> None:
    boxes = [box(10), box(10, outer=False), box(10)]
    assert break_pages(boxes, frames(100, 100, 100, outer=(0, 2))) == [1, 2, 3]
    assert break_pages(boxes[:2], frames(100, 100, 100, outer=(0, 2))) == [1, 2, 2]
    with pytest.raises(Overset) as caught:
        break_pages(boxes, frames(100, 100, outer=(0, 1)))
    assert caught.value.box is boxes[1]


def test_a_frame_too_low_for_the_next_box_is_left_empty() -> None:
    assert break_pages([box(50), box(50)], frames(40, 100)) == [0, 2]


def test_boxes_are_placed_with_their_gaps_and_without_that_above_the_first() -> None:
    boxes = [box(20, 99), box(20, 5), box(20, 7)]
    (frame,) = frames(200)
    assert [placed.top for placed in place_boxes(boxes, frame)] == [500, 475, 448]  # 500 - 20 - 5; 475 - 20 - 7
    assert [placed.box for placed in place_boxes(boxes, frame)] == boxes
    assert place_boxes([], frame) == []


def paragraph(lines: int, *sentences: int, again: int = 0) -> list[Box]:
    """Lines of 10; those with these numbers, from 1, end a sentence. If it is parted, there are `again` more lines."""

    def partings() -> Partings:
        for end in sentences:
            yield [box(10) for _ in range(end)], [box(10) for _ in range(lines - end + again)]

    return [replace(box(10), partings=partings) for _ in range(lines)]


@pytest.mark.parametrize(
    ("sentences", "rooms", "wanted"),
    [
        ((4,), (100, 100), [6, 7]),  # parted where it was
        ((2, 5), (100, 100), [7, 6]),  # the nearer one, a line further down
        ((2, 5), (60, 100), [4, 9]),  # no room for that line
        ((5,), (60, 100), [6, 7]),  # no room for any: as it was
        ((2,), (100, 85), [6, 7]),
        ((), (100, 100), [6, 7]),
    ],
)
def test_a_paragraph_that_goes_on_is_parted_between_two_sentences(
    sentences: tuple[int, ...], rooms: tuple[int, int], wanted: list[int]
) -> None:
    above, inside, below = [box(10), box(10)], paragraph(8, *sentences), [box(10), box(10), box(10)]
    boxes = [*above, *inside, *below]
    found = between_sentences([boxes[:6], boxes[6:]], frames(*rooms))
    assert [len(page) for page in found] == wanted
    assert found[0][:2] == above and found[1][-3:] == below
    assert sum(len(page) for page in found) == len(boxes)


def test_a_line_more_needs_room_and_whole_paragraphs_are_left_alone() -> None:
    torn = paragraph(6, 3, again=1)
    assert [len(page) for page in between_sentences([torn[:4], torn[4:]], frames(90, 40))] == [3, 4]
    assert [len(page) for page in between_sentences([torn[:4], torn[4:]], frames(90, 39))] == [4, 2]
    one, other = paragraph(6, 3), paragraph(6, 3)
    assert between_sentences([one, other, []], frames(90, 90, 90)) == [one, other, []]
    assert between_sentences([], []) == []


BOXES = st.lists(
    st.builds(box, st.integers(1, 60), st.integers(0, 9), keep=st.booleans(), outer=st.booleans(), first=st.booleans()),
    max_size=9,
)
FRAMES = st.lists(st.tuples(st.integers(0, 130), st.booleans()), min_size=1, max_size=4).map(
    lambda given: [Frame(n, 0.0, 0.0, height, outer) for n, (height, outer) in enumerate(given)]
)


def _columns(boxes: Sequence[Box], ends: Sequence[int]) -> list[Sequence[Box]]:
    return [boxes[start:end] for start, end in pairwise((0, *ends))]


def _holds(boxes: Sequence[Box], start: int, end: int, frame: Frame) -> bool:
    """Whether boxes from `start` to `end`, at least one, may stand in a frame."""
    if end < len(boxes) and boxes[end].keep:
        return False
    inside = boxes[start:end]
    return height_of(inside) <= frame.height and (not frame.outer or all(each.outer for each in inside))


def _ways(boxes: Sequence[Box], start: int, rest: Sequence[Frame]) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Every way to break the boxes, with its cost: of each frame the square of the part left empty, times its height.

    A frame that ends inside a section costs 0.25 times its height besides, or 0.36 if the next page does not face it. A
    frame is skipped, at no cost, only if the next box may not stand in it.
    """
    if not rest:
        if start == len(boxes):
            yield 0.0, ()
        return
    frame, *others = rest
    ends = [end for end in range(start + 1, len(boxes) + 1) if _holds(boxes, start, end, frame)]
    for end in ends or [start]:
        white = frame.height - height_of(boxes[start:end])
        cost = white * white / frame.height if frame.height and (ends or start == len(boxes)) else 0.0
        parted = (0.25 if frame.page % 2 else 0.36) if ends and end < len(boxes) and not boxes[end].first else 0.0
        cost += parted * frame.height
        for more, found in _ways(boxes, end, others):
            yield cost + more, (end, *found)


@given(BOXES, FRAMES)
def test_breaks_are_whole_in_order_allowed_and_the_best_there_are(boxes: list[Box], rest: list[Frame]) -> None:
    ways = {ends: cost for cost, ends in _ways(boxes, 0, rest)}
    try:
        ends = break_pages(boxes, rest)
    except Overset as overset:
        assert not ways
        assert overset.box in boxes
        assert overset.excess > 0
        return
    columns = _columns(boxes, ends)
    assert [each for column in columns for each in column] == boxes
    for frame, column in zip(rest, columns, strict=True):
        assert height_of(column) <= frame.height
        assert not frame.outer or all(each.outer for each in column)
        assert not column or column[0] is boxes[0] or not column[0].keep
    assert ways[tuple(ends)] == pytest.approx(min(ways.values()))
    assert ways[tuple(ends)] <= ways[tuple(fill(boxes, rest))] + 1e-9


@given(BOXES, FRAMES)
def test_filling_fits_exactly_where_breaking_does(boxes: list[Box], rest: list[Frame]) -> None:
    try:
        ends = fill(boxes, rest)
    except Overset as overset:
        with pytest.raises(Overset) as caught:
            break_pages(boxes, rest)
        assert caught.value.box is overset.box
        return
    assert ends[-1] == len(boxes)
    assert len(break_pages(boxes, rest)) == len(rest)


@given(BOXES, FRAMES)
def test_a_page_that_is_higher_by_the_excess_holds_them(boxes: list[Box], rest: list[Frame]) -> None:
    inner = [frame for frame in rest if not frame.outer]
    assume(inner)
    try:
        fill(boxes, rest)
    except Overset as overset:
        higher = [replace(frame, height=frame.height + overset.excess) for frame in rest]
        if overset.alone:  # If all pages are so much higher, it has room: at most there are too many boxes.
            try:
                fill(boxes, higher)
            except Overset as other:
                assert not (other.alone and other.box is overset.box)
            return
        ways = [[*rest[:n], frame, *rest[n + 1 :]] for n, frame in enumerate(higher)]
        assert any(_fits(boxes, frames) for frames in ways)
        smaller = [replace(frame, height=frame.height + overset.excess - 1) for frame in rest]
        assert not any(_fits(boxes, [*rest[:n], frame, *rest[n + 1 :]]) for n, frame in enumerate(smaller))


def _fits(boxes: Sequence[Box], frames: Sequence[Frame]) -> bool:
    try:
        fill(boxes, frames)
    except Overset:
        return False
    return True


@given(BOXES.filter(bool))
def test_the_last_box_ends_at_the_height_of_all_boxes(boxes: list[Box]) -> None:
    frame = Frame(0, 0.0, 1000.0, 0.0)
    last = place_boxes(boxes, frame)[-1]
    assert 1000.0 - (last.top - last.box.height) == pytest.approx(height_of(boxes))
