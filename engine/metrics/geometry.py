# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an animation does to a drawing, in numbers: amount of motion, joints, lengths, smoothness.

All lengths are in per cent of the drawing's long side, so that drawings of any size compare.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from engine.metrics.identity import identity
from engine.metrics.places import LONG_SIDE, Floats, Places, follow

TOUCHING = 3.0  # working units: an end nearer than this to another stroke is a joint
SHORT_CHORD = 2.0  # working units: shorter chords say nothing about stretch
PER_CENT = 100.0 / LONG_SIDE


@dataclass(frozen=True)
class Measures:
    """amount: RMS way from rest. articulation: RMS of what the best affine map of each object in
    each frame leaves. jitter: RMS of what is too fast to be seen as motion (fourth differences in
    time). gaps, worst_gap: growth of the gaps at joints, mean and 95th percentile. stretch: RMS
    change of chords along strokes, in per cent of their length, growth of the whole object apart.
    closure: of a loop, the step from the last frame to the first over the usual step (1 is
    seamless; NaN for no loop). identity: likeness of frames and drawing, 0..1.
    """

    amount: float
    articulation: float
    jitter: float
    gaps: float
    worst_gap: float
    stretch: float
    closure: float
    identity: float

    def to_json(self) -> dict[str, float | None]:
        """Return the numbers, rounded; None for what does not apply."""
        return {
            name: None if np.isnan(value) else round(value, 3)
            for name, value in asdict(self).items()
        }


def measure(drawing: Drawing, animation: Animation) -> Measures:
    """Return the measures of an animation. Raises BadInput when it belongs to another drawing."""
    return measure_places(
        follow(drawing, animation, 3), follow(drawing, animation, 12), loop=animation.loop
    )


def measure_places(coarse: Places, fine: Places, *, loop: bool) -> Measures:
    """Return the measures of followed places: 3 a cubic, and 12 a cubic for joints and pictures."""
    moving = coarse.movable
    if not moving.any():
        closure = 1.0 if loop else float("nan")
        return Measures(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, closure, 1.0)
    moved = coarse.moved[:, moving] - coarse.rest[moving]
    gaps, worst = joint_gaps(fine)
    return Measures(
        amount=_rms(moved) * PER_CENT,
        articulation=articulation(coarse) * PER_CENT,
        jitter=jitter(moved, loop=loop) * PER_CENT,
        gaps=gaps * PER_CENT,
        worst_gap=worst * PER_CENT,
        stretch=100.0 * stretch(coarse),
        closure=closure_of(moved) if loop else float("nan"),
        identity=identity(fine),
    )


def _rms(vectors: Floats) -> float:
    """Return the RMS length of vectors [..., 2]."""
    return float(np.sqrt((vectors**2).sum(axis=-1).mean())) if vectors.size else 0.0


def articulation(places: Places) -> float:
    """Return the RMS motion left after the best affine map of each object in each frame."""
    left = []
    for number in np.unique(places.objects[places.movable]):
        own = places.of_object(int(number))
        design = np.concatenate([own.rest, np.ones((len(own.rest), 1))], axis=1)
        keep = design @ np.linalg.pinv(design, rcond=1e-6)
        way = own.moved - own.rest
        left.append((way - np.einsum("nm,fmd->fnd", keep, way)).reshape(-1, 2))
    return _rms(np.concatenate(left)) if left else 0.0


def jitter(moved: Floats, *, loop: bool) -> float:
    """Return the RMS of fourth differences in time over 16: sin^4(w/2) of each frequency w.

    A cycle of 12 frames passes with 0.4 %, one of 3 frames with 56 %.
    """
    if loop:
        moved = np.concatenate([moved[-2:], moved, moved[:2]])
    if len(moved) < 5:
        return 0.0
    fast = moved[:-4] - 4 * moved[1:-3] + 6 * moved[2:-2] - 4 * moved[3:-1] + moved[4:]
    return _rms(fast / 16.0)


def closure_of(moved: Floats) -> float:
    """Return the step over a loop's seam relative to the RMS of the steps inside."""
    steps = np.sqrt((np.diff(moved, axis=0) ** 2).sum(axis=-1).mean(axis=1))
    seam = _rms(moved[0] - moved[-1])
    usual = float(np.sqrt((steps**2).mean())) if len(steps) else 0.0
    return seam / usual if usual > 1e-6 else 1.0


def joint_gaps(places: Places) -> tuple[float, float]:
    """Return how much farther apart joints are than at rest: mean, and 95th percentile of joints.

    A joint is the end of a stroke and the nearest place of another stroke of its object.
    """
    first, second = joints(places)
    if not len(first):
        return 0.0, 0.0
    rest = np.hypot(*(places.rest[first] - places.rest[second]).T)
    apart = places.moved[:, first] - places.moved[:, second]
    growth = np.maximum(np.sqrt((apart**2).sum(axis=-1)) - rest, 0.0)
    return float(growth.mean()), float(np.percentile(growth.max(axis=0), 95))


def joints(places: Places) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of places that touch at rest: [J] ends, [J] places of other strokes."""
    strokes = places.strokes
    edge = np.ones(len(strokes), dtype=bool)
    edge[1:-1] = (strokes[1:-1] != strokes[:-2]) | (strokes[1:-1] != strokes[2:])
    edge &= places.movable & ~places.closed[strokes]
    first, second = [], []
    tree = cKDTree(places.rest)
    ends = np.flatnonzero(edge)
    for end, near in zip(ends, tree.query_ball_point(places.rest[ends], TOUCHING), strict=True):
        others = np.asarray(near, dtype=np.int64)
        others = others[
            (strokes[others] != strokes[end]) & (places.objects[others] == places.objects[end])
        ]
        gaps = np.hypot(*(places.rest[others] - places.rest[end]).T)
        others = others[np.argsort(gaps, kind="stable")]
        _, nearest = np.unique(strokes[others], return_index=True)
        first += [end] * len(nearest)
        second += others[nearest].tolist()
    return np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)


def stretch(places: Places) -> float:
    """Return the RMS change of chord lengths (logarithms), each object's own growth taken out."""
    changes = []
    for number in np.unique(places.objects[places.movable]):
        own = places.of_object(int(number))
        index = np.arange(len(own.rest))
        pairs = [(index[:-reach], index[reach:]) for reach in (1, 2)]
        a = np.concatenate([pair[0] for pair in pairs])
        b = np.concatenate([pair[1] for pair in pairs])
        rest = np.hypot(*(own.rest[a] - own.rest[b]).T)
        kept = (own.strokes[a] == own.strokes[b]) & (rest > SHORT_CHORD)
        if not kept.any():
            continue
        chords = np.sqrt(((own.moved[:, a[kept]] - own.moved[:, b[kept]]) ** 2).sum(axis=-1))
        change = np.log(np.maximum(chords, 0.05 * rest[kept]) / rest[kept])
        changes.append((change - np.median(change, axis=1, keepdims=True)).ravel())
    return float(np.sqrt((np.concatenate(changes) ** 2).mean())) if changes else 0.0
