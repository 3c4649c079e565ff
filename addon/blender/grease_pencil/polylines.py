# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves of a Grease Pencil drawing as lines through many points, which bones can bend.

Blender's armatures move the points of a Bezier curve but not its handles, and a limb that is one
long curve has no points to bend at. So a result of bones has lines where the drawing has curves;
the drawing itself keeps its curves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import attributes
from .attributes import BEZIER, CATMULL_ROM, POLY, SampledStrokes
from .stroke_layout import handle_positions, layout

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing, Object

ALONG = 48  # points along a line as long as the drawing
MOST = 32  # points of one cubic
HANDLES = ("handle_left", "handle_right", "handle_type_left", "handle_type_right")

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class _Samples:
    """Where the n points of lines are on cubics.

    Attributes:
        offsets: [strokes + 1], the first point of each stroke, and the end.
        before: [n], the point of Blender at which the cubic begins.
        after: [n], the one at which it ends.
        share: [n], how far along it, 0 to less than 1.
    """

    offsets: NDArray[np.int32]
    before: Rows
    after: Rows
    share: NDArray[np.float64]


def can_be_lines(item: Object) -> bool:
    """Return whether curves of a drawn object can be taken as lines.

    That is not so where points have weights of the artist's own, which wouldn't survive.
    """
    groups: Any = item.vertex_groups
    return not len(groups)


def sampled(drawing: GreasePencilDrawing) -> GreasePencilDrawing | SampledStrokes:
    """Return a drawing with lines in the place of Bezier and Catmull-Rom curves.

    The drawing itself is returned where it has none. Every attribute is carried over: numbers in
    between are mixed, anything else is that of the point before.
    """
    count = len(drawing.strokes)
    types = attributes.curve_types(drawing, count)
    offsets = attributes.stroke_offsets(drawing)
    curved = ((types == BEZIER) | (types == CATMULL_ROM)) & (np.diff(offsets) > 1)
    if not curved.any():
        return drawing
    cyclic = attributes.read_or(drawing, "cyclic", False, count).astype(np.bool_)
    rows = layout(offsets, types, cyclic, np.ones(count, np.bool_))
    positions, left, right = (
        None if values is None else values.astype(np.float64)
        for values in (attributes.read(drawing, n) for n in ("position", *HANDLES[:2]))
    )
    assert positions is not None
    controls = handle_positions(rows, positions, types, left, right)
    cubics = [positions, controls[rows.right], controls[rows.left]]
    samples = _samples(offsets, curved, cyclic, cubics)
    values: dict[str, NDArray[Any]] = {}
    for attribute in drawing.attributes:
        found = attributes.read(drawing, attribute.name)
        if found is None or attribute.name in HANDLES:
            continue
        each: Any = attribute
        values[each.name] = found if each.domain != "POINT" else _mixed(found, samples)
    values["position"] = _places(cubics, samples).astype(np.float32)
    values["curve_type"] = np.where(curved, POLY, types).astype(np.int8)
    return SampledStrokes(range(count), samples.offsets, values)


def flatten(drawing: GreasePencilDrawing) -> None:
    """Turn the Bezier and Catmull-Rom curves of a drawing into lines."""
    lines = sampled(drawing)
    if not isinstance(lines, SampledStrokes):
        return
    editable: Any = drawing
    before = attributes.curve_types(drawing, len(drawing.strokes))
    changed = np.flatnonzero(before != lines.values["curve_type"])
    kinds = [(a.name, a.data_type) for a in editable.attributes if a.domain == "POINT"]
    editable.set_types(type="POLY", indices=changed.tolist())
    sizes = np.diff(lines.offsets)[changed]
    editable.resize_strokes(sizes=sizes.tolist(), indices=changed.tolist())
    for name, kind in kinds:
        if name in lines.values:
            attributes.write(drawing, name, kind, "POINT", lines.values[name])
    drawing.tag_positions_changed()


def _samples(
    offsets: NDArray[np.int32],
    curved: NDArray[np.bool_],
    cyclic: NDArray[np.bool_],
    cubics: list[NDArray[np.float64]],
) -> _Samples:
    """Choose points along cubics, the more the longer they are.

    curved, cyclic [strokes]; cubics: points [n, 3], and the handles after and before them.
    """
    points, right, left = cubics
    counts = np.diff(offsets).astype(np.int64)
    stroke = np.repeat(np.arange(len(counts)), counts)
    index = np.arange(len(points))
    is_last = index == offsets[1:][stroke] - 1
    after = np.where(is_last, offsets[:-1][stroke].astype(np.int64), index + 1)
    size = max(float(np.ptp(points, axis=0).max()), 1e-9)
    length = sum(
        np.linalg.norm(b - a, axis=1)
        for a, b in ((points, right), (right, left[after]), (left[after], points[after]))
    )
    pieces = np.clip(np.ceil(length * ALONG / size), 1, MOST).astype(np.int64)
    has_cubic = curved[stroke] & (~is_last | cyclic[stroke])
    pieces = np.where(has_cubic, pieces, 1)
    before = np.repeat(index, pieces)
    step = np.arange(len(before)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    sizes = np.bincount(stroke, weights=pieces, minlength=len(counts))
    ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    follows = np.where(has_cubic, after, index)
    return _Samples(ends, before, follows[before], step / pieces[before])


def _mixed(values: NDArray[Any], samples: _Samples) -> NDArray[Any]:
    first = values[samples.before]
    if not np.issubdtype(values.dtype, np.floating):
        return first
    share = samples.share.reshape(-1, *(1,) * (values.ndim - 1))
    mixed: NDArray[Any] = (first + share * (values[samples.after] - first)).astype(values.dtype)
    return mixed


def _places(cubics: list[NDArray[np.float64]], samples: _Samples) -> NDArray[np.float64]:
    points, right, left = cubics
    t, s = samples.share[:, None], 1.0 - samples.share[:, None]
    before, after = samples.before, samples.after
    ends = s**3 * points[before] + t**3 * points[after]
    bent = 3.0 * s * s * t * right[before] + 3.0 * s * t * t * left[after]
    return np.where(samples.share[:, None] > 0.0, ends + bent, points[before])
