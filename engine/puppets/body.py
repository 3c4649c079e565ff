# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Body parts that move: chains of bones, ribbons around them, rigid pieces, and their guide curves.

A guide curve is given at every frame, ``[T,n,2]``: the same n samples follow the body, so whatever
is drawn along it moves as the body does. The drawing styles turn guide curves into strokes.

Puppets face right, y points down, one unit is about the size of the body. Angles are in radians:
0 = right, pi/2 = down, growing clockwise on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from engine.puppets.timing import FRAMES, Floats


@dataclass(frozen=True)
class GuideCurve:
    """A curve to draw along.

    Attributes:
        path: [T,n,2].
        closed: whether the curve is an outline that ends where it began.
        weight: 1 for contours, less for what an artist leaves out first.
        rigid: whether the curve is never joined with other curves.
        loose: whether the curve is a scribble, drawn with one stroke.
    """

    path: Floats
    closed: bool = False
    weight: float = 1.0
    rigid: bool = False
    loose: bool = False


@dataclass
class PuppetBuilder:
    """Collects the guide curves of one puppet; the code of the puppet's family adds them."""

    rng: np.random.Generator
    guides: list[GuideCurve] = field(default_factory=list)

    def add(
        self,
        path: Floats,
        *,
        closed: bool = False,
        weight: float = 1.0,
        rigid: bool = False,
        loose: bool = False,
    ) -> None:
        """Add a guide curve [T,n,2], or a guide curve [n,2] that stands still."""
        if path.ndim == 2:
            path = np.repeat(path[None], FRAMES, axis=0)
        self.guides.append(GuideCurve(path, closed, weight, rigid, loose))


def deg(angle: float) -> float:
    return float(np.deg2rad(angle))


def vec(x: Floats | float, y: Floats | float) -> Floats:
    """Return a point's path [T,2]; x and y are tracks [T], or numbers that stay the same."""
    out = np.empty((FRAMES, 2))
    out[:, 0] = x
    out[:, 1] = y
    return out


def unit(angle: Floats) -> Floats:
    """Return the unit vectors [...,2] of angles [...]."""
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1)


def chain(root: Floats, lengths: Sequence[float], angles: Sequence[Floats | float]) -> Floats:
    """Return joints [T,J+1,2] of J bones that lie end to end from root [T,2].

    lengths, angles: of the J bones; an angle is a track [T] or a number, and isn't relative to the
    bone before.
    """
    a = np.stack([np.broadcast_to(np.asarray(x, dtype=np.float64), (FRAMES,)) for x in angles], 1)
    steps = unit(a) * np.asarray(lengths, dtype=np.float64)[None, :, None]
    return np.concatenate([root[:, None], root[:, None] + np.cumsum(steps, axis=1)], axis=1)


@lru_cache(maxsize=256)
def _rounding(joints: int, samples: int, smooth: int) -> Floats:
    """Return the matrix [samples,joints] that rounds a polyline's corners and keeps its ends."""
    s = np.linspace(0.0, joints - 1.0, samples)
    i = np.minimum(s.astype(int), joints - 2)
    m = np.zeros((samples, joints))
    m[np.arange(samples), i] = 1.0 - (s - i)
    m[np.arange(samples), i + 1] += s - i
    for _ in range(smooth):
        inner = 0.25 * m[:-2] + 0.5 * m[1:-1] + 0.25 * m[2:]
        m = np.concatenate([m[:1], inner, m[-1:]])
    m.setflags(write=False)
    return m


def rounded(joints: Floats, samples: int = 24, smooth: int = 8) -> Floats:
    """Return a smooth centre line [T,n,2] through joints [T,J,2]."""
    return np.asarray(np.einsum("nj,tjc->tnc", _rounding(joints.shape[1], samples, smooth), joints))


