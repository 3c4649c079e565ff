# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion that begins in another pose than the drawing, or ends in one.

What the pose differs by is added to the motion and dies away, from the speed that is there, over a
few frames: Bollo, "Inertialization: High-Performance Animation Transitions in Gears of War" (2018).
Where the body is stays; feet go from where they stand to where the motion has them by a step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.act import performed
from engine.motion.beat import MotionBeat
from engine.motion.curves import TAU
from engine.motion.legs import standing
from engine.motion.people import legs
from engine.motion.performance import Performance
from engine.motion.registry import ACTIONS
from engine.motion.rest import RestPose
from engine.rig.bones import Pose, turns_against_parents, turns_in_all

Floats = NDArray[np.float64]
WINDOW = 12  # natural frames in which the other pose dies away
SWING = 0.5  # of the window: how soon its speed dies away
SETTLING = 0.5  # of the window: how soon the body is as high as it should be
STAGGER = 0.4  # of the window: how much later the feet that stand follow those in the air
LIFT = 0.15  # of a step's length: how high it goes
STANDS = 0.02  # long sides a frame: a foot that goes slower stands
ROLLS = (0.6, 1.6)  # of what a rolling disc turns on its way: within, a thing has rolled
FLYING = ("flying_bird", "fish", "butterfly", "")  # plans whose height isn't given by the ground


@dataclass(frozen=True)
class EdgePose:
    """The pose at one end of a motion, and how fast it changes there.

    Attributes:
        root: [2], how far the first joint is from its place at rest.
        root_speed: [2], a frame.
        turns: [J], in all.
        turn_speeds: [J], a frame.
        scale: [J, 2].
    """

    root: Floats
    root_speed: Floats
    turns: Floats
    turn_speeds: Floats
    scale: Floats

    @property
    def is_mirrored(self) -> bool:
        """Whether the body has turned round, so that its left is where its right was."""
        return bool(self.scale[0, 0] < 0.0)

    def mirrored(self) -> EdgePose:
        """Return the pose as a mirror upright through the first joint's place at rest shows it."""
        flip, scale = np.array([-1.0, 1.0]), self.scale.copy()
        scale[0, 0] *= -1.0
        return EdgePose(
            flip * self.root, flip * self.root_speed, -self.turns, -self.turn_speeds, scale
        )


def mirrored(pose: Pose) -> Pose:
    """Return a pose as a mirror upright through the first joint's place at rest shows it."""
    scale = np.ones((*pose.turns.shape, 2)) if pose.scale is None else pose.scale.copy()
    scale[:, 0, 0] *= -1.0
    return Pose(pose.root * np.array([-1.0, 1.0]), -pose.turns, scale)


def led_from(pose: Pose, rest: RestPose, edge: EdgePose, *, window: int = WINDOW) -> Pose:
    """Return a motion that begins in `edge`, of a motion that begins with the drawing at rest."""
    window = max(1, min(window, pose.frames - 1))
    bones, count = rest.bones, pose.frames
    own, first = (
        turns_against_parents(pose.turns, bones),
        turns_against_parents(edge.turns[None], bones)[0],
    )
    speeds = turns_against_parents(edge.turn_speeds[None], bones)[0]
    rolls = _rolling(first, edge, rest)
    stays = np.where(rolls, first, TAU * np.round(first / TAU))  # whole rounds aren't wound back
    begins = own[1] - own[0] if count > 1 else np.zeros(own.shape[1])
    speed = np.where(rolls, 0.0, speeds - begins)
    changed = own + stays + decaying(first - stays, speed, count, window)
    changed += coasting(np.where(rolls, speeds - begins, 0.0), count, window)

    gone = np.array([edge.root[0], edge.root[1] if _is_aloft(rest) else 0.0])
    slower = edge.root_speed - (pose.root[1] - pose.root[0] if count > 1 else 0.0)
    level = np.array([1.0, 1.0 if _is_aloft(rest) else 0.0])
    settles = max(1, round(SETTLING * window))
    root = pose.root + gone + decaying(edge.root - gone, (1.0 - level) * slower, count, settles)
    drift = coasting(level * slower, count, window)
    moved = Pose(root + drift, turns_in_all(changed, bones), _scaled(pose, edge, count, window))
    landed = gone + level * (0.5 * window * slower)
    return _stepped(moved, pose, rest, edge, landed, window)


