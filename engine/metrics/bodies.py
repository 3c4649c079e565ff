# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of how bodies move: bones that keep their length, feet that stand, wheels that roll.

All is seen in the drawn lines: what bones carry, not what they were asked for. Of curves the lines
count, not the control points beside them. A bone that an action stretches, like a wing that turns
away, is left out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from engine.metrics import standing
from engine.metrics.asked import stretched_joints
from engine.render.evaluate import animated_positions
from engine.rig.bones import Bones
from engine.rig.curve_points import along_curves, carried_along
from engine.rig.drawing_rig import DrawingRig
from engine.rig.skeletons import PLANS
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST = 4  # points on which a measure can be taken
LONG = 0.05  # of the drawing: shorter bones and pieces aren't measured
MOSTLY = 0.95  # of a point's weight, from which it belongs to a bone
STEP = 0.01  # of the drawing: about so far apart are the points that stand for a curve
ROLLED = 0.2  # of the drawing: a wheel that rolls less far isn't measured
LIFTED = 0.02  # of the drawing: a wheel as high above the lowest place it reaches doesn't roll


@dataclass(frozen=True)
class BodyMotion:
    """A body with bones and its points in F frames.

    Attributes:
        bones: what carries the points.
        rest: [P, 2], points along the lines as drawn.
        moved: [F, P, 2], the points in each frame.
        stretched: bool [F, J], joints that the motion stretches on purpose, and when.
        loop: whether the first frame comes after the last.
    """

    bones: Bones
    rest: Floats
    moved: Floats
    stretched: NDArray[np.bool_]
    loop: bool = False

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Joints [J] that the motion never stretches."""
        return np.asarray(~self.stretched.any(axis=0))

    @property
    def size(self) -> float:
        """Long side of the drawn body."""
        return max(float(np.ptp(self.rest, axis=0).max()), 1e-9)

    def carried_by(self, joint: int) -> Ints:
        """Return the points that one joint alone carries."""
        share = (self.bones.weights * (self.bones.carriers == joint)).sum(axis=1)
        return np.flatnonzero(share >= MOSTLY)


@dataclass(frozen=True)
class BodyMeasures:
    """The worst of an animation's bodies; NaN where there is nothing to measure.

    Attributes:
        bone_length: largest change of the length of what a bone carries, per cent.
        rigid: largest RMS distance of a rigid piece from its shape, per cent of the drawing.
        slide: how far a foot that stands slides over the ground, per cent of the drawing.
        pedals: degrees that the pedalling leg turns which turns least.
        rolling: how much farther or less far wheels turn than they roll, per cent.
    """

    bone_length: float
    rigid: float
    slide: float
    pedals: float
    rolling: float

    def to_json(self) -> dict[str, float | None]:
        """Return the numbers, rounded; None for a measure that doesn't apply."""
        return {
            name: None if np.isnan(value) else round(value, 3)
            for name, value in asdict(self).items()
        }


def measure_bodies(drawing: Drawing, animation: Animation) -> BodyMeasures:
    """Return the measures of an animation that bones have moved, NaN where none have."""
    return worst([body_measures(body) for body in bodies_of(drawing, animation)])


def bodies_of(drawing: Drawing, animation: Animation) -> list[BodyMotion]:
    """Return the bodies of an animation with points along their lines as they are shown."""
    pose = animation.pose
    if pose is None:
        return []
    moved = animated_positions(drawing, animation).astype(np.float64)
    rest = numpy_of(drawing.positions).astype(np.float64)
    owners, stretched = numpy_of(pose.rig.joint_objects), stretched_joints(pose)
    found = []
    for number, own in enumerate(DrawingRig.from_contract(pose.rig, drawing).objects):
        if own is None:
            continue
        drawn, shown = rest[own.points], moved[:, own.points]
        size = max(float(np.ptp(drawn, axis=0).max()), 1e-9)
        along = along_curves(drawn, own.strokes, own.cubic, STEP * size)
        lines = np.stack([along @ frame for frame in shown])
        bones = carried_along(own.bones, along)
        found.append(
            BodyMotion(
                bones,
                np.asarray(along @ drawn),
                lines,
                stretched[:, owners == number],
                animation.loop,
            )
        )
    return found


def worst(measured: list[BodyMeasures]) -> BodyMeasures:
    """Return the worst of each measure."""
    values = {}
    for field in fields(BodyMeasures):
        own = [v for v in (getattr(one, field.name) for one in measured) if not np.isnan(v)]
        pick = min if field.name == "pedals" else max
        values[field.name] = pick(own) if own else np.nan
    return BodyMeasures(**values)


def body_measures(body: BodyMotion) -> BodyMeasures:
    """Return the measures of one body."""
    return BodyMeasures(
        100.0 * bone_length(body),
        100.0 * rigid(body),
        100.0 * slide(body),
        pedals(body),
        100.0 * rolling(body),
    )


