# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes that never move: the model isn't shown them, they are laid under or over its frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import BACKGROUND, COLUMNS, Drawing
from addon.contract.request import Request
from engine.raster.picture.pixels import Bytes
from engine.runtime.arrays import array_of, numpy_of

_BAND = 1 << 22  # pixels mixed at once


@dataclass(frozen=True)
class StaticSplit:
    """A drawing in three parts: strokes that move, and strokes that never move.

    Attributes:
        below: strokes that never move and are painted before the last one that moves.
        above: strokes that never move and are painted after it.
    """

    moving: Drawing
    below: Drawing
    above: Drawing


def split_static(drawing: Drawing, request: Request | None = None) -> StaticSplit:
    """Split off background and locked strokes, and objects that are locked or have no strength.

    Where nothing may move everything counts as moving: else the model would be shown nothing.
    """
    by_name = {item.name: item for item in request.objects} if request is not None else {}
    still = [
        name in by_name and (by_name[name].locked or by_name[name].strength == 0)
        for name in drawing.object_names
    ]
    owner = numpy_of(drawing.objects)
    static = (owner == BACKGROUND) | (numpy_of(drawing.locked) != 0)
    static |= np.array([*still, True])[owner]  # an owner of -1, the background, is the last one
    if static.all():
        static[:] = False
    after = np.arange(len(owner)) > (np.flatnonzero(~static)[-1] if len(owner) else 0)
    return StaticSplit(
        with_strokes(drawing, ~static),
        with_strokes(drawing, static & ~after),
        with_strokes(drawing, static & after),
    )


def with_strokes(drawing: Drawing, chosen: NDArray[np.bool_]) -> Drawing:
    """Return a drawing with only the chosen strokes, bool [S], in their order."""
    counts = np.diff(numpy_of(drawing.stroke_offsets))
    points = np.repeat(chosen, counts)
    columns = {
        name: array_of(numpy_of(getattr(drawing, name))[points if rows == "P" else chosen])
        for name, (_, rows, _) in COLUMNS.items()
    }
    offsets = np.concatenate([[0], np.cumsum(counts[chosen])]).astype(np.int32)
    return Drawing(
        **columns,
        stroke_offsets=array_of(offsets),
        canvas=drawing.canvas,
        object_names=drawing.object_names,
        layer_names=drawing.layer_names,
        material_names=drawing.material_names,
        host=drawing.host,
    )


def laid_over(top: Bytes, bottom: Bytes) -> Bytes:
    """Return one picture laid over another; straight RGBA, uint8 [H, W, 4]."""
    mixed = np.empty_like(top)
    step = max(1, _BAND // top.shape[1])
    for start in range(0, len(top), step):
        rows = slice(start, start + step)
        upper, lower = (item[rows].astype(np.float32) / 255 for item in (top, bottom))
        share = upper[..., 3:]
        shows = lower[..., 3:] * (1 - share)
        alpha = share + shows
        color = (upper[..., :3] * share + lower[..., :3] * shows) / np.maximum(alpha, 1e-6)
        mixed[rows] = np.concatenate([color, alpha], -1) * 255 + 0.5
    return mixed
