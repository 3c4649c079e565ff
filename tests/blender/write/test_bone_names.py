# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bones have the names that artists use, and no two are alike."""

from __future__ import annotations

import pytest

from addon.blender.write.bone_names import bone_names, side_of


@pytest.mark.parametrize(
    ("plan", "joints", "names"),
    [
        (
            "person",
            ["pelvis", "leg_left0", "leg_left1", "leg_left2", "arm_right0", "arm_right1"],
            ["hips", "thigh.L", "shin.L", "foot.L", "upper arm.R", "forearm.R"],
        ),
        (
            "four_legged",
            ["hip", "tail0", "tail1", "hind_far0", "hind_far1", "fore_near0", "head"],
            ["hips", "tail 1", "tail 2", "thigh.far", "shin.far", "upper foreleg.near", "head"],
        ),
        ("car", ["body", "wheel_back"], ["body", "wheel back"]),
        ("standing_bird", ["wing_near0", "leg_far0"], ["wing.near", "thigh.far"]),
        ("fish", ["spine3", "spine0", "fin0"], ["head", "body 3", "fin"]),
        ("", ["piece", "piece", "piece"], ["piece", "piece 2", "piece 3"]),
    ],
)
def test_names_of_bones(plan: str, joints: list[str], names: list[str]) -> None:
    assert bone_names(plan, joints) == names


def test_taken_names_are_left_alone() -> None:
    assert bone_names("person", ["arm_left0"], ["upper arm.L"]) == ["upper arm 2.L"]


def test_sides() -> None:
    assert [side_of(name) for name in ("thigh.L", "thigh.far", "thigh", "v1.5")] == [
        "L", "far", "", "",
    ]  # fmt: skip
