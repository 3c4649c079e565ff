# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import math

import pytest
import torch

from engine.priors.base import PointSketch
from engine.priors.constraints.lengths import LONGEST, SHORTEST, constraints_of, project_lengths
from engine.priors.trajectory.motion_reader import MotionReader
from engine.priors.trajectory.ranking import rank

torch.set_num_threads(1)


def _letter() -> PointSketch:
    """A T: a bar, and a stem that touches its middle."""
    bar = torch.stack([torch.linspace(80, 180, 7), torch.full((7,), 60.0)], 1)
    stem = torch.stack([torch.full((7,), 130.0), torch.linspace(61, 200, 7)], 1)
    return PointSketch.of(torch.cat([bar, stem]), torch.arange(14) // 7)


def _rotation(sketch: PointSketch, frames: int = 5) -> torch.Tensor:
    moved = []
    for frame in range(frames):
        angle = 0.4 * frame
        turn = torch.tensor(
            [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
        )
        moved.append((sketch.points - 128) @ turn.T + 128 + 9 * frame - sketch.points)
    return torch.stack(moved)


def test_the_weld_between_touching_strokes_is_found() -> None:
    limits = constraints_of(_letter())
    welded = limits.members[limits.weld]
    assert len(welded) >= 1 and (welded[:, 0] == 7).any()


def test_rigid_motion_is_not_touched() -> None:
    sketch = _letter()
    motion = _rotation(sketch)
    torch.testing.assert_close(project_lengths(sketch, motion), motion, atol=1e-3, rtol=0)


def test_growing_as_a_whole_is_allowed_for_the_most_part() -> None:
    sketch = _letter()
    motion = (sketch.points - 128)[None] * 0.5
    kept = project_lengths(sketch, motion, iterations=60)
    assert float(kept.norm()) > 0.75 * float(motion.norm())


@pytest.mark.parametrize("stretch", [0.3, 1.6])
def test_chords_end_within_their_limits(stretch: float) -> None:
    sketch = _letter()
    motion = torch.zeros(3, 14, 2)
    motion[:, 11:] = (sketch.points[11] - sketch.points[10]) * (stretch - 1)
    fixed = project_lengths(sketch, motion, iterations=300)
    limits = constraints_of(sketch)
    steps = (limits.members[:, 1] - limits.members[:, 0] == 1) & ~limits.weld
    rest = limits.lengths(sketch.points[:, None])[steps, 0]
    after = limits.lengths((sketch.points + fixed).transpose(0, 1))[steps]
    assert float((after / rest[:, None]).max()) <= LONGEST * 1.03
    assert float((after / rest[:, None]).min()) >= SHORTEST * 0.97


def test_a_bent_leg_may_be_straightened() -> None:
    thigh = torch.stack([torch.linspace(100, 100, 4), torch.linspace(100, 130, 4)], 1)
    shin = torch.stack([torch.linspace(110, 130, 3), torch.full((3,), 130.0)], 1)
    sketch = PointSketch.of(torch.cat([thigh, shin]), torch.zeros(7).long())
    straight = sketch.points.clone()
    straight[4:] = torch.tensor([[100.0, 140.0], [100.0, 150.0], [100.0, 160.0]])
    motion = (straight - sketch.points)[None]
    torch.testing.assert_close(project_lengths(sketch, motion), motion, atol=1e-3, rtol=0)


def test_a_torn_joint_is_closed_and_fixed_points_stay() -> None:
    sketch = _letter()
    tear = torch.zeros(2, 14, 2)
    tear[:, 7:, 0] = 25.0
    gap = (sketch.points + project_lengths(sketch, tear, iterations=60))[1]
    assert float((gap[7] - gap[3]).norm()) < 4.0
    held = PointSketch.of(sketch.points, sketch.strokes, fixed=torch.arange(14) < 7)
    assert torch.equal(project_lengths(held, tear)[:, :7], torch.zeros(2, 7, 2))


def test_batches_are_independent() -> None:
    sketch = _letter()
    motion = torch.randn(2, 4, 14, 2, generator=torch.Generator().manual_seed(0)) * 8
    torch.testing.assert_close(
        project_lengths(sketch, motion)[1], project_lengths(sketch, motion[1])
    )


def test_rank_prefers_the_coherent_over_the_broken() -> None:
    sketch = _letter()
    coherent = _rotation(sketch, 16)
    generator = torch.Generator().manual_seed(0)
    broken = coherent + torch.randn(16, 14, 2, generator=generator) * 12
    torn = coherent.clone()
    torn[:, 7:, 0] += torch.linspace(0, 40, 16)[:, None]
    found = rank(sketch, torch.stack([broken, torn, coherent]))
    assert int(found.order[0]) == 2
    assert float(found.correction[2]) < 1e-3


def test_rank_prefers_the_turning_over_the_crumpled() -> None:
    sketch = _letter()
    turning = _rotation(sketch, 16)
    size = torch.linspace(1.0, 0.2, 16)[:, None, None]
    centre = sketch.points.mean(0)
    crumpled = (sketch.points - centre) * size + centre - sketch.points
    assert int(rank(sketch, torch.stack([crumpled, turning])).order[0]) == 1


class _Sees(torch.nn.Module):
    """Says "spin" of points that turn and "walk" of all others."""

    def forward(self, points: torch.Tensor, trajectories: torch.Tensor) -> torch.Tensor:
        around = trajectories - trajectories.mean(2, keepdim=True)
        turning = around.square().mean((1, 2, 3)) > 1.0
        seen = torch.stack([turning, ~turning], 1).float()
        return (0.96 * seen + 0.02).log()


def test_rank_prefers_what_reads_as_asked_among_equals() -> None:
    sketch = _letter()
    turning = _rotation(sketch, 16)
    sliding = torch.zeros(16, 14, 2)
    sliding[..., 0] = torch.linspace(0, 20, 16)[:, None]
    both = torch.stack([sliding, turning])
    reader = MotionReader(_Sees(), ("spin", "walk"), {})  # type: ignore[arg-type]
    for motion, best in (("spin", 1), ("walk", 0), ("trot", 0)):  # a trot counts as a walk
        found = rank(sketch, both, [motion], reader)
        assert int(found.order[0]) == best
        assert float(found.likelihood[best]) > 0.9 > 0.1 > float(found.likelihood[1 - best])
    blind = rank(sketch, both)
    for motions in ([], [""], ["recite"]):
        found = rank(sketch, both, motions, reader)
        assert torch.equal(found.order, blind.order) and bool((found.likelihood == 1).all())


def test_rank_does_not_take_a_torn_sample_for_its_verb() -> None:
    sketch = _letter()
    turning = _rotation(sketch, 16)
    torn = torch.zeros(16, 14, 2)
    torn[:, 7:, 0] = torch.linspace(0, 60, 16)[:, None]
    reader = MotionReader(_Sees(), ("spin", "walk"), {})  # type: ignore[arg-type]
    assert int(rank(sketch, torch.stack([torn, turning]), ["walk"], reader).order[0]) == 1
