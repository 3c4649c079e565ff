# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which colours areas could have: by their role, or as the colour network proposes.

The role of an area is found by its size, and by whether it is round.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.colour.network.proposals import network_colors
from engine.colour.network.weights_file import shipped_generator
from engine.colour.palettes import Rgb
from engine.colour.regions.trapped_ball import ROUND, Labels, Regions, roundness

MAIN = 0.3  # of the largest area: the others that large share its colour
SECOND = 0.06  # of the largest area
EYE = 0.03  # of the largest area: a small, round one is an eye


def roles_of(regions: Regions) -> dict[int, str]:
    """Return the role of each area, one of `palettes.ROLES`."""
    numbers = regions.numbers
    if not numbers:
        return {}
    sizes = np.bincount(regions.grown.ravel(), minlength=max(numbers) + 1)
    largest = float(sizes[numbers].max())
    return {n: _role(regions.grown, n, float(sizes[n]) / largest) for n in numbers}


def network_proposals(
    ink: NDArray[np.bool_], regions: Regions, prompt: str, hints: Mapping[int, Rgb]
) -> dict[int, Rgb]:
    """Return the colours that the shipped network proposes for areas; none where there is none.

    ink: [h, w], where lines are. hints: the artist's colours of areas. Areas that are too small for
    the network to see are left to the rules.
    """
    network = shipped_generator()
    return {} if network is None else network_colors(network, ink, regions, prompt, hints)


def _role(labels: Labels, number: int, share: float) -> str:
    if share >= MAIN:
        return "main"
    if share < EYE and roundness(labels == number) >= ROUND:
        return "light"
    return "second" if share >= SECOND else "accent"
