# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the model draws lies on the canvas where the drawing was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.raster.picture.placing import placed
from engine.raster.picture.previews import preview_frames
from engine.raster.picture.sketch_image import PictureSketch, read_sketch


@pytest.fixture(params=[(300, 200), (120, 400)])
def sketch(tmp_path: Path, request: pytest.FixtureRequest) -> PictureSketch:
    """A square at the edge of the canvas, so that the model's square reaches beyond it."""
    image = Image.new("RGBA", request.param, (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle([4, 20, 84, 100], outline=(0, 0, 255, 255), width=6)
    image.save(tmp_path / "drawing.png")
    return read_sketch(tmp_path / "drawing.png")


def test_a_frame_lies_where_the_drawing_was(sketch: PictureSketch) -> None:
    seen = sketch.model_ink(256)
    first, second = placed(np.stack([seen, seen]), sketch)
    assert first.shape == second.shape == (sketch.size[1], sketch.size[0], 4)
    apart = np.abs(first[..., 3].astype(int) - second[..., 3])
    assert apart.mean() < 1.5
    assert second[second[..., 3] > 0][:, :3].max(0).tolist() == [0, 0, 255]


def test_a_preview_is_the_canvas_made_small(sketch: PictureSketch) -> None:
    frames = preview_frames(sketch.model_ink(64)[None], sketch)
    assert max(frames.shape[1:3]) == 160
    small = Image.fromarray(sketch.rgba()[..., 3]).resize(
        frames.shape[2:0:-1], Image.Resampling.BOX
    )
    assert np.abs(frames[0, ..., 3].astype(int) - np.asarray(small)).mean() < 8
