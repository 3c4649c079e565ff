# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines that are known by their shape: a heart, a drop, a star, a ball."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
POINTS = 64  # on an outline that is compared
TILT = 0.7  # radians: a drop or a heart leans no further
ALIKE = 0.17  # of its own size: points of an outline leave its shape no further, root mean square
FEWEST = 6  # points of an outline
CLOSED = 0.2  # of its length: ends of an outline are as near to each other
_PLANE = np.array([1.0, 1.0j])  # makes complex numbers of places


def likeness(line: Floats, shape: str) -> float:
    """Return how far points [N, 2] of an outline leave a shape, of its size; inf for open lines.

    The outline may begin anywhere, run either way round, and lean by up to `TILT`.
    """
    outline = _outline(line)
    if outline is None:
        return float("inf")
    own = _normal(outline) @ _PLANE
    model = np.fft.fft(_shapes()[shape] @ _PLANE).conj()
    best = 0.0
    for one in (own, own[::-1]):
        fits = np.fft.ifft(np.fft.fft(one) * model)  # of each beginning, with its best turn
        lean = np.angle(fits)
        lean = lean - np.clip(lean, -TILT, TILT)
        best = max(best, float((np.abs(fits) * np.cos(lean)).max()))
    return float(np.sqrt(max(2.0 - 2.0 * best / POINTS, 0.0)))


def is_closed(line: Floats, apart: float = CLOSED) -> bool:
    """Tell whether a line [N, 2] goes around something; apart: its ends at most, of its length."""
    length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    gap = float(np.linalg.norm(line[0] - line[-1]))
    return len(line) >= FEWEST and length > 0.0 and gap <= apart * length


def _outline(line: Floats) -> Floats | None:
    """Return a closed line as points [POINTS, 2] at equal distances; None for an open one."""
    if not is_closed(line):
        return None
    ring = np.concatenate([line, line[:1]])
    steps = np.linalg.norm(np.diff(ring, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0.0, along[-1], POINTS, endpoint=False)
    return np.stack([np.interp(at, along, ring[:, axis]) for axis in (0, 1)], axis=1)


def _normal(points: Floats) -> Floats:
    """Return points [N, 2] about their middle, of size 1."""
    points = points - points.mean(axis=0)
    size = float(np.sqrt((points**2).sum(axis=1).mean()))
    return np.asarray(points / max(size, 1e-9))


@cache
def _shapes() -> Mapping[str, Floats]:
    """Return the shapes by name, y downwards, as points [POINTS, 2] of size 1."""
    t = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False)
    heart = np.stack(
        [
            16 * np.sin(t) ** 3,
            -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)),
        ],
        axis=1,
    )
    drop = np.stack([0.62 * np.sin(t) * np.sin(t / 2) ** 1.4, -np.cos(t)], axis=1)
    corners = np.arange(11) * np.pi / 5
    reach = np.where(np.arange(11) % 2, 0.5, 1.0)
    star = np.stack([reach * np.sin(corners), -reach * np.cos(corners)], axis=1)
    ball = np.stack([np.sin(t), -np.cos(t)], axis=1)
    drawn = {"heart": heart, "drop": drop, "star": star, "ball": ball}
    found = {}
    for name, points in drawn.items():
        outline = _outline(points)
        assert outline is not None  # all of them are closed
        found[name] = _normal(outline)
    return found
