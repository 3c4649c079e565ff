# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipe of the starter video model, on a few clips and a tiny configuration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.priors.video.folder import find_model
from engine.priors.video.model import DiffusersVideo
from engine.puppets import generate
from engine.training.video.architecture import MS_1_7B, STARTER, TINY
from engine.training.video.clips import clip_source, video_batch
from engine.training.video.command import learn_merges
from engine.training.video.run import VideoTraining, video_loop

torch.set_num_threads(1)
CPU = torch.device("cpu")


def test_clips_become_pictures_with_ink_that_moves() -> None:
    clips = [generate(0, number) for number in (2, 4, 6)]  # the first two stand still
    batch = video_batch(clips, 32, torch.Generator().manual_seed(0), CPU)
    assert batch.pictures.shape == (3, 16, 1, 32, 32)
    ink = 1 - batch.pictures
    assert ink.amax() <= 1
    assert (ink.sum((1, 2, 3, 4)) > 1).all()
    assert ((ink[:, 1:] - ink[:, :1]).abs().sum((1, 2, 3, 4)) > 0.1).all()
    assert all(batch.captions)


def test_it_overfits_a_few_clips_goes_on_after_a_stop_and_is_exported(tmp_path: Path) -> None:
    settings = VideoTraining(
        tmp_path / "run", encoder_steps=4, steps=16, batch=2, size=32, distinct=2, rate=2e-3,
        encoder_rate=3e-3, ema=0.5, architecture=TINY,
    )  # fmt: skip
    with clip_source(0) as clips:
        loop = video_loop(replace(settings, steps=4), clips, CPU)
        loop.run(lambda line: None)
        run = loop.task
        generator = torch.Generator().manual_seed(7)
        before = float(run.noise_loss(run.batch(0, generator), generator).detach())
        again = video_loop(settings, clips, CPU)
        assert again.step == 8
        again.run(lambda line: None)
        run = again.task
        generator = torch.Generator().manual_seed(7)
        after = float(run.noise_loss(run.batch(0, generator), generator).detach())
    assert after < before
    folder = tmp_path / "model"
    size = run.export(folder, again.step)
    assert size < 1e6
    model = DiffusersVideo.load(find_model(str(folder)))
    pictures = torch.rand(4, 3, 32, 32)
    latents = model.encode(pictures, torch.Generator().manual_seed(0))
    assert latents.shape == (4, 4, 8, 8)
    assert (folder / "MODEL_CARD.md").is_file()


def test_a_resumed_run_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    def weights(folder: Path, *steps: int) -> dict[str, torch.Tensor]:
        for count in steps:
            settings = VideoTraining(
                folder, encoder_steps=2, steps=count, batch=1, size=32, architecture=TINY
            )
            loop = video_loop(settings, clips, CPU)
            loop.run(lambda line: None)
            torch.manual_seed(9)  # another process has other random numbers
        return {**loop.task.unet.state_dict(), **loop.task.average.values}

    with clip_source(0) as clips:
        torch.manual_seed(0)
        whole = weights(tmp_path / "whole", 3)
        torch.manual_seed(0)
        parts = weights(tmp_path / "parts", 1, 3)
    assert whole.keys() == parts.keys()
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_frequent_words_become_one_token(tmp_path: Path) -> None:
    merges = learn_merges(["the dog runs", "the dog jumps"] * 3, STARTER)
    from transformers import CLIPTokenizer

    from engine.training.video.architecture import write_tokenizer

    write_tokenizer(tmp_path, STARTER, list(merges))
    tokens = CLIPTokenizer.from_pretrained(str(tmp_path))("The dog runs").input_ids
    assert len(tokens) == 5  # start, three words, end


@pytest.mark.parametrize(
    ("architecture", "unet", "names", "vae"),
    [(MS_1_7B, 1_411_233_860, 1480, 83_653_863), (STARTER, 11_800_000, 0, 650_000)],
)
def test_architectures_have_the_published_sizes(
    architecture: object, unet: int, names: int, vae: int
) -> None:
    from diffusers import AutoencoderKL, UNet3DConditionModel

    assert hasattr(architecture, "unet")
    with torch.device("meta"):
        denoiser = UNet3DConditionModel(**architecture.unet)
        encoder = AutoencoderKL(**architecture.vae)  # type: ignore[attr-defined]
    count = sum(p.numel() for p in denoiser.parameters())
    exact = {"rel": 0.0} if names else {"rel": 0.06}
    assert count == pytest.approx(unet, **exact)
    assert sum(p.numel() for p in encoder.parameters()) == pytest.approx(vae, **exact)
    if names:
        assert len(denoiser.state_dict()) == names


def test_the_published_lora_fits_the_architecture() -> None:
    """Its file holds two rank-4 factors for each of 574 layers, 29.28 MB in single precision."""
    from diffusers import UNet3DConditionModel
    from torch import nn

    with torch.device("meta"):
        denoiser = UNet3DConditionModel(**MS_1_7B.unet)
    layers = [m for m in denoiser.modules() if isinstance(m, nn.Linear | nn.Conv2d | nn.Conv3d)]
    assert len(layers) == 574
    numbers = sum(4 * (m.weight[0].numel() + m.weight.shape[0]) for m in layers)
    assert numbers * 4 == pytest.approx(29.28e6, rel=1e-3)
