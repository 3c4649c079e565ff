# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An animation as one SVG file that moves by itself in a browser (SMIL, no script)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.arrays import Array
from addon.contract.drawing import MITER, NONZERO, Drawing
from addon.contract.errors import BadInput
from engine.render.svg_paths import Precision, number_text, path_data
from engine.runtime.arrays import numpy_of

SMALLEST_SHOWN = 16  # a smaller canvas, such as one in inches, is shown at SHOWN_SIDE
SHOWN_SIDE = 512


@dataclass(frozen=True)
class _Outline:
    """One stroke as SVG: `d` in every frame."""

    d: tuple[str, ...]
    color: NDArray[np.float32]
    fill: NDArray[np.float32]
    width: float
    opacity: float
    path: int
    look: str
    rule: str


@dataclass(frozen=True)
class SvgTiming:
    """How an SVG runs through its frames.

    Attributes:
        seconds: of one round.
        loop: glide from the last frame to the first.
        discrete: show frames one after the other, without gliding.
    """

    seconds: float
    loop: bool
    discrete: bool


def write_animated_svg(
    drawing: Drawing,
    positions: NDArray[np.float32],
    path: str | Path,
    fps: float | tuple[int, int],
    loop: bool = False,
    *,
    discrete: bool = False,
) -> None:
    """Write an SVG in which the outline of every moving stroke runs through its frames, endlessly.

    positions: [F, P, 2], canvas pixels, (x, y). loop: interpolate from the last frame to the first
    instead of jumping. discrete: show frames as drawn, one after the other (animation on twos or
    threes), instead of interpolating. Coordinates are rounded to 0.1 pixels, polylines simplified
    (0.15 pixels), and finer on a small canvas (`Precision`); as a stroke has one width and one
    opacity in SVG, the means over its points are used. Raises BadInput for positions of the wrong
    shape or not finite, and for a frame rate that is not positive.
    """
    rate = fps[0] / fps[1] if isinstance(fps, tuple) and fps[1] else fps
    if isinstance(rate, tuple) or not rate > 0:
        raise BadInput("An animation cannot be shown at {fps} frames per second.", fps=fps)
    shape = (drawing.point_count, 2)
    if positions.ndim != 3 or positions.shape[1:] != shape or not len(positions):
        raise BadInput("Positions of shape {shape} don't fit this drawing.", shape=positions.shape)
    if not np.isfinite(positions).all():
        raise BadInput("The animation contains positions that are not numbers.")
    clock = SvgTiming(len(positions) / rate, loop, discrete)
    write_svg(path, drawing.canvas, svg_elements(drawing, positions, clock))


def write_svg(path: str | Path, canvas: tuple[float, float], elements: Iterable[str]) -> None:
    """Write elements as an SVG file with a canvas."""
    head = '<g fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round">'
    lines = [_head(canvas), head, *elements, "</g></svg>"]
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def svg_elements(
    drawing: Drawing, positions: NDArray[np.float32], clock: SvgTiming
) -> Iterator[str]:
    """Yield the elements of a drawing, positions [F, P, 2], in painting order."""
    precision = Precision.of(drawing.canvas)
    outlines = list(_outlines(drawing, positions.astype(np.float64), precision))
    return _elements(outlines, clock, precision.digits + 1)


def _head(canvas: tuple[float, float]) -> str:
    """Return the root's tag; a canvas of less than SMALLEST_SHOWN pixels is shown larger."""
    width, height = canvas
    shown = 1.0 if max(canvas) >= SMALLEST_SHOWN else SHOWN_SIDE / max(canvas)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.9g} {height:.9g}" '
        f'width="{width * shown:.9g}" height="{height * shown:.9g}">'
    )


