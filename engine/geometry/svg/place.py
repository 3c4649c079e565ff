# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the elements around an element determine, and how its own transform places it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from engine.geometry.bezier import Floats
from engine.geometry.svg import affine
from engine.geometry.svg.assembly import Group
from engine.geometry.svg.color import RGBA
from engine.geometry.svg.lengths import length
from engine.geometry.svg.outline import polyline
from engine.geometry.svg.regions import Region
from engine.geometry.svg.style import ComputedStyle

Box = tuple[float, float, float, float]  # x, y, width, height
#: The properties that transform, the outermost first (CSS Transforms 2, section 6).
TRANSFORMS = ("translate", "rotate", "scale", "transform")
_KEYWORDS = {"left": 0.0, "top": 0.0, "center": 50.0, "right": 100.0, "bottom": 100.0}


@dataclass(frozen=True)
class Place:
    """What the elements around an element determine.

    Attributes:
        matrix: from user units to the canvas.
        viewport: width and height in user units, which percentages refer to.
        used: ids of the elements whose copies this is in.
        clips: regions of the canvas, outside of which nothing is seen.
        context: fill and stroke of the element that a copy or a marker belongs to.
    """

    matrix: Floats
    style: ComputedStyle
    viewport: tuple[float, float]
    groups: tuple[Group, ...] = ()
    used: frozenset[str] = frozenset()
    depth: int = 0
    clips: tuple[Region, ...] = ()
    context: tuple[RGBA | None, RGBA | None] = (None, None)

    @property
    def diagonal(self) -> float:
        """What percentages of lengths in no direction refer to (SVG 2, section 8.9)."""
        return math.hypot(*self.viewport) / math.sqrt(2.0)

    def moved(self, matrix: Floats) -> Place:
        """Return the place in coordinates that `matrix` maps to these."""
        return replace(self, matrix=affine.compose(self.matrix, matrix))

    def clipped_to(self, box: Box) -> Place:
        """Return the place with nothing seen outside of a box in user units."""
        return replace(self, clips=(*self.clips, box_region(box, self.matrix)))


def box_region(box: Box, matrix: Floats) -> Region:
    """Return the region of a box under a map."""
    x, y, width, height = box
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
    outline = polyline(affine.apply(matrix, corners[[0, 1, 2, 3, 0]]), closed=True)
    return Region.of([outline], nonzero=False)


def own_transform(style: ComputedStyle, viewport: tuple[float, float], box: Box | None) -> Floats:
    """Return an element's transform about its origin (CSS Transforms 1, section 6).

    box: around the element, where `transform-box` asks for it; None for the viewport's.
    """
    steps = " ".join(style[name] for name in TRANSFORMS if style[name] != "none")
    if not steps:
        return affine.identity()
    left, top, width, height = box or (0.0, 0.0, *viewport)
    matrix = affine.parse_transform(steps, (width, height), style.fonts)
    if matrix is None:
        return affine.identity()
    x, y = _origin(style, (width, height))
    if x + left == 0.0 and y + top == 0.0:
        return matrix
    return affine.about(matrix, x + left, y + top)


def _origin(style: ComputedStyle, size: tuple[float, float]) -> tuple[float, float]:
    words = style["transform-origin"].lower().split()[:2]
    if len(words) == 1:
        words = ["center", words[0]] if words[0] in ("top", "bottom") else [words[0], "center"]
    if len(words) == 2 and (words[0] in ("top", "bottom") or words[1] in ("left", "right")):
        words.reverse()
    values = []
    for word, whole in zip(words, size, strict=False):
        if word in _KEYWORDS:
            values.append(_KEYWORDS[word] / 100.0 * whole)
            continue
        value = length(word, whole, style.fonts)
        if value is None:
            return (0.0, 0.0)
        values.append(value)
    return (values[0], values[1]) if len(values) == 2 else (0.0, 0.0)
