# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture without its lines: paper, painted areas and shadows.

A grey closing (Serra 1982) takes dark lines out of a picture and an opening light ones, where they
are thinner than the window; what is left is what the lines were drawn on. So a line's ink is how
much it differs from what is right beside it, be that white paper, a shadow or orange paint.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.geometry.tracing.picture import Floats

LUMINANCE = np.array([0.299, 0.587, 0.114], dtype=np.float32)
_BLOCKS = 24  # along the long side, for uneven paper
_LIT = 80  # percentile of a block that is its paper
_ONE_COLOR = 0.02  # range of what counts as one colour
_TINTED = 0.25  # spread of the channels' changes, from which they are paint and not light
_LIGHTEST = 90  # percentile of the blocks that is paper in full light
_STEP = 0.06  # change within five pixels that is an edge: of paint or of the page, not of light
_GRAINS = 6.0  # standard deviations of the grain that are no edge
_AROUND = 4  # windows in which a colour that most pixels have is the usual one
_TINGED = 0.06  # spread of the channels' changes, from which a colour is no grey
_CLOSE = 0.012  # of the long side: edges as close as this are no even surface
_LIGHTEST_GROUND = 0.93  # luminance above which nothing light is ink


def noise_of(color: Floats, where: NDArray[np.bool_] | None = None) -> float:
    """Return the standard deviation of a picture's grain, 0..1: how much next pixels differ.

    where: [h, w], the pixels that count; None for all.
    """
    grey = color @ LUMINANCE
    if min(grey.shape) < 3:
        return 0.0
    beside = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    fine = np.abs(grey[1:-1, 1:-1] - 0.25 * beside)
    if where is not None and where[1:-1, 1:-1].any():
        fine = fine[where[1:-1, 1:-1]]
    return float(np.median(fine) / 0.6745 / np.sqrt(1.25))


def without_lines(color: Floats, window: int) -> Floats:
    """Return colours [h, w, 3] without the lines, dark or light, that are thinner than `window`."""
    size = (window, window, 1)

    def closing(values: Floats) -> Floats:
        return np.asarray(ndimage.grey_closing(values, size=size, mode="nearest"))

    def opening(values: Floats) -> Floats:
        return np.asarray(ndimage.grey_opening(values, size=size, mode="nearest"))

    closed, opened = closing(color), opening(color)
    # What there is more of goes first: else the gaps between its lines would be filled. Gaps
    # themselves don't differ from what is usual around them.
    usual = _usual(color, _AROUND * window)
    darker = np.minimum(closed, usual) - color
    lighter = (color - np.maximum(opened, usual)) * _may_be_light(opened)
    more_dark = np.maximum(darker, 0).sum() >= np.maximum(lighter, 0).sum()
    return opening(closed) if more_dark else closing(opened)


def _usual(color: Floats, step: int) -> Floats:
    """Return the median colour of the square of `step` pixels that each pixel is in: [h, w, 3]."""
    height, width = color.shape[:2]
    usual = np.empty_like(color)
    for top in range(0, height, step):
        for left in range(0, width, step):
            part = np.s_[top : top + step, left : left + step]
            usual[part] = np.median(color[part][::3, ::3], axis=(0, 1))
    return usual


