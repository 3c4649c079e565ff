# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the backend (cpu, cuda, rocm, mps) in a child process, because drivers may crash."""

from __future__ import annotations

from pathlib import Path

from ....contract.errors import BadInput
from ..cancellation import CancelToken
from ..settings import BACKENDS
from .child import run_child

SCRIPT = Path(__file__).with_name("probe_backend.py")
TIMEOUT_S = 20.0
_MARK = "sketch-motion-backend "


def probe_backend(
    python: Path,
    stop: CancelToken | None = None,
    *,
    script: Path = SCRIPT,
    timeout_s: float = TIMEOUT_S,
) -> str:
    """Return the best backend of this computer; cpu when the search fails.

    Blocks. Raises Cancelled only.
    """
    try:
        end = run_child([python, "-I", script], timeout_s=timeout_s, stop=stop)
    except BadInput:
        return "cpu"
    names = [line.removeprefix(_MARK) for line in end.lines if line.startswith(_MARK)]
    return names[-1] if end.good and names and names[-1] in BACKENDS else "cpu"
