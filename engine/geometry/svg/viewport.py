# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes (width, height, viewBox, preserveAspectRatio) and the map that follows from them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np

from addon.contract.errors import BadInput
from engine.geometry.bezier import Floats
from engine.geometry.svg.affine import identity
from engine.geometry.svg.lengths import length, numbers

_ALIGN = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


@dataclass(frozen=True)
class Viewport:
    """A rectangle that gives the elements in it their units.

    Attributes:
        matrix: map from user units to the coordinates outside.
        user: width and height in user units, which percentages refer to.
        size: width and height outside, None when the file gives none.
        frame: x, y, width and height outside, which a nested one is cut to.
    """

    matrix: Floats
    user: tuple[float, float]
    size: tuple[float, float] | None
    frame: tuple[float, float, float, float] | None = None


def view_box(element: ElementTree.Element) -> tuple[float, float, float, float] | None:
    """Return (x, y, width, height) of the viewBox, None if there is none.

    Raises BadInput when its width or height is not positive.
    """
    text = element.get("viewBox")
    if text is None:
        return None
    values = numbers(text)
    if len(values) != 4:
        return None
    if values[2] <= 0.0 or values[3] <= 0.0:
        raise BadInput(
            "The drawing's viewBox has no size.",
            hint="Set the page size in your drawing program and export again.",
        )
    return (values[0], values[1], values[2], values[3])


def root_viewport(root: ElementTree.Element) -> Viewport:
    """Return the viewport of the outermost <svg>; lengths are CSS pixels (96 an inch).

    A missing size (or `100%`) comes from the viewBox. Raises BadInput for sizes of zero.
    """
    box = view_box(root)
    reference = (box[2], box[3]) if box else (math.nan, math.nan)
    width = _known(length(root.get("width"), reference[0]))
    height = _known(length(root.get("height"), reference[1]))
    if (width is not None and width <= 0.0) or (height is not None and height <= 0.0):
        raise BadInput(
            "The drawing's page has no size.",
            hint="Set its width and height in your drawing program and export again.",
        )
    if box is None:
        if width is None or height is None:
            return Viewport(identity(), (width or 100.0, height or 100.0), None)
        return Viewport(identity(), (width, height), (width, height))
    if width is None:
        width = box[2] if height is None else height * box[2] / box[3]
    if height is None:
        height = width * box[3] / box[2]
    matrix = fit_box(box, (0.0, 0.0, width, height), root.get("preserveAspectRatio"))
    return Viewport(matrix, (box[2], box[3]), (width, height))


def inner_viewport(
    element: ElementTree.Element, place: ElementTree.Element, outer: tuple[float, float]
) -> Viewport:
    """Return the viewport of a nested <svg> or <symbol>.

    place: the element that gives its size, a <use> or the element itself. The position of a <use>
    is already part of its transform.
    """

    def dimension(key: str, default: float, reference: float) -> float:
        for holder in (place, element):
            value = length(holder.get(key), reference)
            if value is not None:
                return value
        return default

    box = view_box(element)
    x = length(element.get("x"), outer[0]) or 0.0
    y = length(element.get("y"), outer[1]) or 0.0
    width = dimension("width", outer[0], outer[0])
    height = dimension("height", outer[1], outer[1])
    frame = (x, y, width, height)
    if box is None:
        moved = np.array([[1.0, 0.0, x], [0.0, 1.0, y]])
        return Viewport(moved, (width, height), (width, height), frame)
    matrix = fit_box(box, frame, element.get("preserveAspectRatio"))
    return Viewport(matrix, (box[2], box[3]), (width, height), frame)


def fit_box(
    box: tuple[float, float, float, float],
    into: tuple[float, float, float, float],
    aspect: str | None,
) -> Floats:
    """Return the map of `box` into another box, as preserveAspectRatio says.

    Both boxes are (x, y, width, height).
    """
    words = (aspect or "xMidYMid meet").replace("defer", "").split()
    align = words[0] if words else "xMidYMid"
    scale_x, scale_y = into[2] / box[2], into[3] / box[3]
    left = top = 0.0
    if align != "none":
        chosen = max(scale_x, scale_y) if "slice" in words else min(scale_x, scale_y)
        scale_x = scale_y = chosen
        left = _ALIGN.get(align[1:4], 0.5) * (into[2] - box[2] * chosen)
        top = _ALIGN.get(align[5:8], 0.5) * (into[3] - box[3] * chosen)
    return np.array(
        [
            [scale_x, 0.0, into[0] + left - box[0] * scale_x],
            [0.0, scale_y, into[1] + top - box[1] * scale_y],
        ]
    )


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value
