# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings on paper of ten kinds, scanned or photographed: grain, shadows, blur, perspective."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from addon.contract.drawing import Drawing
from engine.render.frames import render_frames
from engine.runtime.arrays import array_of, numpy_of

Floats = NDArray[np.float64]
Color = tuple[float, float, float]

WHITE: Color = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Photograph:
    """A picture of a drawing on paper.

    Attributes:
        drawing: what was drawn, in pixels of the page.
        pixels: [h, w, 3], 0..1.
        matrix: [3, 3], from the page to the picture.
        kind: of file, "png" or "jpg".
        quality: of a JPEG.
    """

    drawing: Drawing
    pixels: Floats
    matrix: Floats
    kind: str = "png"
    quality: int = 85

    def save(self, path: Path) -> None:
        """Write the picture."""
        picture = Image.fromarray((np.clip(self.pixels, 0, 1) * 255 + 0.5).astype(np.uint8))
        if self.kind == "jpg":
            picture.save(path, quality=self.quality)
        else:
            picture.save(path)

    def seen(self, points: Floats) -> Floats:
        """Return where points [n, 2] of the page are in the picture."""
        return _projected(self.matrix, points)

    def painted(self) -> Iterator[tuple[NDArray[np.bool_], Floats]]:
        """Yield the pixels [h, w] and the drawn colour [3] of every painted area."""
        fills, paths = numpy_of(self.drawing.fills), numpy_of(self.drawing.paths)
        for path in np.unique(paths[fills[:, 3] > 0]):
            alone = np.where((paths == path)[:, None], fills, 0).astype(np.float32)
            clear = np.zeros_like(numpy_of(self.drawing.colors))
            one = replace(self.drawing, fills=array_of(alone), colors=array_of(clear))
            # What is painted over it later isn't its own.
            later = np.where((paths > path)[:, None], fills, 0).astype(np.float32)
            over = replace(self.drawing, fills=array_of(later), colors=array_of(clear))
            mask = render_frames(one)[0][..., 3] > 128
            mask &= render_frames(over)[0][..., 3] < 128
            warped = _warped(mask[..., None].astype(np.float64), self)[..., 0] > 0.5
            yield ndimage.binary_erosion(warped, iterations=3), fills[paths == path][0, :3]


def _projected(matrix: Floats, points: Floats) -> Floats:
    whole = np.concatenate([points, np.ones((len(points), 1))], 1) @ matrix.T
    return np.asarray(whole[:, :2] / whole[:, 2:])


def _warped(page: Floats, photograph: Photograph) -> Floats:
    """Return a page [h, w, c] as the picture shows it; outside of it there is 0."""
    height, width = photograph.pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width] + 0.5
    inverse: Floats = np.asarray(np.linalg.inv(photograph.matrix), np.float64)
    centres = np.stack([x.ravel(), y.ravel()], 1).astype(np.float64)
    at = _projected(inverse, centres) - 0.5
    places = at[:, 1].reshape(height, width), at[:, 0].reshape(height, width)
    channels = [
        ndimage.map_coordinates(page[..., c], places, order=1, cval=0.0)
        for c in range(page.shape[2])
    ]
    return np.stack(channels, 2)


def _perspective(corners: Floats, size: tuple[int, int]) -> Floats:
    """Return the matrix [3, 3] that brings a page's corners to four places [4, 2]."""
    width, height = size
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(
        [(0, 0), (width, 0), (width, height), (0, height)], corners, strict=True
    ):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows), corners.reshape(-1))
    return np.append(solved, 1.0).reshape(3, 3)


@dataclass(frozen=True)
class _Paper:
    """What a page looks like, and how it is taken.

    Attributes:
        color: of the paper.
        ink: of all lines.
        grain, grain_size: standard deviation and width in pixels of its texture.
        light: how much darker it is in a far corner.
        shadow: how dark a cast shadow is.
        blur: pixels.
        noise: of the camera.
        table: colour around the page, which then lies askew; None where it fills the picture.
        quality: of the JPEG; 0 for a PNG.
    """

    color: Color = WHITE
    ink: Color = (0.08, 0.08, 0.1)
    grain: float = 0.0
    grain_size: float = 1.0
    light: float = 0.0
    shadow: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    table: Color | None = None
    quality: int = 0


