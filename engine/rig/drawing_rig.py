# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rig of a whole drawing: bones for each of its objects, over the artist's own points.

Bones are looked for on the drawn lines; what they carry are the drawing's points, which for curves
are control points beside the lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.drawing import CUBIC, Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from addon.contract.rig import Rig
from addon.contract.rig_hints import PIECES, SETTING, ObjectHints, hints_from_json
from engine.language.own_parts import is_hung, part_noun
from engine.language.part_nouns import END
from engine.rig.bones import Bones
from engine.rig.busts import bust_bones
from engine.rig.curve_points import STEP, along_curves, carried_points
from engine.rig.deform import Deformer
from engine.rig.face_parts import is_bust, is_head_alone
from engine.rig.find import HEAD, SURE, find_rig
from engine.rig.fitting import fits_drawing, with_front_of
from engine.rig.framed import frame_strokes
from engine.rig.hints import NO_HINTS, RigHints
from engine.rig.jointed import DrawnObjects, with_part_joints, with_thing_joints
from engine.rig.lies_below import lying_below
from engine.rig.network import RigNet
from engine.rig.nouns import caption_of, flows, plans_of
from engine.rig.part_strokes import PartStrokes
from engine.rig.pieces import find_jaws, rig_of_pieces, with_named_parts
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.vehicles import stands_on_wheels
from engine.rig.plain_shapes import with_plain_shapes
from engine.rig.shadows import floor_strokes, patches, shadow_strokes
from engine.rig.skeletons import PLANS, Skeleton
from engine.rig.skeletons.skeleton import FAR, NEAR
from engine.rig.slides import FEATURES, with_slides, with_still_ears
from engine.rig.solid import corrected_pieces
from engine.rig.sparse import largest_columns
from engine.rig.spread_wings import may_spread, spread_wings
from engine.rig.told_by_words import tells_of_jaws
from engine.runtime.arrays import array_of, numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BODY, PERSON = "body", "person"


@dataclass(frozen=True)
class ObjectRig:
    """The bones of one object of a drawing.

    Attributes:
        points: int64 [n], which of the drawing's points they carry.
        strokes: int64 [n], the stroke of each of them.
        bones: in canvas pixels.
        disagreement: of the network with itself, in long sides of the object; 0 for pieces.
        cubic: bool [n], which of them are control points of cubics; None where none are.
    """

    points: Ints
    strokes: Ints
    bones: Bones
    disagreement: float = 0.0
    cubic: NDArray[np.bool_] | None = None
    _deformers: list[Deformer] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def kind(self) -> str:
        """BODY where the bones follow a body plan, PIECES for rigid pieces and hinges."""
        return BODY if self.bones.plan else PIECES

    def deformer(self, rest: Floats) -> Deformer:
        """Return what moves the points that the bones carry; rest [P, 2]: of the whole drawing.

        The last one is kept: to prepare it takes longer than to move the points.
        """
        points = rest[self.points]
        if not self._deformers or not np.array_equal(self._deformers[0].points, points):
            self._deformers[:] = [Deformer(self.bones, points, self.strokes, self.cubic)]
        return self._deformers[0]


