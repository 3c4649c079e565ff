# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet on which an action writes its curves: what each joint does, frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.motion.beat import MotionBeat
from engine.motion.curves import TAU, chance, pulse, rise
from engine.motion.ik import ChainSolver
from engine.motion.rest import Limb, RestPose
from engine.motion.springs import followed
from engine.rig.bones import rotation

Floats = NDArray[np.float64]
_GATHER = 0.25  # of a beat: how long a body gathers speed
FPS = 24.0  # natural paces are given in frames at this rate


@dataclass(frozen=True)
class Planted:
    """A foot that carries: frames [F] in which it must not slide, and its places [F, 2]."""

    limb: str
    frames: NDArray[np.bool_]
    places: Floats


@dataclass
class Performance:
    """Curves of one action: they begin at the drawing at rest.

    Attributes:
        own: [F, J], turn of each joint against its parent, radians, clockwise on screen.
        root: [F, 2], how far the first joint is from its place for the sake of the pose.
        travel: [F, 2], how far the body has gone; stays when the action ends.
        scale: [F, J, 2], or None; see `engine.rig.bones.Pose`.
        planted: feet that carry.
        feet: names of the limbs whose ends are brought to places, and who can do it again.
        t: [F], 0..1 over the beat; in a loop the frame after the last would be 1.
        stops: whether the body comes back to the drawing at the end because something else follows.
    """

    rest: RestPose
    beat: MotionBeat
    rng: np.random.Generator
    own: Floats = field(init=False)
    root: Floats = field(init=False)
    travel: Floats = field(init=False)
    scale: Floats | None = None
    planted: list[Planted] = field(default_factory=list)
    feet: dict[str, Callable[[Performance, Floats], None]] = field(default_factory=dict)
    stops: bool = False

    def __post_init__(self) -> None:
        """Begin with all at rest."""
        self.own = np.zeros((self.frames, len(self.rest.bones.names)))
        self.root = np.zeros((self.frames, 2))
        self.travel = np.zeros((self.frames, 2))
        count = self.frames if self.beat.loop else max(self.frames - 1, 1)
        self.t = np.arange(self.frames) / count
        self.seconds = self.frames / FPS
        temper = float(np.clip(self.rng.normal(0.0, 0.09), -0.16, 0.16))
        self.amount = self.beat.amplitude * MOOD_AMOUNT.get(self.beat.mood, 1.0) * (1.0 + temper)
        self.pace = self.beat.speed * MOOD_PACE.get(self.beat.mood, 1.0) * (1.0 + 0.5 * temper)

    @property
    def frames(self) -> int:
        """Number of frames F."""
        return max(self.beat.frames, 1)

    @property
    def size(self) -> float:
        """Long side of the drawing."""
        return self.rest.size

    @property
    def facing(self) -> float:
        """1.0 when the body faces right, -1.0 when it faces left."""
        return self.rest.facing

    def cycles(self, period: float) -> float:
        """How often something with a natural `period` of frames happens; whole in loops."""
        if self.beat.count:
            return float(self.beat.count)
        often = self.frames * self.pace / period
        return float(max(1, round(often))) if self.beat.loop else max(often, 0.5)

    def phase(self, period: float) -> Floats:
        """Return the cycles done [F] of something with a natural `period` of frames."""
        return self.cycles(period) * self.t

    def swing(self, period: float, start: float = 0.0) -> Floats:
        """Return a sine [F] of -1..1 that is 0 at first, `start` cycles ahead of one at rest."""
        return np.asarray(np.sin(TAU * (self.phase(period) + start)) - np.sin(TAU * start))

    def wave(self, period: float, lag: float = 0.0) -> Floats:
        """Return a plain sine [F] that lags by some cycles; envelopes make its start rest."""
        return np.asarray(np.sin(TAU * (self.phase(period) - lag)))

    def swell(self, frames: float = 5.0) -> Floats:
        """Return an envelope [F] that eases in from rest, and in loops out again."""
        share = min(frames / max(self.frames, 1), 0.25)
        into = rise(self.t, 0.0, share)
        return into * (1.0 - rise(self.t, 1.0 - share, 1.0)) if self.beat.loop else into

    def once(self, start: float, full: float, fading: float, end: float) -> Floats:
        """Return a pulse [F]: 0, 1 between `full` and `fading`, 0 again; times 0..1."""
        return pulse(self.t, start, full, fading, end)

    def held(self, share: float) -> Floats:
        """Ease into a posture by `share` of the beat and keep it; loops come back at the end."""
        into = rise(self.t, 0.0, share)
        return into * (1.0 - rise(self.t, 1.0 - share, 1.0)) if self.beat.loop else into

    def noise(self, period: float) -> Floats:
        """Return smooth chance [F] of about -1..1 with swings of about `period` frames."""
        return chance(self.rng, self.t, self.frames / period, self.beat.loop)

    def vary(self, spread: float) -> float:
        """Return a random factor near 1."""
        return float(np.exp(self.rng.normal(0.0, spread)))

    def turn(self, name: str, curve: Floats | float) -> None:
        """Turn a joint against its parent, clockwise on screen; unknown joints are left out."""
        if name in self.rest.index:
            self.own[:, self.rest.index[name]] += curve

    def pitch(self, name: str, curve: Floats | float) -> None:
        """Turn a joint so that its front goes down."""
        self.turn(name, self.facing * np.asarray(curve))

    def level(self, name: str, share: float = 1.0) -> None:
        """Take back a share of the turn that a joint gets from its parents."""
        if name in self.rest.index:
            joint = self.rest.index[name]
            parent = int(self.rest.bones.parents[joint])
            if parent >= 0:
                self.own[:, joint] -= share * self.turns()[:, parent]

    def bend(self, names: Sequence[str], curve: Floats, weights: Sequence[float] = ()) -> None:
        """Share a bend out among the joints of a chain."""
        use = np.asarray(weights if len(weights) else np.ones(len(names)), dtype=np.float64)
        for name, weight in zip(names, use / use.sum(), strict=True):
            self.turn(name, weight * curve)

    def stretch(self, name: str, along_x: Floats | float, along_y: Floats | float) -> None:
        """Scale what hangs on a joint, along the drawing's x and y, about the joint."""
        if name in self.rest.index:
            if self.scale is None:
                self.scale = np.ones((*self.own.shape, 2))
            self.scale[:, self.rest.index[name], 0] *= along_x
            self.scale[:, self.rest.index[name], 1] *= along_y

    def squash(self, tall: Floats, ground: bool = True) -> None:
        """Squash and stretch the whole body: `tall` [F] times as high, its area kept.

        ground: its lowest point stays; otherwise its middle.
        """
        first = self.rest.bones.names[0]
        self.stretch(first, 1.0 / tall, tall)
        root, middle = self.rest.at(first), self.rest.centre
        anchor = np.array([middle[0], self.rest.ground if ground else middle[1]])
        arm = root - anchor
        self.root += np.stack([arm[0] * (1.0 / tall - 1.0), arm[1] * (tall - 1.0)], axis=1)

    def shift(self, x: Floats | float, y: Floats | float) -> None:
        """Move the body for the sake of the pose."""
        self.root[:, 0] += x
        self.root[:, 1] += y

    def go(self, x: Floats | float, y: Floats | float = 0.0) -> None:
        """Carry the body along; it stays there when the action is over."""
        self.travel[:, 0] += x
        self.travel[:, 1] += y

    def way(self) -> Floats:
        """Return a way 0..1 [F]: it gathers speed, comes to a stop where something follows."""
        t = self.t
        if self.stops:
            return 0.5 * t + 0.5 * t * t * (3.0 - 2.0 * t)
        if self.beat.loop:
            return t
        gathering = 0.5 * np.minimum(t, _GATHER) ** 2 / _GATHER
        return (gathering + np.maximum(t - _GATHER, 0.0)) / (1.0 - 0.5 * _GATHER)

    def go_along(self) -> None:
        """Go the beat's distance, the way the body faces or against it."""
        if self.beat.distance:
            sign = self.facing * (self.beat.direction or 1)
            self.go(sign * self.beat.distance * self.size * self.way())

    def about(self, point: Floats, curve: Floats) -> None:
        """Turn the whole body clockwise about a point [2] of the drawing at rest."""
        first = self.rest.bones.names[0]
        arm = self.rest.at(first) - point
        before = self.turns()[:, 0]
        arm_now = rotation(before, np.broadcast_to(arm, (self.frames, 2)))
        self.turn(first, curve)
        self.root += rotation(np.asarray(curve), arm_now) - arm_now

    def balance(self, names: Sequence[str]) -> None:
        """Shift the body so that the mean of some joints stays in its place."""
        index = [self.rest.index[name] for name in names if name in self.rest.index]
        moved = self.places()[:, index] - self.rest.joints[index]
        self.root -= moved.mean(axis=1)

    def turns(self) -> Floats:
        """Return absolute turns [F, J] as written so far."""
        total = np.ascontiguousarray(self.own.T)  # rows of joints: a column is slow to add to
        for joint, parent in enumerate(self.rest.bones.parents.tolist()):
            if parent >= 0:
                total[joint] += total[parent]
        return total.T.copy()

    def places(self) -> Floats:
        """Return joints [F, J, 2] as written so far, without travel."""
        bones, joints, turns = self.rest.bones, self.rest.joints, self.turns()
        # all arms turn at once; a root has none, and its row is not used
        arms = rotation(turns[:, bones.parents], (joints - joints[bones.parents])[None])
        out = np.zeros((self.frames, len(bones.names), 2))
        for joint in bones.order:
            parent = int(bones.parents[joint])
            if parent < 0:
                out[:, joint] = joints[joint] + self.root
            else:
                out[:, joint] = out[:, parent] + arms[:, joint]
        return out

    def aim(self, limb: Limb, absolute: Floats, start: int = 0) -> None:
        """Give the joints of a limb, from number `start` on, absolute turns [F, k]."""
        for number in range(absolute.shape[1]):
            joint = limb.index[start + number]
            parent = int(self.rest.bones.parents[joint])
            above = self.turns()[:, parent] if parent >= 0 else 0.0
            self.own[:, joint] = absolute[:, number] - above

    def reach(
        self,
        limb: Limb,
        target: Floats,
        solver: ChainSolver,
        *,
        last: Floats | None = None,
        weight: Floats | float = 1.0,
    ) -> None:
        """Bring the end of a limb's first bones to places [F, 2], without travel.

        last [F]: absolute turn of the joint after them (a foot, a hand); None leaves it.
        weight: how far to go from what is written to the answer.
        """
        root = self.places()[:, limb.index[0]]
        answer = solver.turns(root, target)
        if last is not None:
            answer = np.concatenate([answer, last[:, None]], axis=1)
        before = self.turns()[:, list(limb.index[: answer.shape[1]])]
        answer = answer - TAU * np.round((answer[0, 0] - before[0, 0]) / TAU)
        self.aim(limb, before + np.asarray(weight)[..., None] * (answer - before))

    def follow(
        self,
        names: Sequence[str],
        *,
        period: float = 14.0,
        damping: float = 0.35,
        push: Floats | None = None,
        drag: float = 1.0,
    ) -> None:
        """Let a soft chain lag behind what carries it.

        push [F, n]: outer drive, radians; drag: how strongly the body's own accelerations blow it
        back.
        """
        names = [name for name in names if name in self.rest.index]
        if not names:
            return
        first = self.rest.index[names[0]]
        parent = int(self.rest.bones.parents[first])
        lead = self.turns()[:, parent] if parent >= 0 else np.zeros(self.frames)
        drive = np.zeros((self.frames, len(names))) if push is None else push.copy()
        drive += drag * self._blown(names)[:, None] / len(names)
        own = followed(lead, drive, period=period / self.pace, damping=damping, loop=self.beat.loop)
        for column, name in enumerate(names):
            self.turn(name, own[:, column])

    def _blown(self, names: Sequence[str]) -> Floats:
        """How far the carrier's acceleration leans a chain [F], radians."""
        chain = self.rest.chain(names)
        arm = chain.tip - chain.root
        if np.hypot(*arm) < 1e-6:
            below = self.rest.bones.parents[chain.index[0]]
            arm = chain.root - self.rest.joints[int(below)]
        arm = arm / max(float(np.hypot(*arm)), 1e-9)
        place = self.places()[:, chain.index[0]]
        if self.beat.loop:
            acceleration = np.roll(place, 1, axis=0) + np.roll(place, -1, axis=0) - 2 * place
        else:
            padded = np.concatenate([place[:1], place, place[-1:]])
            acceleration = padded[:-2] + padded[2:] - 2 * place
        side = np.array([-arm[1], arm[0]])
        force = -(acceleration @ side) / self.size
        return np.asarray(np.clip(60.0 * force, -0.8, 0.8))


MOOD_AMOUNT = {"happy": 1.2, "sad": 0.7, "tired": 0.65, "angry": 1.2, "scared": 0.85, "proud": 1.1}
MOOD_PACE = {"happy": 1.15, "sad": 0.75, "tired": 0.7, "angry": 1.2, "scared": 1.35, "proud": 0.9}
