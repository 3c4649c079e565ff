# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours in CSS notation, read as straight (not premultiplied) RGBA in 0..1."""

from __future__ import annotations

import colorsys
import re

from PIL import ImageColor

from engine.geometry.svg.lengths import PIXELS, fraction, length

RGBA = tuple[float, float, float, float]
BLACK: RGBA = (0.0, 0.0, 0.0, 1.0)

# A copy: Pillow replaces texts in its own table by tuples when a colour is first used.
_HEX_BY_NAME = {
    name: value if isinstance(value, str) else "#{:02x}{:02x}{:02x}".format(*value)
    for name, value in ImageColor.colormap.items()
}
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)$")


def parse_color(text: str) -> RGBA | None:
    """Return a colour, or None for text that isn't one (`none`, a gradient, a typing error)."""
    name = text.strip().lower()
    if name == "transparent":
        return (0.0, 0.0, 0.0, 0.0)
    name = _HEX_BY_NAME.get(name, name)
    if match := _HEX.match(name):
        return _from_hex(match[1])
    if match := _FUNCTION.match(name):
        parts = [part for part in re.split(r"[\s,/]+", match[2].strip()) if part]
        if len(parts) in (3, 4):
            return _from_function(match[1], parts)
    return None


def _from_hex(digits: str) -> RGBA:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, alpha = (int((digits + "ff")[k : k + 2], 16) / 255.0 for k in (0, 2, 4, 6))
    return (red, green, blue, alpha)


def _from_function(kind: str, parts: list[str]) -> RGBA | None:
    alpha = fraction(parts[3], 1.0) if len(parts) == 4 else 1.0
    if kind == "rgb":
        channels = [length(part, 255.0) for part in parts[:3]]
        red, green, blue = (min(max((value or 0.0) / 255.0, 0.0), 1.0) for value in channels)
        return None if None in channels else (red, green, blue, alpha)
    hue = length(parts[0].removesuffix("deg"), 360.0)
    if hue is None or any(unit in parts[0] for unit in PIXELS if unit):
        return None
    saturation, lightness = fraction(parts[1], 0.0), fraction(parts[2], 0.0)
    red, green, blue = colorsys.hls_to_rgb(hue / 360.0 % 1.0, lightness, saturation)
    return (red, green, blue, alpha)
