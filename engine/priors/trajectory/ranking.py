# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ranking of samples, the motions that a prior draws for one prompt, from the best to the worst.

A sample is bad when the lengths of its lines have to be corrected a lot and when welds (places
where strokes touch at rest) still come apart. Both faults count less in a sample whose objects
articulate (move part against part). If the faults counted less for any kind of motion, samples that
slide or collapse would win. Crumpled drawings are penalised as well, because all lengths can shrink
together without a weld coming apart.

Among samples that hold together equally well, a sample that shows the motion of the prompt is
preferred: a small network (`MotionReader`) names the motion that the sample shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor

from engine.language.verbs import same_verb
from engine.priors.base import PointSketch
from engine.priors.constraints.lengths import constraints_of, project_lengths
from engine.priors.trajectory.motion_reader import FILE_NAME, MotionReader, read_reader

TIMID = 0.8
"""A sample that moves less than this share of the median sample's motion is penalised."""
CRUMPLED = 0.75
"""An object that shrinks below this share of its size at rest is crumpled."""
FLOOR = 1e-3
"""Added to correction + drift in `rank`, so that perfect samples differ by their articulation."""
READS = 0.35
"""Weight of the logarithm of the probability that the sample shows the motion of the prompt."""
UNREAD = 0.1
"""Added to the probability that READS weighs, so that 0.01 is hardly better than 0.001."""
READER = Path(__file__).parents[2] / "models" / "motion_reader" / FILE_NAME


@dataclass(frozen=True)
class Ranking:
    """The order of C samples, and the measures that decide the order; see `rank`.

    Attributes:
        order: long [C], numbers of the samples, the best sample first.
        penalty: [C], lower is better.
        correction, drift, articulation: [C], the parts of the penalty.
        likelihood: [C], probability 0..1 that a sample shows the motions of the prompt; 1 where no
            motion is known. It is no part of the penalty.
    """

    order: Tensor
    penalty: Tensor
    correction: Tensor
    drift: Tensor
    articulation: Tensor
    likelihood: Tensor


def rank(
    sketch: PointSketch,
    samples: Tensor,
    motions: Sequence[str] = (),
    reader: MotionReader | None = None,
) -> Ranking:
    """Rank C samples by the penalty (FLOOR + correction + drift) / (0.06 + 0.5 articulation).

    samples: displacements from rest [C, F, H, 2], working units, of the H points of `sketch` in F
    frames. motions: the prompt's motion of each object, "" = not known. reader: names the motions
    that samples show; None = `default_reader()`.

    Three lengths, each divided by half the diagonal of the drawing, make up the penalty:

        correction: RMS of what `project_lengths` changes in the sample.
        drift: mean growth of the gaps at welds.
        articulation: RMS of the displacements, less the best affine map of each object and frame.

    Two factors raise the penalty. Nothing tears in a drawing at rest, so a sample that moves m
    times as much as the median sample has the factor TIMID / m where m is below TIMID. A sample in
    which an object shrinks to the share s of its size at rest has the factor (CRUMPLED / s)^3 where
    s is below CRUMPLED.

    The order is by log(penalty) - READS log(likelihood + UNREAD), lowest first. Without `motions`
    the likelihood of all samples is 1.
    """
    limits = constraints_of(sketch)
    size = _half_diagonal(sketch)
    whole = project_lengths(sketch, samples, constraints=limits)
    correction = (whole - samples).square().sum(-1).mean(dim=(1, 2)).sqrt() / size
    articulation = _articulation(sketch, samples) / size
    drift = torch.zeros_like(correction)
    if bool(limits.weld.any()):
        flat = (sketch.points + samples).flatten(0, 1).transpose(0, 1)
        gap = limits.gaps(flat).norm(dim=2)[limits.weld]
        rest = limits.gaps(sketch.points[:, None]).norm(dim=2)[limits.weld]
        growth = (gap - rest).clamp_min(0).mean(0)
        drift = growth.view(samples.shape[0], -1).mean(1) / size
    amount = samples.square().sum(-1).mean(dim=(1, 2)).sqrt()
    timid = (TIMID * amount.median() / amount.clamp_min(1e-6)).clamp_min(1.0)
    crumpled = (CRUMPLED / _smallest(sketch, samples).clamp_min(1e-2)).clamp_min(1.0) ** 3
    penalty = timid * crumpled * (FLOOR + correction + drift) / (0.06 + 0.5 * articulation)
    likelihood = _likelihood(sketch, samples, motions, reader)
    score = penalty.clamp_min(1e-12).log() - READS * (likelihood + UNREAD).log()
    return Ranking(torch.argsort(score), penalty, correction, drift, articulation, likelihood)


