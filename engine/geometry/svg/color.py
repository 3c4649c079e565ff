# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours in CSS notation, read as straight (not premultiplied) RGBA in 0..1."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from PIL import ImageColor

from engine.geometry.svg.color_spaces import TO_SRGB, mixed, srgb
from engine.geometry.svg.lengths import NUMBER, angle, fraction

RGBA = tuple[float, float, float, float]
BLACK: RGBA = (0.0, 0.0, 0.0, 1.0)
CLEAR: RGBA = (0.0, 0.0, 0.0, 0.0)

# A copy: Pillow replaces texts in its own table by tuples when a colour is first used.
_HEX_BY_NAME = {
    name: value if isinstance(value, str) else "#{:02x}{:02x}{:02x}".format(*value)
    for name, value in ImageColor.colormap.items()
}
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$")
_FUNCTION = re.compile(r"([a-z-]+)\((.*)\)$", re.DOTALL)
_PART = re.compile(rf"({NUMBER})(%?)$")
_MIX = re.compile(r"in\s+([a-z0-9-]+)(?:\s+\w+\s+hue)?$")
_SHARE = re.compile(rf"^({NUMBER})%\s+|\s+({NUMBER})%$")
_OUTER_COMMA = re.compile(r",(?![^(]*\))")

#: Function -> what 100 % of each of its numbers is; None for a hue.
_WHOLE: Mapping[str, tuple[float | None, float | None, float | None]] = {
    "rgb": (255.0, 255.0, 255.0),
    "hsl": (None, 1.0, 1.0),
    "hwb": (None, 1.0, 1.0),
    "lab": (100.0, 125.0, 125.0),
    "lch": (100.0, 150.0, None),
    "oklab": (1.0, 0.4, 0.4),
    "oklch": (1.0, 0.4, None),
}


def parse_color(text: str) -> RGBA | None:
    """Return a colour, or None for text that isn't one (`none`, a gradient, a typing error)."""
    name = text.strip().lower()
    if name == "transparent":
        return CLEAR
    name = _HEX_BY_NAME.get(name, name)
    if match := _HEX.match(name):
        return _from_hex(match[1])
    match = _FUNCTION.match(name)
    if match is None:
        return None
    if match[1] == "light-dark":
        return parse_color(_OUTER_COMMA.split(match[2])[0])
    if match[1] == "color-mix":
        return _from_mix([part.strip() for part in _OUTER_COMMA.split(match[2])])
    kind = {"rgba": "rgb", "hsla": "hsl"}.get(match[1], match[1])
    parts = [part for part in re.split(r"[\s,/]+", match[2].strip()) if part]
    if kind == "color":
        return _from_space(parts)
    if kind == "rgb" and "," in match[2] and len({part[-1] == "%" for part in parts[:3]}) > 1:
        return None  # numbers and percentages don't mix in the old form
    return _from_function(kind, parts) if kind in _WHOLE and len(parts) in (3, 4) else None


def _from_hex(digits: str) -> RGBA:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, alpha = (int((digits + "ff")[k : k + 2], 16) / 255.0 for k in (0, 2, 4, 6))
    return (red, green, blue, alpha)


def _number(text: str, whole: float | None) -> float | None:
    """Return a part of a colour function; whole: what 100 % is, None for an angle."""
    if text == "none":
        return 0.0
    if whole is None:
        return angle(text)
    match = _PART.match(text)
    if match is None or not math.isfinite(float(match[1])):
        return None
    return float(match[1]) * (whole / 100.0 if match[2] else 1.0)


def _alpha(parts: Sequence[str]) -> float | None:
    if not parts:
        return 1.0
    return fraction(parts[0], 0.0) if parts[0] == "none" or _PART.match(parts[0]) else None


def _from_function(kind: str, parts: list[str]) -> RGBA | None:
    values = [_number(part, whole) for part, whole in zip(parts, _WHOLE[kind], strict=False)]
    alpha = _alpha(parts[3:])
    first, second, third = values
    if first is None or second is None or third is None or alpha is None:
        return None
    if kind == "rgb":
        return (*srgb("srgb", (first / 255.0, second / 255.0, third / 255.0)), alpha)
    if kind in ("hsl", "hwb"):
        # Numbers without a sign are percentages here (CSS Color 4, section 7).
        if not parts[1].endswith("%"):
            second /= 100.0
        if not parts[2].endswith("%"):
            third /= 100.0
        second, third = (min(max(value, 0.0), 1.0) for value in (second, third))
    if kind in ("lab", "lch", "oklab", "oklch"):
        first = min(max(first, 0.0), _WHOLE[kind][0] or 1.0)
    return (*srgb(kind, (first, second, third)), alpha)


def _from_space(parts: list[str]) -> RGBA | None:
    """Read the inside of `color(space r g b / alpha)`; missing numbers are 0."""
    if not parts or parts[0] not in TO_SRGB or parts[0] in _WHOLE or len(parts) > 5:
        return None
    values = [_number(part, 1.0) for part in parts[1:4]]
    alpha = _alpha(parts[4:])
    if alpha is None or None in values:
        return None
    first, second, third = [value or 0.0 for value in values] + [0.0] * (3 - len(values))
    return (*srgb(parts[0], (first, second, third)), alpha)


def _from_mix(parts: list[str]) -> RGBA | None:
    """Read the inside of `color-mix(in space, color share, color share)` (CSS Color 5)."""
    space = _MIX.match(parts[0])
    if space is None or len(parts) != 3:
        return None
    shares, colors = [], []
    for part in parts[1:]:
        found = _SHARE.search(part)
        shares.append(float(found[1] or found[2]) / 100.0 if found else None)
        colors.append(parse_color(_SHARE.sub("", part)))
    first, second = colors
    one, two = shares
    if one is None:
        one = 0.5 if two is None else 1.0 - two
    if two is None:
        two = 1.0 - one
    if first is None or second is None or one < 0.0 or two < 0.0 or one + two <= 0.0:
        return None
    share = two / (one + two)
    alpha = first[3] * (1.0 - share) + second[3] * share
    weight = second[3] * share / alpha if alpha > 0.0 else 0.0
    color = mixed(space[1], first[:3], second[:3], weight)
    return (*color, alpha * min(one + two, 1.0))
