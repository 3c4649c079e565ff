# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colour: how often fills leak through lines, closed ones and such with gaps."""

from __future__ import annotations

import numpy as np

from addon.contract.drawing import Drawing
from engine.bench.measure import Numbers
from engine.colour.regions.inked import inked
from engine.colour.regions.trapped_ball import GAP, OUTSIDE, find_regions

SIDE = 256.0
GAPS = (0.0, 1.0, 2.0)  # line widths
BLOBS = 60  # for each gap


def bench_colour(blobs: int = BLOBS) -> Numbers:
    """Return the share of outlines with a gap through which the fill leaks, in percent."""
    values = {
        f"leaks, gap of {gap:g} line widths, %": 100.0
        * float(np.mean([leaks(blob(seed, gap)) for seed in range(blobs)]))
        for gap in GAPS
    }
    return {"values": {"outlines for each gap": float(blobs), **values}}


def blob(seed: int, gap: float) -> Drawing:
    """Return a closed wavy outline with a gap of so many line widths between the line's ends."""
    rng = np.random.default_rng([7, seed])
    width = float(rng.uniform(1.5, 4.0))
    turn = np.linspace(0.0, 2.0 * np.pi, 400)
    waves = [
        rng.normal(0.0, 0.12 / k) * np.sin(k * turn + rng.uniform(0.0, 6.0)) for k in range(2, 6)
    ]
    radius = 70.0 * (1.0 + np.sum(waves, axis=0))
    points = 128.0 + radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    if gap > 0:  # round ends reach half a width into the gap
        way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
        at = np.linspace(0.0, way[-1] - (gap + 1.0) * width, 400)
        points = np.stack([np.interp(at, way, points[:, k]) for k in (0, 1)], 1)
    return Drawing.build(
        points.astype(np.float32),
        [0, len(points)],
        canvas=(SIDE, SIDE),
        widths=np.full(len(points), width, np.float32),
    )


def leaks(drawing: Drawing) -> bool:
    """Return whether the middle of an outline is one with what is around it."""
    picture = inked(drawing)
    found = find_regions(picture.ink, picture.line, picture.gap(GAP))
    middle = round(SIDE / 2.0 * picture.scale)
    return int(found.grown[middle, middle]) <= OUTSIDE
