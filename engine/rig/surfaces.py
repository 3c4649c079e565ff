# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints of a liquid's surface, and where the walls are along which its ends slide.

The surface hangs on joints at its two ends that slide (see `engine.rig.slides`), its inner points
partly on two more, that make it ripple; each bubble rises on a column of its own. A mere line, as
in a thermometer, hangs on its foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones, Floats, Ints
from engine.rig.known_shapes import is_closed
from engine.rig.slides import SLIDE, slide_place

Bools = NDArray[np.bool_]

ENDS = ("surface_left", "surface_right")  # joints at its ends
RIPPLES = ("ripple0", "ripple1")  # joints between them,
AT = (1 / 3, 2 / 3)  # of its width, from the left
WALL_LEFT, WALL_RIGHT = "wall_left", "wall_right"  # joints, numbered from the top down
COLUMN, BUBBLE = "column", "bubble"  # joints of each bubble: at the bottom below it, and in it
FOOT = "column_foot"  # joint: at the lower end of a liquid that is a mere line
STEP = 1 / 14  # of a surface's width, between the heights at which walls are looked up
STEPS = 28  # up and down at most
TOUCHING = 0.12  # of its width: walls are as near to its ends
EDGE = 0.12  # of the height of a liquid's outline: what is as high is its surface,
SOFT = 0.8  # and down to so much less and less of it hangs on that
STEEP = 3.0  # times the step: as far aside a wall goes on by one


@dataclass(frozen=True)
class Walls:
    """Where a liquid meets what it is in: heights [N] from the top down, left and right [N] x."""

    heights: Floats
    left: Floats
    right: Floats

    @classmethod
    def beside(cls, line: Floats, others: Sequence[Floats]) -> Walls | None:
        """Return the walls at the ends of a level line [n, 2]; None where it touches none.

        others: lines [m, 2] of what it is in. The walls are followed up and down from it, as far
        as both go.
        """
        others = [other for other in others if len(other) > 1]
        if not others:
            return None
        pieces = np.concatenate([np.stack([o[:-1], o[1:]], axis=1) for o in others])
        ends = line[[line[:, 0].argmin(), line[:, 0].argmax()]]
        wide = float(ends[1, 0] - ends[0, 0])
        step, level = STEP * wide, float(line[:, 1].mean())
        starts = [_nearest(pieces, float(end[1]), float(end[0]), TOUCHING * wide) for end in ends]
        if wide <= 0.0 or starts[0] is None or starts[1] is None or starts[0] >= starts[1]:
            return None
        rows = [(level, starts[0], starts[1])]
        for sign in (-1.0, 1.0):
            left, right = starts[0], starts[1]
            for number in range(1, STEPS + 1):
                y = level + sign * number * step
                on_left = _nearest(pieces, y, left, STEEP * step)
                on_right = _nearest(pieces, y, right, STEEP * step)
                if on_left is None or on_right is None or on_right - on_left < step:
                    break
                left, right = on_left, on_right
                rows.append((y, left, right))
        heights, lefts, rights = np.array(sorted(rows)).T
        return cls(heights, lefts, rights)


def top_edge(line: Floats) -> Floats:
    """Return the points [n, 2] of a liquid's line at its surface: of an outline, its upper edge."""
    if not is_closed(line):
        return line
    tall = float(np.ptp(line[:, 1]))
    return np.asarray(line[line[:, 1] < line[:, 1].min() + EDGE * tall])


def _nearest(pieces: Floats, y: float, x: float, reach: float) -> float | None:
    """Return where pieces [K, 2, 2] of lines cross a height, nearest to x; None beyond reach."""
    low, high = pieces[:, :, 1].min(axis=1), pieces[:, :, 1].max(axis=1)
    crossing = pieces[(low <= y) & (high >= y) & (high > low)]
    if not len(crossing):
        return None
    first, last = crossing[:, 0], crossing[:, 1]
    share = (y - first[:, 1]) / (last[:, 1] - first[:, 1])
    places = first[:, 0] + share * (last[:, 0] - first[:, 0])
    best = float(places[np.abs(places - x).argmin()])
    return best if abs(best - x) <= reach else None


