# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas: what lines bound, gaps that are closed, outlines that move, names that stay."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.bench.colour import blob, leaks
from engine.colour.regions.attached import attached_outlines
from engine.colour.regions.flow import _shared_out
from engine.colour.regions.inked import inked
from engine.colour.regions.reunion import reunited
from engine.colour.regions.tracking import AreaFrame, tracked
from engine.colour.regions.trapped_ball import OUTSIDE, Labels, Regions, find_regions
from engine.runtime.arrays import numpy_of

SHIFT = np.array([30.0, -10.0])


def box(*gaps: int, wall: bool = False) -> NDArray[np.bool_]:
    """Return the lines of a box of 100 pixels, 3 wide; with a wall in its middle."""
    ink = np.zeros((160, 160), bool)
    ink[30:33, 30:131] = ink[128:131, 30:131] = True
    ink[30:131, 30:33] = ink[30:131, 128:131] = True
    if wall:
        ink[30:131, 79:82] = True
    for gap in gaps:
        ink[30:33, gap : gap + 6] = False
    return ink


def regions(drawing: Drawing) -> Regions:
    picture = inked(drawing)
    return find_regions(picture.ink, picture.line, picture.gap(2.0))


def test_two_rooms_are_two_areas_that_reach_into_the_lines() -> None:
    found = find_regions(box(wall=True), 3.0, 6.0)
    assert len(found.numbers) == 2 and found.labels[0, 0] == OUTSIDE
    assert found.labels[80, 50] != found.labels[80, 110] and found.labels[80, 80] == 0
    assert found.grown[80, 80] > OUTSIDE
    first = found.labels == found.labels[80, 50]
    assert first.sum() == 46 * 95


def test_a_gap_of_two_line_widths_is_closed_and_a_wide_one_is_not() -> None:
    assert len(find_regions(box(60), 3.0, 6.0).numbers) == 1
    wide = box(60)
    wide[30:33, 50:80] = False
    assert find_regions(wide, 3.0, 6.0).numbers == []


@pytest.mark.parametrize("gap", [0.0, 2.0])
def test_outlines_do_not_leak(gap: float) -> None:
    assert not any(leaks(blob(seed, gap)) for seed in range(4))


def test_outlines_move_with_their_strokes() -> None:
    drawing = blob(1, 0.0)
    found = regions(drawing)
    outlines = attached_outlines(found, 2.5, drawing, found.numbers)
    assert set(outlines.regions.tolist()) == set(found.numbers)
    rest = numpy_of(drawing.positions).astype(np.float64)
    frames = np.stack([rest, rest + SHIFT, 128 + 0.5 * (rest - 128)])
    moved = outlines.moved(drawing, frames)
    assert np.allclose(moved[0], outlines.points)
    assert np.allclose(moved[1], outlines.points + SHIFT)
    assert np.abs(moved[2] - (128 + 0.5 * (outlines.points - 128))).max() < 2.0


def test_what_is_beside_a_turning_wheel_is_not_carried_around() -> None:
    turn = np.linspace(0.0, 2.0 * np.pi, 48, endpoint=False)
    around, quarter = np.stack([np.cos(turn), np.sin(turn)], 1), np.array([[0.0, 1.0], [-1.0, 0.0]])
    middles = np.array([[82.0, 150.0], [174.0, 150.0]])
    body = np.array([[58, 150], [30, 150], [30, 90], [226, 90], [226, 150], [198, 150]], float)
    sill = np.array([[106, 150], [150, 150]], float)
    circles = [m + radius * around for m in middles for radius in (24.0, 9.0)]
    points = np.concatenate([body, sill, *circles])
    drawing = Drawing.build(
        points.astype(np.float32), np.cumsum([0, 6, 2, 48, 48, 48, 48]), canvas=(256.0, 256.0),
        widths=np.full(len(points), 2.0, np.float32), cyclic=np.array([0, 0, 1, 1, 1, 1], np.uint8),
    )  # fmt: skip
    found = regions(drawing)
    outlines = attached_outlines(found, inked(drawing).scale, drawing, found.numbers)
    middle = middles[(points[:, 0] > 128).astype(int)]
    turned = np.where(
        np.arange(len(points))[:, None] < 8, points, middle + (points - middle) @ quarter
    )
    moved = outlines.moved(drawing, (turned + SHIFT)[None])[0] - outlines.points
    rings = zip(outlines.offsets[:-1].tolist(), outlines.offsets[1:].tolist(), strict=True)
    sizes = {np.ptp(outlines.points[a:b, 0]): (a, b) for a, b in rings}
    a, b = sizes[max(sizes)]
    assert np.allclose(moved[a:b], SHIFT, atol=0.5), "the body goes where the wheels' middles go"
    a, b = sizes[min(sizes)]
    at, own = outlines.points[a:b], middles[int(outlines.points[a, 0] > 128)]
    assert np.allclose(at + moved[a:b], own + (at - own) @ quarter + SHIFT, atol=1.0), "hubs turn"