def led_to(pose: Pose, rest: RestPose, edge: EdgePose, *, window: int = WINDOW) -> Pose:
    """Return a motion that begins with the drawing at rest and ends in `edge`.

    The way that is missing is spread over the whole motion.
    """
    window, count = max(1, min(window, pose.frames - 1)), pose.frames
    bones = rest.bones
    own, last = (
        turns_against_parents(pose.turns, bones),
        turns_against_parents(edge.turns[None], bones)[0],
    )
    speeds = turns_against_parents(edge.turn_speeds[None], bones)[0]
    ends = own[-1] - own[-2] if count > 1 else np.zeros(own.shape[1])
    missing = last - own[-1]
    rounds = TAU * np.round(missing / TAU)
    changed = own + arriving(rounds, 0.0 * rounds, count)
    changed += decaying(missing - rounds, ends - speeds, count, window)[::-1]
    faster = edge.root_speed - (pose.root[-1] - pose.root[-2] if count > 1 else 0.0)
    root = pose.root + arriving(edge.root - pose.root[-1], faster, count)
    scale = None
    if pose.scale is not None or (edge.scale != 1.0).any():
        scale = np.ones((count, len(bones.names), 2)) if pose.scale is None else pose.scale
        scale = scale + decaying(edge.scale - scale[-1], 0.0 * edge.scale, count, window)[::-1]
    return Pose(root, turns_in_all(changed, bones), scale)


def decaying(start: Floats, speed: Floats, count: int, frames: int) -> Floats:
    """Return offsets [count, ...] from `start`, at `speed` a frame, to nothing after `frames`.

    Polynomials of the fifth degree, which begin and end without a jerk. The speed is lost sooner
    than the rest, so that nothing swings far beyond.
    """
    u = np.clip(np.arange(count) / frames, 0.0, 1.0).reshape(-1, *[1] * np.ndim(start))
    place = 1.0 - u**3 * (10.0 - 15.0 * u + 6.0 * u**2)
    short = max(1.0, SWING * frames)
    v = np.clip(np.arange(count) / short, 0.0, 1.0).reshape(-1, *[1] * np.ndim(start))
    way = short * v * (1.0 - v**2 * (6.0 - 8.0 * v + 3.0 * v**2))
    return np.asarray(start * place + speed * way)


def coasting(speed: Floats, count: int, frames: int) -> Floats:
    """Return how far [count, ...] something goes on that loses its speed in so many frames."""
    u = np.clip(np.arange(count) / frames, 0.0, 1.0).reshape(-1, *[1] * np.ndim(speed))
    return np.asarray(speed * frames * (u - u**3 + 0.5 * u**4))


def arriving(way: Floats, speed: Floats, count: int) -> Floats:
    """Return a way [count, ...] from nothing to `way`, where it arrives at `speed` a frame."""
    u = (np.arange(count) / max(count - 1, 1)).reshape(-1, *[1] * np.ndim(way))
    place = u**3 * (10.0 - 15.0 * u + 6.0 * u**2)
    return np.asarray(way * place + speed * (count - 1) * u**3 * (-4.0 + 7.0 * u - 3.0 * u**2))


def _rolling(own: Floats, edge: EdgePose, rest: RestPose) -> NDArray[np.bool_]:
    """Return which joints [J] turn on and on: wheels, and a thing that has rolled.

    own [J]: turns against parents.
    """
    rolls = np.array([name.startswith("wheel") for name in rest.bones.names])
    if not rest.bones.plan and abs(own[0]) > 1e-9:
        rolled = abs(edge.root[0]) / abs(own[0]) / (0.5 * rest.size)
        rolls[0] |= ROLLS[0] < rolled < ROLLS[1]
    return rolls


