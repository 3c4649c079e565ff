# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of tests with tiny pipelines, for the conftest of every folder that has such tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.engine.priors.video.pipelines.tiny_pipelines import write_tiny


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the folder of a tiny model of a family. Not to be changed: copy it first."""
    folder = tmp_path_factory.mktemp("pipelines")

    def written(name: str) -> Path:
        return folder / name if (folder / name).is_dir() else write_tiny(folder / name, name)

    return written


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small drawing on clear ground."""
    image = Image.new("RGBA", (96, 64), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse([32, 16, 64, 48], outline=(0, 0, 0, 255), width=3)
    image.save(tmp_path / "picture.png")
    return tmp_path / "picture.png"
