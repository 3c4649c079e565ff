# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two-winged fliers in space: wings hinged on a body's axis, seen from any side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, Ribbon, ellipse, line
from engine.puppets.timing import Beat, Floats


@dataclass(frozen=True)
class Projection:
    """An orthographic camera: rows [2,3] map (right, forward, up) of the body to the picture."""

    rows: Floats

    @classmethod
    def pick(cls, rng: np.random.Generator) -> Projection:
        """Choose a view from behind, above or the side; y of the picture points down."""
        pitch, yaw = float(rng.uniform(-1.2, 1.2)), float(rng.uniform(-1.0, 1.0))
        c, s = np.cos(pitch), np.sin(pitch)
        about_x = np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
        d, e = np.cos(yaw), np.sin(yaw)
        about_y = np.array([[d, 0, e], [0, 1, 0], [-e, 0, d]])
        axes = np.diag([1.0, -1.0, 1.0])  # forward is up on the page
        return cls((about_y @ about_x @ axes)[:2])

    def __call__(self, points: Floats) -> Floats:
        """Project points [..., 3] to [..., 2]."""
        return np.asarray(points @ self.rows.T)


def hinged(view: Projection, shape: Floats, side: float, angle: Floats) -> Floats:
    """Project a flat wing [n,2] (x out, y backwards) that is raised by angle [T]: [T,n,2]."""
    out = shape[None, :, 0]
    points = np.stack(
        [
            side * out * np.cos(angle)[:, None],
            np.broadcast_to(-shape[None, :, 1], (len(angle), len(shape))),
            out * np.sin(angle)[:, None],
        ],
        -1,
    )
    return view(points)


def body_of(
    puppet: PuppetBuilder, view: Projection, place: Frame, ends: tuple[float, float], thick: float
) -> None:
    """Draw trunk, head and feelers along the body's axis, between its two ends."""
    rng = puppet.rng
    ahead, behind = ends
    s = np.linspace(ahead, behind, 14)
    axis = view(np.stack([0 * s, s, 0 * s], 1))
    if float(np.ptp(axis, axis=0).max()) < 0.1:  # seen along the axis
        puppet.add(place.place(ellipse(0, 0, thick * 1.5, thick * 1.5, 20)), closed=True)
        return
    ribbon = Ribbon(place.place(axis), thick * np.array([0.7, 1.0, 1.0, 0.7, 0.3]))
    if rng.random() < 0.35:
        puppet.add(ribbon.side(0.0))
    else:
        puppet.add(ribbon.side(-1.0))
        puppet.add(ribbon.side(1.0))
    r = thick * float(rng.uniform(1.0, 1.6))
    top = view(np.array([0.0, ahead + r, 0.0]))
    head = ellipse(float(top[0]), float(top[1]), r, r, 20)
    puppet.add(place.place(head), closed=True, rigid=True, weight=0.8)
    for side in (-1.0, 1.0):
        reach = float(rng.uniform(0.12, 0.28))
        tip = np.array([side * reach, ahead + 1.5 * r + reach, float(rng.uniform(-0.1, 0.1))])
        root = np.array([0.0, ahead + 1.5 * r, 0.0])
        bend = 0.5 * (root + tip) + np.array([-0.3 * side * reach, 0.2 * reach, 0.0])
        points = [tuple(p) for p in view(np.stack([root, bend, tip])).tolist()]
        puppet.add(place.place(line(*points)), weight=0.6)


def wings_of(
    puppet: PuppetBuilder,
    beat: Beat,
    place: Frame,
    view: Projection,
    shapes: list[tuple[Floats, Floats]],
    size: float,
) -> None:
    """Draw both pairs of wings; the hind ones beat a little later."""
    rng = puppet.rng
    middle = float(rng.uniform(0.15, 0.75))
    veins = int(rng.integers(0, 4))
    for number, (shape, tip) in enumerate(shapes):
        angle = np.clip(beat.swing(middle, size, 0.06 * number), -0.6, 1.5)
        cut = int(rng.integers(10, len(shape) - 10))
        whole = rng.random() < 0.4
        lines = [(np.linspace(a, b, 12), c) for a, b, c in _veins(rng, veins)]
        for side in (-1.0, 1.0):
            path = place.place(hinged(view, shape, side, angle))
            if whole:
                puppet.add(path)
            else:
                puppet.add(path[:, : cut + 1])
                puppet.add(path[:, cut:])
            for share, at in lines:
                point = shape[int(at * (len(shape) - 1))]
                vein = share[:, None] * point[None] + 0.03 * (1 - share[:, None]) * tip[None]
                puppet.add(place.place(hinged(view, vein, side, angle)), weight=0.5)


def _veins(rng: np.random.Generator, count: int) -> list[tuple[float, float, float]]:
    return [
        (float(rng.uniform(0.0, 0.3)), float(rng.uniform(0.6, 1.0)), float(rng.uniform(0.15, 0.85)))
        for _ in range(count)
    ]
