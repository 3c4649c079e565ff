# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""That benchmarks run and say what they measured. What they measure is not tested."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
import torch

from engine.bench import bench, rasterizer, rig, table, write
from engine.bench.flip_sketch import FlipSketchLoop
from engine.priors.video.folder import find_model
from engine.priors.video.model import DiffusersVideo
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.reference import Reference
from engine.raster.diffusion.sampler import ClipConditions, ClipState, sample
from engine.raster.settings import FAITHFUL
from engine.render.rasterizer import render_ink
from engine.rig.drawing_rig import rig_drawing
from engine.rig.hints import RigHints
from engine.training.video.architecture import TINY, write_random_model


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
    monkeypatch.setattr("engine.bench.diffvg.load", lambda: None)
    numbers = bench("rasterizer", 1)
    # no bound: how long something takes is never a test
    assert numbers["values"]["1024 strokes cost this many times 16"] > 0
    assert "diffvg can't be imported here: not compared." in table(numbers)
    write(numbers, tmp_path / "numbers.json")
    assert json.loads((tmp_path / "numbers.json").read_text())["bench"] == "rasterizer"


def test_finding_bones_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    hints = {0: RigHints("four_legged")}  # so that there are bones whatever the network says
    monkeypatch.setattr(rig, "STROKES", (32,))
    monkeypatch.setattr(rig, "rig_drawing", partial(rig_drawing, hints=hints))
    assert rig.horse(32).stroke_count == 32 and rig.horse(300).stroke_count == 300
    numbers = bench("rig", 1)
    moved = "deformation, 24 frames of 32 strokes"
    assert set(numbers["seconds"]) == {"32 strokes", moved, f"{moved}, again"}
    assert "deformation" in table(numbers)


def test_both_loops_run_on_one_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.set_num_threads(1)
    monkeypatch.setattr("engine.bench.diffvg.load", lambda: None)
    write_random_model(tmp_path / "model", TINY)
    numbers = bench("video", 1, model=str(tmp_path / "model"), frames=4)
    assert numbers["seconds"]["Live-Sketch, double step"]["median"] > 0
    assert numbers["values"]["faithful double step over theirs"] > 0
    assert "pictures are given" in table(numbers)


def test_flip_sketch_and_ours_run_on_one_model(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    write_random_model(tmp_path / "model", TINY)
    numbers = bench("raster", 1, model=str(tmp_path / "model"), frames=3, size=32, align=True)
    for side in ("FlipSketch", "ours, faithful", "ours, default", "ours, full"):
        assert numbers["seconds"][f"{side}, first step"]["median"] > 0
        assert numbers["values"][f"{side}, job, seconds"] > 0
    assert numbers["values"]["default over theirs"] > 0
    assert "alignment on" in table(numbers)
    plain = FlipSketchLoop(*_loop(tmp_path / "model"))
    before = plain.latents.clone()
    plain.step(0, align=False)
    plain.end()
    assert plain.latents.shape == (1, 4, 5, 4, 4)
    assert not torch.equal(plain.latents, before)


STEPS = 4


def test_their_attention_and_ours_compute_the_same(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    write_random_model(tmp_path / "model", TINY)
    # Their program tells time from space by length: no count of frames may be one of pixels.
    model, way, frames, size, text = _loop(tmp_path / "model", 9)
    theirs = FlipSketchLoop(model, way, frames, size, text)
    start, reference = theirs.latents[0].transpose(0, 1), theirs.reference[0, :, 0]
    for step in range(STEPS):
        theirs.step(step, align=False)
    theirs.end()
    conditions = ClipConditions(
        Reference(reference.expand(len(way) + 1, -1, -1, -1), redenoise=True)
    )
    seen: list[torch.Tensor] = []
    with Denoiser(model) as denoiser, pytest.raises(StopIteration):

        def watch(clip: ClipState, clean: torch.Tensor) -> None:
            seen.append(clip.latents)
            if len(seen) == STEPS:
                raise StopIteration

        sample(denoiser, ClipState(start.clone()), conditions, way, text, FAITHFUL, on_step=watch)
    assert torch.allclose(theirs.latents[0].transpose(0, 1), seen[-1], atol=5e-3)
    drifted = conditions.first.clip
    assert len(drifted) == frames - STEPS + 1
    assert torch.allclose(theirs.reference[0].transpose(0, 1), drifted, atol=1e-3)
    assert (drifted - drifted[:1]).abs().max() > 0.01  # each frame has its own noise


def _loop(folder: Path, frames: int = 5) -> tuple[DiffusersVideo, Steps, int, int, str]:
    found = find_model(str(folder))
    model = DiffusersVideo.load(found)
    generator = torch.Generator().manual_seed(1)
    for parameter in model.unet.parameters():
        if not parameter.any():  # as initialised, layers over frames do nothing
            parameter.data = 0.1 * torch.randn(parameter.shape, generator=generator)
    return model, Steps.of(model.schedule, found.config["scheduler"], 25), frames, 16, "it runs"