@dataclass(frozen=True)
class DrawingRig:
    """The rigs of a drawing's objects.

    Attributes:
        objects: one for each object of the drawing; None where it has no bones.
        point_count: number of points P of the drawing.
    """

    objects: tuple[ObjectRig | None, ...]
    point_count: int

    def to_contract(self) -> Rig:
        """Return the form that travels: joints of all objects in one list."""
        there = [(n, rig) for n, rig in enumerate(self.objects) if rig is not None]
        counts = [len(rig.bones.names) for _, rig in there]
        firsts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        width = max((rig.bones.carriers.shape[1] for _, rig in there), default=1)
        carriers = np.full((self.point_count, width), -1, np.int32)
        weights = np.zeros((self.point_count, width), np.float32)
        parts, holders = (np.full(self.point_count, -1, np.int32) for _ in range(2))
        order = np.zeros(self.point_count, np.int32)
        parents: list[Ints] = []
        for (_, rig), first in zip(there, firsts[:-1], strict=True):
            bones, own = rig.bones, rig.bones.carriers.shape[1]
            parents.append(np.where(bones.parents < 0, -1, bones.parents + first))
            weights[rig.points, :own] = bones.weights
            carried = np.where(bones.weights > 0, bones.carriers + first, -1)
            carriers[rig.points, :own] = carried
            parts[rig.points] = bones.parts
            if bones.plan:
                order[rig.points] = _sides(PLANS[bones.plan])[bones.parts]
                held = carried[np.arange(len(carried)), bones.weights.argmax(axis=1)]
                holders[rig.points] = np.where(bones.parts < 0, held, -1)
        empty = np.zeros((0, 2))
        return Rig(
            joints=array_of(
                np.concatenate([empty, *(r.bones.joints for _, r in there)]).astype(np.float32)
            ),
            confidence=array_of(
                np.concatenate([[], *(r.bones.confidence for _, r in there)]).astype(np.float32)
            ),
            parents=array_of(np.concatenate([[], *parents]).astype(np.int32)),
            joint_objects=array_of(np.repeat([n for n, _ in there], counts).astype(np.int32)),
            carriers=array_of(carriers),
            weights=array_of(weights),
            parts=array_of(parts),
            joint_names=tuple(name for _, rig in there for name in rig.bones.names),
            plans=tuple("" if rig is None else rig.bones.plan for rig in self.objects),
            disagreement=tuple(0.0 if rig is None else rig.disagreement for rig in self.objects),
            order=array_of(order),
            holders=array_of(holders),
        )

    @classmethod
    def from_contract(cls, rig: Rig, drawing: Drawing) -> DrawingRig:
        """Return the rigs of a checked contract rig of a drawing."""
        strokes = _strokes_of(drawing)
        cubic = numpy_of(drawing.curve_types)[strokes] == CUBIC
        owner = numpy_of(rig.joint_objects).astype(np.int64)
        carriers = numpy_of(rig.carriers).astype(np.int64)
        weights = numpy_of(rig.weights).astype(np.float64)
        local = np.zeros(rig.joint_count, np.int64)  # number of a joint in its object
        point_owner = np.full(rig.point_count, -1)
        there = weights.max(axis=1, initial=0.0) > 0
        point_owner[there] = owner[carriers[there, weights[there].argmax(axis=1)]]
        objects: list[ObjectRig | None] = []
        for number, plan in enumerate(rig.plans):
            joints = np.flatnonzero(owner == number)
            if not len(joints):
                objects.append(None)
                continue
            points = np.flatnonzero(point_owner == number)
            local[joints] = np.arange(len(joints))
            parents = numpy_of(rig.parents)[joints].astype(np.int64)
            bones = Bones(
                plan if plan in PLANS else "",
                tuple(rig.joint_names[joint] for joint in joints),
                np.where(parents < 0, -1, local[parents]),
                numpy_of(rig.joints)[joints].astype(np.float64),
                numpy_of(rig.confidence)[joints].astype(np.float64),
                np.where(weights[points] > 0, local[carriers[points]], 0),
                weights[points],
                numpy_of(rig.parts)[points].astype(np.int64),
            )
            sure = rig.disagreement[number]
            objects.append(ObjectRig(points, strokes[points], bones, sure, cubic[points]))
        return cls(tuple(objects), rig.point_count)


def _sides(plan: Skeleton) -> Ints:
    """Return 1 for near parts of a plan, -1 for far ones, 0 for others; the last is for no part."""
    number = {NEAR: 1, FAR: -1}
    return np.array([*(number.get(part.side, 0) for part in plan.parts), 0], np.int64)


def hints_of(settings: Mapping[str, object], names: Sequence[str]) -> dict[int, RigHints]:
    """Return the hints in a request's expert settings, for objects with these names.

    Raises FormatError, BadInput.
    """
    value = settings.get(SETTING)
    return {} if value is None else hints_by_number(hints_from_json(value), names)