def without_flecks(color: Floats, size: float) -> Floats:
    """Return colours [h, w, 3] of which no spot is thinner than `size` pixels.

    Paint of crayons is uneven, and paper shows through.
    """
    step = max(1, round(size / 2.5))
    height, width = (-(-side // step) * step for side in color.shape[:2])
    missing = ((0, height - color.shape[0]), (0, width - color.shape[1]), (0, 0))
    pieces = np.pad(color, missing, mode="edge")
    pieces = pieces.reshape(height // step, step, width // step, step, 3).mean(axis=(1, 3))
    middle = [ndimage.median_filter(pieces[..., c], 5, mode="nearest") for c in range(3)]
    large = np.stack(middle, axis=-1).repeat(step, axis=0).repeat(step, axis=1)
    return np.asarray(large[: color.shape[0], : color.shape[1]], np.float32)


def with_paint(base: Floats, even: Floats) -> Floats:
    """Return the picture without lines [h, w, 3], with coloured paint as it is without flecks.

    even: [h, w, 3], of which flecks were taken away; what is grey there may be lines that cross.
    """
    shade = even / np.maximum(paper_of(base), 0.05)
    tinted = np.ptp(shade, axis=-1, keepdims=True) > _TINGED
    return np.asarray(np.where(tinted, even, base), np.float32)


def line_ink(color: Floats, base: Floats) -> Floats:
    """Return how far colours [h, w, 3] differ from what is under them: float32 [h, w], 0..1."""
    dark = ((base - color) / np.maximum(base, 0.2)).max(axis=-1)
    light = ((color - base) / np.maximum(1 - base, 0.35) * _may_be_light(base)).max(axis=-1)
    return np.asarray(np.clip(np.maximum(dark, light), 0, 1), np.float32)


def _may_be_light(base: Floats) -> Floats:
    """Return 1 where light lines would show, else 0: [h, w, 1]."""
    return np.asarray((base @ LUMINANCE < _LIGHTEST_GROUND)[..., None], np.float32)


def paper_of(base: Floats) -> Floats:
    """Return the colour of the paper [3]: that of the border, or else the most usual one."""
    rim = np.concatenate([base[0], base[-1], base[:, 0], base[:, -1]])
    one = float(np.ptp(rim, axis=0).max()) < _ONE_COLOR
    return np.asarray(np.median(rim if one else base.reshape(-1, 3), axis=0), np.float32)


def edges_of(base: Floats, noise: float) -> NDArray[np.bool_]:
    """Return where a picture without lines changes sharply: [h, w]."""
    window = (5, 5, 1)
    steps = ndimage.maximum_filter(base, window) - ndimage.minimum_filter(base, window)
    return np.asarray(steps.max(axis=-1) >= max(_STEP, _GRAINS * noise))


def rough_parts(color: Floats, pen: float, noise: float) -> NDArray[np.bool_]:
    """Return what is no even surface [h, w], like cloth or a hand: near edges that aren't lines.

    pen: usual width of lines, pixels.
    """
    edges = edges_of(without_flecks(color, 2 * pen), noise)
    if not edges.any():  # no background for the distance transform
        return edges
    near = ndimage.distance_transform_edt(~edges) <= _CLOSE * max(edges.shape)
    return np.asarray(near)


def surface_of(
    base: Floats, noise: float, rough: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """Return the paper [h, w] in whatever light: the largest part of a picture without edges.

    base: [h, w, 3], without lines. Light and shadow change it softly, paint and the border of a
    page don't. Of two parts the lighter one counts for more: paper is lighter than a table.
    rough: [h, w], through which no paper goes on, but up to which it reaches.
    """
    even = ~edges_of(base, noise)
    labels, count = ndimage.label(even if rough is None else even & ~rough)
    if count == 0:
        return np.ones(base.shape[:2], bool)
    weights = np.bincount(labels.ravel(), (base @ LUMINANCE).ravel(), minlength=count + 1)
    weights[0] = 0
    surface = labels == int(weights.argmax())
    if rough is not None:
        reach = ndimage.distance_transform_edt(~surface) <= _CLOSE * max(surface.shape)
        surface = ndimage.binary_propagation(surface, mask=even & reach)
    return np.asarray(surface)


def light_on(base: Floats, surface: NDArray[np.bool_]) -> Floats:
    """Return how much darker than in full light the paper is under every pixel [h, w, 3].

    Smooth, and not darkened by what is painted. surface: [h, w], the paper.
    """
    height, width = base.shape[:2]
    step = max(4, -(-max(height, width) // _BLOCKS))
    rows, columns = -(-height // step), -(-width // step)
    seen = np.where(surface[..., None], base, np.float32(np.nan))
    missing = ((0, rows * step - height), (0, columns * step - width), (0, 0))
    thin = max(1, step // 12)
    pieces = np.pad(seen, missing, constant_values=np.nan)
    pieces = pieces.reshape(rows, step, columns, step, 3)[:, ::thin, :, ::thin]
    known = np.isfinite(pieces[..., 0]).mean(axis=(1, 3)) > 0.25
    if not known.any():
        return np.ones_like(base)
    lit = np.nanpercentile(np.where(known[:, None, :, None, None], pieces, 0), _LIT, axis=(1, 3))
    usual = np.median(lit[known], axis=0)
    # Light changes all channels alike, paint doesn't.
    plain = known & (np.ptp(lit / np.maximum(usual, 0.05), axis=-1) <= _TINTED)
    known = plain if plain.any() else known
    full = np.percentile(lit[known], _LIGHTEST, axis=0)
    near = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
    blocks = ndimage.median_filter(lit[tuple(near)], size=(3, 3, 1), mode="nearest")
    paper = spread_blocks(blocks.astype(np.float32), step, (height, width))
    return np.asarray(paper / np.maximum(full, 0.02), np.float32)


def spread_blocks(blocks: Floats, step: int, size: tuple[int, int]) -> Floats:
    """Interpolate the values of blocks [rows, columns, 3] of `step` pixels: [h, w, 3]."""
    rows, columns = blocks.shape[:2]
    y = np.clip((np.arange(size[0]) + 0.5) / step - 0.5, 0, rows - 1)
    x = np.clip((np.arange(size[1]) + 0.5) / step - 0.5, 0, columns - 1)
    grid: NDArray[np.float64] = np.stack(np.meshgrid(y, x, indexing="ij"))
    planes = [
        ndimage.map_coordinates(blocks[..., channel], grid, order=1, mode="nearest")
        for channel in range(blocks.shape[2])
    ]
    return np.stack(planes, axis=-1).astype(np.float32)
