# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the flattened strokes of a drawing ready to be painted by the rasteriser."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch

from addon.contract.drawing import NONZERO, Drawing
from engine.render.flat_strokes import FlatStrokes, Floats, Ints, flat_strokes
from engine.render.sheet import Stroke
from engine.render.stroke_outline import ROUND_LOOK, Look
from engine.runtime.arrays import numpy_of


def drawn_strokes(
    drawing: Drawing, points: Floats, factor: float, size: tuple[int, int]
) -> Iterator[Stroke]:
    """Yield the strokes that have points, in painting order; resting ones with one frame.

    points: [F, P, 2], pixels of pictures of `size`, (x, y). factor: from canvas to pixels.
    """
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    used = np.flatnonzero(np.diff(offsets))
    if not len(used):
        return
    flat = flat_strokes(drawing, points, factor)
    moving = np.logical_or.reduceat((points != points[:1]).any((0, 2)), offsets[used])
    starts = flat.offsets[used]
    widest, strongest = np.maximum.reduceat(flat.profile, starts, axis=0).T
    windows, inks = _sizes(flat, starts, widest, size)
    positions = torch.from_numpy(flat.points.astype(np.float32))
    radii, opacities = torch.from_numpy(flat.profile.astype(np.float32)).T.contiguous()
    radii, opacities = radii.clamp_min(0), opacities.clamp(0, 1)
    colors, fills = (torch.tensor(numpy_of(v)) for v in (drawing.colors, drawing.fills))
    seen = (numpy_of(drawing.colors)[used, 3] > 0) & (widest > 0) & (strongest > 0)
    filled = numpy_of(drawing.fills)[:, 3] > 0
    cyclic, paths = numpy_of(drawing.cyclic) != 0, numpy_of(drawing.paths)
    nonzero, looks = numpy_of(drawing.fill_rules) == NONZERO, _looks(drawing)
    for n, s in enumerate(used.tolist()):
        part = slice(int(flat.offsets[s]), int(flat.offsets[s + 1]))
        frames = len(points) if moving[n] else 1
        share = frames / len(points)
        yield Stroke(
            positions[:frames, part],
            radii[part],
            opacities[part],
            colors[s],
            fills[s],
            bool(cyclic[s]),
            int(paths[s]),
            looks[s],
            bool(nonzero[s]),
            inked=bool(seen[n]),
            filled=bool(filled[s]),
            widest=float(widest[n]),
            ink=int(inks[n] * share),
            window=int(windows[n] * share),
        )


def _looks(drawing: Drawing) -> list[Look]:
    values = (numpy_of(v).tolist() for v in (drawing.caps, drawing.joins, drawing.miters))
    known: dict[tuple[int, int, float], Look] = {}
    return [known.setdefault(key, Look(*key)) for key in zip(*values, strict=True)] or [ROUND_LOOK]


def _sizes(
    flat: FlatStrokes, starts: Ints, widest: Floats, size: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Return about how many pixels the window of a fill has, and how many a line touches.

    Both [S], in all frames together.
    """
    edge = np.array(size, np.float64)
    inside = np.clip(flat.points, 0, edge)
    low = np.minimum.reduceat(inside, starts, axis=1)
    high = np.maximum.reduceat(inside, starts, axis=1)
    width, height = np.moveaxis(high - low + 3, 2, 0)
    way = np.zeros(inside.shape[:2])
    way[:, 1:] = np.abs(np.diff(inside, axis=1)).sum(2)
    way[:, starts] = 0.0
    length = np.add.reduceat(way.sum(0), starts)
    counts = np.diff(np.append(starts, len(flat.profile)))
    dots = counts * len(inside) * (widest + 1)
    return (width * height).sum(0), (length + dots) * 2 * (widest + 1)
