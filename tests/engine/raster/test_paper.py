# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paper of opaque pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.raster.picture.paper import over_paper, paper_and_drawing


@pytest.mark.parametrize(
    ("paper", "ink"), [((255, 255, 255), (20, 20, 40)), ((16, 24, 48), (240, 240, 255))]
)
def test_the_drawing_comes_off_its_paper(
    tmp_path: Path, paper: tuple[int, int, int], ink: tuple[int, int, int]
) -> None:
    sheet = Image.new("RGB", (160, 120), paper)
    ImageDraw.Draw(sheet).line([(20, 60), (140, 40)], fill=ink, width=6)
    sheet.save(tmp_path / "sheet.png")
    found = paper_and_drawing(tmp_path / "sheet.png")
    assert found is not None
    bare, drawing = found
    assert np.abs(bare.astype(int) - [*paper, 255]).max() <= 1
    assert drawing[5, 5, 3] == 0 and drawing[50, 80, 3] == 255
    together = over_paper(drawing, bare)[..., :3].astype(int)
    assert np.abs(together - np.asarray(sheet, int)).max() <= 24


def test_uneven_paper_keeps_its_light(tmp_path: Path) -> None:
    light = np.linspace(200, 250, 160).astype(np.uint8)
    rgb = np.repeat(np.tile(light, (120, 1))[..., None], 3, axis=-1)
    rgb[58:63, 40:120] = 10
    Image.fromarray(rgb).save(tmp_path / "sheet.png")
    found = paper_and_drawing(tmp_path / "sheet.png")
    assert found is not None
    assert np.abs(found[0][60, 50:110, 0].astype(int) - light[50:110]).max() <= 4


def test_a_clear_ground_is_no_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20)).save(tmp_path / "clear.png")
    assert paper_and_drawing(tmp_path / "clear.png") is None
