# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from engine.priors.video.folder import ModelFolder, find_model
from engine.priors.video.model import DiffusersVideo
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.training.video.architecture import TINY, write_random_model

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole model folder of 0.7 MB with random weights. Not to be changed: copy it first."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    write_random_model(folder, TINY)
    return folder


@pytest.fixture(scope="session")
def tiny_folder(tiny_model: Path) -> ModelFolder:
    return find_model(str(tiny_model))


@pytest.fixture(scope="session")
def tiny_video(tiny_folder: ModelFolder) -> DiffusersVideo:
    """The tiny model; what diffusers initialises with zeros is random too, so that it matters."""
    model = DiffusersVideo.load(tiny_folder)
    generator = torch.Generator().manual_seed(1)
    for parameter in model.unet.parameters():
        if not parameter.any():
            parameter.data = 0.1 * torch.randn(parameter.shape, generator=generator)
    return model


@pytest.fixture
def denoiser(tiny_video: DiffusersVideo) -> Iterator[Denoiser]:
    with Denoiser(tiny_video) as found:
        yield found


@pytest.fixture
def steps(tiny_video: DiffusersVideo, tiny_folder: ModelFolder) -> Steps:
    return Steps.of(tiny_video.schedule, tiny_folder.config["scheduler"], 25)


@pytest.fixture
def few_steps(tiny_video: DiffusersVideo, tiny_folder: ModelFolder) -> Steps:
    return Steps.of(tiny_video.schedule, tiny_folder.config["scheduler"], 6)
