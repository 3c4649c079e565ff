# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paint: plain colours, and the mean colour of a gradient."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from xml.etree import ElementTree

import numpy as np

from engine.geometry.svg import losses
from engine.geometry.svg.color import BLACK, RGBA, parse_color
from engine.geometry.svg.lengths import fraction
from engine.geometry.svg.style import ComputedStyle
from engine.geometry.svg.xml_tree import XLINK, attribute, local_name

_URL = re.compile(r"url\(\s*['\"]?\s*#([^'\")]+?)\s*['\"]?\s*\)\s*(.*)$", re.DOTALL | re.IGNORECASE)
GRADIENTS = ("linearGradient", "radialGradient")
GREY: RGBA = (0.5, 0.5, 0.5, 1.0)

Identified = Mapping[str, ElementTree.Element]
StyleOf = Callable[[ElementTree.Element], ComputedStyle]


def reference(element: ElementTree.Element) -> str:
    """Return the id that `href` points to inside of the file, "" if there is none."""
    target = (element.get("href") or attribute(element, XLINK, "href") or "").strip()
    return target[1:] if target.startswith("#") else ""


def pattern_of(text: str, identified: Identified) -> ElementTree.Element | None:
    """Return the `<pattern>` that a paint refers to."""
    match = _URL.match(text.strip())
    server = identified.get(match[1]) if match else None
    return server if server is not None and local_name(server) == "pattern" else None


def resolve_paint(
    text: str, style: ComputedStyle, identified: Identified, style_of: StyleOf, warnings: set[str]
) -> RGBA | None:
    """Return the colour that a `fill` or `stroke` value stands for, None for no paint.

    Gradients and patterns are simplified; what is changed or left out is added to `warnings`.
    """
    text = text.strip()
    if text == "none" or not text:
        return None
    if text.lower() == "currentcolor":
        return style.current_color()
    if match := _URL.match(text):
        server = identified.get(match[1])
        if server is not None and local_name(server) in GRADIENTS:
            stops = gradient_stops(server, identified, style_of)
            if len({color for _, color in stops}) > 1:
                warnings.add(losses.GRADIENTS)
            if stops or not match[2]:
                return mean_color(stops)
            server = None
        if server is not None and local_name(server) == "pattern":
            warnings.add(losses.GREY_PATTERN)
            return GREY
        return resolve_paint(match[2] or "none", style, identified, style_of, warnings)
    color = parse_color(text)
    if color is None:
        warnings.add(losses.unknown_paint(text))
    return color


def gradient_stops(
    gradient: ElementTree.Element, identified: Identified, style_of: StyleOf
) -> list[tuple[float, RGBA]]:
    """Return (offset, colour) of a gradient's stops: its own, or those it refers to by `href`."""
    seen: set[str] = set()
    current: ElementTree.Element | None = gradient
    while current is not None:
        stops = [child for child in current if local_name(child) == "stop"]
        if stops:
            return [_stop(stop, style_of(stop)) for stop in stops]
        target = reference(current)
        if not target or target in seen:
            break
        seen.add(target)
        current = identified.get(target)
    return []


def _stop(stop: ElementTree.Element, style: ComputedStyle) -> tuple[float, RGBA]:
    text = style["stop-color"]
    color = style.current_color() if text.lower() == "currentcolor" else parse_color(text) or BLACK
    alpha = color[3] * fraction(style["stop-opacity"], 1.0)
    return fraction(stop.get("offset"), 0.0), (color[0], color[1], color[2], alpha)


def mean_color(stops: Sequence[tuple[float, RGBA]]) -> RGBA | None:
    """Return the mean colour of a gradient over 0..1, weighted by alpha; None if it is clear.

    stops: (offset, colour); colours run linearly between them.
    """
    if not stops:
        return None
    offsets = np.maximum.accumulate([offset for offset, _ in stops])
    colors = np.array([color for _, color in stops])
    premultiplied = colors * np.where(np.arange(4) < 3, colors[:, 3:], 1.0)
    knots = np.concatenate([[0.0], offsets, [1.0]])
    padded = np.concatenate([premultiplied[:1], premultiplied, premultiplied[-1:]])
    widths = np.diff(knots)[:, None]
    total = (widths * (padded[:-1] + padded[1:]) / 2.0).sum(axis=0)
    alpha = float(total[3])
    if alpha <= 0.0:
        return None
    red, green, blue = (min(float(value) / alpha, 1.0) for value in total[:3])
    return (red, green, blue, min(alpha, 1.0))
