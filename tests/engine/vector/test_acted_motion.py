# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats of a sentence become poses of bones, in time, to the place and by the object they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig.bones import Bones, Pose, deformed
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.vector.acted_motion import ActedMotion, Clip, act_sentences
from tests.engine.motion.drawings import drawing

Floats = NDArray[np.float64]
CANVAS = (400.0, 300.0)
CLIP = Clip(24, 24.0, False, 0, CANVAS)
SIZE = 60.0  # long side of an object, pixels
PLANS = {"dog": "four_legged", "flag": "flag", "car": "car", "balloon": "", "bubble": ""}
PLACES = {
    "dog": (120.0, 200.0), "flag": (300.0, 180.0), "car": (200.0, 80.0), "balloon": (60.0, 150.0),
    "bubble": (340.0, 40.0),
}  # fmt: skip


@cache
def figure(name: str) -> tuple[Bones, Floats]:
    """Bones and points [P, 2] of an object of the scene, in canvas pixels."""
    bones, points = drawing(PLANS[name], 1)
    low, long = points.min(axis=0), float(np.ptp(points, axis=0).max())
    middle = low + np.ptp(points, axis=0) / 2

    def placed(at: Floats) -> Floats:
        return np.asarray((at - middle) * SIZE / long + PLACES[name])

    return replace(bones, joints=placed(bones.joints)), placed(points)


@dataclass(frozen=True)
class Scene:
    """Objects with true bones, side by side."""

    names: tuple[str, ...]

    @property
    def rest(self) -> Floats:
        return np.concatenate([figure(name)[1] for name in self.names])

    def rig(self, without: Sequence[str] = ()) -> DrawingRig:
        """The rig; objects in `without` have no bones."""
        rigs: list[ObjectRig | None] = []
        first = 0
        for name in self.names:
            bones, points = figure(name)
            own = np.arange(first, first + len(points))
            rig = ObjectRig(own, np.zeros(len(points), np.int64), bones)
            rigs.append(None if name in without else rig)
            first += len(points)
        return DrawingRig(tuple(rigs), first)

    def act(
        self,
        prompt: str,
        own: dict[str, str] | None = None,
        clip: Clip = CLIP,
        strength: float = 1.0,
        without: Sequence[str] = (),
    ) -> ActedMotion:
        return act_sentences(
            self.rig(without),
            self.rest,
            self.names,
            prompt,
            [(own or {}).get(name, "") for name in self.names],
            [strength] * len(self.names),
            clip,
        )

    def poses(self, prompt: str, **more: object) -> dict[str, Pose | None]:
        acted = self.act(prompt, **more)  # type: ignore[arg-type]
        return dict(zip(self.names, acted.poses, strict=True))


DOG = Scene(("dog",))
TWO = Scene(("dog", "flag"))


def pose_of(name: str, prompt: str, **more: object) -> Pose:
    pose = Scene((name,)).poses(prompt, **more)[name]
    assert pose is not None
    return pose


def moved(name: str, pose: Pose) -> Floats:
    """[F, P, 2]: where a pose brings the points of an object."""
    bones, points = figure(name)
    return deformed(bones, points, pose)


def reach(name: str, pose: Pose) -> float:
    """The farthest that a point gets from rest, in long sides of the object."""
    return float(np.linalg.norm(moved(name, pose) - figure(name)[1], axis=2).max()) / SIZE


def test_every_object_acts_its_own_verb() -> None:
    poses = TWO.poses("the dog jumps and the flag waves")
    for name, prompt in (("dog", "the dog jumps"), ("flag", "the flag waves")):
        pose, alone = poses[name], TWO.poses(prompt)[name]
        assert pose is not None and alone is not None
        assert pose.frames == CLIP.frames and reach(name, pose) > 0.03
        assert not pose.turns[0].any() and not pose.root[0].any()
        np.testing.assert_array_equal(pose.turns, alone.turns)


@pytest.mark.parametrize(("acts", "rests"), [("dog", "flag"), ("flag", "dog")])
def test_whom_no_verb_is_about_stays_still(acts: str, rests: str) -> None:
    poses = TWO.poses(f"the {acts} shakes")
    active, still = poses[acts], poses[rests]
    assert active is not None and reach(acts, active) > 0.01
    assert still is not None and still.frames == CLIP.frames
    assert not still.turns.any() and not still.root.any() and still.scale is None


