# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as Lottie (Lottie Animation Community specification 1.0): layers of shapes with keys.

Strokes that a bone carries stiffly share a layer, and the layer has a few keys for its place and
its rotation. All others are paths with keys of their own. Keys are left out where gliding from the
one before to the one after shows the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import NONZERO, Drawing
from engine.render.animated_svg import SHOWN_SIDE, SMALLEST_SHOWN
from engine.render.clip import ClipRun, DrawnClip
from engine.render.export import rate_of
from engine.render.flatten import chain
from engine.render.lottie_keys import Timing, keyed
from engine.render.stiff_motion import StiffMotion, stiff_motion
from engine.render.svg_paths import needed_points, without_straight_curves
from engine.runtime.arrays import numpy_of

TOLERANCE = 0.35  # pixels of a picture of 512, by which a line may lie elsewhere
_DIGITS = 2  # of coordinates; Lottie's canvas is at least SMALLEST_SHOWN
_CAPS = (2, 1, 3)  # of round, butt and square ends
_JOINS = (2, 1, 3)  # of round, mitred and bevelled corners

Floats = NDArray[np.float64]
Shape = dict[str, object]


@dataclass(frozen=True)
class _Item:
    """One thing that is painted: a stroke's line, or the fill of a path.

    Attributes:
        strokes: numbers of the strokes.
        fills: paint the inside, not the line.
    """

    strokes: tuple[int, ...]
    fills: bool


@dataclass
class _Layer:
    """Items that are painted after each other and move alike; motion: None where they deform."""

    motion: StiffMotion | None
    items: list[_Item]


