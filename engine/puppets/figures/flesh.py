# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flesh on bones: shapes whose points know their part and their place along it.

Figures face right, y points down, one unit is about the length of the body; angles in radians,
0 = right, pi/2 = down, growing clockwise on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Widths = Sequence[float] | Floats
OTHER = -1  #: the part of things that are held, worn or ridden: no bone of the body plan


@dataclass(eq=False)  # two shapes are the same only when they are one
class FleshShape:
    """One piece of flesh, or a line on it.

    Attributes:
        points: [N, 2]; a closed shape repeats no point.
        part: number of the part in the skeleton, OTHER for a thing.
        along: [N], place along the part's chain of joints, 0 at its root, 1 at its tip.
        depth: what lies in front has the larger depth.
        merges: whether it flows into the shapes it overlaps (no line between them).
        detail: whether it is a line or mark upon others (an eye, a mouth) and hides nothing.
        weight: 1 for what every artist draws, less for what is left out first.
    """

    points: Floats
    part: int
    along: Floats
    closed: bool = True
    depth: float = 0.0
    merges: bool = True
    detail: bool = False
    weight: float = 1.0


@dataclass
class Figure:
    """Bones and flesh in one pose.

    Attributes:
        joints: [J, 2] in the order of the skeleton; NaN for joints this figure doesn't show.
    """

    skeleton: Skeleton
    rng: np.random.Generator
    joints: Floats = field(init=False)
    shapes: list[FleshShape] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.joints = np.full((len(self.skeleton.joints), 2), np.nan)

    def place(self, name: str, point: Floats) -> Floats:
        """Set a joint's place and return it."""
        self.joints[self.skeleton.index[name]] = point
        return point

    def at(self, name: str) -> Floats:
        """Return a joint's place [2]."""
        return np.asarray(self.joints[self.skeleton.index[name]])

    def limb(
        self, name: str, root: Floats, lengths: Sequence[float], angles: Sequence[float]
    ) -> Floats:
        """Place the joints name0, name1, ... of a limb and return them [J, 2]."""
        joints = chain(root, lengths, angles)
        for number, joint in enumerate(joints):
            self.place(f"{name}{number}", joint)
        return joints

    def turn(self, angle: float) -> None:
        """Turn the whole figure about its root joint."""
        root = self.joints[0].copy()
        self.joints = turned(self.joints - root, angle) + root
        for shape in self.shapes:
            shape.points = turned(shape.points - root, angle) + root

    def part(self, name: str) -> int:
        """Return the number of a part; OTHER for "other"."""
        return OTHER if name == "other" else self.skeleton.part_index[name]

    def tube(
        self,
        name: str,
        joints: Floats,
        widths: Widths,
        *,
        smooth: int = 4,
        ends: tuple[float, float] = (1.0, 1.0),
        **kind: float | bool,
    ) -> FleshShape:
        """Add flesh of varying width around a chain of joints; `ends`: how round its caps are."""
        centre = rounded(joints, smooth=smooth)
        outline, along = tube(centre, widths, ends)
        return self.add(name, outline, along, **kind)

    def add(
        self, name: str, points: Floats, along: Floats | float, **kind: float | bool
    ) -> FleshShape:
        """Add a shape of a part."""
        spread = np.broadcast_to(np.asarray(along, dtype=np.float64), (len(points),)).copy()
        shape = FleshShape(np.asarray(points, dtype=np.float64), self.part(name), spread, **kind)  # type: ignore[arg-type]
        self.shapes.append(shape)
        return shape

    def mark(
        self, name: str, points: Floats, along: Floats | float, **kind: float | bool
    ) -> FleshShape:
        """Add a detail: an eye, a mouth, a line of fur."""
        return self.add(name, points, along, detail=True, **kind)


def deg(angle: float) -> float:
    """Degrees as radians."""
    return float(np.deg2rad(angle))


def unit(angle: float) -> Floats:
    """Return the direction [2] of an angle."""
    return np.array([np.cos(angle), np.sin(angle)])


