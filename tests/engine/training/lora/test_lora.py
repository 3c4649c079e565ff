# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training a sketch LoRA on a tiny model: it learns, goes on, is written, read and merged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.priors.video.folder import ModelFolder, find_model
from engine.priors.video.lora import base_of, merge_lora
from engine.priors.video.model import DiffusersVideo
from engine.raster.diffusion.ddim import Steps
from engine.runtime.arrays import array_of
from engine.training.loop import CURVE, TrainingLoop
from engine.training.lora import command as command
from engine.training.lora.clips import TrainingClips, job_clip, job_folders
from engine.training.lora.run import LoraRun, LoraTraining, as_flip_sketch, layer_names, lora_loop
from engine.training.video.architecture import TINY, write_random_model

pytest.importorskip("peft")
torch.set_num_threads(1)
FRAMES, SIZE = 4, 32


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> ModelFolder:
    folder = tmp_path_factory.mktemp("base")
    write_random_model(folder, TINY, seed=3)
    return find_model(str(folder))


def clips(puppets: int = 1) -> TrainingClips:
    return TrainingClips((), puppets, FRAMES, SIZE, seed=5)


def job(folder: Path) -> Path:
    """A finished vector job: an upright line that walks to the right."""
    points = np.array([[16, 10], [16, 50]], np.float32)
    drawing = Drawing.build(
        array_of(points), array_of(np.array([0, 2], np.int32)), canvas=(64.0, 64.0),
        widths=array_of(np.full(2, 4, np.float32)), object_names=("line",),
        objects=array_of(np.zeros(1, np.int32)),
    )  # fmt: skip
    made = JobFolder.create(folder, Request(prompt="the line walks", frames=8), drawing)
    offsets = np.zeros((8, 2, 2), np.float32)
    offsets[..., 0] = 4 * np.arange(8)[:, None]
    eye = np.zeros((8, 1, 2, 3), np.float32)
    eye[..., 0, 0] = eye[..., 1, 1] = 1
    Animation(
        array_of(offsets), array_of(eye), array_of(np.zeros((1, 2), np.float32)),
        array_of(np.zeros((0, 6), np.float32)), array_of(np.zeros(6, np.int32)),
        object_names=("line",),
    ).write(made.animation_path)  # fmt: skip
    return made.path


def sampled(model: DiffusersVideo, folder: ModelFolder, text: str) -> Tensor:
    """Latents of eight DDIM steps from one seed."""
    steps = Steps.of(model.schedule, folder.config["scheduler"], 8)
    side = SIZE // model.shrink
    latents = torch.randn(FRAMES, 4, side, side, generator=torch.Generator().manual_seed(11))
    for step, timestep in enumerate(steps.timesteps):
        latents = steps.down(latents, model.noise(latents, timestep, text, 1.0), step)
    return latents


def mean_loss(run: LoraRun) -> float:
    with torch.no_grad():
        losses = [run.loss(0, torch.Generator().manual_seed(100 + k)) for k in range(6)]
    return float(torch.stack(losses).mean())


def test_clips_come_in_many_line_styles_and_repeat_exactly() -> None:
    supply = TrainingClips((), -1, FRAMES, 64, seed=1)
    first = [supply.clip(number) for number in range(6)]
    for number, film in enumerate(first):
        assert film.frames.shape == (FRAMES, 64, 64)
        assert 0 <= film.frames.min() < 0.5 and film.frames.max() == 1
        assert film.caption
        assert torch.equal(film.frames, supply.clip(number).frames)
    inks = {round(float(film.frames.min()), 2) for film in first}
    assert len(inks) > 3
    assert torch.equal(clips(2).clip(3).frames, clips(2).clip(1).frames)


def test_jobs_of_the_vector_path_are_clips(tmp_path: Path) -> None:
    place = job(tmp_path / "job")
    film = job_clip(place, FRAMES, 64)
    assert film.caption == "the line walks"
    ink = 1 - film.frames
    middles = (ink.sum(1) * (torch.arange(64) + 0.5)).sum(1) / ink.sum((1, 2))
    np.testing.assert_allclose(middles, [16, 24, 32, 40], atol=0.1)
    assert job_folders([tmp_path]) == (place,)
    both = TrainingClips((place,), -1, FRAMES, SIZE, seed=0)
    assert both.clip(1).caption == "the line walks" != both.clip(0).caption
    with pytest.raises(BadInput, match="no finished vector jobs"):
        job_folders([place])[0].joinpath("animation.safetensors").unlink()
        job_folders([tmp_path])


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(BadInput, match="nothing to learn"):
        TrainingClips((), 0, FRAMES, SIZE, seed=0)


