# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a drawing as a clean SVG: few cubics, one width and one colour for each path."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.handles import Handles, fit_handles
from engine.runtime.arrays import numpy_of

TOLERANCE = 0.25  # of the cubics, in the working space of 256 units


def svg_text(drawing: Drawing) -> str:
    """Return a drawing as SVG text; a stroke's width is the mean over its points.

    The strokes of one filled area are one path, even-odd; strokes keep their order.
    """
    handles = fit_handles(drawing, TOLERANCE)
    width, height = drawing.canvas
    digits = 2 if max(width, height) < 2000 else 1
    paths = numpy_of(drawing.paths)
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">',
        '<g fill="none" stroke-linecap="round" stroke-linejoin="round">',
    ]
    for _, group in groupby(range(drawing.stroke_count), key=lambda stroke: int(paths[stroke])):
        strokes = list(group)
        data = " ".join(_path_data(handles, stroke, digits) for stroke in strokes)
        rows.append(f'<path d="{data}" {_style(drawing, strokes[0])}/>')
    return "\n".join([*rows, "</g>", "</svg>"]) + "\n"


def _path_data(handles: Handles, stroke: int, digits: int) -> str:
    start, stop = handles.stroke_offsets[stroke : stroke + 2]
    points = handles.control[start:stop]
    closed = bool(handles.cyclic[stroke])
    if closed:
        points = np.concatenate([points, points[:1]])
    first = _numbers(points[0], digits)
    if len(points) == 1:
        return f"M{first} h0"  # a dot: drawn by the round cap
    curves = " ".join(_numbers(segment, digits) for segment in points[1:].reshape(-1, 6))
    return f"M{first} C{curves}" + (" Z" if closed else "")


def _numbers(values: NDArray[np.float32], digits: int) -> str:
    texts = (f"{float(value):.{digits}f}" for value in values.ravel())
    return " ".join(text.rstrip("0").rstrip(".") for text in texts)


def _style(drawing: Drawing, stroke: int) -> str:
    points = drawing.stroke(stroke)
    width = float(np.mean(numpy_of(drawing.widths)[points.start : points.stop]))
    opacity = float(np.mean(numpy_of(drawing.opacities)[points.start : points.stop]))
    color, fill = numpy_of(drawing.colors)[stroke], numpy_of(drawing.fills)[stroke]
    parts = [f'stroke="{_hex(color)}"', f'stroke-width="{width:.4g}"']
    if opacity * color[3] < 0.999:
        parts.append(f'stroke-opacity="{opacity * float(color[3]):.3g}"')
    if fill[3] > 0:
        parts += [f'fill="{_hex(fill)}"', 'fill-rule="evenodd"']
        if fill[3] < 0.999:
            parts.append(f'fill-opacity="{float(fill[3]):.3g}"')
    return " ".join(parts)


def _hex(color: NDArray[np.float32]) -> str:
    red, green, blue = (round(255 * float(part)) for part in color[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"