@lru_cache(maxsize=1)
def default_reader() -> MotionReader:
    """Read the network that is shipped for ranking; another network measures results."""
    return read_reader(READER)


def _likelihood(
    sketch: PointSketch, samples: Tensor, motions: Sequence[str], reader: MotionReader | None
) -> Tensor:
    """Return how likely each sample shows the motions of the prompt, 0..1: [C].

    It is the geometric mean over the objects of the probability that the object moves as `motions`
    says. Objects without a known motion, or with fewer than 3 movable points, don't count.
    """
    logs = []
    for index, motion in enumerate(motions):
        chosen = (sketch.objects == index) & sketch.movable
        if not motion or int(chosen.sum()) < 3:
            continue
        reader = reader or default_reader()
        columns = [i for i, name in enumerate(reader.classes) if name in same_verb(motion)]
        if columns:
            points = sketch.points[chosen].expand(len(samples), -1, -1)
            probabilities = reader.probabilities(points, samples[:, :, chosen])
            logs.append((probabilities[:, columns].sum(1) + UNREAD).log())
    if not logs:
        return samples.new_ones(len(samples))
    return (torch.stack(logs).mean(0).exp() - UNREAD).clamp(0.0, 1.0)


def _half_diagonal(sketch: PointSketch) -> float:
    extent = sketch.points.amax(0) - sketch.points.amin(0)
    return max(4.0, float(extent.norm()) / 2)


def _smallest(sketch: PointSketch, samples: Tensor) -> Tensor:
    """Return how far objects shrink in each sample [C], as a share of their size at rest.

    The frame and the object with the smallest share count.
    """
    smallest = samples.new_ones(samples.shape[0])
    for index in range(sketch.object_count):
        chosen = (sketch.objects == index) & sketch.movable
        if int(chosen.sum()) < 3:
            continue
        own = sketch.points[chosen]
        rest = (own - own.mean(0)).norm()
        moved = own + samples[:, :, chosen]
        sizes = (moved - moved.mean(2, keepdim=True)).norm(dim=(2, 3)) / rest.clamp_min(1e-6)
        smallest = torch.minimum(smallest, sizes.amin(1))
    return smallest


def _articulation(sketch: PointSketch, samples: Tensor) -> Tensor:
    """Return how much the parts of objects move against each other in each sample [C].

    From the displacements [C, F, H, 2] of each object in each frame, the affine map that fits them
    best (least squares) is subtracted. What remains is the motion that turning, stretching and
    shifting the whole object can't explain. The result is its root mean square over frames and
    movable points, in working units.
    """
    left = samples.clone()
    for index in range(sketch.object_count):
        chosen = (sketch.objects == index).nonzero()[:, 0]
        if len(chosen) == 0:
            continue
        own = sketch.points[chosen]
        design = torch.cat([own - own.mean(0), torch.ones_like(own[:, :1])], dim=1)
        design = design / design.norm(dim=0).clamp_min(1e-6)
        system = design.T @ design + 1e-4 * torch.eye(3, device=design.device)
        fit = design @ torch.linalg.solve(system, design.T)
        left[:, :, chosen] = samples[:, :, chosen] - torch.einsum(
            "ij,cfjd->cfid", fit, samples[:, :, chosen]
        )
    moving = sketch.movable
    if not bool(moving.any()):
        return samples.new_zeros(samples.shape[0])
    return left[:, :, moving].square().sum(-1).mean(dim=(1, 2)).sqrt()
