# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Learning-rate schedules: factors of the highest rate, for `TrainingLoop`."""

from __future__ import annotations

import math

from engine.training.loop import Schedule


def warmup(steps: int) -> Schedule:
    """Rise along a line for some steps, then stay at 1."""
    return lambda number, progress: min(1.0, (number + 1) / steps)


def warmup_plateau_cosine(steps: int, fall_from: float, last: float) -> Schedule:
    """Rise for some steps, stay at 1, then fall along a cosine to the factor `last`.

    fall_from: share of the run at which the fall begins.
    """

    def factor(number: int, progress: float) -> float:
        fall = min(1.0, max(0.0, (progress - fall_from) / max(1e-6, 1 - fall_from)))
        rise = min(1.0, (number + 1) / steps)
        return rise * (last + (1 - last) * 0.5 * (1 + math.cos(math.pi * fall)))

    return factor


def one_cycle(rising: float, first: float) -> Schedule:
    """Rise from `first` along a cosine, then fall along one to 0 (Smith and Topin 2018).

    rising: share of the run in which the factor rises.
    """

    def factor(number: int, progress: float) -> float:
        if progress < rising:
            return first + (1.0 - first) * 0.5 * (1.0 - math.cos(math.pi * progress / rising))
        return 0.5 * (1.0 + math.cos(math.pi * (progress - rising) / (1.0 - rising)))

    return factor
