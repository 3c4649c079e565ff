# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the backend (cpu, cuda, rocm, mps) in a child process: a driver that crashes means cpu."""

from __future__ import annotations

from pathlib import Path

from ....contract.errors import BadInput
from ..cancellation import StopSign
from ..settings import BACKENDS
from .child import run_child

SCRIPT = Path(__file__).with_name("probe_backend.py")
TIMEOUT_S = 20.0
_MARK = "sketch-motion-backend "


def probe_backend(
    python: Path,
    stop: StopSign | None = None,
    *,
    script: Path = SCRIPT,
    timeout_s: float = TIMEOUT_S,
) -> str:
    """The best backend of this computer. Blocks; never raises but Cancelled."""
    try:
        end = run_child([python, "-I", script], timeout_s=timeout_s, stop=stop)
    except BadInput:
        return "cpu"
    said = [line.removeprefix(_MARK) for line in end.lines if line.startswith(_MARK)]
    return said[-1] if end.good and said and said[-1] in BACKENDS else "cpu"