def hints_by_number(hints: Mapping[str, ObjectHints], names: Sequence[str]) -> dict[int, RigHints]:
    """Return hints by the number of the object they name; unknown objects are left out.

    Raises BadInput for a body plan that there isn't.
    """
    found = {}
    for number, name in enumerate(names):
        if name not in hints:
            continue
        own = hints[name]
        if own.plan not in ("", PIECES, *PLANS):
            raise BadInput(
                "There is no body plan {plan!r}.",
                plan=own.plan,
                hint=Message("The plans are {plans}.", plans=", ".join((*PLANS, PIECES))),
            )
        found[number] = RigHints(
            own.plan, own.joints, own.strokes, own.pieces, own.rigid, own.wheels, own.together
        )
    return found


def rig_drawing(
    drawing: Drawing,
    captions: Sequence[str],
    *,
    hints: Mapping[int, RigHints] | None = None,
    net: RigNet | None = None,
    skip: Sequence[int] = (),
) -> DrawingRig:
    """Find the bones of a drawing's objects.

    Args:
        drawing: at rest, checked; its background has no bones.
        captions: one for each object; its first known noun says which body plans come into
            question, or the object's name where that noun is another object's.
        hints: what an artist has said, by number of the object; strokes are numbered as in the
            drawing, joints are in canvas pixels.
        net: None = the network that ships with the engine.
        skip: objects that get no bones.

    An object gets the bones of a body plan where the network is sure, else rigid pieces and hinges;
    what flows, like water, gets none. The frame around a picture and the floor under a body aren't
    carried.
    """
    drawn = DrawnObjects(drawing)
    on_lines, lines, stroke_objects = drawn.points, drawn.strokes, drawn.objects
    strokes = _strokes_of(drawing)
    positions = numpy_of(drawing.positions).astype(np.float64)
    rigs: list[ObjectRig | None] = []
    names, patch = drawing.object_names, patches(drawing)
    for number in range(drawing.object_count):
        if number in skip:
            rigs.append(None)
            continue
        points = np.flatnonzero(stroke_objects[strokes] == number)
        here = stroke_objects[lines] == number
        others = (*names[:number], *names[number + 1 :])
        caption = caption_of(names[number], captions[number], others)
        is_part = drawing.object_count > 1 and is_hung(names[number], names)
        caption = "" if is_part else caption  # what a sentence says isn't said of its shape
        own = (hints or {}).get(number, NO_HINTS)
        if not own and len(points):
            frame = frame_strokes(on_lines[here], lines[here], caption)
            if not len(frame) and plans_of(caption):
                frame = floor_strokes(on_lines[here], lines[here], patch)
            shadow = shadow_strokes(on_lines[here], lines[here], caption)
            below = lying_below(on_lines[here], lines[here], caption)
            frame = np.union1d(np.union1d(frame, shadow), below)
            points = points[~np.isin(strokes[points], frame)]
            here &= ~np.isin(lines, frame)
        if not len(points):
            rigs.append(None)
            continue
        cubic = numpy_of(drawing.curve_types)[strokes[points]] == CUBIC
        found = _object_rig(
            _Lines(on_lines[here], lines[here], positions[points], strokes[points], cubic),
            caption,
            own,
            net,
            may_flow=not any(part_noun(name) in END for name in names),
        )
        if found is not None and not found[0].plan and (is_part or not own):
            bones = found[0]
            own_lines = (positions[points], strokes[points])
            if is_part:
                bones = with_part_joints(bones, number, own_lines, drawn)
            else:
                bones = with_thing_joints(bones, own_lines, drawn, caption)
            found = bones, found[1]
        rigs.append(None if found is None else ObjectRig(points, strokes[points], *found, cubic))
    return DrawingRig(tuple(rigs), len(positions))


def _strokes_of(drawing: Drawing) -> Ints:
    """Return the stroke [P] of each of a drawing's points."""
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    return np.repeat(np.arange(drawing.stroke_count), np.diff(offsets))


@dataclass(frozen=True)
class _Lines:
    """One object: points [n, 2] on its lines with their strokes [n], and its points [m, 2], [m].

    cubic [m]: which of its points are control points of cubics.
    """

    drawn: Floats
    drawn_strokes: Ints
    points: Floats
    strokes: Ints
    cubic: NDArray[np.bool_]


