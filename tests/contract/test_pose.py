# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pose travels with its animation, bit for bit, and has to fit it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from addon.contract import tensorfile
from addon.contract.animation import Animation
from addon.contract.arrays import Array
from addon.contract.errors import FormatError
from addon.contract.pose import RigPose
from addon.contract.rig import Rig
from tests.contract.strategies import animations, floats, integers, posed_animations


@given(posed_animations())
def test_a_pose_is_read_as_it_was_written(tmp_path: Path, animation: Animation) -> None:
    path = tmp_path / "animation.safetensors"
    animation.write(path)
    assert Animation.read(path) == animation


@given(animations())
def test_an_animation_without_a_pose_holds_nothing_of_one(
    tmp_path: Path, animation: Animation
) -> None:
    path = tmp_path / "animation.safetensors"
    animation.write(path)
    file = tensorfile.read(path)
    assert not [name for name in (*file.arrays, *file.metadata) if name.startswith(("rig", "pose"))]
    assert Animation.read(path).pose is None


FRAMES, JOINTS = 3, 2


def rig_of(points: int = 1, plans: tuple[str, ...] = ("arm",)) -> Rig:
    return Rig(
        floats([0, 0, 1, 0], 2, 2),
        floats([1, 1], 2),
        integers([-1, 0], 2),
        integers([0, 0], 2),
        integers([0, 1] * points, points, 2),
        floats([0.5, 0.5] * points, points, 2),
        integers([0] * points, points),
        ("a", "b"),
        plans,
        (0.0,) * len(plans),
    )


def pose_of(rig: Rig | None = None, **changed: Any) -> RigPose:
    pose = RigPose(
        rig or rig_of(),
        floats([0.0, 0.0, 0.1, 0.2, 0.2, 0.4], FRAMES, JOINTS),
        floats([0.0, 0.0, 1.0, 0.0, 2.0, 0.0], FRAMES, 1, 2),
    )
    return replace(pose, **changed)


def animation_of(pose: RigPose | None) -> Animation:
    still = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0]
    return Animation(
        floats([0.0] * FRAMES * 2, FRAMES, 1, 2),
        floats(still * FRAMES, FRAMES, 1, 2, 3),
        floats([0, 0], 1, 2),
        floats([], 0, 6),
        integers([0] * 6, 6),
        pose=pose,
    )


@pytest.mark.parametrize(
    "pose",
    [
        pose_of(turns=floats([0.0] * 4, 2, JOINTS)),
        pose_of(turns=floats([0.0] * 3, FRAMES, 1)),
        pose_of(turns=floats([0.0] * 6, 6)),
        pose_of(turns=integers([0] * 6, FRAMES, JOINTS)),
        pose_of(turns=floats([0.0, math.nan, 0, 0, 0, 0], FRAMES, JOINTS)),
        pose_of(turns=floats([0.0, 2e5, 0, 0, 0, 0], FRAMES, JOINTS)),
        pose_of(roots=floats([0.0] * 8, 4, 1, 2)),
        pose_of(roots=floats([0.0] * 12, FRAMES, 2, 2)),
        pose_of(roots=floats([0.0, math.inf, 0, 0, 0, 0], FRAMES, 1, 2)),
        pose_of(rig_of(points=2)),
        pose_of(rig_of(plans=("arm", "arm"))),
        pose_of(replace(rig_of(), parents=integers([0, -1], 2))),
    ],
)
def test_a_pose_that_does_not_fit_is_refused(pose: RigPose, tmp_path: Path) -> None:
    path = tmp_path / "animation.safetensors"
    animation_of(pose_of()).write(path)
    with pytest.raises(FormatError):
        animation_of(pose).write(path)
    written_unchecked(path, pose)
    with pytest.raises(FormatError):
        Animation.read(path)


def written_unchecked(path: Path, pose: RigPose) -> None:
    """Put the tensors of a pose into a file that holds another one."""
    file = tensorfile.read(path)
    arrays = {name: Array.of(a.data, a.dtype, a.shape) for name, a in file.arrays.items()}
    tensorfile.write(path, arrays | pose.tensors(), file.metadata | pose.texts())


@pytest.mark.parametrize("missing", ["rig.joints", "rig.weights", "pose.roots"])
def test_half_a_pose_is_refused(missing: str, tmp_path: Path) -> None:
    path = tmp_path / "animation.safetensors"
    animation_of(pose_of()).write(path)
    file = tensorfile.read(path)
    arrays = {name: a for name, a in file.arrays.items() if name != missing}
    tensorfile.write(tmp_path / "half.safetensors", arrays, file.metadata)
    with pytest.raises(FormatError, match=missing):
        Animation.read(tmp_path / "half.safetensors")


@pytest.mark.parametrize("text", ["rig.joint_names", "rig.plans", "rig.disagreement"])
def test_a_pose_without_its_words_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "animation.safetensors"
    animation_of(pose_of()).write(path)
    file = tensorfile.read(path)
    metadata = {name: value for name, value in file.metadata.items() if name != text}
    tensorfile.write(tmp_path / "half.safetensors", file.arrays, metadata)
    with pytest.raises(FormatError):
        Animation.read(tmp_path / "half.safetensors")
