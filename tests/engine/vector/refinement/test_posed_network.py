# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bones that a video model refines: the same as numpy's, angles first, kept where not worse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from addon.contract.drawing import Drawing
from addon.contract.errors import Stopped
from engine.rig.bones import Bones, Pose, deformed
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.vector.acted_motion import ActedMotion
from engine.vector.job import VectorJob
from engine.vector.refinement import refined_bones as refined
from engine.vector.refinement.optimise import Refinement, animate_tokens
from engine.vector.refinement.posed_network import PosedNetwork
from engine.vector.refinement.refined_bones import BoneRefinement, refined_bones
from engine.vector.refinement.sds import Draw, StageView
from engine.vector.refinement.token_motion import TokenMotion
from engine.vector.refinement.training_state import TrainingState
from engine.vector.scene.scene import build_scene
from engine.vector.settings import VIDEO_OPTIMISER, ScheduleSettings, SdsSettings, VectorSettings
from tests.engine.vector.stand_ins import InterruptedRun, VerbPrior

torch.set_num_threads(1)
FRAMES = 9
SETTINGS = VectorSettings(
    optimiser=VIDEO_OPTIMISER, sds=SdsSettings(), actions=False, angles=True,
    schedule=ScheduleSettings(steps=200),
)  # fmt: skip


class _Model:
    """A video model of which only its presence counts."""

    name, size, device = "none", 64, torch.device("cpu")


class _Aim:
    """A guide that pulls every token straight to a target [F, T, 2]."""

    frames = FRAMES

    def __init__(self, target: Tensor) -> None:
        self.target = target

    def gradient(self, view: StageView, displacements: Tensor, draw: Draw) -> Tensor:
        return (displacements - self.target[:, view.tokens]) / len(view.tokens)


def _arm() -> tuple[Drawing, DrawingRig]:
    """An arm of two bones along x: shoulder at 50, elbow at 128 of 206."""
    x = np.linspace(50, 206, 27)
    points = np.stack([x, 128 + 0 * x], axis=1).astype(np.float32)
    drawing = Drawing.build(
        points, np.array([0, 27], np.int32), canvas=(256, 256), object_names=("arm",),
        objects=np.zeros(1, np.int32),
    )  # fmt: skip
    lower = np.clip((x - 118) / 20, 0, 1)
    bones = Bones(
        "", ("shoulder", "elbow"), np.array([-1, 0]), np.array([[50.0, 128.0], [128.0, 128.0]]),
        np.ones(2), np.tile([0, 1], (27, 1)), np.stack([1 - lower, lower], axis=1), np.full(27, -1),
    )  # fmt: skip
    rig = ObjectRig(np.arange(27), np.zeros(27, np.int64), bones)
    return drawing, DrawingRig((rig,), 27)


def _job(settings: VectorSettings = SETTINGS, acted: Pose | None = None) -> VectorJob:
    drawing, rig = _arm()
    scene = build_scene(drawing, most_tokens=100)
    job = VectorJob.of(
        scene, VerbPrior(), ("it runs",), settings, prompt="it runs", seed=3, rig=rig,
        drafted=None if acted is None else ActedMotion((acted,), None),  # type: ignore[arg-type]
    )  # fmt: skip
    settings = replace(settings, video=replace(settings.video, frames=FRAMES))
    return replace(job, video=_Model(), settings=settings)  # type: ignore[arg-type]


def _pose(frames: int = FRAMES) -> Pose:
    at = np.linspace(0, 1, frames)
    turns = np.stack([0.5 * at, 0.5 * at - 0.9 * np.sin(np.pi * at)], axis=1)
    return Pose(np.stack([12 * at, -6 * at], axis=1), turns)


def _network(job: VectorJob) -> PosedNetwork:
    (network,) = Refinement(job, _Aim(torch.zeros(FRAMES, len(job.scene.tokens), 2)), None).networks
    assert isinstance(network, PosedNetwork)
    return network


def test_tokens_are_carried_as_points_are() -> None:
    job = _job()
    network = _network(job)
    own, pose = network.carrying, _pose()
    network.start_from(pose)
    expected = deformed(own.bones, own.points, pose) - own.points
    np.testing.assert_allclose(network().detach().numpy(), expected, atol=1e-3)
    assert float(np.abs(expected[-1]).max()) > 20


def test_bones_alone_are_pulled_to_a_pose_that_the_guide_knows() -> None:
    schedule = ScheduleSettings(steps=200, angles_first=1.0)
    job = _job(replace(SETTINGS, schedule=schedule))
    network = _network(job)
    network.start_from(_pose())
    target = network().detach()
    run = Refinement(job, _Aim(target), torch.zeros_like(target))
    run.optimise(InterruptedRun(), lambda _: None)
    missed = (run.displacements() - target).norm(dim=-1).mean()
    assert missed < 2.0
    found = run.posed[0].change()
    assert np.abs(found.turns - _pose().turns).max() < 0.15


