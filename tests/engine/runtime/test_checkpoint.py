# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checkpoints are whole, of this job and of this version, or they are not used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from addon.contract.errors import BadInput
from engine.runtime.checkpoint import FINGERPRINT, read_checkpoint, write_checkpoint

ARRAYS = {"total": np.arange(3.0)}


def test_a_checkpoint_is_read_by_its_own_job_alone(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.safetensors"
    write_checkpoint(path, ARRAYS, {"step": "4"}, "mine")
    found = read_checkpoint(path, "mine")
    assert found is not None
    assert found[1] == {"step": "4"}
    np.testing.assert_array_equal(found[0]["total"], ARRAYS["total"])
    assert read_checkpoint(path, "another") is None
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_one_of_0_1_0_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.safetensors"
    save_file(ARRAYS, path, metadata={"step": "4", FINGERPRINT: "mine"})
    assert read_checkpoint(path, "mine") is None


def test_a_damaged_one_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.safetensors"
    write_checkpoint(path, ARRAYS, {}, "mine")
    path.write_bytes(path.read_bytes()[:-9])
    assert read_checkpoint(path, "mine") is None


def test_a_folder_that_refuses_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="could not be written"):
        write_checkpoint(tmp_path / "nowhere" / "checkpoint.safetensors", ARRAYS, {}, "mine")
