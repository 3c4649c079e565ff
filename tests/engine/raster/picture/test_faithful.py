# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.raster.picture.faithful import binarised_frames, squashed_ink
from engine.raster.picture.sketch_image import PictureSketch, read_sketch


@pytest.fixture
def sketch(tmp_path: Path) -> PictureSketch:
    """A grey bar in the left third of a wide canvas."""
    image = Image.new("RGBA", (120, 60), (0, 0, 0, 0))
    image.paste((100, 100, 100, 255), (20, 15, 40, 45))
    image.save(tmp_path / "bar.png")
    return read_sketch(tmp_path / "bar.png", whole=True)


def test_the_canvas_is_squashed_and_greys_stay(sketch: PictureSketch) -> None:
    ink = squashed_ink(sketch, 60)
    assert ink.shape == (60, 60)
    assert ink[30, 15] == pytest.approx(1 - 100 / 255, abs=0.01)  # not inked anew
    rows, columns = np.flatnonzero(ink.max(1) > 0.3), np.flatnonzero(ink.max(0) > 0.3)
    assert (rows[0], rows[-1]) == (15, 44)
    assert (columns[0], columns[-1]) == (10, 19)  # half as wide


def test_frames_are_black_or_nothing_in_the_canvas(sketch: PictureSketch) -> None:
    ink = np.zeros((2, 64, 64), np.float32)
    ink[0, 16:48, 16:48] = 0.6
    ink[1, :, :32] = 0.4
    first, second = binarised_frames(ink, sketch)
    assert first.shape == second.shape == (60, 120, 4)
    assert not first[..., :3].any()
    assert first[30, 60, 3] == 255 and first[2, 2, 3] == 0
    assert second[30, 20, 3] == 255 and second[30, 100, 3] == 0
    assert np.isin(first[..., 3], (0, 255)).mean() > 0.9
