# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines and areas drawn at any size, anti-aliased, in the colours and widths of their marks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from scipy.spatial import cKDTree

from engine.raster.line_art.line_style import Marks
from engine.raster.line_art.ridges import LineWork
from engine.raster.picture.sketch_image import Window
from engine.render.ink import Segments, finite_segments, touched

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_BAND = 1 << 22  # pixels coloured at once
_COLOR_CELL = 0.25  # of a model's pixel: squares of this side have one colour


@dataclass(frozen=True, eq=False)
class Coverage:
    """How much of each pixel is inked, in the part of a picture that can have ink.

    Attributes:
        alpha: float32 [h,w] in 0..1; h and w may be 0.
        left: where the part begins in the picture, pixels.
        top: the same, downwards.
        lines: sum of alpha of the lines alone.
        areas: what the areas add to that sum.
    """

    alpha: Floats
    left: int
    top: int
    lines: float
    areas: float


def coverage(
    work: LineWork, marks: Marks, window: Window, size: tuple[int, int], reduction: float = 1.0
) -> Coverage:
    """Return how much of each pixel is inked.

    window: the model's square on the canvas. size: (width, height) of the picture. reduction:
    canvas pixels for each of its pixels.
    """
    box = _box(work, marks, window, size, reduction)
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return Coverage(np.zeros((0, 0), np.float32), 0, 0, 0.0, 0.0)
    alpha = _lines(work, marks, box, reduction)
    lines = float(alpha.sum())
    if (work.inside > 0).any():
        alpha = np.maximum(alpha, _areas(work, window, box, reduction))
    return Coverage(alpha, left, top, lines, float(alpha.sum()) - lines)


def _box(
    work: LineWork, marks: Marks, window: Window, size: tuple[int, int], reduction: float
) -> tuple[int, int, int, int]:
    """Return the part of the picture that can have ink: left, top, right, bottom, pixels."""
    parts = []
    if marks.lines:
        places = marks.places[: marks.lines]
        reach = float(marks.widths[: marks.lines].max()) / 2
        parts += [places - reach, places + reach]
    rows, columns = np.nonzero(work.inside > -1)
    if len(rows):
        scale = window.side / work.inside.shape[0]
        cells = np.stack([columns, rows], 1) * scale + (window.left, window.top)
        parts += [cells, cells + scale]
    if not parts:
        return 0, 0, 0, 0
    every = np.concatenate(parts) / reduction
    low = np.maximum(np.floor(every.min(0)) - 1, 0)
    high = np.minimum(np.ceil(every.max(0)) + 1, size)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _lines(
    work: LineWork, marks: Marks, box: tuple[int, int, int, int], reduction: float
) -> Floats:
    """Return the coverage [h,w] of the lines in the part `box` of the picture."""
    width, height = box[2] - box[0], box[3] - box[1]
    places = (marks.places[: marks.lines] / reduction - (box[0], box[1])).astype(np.float32)
    radii = (marks.widths[: marks.lines] / (2 * reduction)).astype(np.float32)
    first, second = work.pairs[:, 0], work.pairs[:, 1]
    segments = Segments(
        torch.from_numpy(places[first]), torch.from_numpy(places[second]),
        torch.from_numpy(radii[first]), torch.from_numpy(radii[second]),
        torch.zeros(len(first), dtype=torch.long),
    )  # fmt: skip
    ink = torch.zeros(width * height)
    with torch.inference_mode():
        for touch in touched(finite_segments(segments), (width, height)):
            ink.scatter_reduce_(0, touch.pixel, touch.coverage, "amax")
    return ink.view(height, width).numpy()


def _areas(
    work: LineWork, window: Window, box: tuple[int, int, int, int], reduction: float
) -> Floats:
    """Return the coverage [h,w] of the areas in the part `box` of the picture.

    It comes from their signed distance, enlarged; the grid of the distance is the window.
    """
    cell = window.side / work.inside.shape[0] / reduction  # pixels for one of the grid
    width, height = box[2] - box[0], box[3] - box[1]
    corner = np.array([window.left, window.top]) / reduction
    low = (np.array(box[:2]) - corner) / cell
    high = (np.array(box[2:]) - corner) / cell
    pad = int(max(0, np.ceil(-low.min()), np.ceil(high.max() - work.inside.shape[0]))) + 1
    padded = np.pad(work.inside, pad, constant_values=float(work.inside.min()))
    part = (*(low + pad).tolist(), *(high + pad).tolist())
    image = Image.fromarray(padded).resize((width, height), Image.Resampling.BICUBIC, box=part)
    inside: Floats = np.clip(np.asarray(image) * np.float32(cell) + 0.5, 0, 1).astype(np.float32)
    return inside


def colored(covered: Coverage, marks: Marks, size: tuple[int, int], cell: float) -> Bytes:
    """Return a coverage in the colours of the nearest marks, straight RGBA uint8 [H,W,4].

    size: (width, height) of the picture. cell: canvas pixels for one of the model's.
    """
    picture = np.zeros((size[1], size[0], 4), np.uint8)
    height, width = covered.alpha.shape
    if not height or not width or not len(marks.places):
        return picture
    target = picture[covered.top : covered.top + height, covered.left : covered.left + width]
    if marks.uniform:
        target[..., :3] = _eight(marks.colors[0, :3])
        target[..., 3] = _eight(covered.alpha * marks.colors[0, 3])
        target[target[..., 3] == 0] = 0
        return picture
    tree = cKDTree(marks.places)
    step = max(1, _BAND // width)
    for top in range(0, height, step):
        alpha = covered.alpha[top : top + step]
        rows, columns = np.nonzero(alpha > 0)
        where = np.add(np.stack([columns + covered.left, rows + top + covered.top], 1), 0.5)
        colors = marks.colors[_nearest(tree, where, cell * _COLOR_CELL)]
        shown = alpha[rows, columns] * colors[:, 3]
        target[rows + top, columns] = _eight(np.column_stack([colors[:, :3], shown]))
    return picture


def _nearest(tree: cKDTree, where: NDArray[np.floating], cell: float) -> NDArray[np.int64]:
    """Return the nearest mark [N] of each pixel [N,2], the same for all pixels of a cell."""
    if cell <= 1:
        return np.asarray(tree.query(where)[1], np.int64)
    cells, owner = np.unique(np.floor(where / cell).astype(np.int64), axis=0, return_inverse=True)
    nearest = np.asarray(tree.query((cells + 0.5) * cell)[1], np.int64)
    each: NDArray[np.int64] = nearest[owner.reshape(-1)]
    return each


def _eight(values: Floats) -> Bytes:
    """Return values 0..1 as uint8."""
    eight: Bytes = np.clip(values * 255 + 0.5, 0, 255).astype(np.uint8)
    return eight
