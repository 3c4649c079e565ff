# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A judge that says whether the motion of a drawing reads as what the prompt asks for.

It never trained on what the motion prior trained on, nor is it the reader that the prior ranks its
own samples with, so that it can say whether the prior's motion reads as what was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.language.verbs import groups_of
from engine.metrics.reading import motions_asked
from engine.priors.trajectory.motion_reader import FILE_NAME, MotionReader, read_reader

FILE = Path(__file__).parents[1] / "models" / "motion_classifier" / FILE_NAME


@dataclass(frozen=True)
class Verdict:
    """expected: the motions the prompt names, "leap/swim" ("" = none known); named: the motions
    seen, most likely first, with probabilities; probability: of the expected verbs; recognised: one
    of them is the likeliest verb (None where nothing is expected)."""

    expected: str
    named: tuple[tuple[str, float], ...]
    probability: float
    recognised: bool | None


@dataclass(frozen=True, eq=False)
class Judge:
    """A trained classifier with words for what it sees."""

    reader: MotionReader

    def probabilities(
        self, points: NDArray[np.floating], trajectories: NDArray[np.floating]
    ) -> NDArray[np.float32]:
        """Return the probability [C] of each class; points [H,2], trajectories [16,H,2]."""
        found = self.reader.probabilities(
            torch.as_tensor(points, dtype=torch.float32)[None],
            torch.as_tensor(trajectories, dtype=torch.float32)[None],
        )
        values: NDArray[np.float32] = found[0].numpy()
        return values

    def judge(
        self, points: NDArray[np.floating], trajectories: NDArray[np.floating], prompt: str
    ) -> Verdict:
        """Return whether the motion reads as what the prompt says."""
        found = self.probabilities(points, trajectories)
        each = dict(zip(self.reader.classes, (float(p) for p in found), strict=True))
        named = tuple(sorted(each.items(), key=lambda item: -item[1])[:5])
        asked = [motion for motion in motions_asked(prompt) if motion in each]
        if not asked:
            return Verdict("", named, 0.0, None)
        verbs = {
            group: sum(each[motion] for motion in group if motion in each)
            for group in groups_of(self.reader.classes)
        }
        wanted = groups_of(asked)
        best = max(verbs, key=lambda group: verbs[group])
        probability = sum(verbs[group] for group in wanted)
        return Verdict("/".join(asked), named, probability, best in wanted)


@lru_cache(maxsize=2)
def read_judge(path: Path = FILE) -> Judge:
    """Read a classifier. Raises FileNotFoundError, ValueError for another kind of file."""
    return Judge(read_reader(path))
