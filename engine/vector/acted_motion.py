# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence asks for, acted by bones: beats of the sentence become poses of each object."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.drawing import Drawing
from addon.contract.motion_settings import MotionSettings
from addon.contract.request import Request
from addon.contract.steering import Steering, steering_of
from engine.language.beats import read_beats
from engine.language.inflection import noun_base
from engine.language.own_parts import part_noun
from engine.language.sending import FELLED
from engine.language.verb_words import ON_FOOT
from engine.motion.act import act
from engine.motion.actions.people_holding import HELD_ACTIONS
from engine.motion.beat import MotionBeat
from engine.motion.busts import table_of
from engine.motion.registry import ACTIONS
from engine.motion.rest import RestPose
from engine.rig.bones import Pose
from engine.rig.curve_points import along_curves
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.rig.holding import HELD
from engine.runtime.arrays import numpy_of
from engine.vector.asked_beats import beats_asked
from engine.vector.beat_ways import flies_off, has_sides
from engine.vector.clip_poses import at_rate, closed, weakened
from engine.vector.facing_poses import mirror_shift, mirrored, sides
from engine.vector.relations import MEETING, related
from engine.vector.scene.object_requests import ObjectRequests
from engine.vector.staying import below_top, between_sides
from engine.vector.steered import SteeredWay, steered
from engine.vector.thrown import thrown_ahead
from engine.vector.told_in_two import FALLS, LANDS, as_one
from engine.vector.ways import DEEP, FROM_ABOVE, Route, Router, Way

Floats = NDArray[np.float64]
FPS = 24.0  # at which actions have their natural pace
CLOSE = 0.02  # of a way: so far off its end an action may be by itself
FINE = 0.01  # of an object: how near to one another points on its lines are taken
ROLLING = ("roll", "rolling", "tumble")  # what does these may end on another side of itself
SPECK = 0.1  # of the drawing's long side: what is smaller acts as if it were as large
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


_UPRIGHT = ("lift", "lower", *FALLS, *LANDS)


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
    rig: DrawingRig,
    drawing: Drawing,
    request: Request,
    objects: ObjectRequests,
    mirrored: Collection[int] = (),
) -> ActedMotion:
    """Act what a request asks of a drawing at rest, and of each of its objects.

    mirrored: numbers of objects that have turned round: their left is the right of the picture.
    """
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
        mirrored,
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
    mirrored: Collection[int] = (),
    steering: Mapping[str, Steering] = NOT_STEERED,
) -> ActedMotion:
    """Act the prompt of a drawing, and the own prompts of its objects.

    rest [P, 2]: the drawing's points; names, own, strengths: of each object, own = "" for none. An
    object with a prompt of its own follows that alone. What was settled besides comes on top of the
    sentences; beats among it are acted in place of them. An object that no verb is about stays
    where it is when the prompt is about others, and has no pose when the prompt is about none or
    its strength is 0. What `mirrored` objects do is seen in a mirror afterwards.
    """
    verbs = {"": ACTIONS[""]} | {
        name: table_of(found.bones)
        for name, found in zip(names, rig.objects, strict=True)
        if found is not None
    }

    facing = {
        name: stage.facing
        for name, found in zip(names, rig.objects, strict=True)
        if found is not None and found.bones.plan == "person"
        if (stage := RestPose(found.bones, points=rest[found.points])).sideways
    }

    def read(sentence: str, objects: Sequence[str]) -> BeatReading:
        return read_beats(sentence, objects, verbs, frames=clip.frames, fps=clip.fps)

    whole = settled.beats or read(prompt, names)
    readings = [whole]
    poses: list[Pose | None] = [None] * len(names)
    gone: dict[str, Floats] = {}
    for number in _targets_first(whole, names):
        name, found, reading = names[number], rig.objects[number], whole
        if own[number].strip() and settled.beats is None:
            reading = _about(name, read(own[number], (name,)))
            readings.append(reading)
        if found is None or strengths[number] == 0.0:
            continue
        asked = beats_asked(reading, name, verbs[name], alone=len(names) == 1)
        if asked:
            asked = tuple(replace(beat, speed=beat.speed * settled.speed) for beat in asked)
            asked = tuple(thrown_ahead(beat, reading.beats, facing) for beat in asked)
            if number in mirrored:
                asked = tuple(_in_mirror(beat) for beat in asked)
            strength = strengths[number]
            led = steering.get(name, steering.get("", Steering()))
            pose = _pose(found, rest, rig, names, asked, strength, clip, settled.far, gone, led)
            poses[number] = pose
            gone[name] = natural(pose.root, clip.fps)
        elif asked is not None:
            count = len(found.bones.names)
            poses[number] = Pose(np.zeros((clip.frames, 2)), np.zeros((clip.frames, count)))
    reading = _together(readings)
    return ActedMotion(related(rig, rest, names, reading.beats, poses), reading)


