# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of the bodies that lie apart each noun of a sentence names: by looks, size and place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.geometry.grouping.named import NamedObject, unique, usual_size
from engine.geometry.grouping.samples import Ints, StrokeSamples
from engine.rig.answers import plan_odds
from engine.rig.drawn_nouns import nouns_seen
from engine.rig.find import FEWEST_POINTS, default_net
from engine.rig.hints import Box
from engine.rig.nouns import plans_of
from engine.rig.skeletons import PLANS
from engine.rig.tokens import spread
from engine.rig.told_ground import ToldGround

LOOKS = 0.5  # how much counts what a thing looks like, of what the rig network says of bodies
SIZE_STEP, SIZED = 0.3, 1.0  # of the logarithm of sizes, each step; how much a size counts
LEAST_ODDS = 1e-3  # of a body plan; below that the network knows nothing


def called(samples: StrokeSamples, labels: Ints, told: Sequence[NamedObject]) -> tuple[str, ...]:
    """Return a name for each body: the nouns, by how likely each body has the noun's plan."""
    count = int(labels.max()) + 1
    nouns = [one.name for one in told for _ in range(one.count)]
    if len(told) == 1:
        return tuple(unique([nouns[0]] * count))
    if len(nouns) != count:
        return tuple(f"object {number + 1}" for number in range(count))
    from scipy.optimize import linear_sum_assignment  # most sentences don't need it

    fits = np.array([_fits(samples, labels == body, nouns) for body in range(count)])
    odds = np.log(np.maximum(fits, LEAST_ODDS))
    if not all(plans_of(f"the {noun} moves") for noun in nouns):  # the rig network knows bodies
        seen = nouns_seen([_lines_of(samples, labels == body) for body in range(count)], nouns)
        odds = odds + (0.0 if seen is None else LOOKS * np.maximum(seen, np.log(LEAST_ODDS)))
        odds = odds + _by_size(samples, labels, nouns)
    _, chosen = linear_sum_assignment(-odds)
    return tuple(unique([nouns[noun] for noun in chosen]))


def stacked(
    samples: StrokeSamples, labels: Ints, names: tuple[str, ...], ground: ToldGround | None
) -> tuple[str, ...]:
    """Return the names of two bodies of which one is said to be the ground: it lies lower."""
    if ground is None or set(names) != {ground.noun, ground.mover} or len(names) != 2:
        return names
    heights = [float(samples.points[labels[samples.stroke] == body, 1].mean()) for body in (0, 1)]
    first = (heights[0] > heights[1]) != ground.above
    return (ground.noun, ground.mover) if first else (ground.mover, ground.noun)


def _lines_of(samples: StrokeSamples, mine: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    return [
        samples.points[samples.offsets[n] : samples.offsets[n + 1]].astype(np.float64)
        for n in np.flatnonzero(mine)
    ]


def _by_size(samples: StrokeSamples, labels: Ints, nouns: Sequence[str]) -> NDArray[np.float64]:
    """Return how well each body [B, N] has the size of what each noun names, among the others.

    Nothing is said where the size of a noun isn't known.
    """
    steps = [usual_size(noun) for noun in nouns]
    if 0 in steps:
        return np.zeros((int(labels.max()) + 1, len(nouns)))
    own = [samples.points[labels[samples.stroke] == body] for body in range(int(labels.max()) + 1)]
    sizes = np.log([max(float(np.ptp(each, axis=0).max()), 1e-6) for each in own])
    usual = SIZE_STEP * np.array(steps, np.float64)
    off = (sizes - sizes.mean())[:, None] - (usual - usual.mean())
    return np.asarray(-SIZED * np.minimum(np.abs(off), 2.0))


def _fits(samples: StrokeSamples, mine: NDArray[np.bool_], nouns: Sequence[str]) -> list[float]:
    """Return for each noun how likely strokes [S] have one of its body plans, by the network."""
    points = samples.points[mine[samples.stroke]].astype(np.float64)
    if len(points) < FEWEST_POINTS:
        return [0.0] * len(nouns)
    _, strokes = np.unique(samples.stroke[mine[samples.stroke]], return_inverse=True)
    sampled = spread(Box.of(points).inside(points), strokes.astype(np.int64))
    odds = plan_odds(default_net(), sampled.points, sampled.strokes)
    plans = [plans_of(f"the {noun} moves") for noun in nouns]
    return [float(odds[[list(PLANS).index(plan) for plan in own]].sum()) for own in plans]
