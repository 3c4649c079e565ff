# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, lengths and angles in the notation of SVG and CSS."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from engine.geometry.svg.calculation import calculated

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBER = re.compile(NUMBER)
_LENGTH = re.compile(rf"\s*({NUMBER})\s*([a-zA-Z]*|%)\s*$")

# CSS: 96 px an inch.
PIXELS: dict[str, float] = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96.0 / 2.54,
    "mm": 96.0 / 25.4,
    "q": 96.0 / 101.6,
    "pt": 96.0 / 72.0,
    "pc": 16.0,
}
#: Units of the font's size, in it. The width of x and 0 is half of it in most fonts.
FONT_UNITS = {"em": 1.0, "ex": 0.5, "ch": 0.5, "rem": 1.0}
#: Units of which 100 are a side of the page: its width and height, the smaller and larger one.
PAGE_UNITS: dict[str, Callable[[tuple[float, float]], float]] = {
    "vw": lambda page: page[0],
    "vh": lambda page: page[1],
    "vmin": min,
    "vmax": max,
}
DEGREES = {"": 1.0, "deg": 1.0, "grad": 0.9, "rad": 180.0 / math.pi, "turn": 360.0}


class Fonts(NamedTuple):
    """What lengths may refer to, in pixels.

    Attributes:
        own, root: sizes of the element's font, and of the outermost element's.
        page: width and height of the outermost page.
    """

    own: float = 16.0
    root: float = 16.0
    page: tuple[float, float] = (300.0, 150.0)


USUAL_FONTS = Fonts()


def numbers(text: str) -> list[float]:
    """Return all finite numbers in `text`, whatever separates them."""
    return [value for value in map(float, _NUMBER.findall(text)) if math.isfinite(value)]


def length(text: str | None, hundred_percent: float, fonts: Fonts = USUAL_FONTS) -> float | None:
    """Return a length in pixels, or None for an absent, `auto` or unreadable one."""
    match = _LENGTH.match(text or "")
    if match is None:
        if text is None or "calc(" not in text.lower():
            return None
        value = calculated(text.strip().lower(), lambda part: length(part, hundred_percent, fonts))
        return value if value is not None and math.isfinite(value) else None
    value, unit = float(match[1]), match[2].lower()
    if not math.isfinite(value):
        return None
    if unit in PAGE_UNITS:
        return value / 100.0 * PAGE_UNITS[unit](fonts.page)
    if unit == "%":
        return value / 100.0 * hundred_percent
    if unit in FONT_UNITS:
        return value * FONT_UNITS[unit] * (fonts.root if unit == "rem" else fonts.own)
    return value * PIXELS[unit] if unit in PIXELS else None


def angle(text: str | None) -> float | None:
    """Return an angle in degrees, or None for an absent or unreadable one."""
    match = _LENGTH.match(text or "")
    if match is None or match[2].lower() not in DEGREES:
        return None
    value = float(match[1]) * DEGREES[match[2].lower()]
    return value if math.isfinite(value) else None


def fraction(text: str | None, default: float) -> float:
    """Return a number or percentage as 0..1, as opacities are written."""
    value = length(text, 1.0)
    return default if value is None else min(max(value, 0.0), 1.0)
