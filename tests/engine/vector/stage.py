# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stage with drawings side by side, whose bones are found, and what they do for a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.beats import BeatReading, SentenceBeat
from engine.geometry.load import load_drawing
from engine.rig.bones import Pose, placed_joints
from engine.rig.drawing_rig import DrawingRig, ObjectRig, rig_drawing
from engine.runtime.arrays import numpy_of
from engine.vector.acted_motion import Clip, act_sentences

Floats = NDArray[np.float64]
FOLDER = Path(__file__).parents[2] / "drawings"
CANVAS = (800.0, 450.0)
GROUND = 400.0


@dataclass(frozen=True)
class Prop:
    """A drawing on the stage.

    Attributes:
        file: below `tests/drawings`, or a path.
        name: of the object.
        x: of its middle, pixels.
        size: its long side, pixels.
        bottom: y of its lowest point.
        flipped: whether it is drawn mirrored.
    """

    file: str
    name: str
    x: float = 400.0
    size: float = 120.0
    bottom: float = GROUND
    flipped: bool = False


@cache
def _found(file: str, name: str) -> tuple[ObjectRig, Floats]:
    drawing = load_drawing(FOLDER / file)
    rig = rig_drawing(replace(drawing, object_names=(name,)), [name]).objects[0]
    assert rig is not None
    return rig, numpy_of(drawing.positions).astype(np.float64)


@dataclass(frozen=True)
class Played:
    """What a stage did.

    Attributes:
        reading: the beats.
        places: of each object, its points [F, P, 2] in every frame.
        poses: of each object that bones act.
        joints: of each object that bones act, its joints [F, J, 2].
        rest: of each object, its points [P, 2].
    """

    reading: BeatReading
    places: dict[str, Floats]
    poses: dict[str, Pose]
    joints: dict[str, Floats]
    rest: dict[str, Floats]

    def box(self, name: str, frame: int = -1) -> Floats:
        """Return lowest and highest x and y [2, 2] of an object in a frame."""
        points = self.places[name][frame]
        return np.stack([points.min(axis=0), points.max(axis=0)])

    def middle(self, name: str) -> Floats:
        """Return the middle [F, 2] of an object's box in every frame."""
        points = self.places[name]
        return np.asarray(0.5 * (points.min(axis=1) + points.max(axis=1)))

    def beats(self, name: str) -> list[SentenceBeat]:
        """Return the beats of an object."""
        return [beat for beat in self.reading.beats if beat.who in ("", name)]


@dataclass(frozen=True)
class Stage:
    """Drawings side by side."""

    props: tuple[Prop, ...]

    def play(self, sentence: str, frames: int = 96, *, loop: bool = False, seed: int = 0) -> Played:
        """Act a sentence."""
        rigs, rests, first, stroke = [], [], 0, 0
        for prop in self.props:
            rig, points = _placed(prop)
            own = np.arange(first, first + len(points))
            rigs.append(replace(rig, points=own, strokes=rig.strokes + stroke))
            rests.append(points)
            first, stroke = first + len(points), stroke + int(rig.strokes.max()) + 1
        rest, names = np.concatenate(rests), [prop.name for prop in self.props]
        acted = act_sentences(
            DrawingRig(tuple(rigs), first), rest, names, sentence, [""] * len(names),
            [1.0] * len(names), Clip(frames, 24.0, loop, seed, CANVAS),
        )  # fmt: skip
        played = Played(acted.reading, {}, {}, {}, dict(zip(names, rests, strict=True)))
        for name, rig, points, pose in zip(names, rigs, rests, acted.poses, strict=True):
            played.places[name] = np.repeat(points[None], frames, axis=0)
            if pose is not None:
                played.places[name] = rig.deformer(rest)(pose)
                played.poses[name] = pose
                played.joints[name] = placed_joints(rig.bones, pose)
        return played


def _placed(prop: Prop) -> tuple[ObjectRig, Floats]:
    rig, points = _found(prop.file, prop.name)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = prop.size / float((high - low).max())
    factors = np.array([-scale if prop.flipped else scale, scale])
    anchor = np.array([0.5 * (low[0] + high[0]), high[1]])
    place = np.array([prop.x, prop.bottom])

    def moved(at: Floats) -> Floats:
        return np.asarray((at - anchor) * factors + place)

    return replace(rig, bones=replace(rig.bones, joints=moved(rig.bones.joints))), moved(points)


def alone(file: str, name: str, **more: float) -> Stage:
    """Return a stage with one drawing."""
    return Stage((Prop(file, name, **more),))  # type: ignore[arg-type]


def stage(*props: Prop | Sequence[object]) -> Stage:
    """Return a stage of drawings."""
    return Stage(tuple(p if isinstance(p, Prop) else Prop(*p) for p in props))  # type: ignore[arg-type]
