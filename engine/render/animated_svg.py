# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An animation as one SVG file that moves by itself in a browser (SMIL, no script)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import MITER, NONZERO, Drawing
from addon.contract.errors import BadInput
from engine.render.flatten import chain
from engine.runtime.arrays import numpy_of

SIMPLER = 0.15  # pixels by which a polyline may change when points are left out
TENTHS_SIDE = 256  # longest side of a canvas from which on a tenth of a pixel is enough
SMALLEST_SHOWN = 16  # a smaller canvas, such as one in inches, is shown at SHOWN_SIDE
SHOWN_SIDE = 512
_KEPT_TEXTS = 1 << 16


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
class Precision:
    """How exactly coordinates are written.

    Attributes:
        digits: after the point.
        simpler: canvas pixels by which a polyline may change when points are left out.
    """

    digits: int = 1
    simpler: float = SIMPLER

    @classmethod
    def of(cls, canvas: tuple[float, float]) -> Precision:
        """Return what a canvas of any size needs, also one from 0 to 1 or of 0.001."""
        side = max(canvas)
        finer = max(0, math.ceil(math.log10(TENTHS_SIDE / side)))
        return cls(1 + finer, SIMPLER * min(1.0, side / TENTHS_SIDE))


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
    widths, opacities = numpy_of(drawing.widths), numpy_of(drawing.opacities)
    colors, fills = numpy_of(drawing.colors), numpy_of(drawing.fills)
    cubic, cyclic = numpy_of(drawing.curve_types) == 1, numpy_of(drawing.cyclic) != 0
    paths = numpy_of(drawing.paths)
    for s, (start, stop) in enumerate(pairwise(numpy_of(drawing.stroke_offsets).tolist())):
        if start == stop:
            continue
        points = positions[:, start:stop]
        if (points == points[:1]).all():
            points = points[:1]
        yield _Outline(
            path_data(points, bool(cubic[s]), bool(cyclic[s]), precision),
            colors[s],
            fills[s],
            float(widths[start:stop].mean()),
            float(opacities[start:stop].mean()),
            int(paths[s]),
            _look(drawing, s),
            "nonzero" if drawing.fill_rules.data[s] == NONZERO else "evenodd",
        )


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
                frames = max(len(o.d) for o in parts)
                whole = tuple(
                    "".join(o.d[min(f, len(o.d) - 1)] for o in parts) for f in range(frames)
                )
                style = f'{_paint("fill", color, 1.0)} fill-rule="{parts[0].rule}" stroke="none"'
                yield _element(whole, style, clock)
        if outline.width > 0 and outline.color[3] * outline.opacity > 0:
            style = f'stroke-width="{number_text(outline.width, digits)}"{outline.look}'
            ink = _paint("stroke", outline.color, outline.opacity)
            yield _element(
                outline.d, style if ink == 'stroke="#000000"' else f"{style} {ink}", clock
            )


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


def path_data(
    points: NDArray[np.float64], cubic: bool, cyclic: bool, precision: Precision
) -> tuple[str, ...]:
    """Return the path data of points [F, n, 2] in every frame, in relative coordinates.

    The commands are the same in each frame, as SVG needs them to interpolate.
    """
    points, cubic = without_straight_curves(points, cubic, cyclic, precision.simpler)
    count, digits = points.shape[1], precision.digits
    if cubic and count > 2:
        order = chain(count, cyclic)
        order = np.concatenate([order[0, :1], order[:, 1:].reshape(-1)])
        stride, command = 3, "c"
    else:
        order = needed_points(points, precision.simpler)
        stride, command = 1, "l"
    close = "z" if cyclic else ""
    # Rounded before the differences are taken, so that errors don't add up along the stroke.
    rounded = np.round(points[:, order] * 10**digits).astype(np.int64)
    steps = np.diff(rounded, axis=1)
    if stride == 3:
        # Control points count from the start of their curve, not from each other.
        steps = steps.reshape(len(steps), -1, 3, 2).cumsum(2).reshape(steps.shape)
    return tuple(
        f"M{_list(first.tolist(), digits)}"
        f"{command + _list(rest.tolist(), digits) if len(rest) else 'h0'}{close}"
        for first, rest in zip(rounded[:, 0], steps.reshape(len(steps), -1), strict=True)
    )


def without_straight_curves(
    points: NDArray[np.float64], cubic: bool, cyclic: bool, simpler: float
) -> tuple[NDArray[np.float64], bool]:
    """Return a stroke [F, n, 2] as a polyline where all its curves are straight lines.

    Return also whether it still is a chain of cubics. A curve is straight where its handles lie
    within `simpler` of the thirds of its chord in all frames, as those of imported lines do.
    """
    count = points.shape[1]
    if not cubic or count < 3:
        return points, cubic
    start, first, second, end = points[:, chain(count, cyclic)].transpose(2, 0, 1, 3)
    third = (end - start) / 3
    off = np.maximum(np.abs(first - start - third), np.abs(end - third - second))
    if off.max(initial=0.0) > simpler:
        return points, cubic
    return points[:, ::3], False


def needed_points(points: NDArray[np.float64], simpler: float = SIMPLER) -> NDArray[np.int64]:
    """Return the points of a polyline [F, n, 2] that keep it within `simpler` in all frames.

    The method is Douglas and Peucker's (1973).
    """
    count = points.shape[1]
    needed = np.zeros(count, bool)
    needed[[0, -1]] = True
    open_spans = [(0, count - 1)]
    while open_spans:
        start, stop = open_spans.pop()
        if stop - start < 2:
            continue
        first, chord = points[:, start, None], points[:, stop, None] - points[:, start, None]
        arms = points[:, start + 1 : stop] - first
        square = np.maximum((chord * chord).sum(-1), 1e-30)
        t = np.clip((arms * chord).sum(-1) / square, 0, 1)
        distance = np.linalg.norm(arms - t[..., None] * chord, axis=-1).max(0)
        farthest = int(distance.argmax())
        if distance[farthest] > simpler:
            middle = start + 1 + farthest
            needed[middle] = True
            open_spans += [(start, middle), (middle, stop)]
    return np.flatnonzero(needed)


def _list(units: list[int], digits: int) -> str:
    """Write numbers given in units of the last digit as short as SVG allows: "1.5-.2 3"."""
    return "".join(map(_texts(digits).__getitem__, units)).lstrip(" ")


class _Texts(dict[int, str]):
    """Numbers with what parts them from the one before: a space, or their minus.

    Most steps are short, and the same again and again.
    """

    def __init__(self, digits: int) -> None:
        self.digits = digits

    def __missing__(self, units: int) -> str:
        number = number_text(units / 10**self.digits, self.digits)
        text = number if number[0] == "-" else f" {number}"
        if len(self) < _KEPT_TEXTS:
            self[units] = text
        return text


@lru_cache(maxsize=16)
def _texts(digits: int) -> _Texts:
    return _Texts(digits)


def number_text(value: float, digits: int) -> str:
    """Write a number as short as SVG allows, with at most so many digits after the point."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _paint(attribute: str, color: NDArray[np.float32], opacity: float) -> str:
    red, green, blue = (round(float(v) * 255) for v in np.clip(color[:3], 0, 1))
    alpha = float(color[3]) * opacity
    seen = f' {attribute}-opacity="{number_text(alpha, 3)}"' if alpha < 0.9995 else ""
    return f'{attribute}="#{red:02x}{green:02x}{blue:02x}"{seen}'
