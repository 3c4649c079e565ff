# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies that are drawn apart: groups of strokes with nothing drawn between them.

Used where a sentence says that there are several; it would part too much without that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.geometry.grouping.nearness import nearness, widest_gap
from engine.geometry.grouping.samples import Floats, Ints, StrokeSamples

GAP = 0.015  # of the drawing's long side: bodies are as far apart at least
WIDE = 0.08  # of it: so far apart may bodies be one above the other
OVERLAP = 0.25  # of the narrower body: what is more above another one belongs to it
BODY = 0.3  # of the largest body's diagonal: what is smaller goes with its neighbour
MOST = 12  # bodies
MOST_GAPS = 40  # the widest ones, that are tried: strokes may be scattered dots


@dataclass(frozen=True, eq=False)
class StrokeGaps:
    """How far S strokes lie from each other, working units.

    Attributes:
        samples: points on the strokes.
        distance: [S, S], the smallest between two strokes.
        widest: [S, S], the widest gap on the best way between two strokes over others.
    """

    samples: StrokeSamples
    distance: Floats
    widest: Floats

    @classmethod
    def of(cls, samples: StrokeSamples) -> StrokeGaps:
        """Measure strokes against each other; memory and time grow with their square."""
        distance = nearness(samples).distance
        return cls(samples, distance, widest_gap(distance))


def drawn_apart(gaps: StrokeGaps, expected: int, *, several: bool) -> Ints | None:
    """Return the body of each stroke [S], numbered from the left; None where they aren't apart.

    expected: number of bodies; several: it is the least number.
    """
    if expected > MOST:
        return None
    samples, distance = gaps.samples, gaps.distance
    side = float((samples.high.max(axis=0) - samples.low.min(axis=0)).max())
    tried = np.unique(gaps.widest[gaps.widest > GAP * side])[-MOST_GAPS:]
    for gap in tried if several else tried[::-1]:
        labels = _bodies(samples, distance, gaps.widest < gap)
        count = int(labels.max()) + 1
        fits = expected <= count <= MOST if several else count == expected
        if fits and _are_apart(samples, distance, labels, side):
            return _from_the_left(samples, labels)
    return None


def _bodies(samples: StrokeSamples, distance: Floats, joined: np.ndarray) -> Ints:
    """Return groups [S] of strokes that hang together; small ones join the nearest large one."""
    _, labels = np.unique(joined.argmax(axis=1), return_inverse=True)
    boxes = [_box(samples, labels == group) for group in range(labels.max() + 1)]
    sizes = np.array([np.linalg.norm(high - low) for low, high in boxes])
    large = sizes >= BODY * sizes.max()
    for group in np.flatnonzero(~large):
        mine = labels == group
        others = np.isin(labels, np.flatnonzero(large))
        near = distance[np.ix_(mine, others)].min(axis=0)
        labels[mine] = labels[others][int(near.argmin())]
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _are_apart(samples: StrokeSamples, distance: Floats, labels: Ints, side: float) -> bool:
    """Whether all bodies are side by side, or far from each other."""
    boxes = [_box(samples, labels == group) for group in range(labels.max() + 1)]
    for one in range(len(boxes)):
        for other in range(one):
            (low, high), (low2, high2) = boxes[one], boxes[other]
            shared = min(high[0], high2[0]) - max(low[0], low2[0])
            narrow = min(high[0] - low[0], high2[0] - low2[0])
            gap = float(distance[np.ix_(labels == one, labels == other)].min())
            if gap < GAP * side or (shared > OVERLAP * narrow and gap < WIDE * side):
                return False
    return True


def _from_the_left(samples: StrokeSamples, labels: Ints) -> Ints:
    """Return groups [S] numbered by where their middles are, from left to right."""
    boxes = [_box(samples, labels == group) for group in range(labels.max() + 1)]
    order = np.argsort([low[0] + high[0] for low, high in boxes], kind="stable")
    return np.argsort(order)[labels].astype(np.int64)


def _box(samples: StrokeSamples, mine: np.ndarray) -> tuple[Floats, Floats]:
    return samples.low[mine].min(axis=0), samples.high[mine].max(axis=0)
