# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes of a drawing of polylines, written into a key of a layer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ..capture.capture_map import CaptureMap
from ..grease_pencil import attributes


def write_polylines(
    target: Any,
    drawn: Drawing,
    chosen: NDArray[np.int64],
    captured: CaptureMap,
    to_local: NDArray[np.float64],
) -> None:
    """Write the chosen strokes of a drawing of polylines into a key that has none yet.

    captured: says where the drawing's plane lies. to_local: [4, 4], from the world to the layer.
    """
    offsets = np.asarray(drawn.stroke_offsets.data)
    counts = np.diff(offsets)[chosen]
    rows = np.concatenate([np.arange(offsets[s], offsets[s + 1]) for s in chosen.tolist()])
    target.add_strokes(counts.tolist())
    pixels = np.asarray(drawn.positions.data, np.float64).reshape(-1, 2)[rows]
    local = captured.plane.to_world(pixels) @ to_local[:3, :3].T + to_local[:3, 3]
    scale = abs(np.linalg.det(to_local[:3, :3])) ** (1 / 3)
    widths = np.asarray(drawn.widths.data)[rows]
    attributes.write(target, "position", "FLOAT_VECTOR", "POINT", local)
    radii = widths * (0.5 * captured.plane.unit * scale)
    attributes.write(target, "radius", "FLOAT", "POINT", radii)
    opacities = np.asarray(drawn.opacities.data)[rows]
    attributes.write(target, "opacity", "FLOAT", "POINT", opacities)
    cyclic = np.asarray(drawn.cyclic.data)[chosen].astype(np.bool_)
    attributes.write(target, "cyclic", "BOOLEAN", "CURVE", cyclic)
    attributes.write(target, "curve_type", "INT8", "CURVE", np.full(len(chosen), attributes.POLY))
    target.tag_positions_changed()
