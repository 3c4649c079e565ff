# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches of RigNet: hints are true, come by chance, and only where the plan is said."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.puppets.figures import LabelledDrawing
from engine.rig.classes import CLASSES, FIRST_CLASS, FIRST_JOINT, JOINTS, UNKNOWN
from engine.rig.skeletons import PLANS
from engine.rig.tokens import HINTS, POINTS
from engine.training.rig.batches import Batch, make_batch
from engine.training.rig.shards import Shard, write_shard

NAMES = list(PLANS)


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> list[LabelledDrawing]:
    path = tmp_path_factory.mktemp("figures") / "figures.npz"
    write_shard(path, 5, 0, 24)
    shard = Shard.read(path)
    return [shard[number] for number in range(len(shard))]


@pytest.fixture(scope="module")
def batches(drawings: list[LabelledDrawing]) -> list[Batch]:
    rng = np.random.default_rng(2)
    return [make_batch(drawings, rng) for _ in range(6)]


def test_joints_placed_by_hand_are_near_the_true_ones(batches: list[Batch]) -> None:
    count = 0
    for batch in batches:
        given = batch.drawings
        for row, token in (given.joint_hints < JOINTS).nonzero().tolist():
            plan = NAMES[int(batch.plan[row])]
            joint = int(given.joint_hints[row, token]) - FIRST_JOINT[plan]
            assert 0 <= joint < len(PLANS[plan].joints)
            away = given.points[row, token] - batch.joints[row, joint]
            assert float(away.norm()) < 0.05
            assert given.valid[row, token] and batch.classes[row, token] == -1
            count += 1
    assert count > 20


def test_strokes_given_to_a_part_are_of_it(batches: list[Batch]) -> None:
    told = [batch.drawings.part_hints < CLASSES for batch in batches]
    assert sum(int(mask.sum()) for mask in told) > 100
    for batch, mask in zip(batches, told, strict=True):
        assert torch.equal(batch.drawings.part_hints[mask], batch.classes[mask])
        assert not mask[~batch.drawings.valid].any()


def test_a_hand_that_hints_knows_the_plan(batches: list[Batch]) -> None:
    hinted = plain = 0
    for batch in batches:
        given = batch.drawings
        some = ((given.joint_hints < JOINTS) | (given.part_hints < CLASSES)).any(dim=1)
        assert torch.equal(given.said[some], batch.plan[some])
        assert set(given.said[given.said != batch.plan].tolist()) <= {UNKNOWN}
        hinted, plain = hinted + int(some.sum()), plain + int((~some).sum())
    assert hinted > 10 and plain > 2 * hinted


def test_joints_by_hand_are_no_part_of_a_stroke(batches: list[Batch]) -> None:
    for batch in batches:
        given = batch.drawings
        placed = given.joint_hints < JOINTS
        assert int(placed.sum(dim=1).max()) <= HINTS
        assert (given.strokes[placed] <= -2).all()
        assert (given.strokes[given.valid & ~placed] >= 0).all()
        for row in range(len(given.said)):
            own = given.strokes[row][placed[row]].tolist()
            assert len(set(own)) == len(own)
        assert given.points.shape[1] <= POINTS + HINTS


def test_without_augmentation_all_plans_are_said_and_nothing_is_hinted(
    drawings: list[LabelledDrawing],
) -> None:
    batch = make_batch(drawings, np.random.default_rng(0), augment=False)
    given = batch.drawings
    assert torch.equal(given.said, batch.plan)
    assert (given.joint_hints == JOINTS).all() and (given.part_hints == CLASSES).all()
    assert torch.equal(given.valid, batch.classes >= 0)
    first = torch.tensor([FIRST_CLASS[NAMES[int(number)]] for number in batch.plan])
    own = torch.tensor([len(PLANS[NAMES[int(number)]].parts) for number in batch.plan])
    classes = torch.where(given.valid, batch.classes, first[:, None])
    assert ((classes >= first[:, None]) & (classes <= (first + own)[:, None])).all()
