# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a refinement of bones, taken only as far as it is no worse than where it began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.priors.constraints.lengths import project_lengths
from engine.priors.constraints.shapes import keep_shapes
from engine.rig.bones import Pose
from engine.vector.draft import is_not_worse, reads_as_well
from engine.vector.job import VectorJob
from engine.vector.refinement.posed_network import PosedNetwork
from engine.vector.refinement.token_motion import RefinedPose, TokenMotion

SHARES = (1.0, 0.5, 0.25)  # of the change, tried in this order
#: Offsets below this share of the drawing's long side are noise: the bones alone keep the result
#: one drawing.
LEAST_OFFSET = 0.004
LONG_SIDE = 154.0  # of every drawing, working units


@dataclass(frozen=True)
class BoneRefinement:
    """A refinement in which bones take part, at its end.

    Attributes:
        networks: those that move bones, by index of their object.
        tokens: long [n], the tokens of each of these objects.
        start: displacements [K, T, 2] that it began with, working units.
        moved: those that it ended with.
    """

    job: VectorJob
    networks: Mapping[int, PosedNetwork]
    tokens: Mapping[int, Tensor]
    start: Tensor
    moved: Tensor


@torch.no_grad()
def refined_bones(run: BoneRefinement) -> TokenMotion:
    """Return the motion of a refinement of bones.

    Bones are taken back towards the start where they read less as what is asked for; offsets are
    left out then, and where the drawing would be more torn with them than by its bones alone. They
    and objects without bones keep the lengths of lines and the shapes of small things.
    """
    job, offsets = run.job, torch.zeros_like(run.moved)
    for index, network in run.networks.items():
        offsets[:, run.tokens[index]] = network.offsets.motion()[0]
    share, bones = _read_as_well(run, run.moved - offsets)
    posed = torch.zeros(run.moved.shape[1], dtype=torch.bool, device=run.moved.device)
    for tokens in run.tokens.values():
        posed[tokens] = True
    whole = keep_shapes(job.sketch, project_lengths(job.sketch, bones + offsets))
    bones = torch.where(posed[None, :, None], bones, whole)  # what has no bones keeps its shape
    whole = torch.where((offsets != 0).any(0).any(-1)[None, :, None], whole, bones)
    large = float((whole - bones).norm(dim=-1).mean(0).max()) > LEAST_OFFSET * LONG_SIDE
    kept = large and share == 1.0 and is_not_worse(job.sketch, bones, whole, job.motions)
    poses = {
        job.scene.active[index]: _refined(job, index, network, share)
        for index, network in run.networks.items()
    }
    left = whole - bones if kept else None
    return TokenMotion.of_tensors(whole if kept else bones, left, poses)


def _read_as_well(run: BoneRefinement, moved: Tensor) -> tuple[float, Tensor]:
    """Return how much of the change of bones is taken, and the motion [K, T, 2] that gives."""
    for share in SHARES:
        mixed = run.start + share * (moved - run.start)
        if reads_as_well(run.job.sketch, run.start, mixed, run.job.motions):
            return share, mixed
    return 0.0, run.start


def _refined(job: VectorJob, index: int, network: PosedNetwork, share: float) -> RefinedPose:
    space, change, acted = job.scene.space, network.change(), job.drafted_pose(index)
    root = space.displacement_to_canvas(share * change.root)
    start = acted
    if start is None:
        first = network.first_root.double().numpy(), network.first_turns.double().numpy()
        start = Pose(space.displacement_to_canvas(first[0]), first[1])
    return RefinedPose(start, Pose(root, share * change.turns), acted is not None)
