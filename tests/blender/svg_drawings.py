# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The project's own SVG drawings as Grease Pencil, for tests without an SVG library."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from tests.blender import scenes

FOLDER = Path(__file__).resolve().parents[1] / "drawings" / "rigs" / "first"
UNIT = 0.01  # metres for each unit of the file
PER_CUBIC = 8  # points along each cubic


def svg_pencil(name: str) -> Any:
    """Return a Grease Pencil object in the front plane with the strokes of first/NAME.svg.

    The files hold nothing but paths of one M and any number of C.
    """
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    strokes = [_points(path) for path in re.findall(r' d="([^"]*)"', text)]
    item = scenes.pencil(name)
    scenes.draw(item.data.layers.new("Lines"), 1, strokes)
    drawing = item.data.layers[0].frames[0].drawing
    drawing.attributes.remove(drawing.attributes["cyclic"])
    bpy.context.view_layer.update()
    return item


def _points(path: str) -> scenes.Points:
    numbers = np.array([float(n) for n in re.findall(r"-?\d+\.?\d*", path)]).reshape(-1, 2)
    spans = (len(numbers) - 1) // 3
    t = np.linspace(0.0, 1.0, PER_CUBIC, endpoint=False)[:, None]
    line = [numbers[:1]]
    for span in range(spans):
        a, b, c, d = numbers[3 * span : 3 * span + 4]
        cubic = a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t * t * (1 - t) + d * t**3
        line.append(np.concatenate([cubic[1:], [d]]))
    flat = np.concatenate(line) * UNIT
    return np.stack([flat[:, 0], np.zeros(len(flat)), -flat[:, 1]], axis=1).astype(np.float32)
