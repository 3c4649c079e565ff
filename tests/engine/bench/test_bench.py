# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""That benchmarks run and say what they measured. What they measure is not tested."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from engine.bench import bench, rasterizer, table, write
from engine.render.rasterizer import render_ink
from engine.training.video_architecture import TINY, write_random_model


def test_the_dense_reference_draws_the_same_picture() -> None:
    curves = rasterizer.sketch(3, 1)
    dense = rasterizer.dense_ink(curves)
    ours = render_ink(curves, rasterizer.WIDTH, (rasterizer.SIZE, rasterizer.SIZE))
    inked = (dense > 0) | (ours > 0)
    assert float((dense - ours).abs()[inked].mean()) < 0.02


def test_the_rasterizer_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rasterizer, "FRAMES", 4)
    monkeypatch.setattr(rasterizer, "GROWTH", (16, 1024))
    monkeypatch.setattr(rasterizer, "dense_ink", rasterizer._union)
    monkeypatch.setattr(rasterizer.yardstick, "load", lambda: None)
    numbers = bench("rasterizer", 1)
    assert numbers["values"]["1024 strokes cost this many times 16"] > 1
    assert "diffvg can't be imported here: not compared." in table(numbers)
    write(numbers, tmp_path / "numbers.json")
    assert json.loads((tmp_path / "numbers.json").read_text())["bench"] == "rasterizer"


def test_both_loops_run_on_one_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr("engine.bench.diffvg.load", lambda: None)
    write_random_model(tmp_path / "model", TINY)
    numbers = bench("video", 1, model=str(tmp_path / "model"), frames=4)
    assert numbers["seconds"]["Live-Sketch, double step"]["median"] > 0
    assert numbers["values"]["faithful double step over theirs"] > 0
    assert "pictures are given" in table(numbers)
