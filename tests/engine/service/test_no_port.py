# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine that serves a host has pipes and files, and no socket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks at /proc")
def test_a_serving_engine_holds_no_socket(tmp_path: Path) -> None:
    engine = subprocess.Popen(
        [sys.executable, "-s", "-P", "-u", "-m", "engine", "serve"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert engine.stdin is not None and engine.stdout is not None
        call = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocol": 1}}
        engine.stdin.write(json.dumps(call).encode() + b"\n")
        engine.stdin.flush()
        answer = json.loads(engine.stdout.readline())
        assert answer["result"]["protocol"] == 1
        folder = Path(f"/proc/{engine.pid}/fd")
        kinds = [os.readlink(path) for path in folder.iterdir() if path.is_symlink()]
        assert any(kind.startswith("pipe:") for kind in kinds)
        assert not [kind for kind in kinds if kind.startswith("socket:")]
    finally:
        engine.kill()
        engine.communicate()