def bone_length(body: BodyMotion) -> float:
    """Return the largest change of the length of what a bone carries, as a share of it."""
    changes = []
    for joint in np.flatnonzero(body.kept):
        own = body.carried_by(int(joint))
        if len(own) < FEWEST or np.ptp(body.rest[own], axis=0).max() < LONG * body.size:
            continue
        rest = _complex(body.rest[own])
        moved = _complex(body.moved[:, own])
        rest, moved = rest - rest.mean(), moved - moved.mean(axis=1, keepdims=True)
        grown = np.abs((rest.conj() * moved).sum(axis=1)) / (np.abs(rest) ** 2).sum()
        changes.append(float(np.abs(grown - 1.0).max()))
    return max(changes, default=np.nan)


def rigid(body: BodyMotion) -> float:
    """Return the largest RMS distance of rigid pieces from their shape, in long sides.

    A rigid part is what hangs on its joints alone: where its lines go over into its neighbours they
    have to bend.
    """
    bones, off = body.bones, []
    stiff = np.ones(len(bones.parts), dtype=bool)
    if bones.plan:
        parts = [n for n, part in enumerate(PLANS[bones.plan].parts) if part.rigid]
        stiff = np.isin(bones.parts, parts)
    for joint in np.flatnonzero(body.kept):
        own = body.carried_by(int(joint))
        own = own[stiff[own]]
        if len(own) < FEWEST:
            continue
        rest, moved = _complex(body.rest[own]), _complex(body.moved[:, own])
        rest, moved = rest - rest.mean(), moved - moved.mean(axis=1, keepdims=True)
        turn = (rest.conj() * moved).sum(axis=1, keepdims=True)
        turn /= np.maximum(np.abs(turn), 1e-12)
        off.append(float(np.sqrt((np.abs(moved - turn * rest) ** 2).mean(axis=1)).max()))
    return max(off) / body.size if off else np.nan


def slide(body: BodyMotion) -> float:
    """Return how far standing feet slide, in long sides, see `engine.metrics.standing`."""
    return standing.slide([body.moved[:, foot] for foot in _feet(body)], body.size)


def _feet(body: BodyMotion) -> list[Ints]:
    """Return the points of each foot that can stand on the ground."""
    if not body.bones.plan:
        return []
    plan, feet = PLANS[body.bones.plan], []
    for number, joint in enumerate(plan.joints):
        parent = int(body.bones.parents[number])
        if not joint.contact or parent < 0 or plan.name in ("bicycle", "cyclist"):
            continue
        own = np.union1d(body.carried_by(number), body.carried_by(parent))
        if len(own) >= FEWEST and body.kept[number]:
            feet.append(own)
    return feet


def pedals(body: BodyMotion) -> float:
    """Return how many degrees the pedalling foot goes round that goes round least."""
    if body.bones.plan != "cyclist":
        return np.nan
    around = []
    for name in ("leg_near", "leg_far"):
        part = next((p for p in PLANS["cyclist"].parts if p.name == name), None)
        if part is None:
            continue
        foot = int(PLANS["cyclist"].index[part.joints[-1]])
        own = np.union1d(body.carried_by(foot), body.carried_by(int(body.bones.parents[foot])))
        if len(own) >= FEWEST:
            root = _complex(body.moved[:, body.bones.parts == 0]).mean(axis=1)
            place = _complex(body.moved[:, own]).mean(axis=1) - root
            middle = 0.5 * (place.real.min() + place.real.max())
            middle = middle + 0.5j * (place.imag.min() + place.imag.max())
            place = np.append(place, place[:1]) if body.loop else place
            angle = np.unwrap(np.angle(place - middle))
            around.append(float(np.degrees(np.abs(angle[-1] - angle[0]))))
    return min(around, default=np.nan)


def rolling(body: BodyMotion) -> float:
    """Return how much wheels turn more or less than they roll, as a share of the way.

    Only on the ground, and not while a turn of the whole body squeezes them.
    """
    off = []
    for number, name in enumerate(body.bones.names):
        own = body.carried_by(number)
        if not name.startswith("wheel") or len(own) < FEWEST:
            continue
        moved, box = _complex(body.moved[:, own]), np.ptp(body.rest[own], axis=0)
        middle = 0.5 * (body.moved[:, own].min(axis=1) + body.moved[:, own].max(axis=1))
        low = middle[:, 1] >= middle[:, 1].max() - LIFTED * body.size
        rolls = low & ~body.stretched[:, number]
        rolls = rolls[1:] & rolls[:-1]
        step = np.diff(middle[:, 0])[rolls]
        if np.abs(step).sum() < ROLLED * body.size or box.min() < 0.8 * box.max():
            continue
        moved = moved - moved.mean(axis=1, keepdims=True)
        turn = np.angle((moved[:-1].conj() * moved[1:]).sum(axis=1))[rolls]
        gone = float((turn * np.sign(step)).sum()) * 0.5 * float(box.max())
        off.append(abs(gone / float(np.abs(step).sum()) - 1.0))
    return max(off, default=np.nan)


def _complex(points: Floats) -> NDArray[np.complex128]:
    """Return points [..., 2] as complex numbers [...]."""
    return np.asarray(points[..., 0] + 1j * points[..., 1])
