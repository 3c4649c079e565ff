# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training masks and strengths on a tiny video model: it learns, resumes, and Redraw runs it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.cli import main
from engine.jobs.run import run_job
from engine.priors.video.folder import NOTE, ModelFolder, find_model
from engine.priors.video.model import DiffusersVideo
from engine.priors.video.pipelines.folder import find_pipeline
from engine.priors.video.pipelines.masked_unet import masked_noise
from engine.training.loop import TrainingLoop
from engine.training.lora.clips import TrainingClips
from engine.training.motion.films import Films
from engine.training.motion.mask_run import MODEL, MaskRun, MaskTraining, mask_loop
from engine.training.motion.moved_area import motion_strength, moved_area
from engine.training.video.architecture import TINY, write_random_model

torch.set_num_threads(1)
FRAMES, SIZE = 4, 32


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> ModelFolder:
    folder = tmp_path_factory.mktemp("base")
    write_random_model(folder, TINY, seed=3)
    return find_model(str(folder))


def films() -> Films:
    return Films((), TrainingClips((), 1, FRAMES, SIZE, 5), FRAMES, SIZE)


def loop(base: ModelFolder, out: Path, steps: int, rate: float = 1e-3) -> TrainingLoop[MaskRun]:
    settings = MaskTraining(out, steps, rate, 1, 3)
    return mask_loop(settings, DiffusersVideo.load(base), base, films())


def mean_loss(run: MaskRun) -> float:
    with torch.no_grad():
        losses = [float(run.losses(0, torch.Generator().manual_seed(n))[0]) for n in range(10)]
    return float(np.mean(losses))


def test_a_box_is_put_around_what_moves() -> None:
    frames = torch.ones(3, 3, 40, 40)
    for number in range(3):
        frames[number, :, 10:14, 8 + 4 * number : 12 + 4 * number] = 0
    frames[1, :, 30, 30] = 0  # a speck
    frames[2, :, 35:39, 35:39] -= 4 / 255  # less than a change
    area = moved_area(frames)
    expected = torch.zeros(40, 40)
    expected[10:14, 8:20] = 1
    assert torch.equal(area, expected)
    assert not moved_area(frames[:1].expand(3, -1, -1, -1)).any()


def test_strength_is_ten_times_the_mean_steps_of_all_channels() -> None:
    still = torch.randn(1, 4, 1, 3, 3).expand(-1, -1, 5, -1, -1)
    assert float(motion_strength(still)) == 0.0
    ramp = torch.arange(5.0).view(1, 1, 5, 1, 1).expand(1, 4, 5, 3, 3)
    assert float(motion_strength(0.5 * ramp)) == pytest.approx(10 * 4 * 0.5)


def test_it_begins_as_the_base_model(base: ModelFolder, tmp_path: Path) -> None:
    run = loop(base, tmp_path, 1).task
    clip, first = torch.randn(1, 4, 3, 8, 8), torch.randn(1, 4, 1, 8, 8)
    mask, states = torch.ones(1, 1, 1, 8, 8), run.base.text_states("it runs")
    with torch.no_grad():
        found = masked_noise(
            run.unet, clip, torch.tensor(10), states, first, mask, torch.tensor([7.0])
        )
        whole = torch.cat([first, clip], dim=2)
        expected = run.base.unet(whole, 10, encoder_hidden_states=states).sample[:, :, 1:]
    torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-4)


def test_outside_of_the_mask_there_is_only_the_first_frame(
    base: ModelFolder, tmp_path: Path
) -> None:
    run = loop(base, tmp_path, 1).task
    frames = torch.ones(3, 3, 32, 32)
    frames[1:, :, 20:30, 20:30] = 0
    latents, mask = run.masked_latents(frames)
    assert 0 < float(mask.mean()) < 0.5
    still = (latents - latents[:, :, :1]).abs() * (1 - mask)
    assert not still.any()
    assert (latents[:, :, 1] - latents[:, :, 0]).any()


def test_the_loss_falls_and_only_chosen_layers_learn(base: ModelFolder, tmp_path: Path) -> None:
    made = loop(base, tmp_path, 40)
    before = {name: value.clone() for name, value in made.task.unet.state_dict().items()}
    first = mean_loss(made.task)
    made.run(lambda text: None)
    assert mean_loss(made.task) < first - 0.01
    after = made.task.unet.state_dict()
    changed = {name for name, value in after.items() if not torch.equal(value, before[name])}
    assert changed <= set(made.task.learning)
    assert any("conv_in" in name for name in changed)
    assert any("cond_proj" in name for name in changed)
    assert not any(".resnets." in name for name in changed)


def test_a_run_that_was_stopped_ends_as_one_that_was_not(base: ModelFolder, tmp_path: Path) -> None:
    whole = loop(base, tmp_path / "whole", 4)
    whole.run(lambda text: None)
    loop(base, tmp_path / "parted", 2).run(lambda text: None)
    parted = loop(base, tmp_path / "parted", 4)
    parted.run(lambda text: None)
    for name, value in whole.task.learning.items():
        assert torch.equal(value, parted.task.learning[name]), name


def test_redraw_runs_the_model_that_was_trained(base: ModelFolder, tmp_path: Path) -> None:
    options = ["train", "motion-mask", "--model", str(base.path), "--out", str(tmp_path / "run")]
    options += ["--puppets", "1", "--steps", "1", "--batch", "1", "--frames", str(FRAMES)]
    assert main([*options, "--size", str(SIZE), "--device", "cpu"]) == 0
    model = tmp_path / "run" / MODEL
    found = find_pipeline(str(model))
    assert found is not None
    assert found.family.pipeline == "LatentToVideoPipeline"
    assert (model / NOTE).is_file()
    image = Image.new("RGBA", (48, 48), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (10, 10, 38, 16))
    image.save(tmp_path / "bar.png")
    request = Request(
        "it sways", path="raster", model=str(model), frames=3,
        settings={"steps": 1, "size": 64, "clean": False},
    )  # fmt: skip
    job = JobFolder.create(tmp_path / "job", request, tmp_path / "bar.png")
    run_job(job.path)
    assert len(list(job.frames_path.iterdir())) == 3
