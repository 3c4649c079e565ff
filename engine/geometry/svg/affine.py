# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Affine maps of the plane: float64 `[2, 3]` = [A | t], which take a point p to `A p + t`."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.geometry.bezier import Floats
from engine.geometry.svg.lengths import numbers

_STEP = re.compile(r"([a-zA-Z]+)\s*\(([^()]*)\)")


def identity() -> Floats:
    """Return the map that leaves every point where it is."""
    return np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


def compose(outer: Floats, inner: Floats) -> Floats:
    """Return the map that does `inner` first, then `outer`."""
    linear = outer[:, :2] @ inner
    linear[:, 2] += outer[:, 2]
    result: Floats = linear
    return result


def apply(matrix: Floats, points: NDArray[Any]) -> Floats:
    """Map points `[..., 2]`."""
    result: Floats = points @ matrix[:, :2].T + matrix[:, 2]
    return result


def mean_scale(matrix: Floats) -> float:
    """Return sqrt|det A|, the factor for stroke widths."""
    (a, c, _), (b, d, _) = matrix.tolist()
    return math.sqrt(abs(a * d - b * c))


def translation(x: float, y: float) -> Floats:
    """Return the shift by (x, y)."""
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y]])


def parse_transform(text: str | None) -> Floats:
    """Read a transform list such as `translate(3 4) rotate(90, 5, 5)`.

    Steps that can't be read are left out. Angles are degrees, positive clockwise on the screen.
    """
    result = identity()
    for name, arguments in _STEP.findall(text or ""):
        step = _step(name, numbers(arguments))
        if step is not None:
            result = compose(result, step)
    return result


def _step(name: str, values: list[float]) -> Floats | None:
    count = len(values)
    if name == "matrix" and count == 6:
        return np.array(values).reshape(3, 2).T
    if name == "translate" and count in (1, 2):
        return translation(values[0], values[1] if count == 2 else 0.0)
    if name == "scale" and count in (1, 2):
        return np.array([[values[0], 0.0, 0.0], [0.0, values[-1], 0.0]])
    if name == "rotate" and count in (1, 3):
        angle = math.radians(values[0])
        cosine, sine = math.cos(angle), math.sin(angle)
        turn = np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0]])
        if count == 1:
            return turn
        x, y = values[1:]
        return compose(translation(x, y), compose(turn, translation(-x, -y)))
    if name in ("skewX", "skewY") and count == 1:
        shear = math.tan(math.radians(values[0]))
        skew = identity()
        skew[(0, 1) if name == "skewX" else (1, 0)] = shear
        return skew
    return None