def test_angles_learn_first_and_offsets_after_them() -> None:
    job = _job(replace(SETTINGS, schedule=ScheduleSettings(steps=10, angles_first=0.6)))
    target = 5 * torch.randn(
        FRAMES, len(job.scene.tokens), 2, generator=torch.Generator().manual_seed(1)
    )
    run = Refinement(job, _Aim(target), torch.zeros_like(target))
    network = run.posed[0]
    seen: list[tuple[bool, Tensor]] = []
    run.optimise(
        _Watched(lambda: seen.append((_moves(network), network.turns.detach().clone()))),
        lambda _: None,
    )
    offsets = [moves for moves, _ in seen]
    assert offsets[:7] == [False] * 7  # before each of the steps 0..6
    assert all(offsets[7:])
    assert torch.equal(seen[7][1], seen[-1][1])  # the angles stay as they are
    assert not torch.equal(seen[0][1], seen[6][1])


class _Watched(InterruptedRun):
    def __init__(self, look: object) -> None:
        super().__init__()
        self.look = look

    def step(self, phase: str, step: int, steps: int, *, loss: float | None = None) -> None:
        super().step(phase, step, steps)
        self.look()  # type: ignore[operator]


def _moves(network: PosedNetwork) -> bool:
    with torch.no_grad():
        return bool(network.offsets.motion()[0].any())


def test_an_acted_pose_keeps_its_own_frames_and_gets_the_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    acted = _pose(40)
    job = _job(replace(SETTINGS, schedule=ScheduleSettings(steps=20)), acted)
    network = _network(job)
    network.start_from(Pose(0 * _pose().root, _pose().turns + 0.2 * _pose().turns))
    target = network().detach()
    monkeypatch.setattr("engine.vector.refinement.optimise.guide_of", lambda job: _Aim(target))
    motion = animate_tokens(job, InterruptedRun(), lambda _: None)
    refined = motion.poses[0]
    assert refined.acted
    whole = refined.at(40, loop=False, cycles=1, strength=1.0)
    assert whole.frames == 40
    change = whole.turns - acted.turns
    assert 0.001 < np.abs(change).max() < 0.5
    still = refined.at(40, loop=False, cycles=1, strength=0.0)
    np.testing.assert_allclose(still.turns, acted.turns)  # which was acted at its strength


@pytest.mark.parametrize("stop_at", [5, 11])
def test_an_interrupted_refinement_of_bones_ends_the_same(stop_at: int) -> None:
    job = _job(replace(SETTINGS, schedule=ScheduleSettings(steps=12)))
    target = 5 * torch.randn(
        FRAMES, len(job.scene.tokens), 2, generator=torch.Generator().manual_seed(1)
    )
    draft = 0.5 * target * torch.linspace(0, 1, FRAMES)[:, None, None]

    def run(progress: InterruptedRun) -> Tensor:
        state = TrainingState.load(progress)
        given = state.draft if state.draft is not None else draft
        found = Refinement(job, _Aim(target), given, state)
        found.optimise(progress, lambda _: None)
        return found.displacements()

    expected = run(InterruptedRun())
    broken, again = InterruptedRun(stop_at=stop_at), InterruptedRun()
    with pytest.raises(Stopped):
        run(broken)
    again.kept = broken.kept
    assert torch.equal(run(again), expected)


def _refined(offset: Tensor) -> tuple[TokenMotion, Tensor]:
    """Return the result of bones that reached `_pose`, with an offset of tokens [F, T, 2]."""
    job = _job()
    network = _network(job)
    network.start_from(_pose())
    bones = network().detach()
    network.offsets.motion = lambda generator=None: (offset, torch.zeros(0))  # type: ignore[method-assign]
    tokens = torch.arange(bones.shape[1])
    run = BoneRefinement(job, {0: network}, {0: tokens}, torch.zeros_like(bones), bones + offset)
    return refined_bones(run), bones


def test_offsets_that_tear_the_drawing_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refined, "reads_as_well", lambda *given: True)
    count = len(_job().scene.tokens)
    at = torch.linspace(0, 1, FRAMES)[:, None, None]
    torn = 30 * at * torch.randn(FRAMES, count, 2, generator=torch.Generator().manual_seed(2))
    motion, bones = _refined(torn)
    assert motion.offsets is None
    torch.testing.assert_close(torch.from_numpy(motion.displacements), bones)
    faint, _ = _refined(0.2 * at.expand(-1, count, 2))
    assert faint.offsets is None
    assert np.abs(motion.poses[0].start.turns - _pose().turns).max() < 1e-6


def test_offsets_that_hold_together_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refined, "reads_as_well", lambda *given: True)
    count = len(_job().scene.tokens)
    at = torch.linspace(0, 1, FRAMES)[:, None, None]
    along = torch.linspace(0, torch.pi, count)[None, :, None]
    bent = 6 * at * torch.cat([0 * along, torch.sin(along)], dim=-1)
    motion, bones = _refined(bent)
    assert motion.offsets is not None
    torch.testing.assert_close(torch.from_numpy(motion.displacements - motion.offsets), bones)
    assert 3 < float(np.linalg.norm(motion.offsets, axis=-1).max()) < 9


def test_bones_that_read_less_as_what_is_asked_for_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float] = []

    def reads(sketch: object, start: Tensor, moved: Tensor, motions: object) -> bool:
        shares.append(float((moved - start).norm()))
        return len(shares) == 3

    monkeypatch.setattr(refined, "reads_as_well", reads)
    motion, bones = _refined(torch.zeros(FRAMES, len(_job().scene.tokens), 2))
    torch.testing.assert_close(torch.from_numpy(motion.displacements), 0.25 * bones)
    assert shares[0] == pytest.approx(4 * shares[2], rel=1e-4)
