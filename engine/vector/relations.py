# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that hang together while they move: hats, riders, what is held, thrown or pulled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.beats import SentenceBeat
from engine.motion.beat import MotionBeat
from engine.motion.curves import TAU, smooth
from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.rig.bones import Bones, Pose, placed_joints, rotation
from engine.rig.drawing_rig import DrawingRig
from engine.rig.holding import TOWED, Attachment, Body, attachments, carrying_joint
from engine.vector.thrown import path_of, stretches

Floats = NDArray[np.float64]

_HOLDING = ("hold", "carry", "wear", "lift", "raise", "juggle", "play", "swing", "pick_up", "hug")
_RIDING = ("ride", "drive", "sail", "row", "paddle", "surf", "ski", "skate", "pedal")
_SHAKES = 10.0  # frames of one shake of hands
_LARGEST = 0.9  # of who takes it: no larger thing is taken
_LONG = 0.8  # of an arm: so far it reaches while it shakes hands
MEETING = {"hug": 0.25, "embrace": 0.25, "cuddle": 0.25, "kiss": 0.0}  # how far bodies overlap
_CLOSE_TO = 1.6  # long sides: who stands farther off isn't reached
_CAME = 0.35  # of a beat: so long a body comes near, and from so long before its end it goes back
_NEARER = 0.25  # long sides: how far a body goes nearer for it
_REACHING = 8  # frames in which hands come together and part


@dataclass
class _Scene:
    bodies: list[Body | None]
    names: Sequence[str]
    poses: list[Pose | None]
    beats: Sequence[SentenceBeat]
    frames: int

    def number(self, name: str) -> int:
        return list(self.names).index(name) if name in self.names else -1

    def carries(self, number: int, child: int) -> bool:
        """Tell whether an object can hold another one."""
        thing = self.bodies[child]
        return thing is not None and _can_take(self, self.names[number], thing)

    def acts(self, number: int) -> bool:
        """Tell whether a beat is about an object."""
        return any(beat.who in ("", self.names[number]) for beat in self.beats)

    def pose(self, number: int) -> Pose | None:
        return self.poses[number]


def related(
    rig: DrawingRig,
    rest: Floats,
    names: Sequence[str],
    beats: Sequence[SentenceBeat],
    poses: Sequence[Pose | None],
) -> tuple[Pose | None, ...]:
    """Return poses in which objects that hang together stay together.

    rest [P, 2]: the drawing's points; beats: in clip frames; poses: of each object by itself.
    """
    bodies = [
        None if own is None else Body(name, own.bones, rest[own.points], own.strokes)
        for name, own in zip(names, rig.objects, strict=True)
    ]
    frames = next((pose.frames for pose in poses if pose is not None), 0)
    if len(names) < 2 or frames == 0:
        return tuple(poses)
    scene = _Scene(bodies, names, list(poses), beats, frames)
    _shake_hands(scene)
    _meet(scene)
    for one in attachments(bodies, _said(scene)):
        holder = names[one.parent]
        body = bodies[one.child]
        takers = [
            b for b in beats if body and (b.who == body.name or _can_take(scene, b.who, body))
        ]
        if stretches(names[one.child], holder, takers, frames):
            continue
        if _leads(scene, one):
            _follow_travel(scene, one.parent, one.child)
        else:
            _follow(scene, one)
    _throw(scene)
    _tow(scene)
    return tuple(scene.poses)


def _said(scene: _Scene) -> dict[int, int]:
    """Return who carries what by the sentence: child -> parent."""
    said: dict[int, int] = {}
    for beat in scene.beats:
        who, target = scene.number(beat.who), scene.number(beat.target)
        if who < 0 or target < 0 or who == target:
            continue
        if beat.action in _RIDING:
            said[who] = target
        elif beat.action in _HOLDING and beat.start == 0 and scene.carries(who, target):
            said[target] = who
    return said


def _leads(scene: _Scene, one: Attachment) -> bool:
    """Tell whether the rider takes along what it rides, which no beat is about."""
    child = scene.pose(one.child)
    if child is None or scene.acts(one.parent):
        return False
    body = scene.bodies[one.parent]
    return body is not None and _travels(child, body.size)


def _travels(pose: Pose, size: float) -> bool:
    return float(np.abs(pose.root[-1] - pose.root[0]).max()) > 0.15 * size