def test_the_loss_falls_and_samples_move_towards_the_clips(
    base: ModelFolder, tmp_path: Path
) -> None:
    model = DiffusersVideo.load(base)
    untouched = {name: value.clone() for name, value in model.unet.state_dict().items()}
    text = clips().clip(0).caption
    target = model.encode(
        clips().clip(0).frames[:, None].expand(-1, 3, -1, -1), torch.Generator().manual_seed(0)
    )
    before = sampled(model, base, text)
    settings = LoraTraining(tmp_path, steps=40, rank=4, rate=2e-2, seed=2)
    loop = lora_loop(settings, model, base, clips())
    assert torch.equal(sampled(model, base, text), before)  # it begins as the base
    first = mean_loss(loop.task)
    loop.run(lambda line: None)
    assert mean_loss(loop.task) < 0.8 * first
    after = sampled(model, base, text)
    assert (after - target).square().mean() < 0.8 * (before - target).square().mean()
    # Only the factors have learned, and what is written does the same to another copy of the base.
    for name, value in model.unet.state_dict().items():
        if "lora_" not in name:
            assert torch.equal(value, untouched[name.replace(".base_layer", "")])
    loop.task.export(loop.step)
    fresh = DiffusersVideo.load(base)
    layers = merge_lora({"unet": fresh.unet, "text_encoder": fresh.text_model}, tmp_path)
    assert layers == len(layer_names(DiffusersVideo.load(base).unet, "all"))
    assert torch.allclose(sampled(fresh, base, text), after, atol=1e-3)


def test_a_run_that_was_stopped_ends_as_if_it_had_not(base: ModelFolder, tmp_path: Path) -> None:
    def run(folder: Path, steps: int) -> TrainingLoop[LoraRun]:
        settings = LoraTraining(folder, steps=steps, rank=2, rate=1e-2, layers="attention")
        loop = lora_loop(settings, DiffusersVideo.load(base), base, clips(-1))
        loop.run(lambda line: None)
        return loop

    whole = run(tmp_path / "whole", 6)
    run(tmp_path / "parts", 3)
    again = run(tmp_path / "parts", 6)
    assert again.step == 6
    for name, value in whole.task.factors.items():
        assert torch.equal(value, again.task.factors[name])
    with pytest.raises(BadInput, match="another rank"):
        settings = replace(again.task.settings, rank=3)
        lora_loop(settings, DiffusersVideo.load(base), base, clips())


def test_the_originals_recipe_starts_and_drops_as_theirs_and_goes_on_exactly(
    base: ModelFolder, tmp_path: Path
) -> None:
    def run(folder: Path, steps: int, *, begin: bool = True) -> LoraRun:
        settings = LoraTraining(folder, steps=steps, rank=2, layers="attention")
        loop = lora_loop(as_flip_sketch(settings), DiffusersVideo.load(base), base, clips(-1))
        if begin:
            loop.run(lambda line: None)
        return loop.task

    begun = run(tmp_path / "none", 1, begin=False)
    downs = torch.cat([v.flatten() for name, v in begun.factors.items() if "lora_A" in name])
    assert float(downs.detach().std()) == pytest.approx(1 / 2, rel=0.05)  # 1 / rank
    assert all(not bool(v.any()) for name, v in begun.factors.items() if "lora_B" in name)
    drops = [m for n, m in begun.model.unet.named_modules() if n.endswith("lora_dropout.default")]
    assert drops and all(module.training for module in drops)
    assert {getattr(module, "p", None) for module in drops} == {0.1}
    settings = begun.settings
    assert (settings.warmup, settings.dropped_text) == (0, 0.0)
    whole = run(tmp_path / "whole", 4)
    run(tmp_path / "parts", 2)
    again = run(tmp_path / "parts", 4)
    for name, value in whole.factors.items():
        assert torch.equal(value, again.factors[name])


def test_the_originals_recipe_has_no_warm_up_and_shows_every_caption(
    base: ModelFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = LoraTraining(tmp_path / "run", steps=30, rank=1, layers="attention")
    loop = lora_loop(as_flip_sketch(settings), DiffusersVideo.load(base), base, clips(-1))
    read: list[str] = []
    states = DiffusersVideo.text_states

    def noted(self: DiffusersVideo, text: str) -> torch.Tensor:
        read.append(text)
        return states(self, text)

    monkeypatch.setattr(DiffusersVideo, "text_states", noted)
    rates: list[float] = []
    train = LoraRun.train_step

    def rated(self: LoraRun, step: Any) -> Any:
        rates.append(step.rate)
        return train(self, step)

    monkeypatch.setattr(LoraRun, "train_step", rated)
    loop.run(lambda line: None)
    assert len(read) == 30 and all(read)
    assert set(rates) == {1.0}


def test_the_command_trains_and_shows_the_licence(
    base: ModelFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job(tmp_path / "jobs" / "one")
    out = tmp_path / "lora"
    words = ["--model", str(base.path), "--clips", str(tmp_path / "jobs"), "--puppets", "3",
             "--out", str(out), "--steps", "2", "--frames", "3", "--size", "32", "--rank", "2",
             "--layers", "attention", "--device", "cpu"]  # fmt: skip
    assert command.main(words) == 0
    assert base.licence in capsys.readouterr().out
    assert json.loads((out / CURVE).read_text().splitlines()[-1])["step"] == 2
    assert base.licence in (out / "MODEL_CARD.md").read_text()
    assert base_of(out) == base.name
    with pytest.raises(BadInput, match="at least 1"):
        command.main([*words, "--rank", "0"])


def test_attention_alone_is_a_part_of_all(base: ModelFolder) -> None:
    unet = DiffusersVideo.load(base).unet
    some, every = layer_names(unet, "attention"), layer_names(unet, "all")
    assert 0 < len(some) < len(every) and set(some) < set(every)
    assert all("attn" in name or "ff" in name or "proj" in name for name in some)
    with pytest.raises(BadInput):
        layer_names(unet, "some")
