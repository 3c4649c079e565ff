# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Props: simple things that stand, lie and hang in drawn scenes, and the ground.

Icons show few of them, drawn scenes many. Every function draws one prop of random proportions as
polylines [n, 2], (x, y), about 1 long, y down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Line = NDArray[np.float64]
Box = tuple[NDArray[np.float64], NDArray[np.float64]]  # low, high
Rng = np.random.Generator

_TURN = 2.0 * np.pi


def prop(rng: Rng) -> list[Line]:
    """Draw a prop of a random kind."""
    return PROPS[int(rng.integers(len(PROPS)))](rng)


def ground(rng: Rng, box: Box) -> list[Line]:
    """Draw ground, water, a road, walls or hills over the width of a box, as one object."""
    return _GROUNDS[int(rng.integers(len(_GROUNDS)))](rng, box)


def segment(start: ArrayLike, end: ArrayLike) -> Line:
    """Return a straight line of twelve points."""
    along = np.linspace(0.0, 1.0, 12)[:, None]
    first = np.asarray(start, dtype=np.float64)
    return np.asarray(first + along * (np.asarray(end, dtype=np.float64) - first))


def path(*corners: Sequence[float], closed: bool = False) -> Line:
    """Return a line through corners."""
    places = [*corners, corners[0]] if closed else list(corners)
    return np.concatenate([segment(a, b) for a, b in pairwise(places)])


def arc(
    center: Sequence[float], rx: float, ry: float, first: float = 0.0, last: float = _TURN
) -> Line:
    """Return a piece of an ellipse; angles in radians."""
    angle = np.linspace(first, last, 40)
    return np.stack([center[0] + rx * np.cos(angle), center[1] + ry * np.sin(angle)], axis=1)


def table(rng: Rng) -> list[Line]:
    width, height, depth = rng.uniform(0.5, 1.0), rng.uniform(0.3, 0.8), rng.uniform(0.0, 0.12)
    lean = depth * rng.uniform(-1.0, 1.0)
    lines = [segment((0, 0), (width, 0)), segment((0, 0.04), (width, 0.04))]
    if rng.random() < 0.7:
        near = (width + lean, depth + 0.02), (-depth, depth + 0.02)
        lines = [path((0, 0), (width, 0), *near, closed=True)]
    thick = rng.uniform(0.0, 0.06)
    for x in (0.06, 0.94) if rng.random() < 0.6 else (0.06, 0.3, 0.7, 0.94):
        lines.append(segment((x * width, depth), (x * width, height)))
        if thick > 0.02:
            foot = (x * width + thick, height)
            lines += [segment((foot[0], depth), foot), segment((x * width, height), foot)]
    if rng.random() < 0.4:
        lines.append(segment((0.05 * width, 0.6 * height), (0.95 * width, 0.6 * height)))
    return lines


def laid_table(rng: Rng) -> list[Line]:
    width, height = rng.uniform(0.6, 1.0), rng.uniform(0.3, 0.6)
    folds = np.linspace(0.0, width, int(rng.integers(3, 7)))
    hem = [(x, height + rng.uniform(-0.03, 0.03)) for x in np.linspace(0.0, width, 6)]
    falls = [segment((x, 0.02), (x + rng.uniform(-0.05, 0.05), height)) for x in folds]
    return [arc((0.5 * width, 0.0), 0.5 * width, 0.08), *falls, path(*hem)]


def crate(rng: Rng) -> list[Line]:
    width, height = rng.uniform(0.4, 1.0, 2)
    lines = [path((0, 0), (width, 0), (width, height), (0, height), closed=True)]
    if rng.random() < 0.7:
        d = rng.uniform(0.1, 0.35)
        lines.append(path((0, 0), (d, -d), (width + d, -d), (width, 0)))
        lines.append(path((width + d, -d), (width + d, height - d), (width, height)))
    return lines


