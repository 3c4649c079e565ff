# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the ends of a part on what it hangs: a handle wiggles with both ends on the cup.

A line that touches the rest with both ends can't turn about one of them without coming off at the
other. So each end stays where it touches, and along the line that fades out. The piece of a line
that was cut stays on the rest of the line in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from addon.contract.drawing import CUBIC, Drawing
from engine.language.own_parts import hanging_word
from engine.rig.curve_points import STEP, along_curves
from engine.rig.hung import same_part
from engine.rig.sparse import largest_columns
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
HANGING = ("hinge", "soft", "stuck", "stands", "hangs", "any")  # so parts hang that are kept on
NEAR = 0.02  # of the drawing's long side: an end as near to the rest lies on it
BULGING = 1.15  # times as long as its ends are apart: a straight line would only bend
OFF = 0.15  # of its extent: what is moved so far with all its ends leaves the rest
WHOLLY = 0.999  # weight of a point at whose place something is
SAME = 1e-5  # of it: two pieces of one line end as near to each other
FADING = {1: 0.35, 2: 0.5}  # of its length, by the ends that are held: so far the line gives way


@dataclass(frozen=True)
class Pin:
    """An end of a line that stays on something.

    Attributes:
        end: number of the point that stays.
        on, weights: [k], numbers and weights of the points of the curve on which it lies.
        line: int64 [n], points of the line from that end on.
        share: [n], how much each goes with the end, 1 at the end, falling to 0.
    """

    end: int
    on: Ints
    weights: Floats
    line: Ints
    share: Floats


def pins_of(drawing: Drawing) -> tuple[Pin, ...]:
    """Return the ends of lines of parts that stay on the rest."""
    names = drawing.object_names
    if len(names) < 2:
        return ()
    owner, places = numpy_of(drawing.objects), numpy_of(drawing.positions).astype(np.float64)
    size = max(float(np.ptp(places, axis=0).max()), 1e-9)
    strokes = np.repeat(np.arange(len(owner)), np.diff(numpy_of(drawing.stroke_offsets)))
    cubic = numpy_of(drawing.curve_types)[strokes] == CUBIC
    along = along_curves(places, strokes, cubic, STEP * size)
    lines, of = np.asarray(along @ places), strokes[largest_columns(along)]
    first = np.flatnonzero(of[1:] == of[:-1])
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    ends = frozenset(np.concatenate([offsets[:-1], offsets[1:] - 1]).tolist())
    found: list[Pin] = []
    for number, name in enumerate(names):
        word = hanging_word(name, names)
        if word is None or word.hangs not in HANGING:
            continue
        same = [n for n, other in enumerate(names) if same_part(name, other)]
        rest = first[~np.isin(owner[of[first]], same)]
        if len(rest):
            others = _Pieces(lines[rest], lines[rest + 1], along[rest], along[rest + 1])
            for stroke in np.flatnonzero((owner == number) & (numpy_of(drawing.cyclic) == 0)):
                found += _pins(places, np.array(drawing.stroke(int(stroke))), others, size, ends)
    return tuple(found)


@dataclass(frozen=True)
class _Pieces:
    """Straight pieces of lines: starts and ends [n, 2], and of which points each end is made."""

    starts: Floats
    ends: Floats
    of_starts: csr_matrix
    of_ends: csr_matrix

    def nearest(self, place: Floats) -> tuple[float, Ints, Floats]:
        """Return how far a place [2] is, and the points and weights that make the nearest one."""
        way = self.ends - self.starts
        share = ((place - self.starts) * way).sum(axis=1) / np.maximum((way**2).sum(axis=1), 1e-12)
        share = np.clip(share, 0.0, 1.0)
        far = np.linalg.norm(self.starts + share[:, None] * way - place, axis=1)
        best = int(far.argmin())
        at = (1.0 - share[best]) * self.of_starts[best] + share[best] * self.of_ends[best]
        at = csr_matrix(at)
        return float(far[best]), at.indices.astype(np.int64), np.asarray(at.data, np.float64)


def _pins(
    places: Floats, line: Ints, others: _Pieces, size: float, ends: frozenset[int]
) -> list[Pin]:
    """Return the ends of one line that stay: both, or where it was cut.

    ends: numbers of the points at which lines end.
    """
    if len(line) < 2:
        return []
    nearest = [others.nearest(places[point]) for point in (line[0], line[-1])]
    far = np.array([each[0] for each in nearest])
    at_ends = [bool(weights.max() > WHOLLY and on[weights.argmax()] in ends)
               for _, on, weights in nearest]  # fmt: skip
    held = (far < SAME * size) & np.array(at_ends)
    length = float(np.linalg.norm(np.diff(places[line], axis=0), axis=1).sum())
    bulges = length > BULGING * float(np.linalg.norm(places[line[0]] - places[line[-1]]))
    if bulges and (far < NEAR * size).all():
        held[:] = True
    found = []
    for end in np.flatnonzero(held):
        own = line if end == 0 else line[::-1]
        way = np.concatenate(
            [[0.0], np.cumsum(np.linalg.norm(np.diff(places[own], axis=0), axis=1))]
        )
        share = way / max(float(way[-1]) * FADING[int(held.sum())], 1e-9)
        fade = np.clip(1.0 - share, 0.0, 1.0)
        _, on, weights = nearest[end]
        found.append(Pin(int(own[0]), on, weights, own, fade**2 * (3.0 - 2.0 * fade)))
    return found


def pinned(pins: tuple[Pin, ...], rest: Floats, target: Floats) -> Floats:
    """Return a motion [F, P, 2] in which ends of lines stay on what they lie on.

    rest: [P, 2].
    """
    if not pins:
        return target
    moved = target - rest
    result = target.copy()
    for pin in pins:
        ends = [other.end for other in pins if other.line.min() == pin.line.min()]
        extent = float(np.ptp(rest[pin.line], axis=0).max())
        if np.linalg.norm(moved[:, ends].mean(axis=1), axis=1).max() > OFF * extent:
            continue  # it is lifted off, or pulled out
        missed = np.einsum("k,fkd->fd", pin.weights, moved[:, pin.on]) - moved[:, pin.end]
        result[:, pin.line] += pin.share[:, None] * missed[:, None]
    return result