def _as_seen(box: Floats, rest: Floats) -> Floats:
    """Return the box [2, 2] of a body, that of a dot so large that what it does is seen."""
    least = SPECK * float(np.ptp(rest, axis=0).max())
    if float((box[1] - box[0]).max()) >= least:
        return box
    middle = box.mean(axis=0)
    return np.stack([middle - 0.5 * least, middle + 0.5 * least])


def _targets_first(reading: BeatReading, names: Sequence[str]) -> list[int]:
    """Return the numbers of objects, those last whose way leads to others."""
    led = {beat.who for beat in reading.beats if beat.target in names and beat.direction}
    return sorted(range(len(names)), key=lambda number: names[number] in led)


def natural(values: Floats, fps: float) -> Floats:
    """Return values [F, ...] of a clip's frames at natural frames instead."""
    at = np.arange(max(1, round(len(values) * FPS / fps))) * fps / FPS
    return np.asarray(values[np.minimum(np.round(at).astype(int), len(values) - 1)])


def _pose(
    found: ObjectRig,
    rest: Floats,
    rig: DrawingRig,
    names: Sequence[str],
    beats: Sequence[SentenceBeat],
    strength: float,
    clip: Clip,
    far: float,
    gone: Mapping[str, Floats],
    steering: Steering,
) -> Pose:
    """Return what an object does in its beats; far: a factor for the way it goes.

    gone: how far [N, 2] other objects have gone in each natural frame, by name.
    """
    points = rest[found.points]
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    mine = next(name for name, own in zip(names, rig.objects, strict=True) if own is found)
    if len(names) > 1 and not part_noun(mine):  # a pupil stays in its eye
        box = _as_seen(box, rest)
    stage = RestPose(found.bones, box, points)
    ratio = FPS / clip.fps
    boxes = {
        name: rest[other.points]
        for name, other in zip(names, rig.objects, strict=True)
        if other is not None
    }
    inner = max(1, round(clip.frames * ratio))
    beats = [_to_somebody(beat, boxes, float(stage.centre[0])) for beat in beats]
    if stage.plan is None:
        beats = as_one(beats)
    more = max(strength, 1.0)
    spans = [_span(beat, ratio, inner) for beat in beats]
    router = Router(stage, clip.canvas, boxes, gone, 0.0 if clip.loop else more * far)
    route = router.route(beats, [start + length - 1 for start, length in spans])
    led = None
    if not clip.loop:
        led = SteeredWay.of(steering, stage, np.array([w.length for w in route.ways]) / stage.size)
    if led is not None:
        beats, lengths = led.beats(beats, table_of(found.bones), stage.size)
        across = np.array([led.side * stage.size, 0.0])
        route = Route(tuple(Way(length * across) for length in lengths), np.zeros(2))
    acted = [
        _beat(beat, stage, way, more, clip, span, inner, router.scale / stage.size)
        for beat, way, span in zip(beats, route.ways, spans, strict=True)
    ]
    turned = [way.turned for way in route.ways]
    played = [one for one, beat in zip(acted, beats, strict=True) if not _turns(beat, stage)]
    rolls = any(one.action in ROLLING for one in played)
    lines = _on_lines(found, points) if rolls else None
    pose = act(found.bones, played, inner, clip.seed, box, points, found.strokes, lines)
    side, middle = sides(acted, turned, inner), float(stage.centre[0])
    pose = mirrored(pose, found.bones, side, middle)
    pose = _gone(pose, acted, route, mirror_shift(found.bones, side, middle))
    if not any(way.length for way in route.ways) and all(b.direction == "" for b in beats):
        pose = below_top(pose, found.bones, box)
        if len(names) == 1 and any(beat.action in FELLED for beat in beats):
            pose = between_sides(pose, stage, clip.canvas)
    if clip.loop and not all(beat.loop for beat in acted):
        pose = closed(pose, found.bones)
    if strength < 1.0:
        pose = weakened(pose, found.bones, strength, stage.centre, loop=clip.loop)
    pose = at_rate(pose, clip.frames, loop=clip.loop)
    return steered(pose, stage, led, steering) if steering else pose


def _on_lines(found: ObjectRig, points: Floats) -> Floats:
    """Return points [N, 2] on the lines of an object whose own [P, 2] may lie beside them."""
    along = along_curves(points, found.strokes, found.cubic, FINE * float(np.ptp(points)))
    return np.asarray(along @ points)


