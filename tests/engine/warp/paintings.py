# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paintings made by code: soft brushes, shading and texture on a transparent ground."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float64]
Color = tuple[float, float, float]
Points = Sequence[tuple[float, float]]


class Painting:
    """A layer that is painted on; places are in units of 480 x 270 for any size."""

    def __init__(self, width: int, seed: int = 3) -> None:
        self.scale = width / 480
        self.size = (round(270 * self.scale), width)
        self._rows, self._columns = np.mgrid[: self.size[0], : self.size[1]] / self.scale
        self._color = np.zeros((*self.size, 3))
        self._alpha = np.zeros(self.size)
        self._random = np.random.default_rng(seed)

    def texture(self, grain: float) -> Floats:
        """Smooth noise around 0, with spots of `grain` units."""
        spots = ndimage.gaussian_filter(self._random.normal(size=self.size), grain * self.scale)
        return np.asarray(spots / max(float(spots.std()), 1e-9))

    def cover(self, alpha: Floats, color: Color, light: Floats | float = 1.0) -> None:
        """Paint over with a colour whose lightness varies over the picture."""
        paint = np.clip(np.asarray(color) * np.expand_dims(np.asarray(light), -1), 0, 1)
        share = alpha[..., None]
        below = self._color * self._alpha[..., None] * (1 - share)
        self._alpha = alpha + self._alpha * (1 - alpha)
        self._color = (paint * share + below) / np.maximum(self._alpha, 1e-6)[..., None]

    def ellipse(
        self,
        centre: tuple[float, float],
        radii: tuple[float, float],
        color: Color,
        *,
        soft: float = 0.6,
        shade: float = 0.35,
        turn: float = 0.0,
        light: Floats | float = 1.0,
    ) -> None:
        """Paint a shaded ellipse; soft: width of its edge in units, turn: radians, clockwise."""
        x, y = self._columns - centre[0], self._rows - centre[1]
        c, s = np.cos(turn), np.sin(turn)
        x, y = (c * x + s * y) / radii[0], (c * y - s * x) / radii[1]
        far = np.hypot(x, y)
        alpha = np.clip((1 - far) * min(radii) / soft + 0.5, 0, 1)
        self.cover(alpha, color, light * (1 + shade * (-0.5 * x - 0.7 * y - 0.2)))

    def brush(
        self,
        points: Points,
        widths: Sequence[float],
        color: Color,
        *,
        soft: float = 0.6,
        light: Floats | float = 1.0,
    ) -> None:
        """Paint along a line through points, with a full width at each."""
        deep = np.full(self.size, -np.inf)
        for (a, b), (one, two) in zip(
            itertools.pairwise(points),
            itertools.pairwise(widths),
            strict=True,
        ):
            first, way = np.asarray(a), np.subtract(b, a)
            x, y = self._columns - first[0], self._rows - first[1]
            along = np.clip((x * way[0] + y * way[1]) / max(float(way @ way), 1e-9), 0, 1)
            away = np.hypot(x - along * way[0], y - along * way[1])
            deep = np.maximum(deep, (one + (two - one) * along) / 2 - away)
        self.cover(np.clip(deep / soft + 0.5, 0, 1), color, light)

    def pixels(self) -> NDArray[np.uint8]:
        """Return straight RGBA, uint8 [h, w, 4]."""
        rgba = np.concatenate([self._color, self._alpha[..., None]], axis=-1)
        return np.asarray(np.clip(rgba * 255 + 0.5, 0, 255), np.uint8)


def fish(width: int) -> NDArray[np.uint8]:
    """Paint a fish with a soft brush: it swims."""
    art = Painting(width)
    spots = 1 + 0.08 * art.texture(2.0)
    tail = [(300, 135), (345, 105), (352, 135), (345, 168), (300, 135)]
    art.brush(tail[:2], (26, 34), (0.85, 0.35, 0.1), soft=6, light=spots)
    art.brush([tail[0], tail[3]], (26, 34), (0.8, 0.3, 0.1), soft=6, light=spots)
    art.brush([(225, 95), (250, 72), (262, 92)], (20, 14, 8), (0.9, 0.4, 0.1), soft=5)
    art.ellipse((220, 135), (95, 46), (0.95, 0.55, 0.2), soft=6, light=spots)
    art.brush([(235, 150), (262, 168)], (18, 10), (0.8, 0.3, 0.08), soft=4)
    art.ellipse((155, 122), (8, 8), (0.98, 0.98, 0.95), soft=1.0, shade=0.1)
    art.ellipse((153, 122), (4, 4), (0.05, 0.05, 0.1), soft=0.8, shade=0)
    art.brush([(183, 108), (192, 135), (183, 160)], (2, 3, 2), (0.55, 0.25, 0.05), soft=1.5)
    return art.pixels()


def ball(width: int) -> NDArray[np.uint8]:
    """Paint a textured ball with two eyes and a mouth: it bounces."""
    art = Painting(width)
    art.ellipse((240, 165), (68, 68), (0.25, 0.55, 0.85), soft=1.5, shade=0.5,
                light=1 + 0.1 * art.texture(1.2))  # fmt: skip
    for x in (216, 264):
        art.ellipse((x, 148), (14, 17), (0.97, 0.97, 0.97), soft=1.0, shade=0.1)
        art.ellipse((x + 3, 151), (6, 7), (0.05, 0.05, 0.08), soft=0.8, shade=0)
    art.brush([(215, 188), (240, 200), (265, 188)], (3, 5, 3), (0.1, 0.05, 0.1), soft=1.2)
    return art.pixels()


