# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips together are as long as asked, share what they share, and keep the drawing's ink."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.raster.diffusion.chaining import ClipPlan, join_clips, plan_clips, restore_ink


@given(
    frames=st.integers(2, 200),
    most=st.integers(2, 24),
    chain=st.integers(0, 8),
    loop=st.booleans(),
)
def test_clips_give_the_frames_that_are_wanted(
    frames: int, most: int, chain: int, loop: bool
) -> None:
    plans = plan_clips(frames, most=most, chain=chain, loop=loop)
    clips = []
    place = 0.0
    for plan in plans:
        assert 2 <= plan.frames <= most
        clips.append(np.arange(plan.frames, dtype=np.float32)[:, None, None] + np.float32(place))
        place += plan.frames - 1
    found = join_clips(clips, plans, frames)
    assert found[:, 0, 0].tolist() == list(range(frames))
    if len(plans) == 1 and loop:
        assert plans[0].circle
    else:
        assert [plan.returns for plan in plans] == [False] * (len(plans) - 1) + [loop]
    if len(plans) == 1 and not plans[0].returns:
        assert chain <= 1 or frames <= 2


def test_as_many_clips_as_asked() -> None:
    assert plan_clips(13, most=16, chain=3) == [ClipPlan(5)] * 3
    assert plan_clips(12, most=16, chain=3, loop=True) == [
        ClipPlan(5),
        ClipPlan(5),
        ClipPlan(5, returns=True),
    ]
    assert plan_clips(12, most=16) == [ClipPlan(12)]
    assert len(plan_clips(31, most=16)) == 2


@pytest.mark.parametrize("harm", ["pale", "thin", "grown", "grey"])
def test_a_handed_on_frame_has_the_drawings_ink(harm: str) -> None:
    from scipy import ndimage

    drawing = np.zeros((64, 64), np.float32)
    drawing[20:24, 8:56] = drawing[8:56, 30:34] = 1
    drawing = ndimage.gaussian_filter(drawing, 0.7)
    moved = np.roll(drawing, 3, 1)
    frame = {
        "pale": 0.6 * moved,
        "thin": moved**1.8,
        "grown": np.clip(1.4 * ndimage.gaussian_filter(moved, 0.6), 0, 1),
        "grey": 0.1 + 0.8 * moved,
    }[harm]
    back = restore_ink(frame, drawing)
    assert float(back.sum()) == pytest.approx(float(drawing.sum()), rel=0.03)
    assert float(np.median(back)) == 0
    assert float(back.max()) == 1
    assert abs(back - moved).mean() < abs(frame - moved).mean() + 1e-3


def test_an_empty_frame_stays_empty() -> None:
    empty = np.full((8, 8), 0.3, np.float32)
    assert np.array_equal(restore_ink(empty, np.eye(8, dtype=np.float32)), empty)