def test_beats_come_one_after_the_other() -> None:
    first = pose_of("dog", "the dog sits", clip=replace(CLIP, frames=48))
    both = pose_of("dog", "the dog walks, then it sits", clip=replace(CLIP, frames=48))
    walk = pose_of("dog", "the dog walks", clip=replace(CLIP, frames=48))
    sitting, end = moved("dog", first)[-1], moved("dog", both)[-1]
    size = np.linalg.norm(sitting - figure("dog")[1], axis=1).max()
    assert np.linalg.norm(end - sitting, axis=1).max() < 0.35 * size
    assert np.abs(both.turns[8] - walk.turns[8]).max() > 0  # it has less time
    assert np.linalg.norm(moved("dog", both)[8] - sitting, axis=1).max() > 0.5 * size


def test_an_own_prompt_wins() -> None:
    acted = TWO.act("the dog jumps and the flag waves", {"dog": "the dog sits"})
    dog, flag = acted.poses
    sits, waves = TWO.poses("the dog sits")["dog"], TWO.poses("the flag waves")["flag"]
    assert dog is not None and flag is not None and sits is not None and waves is not None
    np.testing.assert_array_equal(dog.turns, sits.turns)
    np.testing.assert_array_equal(flag.turns, waves.turns)
    said = {beat.words for beat in acted.reading.beats}
    assert {"the dog sits", "the flag waves"} < said


def test_an_own_prompt_moves_what_the_prompt_leaves_still() -> None:
    poses = TWO.poses("the dog jumps", own={"flag": "it waves"})
    assert poses["flag"] is not None and reach("flag", poses["flag"]) > 0.03


@pytest.mark.parametrize("prompt", ["it zorblies", "", "the dog zorblies and the flag zorblies"])
def test_what_is_not_known_is_not_acted(prompt: str) -> None:
    acted = TWO.act(prompt)
    assert acted.poses == (None, None) and acted.reading.beats == ()


def test_what_its_body_cannot_do_is_not_acted() -> None:
    poses = TWO.poses("the dog jumps", own={"flag": "the flag zorblies"})
    assert poses["dog"] is not None and poses["flag"] is None


def test_without_bones_nothing_is_acted() -> None:
    poses = TWO.poses("the dog jumps and the flag waves", without=("flag",))
    assert poses["dog"] is not None and poses["flag"] is None


@pytest.mark.parametrize(
    ("name", "prompt"),
    [("dog", "the dog jumps"), ("dog", "the dog sits"), ("flag", "the flag waves"),
     ("balloon", "the balloon falls")],
)  # fmt: skip
def test_strength_scales(name: str, prompt: str) -> None:
    faint, half, one = (
        reach(name, pose_of(name, prompt, strength=strength)) for strength in (0.1, 0.5, 1.0)
    )
    assert 0.05 < faint / one < 0.2
    assert 0.35 < half / one < 0.65
    assert Scene((name,)).poses(prompt, strength=0.0) == {name: None}


def test_strength_above_1_exaggerates_and_scales_the_way() -> None:
    one, two = (reach("dog", pose_of("dog", "the dog jumps", strength=s)) for s in (1.0, 2.0))
    assert two > 1.2 * one
    prompt = "the car drives to the right edge"
    ways = [pose_of("car", prompt, strength=s).root[-1, 0] for s in (0.5, 1.0, 2.0)]
    np.testing.assert_allclose(ways, np.array([0.5, 1.0, 2.0]) * ways[1], rtol=0.03)


@pytest.mark.parametrize("loop", [True, False])
@pytest.mark.parametrize("prompt", ["the dog runs", "the dog jumps, then it sits"])
def test_other_frame_rates_give_the_same_motion_in_time(prompt: str, loop: bool) -> None:
    def at(fps: float) -> Pose:
        return pose_of("dog", prompt, clip=replace(CLIP, frames=round(2 * fps), fps=fps, loop=loop))

    fine, twelve, sixty = at(24.0), at(12.0), at(60.0)
    np.testing.assert_allclose(twelve.turns, fine.turns[::2], atol=1e-9)
    np.testing.assert_allclose(twelve.root, fine.root[::2], atol=1e-9)
    np.testing.assert_allclose(sixty.turns[::5], fine.turns[::2], atol=1e-9)


