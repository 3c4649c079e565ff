# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract and the client inside a real Krita: nothing of Blender may be in them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.krita.real_krita import missing, run_in_krita

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_client_animates_a_drawing_from_inside_krita(tmp_path: Path) -> None:
    if missing():
        pytest.skip(f"not installed here: {', '.join(missing())}")
    run = run_in_krita(
        ROOT / "tests" / "krita" / "smoke.py",
        tmp_path,
        {
            "SMOKE_ROOT": str(ROOT),
            "SMOKE_JOBS": str(tmp_path),
            "SMOKE_PYTHON": sys.executable,
        },
    )
    assert run.code == 0, f"{run.output}\n--- Krita's log ---\n{run.log[-3000:]}"
    assert "frames 8" in run.output
