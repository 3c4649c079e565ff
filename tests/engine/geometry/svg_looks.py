# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws SVG by our own renderer, for tests that know what area and colours it has."""

from __future__ import annotations

import math

import numpy as np

from engine.geometry.svg import parse_svg
from engine.render.frames import render_frames

DISC = math.pi * 400  # of radius 20


def picture(body: str, attributes: str = 'width="100" height="100"') -> np.ndarray:
    """Straight RGBA in 0..1, [h, w, 4]."""
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'
    return render_frames(parse_svg(text.encode()).drawing)[0] / 255.0


def area(body: str, attributes: str = 'width="100" height="100"') -> float:
    return float(picture(body, attributes)[..., 3].sum())


def warnings(body: str) -> tuple[str, ...]:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{body}</svg>'
    return parse_svg(text.encode()).warnings


def color_at(image: np.ndarray, x: int, y: int) -> tuple[float, ...]:
    return tuple(round(float(v), 2) for v in image[y, x])


RED, BLUE, CLEAR = (1.0, 0.0, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0)
GREEN = (0.0, 0.5, 0.0, 1.0)
DOT = '<rect width="1" height="1" fill="red"/>'
THICK = 'stroke="red" stroke-width="20" fill="none"'
