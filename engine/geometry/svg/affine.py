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
from engine.geometry.svg.lengths import USUAL_FONTS, Fonts, angle, length

_STEP = re.compile(r"([a-zA-Z]+(?:3d)?)\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
# Between numbers: a comma, blanks, or nothing before a sign, as in `matrix(1 0 0 1-3 4)`.
_SEPARATOR = re.compile(r"\s*,\s*|\s+|(?<=[\d.])(?=[-+])")
_COMMA = re.compile(r"\s*,\s*")


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


def inverse(matrix: Floats) -> Floats | None:
    """Return the map that undoes `matrix`, None where there is none."""
    (a, c, e), (b, d, f) = matrix.tolist()
    area = a * d - b * c
    if not math.isfinite(area) or abs(area) < 1e-12:
        return None
    linear = np.array([[d, -c], [-b, a]]) / area
    return np.concatenate([linear, -linear @ [[e], [f]]], axis=1)


def unevenness(matrix: Floats) -> float:
    """Return the largest over the smallest scale of any direction; inf where that is 0."""
    (a, c, _), (b, d, _) = matrix.tolist()
    area, square = abs(a * d - b * c), a * a + b * b + c * c + d * d
    spread = math.sqrt(max(square * square / 4.0 - area * area, 0.0))
    smaller = square / 2.0 - spread  # squares of the singular values: square / 2 +- spread
    return math.sqrt((square / 2.0 + spread) / smaller) if smaller > 1e-300 else math.inf


def about(matrix: Floats, x: float, y: float) -> Floats:
    """Return the map that does `matrix` about the point (x, y)."""
    return compose(translation(x, y), compose(matrix, translation(-x, -y)))


def parse_transform(
    text: str | None,
    box: tuple[float, float] = (0.0, 0.0),
    fonts: Fonts = USUAL_FONTS,
) -> Floats | None:
    """Read a transform list such as `translate(3 4) rotate(90, 5, 5)`, of SVG or of CSS.

    Angles without a unit are degrees, positive clockwise on the screen. box: width and height that
    percentages refer to. Return None for text that isn't one.
    """
    result = identity()
    text = (text or "").strip()
    if text.lower() in ("", "none"):
        return result
    end = 0
    for match in _STEP.finditer(text):
        if text[end : match.start()].strip(" \t\r\n\f,"):
            return None
        parts = _SEPARATOR.split(match[2].strip())
        if "(" in match[2]:
            parts = _COMMA.split(match[2].strip())
        step = _step(*_in_the_plane(match[1], parts), box, fonts)
        if step is None:
            return None
        result = compose(result, step)
        end = match.end()
    return None if end == 0 or text[end:].strip(" \t\r\n\f,") else result


def _in_the_plane(name: str, parts: list[str]) -> tuple[str, list[str]]:
    """Return a step of CSS in space as what it does to the page, seen from far away."""
    if name in ("translate3d", "scale3d") and len(parts) == 3:
        return name[:-2], parts[:2]
    if name in ("translateZ", "scaleZ", "perspective") and len(parts) == 1:
        return "scale", ["1"]
    if name == "matrix3d" and len(parts) == 16:
        return "matrix", [parts[k] for k in (0, 1, 4, 5, 12, 13)]
    if name in ("rotateX", "rotateY") and len(parts) == 1:
        turn = angle(parts[0])
        shrunk = "" if turn is None else f"{math.cos(math.radians(turn)):.9f}"
        return ("scaleY" if name == "rotateX" else "scaleX"), [shrunk]
    if name == "rotate3d" and len(parts) == 4 and [angle(p) for p in parts[:2]] == [0.0, 0.0]:
        return "rotate", parts[3:]
    return name, parts


def _step(name: str, parts: list[str], box: tuple[float, float], fonts: Fonts) -> Floats | None:
    count = len(parts)
    if name.startswith(("translate", "rotate")):
        return _shift_or_turn(name, parts, box, fonts)
    angles = [angle(part) for part in parts]
    values = [length(part, 1.0) for part in parts] if name[:5] in ("matri", "scale") else angles
    if any(value is None for value in values):
        return None
    known = [value or 0.0 for value in values]
    if name == "matrix" and count == 6:
        return np.array(known).reshape(3, 2).T
    if name in ("scale", "scaleX", "scaleY") and count in ((1, 2) if name == "scale" else (1,)):
        x = 1.0 if name == "scaleY" else known[0]
        y = 1.0 if name == "scaleX" else known[-1]
        return np.array([[x, 0.0, 0.0], [0.0, y, 0.0]])
    if name in ("skewX", "skewY", "skew") and count in ((1, 2) if name == "skew" else (1,)):
        skew = identity()
        shears = [math.tan(math.radians(value)) for value in known]
        if name == "skewY":
            skew[1, 0] = shears[0]
        else:
            skew[0, 1] = shears[0]
            skew[1, 0] = shears[1] if count == 2 else 0.0
        return skew
    return None


def _shift_or_turn(
    name: str, parts: list[str], box: tuple[float, float], fonts: Fonts
) -> Floats | None:
    if name in ("rotate", "rotateZ"):
        degrees, *center = angle(parts[0]), *(length(part, 0.0, fonts) for part in parts[1:])
        if degrees is None or None in center or len(center) not in (0, 2):
            return None
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        turn = np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0]])
        return about(turn, center[0] or 0.0, center[1] or 0.0) if center else turn
    axes = {"translate": (0, 1), "translateX": (0,), "translateY": (1,)}.get(name, ())
    shift = [0.0, 0.0]
    if not 1 <= len(parts) <= len(axes):
        return None
    for axis, part in zip(axes, parts, strict=False):
        value = length(part, box[axis], fonts)
        if value is None:
            return None
        shift[axis] = value
    return translation(shift[0], shift[1])