def _is_aloft(rest: RestPose) -> bool:
    """Return whether the body stays as high as it is; others come down to the ground."""
    return rest.bones.plan in FLYING


def _scaled(pose: Pose, edge: EdgePose, count: int, window: int) -> Floats | None:
    if pose.scale is None and (edge.scale == 1.0).all():
        return None
    scale = np.ones((count, *edge.scale.shape)) if pose.scale is None else pose.scale
    return scale + decaying(edge.scale - scale[0], 0.0 * edge.scale, count, window)


def _stepped(
    moved: Pose, pose: Pose, rest: RestPose, edge: EdgePose, landed: Floats, window: int
) -> Pose:
    """Let feet go from where they stand to where the motion has them.

    moved: with blended turns, which alone would drag the feet along. pose: the motion from rest,
    which in the end is `landed` [2] away.
    """
    feet = feet_of(rest)
    if feet is None or moved.scale is not None:
        return moved
    bones, count = rest.bones, window + 1
    mixed = _performance(rest, moved.turns[:count], moved.root[:count])
    goes = _performance(rest, pose.turns[:count], pose.root[:count]).places()
    stood = _performance(rest, edge.turns[None], edge.root[None]).places()[0]
    before = _performance(
        rest, (edge.turns - edge.turn_speeds)[None], (edge.root - edge.root_speed)[None]
    ).places()[0]
    for name, put in feet.put.items():
        joint = rest.index[name]
        speed = stood[joint] - before[joint]
        planted = float(np.hypot(*speed)) < STANDS * rest.size
        begin = STAGGER * window if planted else 0.0
        u = np.clip((np.arange(count) - begin) / ((1.0 - STAGGER) * window), 0.0, 1.0)[:, None]
        share = u**3 * (10.0 - 15.0 * u + 6.0 * u**2)
        ends = goes[:, joint] + landed
        held = stood[joint] + (0.0 if planted else coasting(speed, count, max(1, window // 3)))
        toe = (1.0 - share) * held + share * ends
        step = float(np.hypot(*(ends[-1] - stood[joint])))
        toe[:, 1] -= LIFT * step * np.sin(np.pi * u[:, 0]) ** 2
        put(mixed, toe)
    turns = moved.turns.copy()
    exact = _performance(rest, moved.turns[:count], moved.root[:count])
    solved = mixed.own - exact.own
    half, still = max(1, window // 2), np.zeros_like(solved[0])
    solved -= decaying(solved[0], still, count, half)  # the ends are as they were
    solved -= decaying(solved[-1], still, count, half)[::-1]
    turns[:count] = turns_in_all(exact.own + solved, bones)
    return replace(moved, turns=turns)


@dataclass(frozen=True)
class Feet:
    """What brings the feet of a body to places.

    Attributes:
        put: by the name of the joint at a limb's end.
    """

    rest: RestPose
    put: Mapping[str, Callable[[Performance, Floats], None]]

    def blank(self, pose: Pose) -> Performance:
        """Return a pose whose feet can be put elsewhere."""
        return _performance(self.rest, pose.turns, pose.root)


def feet_of(rest: RestPose) -> Feet | None:
    """Return the feet of a body with legs; None where it has none."""
    if "walk" not in ACTIONS.get(rest.bones.plan, {}):
        return None
    body = performed(rest, MotionBeat("walk", 0, 8))
    if not body.feet and rest.bones.plan == "person":  # seen from the front, its feet lift straight
        standing(body, legs(body))
    return Feet(rest, body.feet) if body.feet else None


def _performance(rest: RestPose, turns: Floats, root: Floats) -> Performance:
    body = Performance(rest, MotionBeat("", 0, len(turns)), np.random.default_rng(0))
    body.own, body.root = turns_against_parents(turns, rest.bones), root.copy()
    return body
