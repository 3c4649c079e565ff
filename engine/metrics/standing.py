# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far feet slide while they stand.

A foot is followed where it touches the ground: while its heel rises that is its toe, and the rest
of the sole may go on. Where a gait stays on the spot the ground passes by, as fast as all feet that
stand about that time go on the median; one that goes differently slides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NEAR_GROUND = 0.01  # of the drawing: a foot as near to the lowest place it reaches stands
SAME_GROUND = 0.06  # of the drawing: a foot that stays higher above the others never stands
TOUCHES = 0.01  # of the drawing: points as near to a foot's lowest one touch the ground
STANDS = 3  # frames, at least, in which a foot that stands is followed
WINDOW = 2  # steps before and after, in which the ground is taken to pass by evenly


def slide(feet: list[Floats], size: float) -> float:
    """Return how far standing feet slide, in sizes of the drawing; NaN where none stands.

    feet: the points [F, n, 2] of each; size: long side of the drawing.
    """
    lowest = [float(foot[..., 1].max()) for foot in feet]
    feet = [
        f for f, low in zip(feet, lowest, strict=True) if low >= max(lowest) - SAME_GROUND * size
    ]
    paces = [_paces(foot, size) for foot in feet]
    if not any(np.isfinite(pace).any() for pace in paces):
        return float("nan")
    ground = _ground(np.stack(paces))
    slid = [float(np.ptp(_way((pace - ground)[run]))) for pace in paces for run in _runs(pace)]
    return max(slid) / size


def _paces(foot: Floats, size: float) -> Floats:
    """Return how far [F - 1] what touches the ground goes in each step; NaN where none does."""
    height = foot[..., 1].max(axis=1)
    down = height >= height.max() - NEAR_GROUND * size
    touches = foot[..., 1] >= height[:, None] - TOUCHES * size
    both = touches[1:] & touches[:-1] & (down[1:] & down[:-1])[:, None]
    step = np.diff(foot[..., 0], axis=0)
    pace = np.where(both, step, 0.0).sum(axis=1) / np.maximum(both.sum(axis=1), 1)
    pace[~both.any(axis=1)] = np.nan
    for run in _all_runs(np.isfinite(pace)):
        if len(run) < STANDS - 1:
            pace[run] = np.nan
    return np.asarray(pace)


def _ground(paces: Floats) -> Floats:
    """Return how far [F - 1] the ground goes in each step, from the paces [n, F - 1] of feet."""
    ground = np.full(paces.shape[1], np.nan)
    for step in range(len(ground)):
        near = paces[:, max(step - WINDOW, 0) : step + WINDOW + 1]
        if np.isfinite(near).any():
            ground[step] = np.nanmedian(near)
    return ground


def _runs(pace: Floats) -> list[NDArray[np.int64]]:
    """Return the steps of each time that a foot stands."""
    return _all_runs(np.isfinite(pace))


def _all_runs(here: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Return the runs of True as arrays of numbers."""
    runs = np.split(np.arange(len(here)), np.flatnonzero(np.diff(here.astype(int))) + 1)
    return [run for run in runs if len(run) and here[run[0]]]


def _way(steps: Floats) -> Floats:
    """Return places [n + 1] after steps [n]."""
    return np.concatenate([[0.0], np.cumsum(steps)])