def _follow(scene: _Scene, one: Attachment) -> None:
    """Carry an object by a joint of another one, with all it does by itself."""
    carrier, child = scene.bodies[one.parent], scene.bodies[one.child]
    lead, own = scene.pose(one.parent), scene.pose(one.child)
    if carrier is None or child is None or lead is None or own is None:
        return
    joint = carrier.bones.joints[one.joint]
    if not np.isfinite(joint).all():
        return
    places = placed_joints(carrier.bones, lead)
    place, turn = places[:, one.joint], lead.turns[:, one.joint]
    scales = lead.scales(carrier.bones)
    if one.other >= 0:  # in both hands: it lies as they do
        span = places[:, one.other] - place
        turn = np.unwrap(np.arctan2(span[:, 1], span[:, 0]))
        turn = turn - turn[0] if np.hypot(*span[0]) > 0.1 * carrier.size else 0.0 * turn
    size = np.ones((scene.frames, 2)) if scales is None else scales[:, one.joint]
    if own.scale is None and (size == 1.0).all():
        scale = None
    else:
        scale = np.ones((*own.turns.shape, 2)) if own.scale is None else own.scale.copy()
        scale[:, child.bones.parents < 0] *= size[:, None]
    first = child.bones.joints[0]
    goes = own.root.copy()
    if scene.acts(one.parent) and child.lives and _travels(own, child.size):
        goes[:, 0] = 0.0  # who rides goes where the mount goes
    arm = size * (first + goes - joint)
    root = place + rotation(turn, arm) - first
    side = np.sign(size[:, 0] * size[:, 1])
    scene.poses[one.child] = Pose(root, turn[:, None] + side[:, None] * own.turns, scale)


def _follow_travel(scene: _Scene, number: int, leader: int) -> None:
    """Let an object go where another one goes; its wheels turn by the way."""
    body, own, lead = scene.bodies[number], scene.pose(number), scene.pose(leader)
    if body is None or own is None or lead is None:
        return
    way = lead.root - lead.root[:1]
    level = np.stack([way[:, 0], np.zeros(len(way))], axis=1)
    ground = float(body.points[:, 1].max())
    turns = own.turns.copy()
    for joint, name in enumerate(body.bones.names):
        if name.startswith("wheel") and np.isfinite(body.bones.joints[joint]).all():
            radius = max(ground - float(body.bones.joints[joint, 1]), 0.03 * body.size)
            turns[:, joint] += level[:, 0] / radius
    scene.poses[number] = replace(own, root=own.root + level + lead.root[:1], turns=turns)


def _tow(scene: _Scene) -> None:
    """Let sleds and carts follow who pulls them."""
    for beat in scene.beats:
        number, leader = scene.number(beat.target), scene.number(beat.who)
        if number < 0 or leader < 0 or number == leader or scene.acts(number):
            continue
        body, lead = scene.bodies[number], scene.pose(leader)
        if body is None or lead is None or not body.is_one_of(TOWED):
            continue
        if beat.direction not in ("towards", "away") and _travels(lead, body.size):
            _follow_travel(scene, number, leader)
            return


def _throw(scene: _Scene) -> None:
    """Let things pass through hands and the air."""
    held = {one.child: one for one in attachments(scene.bodies, _said(scene))}
    for number, body in enumerate(scene.bodies):
        own = scene.pose(number)
        if body is None or own is None:
            continue
        holder = scene.names[held[number].parent] if number in held else ""
        takers = [b for b in scene.beats if b.who == body.name or _can_take(scene, b.who, body)]
        parts = stretches(body.name, holder, takers, scene.frames)
        if not parts:
            continue
        middle = 0.5 * (body.points.min(axis=0) + body.points.max(axis=0))
        at = _carried_point(body.bones, own, middle)
        hands = {}
        for name in {part.who for part in parts if part.who}:
            hand = _hand(scene, scene.number(name), body)
            if hand is not None:
                hands[name] = hand
        ground = max(float(one.points[:, 1].max()) for one in scene.bodies if one is not None)
        path = path_of(at, hands, parts, body.size, ground - 0.5 * body.size)
        scene.poses[number] = replace(own, root=own.root + path - at)


def _can_take(scene: _Scene, name: str, thing: Body) -> bool:
    """Tell whether somebody has hands, or a mouth, for a thing of that size."""
    number = scene.number(name)
    body = scene.bodies[number] if number >= 0 else None
    return body is not None and body.lives and thing.size < _LARGEST * body.size


def _carried_point(bones: Bones, pose: Pose, point: Floats) -> Floats:
    """Return where [F, 2] a point [2] is that hangs on the first joint."""
    arm = np.broadcast_to(point - bones.joints[0], pose.root.shape)
    arm = arm if pose.scale is None else pose.scale[:, 0] * arm
    return np.asarray(bones.joints[0] + pose.root + rotation(pose.turns[:, 0], arm))


def _hand(scene: _Scene, number: int, thing: Body) -> Floats | None:
    """Return where [F, 2] the hand, or the mouth, of somebody is."""
    body = scene.bodies[number] if number >= 0 else None
    if body is None:
        return None
    names, joints = body.bones.names, body.bones.joints
    if body.bones.plan == "person":
        joint = carrying_joint(replace(thing, name="ball"), body)
    else:
        mouths = [n for n, name in enumerate(names) if name in ("nose", "beak", "head")]
        mouths = [n for n in mouths if np.isfinite(joints[n]).all()]
        joint = mouths[-1] if mouths else 0
    pose = scene.pose(number)
    if pose is None:
        return np.repeat(joints[joint][None], scene.frames, axis=0)
    return placed_joints(body.bones, pose)[:, joint]


