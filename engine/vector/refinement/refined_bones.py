# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a refinement of bones, taken only as far as it is no worse than where it began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.rig.bones import Pose
from engine.vector.draft import is_not_worse
from engine.vector.job import VectorJob
from engine.vector.refinement.posed_network import PosedNetwork
from engine.vector.refinement.token_motion import RefinedPose, TokenMotion

SHARES = (1.0, 0.5, 0.25, 0.0)  # of the change, tried in this order
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
    """Return the motion of a refinement of bones."""
    moved, offsets = run.moved, torch.zeros_like(run.moved)
    for index, network in run.networks.items():
        offsets[:, run.tokens[index]] = network.offsets.motion()[0]
    if float(offsets.norm(dim=-1).mean(0).max()) < LEAST_OFFSET * LONG_SIDE:
        moved, offsets = moved - offsets, torch.zeros_like(offsets)
    share = _share(run, moved)
    poses = {
        run.job.scene.active[index]: _refined(run.job, index, network, share)
        for index, network in run.networks.items()
    }
    mixed = run.start + share * (moved - run.start)
    return TokenMotion(mixed, share * offsets if offsets.any() else None, poses)


def _share(run: BoneRefinement, moved: Tensor) -> float:
    """Return how much of the change holds together and reads as well as the start."""
    for share in SHARES:
        mixed = run.start + share * (moved - run.start)
        if is_not_worse(run.job.sketch, run.start, mixed, run.job.motions):
            return share
    return SHARES[-1]


def _refined(job: VectorJob, index: int, network: PosedNetwork, share: float) -> RefinedPose:
    space, change, acted = job.scene.space, network.change(), job.drafted_pose(index)
    root = space.displacement_to_canvas(share * change.root)
    start = acted
    if start is None:
        first = network.first_root.double().numpy(), network.first_turns.double().numpy()
        start = Pose(space.displacement_to_canvas(first[0]), first[1])
    return RefinedPose(start, Pose(root, share * change.turns), acted is not None)
