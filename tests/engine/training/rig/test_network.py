# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network that learns and the one that drawings are asked with are the same."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.puppets.figures import labelled_drawing
from engine.rig.classes import FIRST_CLASS, RigNetConfig
from engine.rig.network import RigNet, RigQuestion
from engine.rig.skeletons import PLANS
from engine.training.rig.batches import make_batch
from engine.training.rig.network import LearningRigNet


@pytest.fixture(scope="module")
def learning() -> LearningRigNet:
    """A small network of which every weight counts."""
    torch.manual_seed(3)
    net = LearningRigNet(RigNetConfig(width=16, layers=2, heads=2, ratio=1)).eval()
    with torch.no_grad():
        for weight in net.parameters():
            weight.add_(0.3 * torch.randn_like(weight))
    return net


@pytest.fixture(scope="module")
def asked(learning: LearningRigNet) -> RigNet:
    return learning.learnt()


@pytest.mark.parametrize("asks", ["of a plan", "which plan"])
@pytest.mark.parametrize("name", sorted(PLANS))
def test_both_say_the_same(learning: LearningRigNet, asked: RigNet, name: str, asks: str) -> None:
    """Joints placed by hand and strokes given to parts among them, by chance."""
    rng = np.random.default_rng(sorted(PLANS).index(name))
    for number in range(3):
        batch = make_batch([labelled_drawing(4, number, name)], rng)
        given = batch.drawings
        assert given.valid.all()
        plan = batch.plan if asks == "of a plan" else torch.tensor([-1])
        with torch.inference_mode():
            learnt = learning(given, plan)
        question = RigQuestion(
            given.points.numpy(),
            given.strokes.numpy(),
            given.said.numpy(),
            given.joint_hints.numpy(),
            given.part_hints.numpy(),
        )
        reply = asked(question, plan.numpy())
        number_of_plan = int(plan[0]) if asks == "of a plan" else int(learnt.plans[0].argmax())
        chosen = list(PLANS.values())[number_of_plan]
        first = FIRST_CLASS[chosen.name]
        own = slice(first, first + len(chosen.parts) + 1)
        np.testing.assert_allclose(reply.plans, learnt.plans, atol=2e-3)
        np.testing.assert_allclose(reply.parts[..., own], learnt.parts[..., own], atol=2e-3)
        assert (reply.parts.argmax(axis=2) == learnt.parts.argmax(2).numpy()).all()
        np.testing.assert_allclose(reply.along, learnt.along, atol=1e-3)
        np.testing.assert_allclose(reply.joints, learnt.joints, atol=1e-3)
        np.testing.assert_allclose(reply.spread, learnt.spread, atol=1e-3)