def write_lottie(clip: DrawnClip, path: str | Path) -> None:
    """Write a clip as a Lottie file."""
    scale = 1.0 if max(clip.canvas) >= SMALLEST_SHOWN else SHOWN_SIDE / max(clip.canvas)
    width, height = (max(1, round(side * scale)) for side in clip.canvas)
    layers: list[Shape] = []
    start = 0
    for run in clip.runs:
        stop = start + len(run.positions)
        closes = clip.loop and len(clip.runs) == 1
        timing = Timing(start, stop, clip.frame_count, closes=closes, holds=clip.discrete)
        layers += _RunWriter(run, timing, scale, TOLERANCE * max(width, height) / 512).layers()
        start = stop
    for number, layer in enumerate(reversed(layers), 1):
        layer["ind"] = number
    value = {
        "v": "5.9.0",
        "fr": float(rate_of(clip.fps)),
        "ip": 0,
        "op": clip.frame_count,
        "w": width,
        "h": height,
        "nm": "Sketch Motion",
        "ddd": 0,
        "assets": [],
        "layers": layers[::-1],  # the topmost comes first
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    Path(path).write_text(text + "\n", encoding="utf-8", newline="\n")


class _RunWriter:
    """Writes the layers of one run, the lowest first."""

    def __init__(self, run: ClipRun, timing: Timing, scale: float, tolerance: float) -> None:
        self._drawing, self._timing, self._tolerance = run.drawing, timing, tolerance
        self._scale = scale
        self._points = run.positions.astype(np.float64) * scale
        self._offsets = numpy_of(run.drawing.stroke_offsets).tolist()
        self._names = run.drawing.object_names

    def layers(self) -> list[Shape]:
        """Return the layers in painting order."""
        found: list[_Layer] = []
        for item in _items(self._drawing):
            points = np.concatenate([self._of(stroke) for stroke in item.strokes], 1)
            last = found[-1] if found else None
            if last and last.motion and last.motion.carries(points, self._tolerance):
                last.items.append(item)
                continue
            motion = stiff_motion(points, self._tolerance)
            if motion is None and last and last.motion is None:
                last.items.append(item)
            else:
                found.append(_Layer(motion, [item]))
        return [self._layer(layer) for layer in found]

    def _of(self, stroke: int) -> Floats:
        return self._points[:, self._offsets[stroke] : self._offsets[stroke + 1]]

    def _layer(self, layer: _Layer) -> Shape:
        stiff, timing = layer.motion, self._timing
        centre, place, angle = [0.0, 0.0], np.zeros((1, 2)), np.zeros((1, 1))
        if stiff is not None:
            centre = np.round(stiff.places[0], _DIGITS).tolist()
            place, angle = stiff.places, np.degrees(stiff.angles)[:, None]
        reach = stiff.reach if stiff is not None else 1.0
        turn = np.degrees(self._tolerance / max(reach, self._tolerance))
        item = layer.items[0].strokes[0]
        owner = int(numpy_of(self._drawing.objects)[item])
        return {
            "ddd": 0,
            "ind": 0,
            "ty": 4,
            "nm": self._names[owner] if owner >= 0 else "background",
            "sr": 1,
            "ks": {
                "o": {"a": 0, "k": 100},
                "r": keyed(angle, timing, turn, lambda v: round(float(v[0]), 3)),
                "p": keyed(place, timing, self._tolerance, _corner),
                "a": {"a": 0, "k": [*centre, 0]},
                "s": {"a": 0, "k": [100, 100, 100]},
            },
            "ao": 0,
            "shapes": [self._group(item, stiff is not None) for item in layer.items[::-1]],
            "ip": timing.start,
            "op": timing.stop,
            "st": 0,
            "bm": 0,
        }

    def _group(self, item: _Item, rests: bool) -> Shape:
        """Return an item as a group of shapes; rests: its layer moves it."""
        paths = [self._path(stroke, rests) for stroke in item.strokes]
        paint = self._fill(item) if item.fills else self._line(item.strokes[0])
        still = {
            "ty": "tr",
            "p": {"a": 0, "k": [0, 0]},
            "a": {"a": 0, "k": [0, 0]},
            "s": {"a": 0, "k": [100, 100]},
            "r": {"a": 0, "k": 0},
            "o": {"a": 0, "k": 100},
        }
        return {"ty": "gr", "nm": "fill" if item.fills else "line", "it": [*paths, paint, still]}

    def _path(self, stroke: int, rests: bool) -> Shape:
        drawing = self._drawing
        points = self._of(stroke)[:1] if rests else self._of(stroke)
        cyclic = bool(numpy_of(drawing.cyclic)[stroke])
        cubic = bool(numpy_of(drawing.curve_types)[stroke] == 1)
        points, cubic = without_straight_curves(points, cubic, cyclic, self._tolerance / 2)
        # [F, n, 3, 2]: each vertex with its tangents, relative to it.
        knots = (
            _cubic_knots(points, cyclic)
            if cubic and points.shape[1] > 2
            else _corners(points, self._tolerance / 2)
        )

        def bezier(value: Floats) -> Shape:
            rows = np.round(value.reshape(-1, 3, 2), _DIGITS)
            names = zip(("v", "i", "o"), rows.swapaxes(0, 1).tolist(), strict=True)
            return {"c": cyclic, **dict(names)}

        flat = knots.reshape(len(knots), -1)
        return {"ty": "sh", "ks": keyed(flat, self._timing, self._tolerance, bezier)}

    def _line(self, stroke: int) -> Shape:
        chosen = slice(self._offsets[stroke], self._offsets[stroke + 1])
        width = float(numpy_of(self._drawing.widths)[chosen].mean()) * self._scale
        opacity = float(numpy_of(self._drawing.opacities)[chosen].mean())
        color = numpy_of(self._drawing.colors)[stroke]
        return {
            "ty": "st",
            **_paint(color, opacity),
            "w": {"a": 0, "k": round(width, 3)},
            "lc": _CAPS[int(numpy_of(self._drawing.caps)[stroke])],
            "lj": _JOINS[int(numpy_of(self._drawing.joins)[stroke])],
            "ml": float(numpy_of(self._drawing.miters)[stroke]),
        }

    def _fill(self, item: _Item) -> Shape:
        fills = numpy_of(self._drawing.fills)[list(item.strokes)]
        nonzero = int(numpy_of(self._drawing.fill_rules)[item.strokes[0]]) == NONZERO
        return {"ty": "fl", **_paint(fills[fills[:, 3] > 0][0], 1.0), "r": 1 if nonzero else 2}


def _items(drawing: Drawing) -> Iterator[_Item]:
    """Yield what is painted, in order: a path's fill just before its first stroke."""
    offsets = numpy_of(drawing.stroke_offsets).tolist()
    paths, fills = numpy_of(drawing.paths), numpy_of(drawing.fills)
    colors, widths = numpy_of(drawing.colors), numpy_of(drawing.widths)
    opacities = numpy_of(drawing.opacities)
    unfilled: dict[int, list[int]] = {}
    for stroke, (start, stop) in enumerate(pairwise(offsets)):
        if start < stop:
            unfilled.setdefault(int(paths[stroke]), []).append(stroke)
    for stroke, (start, stop) in enumerate(pairwise(offsets)):
        if start == stop:
            continue
        parts = unfilled.pop(int(paths[stroke]), None)
        if parts and (fills[parts, 3] > 0).any():
            yield _Item(tuple(parts), True)
        seen = colors[stroke, 3] * opacities[start:stop].mean() * widths[start:stop].mean()
        if seen > 0:
            yield _Item((stroke,), False)


def _paint(color: NDArray[np.float32], opacity: float) -> Shape:
    rgb = [round(float(value), 4) for value in np.clip(color[:3], 0, 1)]
    seen = round(100 * float(color[3]) * opacity, 2)
    return {"c": {"a": 0, "k": [*rgb, 1]}, "o": {"a": 0, "k": seen}}


def _corner(value: Floats) -> list[float]:
    return [*np.round(value, _DIGITS).tolist(), 0]


def _corners(points: Floats, tolerance: float) -> Floats:
    """Return a polyline [F, n, 2] as knots without tangents, those that are needed."""
    vertices = points[:, needed_points(points, tolerance)]
    if vertices.shape[1] == 1:  # a dot: some players draw no path of one point
        vertices = np.concatenate([vertices, vertices + np.array([0.01, 0.0])], 1)
    return np.stack([vertices, 0 * vertices, 0 * vertices], 2)


def _cubic_knots(points: Floats, cyclic: bool) -> Floats:
    """Return a chain of cubics [F, P, 2] as knots [F, n, 3, 2]."""
    curves = points[:, chain(points.shape[1], cyclic)]
    vertices = curves[:, :, 0]
    out = curves[:, :, 1] - vertices
    into = np.roll(curves[:, :, 2] - curves[:, :, 3], 1, 1)
    if not cyclic:
        vertices = np.concatenate([vertices, curves[:, -1:, 3]], 1)
        out = np.concatenate([out, np.zeros_like(out[:, :1])], 1)
        last = into[:, :1].copy()
        into[:, :1] = 0.0
        into = np.concatenate([into, last], 1)
    return np.stack([vertices, into, out], 2)
