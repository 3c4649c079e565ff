# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What campaigns check."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

PATIENCE_S = 120.0  # by the clock of a shared machine


class Wrong(Exception):
    """What the campaign has found."""


def check(true: bool, finding: str) -> None:
    """Raise Wrong with a finding unless something is true."""
    if not true:
        raise Wrong(finding)


def digest(path: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def gone(pids: set[int]) -> None:
    """Check that processes have ended, or do so within a while."""
    deadline = time.monotonic() + PATIENCE_S
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        check(time.monotonic() < deadline, "an engine is left")
        time.sleep(0.01)
