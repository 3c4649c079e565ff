# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence asks for, acted by bones: beats of the sentence become poses of each object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.drawing import Drawing
from addon.contract.motion_settings import MotionSettings
from addon.contract.request import Request
from addon.contract.steering import Steering, steering_of
from engine.language.beats import read_beats
from engine.motion.act import act
from engine.motion.beat import MotionBeat
from engine.motion.registry import ACTIONS
from engine.motion.rest import RestPose
from engine.rig.bones import Pose
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.runtime.arrays import numpy_of
from engine.vector.asked_beats import beats_asked
from engine.vector.clip_poses import at_rate, closed, weakened
from engine.vector.scene.object_requests import ObjectRequests
from engine.vector.steered import USUAL_WAY, SteeredWay, steered

Floats = NDArray[np.float64]
FPS = 24.0  # at which actions have their natural pace
SHORT_WAY = 0.35  # long sides, of what drives and isn't told where
CRAWLED_WAY = 0.25  # long sides, of what crawls and isn't told where
LOWEST_LEAP = 0.4  # of a leap's height, that is left of it where there is no room above
VERTICAL = ("up", "down")
_GOING = (*VERTICAL, "left", "right", "forward", "back", "away", "towards")
#: What drives goes somewhere, also where the sentence doesn't say a way: wheels alone say little.
_VEHICLES = ("car", "bicycle", "cyclist")
_DRIVING = ("drive", "ride", "race", "pedal", "cycle", "cruise", "travel", "speed", "go")
#: What crawls does, too: its steps are too small to be seen.
_CRAWLERS = ("snail", "snake", "insect", "spider", "turtle", "crab")
_CRAWLING = ("crawl", "creep", "slither", "walk", "scuttle", "inch", "run")
AS_READ = MotionSettings()
NOT_STEERED: Mapping[str, Steering] = {}
MOODS = ("happy", "sad", "tired", "angry", "scared", "proud")


@dataclass(frozen=True)
class Clip:
    """The clip that beats are acted in.

    Attributes:
        frames: number of frames.
        fps: frames a second.
        canvas: width and height in pixels.
    """

    frames: int
    fps: float
    loop: bool
    seed: int
    canvas: tuple[float, float]


@dataclass(frozen=True)
class ActedMotion:
    """What could be acted.

    Attributes:
        poses: of each object; None where the sentence asks it for nothing that bones can act.
        reading: what was read in the sentences.
    """

    poses: tuple[Pose | None, ...]
    reading: BeatReading


def act_request(
    rig: DrawingRig, drawing: Drawing, request: Request, objects: ObjectRequests
) -> ActedMotion:
    """Act what a request asks of a drawing at rest, and of each of its objects."""
    fps = request.fps[0] / request.fps[1]
    clip = Clip(request.frames, fps, request.loop, request.seed, drawing.canvas)
    return act_sentences(
        rig,
        numpy_of(drawing.positions).astype(np.float64),
        drawing.object_names,
        request.prompt,
        objects.prompts,
        objects.strengths,
        clip,
        MotionSettings.of(request.settings),
        steering_of(request.settings),
    )


def act_sentences(
    rig: DrawingRig,
    rest: Floats,
    names: Sequence[str],
    prompt: str,
    own: Sequence[str],
    strengths: Sequence[float],
    clip: Clip,
    settled: MotionSettings = AS_READ,
    steering: Mapping[str, Steering] = NOT_STEERED,
) -> ActedMotion:
    """Act the prompt of a drawing, and the own prompts of its objects.

    rest [P, 2]: the drawing's points; names, own, strengths: of each object, own = "" for none. An
    object with a prompt of its own follows that alone. What was settled besides comes on top of the
    sentences; beats among it are acted in place of them. An object that no verb is about stays
    where it is when the prompt is about others, and has no pose when the prompt is about none or
    its strength is 0.
    """
    verbs = {"": ACTIONS[""]} | {
        name: ACTIONS.get(found.bones.plan, {})
        for name, found in zip(names, rig.objects, strict=True)
        if found is not None
    }

    def read(sentence: str, objects: Sequence[str]) -> BeatReading:
        return read_beats(sentence, objects, verbs, frames=clip.frames, fps=clip.fps)

    whole = settled.beats or read(prompt, names)
    readings = [whole]
    poses: list[Pose | None] = []
    for number, (name, found) in enumerate(zip(names, rig.objects, strict=True)):
        reading = whole
        if own[number].strip() and settled.beats is None:
            reading = _about(name, read(own[number], (name,)))
            readings.append(reading)
        if found is None or strengths[number] == 0.0:
            poses.append(None)
            continue
        asked = beats_asked(reading, name, verbs[name], alone=len(names) == 1)
        if asked is None:
            poses.append(None)
        elif asked:
            asked = tuple(replace(beat, speed=beat.speed * settled.speed) for beat in asked)
            strength = strengths[number]
            led = steering.get(name, steering.get("", Steering()))
            poses.append(_pose(found, rest, rig, names, asked, strength, clip, settled.far, led))
        else:
            count = len(found.bones.names)
            poses.append(Pose(np.zeros((clip.frames, 2)), np.zeros((clip.frames, count))))
    return ActedMotion(tuple(poses), _together(readings))