def line(*points: tuple[float, float], samples: int = 24, smooth: int = 6) -> Floats:
    """Return a smooth still curve [n,2] near the given points; its ends are exact."""
    p = np.asarray(points, dtype=np.float64)
    return np.asarray(_rounding(len(points), samples, smooth) @ p)


def polyline(*points: tuple[float, float], samples: int = 24) -> Floats:
    """Return a still curve [n,2] with corners."""
    return line(*points, samples=samples, smooth=0)


def ellipse(
    cx: float, cy: float, rx: float, ry: float, samples: int = 24, start: float = 0.0
) -> Floats:
    """Return a closed curve [n,2]; its first sample is repeated at the end."""
    a = start + np.linspace(0.0, 2.0 * np.pi, samples)
    return np.stack([cx + rx * np.cos(a), cy + ry * np.sin(a)], axis=1)


@dataclass(frozen=True)
class Frame:
    """A coordinate system that moves with the body: rotation, translation, sometimes scale.

    Attributes:
        origin: [T,2], the place of its origin in the puppet's space.
        angle: [T], the direction of its x axis, radians.
        scale_x, scale_y: [T] or a number, factors on local x and y.
    """

    origin: Floats
    angle: Floats
    scale_x: Floats | float = 1.0
    scale_y: Floats | float = 1.0

    def place(self, points: Floats) -> Floats:
        """Map points [n,2] or [T,n,2] in this coordinate system to the puppet's space [T,n,2]."""
        p = points if points.ndim == 3 else points[None]
        x = p[..., 0] * np.reshape(np.asarray(self.scale_x), (-1, 1))
        y = p[..., 1] * np.reshape(np.asarray(self.scale_y), (-1, 1))
        c, s = np.cos(self.angle)[:, None], np.sin(self.angle)[:, None]
        ox, oy = self.origin[:, :1], self.origin[:, 1:]
        return np.stack([ox + c * x - s * y, oy + s * x + c * y], axis=-1)

    def at(self, x: float, y: float) -> Floats:
        """Map the point (x, y) in this coordinate system to the puppet's space [T,2]."""
        return self.place(np.array([[x, y]]))[:, 0]

    def child(self, x: float, y: float, angle: Floats | float) -> Frame:
        """Return a Frame that is attached to this Frame at (x, y) and turned by `angle` more."""
        return Frame(self.at(x, y), self.angle + angle)