def _meet(scene: _Scene) -> None:
    """Bring who hugs or kisses somebody beside them, and back; each of two comes half the way.

    Bodies overlap by a share of the smaller one's width.
    """
    before = [None if pose is None else pose.root.copy() for pose in scene.poses]
    for beat in scene.beats:
        number, other = scene.number(beat.who), scene.number(beat.target)
        if beat.action not in MEETING or number < 0 or other < 0 or number == other:
            continue
        body, them, pose = scene.bodies[number], scene.bodies[other], scene.pose(number)
        root, met = before[number], before[other]
        if body is None or them is None or pose is None or root is None:
            continue
        low, high = body.points[:, 0] + root[-1, 0], them.points[:, 0]
        high = high if met is None else high + met[-1, 0]
        right = bool(high.mean() > low.mean())
        gap = float(high.min() - low.max() if right else low.min() - high.max())
        gap += MEETING[beat.action] * min(float(np.ptp(low)), float(np.ptp(high)))
        both = any(b.action == beat.action and b.who == beat.target for b in scene.beats)
        way = float(np.clip(gap, 0.0, _CLOSE_TO * body.size)) * (0.5 if both else 1.0)
        at = (np.arange(scene.frames) - beat.start) / max(beat.frames - 1, 1)
        near = smooth(np.clip(at / _CAME, 0.0, 1.0)) * smooth(np.clip((1.0 - at) / 0.2, 0.0, 1.0))
        scene.poses[number] = replace(
            pose, root=pose.root + np.outer(near, [way if right else -way, 0.0])
        )


def _shake_hands(scene: _Scene) -> None:
    """Bring the hands of two people together, as far as their arms reach, and shake them."""
    for beat in scene.beats:
        one, two = scene.number(beat.who), scene.number(beat.target)
        if beat.action != "shake_hands" or one < 0 or two < 0 or one == two:
            continue
        limbs = [_arm_towards(scene, one, two), _arm_towards(scene, two, one)]
        if any(limb is None for limb in limbs):
            continue
        first, second = (limb for limb in limbs if limb is not None)
        middle = 0.5 * (first[1] + second[1])
        for number, (arm, shoulder) in zip((one, two), (first, second), strict=True):
            _reach(scene, number, arm, middle - shoulder, beat)


def _arm_towards(scene: _Scene, number: int, other: int) -> tuple[str, Floats] | None:
    """Return the arm that is nearer to another person, and the path [F, 2] of its shoulder."""
    body, pose, them = scene.bodies[number], scene.pose(number), scene.bodies[other]
    if body is None or pose is None or them is None or pose.scale is not None:
        return None
    if body.bones.plan != "person":
        return None
    stage = RestPose(body.bones, points=body.points)
    arms = [limb for side in ("left", "right") if (limb := stage.limb(f"arm_{side}")).sound]
    if not arms:
        return None
    there = float(them.points[:, 0].mean())
    arm = min(arms, key=lambda limb: abs(float(limb.tip[0]) - there))
    return arm.names[0][:-1], placed_joints(body.bones, pose)[:, arm.index[0]]


def _reach(scene: _Scene, number: int, arm: str, away: Floats, beat: SentenceBeat) -> None:
    """Bring the end of an arm to places [F, 2], as seen from its root, during a beat.

    Where it is too short, the body goes nearer.
    """
    body, pose = scene.bodies[number], scene.pose(number)
    assert body is not None and pose is not None
    stage = RestPose(body.bones, points=body.points)
    limb = stage.limb(arm)
    sheet = Performance(stage, MotionBeat("shake_hands", 0, scene.frames), np.random.default_rng(0))
    sheet.own = pose.turns.copy()
    below = body.bones.parents >= 0
    sheet.own[:, below] -= pose.turns[:, body.bones.parents[below]]
    sheet.root = pose.root.copy()
    at = np.arange(scene.frames)
    into = smooth(np.clip((at - beat.start) / _REACHING, 0.0, 1.0))
    out = smooth(np.clip((beat.start + beat.frames - at) / _REACHING, 0.0, 1.0))
    often = beat.count or max(2, round(beat.frames / _SHAKES) - 1)
    inner = np.clip((at - beat.start - _REACHING) / max(beat.frames - 2 * _REACHING, 1), 0.0, 1.0)
    far = np.maximum(np.abs(away[:, 0]) - _LONG * limb.length, 0.0)
    near = np.minimum(into, out) * np.minimum(far, _NEARER * body.size) * np.sign(away[:, 0])
    sheet.root[:, 0] += near
    goal = sheet.places()[:, limb.index[0]] + away
    goal[:, 0] -= near
    goal[:, 1] += 0.35 * limb.length - 0.16 * limb.length * np.sin(TAU * often * inner)
    bones = len(limb.index) - 1
    solver = stage.solver(limb, [1.0] * max(bones - 1, 1), bones)
    sheet.reach(limb, goal, solver, weight=np.minimum(into, out))
    scene.poses[number] = replace(pose, root=sheet.root, turns=sheet.turns())
