# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A few cases of each campaign with processes; hours of them are for the command."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns.programs import BLENDER, PATIENCE_S
from tests.krita.real_krita import missing

MOST_S = 600.0
END_S = 120.0  # for a campaign that is interrupted to end what it has started
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
            2,  # one of each program, where both are there
            marks=pytest.mark.skipif(
                not BLENDER.is_file() and bool(missing()),
                reason="needs a Python with bpy, or Krita",
            ),
        ),
    ],
)
def test_a_short_campaign_finds_nothing(name: str, cases: int) -> None:
    """In a process of its own: a campaign puts forked processes in the place of Popen's."""
    words = [sys.executable, "-m", "tests.campaigns", name, "--seed", "3", "--cases", str(cases)]
    if name == "load":
        words += ["--scale", "0.01"]
    limit = MOST_S
    if name == "programs":
        limit = 6 * PATIENCE_S  # several waits in a case
        words += ["--minutes", str(limit / 60)]
    code, told = run_in_own_group(words, limit)
    assert code == 0, told
    assert name != "programs" or f"{name}: {cases} cases" in told


def run_in_own_group(words: list[str], limit_s: float) -> tuple[int, str]:
    """Run a command; return its exit code and what it said. At the limit all of it is ended."""
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            told, _ = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)  # it ends the programs that have groups of their own
            try:
                told, _ = process.communicate(timeout=END_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                told, _ = process.communicate()
            return -1, f"{told}\nIt takes longer than {limit_s:.0f} s."
        return process.returncode, told
