# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How strokes end on other strokes: a line that stops at an edge lies behind the edge.

An outline that is partly hidden goes on, behind what hides it, in its own direction (good
continuation, Wertheimer 1923; relatable edges, Kellman and Shipley 1991). An outline that stops on
another outline meets it in a T.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.geometry.grouping.samples import Floats, Ints, StrokeSamples

MEETING = 3.0  # working units; an end farther than this from a stroke hardly meets it
TOGETHER = 2.0  # working units; the line between nearer ends has no reliable direction
JUMPS = (8.0, 40.0)  # working units; typical lengths of gaps that an outline continues over


@dataclass(frozen=True, eq=False)
class Ends:
    """How the ends of each stroke i lie to each stroke j, for S strokes.

    All values are float32. Distances are in working units. A direction at an end points out of the
    stroke.

    Attributes:
        nearer: [S, S], distance to stroke j of that end of stroke i which is nearer to j.
        farther: [S, S], distance to stroke j of the other end of stroke i.
        tee: [S, S], how much an end of stroke i meets stroke j in a T: 1 at a right angle and
            touching, 0 along j or far away.
        gap: [S, S], distance between the two nearest ends, one of stroke i and one of stroke j.
        along: [S, S], whether the two nearest ends join into one smooth line: 1 straight on, -1
            folded back, toward 0 the larger `gap` is.
        onward: [len(JUMPS), S, S], how well stroke j continues stroke i in its direction over a gap
            about as long as the length in JUMPS, 0 to 1.
    """

    nearer: Floats
    farther: Floats
    tee: Floats
    gap: Floats
    along: Floats
    onward: Floats


def stroke_ends(samples: StrokeSamples) -> Ends:
    """Measure the ends of all S strokes against the N samples of all strokes (memory O(S N))."""
    starts, count = samples.offsets[:-1], samples.stroke_count
    at = np.stack([starts, samples.offsets[1:] - 1], axis=1)
    places = samples.points[at]
    out = samples.tangents[at] * np.array([-1.0, 1.0], dtype=np.float32)[None, :, None]
    nearer = np.full((count, count), np.inf, dtype=np.float32)
    farther, tee = np.zeros_like(nearer), np.zeros_like(nearer)
    for end in (0, 1):
        reach, square = _onto(samples, places[:, end], out[:, end])
        nearer, farther = np.minimum(nearer, reach), np.maximum(farther, reach)
        tee = np.maximum(tee, square * np.exp(-reach / MEETING))
    return Ends(nearer, farther, tee, *_end_to_end(places, out))


def end_features(ends: Ends, first: Ints, second: Ints) -> list[Floats]:
    """Return features, [K] each, of K pairs of strokes.

    first, second: int64 [K], the two strokes of each pair. Swapping them changes no feature.
    """
    columns: list[Floats] = []
    for values in (np.log1p(ends.nearer), np.log1p(ends.farther), ends.tee):
        a, b = values[first, second], values[second, first]
        columns += [np.minimum(a, b), np.maximum(a, b)]
    columns += [np.log1p(ends.gap[first, second]), ends.along[first, second]]
    return columns + [onward[first, second] for onward in ends.onward]


def _onto(samples: StrokeSamples, places: Floats, out: Floats) -> tuple[Floats, Floats]:
    """Return how far one end of each stroke is from all strokes, and how squarely it meets them.

    places [S, 2]: the ends, working units. out [S, 2]: their directions, out of the strokes. The
    results are [S, S], ends by strokes: the distances in working units, and the sines of the angles
    between `out` and the other stroke at its nearest point.
    """
    starts = samples.offsets[:-1]
    x, y = (places[:, None, k] - samples.points[None, :, k] for k in (0, 1))
    distance = np.hypot(x, y)
    reach = np.minimum.reduceat(distance, starts, axis=1)
    across = out[:, :1] * samples.tangents[None, :, 1] - out[:, 1:] * samples.tangents[None, :, 0]
    met = distance <= reach[:, samples.stroke]
    square = np.maximum.reduceat(np.where(met, np.abs(across), 0.0), starts, axis=1)
    return reach.astype(np.float32), square.astype(np.float32)


def _end_to_end(places: Floats, out: Floats) -> tuple[Floats, Floats, Floats]:
    count = len(places)
    places, out = places.reshape(-1, 2), out.reshape(-1, 2)
    way = places[None] - places[:, None]
    gap = np.linalg.norm(way, axis=2)
    ahead = np.einsum("ic,ijc->ij", out, way) / np.maximum(gap, 1e-6)
    turned = -out @ out.T
    straight = np.where(gap < TOGETHER, turned, np.minimum(ahead, ahead.T))
    by_strokes = (count, 2, count, 2)
    nearest = gap.reshape(by_strokes).min(axis=(1, 3))
    met = gap.reshape(by_strokes) <= nearest[:, None, :, None]
    along = np.where(met, turned.reshape(by_strokes), -1.0).max(axis=(1, 3))
    onward = [
        (np.maximum(straight, 0.0) * np.exp(-gap / jump)).reshape(by_strokes).max(axis=(1, 3))
        for jump in JUMPS
    ]
    return (
        nearest.astype(np.float32),
        (along * np.exp(-nearest / MEETING)).astype(np.float32),
        np.stack(onward).astype(np.float32),
    )
