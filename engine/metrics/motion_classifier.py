# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A classifier that judges whether the motion of a drawing is the one that the prompt asks for.

To be an independent judge of the motion prior, it was trained on other data than the prior, and it
isn't the classifier by which the prior ranks its own samples.
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
    """A judgement of the motion of one object.

    Attributes:
        expected: the motions that the prompt names, as "leap/swim"; "" where none is known.
        named: the motions that the classifier sees, with probabilities, most likely first.
        probability: of the expected verbs together.
        recognised: the most likely verb is an expected one; None where nothing is expected.
    """

    expected: str
    named: tuple[tuple[str, float], ...]
    probability: float
    recognised: bool | None


@dataclass(frozen=True, eq=False)
class Judge:
    """A trained classifier that gives verdicts."""

    reader: MotionReader

    def probabilities(
        self, points: NDArray[np.floating], trajectories: NDArray[np.floating]
    ) -> NDArray[np.float32]:
        """Return the probability, float32 [C], of each class.

        points: [H,2] at rest; trajectories: [16,H,2], displacements in 16 frames; both in working
        units, (x, y).
        """
        batch = self.reader.probabilities(
            torch.as_tensor(points, dtype=torch.float32)[None],
            torch.as_tensor(trajectories, dtype=torch.float32)[None],
        )
        values: NDArray[np.float32] = batch[0].numpy()
        return values

    def judge(
        self, points: NDArray[np.floating], trajectories: NDArray[np.floating], prompt: str
    ) -> Verdict:
        """Return whether the motion is what the prompt asks for; arrays as in `probabilities`."""
        shares = self.probabilities(points, trajectories)
        each = dict(zip(self.reader.classes, (float(p) for p in shares), strict=True))
        named = tuple(sorted(each.items(), key=lambda item: -item[1])[:5])
        expected = [motion for motion in motions_asked(prompt) if motion in each]
        if not expected:
            return Verdict("", named, 0.0, None)
        verbs = {
            group: sum(each[motion] for motion in group if motion in each)
            for group in groups_of(self.reader.classes)
        }
        groups = groups_of(expected)
        best = max(verbs, key=lambda group: verbs[group])
        probability = sum(verbs[group] for group in groups)
        return Verdict("/".join(expected), named, probability, best in groups)


@lru_cache(maxsize=2)
def read_judge(path: Path = FILE) -> Judge:
    """Read a classifier's file. Raises FileNotFoundError; ValueError for another kind of file."""
    return Judge(read_reader(path))
