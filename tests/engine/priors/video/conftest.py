# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.training.video.architecture import TINY, write_random_model

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole model folder of 0.7 MB with random weights. Not to be changed: copy it first."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    write_random_model(folder, TINY)
    return folder
