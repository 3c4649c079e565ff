# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checkpoints keep tensors of every type that models work with."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.raster.kept_state import as_kept, as_was
from engine.runtime.checkpoint import read_checkpoint, write_checkpoint


@pytest.mark.parametrize("kind", [torch.float32, torch.float16, torch.bfloat16])
def test_a_state_comes_back_as_it_was(kind: torch.dtype, tmp_path: Path) -> None:
    state = {"latents": torch.randn(2, 3).to(kind), "steps": torch.arange(4)}
    arrays, texts = as_kept(state)
    write_checkpoint(tmp_path / "checkpoint", arrays, {**texts, "step": "3"}, "a job")
    found = read_checkpoint(tmp_path / "checkpoint", "a job")
    assert found is not None and found[1]["step"] == "3"
    again = as_was(*found)
    assert again.keys() == state.keys()
    assert all(again[name].dtype == state[name].dtype for name in state)
    assert all(torch.equal(again[name], state[name]) for name in state)