def figure(width: int) -> NDArray[np.uint8]:
    """Paint a shaded person seen from the front, arms a little away: it waves."""
    art = Painting(width)
    cloth, skin, dark = (0.75, 0.2, 0.25), (0.92, 0.72, 0.58), (0.2, 0.22, 0.4)
    weave = 1 + 0.06 * art.texture(0.8)
    for side in (-1, 1):
        art.brush([(240 + 9 * side, 165), (240 + 14 * side, 205), (240 + 16 * side, 245)],
                  (19, 15, 12), dark, soft=1.2, light=weave)  # fmt: skip
        art.ellipse((240 + 20 * side, 250), (11, 5), (0.12, 0.1, 0.1), soft=1.0)
    art.brush([(240, 95), (240, 165)], (44, 36), cloth, soft=1.5, light=weave)
    for side in (-1, 1):
        art.brush([(240 + 20 * side, 92), (240 + 47 * side, 118), (240 + 62 * side, 155)],
                  (16, 13, 10), (0.65, 0.15, 0.2), soft=1.2, light=weave)  # fmt: skip
        art.ellipse((240 + 64 * side, 161), (7, 7), skin, soft=1.0)
    art.brush([(240, 65), (240, 85)], (12, 14), skin, soft=1.0)
    art.ellipse((240, 50), (23, 27), skin, soft=1.2)
    art.ellipse((240, 32), (24, 12), (0.3, 0.18, 0.1), soft=2.0, light=1 + 0.1 * art.texture(1.0))
    for x in (231, 249):
        art.ellipse((x, 50), (2.5, 3), (0.08, 0.06, 0.06), soft=0.6, shade=0)
    art.brush([(232, 63), (240, 66), (248, 63)], (1.5, 2.5, 1.5), (0.6, 0.2, 0.2), soft=0.8)
    return art.pixels()


def cat(width: int) -> NDArray[np.uint8]:
    """Paint a striped cat from the side: it walks."""
    art = Painting(width)
    fur, dark = (0.72, 0.55, 0.38), (0.5, 0.36, 0.24)
    hair = 1 + 0.1 * art.texture(0.7)
    art.brush([(318, 130), (350, 112), (362, 78), (352, 58)], (13, 12, 10, 7), fur, soft=2,
              light=hair)  # fmt: skip
    for x, foot in ((205, 196), (292, 300)):
        art.brush([(x, 150), (foot, 190), (foot - 3, 226)], (20, 13, 11), dark, soft=1.5,
                  light=0.85 * hair)  # fmt: skip
    art.ellipse((252, 138), (74, 34), fur, soft=2, light=hair)
    for x, foot in ((188, 180), (308, 316)):
        art.brush([(x, 150), (foot, 190), (foot - 3, 228)], (24, 15, 12), fur, soft=1.5,
                  light=hair)  # fmt: skip
    for x in (225, 248, 271):
        art.brush([(x, 108), (x + 4, 128)], (6, 3), dark, soft=1.5)
    art.brush([(152, 76), (146, 52), (164, 66)], (8, 5, 10), fur, soft=1.5, light=hair)
    art.brush([(178, 66), (186, 48), (190, 74)], (8, 5, 10), fur, soft=1.5, light=hair)
    art.ellipse((167, 92), (31, 27), fur, soft=2, light=hair)
    art.ellipse((156, 87), (4, 5), (0.1, 0.3, 0.1), soft=0.8, shade=0)
    art.ellipse((140, 99), (4, 3), (0.3, 0.12, 0.12), soft=0.8, shade=0)
    return art.pixels()


def bird(width: int) -> NDArray[np.uint8]:
    """Paint a flying bird from the side, its wing over its body: it flaps."""
    art = Painting(width)
    down = 1 + 0.08 * art.texture(1.5)
    art.brush([(295, 140), (340, 132), (352, 146)], (30, 22, 12), (0.2, 0.3, 0.55), soft=2,
              light=down)  # fmt: skip
    art.ellipse((240, 140), (70, 30), (0.3, 0.45, 0.75), soft=2, light=down)
    art.ellipse((168, 120), (26, 23), (0.32, 0.48, 0.78), soft=2, light=down)
    art.brush([(145, 122), (118, 128)], (12, 2), (0.95, 0.7, 0.15), soft=1.0)
    art.ellipse((160, 115), (4, 4), (0.05, 0.05, 0.05), soft=0.8, shade=0)
    art.brush([(232, 132), (262, 92), (302, 48)], (38, 30, 8), (0.15, 0.22, 0.45), soft=2,
              light=down)  # fmt: skip
    return art.pixels()


PAINTINGS: dict[str, tuple[Callable[[int], NDArray[np.uint8]], str]] = {
    "fish": (fish, "the fish swims"),
    "ball": (ball, "the ball bounces"),
    "figure": (figure, "the man waves"),
    "cat": (cat, "the cat walks"),
    "bird": (bird, "the bird flaps its wings"),
}
