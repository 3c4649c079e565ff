# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An armature travels with its pose, and has to fit the animation."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from addon.contract.animation import Animation
from addon.contract.armature import SIZE, Armature
from addon.contract.errors import FormatError
from tests.contract.strategies import floats, integers
from tests.contract.test_pose import FRAMES, pose_of

POINTS = 1


def armature_of(**changed: Any) -> Armature:
    """Return two bones, the first of which has two keys in its rotation."""
    keys = [0, 0, -1, 0, 2 / 3, 0, 2, 1, 4 / 3, 1, 3, 1]
    whole = Armature(
        joints=integers([0, 1], 2),
        parents=integers([-1, 0], 2),
        inherits=integers([SIZE, SIZE], 2),
        heads=floats([0, 0, 1, 0], 2, 2),
        tails=floats([1, 0, 2, 0], 2, 2),
        carriers=integers([0, 1], POINTS, 2),
        weights=floats([0.5, 0.5], POINTS, 2),
        keys=floats(keys, 2, 6),
        key_offsets=integers([0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2], 11),
        volumes=integers([1], 1),
        errors=floats([0.001], 1),
    )
    return replace(whole, **changed)


def animation_of(armature: Armature) -> Animation:
    return Animation(
        offsets=floats([0.0] * (FRAMES * POINTS * 2), FRAMES, POINTS, 2),
        transforms=floats([1, 0, 0, 0, 1, 0] * FRAMES, FRAMES, 1, 2, 3),
        pivots=floats([0, 0], 1, 2),
        keys=floats([], 0, 6),
        key_offsets=integers([0] * 6, 6),
        pose=replace(pose_of(), armature=armature),
    )


@pytest.mark.parametrize("held", [True, False])
def test_an_armature_is_read_as_it_was_written(tmp_path: Path, held: bool) -> None:
    left = None if held else floats([0.25] * (FRAMES * POINTS * 2), FRAMES, POINTS, 2)
    written = animation_of(armature_of(offsets=left))
    path = tmp_path / "animation.safetensors"
    written.write(path)
    assert Animation.read(path) == written


def test_keys_are_found_by_bone_and_channel() -> None:
    armature = armature_of()
    assert [key.value for key in armature.channel_keys(0, "rotation")] == [0.0, 1.0]
    assert armature.channel_keys(1, "rotation") == []


@pytest.mark.parametrize(
    "changed",
    [
        {"joints": integers([0, 2], 2)},
        {"parents": integers([-1, 1], 2)},
        {"inherits": integers([0, 3], 2)},
        {"heads": floats([0, 0, math.nan, 0], 2, 2)},
        {"tails": floats([1, 0], 1, 2)},
        {"carriers": integers([0, 2], POINTS, 2)},
        {"weights": floats([0.5, 0.4], POINTS, 2)},
        {"weights": floats([1.5, -0.5], POINTS, 2)},
        {"keys": floats([2, 1, 4 / 3, 1, 3, 1, 0, 0, -1, 0, 2 / 3, 0], 2, 6)},
        {"key_offsets": integers([0] * 11, 11)},
        {"volumes": integers([1, 1], 2)},
        {"offsets": floats([0, 0], 1, 1, 2)},
    ],
)
def test_what_does_not_fit_is_refused(changed: dict[str, Any]) -> None:
    animation_of(armature_of()).validate()
    with pytest.raises(FormatError):
        animation_of(armature_of(**changed)).validate()
