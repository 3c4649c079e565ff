# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rig is read as it was written, and nothing else is read as one."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from addon.contract import tensorfile
from addon.contract.errors import FormatError
from addon.contract.rig import Rig
from tests.contract.strategies import floats, integers, rigs


@given(rigs())
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, rig: Rig) -> None:
    path = tmp_path_factory.mktemp("rig") / "rig.safetensors"
    rig.write(path)
    read = Rig.read(path)
    assert read.joint_names == rig.joint_names and read.plans == rig.plans
    assert read.disagreement == rig.disagreement
    for name in ("order", "holders"):
        there, written = getattr(read, name), getattr(rig, name)
        assert (there and bytes(there.data.cast("B"))) == (
            written and bytes(written.data.cast("B"))
        )
    for name in ("joints", "confidence", "parents", "carriers", "weights", "parts"):
        assert bytes(getattr(read, name).data.cast("B")) == bytes(getattr(rig, name).data.cast("B"))


def small() -> Rig:
    return Rig(
        floats([0, 0, 1, 0], 2, 2), floats([1, 1], 2), integers([-1, 0], 2), integers([0, 0], 2),
        integers([0, 1], 1, 2), floats([0.5, 0.5], 1, 2), integers([0], 1), ("a", "b"), ("arm",),
        (0.0,),
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"parents": integers([0, -1], 2)},
        {"parents": integers([-1, 5], 2)},
        {"joint_objects": integers([0, 3], 2)},
        {"weights": floats([0.5, 0.2], 1, 2)},
        {"weights": floats([1.5, -0.5], 1, 2)},
        {"weights": floats([math.nan, 0.5], 1, 2)},
        {"carriers": integers([0, 2], 1, 2)},
        {"carriers": integers([-1, 1], 1, 2)},
        {"joints": floats([0, math.inf, 1, 0], 2, 2)},
        {"confidence": floats([1, 2], 2)},
        {"disagreement": (-1.0,)},
        {"plans": ("a", "b")},
        {"joint_names": ("a",)},
        {"order": integers([2], 1)},
        {"order": integers([0, 0], 2)},
        {"order": floats([0], 1)},
        {"holders": integers([2], 1)},
        {"holders": integers([-2], 1)},
        {"holders": integers([0, 0], 2)},
    ],
)
def test_a_broken_rig_is_refused(change: dict[str, object], tmp_path: Path) -> None:
    small().validate()
    with pytest.raises(FormatError):
        replace(small(), **change).write(tmp_path / "rig.safetensors")  # type: ignore[arg-type]


def test_an_old_file_without_order_and_holders_opens(tmp_path: Path) -> None:
    path = tmp_path / "rig.safetensors"
    whole = replace(small(), order=integers([1], 1), holders=integers([-1], 1))
    tensors = {k: v for k, v in whole.tensors().items() if k not in ("order", "holders")}
    format_of = {"format": "sketch-motion-rig", "version": "1"}
    tensorfile.write(path, tensors, format_of | whole.texts())
    old = Rig.read(path)
    assert old.order is None and old.holders is None
    assert old.joint_names == whole.joint_names


def test_joints_of_two_objects_stay_apart() -> None:
    with pytest.raises(FormatError, match="another object"):
        replace(
            small(), joint_objects=integers([0, 1], 2), plans=("a", "b"), disagreement=(0.0, 0.0)
        ).validate()


def test_another_file_is_not_a_rig(tmp_path: Path) -> None:
    path = tmp_path / "rig.safetensors"
    tensorfile.write(path, {"joints": floats([], 0, 2)}, {"format": "something else"})
    with pytest.raises(FormatError):
        Rig.read(path)
