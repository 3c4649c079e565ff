# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strays: a line beside one that was drawn over and over is an attempt that went wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from engine.clean.joining import StrokeChain
from engine.clean.lines import tangents

BESIDE = 2.5  # reaches from the line that a stray was meant to be
STRONGER = 3  # times as many lines that this one stands for
SHARE = 0.7  # of a stray that runs beside it
PARALLEL = np.cos(np.deg2rad(45.0))


def without_strays(chains: Sequence[StrokeChain], reach: float) -> list[StrokeChain]:
    """Return chains without those that run beside much stronger ones."""
    if len(chains) < 2:
        return list(chains)
    points = [np.concatenate([run[:, :2] for run in chain.runs]) for chain in chains]
    ways = [np.concatenate([tangents(run[:, :2]) for run in chain.runs]) for chain in chains]
    strength = np.array([len(chain.members) for chain in chains])
    kept = []
    for number, chain in enumerate(chains):
        strong = np.flatnonzero(strength >= STRONGER * strength[number])
        if len(strong):
            around = np.concatenate([points[n] for n in strong])
            along = np.concatenate([ways[n] for n in strong])
            distance, index = cKDTree(around).query(points[number])
            parallel = np.abs((along[index] * ways[number]).sum(1)) > PARALLEL
            if ((distance < BESIDE * reach) & parallel).mean() >= SHARE:
                continue
        kept.append(chain)
    return kept
