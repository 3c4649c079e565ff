# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures that come into a take of pictures later are filled, on their way in too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from engine.colour.takes import PictureTake

SIDE = 160
COUNT = 10
STEP = 16  # pixels from frame to frame


def frame_with(folder: Path, number: int, left: int, *, stays: bool) -> Path:
    """Draw a box of 60 whose left edge is at `left`, and one that stays if asked for."""
    page = np.full((SIDE, SIDE), 255, np.uint8)
    boxes = [(left, 20, left + 60, 80)]
    if stays:
        boxes.append((90, 100, 150, 150))
    for x0, y0, x1, y1 in boxes:
        outer, inner = np.zeros_like(page, bool), np.zeros_like(page, bool)
        outer[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = True
        inner[max(y0 + 3, 0) : max(y1 - 3, 0), max(x0 + 3, 0) : max(x1 - 3, 0)] = True
        page[outer & ~inner] = 0
    path = folder / f"{number + 1:04d}.png"
    Image.fromarray(page).convert("RGB").save(path)
    return path


def colors_at(take: PictureTake, lefts: list[int]) -> list[tuple[int, ...]]:
    """Return the colour in the middle of the box, or of what is seen of it, in each frame."""
    found = []
    for frame, left in zip(take.frames(), lefts, strict=True):
        seen = (max(left + 3, 0), min(left + 57, SIDE))
        found.append(tuple(frame[50, (seen[0] + seen[1]) // 2].tolist()))
    return found


def take_of(folder: Path, *, stays: bool) -> tuple[PictureTake, list[int]]:
    lefts = [-70 + STEP * number for number in range(COUNT)]
    paths = [frame_with(folder, n, left, stays=stays) for n, left in enumerate(lefts)]
    return PictureTake(paths, "the fish swims", lambda size: ()), lefts


def test_what_comes_in_beside_a_figure_is_filled_all_the_way(tmp_path: Path) -> None:
    take, lefts = take_of(tmp_path, stays=True)
    seen = [c for c, left in zip(colors_at(take, lefts), lefts, strict=True) if left + 57 > 10]
    assert len(seen) >= 8 and len(set(seen)) == 1 and seen[0][3] == 255
    staying = {tuple(frame[125, 120].tolist()) for frame in take.frames()}
    assert len(staying) == 1 and staying.pop()[3] == 255


def test_a_take_may_begin_with_an_empty_frame(tmp_path: Path) -> None:
    take, lefts = take_of(tmp_path, stays=False)
    seen = [c for c, left in zip(colors_at(take, lefts), lefts, strict=True) if left + 57 > 10]
    assert len(set(seen)) == 1 and seen[0][3] == 255
