# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A free motion, carried by bones: lines keep their length, and the pose says all of it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.request import ObjectSettings, Request
from addon.contract.strict_json import JSON
from engine.render.evaluate import animated_positions
from engine.rig.bones import Bones, Pose
from engine.rig.deform import Deformer
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.runtime.arrays import numpy_of
from engine.vector.keyframes.object_motion import ObjectMotion, fit_object_motion
from engine.vector.pipeline import animate
from engine.vector.rigged_motion import (
    RiggedMotion,
    carried_motion,
    line_lengths,
    pose_to_contract,
    rig_words,
    rigged_motions,
)
from engine.vector.settings import vector_settings
from tests.engine.vector.stand_ins import InterruptedRun, VerbPrior, strokes_drawing

Floats = NDArray[np.float64]
FRAMES, POINTS = 24, 41


def tail() -> tuple[Bones, Floats]:
    """Three bones of 50 pixels in a row; points along them, each carried by one."""
    joints = np.array([[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]])
    x = np.linspace(0, 150, POINTS)
    rest = np.stack([x, np.zeros(POINTS)], axis=1)
    carrier = np.minimum(x // 50, 2).astype(np.int64)[:, None]
    bones = Bones(
        "", ("a", "b", "c"), np.array([-1, 0, 1]), joints, np.ones(3), carrier,
        np.ones((POINTS, 1)), np.full(POINTS, -1),
    )  # fmt: skip
    return bones, rest


def wheel() -> tuple[Bones, Floats]:
    """One joint in the middle of a circle."""
    angle = np.linspace(0, 2 * np.pi, POINTS, endpoint=False)
    rest = 40 * np.stack([np.cos(angle), np.sin(angle)], axis=1) + 100
    bones = Bones(
        "", ("hub",), np.array([-1]), np.array([[100.0, 100.0]]), np.ones(1),
        np.zeros((POINTS, 1), np.int64), np.ones((POINTS, 1)), np.full(POINTS, -1),
    )  # fmt: skip
    return bones, rest


def wagging(rest: Floats) -> Floats:
    """[F, P, 2], a loop: the line bends sideways, and stretches by a third as it does."""
    t = 2 * np.pi * np.arange(FRAMES)[:, None] / FRAMES
    x = rest[None, :, 0]
    free = np.repeat(rest[None], FRAMES, axis=0)
    free[..., 1] += (x / 150) ** 2 * 50 * np.sin(t)
    free[..., 0] += 0.15 * x * (1 - np.cos(t)) + 10 * np.sin(t)
    return free


def object_rig(bones: Bones, first: int = 0) -> ObjectRig:
    """Bones that carry POINTS points of one stroke from number `first` on."""
    number = np.full(POINTS, first // POINTS)
    return ObjectRig(np.arange(first, first + POINTS), number, bones)


def one(bones: Bones) -> DrawingRig:
    return DrawingRig((object_rig(bones),), POINTS)


def carry(
    made: tuple[Bones, Floats], free: Floats, strength: float = 1.0, *, loop: bool = True
) -> tuple[Floats, Pose]:
    bones, rest = made
    rigged = carried_motion(
        one(bones), rest, free, np.ones(len(rest)), strengths=(strength,), loop=loop
    )
    (pose,) = rigged.poses
    assert pose is not None
    return rigged.target, pose


def bone_lines(bones: Bones, points: Floats) -> Floats:
    """[F, n]: distances between neighbours that one joint carries."""
    same = bones.carriers[1:, 0] == bones.carriers[:-1, 0]
    return np.linalg.norm(np.diff(points, axis=1), axis=2)[:, same]


@pytest.mark.parametrize("strength", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("loop", [True, False])
def test_lines_keep_their_length_at_any_strength(strength: float, loop: bool) -> None:
    bones, rest = tail()
    free = wagging(rest)
    stretched = bone_lines(bones, free) / bone_lines(bones, rest[None])
    assert stretched.max() > 1.2
    moved, _ = carry((bones, rest), free, strength, loop=loop)
    kept = bone_lines(bones, moved) / bone_lines(bones, rest[None])
    np.testing.assert_allclose(kept, 1.0, rtol=1e-3)
    assert np.linalg.norm(moved - rest, axis=2).max() > 15 * strength


@pytest.mark.parametrize("strength", [0.25, 0.5, 2.0])
def test_strength_scales_turns_and_shifts(strength: float) -> None:
    bones, rest = tail()
    _, full = carry((bones, rest), wagging(rest))
    _, part = carry((bones, rest), wagging(rest), strength)
    assert np.abs(full.turns).max() > 0.3
    np.testing.assert_allclose(part.turns, strength * full.turns)
    np.testing.assert_allclose(part.root, strength * full.root)


@pytest.mark.parametrize("loop", [True, False])
def test_frame_0_is_the_drawing_bit_for_bit(loop: bool) -> None:
    bones, rest = tail()
    rest = rest + 1 / 3
    moved, pose = carry((bones, rest), wagging(rest), loop=loop)
    assert np.array_equal(moved[0], rest)
    assert not pose.turns[0].any() and not pose.root[0].any()


def test_a_loop_closes_as_smoothly_as_it_goes_on() -> None:
    bones, rest = tail()
    moved, _ = carry((bones, rest), wagging(rest))
    around = np.concatenate([moved, moved[:1]])
    steps = np.linalg.norm(np.diff(around, axis=0), axis=2).max(axis=1)
    bends = np.linalg.norm(np.diff(np.concatenate([around, moved[1:2]]), n=2, axis=0), axis=2)
    assert steps[-1] <= 1.05 * steps[:-1].max()
    assert bends[-2:].max() <= 1.3 * bends[:-2].max()


@pytest.mark.parametrize("direction", [1.0, -1.0])
@pytest.mark.parametrize("rounds", [1, 2])
def test_a_wheel_turns_on_and_on(direction: float, rounds: int) -> None:
    bones, rest = wheel()
    turn = direction * 2 * np.pi * rounds * np.arange(FRAMES) / FRAMES
    c, s = np.cos(turn), np.sin(turn)
    turned = np.stack([np.stack([c, -s], 1), np.stack([s, c], 1)], 1)
    free = np.einsum("fij,pj->fpi", turned, rest - 100) + 100
    moved, pose = carry((bones, rest), free)
    np.testing.assert_allclose(pose.turns[:, 0], turn, atol=1e-6)
    np.testing.assert_allclose(moved, free, atol=1e-4)


def test_objects_without_bones_move_as_before() -> None:
    bones, line = tail()
    rest = np.concatenate([line, line + np.array([0.0, 200.0])])
    free = wagging(rest)
    rig = DrawingRig((object_rig(bones), None, None), 2 * POINTS)
    strengths = (0.5, 0.7, 1.0)
    lengths = np.ones(2 * POINTS)
    rigged = carried_motion(rig, rest, free, lengths, strengths=strengths, loop=True)
    assert np.array_equal(rigged.target[:, POINTS:], free[:, POINTS:])
    assert not np.allclose(rigged.target[:, :POINTS], free[:, :POINTS])
    assert rigged.poses[0] is not None and rigged.poses[1:] == (None, None)
    before: list[ObjectMotion | None] = [
        fit_object_motion(line, free[:, own], np.ones(POINTS), size=150.0)
        for own in (np.arange(POINTS), np.arange(POINTS, 2 * POINTS))
    ]
    motions, left = rigged_motions(rigged, rig, rest, lengths, [*before, None], strengths)
    assert motions[1] is before[1] and motions[2] is None
    assert motions[0] is not before[0] and left == (1.0, 0.7, 1.0)
    assert rig_words(rig, ("tail", "flag", "sky")) == "tail: pieces; flag: none; sky: none"


def test_an_object_at_strength_0_is_not_posed() -> None:
    bones, rest = tail()
    rigged = carried_motion(
        one(bones), rest, wagging(rest), np.ones(POINTS), strengths=(0.0,), loop=False
    )
    assert rigged.poses == (None,)
    pose = pose_to_contract(rigged, one(bones))
    pose.validate(FRAMES, POINTS, 1)
    assert pose.rig.joint_count == 3 and not numpy_of(pose.turns).any()


def test_the_pose_that_travels_is_the_pose() -> None:
    rig = DrawingRig((None, object_rig(tail()[0]), object_rig(wheel()[0], POINTS)), 2 * POINTS)
    tails, wheels = (Pose(np.full((2, 2), n), np.full((2, j), n)) for n, j in ((1.0, 3), (2.0, 1)))
    rigged = RiggedMotion(np.zeros((2, 2 * POINTS, 2)), (None, tails, wheels))
    sent = pose_to_contract(rigged, rig)
    sent.validate(2, 2 * POINTS, 3)
    assert numpy_of(sent.turns).tolist() == [[1, 1, 1, 2]] * 2
    assert numpy_of(sent.roots).tolist() == [[[0, 0], [1, 1], [2, 2]]] * 2


def test_lengths_of_line_sum_to_the_line() -> None:
    drawing = Drawing.build(
        [(0, 0), (10, 0), (10, 30), (200, 200), (90, 0), (90, 8)], [0, 3, 4, 6], canvas=(256, 256)
    )
    lengths = line_lengths(drawing)
    np.testing.assert_allclose(lengths, [5, 20, 15, 0.2, 4, 4])


HINTED: dict[str, JSON] = {
    "rig_hints": {"objects": {"dog": {"plan": "four_legged"}, "flag": {"plan": "flag"}}},
    "actions": False,
    "steps": 6,
    "seeds": 1,
}
PROMPT = "the dog runs and the flag waves"


def animated(request: Request) -> tuple[Drawing, Animation]:
    drawing = strokes_drawing()
    animation = animate(drawing, request, InterruptedRun(), prior=VerbPrior())
    animation.validate(drawing)
    return drawing, animation


@pytest.mark.parametrize("quality", ["draft", "standard"])
@pytest.mark.parametrize("loop", [True, False])
def test_the_pose_reproduces_the_animation(quality: str, loop: bool) -> None:
    objects = (ObjectSettings("flag", strength=0.6),)
    drawing, animation = animated(
        Request(PROMPT, objects=objects, quality=quality, loop=loop, settings=HINTED)  # type: ignore[arg-type]
    )
    assert animation.info["rig"] == "dog: four_legged; flag: flag"
    posed = animation.pose
    assert posed is not None
    rig = DrawingRig.from_contract(posed.rig, drawing)
    rest = numpy_of(drawing.positions).astype(np.float64)
    shown = animated_positions(drawing, animation)
    owner = numpy_of(posed.rig.joint_objects)
    largest = 0.0
    for number, own in enumerate(rig.objects):
        assert own is not None
        pose = Pose(
            numpy_of(posed.roots)[:, number].astype(np.float64),
            numpy_of(posed.turns)[:, owner == number].astype(np.float64),
        )
        again = Deformer(own.bones, rest[own.points], own.strokes)(pose)
        largest = max(largest, float(np.abs(again - shown[:, own.points]).max()))
        assert np.linalg.norm(again - rest[own.points], axis=2).max() > 3
    assert largest < 0.005 * max(drawing.canvas)


def test_who_wants_no_bones_gets_none() -> None:
    settings: dict[str, JSON] = {**HINTED, "rig": False}
    _, free = animated(Request(PROMPT, quality="draft", settings=settings))
    assert free.pose is None and "rig" not in free.info


def test_the_original_way_has_no_bones() -> None:
    assert vector_settings(Request(PROMPT)).rig
    assert not vector_settings(Request(PROMPT, settings={"faithful": True})).rig