def with_surface(
    bones: Bones,
    points: Floats,
    strokes: Ints,
    drawn: tuple[Floats, Ints],
    rest: tuple[Floats, Ints],
) -> Bones:
    """Return the bones of a liquid with joints for its surface, its walls, its bubbles.

    points [P, 2], strokes [P]: what the bones carry; drawn, rest: points on the liquid's lines and
    on those of all else, with their strokes.
    """
    widths = {int(s): float(np.ptp(drawn[0][drawn[1] == s, 0])) for s in np.unique(strokes)}
    top = max(widths, key=lambda stroke: widths[stroke])
    outline = drawn[0][drawn[1] == top]
    line = top_edge(outline)
    others = [rest[0][rest[1] == stroke] for stroke in np.unique(rest[1])]
    walls = Walls.beside(line, others) if others else None
    if walls is None:
        tall = line[line[:, 1].argmax()]
        return _carried(bones, [(FOOT, 0, tall)], {0: [(strokes == top, np.ones(len(points)))]})
    low, high = line.min(axis=0), line.max(axis=0)
    level, size = 0.5 * float(low[1] + high[1]), float(high[0] - low[0])
    first = len(bones.names)
    mine = strokes == top
    upper = np.ones(len(points))
    if len(line) < len(outline):
        tall = float(np.ptp(outline[:, 1]))
        upper = np.clip(1.0 - (points[:, 1] - high[1]) / (SOFT * tall), 0.0, 1.0)
    along = np.clip((points[:, 0] - low[0]) / size, 0.0, 1.0)
    bumps = [(upper >= 1.0) * np.clip(1.0 - 3.0 * np.abs(along - at), 0.0, 1.0) for at in AT]
    left = upper - sum(bumps)
    joints: list[tuple[str, int, Floats]] = []
    shares: dict[int, list[tuple[Bools, Floats]]] = {}
    names, ats = (*ENDS, *RIPPLES), (0.0, 1.0, *AT)
    parts = (left * (1.0 - along), left * along, *bumps)
    for name, at, share in zip(names, ats, parts, strict=True):
        place = np.array([low[0] + at * size, level])
        joints.append((f"{SLIDE}{name}", 0, slide_place(place, size)))
        joints.append((name, first + len(joints) - 1, place))
        shares[len(joints) - 1] = [(mine, share)]
    for number, stroke in enumerate(s for s in widths if s != top):
        own = drawn[0][drawn[1] == stroke]
        place = 0.5 * (own.min(axis=0) + own.max(axis=0))
        joints.append((f"{COLUMN}{number}", 0, np.array([place[0], walls.heights[-1] + size])))
        joints.append((f"{BUBBLE}{number}", first + len(joints) - 1, place))
        shares[len(joints) - 1] = [(strokes == stroke, np.ones(len(points)))]
    for name, side in ((WALL_LEFT, walls.left), (WALL_RIGHT, walls.right)):
        for number, (x, y) in enumerate(zip(side, walls.heights, strict=True)):
            joints.append((f"{name}{number}", 0, np.array([x, y])))
    return _carried(bones, joints, shares)


def _carried(
    bones: Bones,
    joints: Sequence[tuple[str, int, Floats]],
    shares: dict[int, list[tuple[Bools, Floats]]],
) -> Bones:
    """Return bones with further joints: name, parent, place [2]; points hang on them by shares.

    shares: by number among them, which points [P] hang on it, and how much.
    """
    first = len(bones.names)
    weights = np.zeros((len(bones.carriers), first + len(joints)))
    np.put_along_axis(weights, bones.carriers, 0.0, axis=1)
    rows = np.arange(len(weights))[:, None]
    np.add.at(weights, (rows, bones.carriers), bones.weights)
    for held in shares.values():
        for mine, _ in held:
            weights[mine] = 0.0
    for joint, held in shares.items():
        for mine, share in held:
            weights[mine, first + joint] = share[mine]
    weights[:, 0] += 1.0 - weights.sum(axis=1)
    width = max(int((weights > 0.0).sum(axis=1).max(initial=1)), bones.weights.shape[1])
    carriers = np.argsort(-weights, axis=1, kind="stable")[:, :width]
    return replace(
        bones,
        names=(*bones.names, *(name for name, _, _ in joints)),
        parents=np.concatenate([bones.parents, [p for _, p, _ in joints]]).astype(np.int64),
        joints=np.concatenate([bones.joints, [place for _, _, place in joints]]),
        confidence=np.concatenate([bones.confidence, np.ones(len(joints))]),
        carriers=carriers,
        weights=np.take_along_axis(weights, carriers, axis=1),
    )