def _photographed(paper: _Paper, drawing: Drawing, seed: int) -> Photograph:
    rng = np.random.default_rng(seed)
    colors = numpy_of(drawing.colors).copy()
    colors[:, :3] = paper.ink
    drawn = render_frames(replace(drawing, colors=array_of(colors)))[0] / 255.0
    height, width = drawn.shape[:2]
    page = np.broadcast_to(np.array(paper.color), (height, width, 3))
    page = page * (1 - drawn[..., 3:]) + drawn[..., :3] * drawn[..., 3:]
    page = page * (1 + paper.grain * _texture(rng, (height, width), paper.grain_size))[..., None]
    matrix = np.eye(3)
    picture = Photograph(drawing, page, matrix)
    if paper.table is not None:
        corners = np.array([[70.0, 50], [650, 30], [690, 500], [40, 520]])
        corners += rng.uniform(-12, 12, (4, 2))
        picture = replace(
            picture, pixels=np.zeros((560, 740, 3)), matrix=_perspective(corners, (width, height))
        )
        inside = _warped(np.ones((height, width, 1)), picture)
        wood = 1 + 0.12 * _texture(rng, (560, 740), 9.0)[..., None]
        around = np.array(paper.table) * wood
        picture = replace(picture, pixels=around * (1 - inside) + _warped(page, picture))
    return _taken(picture, paper, rng)


def _taken(picture: Photograph, paper: _Paper, rng: np.random.Generator) -> Photograph:
    """Return a picture in the light it is taken in, through its lens."""
    pixels = picture.pixels
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    pixels = pixels * (1 - paper.light * (0.6 * x + 0.6 * y))[..., None]
    if paper.shadow:
        edge = (x * 0.8 + y - 0.75) * max(height, width) / 40.0
        pixels = pixels * (1 - paper.shadow / (1 + np.exp(-edge)))[..., None]
    if paper.blur:
        pixels = ndimage.gaussian_filter(pixels, (paper.blur, paper.blur, 0))
    pixels = pixels + rng.normal(0, paper.noise, pixels.shape) if paper.noise else pixels
    kind = "jpg" if paper.quality else "png"
    return replace(picture, pixels=np.clip(pixels, 0, 1), kind=kind, quality=paper.quality or 85)


def _texture(rng: np.random.Generator, shape: tuple[int, int], size: float) -> Floats:
    """Return even noise of mean 0 and deviation 1, whose spots are `size` pixels wide."""
    noise = ndimage.gaussian_filter(rng.normal(0, 1, shape), size / 2)
    return np.asarray(noise / noise.std())


_KINDS = {
    "white paper, scanned": _Paper(),
    "white paper, blurred JPEG": _Paper(blur=1.0, noise=0.01, quality=60),
    "cream paper with grain": _Paper((0.96, 0.92, 0.82), grain=0.02, quality=85),
    "kraft paper": _Paper((0.72, 0.56, 0.4), grain=0.04, grain_size=1.5, quality=85),
    "kraft paper, white ink": _Paper((0.62, 0.47, 0.33), (0.97, 0.97, 0.95), 0.03, quality=90),
    "blue paper, white ink": _Paper((0.2, 0.33, 0.52), (0.97, 0.97, 0.97), 0.02, quality=90),
    "grey paper, recycled": _Paper((0.78, 0.78, 0.76), grain=0.035, grain_size=2.0, noise=0.01),
    "page in uneven light": _Paper(light=0.45, blur=0.7, noise=0.012, quality=80),
    "page with a cast shadow": _Paper(light=0.15, shadow=0.4, blur=0.7, noise=0.01, quality=85),
    "page on a table": _Paper(
        (0.95, 0.94, 0.9), light=0.2, blur=0.8, noise=0.012, table=(0.42, 0.28, 0.18), quality=80
    ),
}

#: Kind of paper -> function of a drawing and a seed that returns its picture.
PAPERS: Mapping[str, Callable[[Drawing, int], Photograph]] = {
    name: partial(_photographed, paper) for name, paper in _KINDS.items()
}
