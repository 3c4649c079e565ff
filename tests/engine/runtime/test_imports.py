# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports of torch wait for each other, and what a start doesn't need isn't imported."""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.runtime.imports import importing
from engine.service.live import known_drawings

ROOT = Path(__file__).resolve().parents[3]
ANSWERS = "import engine.commands.cli, engine.service.server"  # until `initialize` is answered
LOADED = "from engine.service.server import warm_up; warm_up()"
FIRST_PICTURE = (
    "import numpy; from engine.runtime.progress import preview_picture; "
    "assert preview_picture(numpy.zeros((4, 8, 8, 4), numpy.uint8))[8:12] == b'WEBP'"
)
#: What is installed beside the engine at times, and what single commands and paths alone need.
OTHERS = ("transformers", "diffusers", "ray", "matplotlib", "pandas", "numba", "sympy", "cv2",
          "engine.training", "engine.bench", "engine.metrics", "engine.video_fit",
          "engine.farm", "scipy.optimize", "scipy.stats", "torch._dynamo",
          "torch._inductor", "torch.onnx")  # fmt: skip


def test_a_thread_waits_while_another_one_imports() -> None:
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(known_drawings()))
    with importing():
        thread.start()
        thread.join(0.3)
        assert thread.is_alive() and not answers
    thread.join(60.0)
    assert len(answers) == 1


def test_garbage_is_searched_as_before_afterwards() -> None:
    with pytest.raises(ImportError), importing():
        assert not gc.isenabled()
        raise ImportError
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("start", "absent"),
    [
        (ANSWERS, ("torch", "scipy", "shapely", "PIL", "safetensors", *OTHERS)),
        (LOADED, (*OTHERS, "engine.priors.trajectory.prior")),
        (FIRST_PICTURE, ("PIL.PdfImagePlugin", "PIL.TiffImagePlugin", *OTHERS)),
    ],
)
def test_a_start_imports_no_more_than_it_needs(start: str, absent: tuple[str, ...]) -> None:
    words = [sys.executable, "-s", "-c", f"{start}; import sys; print(*sys.modules)"]
    ended = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    there = set(ended.stdout.split())
    assert not there & set(absent)


@pytest.mark.skipif(platform.machine() == "aarch64", reason="torch multiplies with OpenBLAS there")
@pytest.mark.parametrize(("named", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_numpy_multiplies_with_one_thread_unless_told(named: dict[str, str], threads: str) -> None:
    code = (
        "import engine, os, sys; assert 'numpy' not in sys.modules;"
        "import engine.__main__; print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    others = {name: value for name, value in os.environ.items() if "OPENBLAS" not in name}
    words = [sys.executable, "-s", "-c", code]
    ended = subprocess.run(
        words, cwd=ROOT, env=others | named, check=True, capture_output=True, text=True
    )
    assert ended.stdout.strip() == threads
