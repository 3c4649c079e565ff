# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground of opaque pictures shows the ink."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from addon.contract.errors import BadInput
from engine.render.export import write_contact_sheet, write_gif
from engine.render.ground import DARK, GREY, WHITE, ground_named, ground_of, on_ground

Color = tuple[int, int, int]


def ring(*outlines: Color, inside: Color | None = None, alpha: int = 255) -> NDArray[np.uint8]:
    """Two frames with an outlined box for each colour, filled where `inside` is given."""
    frames = np.zeros((2, 60, 60 * len(outlines), 4), np.uint8)
    for number, color in enumerate(outlines):
        left = 60 * number
        frames[:, 10:50, left + 10 : left + 50] = (*color, alpha)
        middle = (slice(None), slice(13, 47), slice(left + 13, left + 47))
        frames[middle] = (0, 0, 0, 0) if inside is None else (*inside, alpha)
    return frames


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        (ring((0, 0, 0)), WHITE),
        (ring((220, 30, 30), (40, 60, 200)), WHITE),
        (ring((255, 255, 255)), DARK),
        (ring((250, 240, 180)), DARK),
        (ring((0, 0, 0), (255, 255, 255)), GREY),
        (ring((20, 20, 20), inside=(255, 255, 255)), WHITE),  # a white face, outlined
        (ring((255, 255, 255), inside=(0, 0, 0)), DARK),
        (np.zeros((1, 9, 9, 4), np.uint8), WHITE),
    ],
)
def test_the_edge_of_the_ink_is_seen(frames: NDArray[np.uint8], expected: Color) -> None:
    assert ground_of(frames) == expected


@pytest.mark.parametrize("seed", range(8))
def test_ink_of_all_colours_stays_on_white(seed: int) -> None:
    """No ground shows all colours: chance must not choose between them."""
    colors = np.random.default_rng(seed).integers(0, 256, (18, 18, 3)).astype(np.uint8)
    frames = np.zeros((2, 60, 60, 4), np.uint8)
    frames[:, 3:57, 3:57, :3] = colors.repeat(3, axis=0).repeat(3, axis=1)
    frames[:, 3:57, 3:57, 3] = 255
    assert ground_of(frames) == WHITE


def test_thin_white_lines_are_seen_too() -> None:
    """Lines of one pixel are nowhere opaque."""
    frames = np.zeros((1, 40, 40, 4), np.uint8)
    frames[0, 20, 5:35] = (255, 255, 255, 140)
    assert ground_of(frames) == DARK


def test_a_ground_can_be_named() -> None:
    frames = ring((255, 255, 255))
    assert ground_named("white", frames) == WHITE
    assert ground_named("#0a0B0c", frames) == (10, 11, 12)
    assert ground_named("transparent", frames) is None
    for wrong in ("#12", "red", "#gggggg", ""):
        with pytest.raises(BadInput):
            ground_named(wrong, frames)


def test_ink_mixes_with_its_ground() -> None:
    frames = np.array([[[[200, 100, 0, 128], [0, 0, 0, 0]]]], np.uint8)
    assert on_ground(frames, (0, 0, 200)).tolist() == [[[[100, 50, 100], [0, 0, 200]]]]


def test_a_gif_and_a_sheet_of_white_ink_are_not_blank(tmp_path: Path) -> None:
    frames = ring((255, 255, 255))
    write_gif(frames, tmp_path / "a.gif", 12)
    write_contact_sheet(frames, tmp_path / "a.png")
    for name, row in (("a.gif", 11), ("a.png", 19)):
        picture = np.asarray(Image.open(tmp_path / name).convert("RGB")).astype(int)
        ground, line = picture[40, 40], picture[row, 40]
        assert tuple(ground) == DARK
        assert line.min() > 200


def test_a_transparent_gif_stays_clear(tmp_path: Path) -> None:
    write_gif(ring((255, 255, 255)), tmp_path / "a.gif", 12, ground="transparent")
    picture = np.asarray(Image.open(tmp_path / "a.gif").convert("RGBA"))
    assert picture[30, 30, 3] == 0
    assert picture[11, 30].tolist() == [255, 255, 255, 255]
