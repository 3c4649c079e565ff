# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A few cases of each campaign with processes; hours of them are for the command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns.programs import BLENDER

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks at /proc"),
]


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("kill", 8),
        pytest.param(
            "fault",
            12,
            marks=pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler"),
        ),
        ("load", 4),
        pytest.param(
            "programs",
            1,
            marks=pytest.mark.skipif(not BLENDER.is_file(), reason="needs a Python with bpy"),
        ),
    ],
)
def test_a_short_campaign_finds_nothing(name: str, cases: int) -> None:
    """In a process of its own: a campaign puts forked processes in the place of Popen's."""
    words = [sys.executable, "-m", "tests.campaigns", name, "--seed", "3", "--cases", str(cases)]
    if name == "load":
        words += ["--scale", "0.01"]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
