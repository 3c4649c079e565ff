# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""torch without a part: numbers are as before, and the part comes when it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.runtime import lean_torch

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from engine.runtime.lean_torch import PART, lean_torch, whole_torch
assert lean_torch()
import torch
assert "torch._refs" not in sys.modules, "it was not left out"
torch.manual_seed(0)
layer = torch.nn.Linear(3, 2)
step = torch.optim.Adam(layer.parameters())
layer(torch.ones(1, 3)).square().sum().backward()
step.step()
whole = whole_torch()
assert sys.modules[PART] is whole and torch._meta_registrations is whole
with torch.device("meta"):
    shape = torch.nn.MultiheadAttention(8, 2)(*[torch.empty(4, 1, 8)] * 3)[0].shape
    solved = torch.linalg.solve_triangular(torch.empty(3, 3), torch.empty(3, 1), upper=True)
assert shape == (4, 1, 8) and solved.shape == (3, 1)
print("fine")
"""


def test_torch_works_without_the_part_and_with_it_later() -> None:
    ended = subprocess.run(
        [sys.executable, "-s", "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.strip() == "fine", ended.stderr


def test_a_torch_that_is_loaded_or_was_never_tried_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lean_torch, "TRIED", ("0.0",))
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.delitem(sys.modules, lean_torch.PART, raising=False)
    assert not lean_torch.lean_torch()
    monkeypatch.setattr(lean_torch, "TRIED", ("2.13",))
    monkeypatch.setitem(sys.modules, "torch", sys)
    assert not lean_torch.lean_torch()