def disc(x: float, radius: float, number: int, labels: Labels) -> None:
    rows, columns = np.indices(labels.shape)
    labels[np.hypot(rows - 50, columns - x) < radius] = number


def frame_of(labels: Labels) -> AreaFrame:
    """Return areas with the edges around them as lines."""
    ink = np.zeros(labels.shape, bool)
    ink[1:] |= labels[1:] != labels[:-1]
    ink[:, 1:] |= labels[:, 1:] != labels[:, :-1]
    return AreaFrame(ink, labels)


def test_areas_keep_their_names_over_pictures_also_after_a_pause() -> None:
    frames = []
    for time in range(8):
        labels = np.full((100, 200), OUTSIDE, np.int32)
        one, other = (2, 3) if time % 2 else (3, 2)  # numbers say nothing
        disc(40 + 6 * time, 20, one, labels)
        if time != 4:
            disc(120 + 5 * time, 12, other, labels)
        frames.append(frame_of(labels))
    names = [areas.names for areas in tracked(frames)]
    for time, known in enumerate(names):
        one, other = (2, 3) if time % 2 else (3, 2)
        assert known[one] == names[0][3]
        assert time == 4 or known[other] == names[0][2]


def test_spots_go_with_what_they_are_on_though_they_jump_onto_each_other() -> None:
    frames = []
    for time in range(4):
        labels = np.full((100, 200), OUTSIDE, np.int32)
        disc(50 + 16 * time, 40, 2, labels)
        for number, x in ((3, 34), (4, 50)):  # each lands where the other one was
            disc(x + 16 * time, 5, number, labels)
        frames.append(frame_of(labels))
    names = [areas.names for areas in tracked(frames)]
    assert all(known == names[0] for known in names)


def test_spots_that_were_folded_away_for_long_are_the_same_ones() -> None:
    frames = []
    for time in range(20):
        labels = np.full((100, 200), OUTSIDE, np.int32)
        labels[20:80, 60:140] = 2
        if time < 3 or time > 14:  # longer than what is gone is looked for
            disc(80, 6, 3, labels)
            disc(120, 6, 4, labels)
        frames.append(frame_of(labels))
    found = tracked(frames)
    assert found[-1].names != found[0].names
    again = reunited(found)
    assert again[-1].names == again[0].names == found[0].names
    assert not again[15].origins


def test_an_area_that_opens_is_cut_out_of_what_is_around_it_again() -> None:
    closed, open_ = box(), box()
    open_[30:33, 60:75] = False

    def frame(ink: NDArray[np.bool_]) -> AreaFrame:
        finer = [find_regions(ink, 3.0, 6.0 * factor, framed=True).grown for factor in (1, 4)]
        return AreaFrame(ink, find_regions(ink, 3.0, 6.0).grown, lambda: finer)

    first, second, third = tracked([frame(closed), frame(open_), frame(closed)])
    assert len(first.names) == 1 and first.names == third.names
    assert list(second.names.values()) == list(first.names.values())
    inside = second.labels == next(iter(second.names))
    assert inside[40:120, 40:120].all() and not inside[:25].any()


def test_what_a_new_line_cuts_off_comes_of_the_whole() -> None:
    labels = np.full((160, 160), OUTSIDE, np.int32)
    labels[31:130, 31:130] = 2
    halves = labels.copy()
    halves[31:130, 100:130] = 3
    first, second = tracked([frame_of(labels), frame_of(halves)])
    assert second.names[2] == first.names[2] and second.origins == {second.names[3]: 0}


def test_the_tip_that_lines_cut_off_belongs_to_the_area() -> None:
    ink = box()
    ink[33:36, 40:46] = ink[33:38, 46] = ink[33:38, 39] = ink[38, 39:47] = True
    ink[33:38, 40:46] = False
    ink[36:39, 36:50] = True
    ink[33:36, 36:39] = ink[33:36, 47:50] = True
    found = find_regions(ink, 3.0, 6.0)
    assert len(found.numbers) == 1
    assert found.labels[34, 43] == found.labels[80, 80] > OUTSIDE


def test_lines_that_jump_too_far_to_be_matched_carry_nothing() -> None:
    field = _shared_out(np.zeros((0, 2)), np.zeros((0, 2)), (4, 5), 1.0)
    assert field.shape == (2, 4, 5) and not field.any()
