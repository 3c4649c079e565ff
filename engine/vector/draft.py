# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The draft: the best of a few samples of the motion prior, with its lengths projected."""

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

STILL = 0.35  # share of the median amount of motion below which a sample is left out
LIVELY = 1.0  # share of the draft's amount of motion that the refined one must have
MOST_SCALING = 1.25  # of one scaling step
SLACK = 1.05  # the refined motion may be this much more torn than the draft
SETTLES = 0.25  # of the clip: over it what frame 0 has fades out
READS_AS_WELL = 0.95  # share of the draft's likelihood that counts as reading as well


def sample_draft(
    prior: MotionPrior,
    sketch: PointSketch,
    texts: Sequence[str],
    motions: Sequence[str],
    *,
    loop: bool,
    seed: int,
    settings: DraftSettings,
    progress: Reporting,
) -> Tensor:
    """Sample several motions and return the best: displacements [F, T, 2], working units.

    Frame 0 and what is fixed are exactly 0. Deterministic for one seed. The best sample holds
    together and reads as what its text asks for (`engine.priors.trajectory.ranking`). Samples that
    hardly move beside the others are left out, because a drawing at rest always holds together.

    Args:
        prior: what is sampled.
        sketch: the T tokens.
        texts: a caption for each object.
        motions: the motion that each caption names, "" where none is known.
        loop: the motion closes.
        seed: of the samples.
        settings: how many samples, how many steps each.
        progress: gets a step for each denoising step.
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
        order = rank(sketch, samples, motions).order.tolist()
        amounts = samples.square().sum(-1).mean(dim=(1, 2)).sqrt()
        lively = float(STILL * amounts.median())
        best = next((i for i in order if float(amounts[i]) >= lively), order[0])
        draft = keep_shapes(sketch, project_lengths(sketch, samples[best]))
    return pinned(draft, sketch, loop=loop)


def pinned(displacements: Tensor, sketch: PointSketch, *, loop: bool) -> Tensor:
    """Return displacements [F, T, 2] with frame 0 and everything fixed set exactly to 0.

    What frame 0 has fades out over the first frames, so that frame 1 doesn't jump away from it. In
    a loop, where frame 0 follows on the last frame, it fades in again over the last ones.
    """
    moved = displacements * sketch.movable[None, :, None].to(displacements.dtype)
    if not moved[0].any():
        return moved
    frames = torch.arange(len(moved), device=moved.device)
    if loop:
        frames = torch.minimum(frames, len(moved) - frames)
    way = (frames / max(SETTLES * (len(moved) - 1), 1.0)).clamp(max=1.0)
    fade = (1.0 - way * way * (3.0 - 2.0 * way)).to(moved.dtype)
    return moved - fade[:, None, None] * moved[0]


def at_least_draft(
    sketch: PointSketch,
    draft: Tensor,
    refined: Tensor,
    motions: Sequence[str] = (),
    *,
    loop: bool,
) -> Tensor:
    """Return a refined motion [F, T, 2] that is no worse than the draft [F, T, 2] it came from.

    Its lengths are projected and it is made as lively as the draft. If it is still more torn, its
    joints are wider, or it reads less as the `motions` (one for each object), it is moved half-way
    back to the draft, then further; if that doesn't help either, the draft is returned.
    """
    with torch.no_grad():
        for share in (1.0, 0.5, 0.25):
            mixed = draft + share * (refined - draft)
            mixed = _as_lively(sketch, draft, project_lengths(sketch, mixed))
            mixed = keep_shapes(sketch, mixed)
            if is_not_worse(sketch, draft, mixed, motions):
                return pinned(mixed, sketch, loop=loop)
    return draft


def is_not_worse(sketch: PointSketch, draft: Tensor, moved: Tensor, motions: Sequence[str]) -> bool:
    """Return whether a motion [F, T, 2] holds together and reads as well as the draft."""
    ranking = rank(sketch, torch.stack([draft, moved]), motions)
    penalty, new_penalty = ranking.penalty.tolist()
    drift, new_drift = ranking.drift.tolist()
    torn = new_penalty > penalty * SLACK + 1e-3 or new_drift > drift * SLACK + 1e-4
    return not torn and _reads(ranking)


def reads_as_well(
    sketch: PointSketch, draft: Tensor, moved: Tensor, motions: Sequence[str]
) -> bool:
    """Return whether a motion [F, T, 2] reads as what is asked for as well as the draft does."""
    return _reads(rank(sketch, torch.stack([draft, moved]), motions))


def _reads(ranking: Ranking) -> bool:
    """Return whether the second of two samples reads as well as the first."""
    likelihood, new_likelihood = ranking.likelihood.tolist()
    return bool(new_likelihood >= likelihood * READS_AS_WELL - 0.01)


def _as_lively(sketch: PointSketch, draft: Tensor, moved: Tensor) -> Tensor:
    """Scale a motion up, a little, to at least LIVELY of the draft's amount of motion."""
    for _ in range(2):
        ratio = float(_amount(moved) / _amount(draft).clamp_min(1e-9))
        if ratio >= LIVELY or ratio == 0.0:
            return moved
        moved = project_lengths(sketch, moved * min(LIVELY / ratio, MOST_SCALING))
    return moved


def _amount(displacements: Tensor) -> Tensor:
    return displacements.square().sum(-1).mean().sqrt()
