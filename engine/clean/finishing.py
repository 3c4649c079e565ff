# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean strokes get their last shape: smooth between corners, with an even pressure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from engine.clean.joining import StrokeChain
from engine.clean.lines import STEP, evenly
from engine.geometry.bezier import Floats

SMOOTHING = (0.6, 1.8)  # samples over which a line is smoothed, at no and at full strength
OF_SPREAD = 2.0  # times how far its strokes ran apart, over which it is smoothed beside that
PRESSURE = 4.0  # samples over which pressure is smoothed
WIDEST = 1.6  # times the width of the lines that a stroke stands for
APART = 1.5  # between the points of a clean stroke


@dataclass(frozen=True, eq=False)
class CleanStroke:
    """A stroke of the clean drawing.

    Attributes:
        points: [n, 2].
        widths, opacities: [n].
        closed: whether the last point is followed by the first.
        members: the strokes of the rough drawing that it stands for.
    """

    points: Floats
    widths: Floats
    opacities: Floats
    closed: bool
    members: frozenset[int]


def finished(chain: StrokeChain, strength: float) -> CleanStroke:
    """Return a chain smoothed; its ends and corners stay.

    strength: 0..1. Where strokes that became one ran apart, their beginnings and ends leave waves:
    such lines are smoothed over more than those that were drawn once.
    """
    runs = [
        _smoothed(run, _smoothing(run, strength), wraps=chain.smooth_seam) for run in chain.runs
    ]
    values = np.concatenate([runs[0], *(run[1:] for run in runs[1:])])
    if chain.closed and not chain.smooth_seam and len(values) > 2:
        values = values[:-1]  # the corner of the seam
    return CleanStroke(
        values[:, :2], _width(values), np.clip(values[:, 3], 0, 1), chain.closed, chain.members
    )


def _smoothing(run: Floats, strength: float) -> float:
    """Return over how many samples a run [n, 6] is smoothed."""
    own = SMOOTHING[0] + (SMOOTHING[1] - SMOOTHING[0]) * strength
    return own + OF_SPREAD * strength * float(run[:, 4].mean()) / STEP


def _width(values: Floats) -> Floats:
    """Return widths [n]: those of the lines, more where they ran farther apart."""
    width, spread = values[:, 2], values[:, 4]
    return np.asarray(np.minimum(np.hypot(width, spread), WIDEST * width))


def _smoothed(run: Floats, sigma: float, *, wraps: bool) -> Floats:
    """Return a run [n, 6] smoothed and sampled anew, the ends as they were.

    What the filter shrinks is given back once (Taubin, A Signal Processing Approach to Fair
    Surface Design, 1995).
    """
    even = _even(run, STEP, wraps=wraps)
    places = even[:, :2]
    low = _filtered(places, sigma, wraps)
    low = 2.0 * low - _filtered(low, sigma, wraps)
    rest = _filtered(even[:, 2:], PRESSURE, wraps)
    if not wraps:
        low[[0, -1]] = places[[0, -1]]
    return _even(np.column_stack([low, rest]), APART, wraps=wraps)


def _filtered(values: Floats, sigma: float, wraps: bool) -> Floats:
    if wraps or len(values) < 3:
        mode = "wrap" if wraps else "nearest"
        return np.asarray(gaussian_filter1d(values, sigma, axis=0, mode=mode))
    size = min(len(values) - 1, int(4 * sigma) + 1)  # mirrored through the ends, which so stay
    before = 2.0 * values[:1] - values[size:0:-1]
    after = 2.0 * values[-1:] - values[-2 : -2 - size : -1]
    padded = np.concatenate([before, values, after])
    return np.asarray(gaussian_filter1d(padded, sigma, axis=0))[size : size + len(values)]


def _even(run: Floats, step: float, *, wraps: bool) -> Floats:
    """Return a run sampled about `step` apart."""
    values = np.concatenate([run, run[:1]]) if wraps else run
    even = evenly(values, step, 4 if wraps else 2)
    return even[:-1] if wraps else even
