# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What RigNet is trained on, and how good it is on drawings it hasn't seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.puppets.figures import LabelledDrawing
from engine.rig.classes import UNKNOWN
from engine.training.rig.batches import Batch, make_batch
from engine.training.rig.network import LearningRigNet, RigOutput

PLAN_WEIGHT, ALONG_WEIGHT, JOINT_WEIGHT = 0.3, 0.5, 40.0
JOINT_BETA = 0.02


def losses(output: RigOutput, batch: Batch) -> dict[str, Tensor]:
    """Return the terms: parts, plan, along, joints."""
    known = batch.classes >= 0
    joints = torch.isfinite(batch.joints).all(2)
    return {
        "parts": F.cross_entropy(output.parts[known], batch.classes[known]),
        "plan": F.cross_entropy(output.plans, batch.plan),
        "along": (output.along - batch.along.clamp(0, 1))[known].abs().mean(),
        "joints": F.smooth_l1_loss(output.joints[joints], batch.joints[joints], beta=JOINT_BETA),
    }


def total(terms: dict[str, Tensor]) -> Tensor:
    """Return the weighted sum of the terms."""
    return (
        terms["parts"]
        + PLAN_WEIGHT * terms["plan"]
        + ALONG_WEIGHT * terms["along"]
        + JOINT_WEIGHT * terms["joints"]
    )


def measure(
    net: LearningRigNet, drawings: Sequence[LabelledDrawing]
) -> dict[str, dict[str, float]]:
    """Return how good the network is, by plan.

    parts: share of points on the right part; joint error: mean, per cent of the long side;
    PCK@0.1: share of joints within 0.1 of the long side; plan: share of drawings whose body plan is
    right when the network isn't told.
    """
    rng = np.random.default_rng(0)
    rows: dict[str, list[tuple[float, float, float, float]]] = {}
    for start in range(0, len(drawings), 50):
        chosen = drawings[start : start + 50]
        batch = make_batch(chosen, rng, augment=False)
        unknown = torch.full_like(batch.drawings.said, UNKNOWN)
        with torch.inference_mode():
            told = net(batch.drawings, batch.plan)
            untold = net(replace(batch.drawings, said=unknown), batch.plan)
        right = told.parts.argmax(2) == batch.classes
        away = (told.joints - batch.joints).norm(dim=2)
        for row, drawing in enumerate(chosen):
            known = batch.classes[row] >= 0
            here = torch.isfinite(away[row])
            rows.setdefault(drawing.plan, []).append(
                (
                    float(right[row][known].float().mean()),
                    100 * float(away[row][here].mean()),
                    float((away[row][here] < 0.1).float().mean()),
                    float(untold.plans[row].argmax() == batch.plan[row]),
                )
            )
    names = ("parts", "joint error", "PCK@0.1", "plan")
    return {
        plan: dict(zip(names, (float(v) for v in np.mean(found, axis=0)), strict=True))
        for plan, found in rows.items()
    }
