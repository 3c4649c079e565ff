# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of how an animation moves strokes: amount of motion, joints, lengths, smoothness.

Lengths in the results are per cent of the drawing's long side, so that drawings of any size
compare. Shapes: F frames, N places on strokes (`engine.metrics.places`), in working units.
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
from engine.metrics.wholeness import off_length, parted

TOUCHING = 3.0  # working units; an end of a stroke nearer than this to another is a joint
SHORT_CHORD = 2.0  # working units; shorter chords are left out of stretch
PER_CENT = 100.0 / LONG_SIDE


@dataclass(frozen=True)
class Measures:
    """The measures of an animation. All but closure and identity are in per cent.

    Attributes:
        amount: RMS distance from rest.
        articulation: RMS motion that the best affine map of each object in each frame leaves.
        jitter: RMS of what is too fast to be seen as motion (fourth differences in time).
        gaps: mean growth of the gaps at joints.
        worst_gap: 95th percentile, over joints, of their largest growth.
        stretch: RMS change of the length of chords along strokes, without growth of the object.
        closure: of a loop, the step from its last frame to its first over the usual step: 1 is
            seamless; NaN where there is no loop.
        seam: of a loop, how far its first frame lies off the way from the last frames to the next
            ones, more than any other frame does from its neighbours; NaN where there is no loop.
        identity: likeness of the frames and the drawing, 0..1.
        off_length: share of the pieces of line, 4 % of the drawing long, that leave 0.8 to 1.25 of
            their length in any frame, though nothing stretches them on purpose.
        parted: share of touching strokes whose gap grows by more than 0.5 % of the drawing.
    """

    amount: float
    articulation: float
    jitter: float
    gaps: float
    worst_gap: float
    stretch: float
    closure: float
    seam: float
    identity: float
    off_length: float
    parted: float

    def to_json(self) -> dict[str, float | None]:
        """Return the numbers, rounded; None for a measure that doesn't apply."""
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
    """Return the measures of places that were followed through an animation.

    coarse: 3 places to a cubic. fine: 12 places to a cubic, for joints and identity.
    """
    moving = coarse.movable
    if not moving.any():
        closure, seam = (1.0, 0.0) if loop else (float("nan"), float("nan"))
        return Measures(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, closure, seam, 1.0, 0.0, 0.0)
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
        seam=seam_of(moved) * PER_CENT if loop else float("nan"),
        identity=identity(fine),
        off_length=100.0 * off_length(fine),
        parted=100.0 * parted(fine),
    )


def _rms(vectors: Floats) -> float:
    """Return the RMS length of vectors [..., 2]."""
    return float(np.sqrt((vectors**2).sum(axis=-1).mean())) if vectors.size else 0.0


def articulation(places: Places) -> float:
    """Return the RMS motion that the best affine map of each object in each frame leaves."""
    left = []
    for number in np.unique(places.objects[places.movable]):
        own = places.of_object(int(number))
        design = np.concatenate([own.rest, np.ones((len(own.rest), 1))], axis=1)
        projection = design @ np.linalg.pinv(design, rcond=1e-6)
        motion = own.moved - own.rest
        left.append((motion - np.einsum("nm,fmd->fnd", projection, motion)).reshape(-1, 2))
    return _rms(np.concatenate(left)) if left else 0.0


def jitter(moved: Floats, *, loop: bool) -> float:
    """Return the RMS of fourth differences of positions [F,N,2] in time, divided by 16.

    This filter leaves sin^4(w/2) of a frequency w: 0.4 % of a cycle of 12 frames, 56 % of one of 3.
    """
    if loop:
        moved = np.concatenate([moved[-2:], moved, moved[:2]])
    if len(moved) < 5:
        return 0.0
    fast = moved[:-4] - 4 * moved[1:-3] + 6 * moved[2:-2] - 4 * moved[3:-1] + moved[4:]
    return _rms(fast / 16.0)


def closure_of(moved: Floats) -> float:
    """Return the step of positions [F,N,2] over a loop's seam, over the RMS of the other steps."""
    steps = np.sqrt((np.diff(moved, axis=0) ** 2).sum(axis=-1).mean(axis=1))
    seam = _rms(moved[0] - moved[-1])
    usual = float(np.sqrt((steps**2).mean())) if len(steps) else 0.0
    return seam / usual if usual > 1e-6 else 1.0


def seam_of(moved: Floats) -> float:
    """Return how far the first frame of a loop, positions [F,N,2], is from what follows the last.

    That is where a cubic through its four neighbours puts it. What any other frame is off by, the
    most, is quick motion and taken out.
    """
    if len(moved) < 6:
        return 0.0
    before = [np.roll(moved, shift, axis=0) for shift in (1, 2)]
    after = [np.roll(moved, -shift, axis=0) for shift in (1, 2)]
    between = (4.0 * (before[0] + after[0]) - before[1] - after[1]) / 6.0
    off = np.sqrt(((moved - between) ** 2).sum(axis=-1).mean(axis=1))
    return float(max(max(off[0], off[-1]) - off[1:-1].max(), 0.0))


def joint_gaps(places: Places) -> tuple[float, float]:
    """Return how much farther apart joints are than at rest: mean, and 95th percentile of joints.

    A joint is the end of a stroke and the nearest place of another stroke of the same object.
    """
    first, second = joints(places)
    if not len(first):
        return 0.0, 0.0
    rest = np.hypot(*(places.rest[first] - places.rest[second]).T)
    apart = places.moved[:, first] - places.moved[:, second]
    growth = np.maximum(np.sqrt((apart**2).sum(axis=-1)) - rest, 0.0)
    return float(growth.mean()), float(np.percentile(growth.max(axis=0), 95))


def joints(places: Places) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the joints at rest: numbers [J] of ends, and [J] of places on other strokes."""
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
    """Return the RMS change of the logarithms of chord lengths, without each object's growth."""
    changes = []
    for number in np.unique(places.objects[places.movable]):
        own = places.of_object(int(number))
        index = np.arange(len(own.rest))
        pairs = [(index[:-reach], index[reach:]) for reach in (1, 2)]
        a = np.concatenate([pair[0] for pair in pairs])
        b = np.concatenate([pair[1] for pair in pairs])
        rest = np.hypot(*(own.rest[a] - own.rest[b]).T)
        used = (own.strokes[a] == own.strokes[b]) & (rest > SHORT_CHORD)
        if not used.any():
            continue
        chords = np.sqrt(((own.moved[:, a[used]] - own.moved[:, b[used]]) ** 2).sum(axis=-1))
        change = np.log(np.maximum(chords, 0.05 * rest[used]) / rest[used])
        changes.append((change - np.median(change, axis=1, keepdims=True)).ravel())
    return float(np.sqrt((np.concatenate(changes) ** 2).mean())) if changes else 0.0
