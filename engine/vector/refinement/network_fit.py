# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks fitted to a given motion, so that the refinement starts from the draft.

All in closed form: the biases of the global path's last layers take the object's global motion, and
the last layer of the local head is solved for what remains by ridge regression on the features it
starts with. Gradient descent on all layers fits no better, and lets a difference in the last digit
of the input grow to pixels.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from engine.vector.keyframes.keys import matrices
from engine.vector.keyframes.object_motion import fit_object_motion
from engine.vector.refinement.networks import ObjectNetwork

RIDGE = 1e-3


def fit_network(network: ObjectNetwork, target: Tensor) -> float:
    """Set the parameters of a network so that it gives the displacements target [K, N, 2].

    Returns the share of the target's energy that it misses (0 = an exact fit). Raises ValueError
    for a network without a temporal basis, which is meant to start from noise.
    """
    if network.settings.coefficients == 0:
        raise ValueError("only networks with a temporal basis are fitted to a draft")
    _set_global(network, target)
    with torch.no_grad():
        _, carried = network.motion()
        left = target - network.carried(carried)
        coefficients = _project(network, left) / network.local.factor
        _solve_last(network, coefficients)
        energy = target.square().sum().clamp_min(1e-9)
        return float((network() - target).square().sum() / energy)


def _project(network: ObjectNetwork, motion: Tensor) -> Tensor:
    """Return temporal coefficients [N, 2 C] of displacements [K, N, 2]; the basis is orthogonal."""
    basis = network.get_buffer("basis")
    coefficients = torch.einsum("kc,kni->nci", basis, motion) / basis.square().sum(0)[:, None]
    return coefficients.flatten(1)


def _set_global(network: ObjectNetwork, target: Tensor) -> None:
    """Set the global path to the global motion of displacements target [K, N, 2]."""
    rest = network.centre_relative.double().numpy()
    moved = rest + target.double().numpy()
    size = max(float(np.ptp(rest, axis=0).max()), 1.0)
    motion = fit_object_motion(rest, moved, np.ones(len(rest)), size=size)
    channels = torch.from_numpy(motion.channels)
    transform = torch.from_numpy(matrices(motion.channels))
    # The fit turns about its pivot, the network about the centre (0): A (x - p) + p + t.
    pivot = torch.from_numpy(motion.pivot)
    move = transform[..., 2] + pivot - transform[..., :2] @ pivot
    basis = network.get_buffer("basis").double()
    settings, whole = network.settings, network.whole
    with torch.no_grad():
        for branch, values, factor in (
            (whole.translation, move, settings.translation),
            (whole.rotation, channels[:, 2:3], settings.rotation),
            (whole.scale, channels[:, 3:5] - 1.0, settings.scale),
        ):
            coefficients = basis.T @ values / basis.square().sum(0)[:, None] / factor
            last = branch[-1]
            assert isinstance(last, torch.nn.Linear)
            last.weight.zero_()
            last.bias.copy_(coefficients.flatten().float())


def _solve_last(network: ObjectNetwork, coefficients: Tensor) -> None:
    """Solve the local head's last layer for coefficients [N, 2 C], in units of its output."""
    features = network.local.trunk(network.embedding(network.centre_relative, None)).double()
    design = torch.cat([features, torch.ones_like(features[:, :1])], dim=1)
    gram = design.T @ design / len(design)
    ridge = RIDGE * torch.diagonal(gram).mean() * torch.eye(len(gram), dtype=gram.dtype)
    solution = torch.linalg.solve(gram + ridge, design.T @ coefficients.double() / len(design))
    network.local.last.weight.copy_(solution[:-1].T)
    network.local.last.bias.copy_(solution[-1])