def _pose(
    found: ObjectRig,
    rest: Floats,
    rig: DrawingRig,
    names: Sequence[str],
    beats: Sequence[SentenceBeat],
    strength: float,
    clip: Clip,
    far: float,
    steering: Steering,
) -> Pose:
    """Return what an object does in its beats; far: a factor for the way it goes."""
    points = rest[found.points]
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    stage = RestPose(found.bones, box, points)
    ratio = FPS / clip.fps
    boxes = {
        name: rest[other.points]
        for name, other in zip(names, rig.objects, strict=True)
        if other is not None
    }
    inner = max(1, round(clip.frames * ratio))
    more = max(strength, 1.0)
    more_way = 0.0 if clip.loop else more * far
    ways = [more_way and more_way * _distance(b, stage, boxes, clip) for b in beats]
    way = None if clip.loop else SteeredWay.of(steering, stage, np.array(ways))
    if way is not None:
        beats, ways = way.beats(beats, found.bones.plan, stage.size)
    acted = [
        _beat(beat, stage, _direction(beat, stage, boxes), way, more, clip, ratio, inner)
        for beat, way in zip(beats, ways, strict=True)
    ]
    pose = act(found.bones, acted, inner, clip.seed, box, points)
    pose = _gone(pose, beats, acted, stage, ways)
    if not any(ways) and all(beat.direction == "" for beat in beats):
        pose = _in_picture(pose, box)
    if clip.loop and not all(beat.loop for beat in acted):
        pose = closed(pose, found.bones)
    if strength < 1.0:
        pose = weakened(pose, found.bones, strength, stage.centre, loop=clip.loop)
    pose = at_rate(pose, clip.frames, loop=clip.loop)
    return steered(pose, stage, way, steering) if steering else pose


def _gone(
    pose: Pose,
    beats: Sequence[SentenceBeat],
    acted: Sequence[MotionBeat],
    stage: RestPose,
    ways: Sequence[float],
) -> Pose:
    """Return a pose that goes as far as its beats say, also where their actions stay on the spot.

    A ship that sails to the right rocks, and goes to the right. ways: of each beat, in long sides.
    """
    root = pose.root.copy()
    for beat, one, far in zip(beats, acted, ways, strict=True):
        if far == 0.0 or one.loop:
            continue
        wanted = far * stage.size * _way(beat, one, stage)
        first, last = one.start, min(one.start + one.frames, len(root)) - 1
        gone = float((root[last] - root[first]) @ wanted) / float(wanted @ wanted)
        missing = (1.0 - gone) * wanted  # what goes up on its way to the right still does
        if gone < 0.5:
            share = np.clip((np.arange(len(root)) - first) / max(last - first, 1), 0.0, 1.0)
            root += (share * share * (3.0 - 2.0 * share))[:, None] * missing
    return replace(pose, root=root)


def _in_picture(pose: Pose, box: Floats) -> Pose:
    """Return a pose whose leaps stay below the top of the canvas, as far as they can be lowered.

    A drawing that isn't on the canvas leaps as high as it would.
    """
    if box[0, 1] <= 0.0:
        return pose
    highest = -float(pose.root[:, 1].min())
    room = max(float(box[0, 1]), LOWEST_LEAP * highest)
    if highest <= 0.0 or room >= highest:
        return pose
    root = pose.root.copy()
    root[:, 1] = np.where(root[:, 1] < 0.0, root[:, 1] * room / highest, root[:, 1])
    return replace(pose, root=root)


