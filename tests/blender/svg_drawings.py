# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The project's own SVG drawings as Grease Pencil, for tests without an SVG library."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from addon.blender.grease_pencil import attributes
from tests.blender import scenes

FOLDER = Path(__file__).resolve().parents[1] / "drawings" / "rigs" / "first"
UNIT = 0.01  # metres for each unit of the file
PER_CUBIC = 8  # points along each cubic


def svg_pencil(name: str) -> Any:
    """Return a Grease Pencil object in the front plane with the strokes of first/NAME.svg.

    The files hold nothing but paths of one M and any number of C.
    """
    item = scenes.pencil(name)
    draw_open(item.data.layers.new("Lines"), svg_strokes(name))
    bpy.context.view_layer.update()
    return item


def svg_curves(name: str) -> Any:
    """Return the same drawing as Bezier curves with free handles, as Blender imports an SVG."""
    item = scenes.pencil(f"{name} curves")
    drawing = item.data.layers.new("Lines").frames.new(1).drawing
    strokes = [_controls(path) for path in _paths(name)]
    counts = [(len(numbers) + 2) // 3 for numbers in strokes]
    drawing.add_strokes(counts)
    drawing.set_types(type="BEZIER", indices=list(range(len(counts))))
    places = [np.concatenate([n[:1], n, n[-1:]]).reshape(-1, 3, 2) for n in strokes]
    flat = np.concatenate(places) * UNIT
    columns = np.stack([flat[..., 0], np.zeros(flat.shape[:2]), -flat[..., 1]], axis=-1)
    for column, key in enumerate(("handle_left", "position", "handle_right")):
        attributes.write(drawing, key, "FLOAT_VECTOR", "POINT", columns[:, column])
    for key in ("handle_type_left", "handle_type_right"):
        attributes.write(drawing, key, "INT8", "POINT", np.zeros(len(flat)))
    radius = np.linspace(0.01, 0.03, len(flat))
    attributes.write(drawing, "radius", "FLOAT", "POINT", radius)
    attributes.write(drawing, "identity", "INT", "CURVE", 100 + np.arange(len(counts)))
    drawing.tag_positions_changed()
    bpy.context.view_layer.update()
    return item


def farm() -> Any:
    """Return a drawing of two horses and a car, which are objects, and of water that flows.

    The list of objects has to be registered.
    """
    item = scenes.pencil("farm")
    horse, car, pony = (
        svg_strokes(name, scale, right)
        for name, scale, right in (("horse", 1.0, 0.0), ("car", 0.8, 3.0), ("horse", 0.7, 6.0))
    )
    along = np.linspace(0.0, 8.0, 60)
    wave = np.stack([along, 0.0 * along, 0.1 * np.sin(4.0 * along) - 2.8], axis=1)
    draw_open(item.data.layers.new("Lines"), [*horse, *car, *pony])
    draw_open(item.data.layers.new("Back"), [wave.astype(np.float32), wave[::6] - [0, 0, 0.4]])
    owners = [[0] * len(horse) + [1] * len(car) + [2] * len(pony), [3, -1]]
    scenes.assign(item, owners, ["horse", "car", "pony", "water"])
    bpy.context.view_layer.update()
    return item


def draw_open(layer: Any, strokes: Sequence[Any]) -> None:
    """Draw open strokes on frame 1 of a layer."""
    drawing = scenes.draw(layer, 1, strokes)
    drawing.attributes.remove(drawing.attributes["cyclic"])


def svg_strokes(name: str, scale: float = 1.0, right: float = 0.0) -> list[scenes.Points]:
    """Return the strokes of first/NAME.svg in the front plane."""
    place = np.array([right, 0.0, 0.0], np.float32)
    return [scale * _points(path) + place for path in _paths(name)]


def _paths(name: str) -> list[str]:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return re.findall(r' d="([^"]*)"', text)


def _controls(path: str) -> NDArray[np.float64]:
    """Return the control points [3k + 1, 2] of a path."""
    return np.array([float(n) for n in re.findall(r"-?\d+\.?\d*", path)]).reshape(-1, 2)


def _points(path: str) -> scenes.Points:
    numbers = _controls(path)
    spans = (len(numbers) - 1) // 3
    t = np.linspace(0.0, 1.0, PER_CUBIC, endpoint=False)[:, None]
    line = [numbers[:1]]
    for span in range(spans):
        a, b, c, d = numbers[3 * span : 3 * span + 4]
        cubic = a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t * t * (1 - t) + d * t**3
        line.append(np.concatenate([cubic[1:], [d]]))
    flat = np.concatenate(line) * UNIT
    return np.stack([flat[:, 0], np.zeros(len(flat)), -flat[:, 1]], axis=1).astype(np.float32)