def test_beats_begin_at_the_same_time_at_any_rate() -> None:
    starts = []
    for fps in (12.0, 24.0, 48.0):
        clip = replace(CLIP, frames=round(4 * fps), fps=fps)
        _, second = DOG.act("the dog jumps once, then it sleeps", clip=clip).reading.beats
        starts.append(second.start / fps)
    assert 0.2 < starts[0] < 3.5
    assert np.ptp(starts) <= 1 / 12


@pytest.mark.parametrize(
    ("name", "prompt", "axis", "high", "edge"),
    [
        ("car", "the car drives to the right edge", 0, True, CANVAS[0]),
        ("car", "the car drives to the left edge", 0, False, 0.0),
        ("dog", "the dog walks to the left edge", 0, False, 0.0),
        ("dog", "the dog walks to the right edge", 0, True, CANVAS[0]),
        ("balloon", "the balloon rises to the top edge", 1, False, 0.0),
    ],
)
def test_a_way_to_the_edge_ends_there(
    name: str, prompt: str, axis: int, high: bool, edge: float
) -> None:
    pose = pose_of(name, prompt, clip=replace(CLIP, frames=48))
    end = moved(name, pose)[-1, :, axis]
    assert float(end.max() if high else end.min()) == pytest.approx(edge, abs=0.15 * SIZE)


@pytest.mark.parametrize("prompt", ["the bubble rises", "the bubble is lifted up"])
def test_what_rises_stays_in_the_picture(prompt: str) -> None:
    room = float(figure("bubble")[1][:, 1].min())
    pose = pose_of("bubble", prompt, clip=replace(CLIP, frames=48))
    top = float(moved("bubble", pose)[..., 1].min())
    assert min(0.0, room - 0.3 * SIZE) - 0.06 * SIZE <= top < room - 0.1 * SIZE


@pytest.mark.parametrize("way", ["left", "right"])
def test_who_goes_to_a_side_stays_in_the_picture(way: str) -> None:
    points = figure("car")[1]
    left, right = float(points[:, 0].min()), float(points[:, 0].max())
    room = 0.4 * SIZE
    canvas = (right + room, CANVAS[1]) if way == "right" else (right + left, CANVAS[1])
    clip = replace(CLIP, canvas=canvas, frames=48)
    gone = pose_of("car", f"the car drives to the {way}", clip=clip).root[-1, 0]
    if way == "right":
        assert gone == pytest.approx(room, abs=0.06 * SIZE)
    else:
        assert gone == pytest.approx(-min(0.7 * SIZE, left), abs=0.06 * SIZE)
    away = pose_of("car", f"the car drives away to the {way}", clip=clip).root[-1, 0]
    assert abs(away) > abs(gone)


def test_what_is_squashed_down_stays_in_its_place() -> None:
    pose = pose_of("balloon", "the balloon squishes down")
    assert pose.scale is not None and float(np.ptp(pose.scale)) > 0.1
    assert float(np.abs(pose.root).max()) < 0.15 * SIZE


@pytest.mark.parametrize("name", ["dog"])
def test_a_head_is_tilted_not_nodded(name: str) -> None:
    tilted = pose_of(name, f"the {name} tilts its head")
    assert DOG.act(f"the {name} tilts its head").reading.beats[0].action == "tilt_head"
    turns = np.abs(tilted.turns - tilted.turns[:1]).max(axis=1)
    assert float(turns[12:20].min()) > 0.8 * float(turns.max()) > 0.1  # it is kept


def test_what_tips_over_slides_aside_where_it_would_leave_the_picture() -> None:
    right = float(figure("balloon")[1][:, 0].max()) + 0.05 * SIZE
    roomy = moved("balloon", pose_of("balloon", "the balloon tips over"))
    assert float(roomy[..., 0].max()) > right + 0.1 * SIZE
    clip = replace(CLIP, canvas=(right, CANVAS[1]))
    tight = moved("balloon", pose_of("balloon", "the balloon tips over", clip=clip))
    assert float(tight[..., 0].max()) <= right + 1e-6
    np.testing.assert_allclose(np.ptp(tight, axis=1), np.ptp(roomy, axis=1))


def test_a_way_to_an_object_ends_beside_it() -> None:
    pose = TWO.poses("the dog walks to the flag", clip=replace(CLIP, frames=48))["dog"]
    assert pose is not None
    gap = figure("flag")[1][:, 0].min() - figure("dog")[1][:, 0].max()
    assert pose.root[-1, 0] == pytest.approx(gap, abs=0.12 * SIZE)


