# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strays: a line beside one that was drawn over and over is an attempt that went wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from engine.clean.joining import StrokeChain
from engine.clean.lines import SampledLine, tangents
from engine.geometry.bezier import Floats

BESIDE = 2.5  # reaches from the line that a stray was meant to be
STRONGER = 1.5  # times as many strokes that were drawn along this one
SHARE = 0.7  # of a stray that runs beside it
NEAR = 0.75  # reaches from a line within which strokes are drawn along it
PARALLEL = np.cos(np.deg2rad(45.0))


def without_strays(
    chains: Sequence[StrokeChain], drawn: Sequence[SampledLine], reach: float
) -> list[StrokeChain]:
    """Return chains without those that run beside others which were drawn over more often.

    drawn: the lines as they were drawn. How long a line is doesn't count: a leg that was drawn as
    thickly as the body beside it stays.
    """
    if len(chains) < 2 or not drawn:
        return list(chains)
    points = [np.concatenate([run[:, :2] for run in chain.runs]) for chain in chains]
    ways = [np.concatenate([tangents(run[:, :2]) for run in chain.runs]) for chain in chains]
    often = _strokes_along(points, ways, drawn, NEAR * reach)
    kept = []
    for number, chain in enumerate(chains):
        strong = np.flatnonzero(often >= STRONGER * max(float(often[number]), 1.0))
        if len(strong):
            around = np.concatenate([points[n] for n in strong])
            along = np.concatenate([ways[n] for n in strong])
            distance, index = cKDTree(around).query(points[number])
            parallel = np.abs((along[index] * ways[number]).sum(1)) > PARALLEL
            if ((distance < BESIDE * reach) & parallel).mean() >= SHARE:
                continue
        kept.append(chain)
    return kept


def _strokes_along(
    points: Sequence[Floats], ways: Sequence[Floats], drawn: Sequence[SampledLine], near: float
) -> Floats:
    """Return how many strokes were drawn along each line, the median of its places."""
    tree = cKDTree(np.concatenate([line.points for line in drawn]))
    directions = np.concatenate([tangents(line.points) for line in drawn])
    strokes = np.repeat([line.stroke for line in drawn], [len(line.points) for line in drawn])
    found = []
    for places, way in zip(points, ways, strict=True):
        counts = [
            len(set(strokes[beside][np.abs(directions[beside] @ own) > PARALLEL].tolist()))
            for beside, own in zip(tree.query_ball_point(places, near), way, strict=True)
        ]
        found.append(float(np.median(counts)))
    return np.array(found)