def cart(rng: Rng) -> list[Line]:
    lines = crate(rng)
    right, low = np.concatenate(lines).max(axis=0)
    for x in (0.2 * right, 0.8 * right):
        size = rng.uniform(0.1, 0.22)
        lines += [arc((x, low), size, size), arc((x, low), 0.2 * size, 0.2 * size)]
        if rng.random() < 0.6:
            spokes = np.linspace(0.0, _TURN, int(rng.integers(4, 9)), endpoint=False)
            rim = [(x + size * np.cos(a), low + size * np.sin(a)) for a in spokes]
            lines += [segment((x, low), end) for end in rim]
    return lines


def pedestal(rng: Rng) -> list[Line]:
    width, height, lean = rng.uniform(0.6, 1.0), rng.uniform(0.2, 0.5), rng.uniform(-0.12, 0.15)
    foot = (width + lean, height), (-lean, height)
    lines = [path((0, 0), (width, 0), *foot, closed=True)]
    if rng.random() < 0.6:
        lines.append(arc((0.5 * width, 0.0), 0.5 * width, 0.05))
    for x in rng.uniform(0.1, 0.9, int(rng.integers(0, 3))):
        lines.append(segment((x * width, 0.0), (x * width + lean * (2.0 * x - 1.0), height)))
    return lines


def ladder(rng: Rng) -> list[Line]:
    width, lean, steps = rng.uniform(0.15, 0.3), rng.uniform(-0.3, 0.3), int(rng.integers(4, 9))
    sides = [0.0, width, -0.03, width + 0.03] if rng.random() < 0.4 else [0.0, width]
    lines = [segment((x, 0.0), (x + lean, 1.0)) for x in sides]
    for y in (np.arange(steps) + 0.5) / steps:
        lines.append(segment((lean * y, y), (width + lean * y, y)))
    return lines


def net(rng: Rng) -> list[Line]:
    width, height = rng.uniform(0.4, 1.0, 2)
    lines = [path((0, 0), (width, 0), (width, height), (0, height))]
    slanted = rng.random() < 0.5
    for part in np.arange(int(rng.integers(3, 7))) / 6.0:
        x, y = width * part, height * part
        if slanted:
            lines.append(segment((0, y), (width - x, height)))
            lines.append(segment((width, y), (x, height)))
        else:
            lines += [segment((0, y), (width, y)), segment((x, 0), (x, height))]
    return lines


def ball(rng: Rng) -> list[Line]:
    lines = [arc((0, 0), 0.5, 0.5)]
    for bow in rng.uniform(-0.4, 0.4, int(rng.integers(0, 4))):
        lines.append(arc((0, 0), bow, 0.5, -0.25 * _TURN, 0.25 * _TURN))
    if rng.random() < 0.4:
        lines.append(arc((0, 0), 0.5, 0.15, 0.0, 0.5 * _TURN))
    return lines


def hoop(rng: Rng) -> list[Line]:
    width = rng.uniform(0.1, 0.5)
    return [arc((0, 0), width, 0.5), arc((0, 0), width - 0.03, 0.47)]


def scaffold(rng: Rng) -> list[Line]:
    x = np.linspace(0.0, 1.0, int(rng.integers(3, 7)))
    fall = rng.uniform(0.0, 0.6) * (1.0 - x) ** rng.uniform(0.5, 2.0)
    y = fall if rng.random() < 0.6 else np.zeros_like(x)
    lines = [path(*zip(x, y + drop, strict=True)) for drop in (0.0, 0.04)]
    lines += [segment((a, b), (a, 0.9)) for a, b in zip(x, y, strict=True)]
    for k in range(len(x) - 1):
        lines.append(segment((x[k], y[k]), (x[k + 1], 0.9)))
        if rng.random() < 0.6:
            heights = 0.5 * (y[k : k + 2] + 0.9)
            lines.append(segment((x[k], heights[0]), (x[k + 1], heights[1])))
    return lines


def fence(rng: Rng) -> list[Line]:
    lines = [segment((0, 0.2), (1, 0.2)), segment((0, 0.5), (1, 0.5))]
    boards = rng.random() < 0.6
    for x in np.linspace(0.05, 0.95, int(rng.integers(2, 6))):
        board = path((x, 0), (x + 0.05, 0), (x + 0.05, 0.8), (x, 0.8), closed=True)
        lines.append(board if boards else segment((x, 0.0), (x, 0.8)))
    return lines


