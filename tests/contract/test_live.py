# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A quick answer is read as it was written, or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from addon.contract.arrays import Array
from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.errors import FormatError
from addon.contract.live import LiveMotion


def motion(*shape: int, value: float = 1.0) -> LiveMotion:
    count = 1
    for side in shape:
        count *= side
    positions = Array.of([value] * count, "F32", shape)
    return LiveMotion(
        positions, BeatReading((SentenceBeat("dog", "walk"),)), ("sea",), ("swim", "walk")
    )


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "000007.safetensors"
    motion(2, 3, 2).write(path)
    read = LiveMotion.read(path)
    assert read == motion(2, 3, 2) and read.joints is None
    assert (read.frame_count, read.point_count) == (2, 3)


def test_an_answer_does_not_wait_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []
    monkeypatch.setattr("os.fsync", waited.append)
    path = tmp_path / "000009.safetensors"
    motion(2, 3, 2).write(path)
    assert LiveMotion.read(path) == motion(2, 3, 2) and not waited


def test_joints_travel_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "000008.safetensors"
    joints = Array.of([1.0, 2.0, 3.0, 4.0], "F32", (2, 1, 2))
    with_joints = replace(motion(2, 3, 2), joints=joints, joint_names=("hip",))
    with_joints.write(path)
    assert LiveMotion.read(path) == with_joints
    with pytest.raises(FormatError):
        replace(with_joints, joint_names=("hip", "knee")).write(path)


@pytest.mark.parametrize("wrong", [motion(0, 3, 2), motion(2, 3, 3), motion(6, 2),
                                   motion(1, 1, 2, value=float("nan"))])  # fmt: skip
def test_a_broken_motion_is_refused(tmp_path: Path, wrong: LiveMotion) -> None:
    with pytest.raises(FormatError):
        wrong.write(tmp_path / "wrong.safetensors")
