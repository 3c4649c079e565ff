# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines of bodies whose axis is known; lines and circles."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def arch(radius: float, angle: float, count: int = 120) -> Floats:
    """Points [count, 2] on an arch over `angle` radians, from its left foot on; y is down."""
    turn = np.linspace(0.5 * angle, -0.5 * angle, count)
    return radius * np.stack([-np.sin(turn), -np.cos(turn)], axis=1)


def tube(line: Floats, half: float | Floats) -> Floats:
    """The outline [2n + 1, 2] of a tube about a line [n, 2], half as wide as it is."""
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    aside = np.reshape(half, (-1, 1)) * np.stack([-way[:, 1], way[:, 0]], axis=1)
    return np.concatenate([line + aside, (line - aside)[::-1], (line + aside)[:1]])


def line(*corners: tuple[float, float], steps: int = 12) -> Floats:
    """Points [n, 2] on a line through corners, `steps` of them from each to the next."""
    at = np.array(corners, np.float64)
    share = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = [a + share * (b - a) for a, b in itertools.pairwise(at)]
    return np.concatenate([*pieces, at[-1:]])


def ring(x: float, y: float, radius: float, count: int = 41) -> Floats:
    """Points [count, 2] once around a circle."""
    angle = np.linspace(0, 2 * np.pi, count)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)
