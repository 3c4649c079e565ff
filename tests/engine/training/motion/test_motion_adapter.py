# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training a motion adapter for a tiny model of pictures: it learns, resumes, is read and used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from addon.contract.errors import BadInput
from engine.commands.cli import main
from engine.priors.video.pipelines.animate_diff import base_parts, join_parts
from engine.priors.video.pipelines.folder import find_pipeline
from engine.training.loop import CHECKPOINT
from engine.training.lora.clips import TrainingClips
from engine.training.motion.adapter_run import (
    ADAPTER,
    AdapterRun,
    AdapterTraining,
    adapter_loop,
    new_adapter,
)
from engine.training.motion.films import Films, caption_of, films_in
from tests.engine.priors.video.pipelines.tiny_pipelines import tiny_base

torch.set_num_threads(1)
CPU = torch.device("cpu")
FRAMES, SIZE = 4, 32


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny model of pictures."""
    folder = tmp_path_factory.mktemp("base")
    torch.manual_seed(0)
    for name, part in tiny_base(folder / "tokenizer").items():
        if name != "tokenizer":
            part.save_pretrained(str(folder / name))
    return folder


def gif(path: Path, frames: int = 20) -> Path:
    """A black square that moves to the right on clear ground, one pixel a frame."""
    pictures = []
    for number in range(frames):
        picture = Image.new("RGBA", (48, 40), (0, 0, 0, 0))
        picture.paste((0, 0, 0, 255), (number + 4, 12, number + 12, 20))
        pictures.append(picture)
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=100, disposal=2)
    return path


def films(film: Path | None = None, puppets: int = 0, stride: int = 4) -> Films:
    drawn = TrainingClips((), puppets, FRAMES, SIZE, 5) if puppets else None
    return Films((film,) if film else (), drawn, FRAMES, SIZE, stride)


def run(base: Path, out: Path, given: Films, steps: int) -> AdapterRun:
    loop = adapter_loop(
        AdapterTraining(out, steps, 1e-3, 1, 3), base_parts(base), given, CPU, base="tiny"
    )
    loop.run(lambda text: None)
    return loop.task


def test_a_new_adapter_draws_every_frame_as_the_model_of_pictures(base: Path) -> None:
    parts = base_parts(base)
    flat = parts["unet"]
    training = AdapterRun(AdapterTraining(base), parts, films(puppets=1), CPU)
    clip = torch.randn(1, 4, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    states = training.states("it runs")
    with torch.no_grad():
        moved = training.unet(clip, 10, encoder_hidden_states=states.repeat(3, 1, 1)).sample
        for frame in range(3):
            alone = flat(clip[:, :, frame], 10, encoder_hidden_states=states).sample
            torch.testing.assert_close(moved[:, :, frame], alone, atol=1e-5, rtol=1e-4)


def test_only_motion_modules_learn_and_the_loss_falls(base: Path, tmp_path: Path) -> None:
    parts = base_parts(base)
    before = {name: value.clone() for name, value in parts["unet"].state_dict().items()}
    given = films(puppets=1)
    settings = AdapterTraining(tmp_path / "run", 40, 2e-3, 1, 3)
    loop = adapter_loop(settings, parts, given, CPU, base="tiny")

    def mean_loss() -> float:
        with torch.no_grad():
            losses = [float(loop.task.loss(0, torch.Generator().manual_seed(n))) for n in range(12)]
        return float(np.mean(losses))

    first = mean_loss()
    loop.run(lambda text: None)
    assert mean_loss() < first - 0.005
    after = loop.task.unet.state_dict()
    same = [name for name in before if "motion_modules" not in name and name in after]
    assert len(same) > 50
    assert all(torch.equal(before[name], after[name]) for name in same)
    assert set(loop.task.modules) == {name for name in after if "motion_modules" in name} - {
        name for name in after if name.endswith("pos_embed.pe")
    }


def test_a_run_that_was_stopped_ends_as_one_that_was_not(base: Path, tmp_path: Path) -> None:
    given = films(gif(tmp_path / "a_square_slides.gif"), puppets=1)
    whole = run(base, tmp_path / "whole", given, 4)
    run(base, tmp_path / "parted", given, 2)
    assert (tmp_path / "parted" / CHECKPOINT).is_file()
    parted = run(base, tmp_path / "parted", given, 4)
    for name, value in whole.modules.items():
        assert torch.equal(value, parted.modules[name]), name
    with pytest.raises(BadInput):
        adapter_loop(
            AdapterTraining(tmp_path / "parted", 4, 1e-3, 1, 3), base_parts(base), given, CPU,
            base="another",
        )  # fmt: skip


def test_the_adapter_loads_in_diffusers_as_it_is_and_redraws(base: Path, tmp_path: Path) -> None:
    from diffusers import AnimateDiffPipeline, MotionAdapter, UNet2DConditionModel, UNetMotionModel

    film = gif(tmp_path / "a_square_slides.gif")
    options = ["train", "motion-adapter", "--base", str(base), "--out", str(tmp_path / "run")]
    options += ["--films", str(film), "--steps", "2", "--batch", "1", "--frames", str(FRAMES)]
    assert main([*options, "--size", str(SIZE), "--device", "cpu"]) == 0
    folder = tmp_path / "run" / ADAPTER
    adapter = MotionAdapter.from_pretrained(str(folder))
    flat = UNet2DConditionModel.from_pretrained(str(base / "unet"))
    unet: Any = UNetMotionModel.from_unet2d(flat, adapter)
    moved = [v for k, v in unet.state_dict().items() if "motion_modules" in k and "proj_out" in k]
    assert moved
    assert all(bool(value.any()) for value in moved)
    join_parts(base, folder, tmp_path / "model")
    AnimateDiffPipeline.from_pretrained(str(tmp_path / "model"))
    found = find_pipeline(str(tmp_path / "model"))
    assert found is not None
    assert "seed 0" in (folder / "MODEL_CARD.md").read_text()


def test_clips_of_a_film_are_every_fourth_frame_of_its_middle_square(tmp_path: Path) -> None:
    film = gif(tmp_path / "a_square_slides_2.gif")
    assert films_in([tmp_path]) == (film,)
    assert caption_of(film) == "a square slides"
    (tmp_path / "a_square_slides_2.txt").write_text("the square  slides\nright\n")
    clip = films(film).clip(3)
    assert clip.caption == "the square slides right"
    assert clip.frames.shape == (FRAMES, 3, SIZE, SIZE)
    assert clip.fps == pytest.approx(2.5)
    ink = (1 - clip.frames[:, 0]).sum(1)  # [F, S], over rows
    at = (ink * torch.arange(SIZE)).sum(1) / ink.sum(1)
    steps = at.diff() * 40 / SIZE  # pixels of the film
    torch.testing.assert_close(steps, torch.full((FRAMES - 1,), 4.0), atol=0.3, rtol=0)
    assert torch.equal(films(film).clip(3).frames, clip.frames)
    short = films(gif(tmp_path / "short.gif", frames=3)).clip(0)
    assert short.frames.shape[0] == FRAMES
    with pytest.raises(BadInput, match="no films"):
        films_in([tmp_path / "none"])
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(3):
        Image.new("L", (8, 8), 255).save(pictures / f"{number}.png")
    assert films_in([pictures]) == (pictures,)  # one film, and no film of a single picture
    with pytest.raises(BadInput, match="nothing to learn from"):
        films()


def test_an_adapter_for_another_model_is_refused(base: Path, tmp_path: Path) -> None:
    parts = base_parts(base)
    other = new_adapter(parts["unet"])
    other.register_to_config(block_out_channels=(8, 16, 16))
    with pytest.raises(BadInput, match="another model of pictures"):
        AdapterRun(AdapterTraining(tmp_path), parts, films(puppets=1), CPU, other)


def test_states_of_the_latest_texts_alone_are_kept(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.training.motion.adapter_run._MOST_TEXTS", 2)
    run = AdapterRun(AdapterTraining(tmp_path), base_parts(base), films(puppets=2), CPU)
    first = run.states("a cat")
    run.states("a dog")
    assert run.states("a cat") is first
    run.states("a bird")  # the dog has been asked for longest ago
    assert run.states("a cat") is first
    assert list(run._states) == ["a bird", "a cat"]
    assert torch.equal(run.states("a dog"), run.states("a dog"))
    assert len(run._states) == 2