class Ribbon:
    """A body of varying width around a moving centre line [T,n,2].

    A point of the ribbon has coordinates (s, u): s runs along the centre line from 0 at its
    beginning to 1 at its end; u runs across, from -1 at one side to +1 at the other. Where the
    ribbon runs to the right, u = -1 is the upper side. Before s = 0 and after s = 1 the ribbon
    continues straight.

    `widths` are distances from the centre line to a side, evenly spaced from s = 0 to 1.
    """

    def __init__(self, centre: Floats, widths: Sequence[float] | Floats) -> None:
        n = centre.shape[1]
        self.line = centre
        w = np.asarray(widths, dtype=np.float64)
        self.widths = np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(w)), w)
        tangent = np.gradient(centre, axis=1)
        tangent = tangent / np.maximum(np.linalg.norm(tangent, axis=-1, keepdims=True), 1e-9)
        self.tangent = tangent
        self.normal = np.stack([-tangent[..., 1], tangent[..., 0]], axis=-1)
        self.length = float(np.linalg.norm(np.diff(centre[0], axis=0), axis=-1).sum())

    def _blend(self, s: Floats, values: Floats) -> Floats:
        n = self.line.shape[1]
        x = np.clip(s, 0.0, 1.0) * (n - 1)
        i = np.minimum(x.astype(int), n - 2)
        f = x - i
        if values.ndim == 1:
            return np.asarray(values[i] * (1 - f) + values[i + 1] * f)
        return np.asarray(values[:, i] * (1 - f)[:, None] + values[:, i + 1] * f[:, None])

    def map(self, s: Floats, u: Floats, absolute: bool = False) -> Floats:
        """Return points [T,n,2] at coordinates s [n], u [n].

        absolute: u is the distance from the centre line, not a share of the width.
        """
        base = self._blend(s, self.line)
        beyond = (s - np.clip(s, 0.0, 1.0)) * self.length
        base = base + self._blend(s, self.tangent) * beyond[:, None]
        height = u if absolute else u * self._blend(s, self.widths)
        return np.asarray(base + self._blend(s, self.normal) * height[:, None])

    def side(self, u: float, a: float = 0.0, b: float = 1.0, samples: int = 20) -> Floats:
        """Return the line [T,n,2] of constant u from s = a to b."""
        return self.map(np.linspace(a, b, samples), np.full(samples, u))

    def around(self, a: float = 0.0, b: float = 1.0, samples: int = 16) -> Floats:
        """Return the closed outline [T,n,2] of the ribbon between s = a and s = b."""
        s = np.linspace(a, b, samples)
        loop_s = np.concatenate([s, s[::-1], s[:1]])
        loop_u = np.concatenate([np.full(samples, -1.0), np.full(samples, 1.0), [-1.0]])
        return self.map(loop_s, loop_u)

    def across(self, s: float, a: float = -1.0, b: float = 1.0, slant: float = 0.0) -> Floats:
        u = np.linspace(a, b, 8)
        return self.map(s + slant * u, u)

    def curve(self, *points: tuple[float, float], smooth: int = 5, samples: int = 20) -> Floats:
        """Return a smooth curve [T,n,2] near points that are given as coordinates (s, u)."""
        p = line(*points, samples=samples, smooth=smooth)
        return self.map(p[:, 0], p[:, 1])

    def frame(self, s: float, u: float = 0.0) -> Frame:
        """Return a coordinate system that is fixed to the ribbon at (s, u).

        Its origin follows that point of the ribbon, and its x axis points along the centre line
        there. s, u: the ribbon's coordinates, see the class; u = 0 is on the centre line.
        """
        at = self.map(np.array([s]), np.array([u]))[:, 0]
        tangent = self._blend(np.array([s]), self.tangent)[:, 0]
        return Frame(at, np.unwrap(np.arctan2(tangent[:, 1], tangent[:, 0])))

    def hatch(self, rng: np.random.Generator, a: float = 0.05, b: float = 0.95) -> Floats:
        """Return a random loose line [T,n,2] inside the ribbon, between s = a and s = b."""
        s0, s1 = np.sort(rng.uniform(a, b, 2))
        s1 = max(s1, s0 + 0.25 * (b - a))
        s = np.linspace(s0, s1, 12)
        u = rng.uniform(-0.8, 0.8) + np.linspace(-1, 1, 12) * rng.uniform(-0.6, 0.6)
        u = u + rng.uniform(-0.3, 0.3) * np.sin(np.linspace(0, rng.uniform(2, 6), 12))
        return self.map(s, np.clip(u, -1.0, 1.0))


def draw_limb(
    puppet: PuppetBuilder, ribbon: Ribbon, mode: str, *, weight: float = 1.0, hatches: int = 0
) -> None:
    """Add the guide curves of a limb to a puppet.

    mode: "single" for one line, "closed" for an outline, "capped" for two sides and a line across
    the end, any other text for the two sides alone. hatches: how many loose lines are added inside.
    """
    rng = puppet.rng
    if mode == "single":
        puppet.add(ribbon.side(float(rng.uniform(-0.3, 0.3))), weight=weight)
    elif mode == "closed":
        puppet.add(ribbon.around(), closed=True, weight=weight)
    else:
        puppet.add(ribbon.side(-1.0), weight=weight)
        puppet.add(ribbon.side(1.0), weight=weight * 0.9)
        if mode == "capped":
            puppet.add(ribbon.across(1.0), weight=weight * 0.5)
    for _ in range(hatches):
        puppet.add(ribbon.hatch(rng), weight=0.35, loose=True)