def _to_somebody(beat: SentenceBeat, others: Mapping[str, Floats], x: float) -> SentenceBeat:
    """Return a beat that knows on which side somebody stands who is hugged or kissed.

    What is knocked over falls away from who does it.

    others: points [P, 2] of each object at rest; x: of who does it.
    """
    met = beat.action in MEETING
    if not (met or beat.action in FELLED) or beat.target not in others or beat.direction:
        return beat
    right = (float(others[beat.target][:, 0].mean()) > x) == met
    return replace(beat, direction="right" if right else "left")


def _turns(beat: SentenceBeat, stage: RestPose) -> bool:
    """Tell whether a beat only turns a body to its other side, which `sides` does."""
    return beat.action == "turn_around" and has_sides(stage)


def _gone(pose: Pose, acted: Sequence[MotionBeat], route: Route, shift: Floats) -> Pose:
    """Return a pose that goes as far as its beats say, also where their actions stay on the spot.

    A ship that sails to the right rocks, and goes to the right. shift [F, 2]: of the first joint,
    because the body is mirrored.
    """
    root = pose.root - shift
    for one, way in zip(acted, route.ways, strict=True):
        if way.length == 0.0 or one.loop:
            continue
        first, last = one.start, min(one.start + one.frames, len(root)) - 1
        before = root[max(first - 1, 0)]
        along = way.wanted / way.length
        missing = way.wanted - (root[last] - before)
        if not way.told and float(missing @ along) < 0.5 * way.length:
            continue
        if not way.exact or one.action in ROLLING:
            missing = float(missing @ along) * along
        begins = max(first - 1, 0)
        share = np.clip((np.arange(len(root)) - begins) / max(last - begins, 1), 0.0, 1.0)
        if np.hypot(*missing) > CLOSE * way.length:
            root += (share * share * (3.0 - 2.0 * share))[:, None] * missing
    return replace(pose, root=root + shift + route.entry)


def _span(beat: SentenceBeat, ratio: float, frames: int) -> tuple[int, int]:
    """Return the first natural frame of a beat, and how many it takes."""
    start = min(round(beat.start * ratio), frames - 1)
    return start, max(1, min(round(beat.frames * ratio), frames - start))


def _beat(
    beat: SentenceBeat,
    stage: RestPose,
    way: Way,
    size: float,
    clip: Clip,
    span: tuple[int, int],
    frames: int,
    far_seen: float,
) -> MotionBeat:
    """Translate a beat of a sentence into one of the library: natural frames, drawing lengths.

    far_seen: how many of its own lengths are as far as an object's length is for large ones. In a
    loop nobody goes anywhere: a gait stays on the spot.
    """
    start, length = span
    count: float = beat.count or round(beat.per_second * length / FPS)
    if beat.count and beat.action in ON_FOOT:
        count = 0.5 * beat.count  # a cycle of a gait is two steps
    ahead = (way.wanted[0] >= 0.0) == ((stage.facing > 0.0) != way.turned)
    back = beat.direction == "back" and way.length == 0.0 and not way.turned
    level = abs(way.wanted[0]) > 0.99 * abs(way.wanted[1])
    far = abs(float(way.wanted[0])) if level else 0.0
    if stage.bones.plan in FROM_ABOVE and not beat.direction:
        far, ahead = float(np.hypot(*way.wanted)), True
    if beat.action in _UPRIGHT and not level:
        far = abs(float(way.wanted[1]))
    if flies_off(stage, beat) is not None:
        far, ahead = way.length, True
    if beat.action in FALLS and clip.loop and far_seen > 1.0:
        far = DEEP * far_seen * stage.size
    return MotionBeat(
        _with_held(beat, stage),
        start,
        length,
        amplitude=beat.amplitude * size,
        speed=beat.speed,
        mood=beat.mood if beat.mood in MOODS else "",
        direction=1 if (ahead or not level) and not back else -1,
        distance=far / stage.size,
        count=count,
        seed=clip.seed,
        aim={"left": -1, "right": 1}.get(beat.direction, 0),
        lift={"up": 1, "down": -1}.get(beat.direction, 0),
        loop=clip.loop and length == frames,
        words=beat.words,
    )


def _with_held(beat: SentenceBeat, stage: RestPose) -> str:
    """Return a beat's action; what somebody does to a thing in the hand moves that hand.

    Who has no bones and lifts something stays on the ground.
    """
    held = noun_base(beat.target) in HELD
    if held and not stage.bones.plan and beat.action in ("lift", "lift_weights", "raise"):
        return "heave"
    held = held and stage.bones.plan == "person"
    return HELD_ACTIONS.get(beat.action, beat.action) if held else beat.action


def _in_mirror(beat: SentenceBeat) -> SentenceBeat:
    """Return a beat with left and right exchanged."""
    other = {"left": "right", "right": "left"}
    return replace(
        beat,
        direction=other.get(beat.direction, beat.direction),
        edge=other.get(beat.edge, beat.edge),
    )


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