LOOPS = [
    ("dog", "the dog runs"),
    ("dog", "the dog runs to the right edge"),
    ("dog", "the dog walks, then it sits"),
    ("dog", "the dog sits and wags its tail"),
    ("car", "the car drives, then it stops"),
    ("flag", "the flag waves"),
]


@pytest.mark.parametrize("fps", [12.0, 24.0, 60.0])
@pytest.mark.parametrize(("name", "prompt"), LOOPS)
def test_a_loop_closes_as_smoothly_as_it_goes_on(name: str, prompt: str, fps: float) -> None:
    clip = replace(CLIP, frames=round(2 * fps), fps=fps, loop=True)
    at = moved(name, pose_of(name, prompt, clip=clip))
    steps = np.abs(np.diff(np.concatenate([at, at[:1]]), axis=0)).max(axis=(1, 2))
    assert steps[:-1].max() > 0.002 * SIZE
    assert steps[-1] <= 1.6 * steps[:-1].max() + 0.001 * SIZE


@pytest.mark.parametrize("frames", [1, 2, 3, 7])
@pytest.mark.parametrize("fps", [1.0, 24.0, 120.0])
@pytest.mark.parametrize("loop", [True, False])
def test_the_shortest_clips_begin_at_the_drawing(frames: int, fps: float, loop: bool) -> None:
    pose = pose_of("dog", "the dog walks, then it sits", clip=Clip(frames, fps, loop, 0, CANVAS))
    assert pose.frames == frames
    assert np.isfinite(pose.turns).all()
    assert not pose.turns[0].any() and not pose.root[0].any()


def test_a_way_from_edge_to_edge_begins_at_one_and_ends_at_the_other() -> None:
    points = moved("dog", pose_of("dog", "the dog walks from the right edge to the left edge"))
    assert abs(points[0, :, 0].max() - CANVAS[0]) < 2.0
    assert abs(points[-1, :, 0].min()) < 0.15 * SIZE


def test_a_way_to_a_corner_ends_there() -> None:
    low = moved("dog", pose_of("dog", "the dog goes to the upper right corner"))[-1]
    assert abs(low[:, 0].max() - CANVAS[0]) < 0.15 * SIZE and abs(low[:, 1].min()) < 0.15 * SIZE


def test_a_way_aslant_leads_ahead_and_up_as_far() -> None:
    pose = pose_of("dog", "the dog moves diagonally up to the right")
    ahead, up = pose.root[-1] - pose.root[0]
    assert ahead > 0.3 * SIZE and abs(ahead + up) < 0.15 * SIZE


def test_stairs_lead_ahead_as_well_as_down() -> None:
    pose = pose_of("dog", "the dog steps down two steps")
    ahead, down = np.abs(pose.root[-1] - pose.root[0])
    assert ahead > 0.3 * SIZE and 0.2 * SIZE < down < ahead


@pytest.mark.parametrize(("place", "stays"), [((200.0, 130.0), True), ((200.0, 20.0), False)])
def test_what_slides_down_something_stays_on_it(place: tuple[float, float], stays: bool) -> None:
    """Glasses on a face slide as far as there is face below them; beside it they go on."""
    glasses = np.array([[-60, -15], [60, -15], [60, 15], [-60, 15]]) + place
    face = np.array([[130.0, 60.0], [270.0, 60.0], [270.0, 220.0], [130.0, 220.0]])

    def one(points: Floats) -> Bones:
        count = len(points)
        return Bones(
            "", ("piece0",), np.array([-1]), points.mean(axis=0)[None], np.ones(1),
            np.zeros((count, 1), np.int64), np.ones((count, 1)), np.zeros(count, np.int64),
        )  # fmt: skip

    rigs = tuple(
        ObjectRig(4 * n + np.arange(4), np.zeros(4, np.int64), one(points))
        for n, points in enumerate((face, glasses))
    )
    acted = act_sentences(
        DrawingRig(rigs, 8), np.concatenate([face, glasses]), ("face", "glasses"),
        "the glasses slide down the face", ["", ""], [1.0, 1.0], CLIP,
    )  # fmt: skip
    pose = acted.poses[1]
    assert pose is not None
    down = float(pose.root[-1, 1])
    assert 20.0 < down < 75.0 if stays else down > 75.0
