# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job that bones act keeps all that every job promises, and asks no prior."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from torch import Tensor

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import Stopped
from addon.contract.request import ObjectSettings, Quality, Request
from addon.contract.strict_json import JSON
from engine.render.evaluate import animated_positions
from engine.rig.bones import Pose
from engine.rig.deform import Deformer
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.pipeline import animate
from tests.engine.vector.stand_ins import InterruptedRun, VerbPrior, strokes_drawing

HINTED: dict[str, JSON] = {
    "rig_hints": {"objects": {"dog": {"plan": "four_legged"}, "flag": {"plan": "flag"}}},
    "steps": 6,
    "seeds": 1,
}
PROMPT = "the dog jumps and the flag waves"
REQUEST = Request(PROMPT, quality="draft", settings=HINTED)


class UnaskedPrior(VerbPrior):
    """A prior that must not be asked."""

    def sample(self, *_: object, **__: object) -> Tensor:
        raise AssertionError("a sample was asked for")

    def score(self, *_: object, **__: object) -> Tensor:
        raise AssertionError("a score was asked for")


class WatchedRun(InterruptedRun):
    """Progress that always wants a preview."""

    def __init__(self) -> None:
        super().__init__()
        self.previews: list[NDArray[Any]] = []

    def wants_preview(self) -> bool:
        return True

    def preview(self, frames: NDArray[Any]) -> None:
        self.previews.append(frames)


def act(
    request: Request, drawing: Drawing | None = None, progress: InterruptedRun | None = None
) -> Animation:
    drawing = drawing or strokes_drawing()
    animation = animate(drawing, request, progress or InterruptedRun(), prior=UnaskedPrior())
    animation.validate(drawing)
    return animation


def shown(request: Request, drawing: Drawing | None = None) -> NDArray[np.float64]:
    """[F, P, 2]: how far every point is from the drawing."""
    drawing = drawing or strokes_drawing()
    moved = animated_positions(drawing, act(request, drawing))
    return np.asarray(moved - numpy_of(drawing.positions), np.float64)


def of_object(number: int, drawing: Drawing) -> NDArray[np.bool_]:
    owner = np.repeat(numpy_of(drawing.objects), np.diff(numpy_of(drawing.stroke_offsets)))
    return np.asarray(owner == number)


def test_draft_and_standard_are_one_and_the_beats_are_told() -> None:
    draft = act(REQUEST)
    standard = act(replace(REQUEST, quality="standard"))
    assert np.array_equal(numpy_of(draft.offsets), numpy_of(standard.offsets))
    assert np.array_equal(numpy_of(draft.keys), numpy_of(standard.keys))
    beats = json.loads(draft.info["beats"])["beats"]
    assert [(beat["who"], beat["action"]) for beat in beats] == [("dog", "jump"), ("flag", "wave")]
    assert draft.info["understood"] == ""


@pytest.mark.parametrize("settings", [{"actions": False}, {"rig": False}])
def test_who_wants_no_actions_gets_the_prior(settings: dict[str, JSON]) -> None:
    with pytest.raises(AssertionError, match="sample"):
        act(replace(REQUEST, settings=HINTED | settings))


def test_full_asks_the_prior() -> None:
    with pytest.raises(AssertionError, match="sample"):
        act(replace(REQUEST, quality="full"))


@pytest.mark.parametrize("frames", [2, 3, 24, 50])
@pytest.mark.parametrize("loop", [True, False])
def test_frame_0_is_the_drawing_bit_for_bit(frames: int, loop: bool) -> None:
    animation = act(replace(REQUEST, frames=frames, loop=loop, hold=2))
    assert (animation.frame_count, animation.hold, animation.loop) == (frames, 2, loop)
    assert not numpy_of(animation.offsets)[0].any()
    assert np.array_equal(numpy_of(animation.transforms)[0], np.tile(np.eye(2, 3), (2, 1, 1)))


@pytest.mark.parametrize("rig", [False, True])
def test_what_comes_in_is_outside_in_frame_0_and_unbent(rig: bool) -> None:
    drawing = strokes_drawing()
    settings: dict[str, JSON] = {**HINTED, "armature": True} if rig else HINTED
    prompt = "the dog walks in from the left, then it sits, and the flag waves"
    request = Request(prompt, quality="draft", settings=settings)
    animation = act(request, drawing)
    moved = np.asarray(animated_positions(drawing, animation), np.float64)
    rest = numpy_of(drawing.positions).astype(np.float64)
    number = drawing.object_names.index("dog")
    sizes = np.diff(numpy_of(drawing.stroke_offsets))
    dog = np.repeat(numpy_of(drawing.objects) == number, sizes)
    assert moved[0, dog, 0].max() < 0.0
    way = moved[0, dog] - rest[dog]
    np.testing.assert_allclose(way, np.broadcast_to(way[:1], way.shape), atol=1e-3)
    assert np.abs(moved[-1, dog] - rest[dog]).max() < 0.6 * np.ptp(rest[dog], axis=0).max()
    assert not numpy_of(animation.offsets)[0].any()
    np.testing.assert_array_equal(moved[0, ~dog], rest[~dog])


def test_background_and_locked_things_never_move() -> None:
    drawing = strokes_drawing((0, 0, 1, 1, -1, 0), locked=(0, 1, 0, 0, 0, 0))
    request = replace(REQUEST, objects=(ObjectSettings("flag", locked=True),))
    moved = shown(request, drawing).any(axis=(0, 2)).reshape(6, -1).any(axis=1)
    assert moved.tolist() == [True, False, False, False, False, True]