def _outlines(
    drawing: Drawing, positions: NDArray[np.float64], precision: Precision
) -> Iterator[_Outline]:
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    strokes = np.flatnonzero(np.diff(offsets))
    widths, opacities = (_means(v, offsets) for v in (drawing.widths, drawing.opacities))
    colors, fills = numpy_of(drawing.colors), numpy_of(drawing.fills)
    paths = numpy_of(drawing.paths).tolist()
    data = path_data(drawing, positions, precision)
    for s, d in zip(strokes.tolist(), data, strict=True):
        yield _Outline(
            d,
            colors[s],
            fills[s],
            widths[s],
            opacities[s],
            paths[s],
            _look(drawing, s),
            "nonzero" if drawing.fill_rules.data[s] == NONZERO else "evenodd",
        )


def _means(values: Array, offsets: NDArray[np.int64]) -> list[float]:
    """Return the mean of values [P] over the points of each stroke; 0 where it has none."""
    total = np.concatenate([[0.0], np.cumsum(numpy_of(values).astype(np.float64))])[offsets]
    means: list[float] = (np.diff(total) / np.maximum(np.diff(offsets), 1)).tolist()
    return means


def _look(drawing: Drawing, stroke: int) -> str:
    """Return the attributes of a stroke's ends and corners, where they aren't round."""
    cap, join = drawing.caps.data[stroke], drawing.joins.data[stroke]
    text = ("", ' stroke-linecap="butt"', ' stroke-linecap="square"')[cap]
    text += ("", ' stroke-linejoin="miter"', ' stroke-linejoin="bevel"')[join]
    limit = drawing.miters.data[stroke]
    return text + (f' stroke-miterlimit="{limit:g}"' if join == MITER and limit != 4.0 else "")


def _elements(outlines: list[_Outline], clock: SvgTiming, digits: int) -> Iterator[str]:
    """Yield the SVG elements in painting order: a path's fill just before its first stroke.

    digits: of widths, after the point.
    """
    unpainted: dict[int, list[_Outline]] = {}
    for outline in outlines:
        unpainted.setdefault(outline.path, []).append(outline)
    for outline in outlines:
        parts = unpainted.pop(outline.path, None)
        if parts:
            color = next((o.fill for o in parts if o.fill[3] > 0), None)
            if color is not None:
                whole = parts[0].d if len(parts) == 1 else _joined(parts)
                style = f'{_paint("fill", color, 1.0)} fill-rule="{parts[0].rule}" stroke="none"'
                yield _element(whole, style, clock)
        if outline.width > 0 and outline.color[3] * outline.opacity > 0:
            style = f'stroke-width="{number_text(outline.width, digits)}"{outline.look}'
            ink = _paint("stroke", outline.color, outline.opacity)
            yield _element(
                outline.d, style if ink == 'stroke="#000000"' else f"{style} {ink}", clock
            )


def _joined(parts: list[_Outline]) -> tuple[str, ...]:
    """Return several outlines as one `d` in every frame; those at rest have a single one."""
    frames = max(len(o.d) for o in parts)
    return tuple("".join(o.d[min(f, len(o.d) - 1)] for o in parts) for f in range(frames))


def _element(d: tuple[str, ...], style: str, clock: SvgTiming) -> str:
    if len(set(d)) == 1:
        return f'<path d="{d[0]}" {style}/>'
    times = ""
    values: Iterable[str]
    if clock.discrete:
        # Held frames are written once.
        fresh = [f for f in range(len(d)) if f == 0 or d[f] != d[f - 1]]
        values = [d[f] for f in fresh]
        times = (
            f' calcMode="discrete" keyTimes="{";".join(number_text(f / len(d), 5) for f in fresh)}"'
        )
    else:
        values = (*d, d[0] if clock.loop else d[-1])
    return (
        f'<path d="{d[0]}" {style}><animate attributeName="d" '
        f'dur="{number_text(clock.seconds, 4)}s" repeatCount="indefinite"{times} '
        f'values="{";".join(values)}"/></path>'
    )


def _paint(attribute: str, color: NDArray[np.float32], opacity: float) -> str:
    red, green, blue = (round(float(v) * 255) for v in np.clip(color[:3], 0, 1))
    alpha = float(color[3]) * opacity
    seen = f' {attribute}-opacity="{number_text(alpha, 3)}"' if alpha < 0.9995 else ""
    return f'{attribute}="#{red:02x}{green:02x}{blue:02x}"{seen}'