def chain(root: Floats, lengths: Sequence[float], angles: Sequence[float]) -> Floats:
    """Return joints [J + 1, 2] of J bones with absolute angles, laid end to end from `root`."""
    steps = [length * unit(angle) for length, angle in zip(lengths, angles, strict=True)]
    return np.concatenate([root[None], root + np.cumsum(steps, axis=0)])


def rounded(joints: Floats, samples: int = 24, smooth: int = 4) -> Floats:
    """Return a polyline [samples, 2] along joints [J, 2], its inner corners rounded."""
    at = np.linspace(0.0, len(joints) - 1.0, samples)
    line = np.stack([np.interp(at, np.arange(len(joints)), joints[:, c]) for c in (0, 1)], 1)
    for _ in range(smooth):
        line[1:-1] = 0.25 * line[:-2] + 0.5 * line[1:-1] + 0.25 * line[2:]
    return line


def tube(centre: Floats, widths: Widths, ends: tuple[float, float]) -> tuple[Floats, Floats]:
    """Return outline [N, 2] and place along [N] of a tube about `centre` [n, 2].

    widths: half widths at even places along; ends: length of the caps, in half widths.
    """
    count = len(centre)
    wide = np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(widths)), widths)
    tangent = np.gradient(centre, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1)
    s = np.linspace(0.0, 1.0, count)
    caps = []
    for end, way in ((0, -1.0), (-1, 1.0)):
        turn = np.linspace(0.0, np.pi, 7)[1:-1]
        reach = wide[end] * (
            np.sin(turn)[:, None] * ends[end] * way * tangent[end]
            + np.cos(turn)[:, None] * -way * normal[end]
        )
        caps.append(centre[end] + reach)
    upper, lower = centre - wide[:, None] * normal, centre + wide[:, None] * normal
    # along the upper side to the tip, round it, back along the lower side, round the root
    outline = np.concatenate([upper, caps[1], lower[::-1], caps[0]])
    along = np.concatenate([s, np.ones(5), s[::-1], np.zeros(5)])
    return outline, along


def curve(*points: tuple[float, float], samples: int = 16, smooth: int = 3) -> Floats:
    """Return a smooth open line [samples, 2] near the given points (ends exact)."""
    return rounded(np.asarray(points, dtype=np.float64), samples, smooth)


def ellipse(centre: Floats, rx: float, ry: float, angle: float = 0.0, samples: int = 28) -> Floats:
    """Return a closed ellipse [samples, 2], turned by `angle`."""
    t = np.linspace(0.0, 2 * np.pi, samples, endpoint=False)
    return turned(np.stack([rx * np.cos(t), ry * np.sin(t)], 1), angle) + centre


def turned(points: Floats, angle: float) -> Floats:
    """Turn points [N, 2] about the origin."""
    c, s = np.cos(angle), np.sin(angle)
    return np.asarray(points @ np.array([[c, s], [-s, c]]))


@dataclass(frozen=True)
class LocalFrame:
    """A place on the body, whose x axis lies along `angle`."""

    origin: Floats
    angle: float

    def __call__(self, points: Sequence[tuple[float, float]] | Floats) -> Floats:
        """Bring local points [N, 2] to their place."""
        return turned(np.asarray(points, dtype=np.float64), self.angle) + self.origin


def smooth_closed(
    points: Sequence[tuple[float, float]], samples: int = 40, smooth: int = 3
) -> Floats:
    """Return a rounded closed outline [samples, 2] through a polygon."""
    p = np.asarray([*points, points[0]], dtype=np.float64)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    at = np.linspace(0, length[-1], samples, endpoint=False)
    line = np.stack([np.interp(at, length, p[:, c]) for c in (0, 1)], 1)
    for _ in range(smooth):
        line = 0.25 * np.roll(line, 1, 0) + 0.5 * line + 0.25 * np.roll(line, -1, 0)
    return line