def test_an_object_of_strength_0_stays_and_others_are_scaled() -> None:
    drawing = strokes_drawing()
    dog, flag = of_object(0, drawing), of_object(1, drawing)
    whole = shown(REQUEST)
    held = shown(replace(REQUEST, objects=(ObjectSettings("dog", strength=0.0),)))
    assert not held[:, dog].any()
    assert np.array_equal(held[:, flag], whole[:, flag])
    half = shown(replace(REQUEST, strength=0.5))
    assert 0.3 < np.abs(half[:, dog]).max() / np.abs(whole[:, dog]).max() < 0.7


def test_an_object_that_no_verb_is_about_stays_where_it_is() -> None:
    drawing = strokes_drawing()
    moved = shown(replace(REQUEST, prompt="the dog jumps"))
    assert not moved[:, of_object(1, drawing)].any()
    assert np.abs(moved[:, of_object(0, drawing)]).max() > 3


def test_the_pose_that_travels_reproduces_the_animation() -> None:
    drawing = strokes_drawing()
    animation = act(REQUEST, drawing)
    posed = animation.pose
    assert posed is not None
    rest = numpy_of(drawing.positions).astype(np.float64)
    at = animated_positions(drawing, animation)
    owner = numpy_of(posed.rig.joint_objects)
    scale = None if posed.scales is None else numpy_of(posed.scales).astype(np.float64)
    for number, own in enumerate(DrawingRig.from_contract(posed.rig, drawing).objects):
        assert own is not None
        pose = Pose(
            numpy_of(posed.roots)[:, number].astype(np.float64),
            numpy_of(posed.turns)[:, owner == number].astype(np.float64),
            None if scale is None else scale[:, owner == number],
        )
        again = Deformer(own.bones, rest[own.points], own.strokes)(pose)
        assert np.abs(again - at[:, own.points]).max() < 0.005 * max(drawing.canvas)


@pytest.mark.parametrize("prompt", [PROMPT, "the dog walks, then it jumps, and the flag waves"])
def test_a_loop_closes_as_smoothly_as_it_goes_on(prompt: str) -> None:
    moved = shown(replace(REQUEST, prompt=prompt, loop=True, frames=48))
    steps = np.abs(np.diff(np.concatenate([moved, moved[:1]]), axis=0)).max(axis=(1, 2))
    assert steps[-1] <= 1.2 * steps[:-1].max()


@pytest.mark.parametrize("scale", [0.1, 30.0])
@pytest.mark.parametrize("quality", ["draft", "standard"])
def test_the_same_drawing_at_any_size_moves_alike(scale: float, quality: Quality) -> None:
    request = replace(REQUEST, quality=quality)
    apart = shown(request) - shown(request, strokes_drawing(scale=scale)) / scale
    assert np.abs(apart).max() < 0.05


def test_the_same_drawing_anywhere_moves_alike() -> None:
    here = strokes_drawing()
    away = (numpy_of(here.positions) + np.array([700.0, -300.0])).astype(np.float32)
    assert (
        np.abs(shown(REQUEST) - shown(REQUEST, replace(here, positions=array_of(away)))).max()
        < 0.05
    )


def test_the_same_seed_gives_the_same_motion() -> None:
    assert np.array_equal(shown(REQUEST), shown(REQUEST))


def test_progress_is_told_and_can_end_the_job() -> None:
    undisturbed = InterruptedRun()
    act(REQUEST, progress=undisturbed)
    assert set(undisturbed.phases) == {"acting"} and undisturbed.warnings == []
    for step in range(1, undisturbed.steps + 1):
        with pytest.raises(Stopped):
            act(REQUEST, progress=InterruptedRun(stop_at=step))


def test_a_preview_shows_the_bones_moving() -> None:
    run = WatchedRun()
    act(replace(REQUEST, frames=48), progress=run)
    (frames,) = run.previews
    assert len(frames) == 8
    ink = frames[..., 3].astype(int)
    assert np.abs(ink[1:] - ink[0]).max() > 50


def test_a_preview_shows_bones_that_act_beside_ones_that_follow_the_prior() -> None:
    objects = (ObjectSettings("flag", prompt="it zorblies"),)
    request = replace(REQUEST, objects=objects)
    run = WatchedRun()
    drawing = strokes_drawing()
    animate(drawing, request, run, prior=VerbPrior())
    alone = WatchedRun()  # the prior knows no motion for either
    animate(
        drawing, replace(request, settings=HINTED | {"actions": False}), alone, prior=VerbPrior()
    )
    assert len(run.previews) == len(alone.previews) == 1
    assert (run.previews[0][0] == alone.previews[0][0]).all()
    assert (run.previews[0] != alone.previews[0]).any()


def test_only_what_is_not_acted_is_guessed_and_warned_of() -> None:
    run = InterruptedRun()
    request = replace(REQUEST, objects=(ObjectSettings("flag", prompt="it zorblies"),))
    animation = animate(strokes_drawing(), request, run, prior=VerbPrior())
    assert "draft" in run.phases
    assert len(run.warnings) == 2 and all("zorblies" in warning for warning in run.warnings)
    pose = animation.pose
    assert pose is not None
    joints = numpy_of(pose.turns)[:, numpy_of(pose.rig.joint_objects) == 0]
    assert np.abs(joints).max() > 0.1
