# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bones that the engine found are read from the job's folder, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from addon.client.jobs.found_bones import RIG_FILE, FoundBones, words_of
from addon.client.jobs.states import Delivered
from addon.contract.arrays import Array
from addon.contract.drawing import Drawing
from addon.contract.errors import FormatError
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.rig import Rig

REPORT = {"rig": {"fish": {"parts": ["trunk", "tail"]}, "sea": {}}, "plans": ["fish", "pieces"]}


def drawing() -> Drawing:
    points = [0, 0, 10, 0, 20, 5, 30, 5]
    return Drawing.build(
        points, [0, 2, 3, 4], canvas=(40, 20), objects=[0, 0, 1], object_names=("fish", "sea")
    )


def rig(points: int = 4) -> Rig:
    return Rig(
        joints=Array.of([1.0, 2.0, 8.0, 2.0, 15.0, 3.0], "F32", (3, 2)),
        confidence=Array.of([1.0, 0.5, 0.1], "F32"),
        parents=Array.of([-1, 0, 1], "I32"),
        joint_objects=Array.of([0, 0, 0], "I32"),
        carriers=Array.of([0] * 3 + [-1] * (points - 3), "I32", (points, 1)),
        weights=Array.of([1.0] * 3 + [0.0] * (points - 3), "F32", (points, 1)),
        parts=Array.of([0] * 3 + [-1] * (points - 3), "I32"),
        joint_names=("root", "tail0", "tail1"),
        plans=("fish", ""),
        disagreement=(0.01, 0.0),
    )


def read(folder: Path, found: Rig, report: Mapping[str, object]) -> FoundBones:
    job = JobFolder.create(folder, Request("", task="rig"), drawing())
    found.write(job.file(RIG_FILE))
    return FoundBones.read(Delivered(folder, report))


def test_bones_and_what_they_may_be(tmp_path: Path) -> None:
    found = read(tmp_path / "job", rig(), REPORT)
    assert (found.plan(0), found.plan(1)) == ("fish", "")
    assert found.parts == (("trunk", "tail"), ()) and found.plans == ("fish", "pieces")
    joints = found.joints()
    assert [joint.name for joint in joints] == ["root", "tail0", "tail1"]
    assert joints[2].place == (15.0, 3.0) and [joint.doubt for joint in joints] == [0, 1, 2]
    assert found.bones() == ((1, 0), (2, 1))


@pytest.mark.parametrize(
    "report", [{"plans": "fish"}, {"plans": [1]}, {"rig": {"fish": {"parts": 3}}}]
)
def test_a_broken_report_is_refused(tmp_path: Path, report: dict[str, object]) -> None:
    with pytest.raises(FormatError, match="broken"):
        read(tmp_path / "job", rig(), report)


def test_the_rig_of_another_drawing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="another drawing"):
        read(tmp_path / "job", rig(5), REPORT)


def test_names_are_written_as_words() -> None:
    assert words_of("leg_left2") == "leg left 3" and words_of("head") == "head"
    assert words_of("7") == "7"