def tumbler(rng: Rng) -> list[Line]:
    width, lean = rng.uniform(0.3, 0.6), rng.uniform(0.0, 0.12)
    half = 0.5 * width
    lines = [
        arc((half, 0.0), half, 0.06),
        segment((0, 0), (lean, 0.9)),
        segment((width, 0), (width - lean, 0.9)),
        arc((half, 0.9), half - lean, 0.05, 0.0, 0.5 * _TURN),
    ]
    if rng.random() < 0.5:
        lines.append(arc((half, 0.35), half - 0.4 * lean, 0.05))
    return lines


def bowl(rng: Rng) -> list[Line]:
    rim = 0.1 if rng.random() < 0.6 else 0.02
    lines = [arc((0.5, 0), 0.5, rim), arc((0.5, 0), 0.5, rng.uniform(0.3, 0.5), 0.0, 0.5 * _TURN)]
    return [*lines, segment((0.35, 0.42), (0.65, 0.42))] if rng.random() < 0.5 else lines


def chair(rng: Rng) -> list[Line]:
    back = segment((0, 0), (0, 1)) if rng.random() < 0.5 else arc((0.02, 0.25), 0.1, 0.25)
    return [path((0, 0), (0.05, 0.5), (0.5, 0.5), (0.5, 1)), segment((0.05, 0.5), (0, 1)), back]


def stick(rng: Rng) -> list[Line]:
    lines = [segment((0, 0), (1, 0)), segment((0, 0.03), (1, 0.03))]
    return [*lines, arc((1.1, 0), 0.12, rng.uniform(0.05, 0.12))] if rng.random() < 0.5 else lines


def rope(rng: Rng) -> list[Line]:
    x = np.linspace(0.0, 1.0, 30)
    return [np.stack([x, rng.uniform(-2.0, 2.0) * x * (1.0 - x)], axis=1)]


def rock(rng: Rng) -> list[Line]:
    corners = int(rng.integers(5, 10))
    angle, size = np.sort(rng.uniform(0.0, _TURN, corners)), rng.uniform(0.3, 0.5, corners)
    cracks = int(rng.integers(0, 4))
    return [
        path(*zip(size * np.cos(angle), size * np.sin(angle), strict=True), closed=True),
        *(segment(rng.uniform(-0.2, 0.2, 2), rng.uniform(-0.3, 0.3, 2)) for _ in range(cracks)),
    ]


def cliff(rng: Rng) -> list[Line]:
    edge = path(
        *zip(np.cumsum(np.abs(rng.normal(0.0, 0.06, 8))), np.linspace(0.0, 1.0, 8), strict=True)
    )
    lines = [edge]
    for _ in range(int(rng.integers(1, 6))):
        x, y = rng.uniform(0.1, 0.8, 2)
        end = (x + rng.uniform(-0.1, 0.1), y + rng.uniform(0.1, 0.5))
        lines.append(segment((x + 0.1, y - 0.1), end))
    return lines


def hatched(rng: Rng) -> list[Line]:
    """Draw strokes of about one direction in an oval: shading, fur, a bush."""
    count, angle = int(rng.integers(8, 40)), rng.uniform(0.0, 0.5 * _TURN)
    middles = rng.uniform(-0.5, 0.5, (count, 2)) * [1.0, rng.uniform(0.2, 1.0)]
    along = np.array([np.cos(angle), np.sin(angle)])
    halves = (along + rng.normal(0.0, 0.2, (count, 2))) * rng.uniform(0.05, 0.3, (count, 1))
    return [segment(m - h, m + h) for m, h in zip(middles, halves, strict=True)]


def scribbled(rng: Rng) -> list[Line]:
    """Draw strokes in all directions across an oval: a ball of wool, a cloud of dust."""
    count = int(rng.integers(5, 30))
    ends = rng.uniform(-0.5, 0.5, (count, 2, 2)) * [1.0, rng.uniform(0.4, 1.0)]
    return [segment(first, last) for first, last in ends]


