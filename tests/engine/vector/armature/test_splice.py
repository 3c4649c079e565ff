# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a result that bones move is done again, and bones move the whole still."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.render.evaluate import animated_positions
from engine.rig.bones import Bones, Pose
from engine.rig.deform import Deformer
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.armature.posed import fit_armatures
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.object_motion import ObjectMotion
from engine.vector.partial_redo import FILE, splice_result
from engine.vector.rigged_motion import RiggedMotion, pose_to_contract

FRAMES = 24
EACH = 30
SIZE = 300.0


def drawing() -> Drawing:
    """Return two bars, one above the other."""
    along = np.linspace(100.0, 400.0, EACH)
    bars = [np.stack([along, np.full(EACH, y)], axis=1) for y in (100.0, 300.0)]
    return Drawing.build(
        positions=np.concatenate(bars).astype(np.float32),
        stroke_offsets=np.array([0, EACH, 2 * EACH], np.int32),
        canvas=(500, 400),
        objects=np.array([0, 1], np.int32),
        object_names=("upper", "lower"),
    )


def rigs(drawn: Drawing) -> DrawingRig:
    """Return a rig of two bones for each bar."""
    points = numpy_of(drawn.positions).astype(np.float64)
    objects = []
    for number, y in enumerate((100.0, 300.0)):
        own = np.arange(number * EACH, (number + 1) * EACH)
        second = np.clip((points[own, 0] - 230.0) / 40.0, 0.0, 1.0)
        bones = Bones(
            "",
            ("a", "b"),
            np.array([-1, 0]),
            np.array([[100.0, y], [250.0, y]]),
            np.ones(2),
            np.tile([0, 1], (EACH, 1)),
            np.stack([1.0 - second, second], axis=1),
            np.zeros(EACH, np.int64),
        )
        objects.append(ObjectRig(own, np.full(EACH, number), bones))
    return DrawingRig(tuple(objects), 2 * EACH)


def moved(drawn: Drawing, reach: float, *, bones: bool = True) -> Animation:
    """Return both bars bending by `reach` radians."""
    rig, rest = rigs(drawn), numpy_of(drawn.positions).astype(np.float64)
    wave = np.sin(2 * np.pi * np.arange(FRAMES) / FRAMES)
    pose = Pose(np.zeros((FRAMES, 2)), np.stack([0.2 * reach * wave, reach * wave], axis=1))
    target = np.tile(rest, (FRAMES, 1, 1))
    for own in rig.objects:
        assert own is not None
        target[:, own.points] = Deformer(own.bones, rest[own.points], own.strokes)(pose)
    rigged, armature = fit_armatures(rig, RiggedMotion(target, (pose, pose)), rest, loop=False)
    still = np.tile([0.0, 0.0, 0.0, 1.0, 1.0], (FRAMES, 1))
    animation = compose(
        drawn,
        rigged.target,
        [ObjectMotion(rest[:EACH].mean(0), still), ObjectMotion(rest[EACH:].mean(0), still)],
        strengths=[1.0, 1.0],
        timing=ClipTiming((24, 1), 1, False),
        info={},
    )
    posed = replace(pose_to_contract(rigged, rig), armature=armature if bones else None)
    return replace(animation, pose=posed)


def spliced(tmp_path: Path, drawn: Drawing, keep: JSON, **how: bool) -> Animation:
    """Return a motion of 0.8 in parts, where the earlier one is of 0.4."""
    moved(drawn, 0.4, **how).write(tmp_path / FILE)
    request = Request("bend", frames=FRAMES, settings={"keep": keep})
    found = splice_result(moved(drawn, 0.8), drawn, request, tmp_path)
    found.validate(drawn)
    return found


def test_one_object_takes_its_bones_from_the_new_motion(tmp_path: Path) -> None:
    drawn = drawing()
    found = spliced(tmp_path, drawn, {"objects": ["lower"]})
    assert found.pose is not None and found.pose.armature is not None
    turns = numpy_of(found.pose.turns)
    assert np.abs(turns).max(axis=0) == pytest.approx([0.08, 0.4, 0.16, 0.8], rel=0.01)
    upper, lower = moved(drawn, 0.4).pose, moved(drawn, 0.8).pose
    assert upper is not None and upper.armature and lower is not None and lower.armature
    for bone, source in ((0, upper), (1, upper), (2, lower), (3, lower)):
        assert source.armature is not None
        expected = source.armature.channel_keys(bone, "rotation")
        assert found.pose.armature.channel_keys(bone, "rotation") == expected
    weights = numpy_of(found.pose.armature.weights).sum(axis=1)
    assert weights == pytest.approx(1.0, abs=1e-5)


def test_a_range_of_frames_bends_anew(tmp_path: Path) -> None:
    drawn = drawing()
    found = spliced(tmp_path, drawn, {"range": [12, FRAMES]})
    assert found.pose is not None and found.pose.armature is not None
    seen = animated_positions(drawn, found)
    for frame, reach in ((4, 0.4), (20, 0.8)):
        expected = animated_positions(drawn, moved(drawn, reach))[frame]
        assert np.abs(seen[frame] - expected).max() < 0.01 * SIZE
    turns = numpy_of(found.pose.turns)[:, 1]
    assert turns[6] == pytest.approx(0.4, abs=0.01) and turns[18] == pytest.approx(-0.8, abs=0.01)


@pytest.mark.parametrize("keep", [{"objects": ["lower"]}, {"range": [12, FRAMES]}])
def test_without_an_earlier_armature_points_move(tmp_path: Path, keep: JSON) -> None:
    assert spliced(tmp_path, drawing(), keep, bones=False).pose is None


def test_other_bones_are_not_blended(tmp_path: Path) -> None:
    drawn = drawing()
    earlier = moved(drawn, 0.4)
    assert earlier.pose is not None
    places = numpy_of(earlier.pose.rig.joints) + 5.0
    rig = replace(earlier.pose.rig, joints=array_of(places.astype(np.float32)))
    replace(earlier, pose=replace(earlier.pose, rig=rig)).write(tmp_path / FILE)
    request = Request("bend", frames=FRAMES, settings={"keep": {"range": [12, FRAMES]}})
    assert splice_result(moved(drawn, 0.8), drawn, request, tmp_path).pose is None
