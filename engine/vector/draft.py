# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The draft: a few samples of the motion prior, the best one kept whole."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.priors.base import MotionPrior, PointSketch
from engine.priors.constraints.lengths import project_lengths
from engine.priors.constraints.shapes import keep_shapes
from engine.priors.trajectory.point_sampling import POINT_LIMIT
from engine.priors.trajectory.ranking import Ranking, rank
from engine.runtime.reporting import Reporting
from engine.vector.settings import DraftSettings

STILL = 0.35
LIVELY = 1.0
MOST_SCALING = 1.25
SLACK = 1.05
READS_AS_WELL = 0.95


def sample_draft(
    prior: MotionPrior,
    sketch: PointSketch,
    texts: Sequence[str],
    *,
    loop: bool,
    seed: int,
    settings: DraftSettings,
    progress: Reporting,
) -> Tensor:
    """The best of several samples: displacements [F, T, 2], frame 0 and what is fixed exactly 0.

    Deterministic for one seed. The best one holds together and reads as what its text asks for.
    Samples that hardly move beside the others are not considered:
    nothing is torn in a drawing that stands still.
    """
    with torch.no_grad():
        samples = prior.sample(
            sketch,
            texts,
            loop=loop,
            seed=seed,
            count=settings.seeds_for(sketch.count, POINT_LIMIT),
            guidance=settings.guidance,
            steps=settings.steps,
            on_step=lambda step, steps: progress.step("draft", step, steps),
        )
        samples = torch.nan_to_num(samples)
        motions = [prior.understood(text).motion for text in texts]
        order = rank(sketch, samples, motions).order.tolist()
        amounts = samples.square().sum(-1).mean(dim=(1, 2)).sqrt()
        lively = float(STILL * amounts.median())
        best = next((i for i in order if float(amounts[i]) >= lively), order[0])
        draft = keep_shapes(sketch, project_lengths(sketch, samples[best]))
    return pinned(draft, sketch)


def pinned(displacements: Tensor, sketch: PointSketch) -> Tensor:
    """The same displacements [F, T, 2] with frame 0 and everything fixed exactly at rest."""
    moved = displacements * sketch.movable[None, :, None].to(displacements.dtype)
    moved[0] = 0.0
    return moved


def at_least_draft(
    sketch: PointSketch, draft: Tensor, refined: Tensor, motions: Sequence[str] = ()
) -> Tensor:
    """A refined motion [F, T, 2] that isn't worse than the draft it came from.

    It is kept whole and as lively as the draft. If it is still more torn, its joints are wider, or
    it reads less as the `motions` asked for (one for each object), it goes half-way back, then
    further; if that doesn't help, the draft stays.
    """
    with torch.no_grad():
        for share in (1.0, 0.5, 0.25):
            mixed = draft + share * (refined - draft)
            mixed = _as_lively(sketch, draft, project_lengths(sketch, mixed))
            mixed = keep_shapes(sketch, mixed)
            if _not_worse(rank(sketch, torch.stack([draft, mixed]), motions)):
                return pinned(mixed, sketch)
    return draft


def _not_worse(found: Ranking) -> bool:
    """Whether the second of two holds together and reads as well as the first."""
    before, after = found.penalty.tolist()
    held, holds = found.drift.tolist()
    read, reads = found.likelihood.tolist()
    torn = after > before * SLACK + 1e-3 or holds > held * SLACK + 1e-4
    return not torn and bool(reads >= read * READS_AS_WELL - 0.01)


def _as_lively(sketch: PointSketch, draft: Tensor, moved: Tensor) -> Tensor:
    """At least LIVELY of the draft's amount of motion, by scaling a little where needed."""
    for _ in range(2):
        ratio = float(_amount(moved) / _amount(draft).clamp_min(1e-9))
        if ratio >= LIVELY or ratio == 0.0:
            return moved
        moved = project_lengths(sketch, moved * min(LIVELY / ratio, MOST_SCALING))
    return moved


def _amount(displacements: Tensor) -> Tensor:
    return displacements.square().sum(-1).mean().sqrt()
