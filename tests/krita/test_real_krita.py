# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract and the client inside a real Krita: nothing of Blender may be in them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.client.setup.test_real_set import WHEELS, lacking
from tests.krita.real_krita import need_krita, run_in_krita

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.xdist_group("Krita's window")


@pytest.mark.slow
def test_the_client_animates_a_drawing_from_inside_krita(tmp_path: Path) -> None:
    need_krita()
    run = run_in_krita(
        ROOT / "tests" / "krita" / "in_krita" / "smoke.py",
        tmp_path,
        {
            "SMOKE_ROOT": str(ROOT),
            "SMOKE_JOBS": str(tmp_path),
            "SMOKE_PYTHON": sys.executable,
        },
    )
    assert run.code == 0, f"{run.output}\n--- Krita's log ---\n{run.log[-3000:]}"
    assert "frames 8" in run.output


@pytest.mark.slow
def test_the_engine_is_set_up_from_inside_krita_and_animates(tmp_path: Path) -> None:
    need_krita()
    if lacking():
        pytest.skip(f"no wheels of {', '.join(lacking())} in {WHEELS}")
    home = tmp_path / "Můj počítač"
    # The profile's user has the Python below this one, where pyenv would put it.
    version = ".".join(map(str, sys.version_info[:3]))
    (tmp_path / "home/.pyenv/versions").mkdir(parents=True)
    (tmp_path / "home/.pyenv/versions" / version).symlink_to(sys.base_prefix)
    run = run_in_krita(
        ROOT / "tests" / "krita" / "in_krita" / "set_up.py",
        tmp_path,
        {
            "SMOKE_ROOT": str(ROOT),
            "SMOKE_WHEELS": str(WHEELS),
            "SKETCH_MOTION_HOME": str(home),
            "OMP_NUM_THREADS": "1",
        },
        timeout_s=600.0,
    )
    assert run.code == 0, f"{run.output}\n--- Krita's log ---\n{run.log[-3000:]}"
    assert "frames 8" in run.output
    assert f"engine's Python: {home}" in run.output
    print(run.output)
