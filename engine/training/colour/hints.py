# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hints as an artist might give them: none, some dabs, or many strokes as in Sketch2Anime."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Color = NDArray[np.uint8]  # [h, w, 4], on white, and where anything is
Planes = NDArray[np.float32]

NONE, DABS = 0.35, 0.4  # shares of pictures; the others have strokes
MOST_DABS = 8
MOST_STROKES = 120
DAB = (0.012, 0.045)  # radius of a dab, shares of the picture's side
MOVE = 9.0 / 128.0  # of a stroke from point to point, likewise


def simulated_hints(color: Color, rng: np.random.Generator) -> Planes:
    """Return hints [4, h, w] for a picture: sRGB, -1..1, and where there is a hint."""
    draw = rng.random()
    if draw < NONE:
        return np.zeros((4, *color.shape[:2]), np.float32)
    if draw < NONE + DABS:
        return dabs(color, rng, int(rng.integers(1, MOST_DABS + 1)))
    return strokes(color, rng, int(rng.integers(0, MOST_STROKES)))


def dabs(color: Color, rng: np.random.Generator, count: int) -> Planes:
    """Return round dabs, each of the colour at its middle, anywhere on what is drawn."""
    image = Image.new("RGBA", color.shape[1::-1])
    pen = ImageDraw.Draw(image)
    rows, columns = np.nonzero(color[..., 3] > 128)
    for k in rng.integers(0, max(len(rows), 1), count if len(rows) else 0).tolist():
        x, y = int(columns[k]), int(rows[k])
        radius = float(rng.uniform(*DAB)) * color.shape[0]
        box = (x - radius, y - radius, x + radius, y + radius)
        pen.ellipse(box, fill=(*color[y, x, :3].tolist(), 255))
    return planes_of(np.asarray(image))


def strokes(color: Color, rng: np.random.Generator, count: int) -> Planes:
    """Return strokes of up to four points in the middle two thirds, as Sketch2Anime's."""
    side = color.shape[0]
    image = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(image)
    for _ in range(count):
        start = rng.uniform(side / 6.0, side * 5.0 / 6.0, 2)
        moves = rng.uniform(-MOVE * side, MOVE * side, (int(rng.integers(1, 4)), 2))
        points = np.clip(np.concatenate([start[None], start + np.cumsum(moves, 0)]), 0, side - 1)
        x, y = np.round(start).astype(int).tolist()
        if color[y, x, 3] <= 128:
            continue
        width = int(rng.integers(1, 1 + max(1, side // 32)))
        corners = [(float(a), float(b)) for a, b in points]
        pen.line(corners, fill=(*color[y, x, :3].tolist(), 255), width=width)
    return planes_of(np.asarray(image))


def planes_of(rgba: NDArray[np.uint8]) -> Planes:
    """Return hints [4, h, w] of a picture [h, w, 4] that is clear where there are none."""
    seen = (rgba[..., 3] > 128).astype(np.float32)
    color = rgba[..., :3].astype(np.float32) / 127.5 - 1.0
    return np.concatenate([(color * seen[..., None]).transpose(2, 0, 1), seen[None]])
