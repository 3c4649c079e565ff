# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines, polygons, rectangles, circles and ellipses as outlines."""

from __future__ import annotations

import math
from functools import lru_cache
from xml.etree import ElementTree

import numpy as np

from engine.geometry.bezier import Floats
from engine.geometry.svg.lengths import USUAL_FONTS, Fonts, length, numbers
from engine.geometry.svg.outline import Outline, polyline
from engine.geometry.svg.path_data import PathData, parse_path_data
from engine.geometry.svg.xml_tree import local_name

QUARTER_ARM = 4.0 / 3.0 * (math.sqrt(2.0) - 1.0)  # of a quarter circle of radius 1

Viewport = tuple[float, float]


def outlines_of(
    element: ElementTree.Element, viewport: Viewport, fonts: Fonts = USUAL_FONTS
) -> list[Outline] | None:
    """Return an element's outlines in its own coordinates, None if it isn't a shape.

    viewport: (width, height) in user units, which percentages refer to. A shape without size gives
    no outlines, one with an error what comes before it.
    """
    name = local_name(element)
    if name == "path":
        return path_of(element).outlines
    width, height = viewport

    def x(key: str, default: float = 0.0) -> float:
        value = length(element.get(key), width, fonts)
        return default if value is None else value

    def y(key: str, default: float = 0.0) -> float:
        value = length(element.get(key), height, fonts)
        return default if value is None else value

    def radii() -> tuple[float, float]:
        """Return rx and ry; one that is `auto`, missing or negative is like the other."""
        rx, ry = length(element.get("rx"), width, fonts), length(element.get("ry"), height, fonts)
        rx, ry = (None if r is None or r < 0.0 else r for r in (rx, ry))
        return (ry if rx is None else rx) or 0.0, (rx if ry is None else ry) or 0.0

    if name == "line":
        return [polyline(np.array([[x("x1"), y("y1")], [x("x2"), y("y2")]]), closed=False)]
    if name in ("polyline", "polygon"):
        values = numbers(element.get("points") or "")
        points = np.array(values[: len(values) // 2 * 2], dtype=np.float64).reshape(-1, 2)
        return [polyline(points, name == "polygon")] if len(points) else []
    if name == "circle":
        diagonal = math.hypot(width, height) / math.sqrt(2.0)
        radius = length(element.get("r"), diagonal, fonts) or 0.0
        return ellipse(x("cx"), y("cy"), radius, radius)
    if name == "ellipse":
        return ellipse(x("cx"), y("cy"), *radii())
    if name == "rect":
        return rectangle(x("x"), y("y"), x("width"), y("height"), *radii())
    return None


@lru_cache(maxsize=8)
def _path_data(text: str) -> PathData:
    return parse_path_data(text)


def path_of(element: ElementTree.Element) -> PathData:
    """Return what a `<path>` draws; asked again at once, it isn't read again."""
    return _path_data(element.get("d") or "")


def ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Outline]:
    """Return an ellipse as four cubics, clockwise on the screen from its rightmost point."""
    if rx <= 0.0 or ry <= 0.0:
        return []
    arm = QUARTER_ARM
    quarter = np.array([[1.0, 0.0], [1.0, arm], [arm, 1.0]])
    turn = np.array([[0.0, 1.0], [-1.0, 0.0]])  # row vectors: a quarter turn clockwise
    rows = [quarter @ np.linalg.matrix_power(turn, k) for k in range(4)]
    control = np.concatenate([*rows, quarter[:1]]) * [rx, ry] + [cx, cy]
    return [Outline(control, closed=True, straight=False)]


def rectangle(
    x: float, y: float, width: float, height: float, rx: float, ry: float
) -> list[Outline]:
    """Return a rectangle with corners rounded by `rx`, `ry`, clockwise on the screen."""
    if width <= 0.0 or height <= 0.0:
        return []
    rx, ry = min(rx, width / 2.0), min(ry, height / 2.0)
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
    if rx <= 0.0 or ry <= 0.0:
        return [polyline(corners, closed=True)]
    radii = np.array([rx, ry])
    along: Floats = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])
    inset = 1.0 - QUARTER_ARM
    points: list[Floats] = [corners[0] + radii * along[0]]
    for side in range(4):
        ahead, turned, corner = along[side], along[(side + 1) % 4], corners[(side + 1) % 4]
        begin, end = corner - radii * ahead, corner + radii * turned
        step = (begin - points[-1]) / 3.0
        points += [points[-1] + step, begin - step, begin]
        points += [corner - inset * radii * ahead, corner + inset * radii * turned, end]
    return [Outline(np.array(points), closed=True, straight=False)]