def _way(beat: SentenceBeat, one: MotionBeat, stage: RestPose) -> Floats:
    """Return the direction [2] of a beat on the canvas."""
    if beat.direction in VERTICAL or beat.edge in ("top", "bottom"):
        up = beat.direction == "up" or beat.edge == "top"
        return np.array([0.0, -1.0 if up else 1.0])
    return np.array([one.direction * stage.facing, 0.0])


def _beat(
    beat: SentenceBeat,
    stage: RestPose,
    direction: int,
    way: float,
    size: float,
    clip: Clip,
    ratio: float,
    frames: int,
) -> MotionBeat:
    """Translate a beat of a sentence into one of the library: natural frames, drawing lengths.

    In a loop nobody goes anywhere: a gait stays on the spot.
    """
    start = min(round(beat.start * ratio), frames - 1)
    length = max(1, min(round(beat.frames * ratio), frames - start))
    count = beat.count or round(beat.per_second * length / FPS)
    return MotionBeat(
        beat.action,
        start,
        length,
        amplitude=beat.amplitude * size,
        speed=beat.speed,
        mood=beat.mood if beat.mood in MOODS else "",
        direction=direction,
        distance=0.0 if beat.direction in VERTICAL else way,
        count=count,
        seed=clip.seed,
        loop=clip.loop and length == frames,
    )


def _direction(beat: SentenceBeat, stage: RestPose, others: dict[str, Floats]) -> int:
    """Return 1 for the way the body faces and -1 against it.

    others: points of each object, by its name.
    """
    if beat.direction == "back":
        return -1
    if beat.direction == "towards" and beat.target in others:
        right = bool(others[beat.target][:, 0].mean() > stage.centre[0])
        return 1 if right == (stage.facing > 0) else -1
    if beat.direction in ("left", "right"):
        right = beat.direction == "right"
        return 1 if right == (stage.facing > 0) else -1
    return 1


def _distance(beat: SentenceBeat, stage: RestPose, others: dict[str, Floats], clip: Clip) -> float:
    """Return how far a beat goes, in long sides of the drawing; 0 is on the spot."""
    size, right = stage.size, _direction(beat, stage, others) * stage.facing > 0
    box = stage.box
    to_edge = float((clip.canvas[0] - box[1, 0]) if right else box[0, 0])
    if beat.unit == "canvas":
        return beat.distance * clip.canvas[0] / size
    if beat.unit == "lengths":
        return beat.distance
    if beat.unit == "pixels":
        return beat.distance / size
    if beat.direction in ("up", "down") and beat.unit == "edge":
        return float(box[0, 1] if beat.direction == "up" else clip.canvas[1] - box[1, 1]) / size
    if beat.direction == "out":
        return max(0.0, to_edge + float(box[1, 0] - box[0, 0])) / size
    if beat.unit == "edge":
        if beat.edge in ("top", "bottom"):
            to_edge = box[0, 1] if beat.edge == "top" else clip.canvas[1] - box[1, 1]
        return max(0.0, to_edge) / size
    if beat.unit == "centre":
        return abs(0.5 * clip.canvas[0] - float(stage.centre[0])) / size
    if beat.unit == "target" and beat.target in others:
        there = others[beat.target]
        gap = there[:, 0].min() - box[1, 0] if right else box[0, 0] - there[:, 0].max()
        return max(0.0, float(gap)) / size
    if beat.direction in _GOING:
        return USUAL_WAY
    return _way_by_itself(stage, beat.action)


def _way_by_itself(stage: RestPose, action: str) -> float:
    """Return how far a body goes although the sentence doesn't say where, in long sides."""
    plan, names = stage.bones.plan, stage.bones.names
    if plan in _CRAWLERS:
        return CRAWLED_WAY if action in _CRAWLING else 0.0
    drives = plan in _VEHICLES and action in _DRIVING
    if not plan:
        wheels = sum(name.startswith("wheel") for name in names)
        drives = action in (*_DRIVING, "fly") and ("front" in names or wheels > 1)
    return SHORT_WAY if drives else 0.0


def _about(name: str, reading: BeatReading) -> BeatReading:
    """Return the reading of an object's own sentence, whose beats are all its own."""
    beats = tuple(replace(beat, who=beat.who or name) for beat in reading.beats)
    return replace(reading, beats=beats)


def _together(readings: Sequence[BeatReading]) -> BeatReading:
    """Return several readings as one."""
    return BeatReading(
        tuple(beat for reading in readings for beat in reading.beats),
        tuple(dict.fromkeys(word for r in readings for word in r.not_understood)),
        tuple(refusal for reading in readings for refusal in reading.refusals),
        readings[0].language,
    )
