# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks fitted to a given motion: the start of the refinement is the draft, already smooth.

All in closed form: the global path takes the object's own motion (its last layers' biases), and the
local head's last layer is solved for the rest by ridge regression on the features it starts with.
Descent on all layers fits no better, and a difference in the last digit of the input grows to
pixels on the way.
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
    """Sets a default network's parameters so that it gives target [K, N, 2].

    Returns the share of the target's energy that it misses (0 = fitted exactly). Raises ValueError
    for a network whose frames are free: it is meant to start from noise.
    """
    if network.settings.coefficients == 0:
        raise ValueError("only networks with a temporal basis are fitted to a draft")
    _set_global(network, target)
    with torch.no_grad():
        _, carried = network.motion()
        left = target - network.carried(carried)
        wanted = _project(network, left) / network.local.factor
        _solve_last(network, wanted)
        energy = target.square().sum().clamp_min(1e-9)
        return float((network() - target).square().sum() / energy)


def _project(network: ObjectNetwork, motion: Tensor) -> Tensor:
    """Temporal coefficients [N, 2 C] of displacements [K, N, 2] (the basis is orthogonal)."""
    basis = network.get_buffer("basis")
    coefficients = torch.einsum("kc,kni->nci", basis, motion) / basis.square().sum(0)[:, None]
    return coefficients.flatten(1)


def _set_global(network: ObjectNetwork, target: Tensor) -> None:
    rest = network.centre_relative.double().numpy()
    moved = rest + target.double().numpy()
    size = max(float(np.ptp(rest, axis=0).max()), 1.0)
    found = fit_object_motion(rest, moved, np.ones(len(rest)), size=size)
    channels = torch.from_numpy(found.channels)
    transform = torch.from_numpy(matrices(found.channels))
    # The fit turns about its pivot, the network about the centre (0): A (x - p) + p + t.
    pivot = torch.from_numpy(found.pivot)
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


def _solve_last(network: ObjectNetwork, wanted: Tensor) -> None:
    """Ridge regression of wanted [N, 2 C], in units of the head's output."""
    features = network.local.trunk(network.embedding(network.centre_relative, None)).double()
    design = torch.cat([features, torch.ones_like(features[:, :1])], dim=1)
    gram = design.T @ design / len(design)
    ridge = RIDGE * torch.diagonal(gram).mean() * torch.eye(len(gram), dtype=gram.dtype)
    solution = torch.linalg.solve(gram + ridge, design.T @ wanted.double() / len(design))
    network.local.last.weight.copy_(solution[:-1].T)
    network.local.last.bias.copy_(solution[-1])
