# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures show what moves, and let go what leaves."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.render.clip import ClipRun, DrawnClip
from engine.render.framing import framed

FRAMES = 24


def clip(shifts: NDArray[np.float64], *, stretch: NDArray[np.float64] | None = None) -> DrawnClip:
    """A box of 40 x 60 with a ground line; the box moves by shifts [F, 2] on 200 x 100."""
    box = np.array([[80, 30], [120, 30], [120, 90], [80, 90]], float)
    ground = np.array([[-50, 95], [260, 95]], float)
    points = np.concatenate([box, ground]).astype(np.float32)
    drawing = Drawing.build(
        points, [0, 4, 6], canvas=(200, 100), widths=np.full(6, 2, np.float32),
        cyclic=np.array([1, 0], np.uint8), objects=np.array([0, -1], np.int32),
    )  # fmt: skip
    positions = np.repeat(points[None], len(shifts), 0)
    positions[:, :4] += shifts[:, None].astype(np.float32)
    if stretch is not None:
        positions[:, :2, 1] -= stretch[:, None].astype(np.float32)
    return DrawnClip((ClipRun(drawing, positions),), drawing.canvas, (24, 1))


def up(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([np.zeros(len(heights)), -heights], 1)


TIME = np.linspace(0, 1, FRAMES)
LEAP = 70 * np.sin(np.pi * TIME)


def test_a_leap_makes_the_canvas_grow_at_the_top() -> None:
    grown = framed(clip(up(LEAP)), "grow")
    assert grown.canvas[0] == 200
    highest = LEAP.max() - 29
    assert 100 + highest < grown.canvas[1] < 100 + highest + 10
    assert grown.runs[0].positions[:, :4, 1].min() > 1
    assert grown.runs[0].drawing.canvas == grown.canvas


def test_leaps_that_end_in_the_air_are_no_leaving() -> None:
    heights = 70 * abs(np.sin(1.5 * np.pi * TIME))
    assert heights[-1] > 69
    assert framed(clip(up(np.asarray(heights, np.float64))), "grow").canvas[1] > 130


@pytest.mark.parametrize(
    "shifts",
    [up(120 * TIME), np.stack([200 * TIME, 0 * TIME], 1), np.stack([-70 * TIME**2, 0 * TIME], 1)],
)
def test_who_leaves_is_not_followed(shifts: NDArray[np.float64]) -> None:
    assert framed(clip(shifts), "grow").canvas == (200, 100)


def test_who_goes_a_little_way_is_shown_whole() -> None:
    """A car that drives on and would end with its nose cut off."""
    shifts = np.stack([90 * TIME, 0 * TIME], 1)
    assert framed(clip(shifts), "grow").canvas[0] > 210


def test_who_comes_in_is_not_waited_for() -> None:
    shifts = np.stack([200 * (1 - TIME), 0 * TIME], 1)
    assert framed(clip(shifts), "grow").canvas == (200, 100)


def test_a_body_that_stays_and_reaches_out_is_shown_whole() -> None:
    grown = framed(clip(up(0 * TIME), stretch=60 * TIME), "grow")
    assert grown.canvas[1] > 130


def test_the_ground_that_was_cut_by_the_artist_stays_cut() -> None:
    assert framed(clip(up(0 * TIME)), "grow").canvas == (200, 100)


def test_a_motion_without_measure_has_a_limit() -> None:
    assert framed(clip(up(100 * LEAP)), "grow").canvas == (200, 200)


def test_keep_keeps_and_crop_cuts_to_the_ink() -> None:
    still = clip(up(0 * TIME))
    assert framed(clip(up(LEAP)), "keep").canvas == (200, 100)
    cropped = framed(still, "crop")
    assert cropped.canvas[0] == 200  # the ground reaches from edge to edge
    assert cropped.canvas[1] == pytest.approx(75)  # 71 of ink, a margin above
    with pytest.raises(BadInput):
        framed(still, "wide")
