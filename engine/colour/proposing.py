# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which role each area has in the colouring: by its size, and by whether it is round."""

from __future__ import annotations

import numpy as np

from engine.colour.regions.trapped_ball import Labels, Regions

MAIN = 0.3  # of the largest area: the others that large share its colour
SECOND = 0.06  # of the largest area
EYE = 0.03  # of the largest area: a small, round one is an eye
ROUND = 0.7  # of the circle around an area, that it fills


def roles_of(regions: Regions) -> dict[int, str]:
    """Return the role of each area, one of `palettes.ROLES`."""
    numbers = regions.numbers
    if not numbers:
        return {}
    sizes = np.bincount(regions.grown.ravel(), minlength=max(numbers) + 1)
    largest = float(sizes[numbers].max())
    return {n: _role(regions.grown, n, float(sizes[n]) / largest) for n in numbers}


def _role(labels: Labels, number: int, share: float) -> str:
    if share >= MAIN:
        return "main"
    if share < EYE and _roundness(labels, number) >= ROUND:
        return "light"
    return "second" if share >= SECOND else "accent"


def _roundness(labels: Labels, number: int) -> float:
    """Return which share of the circle around its middle an area fills."""
    rows, columns = np.nonzero(labels == number)
    reach = np.hypot(rows - rows.mean(), columns - columns.mean()).max() + 0.5
    return float(len(rows) / (np.pi * reach**2))
