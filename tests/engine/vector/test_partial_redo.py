# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a result is done again, the rest is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.pose import RigPose
from addon.contract.request import Request
from engine.render.evaluate import animated_positions
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.object_motion import ObjectMotion
from engine.vector.partial_redo import FILE, splice_result

FRAMES = 24
REQUEST = Request(prompt="the fish swims", frames=FRAMES)


def two_strokes() -> Drawing:
    t = np.linspace(0, 1, 12)
    first = np.stack([100 + 80 * t, 100 + 20 * np.sin(6 * t)], 1)
    second = np.stack([260 + 60 * t, 220 - 30 * t * t], 1)
    return Drawing.build(
        positions=np.concatenate([first, second]).astype(np.float32),
        stroke_offsets=np.array([0, 12, 24], np.int32),
        canvas=(400, 300),
        objects=np.array([0, 1], np.int32),
        object_names=("fish", "boat"),
    )


def moving(drawing: Drawing, reach: float) -> Animation:
    """Both objects go to the right and bend; `reach` says how far."""
    rest = numpy_of(drawing.positions).astype(np.float64)
    t = np.arange(FRAMES) / FRAMES
    away = reach * t
    bend = 0.2 * reach * np.sin(2 * np.pi * t)[:, None] * np.linspace(0, 1, len(rest))
    target = rest[None] + np.stack([away[:, None] + 0 * bend, bend], -1)
    channels = np.tile([0.0, 0.0, 0.0, 1.0, 1.0], (FRAMES, 1))
    channels[:, 0] = away
    middles = [rest[:12].mean(0), rest[12:].mean(0)]
    return compose(
        drawing,
        target,
        [ObjectMotion(middle, channels) for middle in middles],
        strengths=[1.0, 1.0],
        timing=ClipTiming((24, 1), 1, False),
        info={},
    )


def test_one_object_is_new_and_the_other_is_kept_to_the_bit(tmp_path: Path) -> None:
    drawing = two_strokes()
    old, new = moving(drawing, 30.0), moving(drawing, -50.0)
    old.write(tmp_path / FILE)
    request = replace(REQUEST, settings={"keep": {"objects": ["fish"]}})
    found = splice_result(new, drawing, request, tmp_path)
    found.validate(drawing)
    seen, before, after = (animated_positions(drawing, one) for one in (found, old, new))
    assert np.array_equal(seen[:, :12], after[:, :12])
    assert np.array_equal(seen[:, 12:], before[:, 12:])
    assert found.channel_keys(1, "x") == old.channel_keys(1, "x")
    assert found.channel_keys(0, "x") == new.channel_keys(0, "x")


def test_a_range_is_new_and_nothing_jumps(tmp_path: Path) -> None:
    drawing = two_strokes()
    old, new = moving(drawing, 30.0), moving(drawing, 60.0)
    old.write(tmp_path / FILE)
    request = replace(REQUEST, settings={"keep": {"range": [6, 18]}})
    found = splice_result(new, drawing, request, tmp_path)
    found.validate(drawing)
    seen, before, after = (animated_positions(drawing, one) for one in (found, old, new))
    close = 0.05  # of a pixel: composed anew
    outside = [*range(6), *range(18, FRAMES)]
    assert np.abs(seen[outside] - before[outside]).max() < close
    assert np.abs(seen[10:14] - after[10:14]).max() < close
    assert np.abs(seen - before)[10:14].max() > 5
    steps = np.abs(np.diff(seen, axis=0)).max()
    apart = np.abs(after - before)[6:18].max()
    assert steps < 0.5 * apart  # a cut from one to the other would be a step of about `apart`


@pytest.mark.parametrize("keep", [{"objects": ["fish"]}, {"range": [6, 18]}])
def test_a_result_of_two_motions_has_no_pose(keep: dict[str, object], tmp_path: Path) -> None:
    drawing = two_strokes()
    turns = array_of(np.zeros((FRAMES, 0), np.float32))
    roots = array_of(np.zeros((FRAMES, 2, 2), np.float32))
    pose = RigPose(DrawingRig((None, None), drawing.point_count).to_contract(), turns, roots)
    old, new = (replace(moving(drawing, reach), pose=pose) for reach in (30.0, -50.0))
    old.write(tmp_path / FILE)
    assert splice_result(new, drawing, REQUEST, tmp_path).pose is pose
    assert splice_result(new, drawing, REQUEST.patched({"keep": keep}), tmp_path).pose is None


def test_objects_and_range_together_and_what_does_not_fit(tmp_path: Path) -> None:
    drawing = two_strokes()
    old, new = moving(drawing, 30.0), moving(drawing, 60.0)
    old.write(tmp_path / FILE)
    both: dict[str, object] = {"objects": ["boat"], "range": [0, 12]}
    request = REQUEST.patched({"keep": both})
    found = animated_positions(drawing, splice_result(new, drawing, request, tmp_path))
    before, after = animated_positions(drawing, old), animated_positions(drawing, new)
    assert np.array_equal(found[:, :12], before[:, :12])
    assert np.abs(found[:8, 12:] - after[:8, 12:]).max() < 0.05
    assert np.abs(found[12:, 12:] - before[12:, 12:]).max() < 0.05
    for wrong in ({"range": [4, 4]}, {"range": [0, 99]}, {"range": [1.5, 3]}, {"range": [1]}):
        with pytest.raises(BadInput):
            splice_result(new, drawing, REQUEST.patched({"keep": wrong}), tmp_path)
    short = replace(new, offsets=new.offsets)
    other = Drawing.build(
        positions=numpy_of(drawing.positions),
        stroke_offsets=np.array([0, 24], np.int32),
        canvas=(400, 300),
        objects=np.array([0], np.int32),
        object_names=("all",),
    )
    one = replace(short, object_names=("fish", "ship"))
    with pytest.raises(BadInput, match="another drawing"):
        splice_result(one, other, request, tmp_path)


def test_without_the_setting_nothing_is_read(tmp_path: Path) -> None:
    drawing = two_strokes()
    new = moving(drawing, 10.0)
    assert splice_result(new, drawing, REQUEST, tmp_path) is new


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A job that is done, without an engine's run."""
    drawing = two_strokes()
    job = JobFolder.create(tmp_path / "job", REQUEST, drawing)
    moving(drawing, 40.0).write(job.animation_path)
    job.write_done({})
    return job.path
