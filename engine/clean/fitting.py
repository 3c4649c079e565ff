# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean strokes are fitted to the lines as they were drawn.

In every place a stroke moves to where a parabola through the lines around it passes: local
quadratic regression (Cleveland, Robust Locally Weighted Regression and Smoothing Scatterplots,
1979) of the lines' distances from the stroke. Long strokes count less, see `SampledLine`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.clean.joining import StrokeChain
from engine.clean.lines import STEP, SampledLine, tangents
from engine.geometry.bezier import Floats

ROUNDS = 3
PARALLEL = np.cos(np.deg2rad(40.0))
ALONG = 1.6  # reaches along a stroke over which it is fitted
BESIDE = 1.5  # reaches across it
RIDGE = 0.2  # samples' weight by which slope and curvature are held back
NEARNESS = 3  # strokes to which a sample may belong


def fitted(
    chains: Sequence[StrokeChain], lines: Sequence[SampledLine], reach: float
) -> list[StrokeChain]:
    """Return chains fitted to the lines they stand for, before these were bundled."""
    if not chains or not lines:
        return list(chains)
    drawn = np.concatenate([line.points for line in lines])
    ways = np.concatenate([tangents(line.points) for line in lines])
    sure = np.concatenate([line.weights for line in lines])
    fresh = list(chains)
    for _ in range(ROUNDS):
        fresh = _round(fresh, drawn, ways, sure, reach)
    return fresh


def _round(
    chains: list[StrokeChain], drawn: Floats, ways: Floats, sure: Floats, reach: float
) -> list[StrokeChain]:
    runs = [run for chain in chains for run in chain.runs]
    sizes = [len(run) for run in runs]
    places = np.concatenate([run[:, :2] for run in runs])
    along = np.concatenate([tangents(run[:, :2]) for run in runs])
    nearest = _nearest(places, along, drawn, ways, BESIDE * reach)
    has = np.flatnonzero(nearest >= 0)
    owner = np.repeat(np.arange(len(runs)), sizes)[nearest[has]]
    first = np.concatenate([[0], np.cumsum(sizes)])
    moved = []
    for number, run in enumerate(runs):
        own = has[owner == number]
        at = nearest[own] - first[number]
        way = along[first[number] : first[number + 1]]
        moved.append(_moved(run, way, drawn[own], at, sure[own], reach))
    fresh, used = [], 0
    for chain in chains:
        own_runs = moved[used : used + len(chain.runs)]
        used += len(chain.runs)
        fresh.append(replace(chain, runs=tuple(_meeting(own_runs, chain, reach))))
    return fresh


def _nearest(
    places: Floats, along: Floats, drawn: Floats, ways: Floats, far: float
) -> NDArray[np.int64]:
    """Return the sample of a stroke that each drawn sample [m] belongs to, -1 for none."""
    count = min(NEARNESS, len(places))
    distance, index = cKDTree(places).query(drawn, k=count, distance_upper_bound=far)
    distance, index = distance.reshape(len(drawn), -1), index.reshape(len(drawn), -1)
    known = np.minimum(index, len(places) - 1)
    fits = np.isfinite(distance)
    fits &= np.abs((along[known] * ways[:, None]).sum(2)) > PARALLEL
    chosen = known[np.arange(len(drawn)), fits.argmax(1)]
    return np.where(fits.any(1), chosen, -1)


def _moved(
    run: Floats, way: Floats, drawn: Floats, at: NDArray[np.int64], sure: Floats, reach: float
) -> Floats:
    """Return a run [n, 6] moved to the samples [m, 2] that belong to its samples `at` [m].

    sure: [m], by how much each counts.
    """
    if len(drawn) < 3 or len(run) < 3:
        return run
    normal = np.stack([-way[:, 1], way[:, 0]], 1)
    gap = drawn - run[at, :2]
    offset = (gap * normal[at]).sum(1)
    place = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(run[:, :2], axis=0).T))])
    where = place[at] + (gap * way[at]).sum(1)
    width = ALONG * reach
    shift = np.zeros(len(run))
    for start in range(0, len(run), 256):
        part = slice(start, start + 256)
        x = (where[None] - place[part, None]) / width
        weight = np.exp(-0.5 * x**2) * (np.abs(x) < 3.0) * (sure / sure.max())
        shift[part] = _local_parabola(x, offset, weight)
    moved = run.copy()
    moved[:, :2] += normal * np.clip(shift, -reach, reach)[:, None]
    return moved


def _local_parabola(x: Floats, y: Floats, weight: Floats) -> Floats:
    """Return the values at 0 of weighted parabolas: x, weight [k, m], y [m] -> [k]."""
    powers = np.stack([(weight * x**k).sum(1) for k in range(5)], 1)
    sums = np.stack([(weight * x**k) @ y for k in range(3)], 1)
    blocks = powers[:, np.arange(3)[:, None] + np.arange(3)]
    blocks[:, range(3), range(3)] += np.array([1e-6, RIDGE, RIDGE])
    return np.asarray(np.linalg.solve(blocks, sums[..., None])[:, 0, 0])


def _meeting(runs: list[Floats], chain: StrokeChain, reach: float) -> list[Floats]:
    """Return the runs of a chain with their ends brought together again in its corners."""
    count = len(runs)
    pairs = [(n, n + 1) for n in range(count - 1)]
    if chain.closed and not chain.smooth_seam:
        pairs.append((count - 1, 0))
    for one, other in pairs:
        place = _corner(runs[one], runs[other])
        runs[one] = _led_to(runs[one][::-1], place, reach)[::-1]
        runs[other] = _led_to(runs[other], place, reach)
    return runs


def _corner(first: Floats, second: Floats) -> Floats:
    """Return where two runs would meet if both went on straight, or half-way between their ends."""
    p, q = first[-1, :2], second[0, :2]
    middle: Floats = (p + q) / 2.0
    out = p - first[-min(5, len(first)), :2]
    into = second[min(4, len(second) - 1), :2] - q
    cross = out[0] * into[1] - out[1] * into[0]
    if abs(cross) < 0.3 * np.hypot(*out) * np.hypot(*into):
        return middle
    ahead = ((q - p)[0] * into[1] - (q - p)[1] * into[0]) / cross
    crossing = p + ahead * out
    near = max(1.5 * float(np.hypot(*(q - p))), STEP)
    return np.asarray(crossing if np.hypot(*(crossing - middle)) <= near else middle)


def _led_to(run: Floats, place: Floats, reach: float) -> Floats:
    """Return a run whose beginning is moved to a place, and what follows by less and less."""
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(run[:, :2], axis=0).T))])
    fade = np.clip(1.0 - way / max(reach, STEP), 0.0, 1.0)
    led = run.copy()
    led[:, :2] += fade[:, None] * (place - run[0, :2])
    return led
