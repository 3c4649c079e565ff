# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers and lengths in the notation of SVG."""

from __future__ import annotations

import math
import re

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBER = re.compile(NUMBER)
_LENGTH = re.compile(rf"\s*({NUMBER})\s*([a-zA-Z]*|%)\s*$")

# CSS: 96 px an inch; em and ex for a font of 16 px.
PIXELS: dict[str, float] = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96.0 / 2.54,
    "mm": 96.0 / 25.4,
    "q": 96.0 / 101.6,
    "pt": 96.0 / 72.0,
    "pc": 16.0,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
}


def numbers(text: str) -> list[float]:
    """Return all finite numbers in `text`, whatever separates them."""
    return [value for value in map(float, _NUMBER.findall(text)) if math.isfinite(value)]


def length(text: str | None, hundred_percent: float) -> float | None:
    """Return a length in pixels, or None for an absent, `auto` or unreadable one."""
    match = _LENGTH.match(text or "")
    if match is None:
        return None
    value, unit = float(match[1]), match[2].lower()
    if not math.isfinite(value):
        return None
    if unit == "%":
        return value / 100.0 * hundred_percent
    return value * PIXELS[unit] if unit in PIXELS else None


def fraction(text: str | None, default: float) -> float:
    """Return a number or percentage as 0..1, as opacities are written."""
    value = length(text, 1.0)
    return default if value is None else min(max(value, 0.0), 1.0)
