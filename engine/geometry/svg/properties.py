# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties of CSS that are read from drawings: what they start as, and which values hold."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.geometry.svg.affine import parse_transform
from engine.geometry.svg.color import parse_color
from engine.geometry.svg.lengths import NUMBER, length

_ALPHA = re.compile(rf"{NUMBER}%?$")
_URL = re.compile(r"url\((?:[^()\"']|\"[^\"]*\"|'[^']*')*\)\s*(.*)$", re.DOTALL | re.IGNORECASE)
_PAINT_WORDS = ("none", "currentcolor", "context-fill", "context-stroke")
_DISPLAY_WORDS = (
    "inline", "block", "none", "contents", "list-item", "run-in", "flow-root", "inline-block",
    "flex", "inline-flex", "grid", "inline-grid", "compact", "marker", "table", "inline-table",
    "table-row-group", "table-header-group", "table-footer-group", "table-row", "table-cell",
    "table-column-group", "table-column", "table-caption",
)  # fmt: skip

#: Returns a value as it is kept, keywords in lower case; None for one that isn't valid.
Reader = Callable[[str], str | None]


def _one_of(*words: str) -> Reader:
    return lambda value: value.lower() if value.lower() in words else None


def _anything(value: str) -> str | None:
    return value.lower() if value.lower() == "none" else value or None


def _weight(value: str) -> str | None:
    word = value.lower()
    return word if word in ("normal", "bold", "bolder", "lighter") or word.isdigit() else None


def _alpha(value: str) -> str | None:
    return value if _ALPHA.match(value) else None


def _line_width(value: str) -> str | None:
    width = length(value, 1.0)
    return value if width is not None and width >= 0.0 else None


def _length(value: str) -> str | None:
    return value if length(value, 1.0) is not None else None


def _miter(value: str) -> str | None:
    return value if re.fullmatch(NUMBER, value) and 1.0 <= float(value) < math.inf else None


def _dashes(value: str) -> str | None:
    if value.lower() == "none":
        return "none"
    return value if all(_line_width(part) for part in re.split(r"[\s,]+", value)) else None


def _font_size(value: str) -> str | None:
    return value.lower() if value.lower() in FONT_SIZES else _line_width(value)


def _transform(value: str) -> str | None:
    return value if parse_transform(value, (1.0, 1.0)) is not None else None


def _step(name: str) -> Reader:
    """Return what reads the property that is one step of a transform: the step, or "none"."""

    def read(value: str) -> str | None:
        if value.lower() == "none":
            return "none"
        parts = value.split()
        if name == "rotate" and len(parts) == 2 and parts[0].lower() == "z":
            parts = parts[1:]
        step = f"{name}({','.join(parts[:2])})"
        good = 1 <= len(parts) <= (1 if name == "rotate" else 3)
        return step if good and parse_transform(step, (1.0, 1.0)) is not None else None

    return read


def _marker(value: str) -> str | None:
    return value.lower() if value.lower() == "none" else value if _URL.match(value) else None


def _paint_order(value: str) -> str | None:
    words = value.lower().split()
    if words == ["normal"]:
        return "fill stroke markers"
    layers = ["fill", "stroke", "markers"]
    if not words or len(set(words)) != len(words) or not set(words) <= set(layers):
        return None
    return " ".join(words + [layer for layer in layers if layer not in words])


def _color(value: str) -> str | None:
    if value.lower() == "currentcolor":
        return "currentcolor"
    return value if parse_color(value) else None


def _paint(value: str) -> str | None:
    if value.lower() in _PAINT_WORDS:
        return value.lower()
    if match := _URL.match(value):
        return value if not match[1] or _paint(match[1]) else None
    return value if parse_color(value) else None


@dataclass(frozen=True)
class Property:
    """A property of CSS that is read from drawings."""

    initial: str
    inherited: bool
    read: Reader


PROPERTIES: Mapping[str, Property] = {
    "background-color": Property("transparent", False, _color),
    "clip-rule": Property("nonzero", True, _one_of("nonzero", "evenodd")),
    "color": Property("black", True, _color),
    "fill": Property("black", True, _paint),
    "fill-opacity": Property("1", True, _alpha),
    "fill-rule": Property("nonzero", True, _one_of("nonzero", "evenodd")),
    "font-family": Property("", True, _anything),
    "font-size": Property("16px", True, _font_size),
    "font-style": Property("normal", True, _one_of("normal", "italic", "oblique")),
    "font-weight": Property("normal", True, _weight),
    "letter-spacing": Property("normal", True, _anything),
    "marker-end": Property("none", True, _marker),
    "marker-mid": Property("none", True, _marker),
    "marker-start": Property("none", True, _marker),
    "paint-order": Property("fill stroke markers", True, _paint_order),
    "stroke": Property("none", True, _paint),
    "stroke-dasharray": Property("none", True, _dashes),
    "stroke-dashoffset": Property("0", True, _length),
    "stroke-linecap": Property("butt", True, _one_of("butt", "round", "square")),
    "stroke-linejoin": Property(
        "miter", True, _one_of("miter", "miter-clip", "round", "bevel", "arcs")
    ),
    "stroke-miterlimit": Property("4", True, _miter),
    "stroke-opacity": Property("1", True, _alpha),
    "stroke-width": Property("1", True, _line_width),
    "visibility": Property("visible", True, _one_of("visible", "hidden", "collapse")),
    "clip-path": Property("none", False, _anything),
    "display": Property("inline", False, _one_of(*_DISPLAY_WORDS)),
    "filter": Property("none", False, _anything),
    "mask": Property("none", False, _anything),
    "mask-type": Property("luminance", False, _one_of("luminance", "alpha")),
    "mix-blend-mode": Property("normal", False, _anything),
    "opacity": Property("1", False, _alpha),
    # "" where nothing is said: then it depends on the element.
    "overflow": Property("", False, _one_of("visible", "hidden", "scroll", "auto", "clip")),
    "stop-color": Property("black", False, _color),
    "stop-opacity": Property("1", False, _alpha),
    "text-anchor": Property("start", True, _one_of("start", "middle", "end")),
    "rotate": Property("none", False, _step("rotate")),
    "scale": Property("none", False, _step("scale")),
    "transform": Property("none", False, _transform),
    "transform-box": Property(
        "view-box",
        False,
        _one_of("view-box", "fill-box", "stroke-box", "content-box", "border-box"),
    ),
    "transform-origin": Property("0 0", False, _anything),
    "translate": Property("none", False, _step("translate")),
    "vector-effect": Property(
        "none",
        False,
        _one_of("none", "non-scaling-stroke", "non-scaling-size", "non-rotation", "fixed-position"),
    ),
}
#: The properties that are attributes, too; those left out mean something else as attributes.
ATTRIBUTES = frozenset(PROPERTIES) - {"rotate", "scale", "translate"}
SHORTHANDS: Mapping[str, tuple[str, ...]] = {
    "background": ("background-color",),
    "marker": ("marker-start", "marker-mid", "marker-end"),
}
#: CSS Fonts 4, section 2.5; relative words are in em.
FONT_SIZES: Mapping[str, str] = {
    "xx-small": "9px", "x-small": "10px", "small": "13px", "medium": "16px", "large": "18px",
    "x-large": "24px", "xx-large": "32px", "smaller": "0.8333em", "larger": "1.2em",
}  # fmt: skip
