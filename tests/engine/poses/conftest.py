# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small model with random weights, and a bird."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from engine.poses.discriminator import Encoder
from engine.poses.generator import Generator, PoseNetworkSettings
from engine.poses.weights import PoseModel, write_model

SETTINGS = PoseNetworkSettings(resolution=32, base=256, widest=16, z=8, w=12, pose=4, coarse=4)

BIRD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 160" width="200" height="160">
<g fill="none" stroke="#a03020" stroke-width="4">
<path d="M40 90 C 70 75 110 75 150 88 C 110 108 70 105 40 90"/>
<path d="M85 80 C 80 50 75 30 70 20 C 90 30 105 55 110 79"/>
<path d="M40 90 L 20 80 L 22 100 Z"/>
<path d="M150 88 C 152 74 172 74 172 88 C 172 98 156 100 150 88"/>
</g></svg>"""


def random_model(**facts: str) -> PoseModel:
    torch.manual_seed(0)
    generator, encoder = Generator(SETTINGS), Encoder(SETTINGS)
    for network in (generator, encoder):
        network.eval().requires_grad_(False)
    return PoseModel(generator, encoder, "bird", facts)


@pytest.fixture
def make_model() -> Callable[..., PoseModel]:
    return random_model


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    path = tmp_path / "model.safetensors"
    write_model(path, random_model(farthest="2.0"))
    return path


@pytest.fixture
def bird(tmp_path: Path) -> Path:
    path = tmp_path / "bird.svg"
    path.write_text(BIRD)
    return path