def tree(rng: Rng) -> list[Line]:
    trunk = [segment((-0.05, 0.3), (-0.04, 1)), segment((0.05, 0.3), (0.06, 1))]
    return [*trunk, *(line * [1.0, 0.6] for line in hatched(rng))]


PROPS: tuple[Callable[[Rng], list[Line]], ...] = (
    table, table, laid_table, crate, cart, pedestal, ladder, net, ball, ball, hoop, scaffold,
    fence, tumbler, bowl, chair, stick, stick, rope, rock, cliff, hatched,
    scribbled, tree,
)  # fmt: skip


def _floor(rng: Rng, box: Box) -> list[Line]:
    (x, y), side = _breadth(rng, box), _side(box)
    lines = []
    for k in range(int(rng.integers(1, 4))):
        waves = np.sin(x / side * rng.uniform(4.0, 20.0) + rng.uniform(0.0, _TURN))
        lines.append(np.stack([x, y + 0.02 * k * side + 0.015 * side * waves], axis=1))
    return lines


def _water(rng: Rng, box: Box) -> list[Line]:
    (x, y), side = _breadth(rng, box), _side(box)
    along = np.linspace(0.0, 1.0, 12)
    lines = []
    for _ in range(int(rng.integers(5, 25))):
        start, length = rng.uniform(x[0], x[-1]), rng.uniform(0.05, 0.3) * side
        level = y + rng.uniform(0.0, 0.12) * side
        waves = 0.012 * side * np.sin(9.0 * along + rng.uniform(0.0, _TURN))
        lines.append(np.stack([start + along * length, level + waves], axis=1))
    return lines


def _road(rng: Rng, box: Box) -> list[Line]:
    low, high = box
    size, side = high - low, _side(box)
    vanishing = low + size * [rng.uniform(0.0, 1.0), rng.uniform(-0.1, 0.4)]
    along = np.linspace(0.0, 1.0, 40)[:, None]
    lines = []
    for place in np.sort(rng.uniform(-0.3, 1.3, int(rng.integers(2, 5)))):
        end = np.array([low[0] + place * size[0], high[1] + 0.1 * size[1]])
        bow = 4.0 * along * (1.0 - along) * rng.normal(0.0, 0.12 * side, 2)
        lines.append(vanishing + along * (end - vanishing) + bow)
    return lines


def _walls(rng: Rng, box: Box) -> list[Line]:
    low, high = box
    size, side = high - low, _side(box)
    y = np.linspace(low[1] - 0.1 * size[1], high[1], 40)
    lines = []
    for _ in range(int(rng.integers(2, 6))):
        inset = rng.uniform(0.0, 0.25) * size[0]
        x = low[0] + inset if rng.random() < 0.5 else high[0] - inset
        waves = np.sin(y / side * rng.uniform(2.0, 12.0) + rng.uniform(0.0, _TURN))
        lines.append(np.stack([x + 0.03 * side * waves, y], axis=1))
    return lines


def _hills(rng: Rng, box: Box) -> list[Line]:
    (x, y), side = _breadth(rng, box), _side(box)
    along = np.linspace(0.0, 1.0, 30)
    lines = []
    for _ in range(int(rng.integers(2, 5))):
        start, length = rng.uniform(x[0] - 0.1 * side, x[-1]), rng.uniform(0.3, 0.8) * side
        height = rng.uniform(0.1, 0.5) * side
        slope = 1.0 - np.abs(2.0 * along - 1.0) ** rng.uniform(0.8, 2.0)
        lines.append(np.stack([start + along * length, y - height * slope], axis=1))
    return lines


_GROUNDS = (_floor, _water, _road, _walls, _hills)


def _breadth(rng: Rng, box: Box) -> tuple[Line, float]:
    """Return x over the width of a box and a little more, and a level y in its lower part."""
    low, high = box
    size = high - low
    x = np.linspace(low[0] - 0.1 * size[0], high[0] + 0.1 * size[0], 60)
    return x, float(low[1] + size[1] * rng.uniform(0.6, 1.02))


def _side(box: Box) -> float:
    return float((box[1] - box[0]).max())
