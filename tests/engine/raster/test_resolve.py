# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a request leaves open is decided once: pictures, clips, the model's square."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from addon.contract.request import Request
from engine.priors.video.folder import ModelFolder
from engine.raster.diffusion.chaining import ClipPlan
from engine.raster.resolve import model_side, resolve
from engine.raster.settings import RasterSettings


def test_on_threes_a_third_of_the_frames_are_drawn(tiny_model: Path) -> None:
    request = Request("", path="raster", model=str(tiny_model), frames=31, hold=3)
    spec = resolve(request)
    assert spec.pictures == 11  # the last of them is shown once
    assert spec.clips == (ClipPlan(11),)
    assert spec.folder.path == tiny_model
    shorter = resolve(replace(request, settings={"clip": 6}))
    assert shorter.clips == (ClipPlan(6), ClipPlan(6))


@pytest.mark.parametrize(("size", "side"), [(20, 32), (100, 96), (512, 512)])
def test_the_models_square_is_a_multiple_of_32(
    tiny_folder: ModelFolder, size: int, side: int
) -> None:
    assert model_side(tiny_folder, RasterSettings(size=size)) == side
