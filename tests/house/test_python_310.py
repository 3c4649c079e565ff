# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract runs under Python 3.10, the oldest a host brings, without any package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CHAIN = """
import sys, pathlib, tempfile
assert sys.version_info[:2] == (3, 10), sys.version
sys.path.insert(0, sys.argv[1])
from addon.contract import rpc
from addon.contract.animation import Animation, transform_of
from addon.contract.arrays import Array
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, Cancelled, FormatError, JobBusy
from addon.contract.job import Event, JobFolder
from addon.contract.preset import Preset
from addon.contract.request import ObjectSettings, Request

with tempfile.TemporaryDirectory() as folder:
    drawing = Drawing.build([[0, 0], [9, 9], [5, 5]], [0, 2, 3], canvas=(10, 10))
    request = Request("a fish swims", objects=(ObjectSettings("drawing"),), fps=(24000, 1001))
    request, notes = Preset("calm", settings={"strength": 9, "faithful": True}).applied(request)
    assert request.strength == 4.0 and len(notes) == 1
    job = JobFolder.create(pathlib.Path(folder) / "job", request, drawing)
    assert job.read_request() == request and Drawing.read(job.drawing_path) == drawing
    with job.lock("a test"):
        try:
            with job.lock():
                raise AssertionError("two runners")
        except JobBusy as error:
            assert "a test" in error.message
        job.append_event(Event("draft", 1, 2, preview="preview/000001.webp"))
        rows = [[0, value, -1, value, 1, value] for value in (0, 0, 0, 1, 1)]
        animation = Animation(
            Array.of([0.0] * 12, "F32", (2, 3, 2)),
            Array.of(list(transform_of(0, 0, 0, 1, 1)) * 2, "F32", (2, 1, 2, 3)),
            Array.of([[5, 5]], "F32"),
            Array.of(rows, "F32"),
            Array.of(range(6), "I32"),
            fps=request.fps,
        )
        animation.validate(drawing)
        animation.write(job.animation_path)
        job.write_done({"seconds": 0.5})
    assert job.status() == "done" and len(job.read_events()[0]) == 1
    assert Animation.read(job.animation_path) == animation
    job.animation_path.write_bytes(b"x" * 100)
    try:
        Animation.read(job.animation_path)
        raise AssertionError("a damaged file was read")
    except FormatError:
        pass
    call = rpc.RpcRequest(1, "job/submit", {"folder": "1"})
    assert rpc.decode(rpc.encode(call)) == call
for name in ("numpy", "torch", "bpy"):
    assert name not in sys.modules, name
print("chain holds")
"""


def find_python_310() -> str | None:
    """A working Python 3.10: on the path, the py launcher's, or one of pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [
        [shutil.which("python3.10") or ""],
        *([str(path)] for path in sorted(pyenv.glob("3.10.*/bin/python3.10"))),
        [shutil.which("py") or "", "-3.10"],
    ]
    for command in candidates:
        if not command[0]:
            continue
        code = "import sys; print(sys.executable if sys.version_info[:2] == (3, 10) else '')"
        try:
            found = subprocess.run(
                [*command, "-c", code], capture_output=True, text=True, timeout=60, check=False
            )
        except OSError:
            continue
        if found.returncode == 0 and found.stdout.strip():
            return found.stdout.strip()
    return None


def test_the_contract_runs_under_python_310() -> None:
    python = find_python_310()
    if python is None:
        pytest.skip("no Python 3.10 found on this machine")
    found = subprocess.run(
        [python, "-I", "-B", "-X", "warn_default_encoding", "-W", "error", "-c", CHAIN, str(ROOT)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == "chain holds"


@pytest.mark.parametrize("part", ["contract", "client"])
def test_nothing_newer_than_python_310_is_used(part: str) -> None:
    pytest.importorskip("vermin", reason="vermin is not installed")
    folder = ROOT / "addon" / part
    if not any(folder.glob("*.py")):
        pytest.skip(f"addon/{part} is not here")
    options = ["-t=3.10-", "--no-tips", "--violations"]
    found = subprocess.run(
        [sys.executable, "-c", "import vermin; vermin.main()", *options, str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
