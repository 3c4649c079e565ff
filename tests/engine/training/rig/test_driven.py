# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Driven errors: none for the true bones, small for the shipped network, large for an untrained."""

from __future__ import annotations

import numpy as np
import torch

from engine.puppets.figures import labelled_drawing
from engine.rig.classes import RigNetConfig
from engine.rig.deform import Deformer
from engine.rig.find import default_net, find_rig
from engine.rig.skeletons import PLANS
from engine.training.rig.driven import driven_error, random_pose, true_bones
from engine.training.rig.network import LearningRigNet


def test_true_bones_move_with_the_drawing_and_the_root_stays() -> None:
    drawing = labelled_drawing(9, 0, "four_legged")
    found = find_rig(drawing.points, drawing.strokes, ("four_legged",))
    assert found is not None
    bones = true_bones(drawing, found.bones)
    pose = random_pose(PLANS["four_legged"], np.random.default_rng(0))
    assert (pose.turns[:, 0] == 0).all() and np.isfinite(bones.joints).all()
    moved = Deformer(bones, drawing.points, drawing.strokes)(pose)
    assert np.isfinite(moved).all() and np.abs(moved - drawing.points).max() > 0.05


def test_a_trained_network_drives_better_than_an_untrained_one() -> None:
    drawings = [labelled_drawing(9, n, "four_legged") for n in range(4)]
    torch.manual_seed(0)
    untrained = LearningRigNet(RigNetConfig(width=16, layers=1, heads=2, ratio=1)).learnt()
    assert driven_error(default_net(), drawings) < 0.6 * driven_error(untrained, drawings)
    assert np.isnan(driven_error(untrained, []))
