# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""RigNet's training: learns, resumes to the bit, and its weights are read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from addon.contract.errors import FormatError
from engine.rig.classes import RigNetConfig
from engine.rig.find import find_rig
from engine.rig.skeletons import PLANS
from engine.rig.weights_file import load_rig_net, save_rig_net
from engine.training.loop import LoopSettings
from engine.training.rig.batches import make_batch
from engine.training.rig.losses import losses, total
from engine.training.rig.network import LearningRigNet
from engine.training.rig.run import RigRun, rig_loop
from engine.training.rig.shards import Shard, write_shard

SMALL = RigNetConfig(width=16, layers=1, heads=2, ratio=1)


@pytest.fixture(scope="module")
def shard(tmp_path_factory: pytest.TempPathFactory) -> Shard:
    path = tmp_path_factory.mktemp("figures") / "figures.npz"
    write_shard(path, 5, 0, 30)
    return Shard.read(path)


def trained(folder: Path, shard: Shard, steps: int, stop: int = 0) -> RigRun:
    settings = LoopSettings(steps=steps, seed=3)
    loop = rig_loop(folder, SMALL, [shard], [shard[0], shard[1]], settings)
    if stop:
        while loop.step < stop:
            loop.task.train_step(loop._next_step())
            loop.step += 1
        loop.save()
        return loop.task
    assert loop.run(lambda line: None)
    return loop.task


def test_a_run_that_was_stopped_ends_as_an_undisturbed_one(tmp_path: Path, shard: Shard) -> None:
    whole = trained(tmp_path / "a", shard, 6)
    trained(tmp_path / "b", shard, 6, stop=3)
    resumed = trained(tmp_path / "b", shard, 6)
    for name, value in whole.net.state_dict().items():
        assert torch.equal(value, resumed.net.state_dict()[name]), name
    for name, value in whole.averaged.values.items():
        assert torch.equal(value, resumed.averaged.values[name]), name


def test_the_loss_falls_on_drawings_it_sees_again(shard: Shard) -> None:
    torch.manual_seed(0)
    task = RigRun(SMALL, [shard], [])
    batch = make_batch([shard[n] for n in range(8)], np.random.default_rng(0), augment=False)
    first = last = 0.0
    for number in range(25):
        task.net.zero_grad(set_to_none=True)
        out = task.net(batch.drawings, batch.plan)
        loss = total(losses(out, batch))
        loss.backward()  # type: ignore[no-untyped-call]
        task.optimiser.step(1.0)
        first, last = (float(loss.detach()) if number == 0 else first), float(loss.detach())
    assert last < 0.75 * first


def test_mirrored_batches_keep_twins_in_order(shard: Shard) -> None:
    rng = np.random.default_rng(1)
    for number in range(len(shard)):
        drawing = shard[number]
        plan = PLANS[drawing.plan]
        batch = make_batch([drawing], rng)
        joints = batch.joints[0, : len(plan.joints)].numpy()
        for one, two in plan.twins:
            if plan.facing is None:
                outer = slice(1, None) if len(one.joints) > 1 else slice(None)
                places = [joints[list(plan.chain(p))[outer], 0].mean() for p in (one, two)]
                assert not places[0] > places[1]


def test_weights_are_read_back_and_others_are_refused(tmp_path: Path) -> None:
    net = LearningRigNet(SMALL).learnt()
    path = tmp_path / "rig.safetensors"
    save_rig_net(path, SMALL, net.weights)
    read = load_rig_net(path)
    assert read.config == SMALL and set(read.weights) == set(net.weights)
    for name, value in net.weights.items():
        np.testing.assert_allclose(read.weights[name], value, atol=1e-3, rtol=1e-3)
    with pytest.raises(FormatError, match="missing"):
        load_rig_net(tmp_path / "nowhere.safetensors")
    for name in ("place.0.weight", "vote_head.bias"):
        for broken in ({**net.weights, name: net.weights[name][:3]}, dict(net.weights)):
            if name in broken and broken[name] is net.weights[name]:
                del broken[name]
            save_rig_net(path, SMALL, broken)
            with pytest.raises(FormatError, match="damaged"):
                load_rig_net(path)


@pytest.mark.parametrize("plan", sorted(PLANS))
def test_every_point_of_a_drawing_hangs_on_joints(plan: str, shard: Shard) -> None:
    """Whatever an untrained network says, weights are weights and the answer is in the drawing."""
    torch.manual_seed(1)
    net = LearningRigNet(SMALL).learnt()
    drawing = shard[7]
    points = drawing.points * 300 + 40
    found = find_rig(points, drawing.strokes, [plan], net=net)
    assert found is not None and found.bones.plan == plan
    bones = found.bones
    np.testing.assert_allclose(bones.weights.sum(axis=1), 1.0, atol=1e-9)
    assert (bones.weights >= 0).all() and bones.carriers.max() < len(PLANS[plan].joints)
    assert bones.joints.min() > 40 - 300 and bones.joints.max() < 40 + 300
    assert found.disagreement >= 0.0


def test_nothing_is_found_in_almost_nothing() -> None:
    net = LearningRigNet(SMALL).learnt()
    assert find_rig(np.zeros((3, 2)), np.zeros(3, np.int64), ["fish"], net=net) is None
    many = np.random.default_rng(0).normal(size=(40, 2))
    assert find_rig(many, np.zeros(40, np.int64), [], net=net) is None