def without_limbs(bones: Bones) -> Bones:
    """Return the bones of a bust: what was taken for its limbs goes with its trunk."""
    trunk = [
        {"arm": "waist", "leg": "pelvis"}.get(name.split("_")[0], name) for name in bones.names
    ]
    instead = np.array([bones.names.index(name) for name in trunk], np.int64)
    return replace(bones, carriers=instead[bones.carriers])


def _object_rig(
    lines: _Lines, caption: str, hints: RigHints, net: RigNet | None, *, may_flow: bool
) -> tuple[Bones, float] | None:
    """Return the bones of one object and the network's disagreement; None for what flows.

    may_flow: False where only the ends of something soft move, and the rest stays.
    """
    plans, faces = plans_of(caption), None
    somebody = {PERSON, HEAD} <= set(plans) and not hints
    if somebody and (bust := bust_bones(lines.drawn, lines.drawn_strokes)) is not None:
        return _moved_to_points(bust, lines), 0.0
    shown = PartStrokes.of(lines.drawn, lines.drawn_strokes)
    if somebody and is_head_alone(shown):
        plans = (HEAD,)  # limbs that aren't drawn would tear it
    snaps = not hints and bool(plans) and tells_of_jaws(caption)
    if snaps and find_jaws(StrokeBoxes.of(lines.drawn, lines.drawn_strokes)):
        plans = ()  # only the jaw moves, and the bones of bodies have none
    if hints.plan != PIECES and (plans or hints):
        size = float(np.ptp(lines.points, axis=0).max())
        along = along_curves(lines.points, lines.strokes, lines.cubic, STEP * size)
        targets = (np.asarray(along @ lines.points), lines.strokes[largest_columns(along)])
        if not hints and may_spread(tuple(plans), caption):
            spread = spread_wings(lines.drawn, lines.drawn_strokes, targets)
            if spread is not None:
                return carried_points(spread, along), 0.0
        found = find_rig(
            lines.drawn,
            lines.drawn_strokes,
            plans,
            net=net,
            hints=hints,
            targets=targets,
        )
        if found is not None and found.sure and (hints or fits_drawing(found.bones, *targets)):
            bones = found.bones
            if bones.plan == HEAD:
                bones = with_still_ears(bones, targets[1]) if somebody else bones
                bones = with_slides(bones, *targets, FEATURES, size)
            elif somebody and bones.plan == PERSON and is_bust(shown):
                bones = without_limbs(bones)
            bones = bones if hints else with_plain_shapes(bones, *targets)
            return carried_points(bones, along), found.disagreement
        faces = found.bones if found is not None and found.disagreement <= SURE else None
    if may_flow and flows(caption):
        return None
    rolls = stands_on_wheels(caption)
    pieces = rig_of_pieces(lines.drawn, lines.drawn_strokes, rolls=rolls)
    pieces = with_named_parts(pieces, lines.drawn, lines.drawn_strokes, caption)
    pieces = pieces if faces is None else with_front_of(pieces, faces)
    pieces = _moved_to_points(pieces, lines)
    return corrected_pieces(pieces, lines.points, lines.strokes, hints), 0.0


def _moved_to_points(bones: Bones, lines: _Lines) -> Bones:
    """Return bones of the drawn lines that carry the object's points instead.

    A point hangs on what the nearest place of its own stroke hangs on. Along the stroke they are
    near to each other, too: two pieces of a stroke may lie side by side.
    """
    nearest = np.zeros(len(lines.points), np.int64)
    for stroke in np.unique(lines.strokes):
        own = np.flatnonzero(lines.strokes == stroke)
        drawn = np.flatnonzero(lines.drawn_strokes == stroke)
        size = float(np.ptp(lines.points[own], axis=0).max())
        places = cKDTree(_with_way(lines.drawn[drawn], size))
        nearest[own] = drawn[places.query(_with_way(lines.points[own], size))[1]]
    return replace(
        bones,
        carriers=bones.carriers[nearest],
        weights=bones.weights[nearest],
        parts=bones.parts[nearest],
    )


def _with_way(line: Floats, size: float) -> Floats:
    """Return points [n, 2] on a line with a third coordinate: the share of the way, times size."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    return np.column_stack([line, size * way / max(float(way[-1]), 1e-9)])
