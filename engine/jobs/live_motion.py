# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quick answers about drawings that are known: what bones act for a sentence, frame by frame.

A drawing is read once; its bones are found once for each kind of body and each part that sentences
name. What no bones act stays still here: a job moves it.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.arrays import Array
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.live import LiveMotion
from addon.contract.request import Request
from addon.contract.rig_hints import SETTING
from engine.jobs.bodies import may_be_several
from engine.motion.busts import table_of
from engine.rig.bones import Pose, placed_joints
from engine.rig.drawing_rig import DrawingRig, hints_of, rig_drawing
from engine.rig.kept_joins import joins_of, kept_together, leaving
from engine.rig.nouns import flows, plans_of
from engine.rig.pieces.named import heard_words
from engine.rig.pinned import pinned, pins_of
from engine.rig.told_apart import Bodies
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.acted_motion import act_request
from engine.vector.scene.captions import object_captions
from engine.vector.scene.object_requests import ObjectRequests
from engine.vector.scene.scene import check_drawing

Floats = NDArray[np.float64]
MOST_DRAWINGS = 4
MOST_RIGS = 12  # of one drawing: for other nouns, other corrections
MOST_NUMBERS = 60_000_000  # of an answer: frames times points times 2


class KnownDrawing:
    """A drawing and the bones that were found in it."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._rest = numpy_of(drawing.positions).astype(np.float64)
        self._rigs: OrderedDict[str, DrawingRig] = OrderedDict()
        self._bodies = Bodies(drawing)
        self._apart: dict[tuple[str, ...], KnownDrawing] = {}

    def answer(self, request: Request) -> LiveMotion:
        """Return what the drawing does, each of its bodies where the sentence tells of several.

        Raises BadInput, FormatError.
        """
        if request.frames * self._rest.size > MOST_NUMBERS:
            raise BadInput("The drawing is too large to be shown live.", hint="Press Animate.")
        several = may_be_several(self._drawing, request)
        told = self._bodies.told(request.prompt) if several else None
        if told is None:
            return self._acted(request)
        key = (*told.names, *map(str, told.labels.tolist()))
        if key not in self._apart:
            self._apart = {key: KnownDrawing(told.applied(self._drawing))}
        answer = self._apart[key].answer(request)
        if told.cut is None:
            return answer
        whole = told.cut.joined(numpy_of(answer.positions), len(self._rest))
        return replace(answer, positions=array_of(whole.astype(np.float32)))

    def _acted(self, request: Request) -> LiveMotion:
        drawing, rest = self._drawing, self._rest
        objects = ObjectRequests.of(drawing, request)
        check_drawing(drawing, objects.locked)
        captions = object_captions(request.prompt, drawing.object_names, objects.prompts)
        owners = numpy_of(drawing.objects)
        moving = set(np.unique(owners[~objects.still]).tolist())
        skip = [number for number in range(drawing.object_count) if number not in moving]
        rig = self._rigged(captions, request, skip)
        acted = act_request(rig, drawing, request, objects)
        positions = np.repeat(rest[None], request.frames, axis=0)
        still = []
        for number, (own, pose) in enumerate(zip(rig.objects, acted.poses, strict=True)):
            if own is not None and pose is not None:
                positions[:, own.points] = own.deformer(rest)(pose)
            elif number in moving:
                still.append(drawing.object_names[number])
        positions = pinned(pins_of(drawing), rest, positions)
        joins = joins_of(drawing, leaving(drawing.object_names, acted.reading.beats))
        positions = kept_together(joins, rest, positions)
        points = np.repeat(objects.still, np.diff(numpy_of(drawing.stroke_offsets)))
        positions[:, points] = rest[points]
        moved = array_of(positions.astype(np.float32))
        joints, names = _joints(rig, acted.poses, request.frames)
        return LiveMotion(moved, acted.reading, tuple(still), _verbs(rig), joints, names)

    def _rigged(self, captions: Sequence[str], request: Request, skip: Sequence[int]) -> DrawingRig:
        """Return the bones that a request's sentences and corrections ask for, found or known."""
        bodies = [
            (tuple(plans_of(caption)), flows(caption), heard_words(caption)) for caption in captions
        ]
        key = json.dumps([bodies, request.settings.get(SETTING), list(skip)])
        if key in self._rigs:
            self._rigs.move_to_end(key)
            return self._rigs[key]
        hints = hints_of(request.settings, self._drawing.object_names)
        rig = rig_drawing(self._drawing, captions, hints=hints, skip=skip)
        self._rigs[key] = rig
        if len(self._rigs) > MOST_RIGS:
            self._rigs.popitem(last=False)
        return rig


def _joints(
    rig: DrawingRig, poses: Sequence[Pose | None], frames: int
) -> tuple[Array | None, tuple[str, ...]]:
    """Return the joints of all bodies in every frame, as `DrawingRig.to_contract` lists them."""
    places: list[NDArray[np.float64]] = []
    names: list[str] = []
    for own, pose in zip(rig.objects, poses, strict=True):
        if own is not None:
            rest = np.broadcast_to(own.bones.joints, (frames, *own.bones.joints.shape))
            places.append(rest if pose is None else placed_joints(own.bones, pose))
            names += own.bones.names
    if not places:
        return None, ()
    return array_of(np.concatenate(places, axis=1).astype(np.float32)), tuple(names)


def _verbs(rig: DrawingRig) -> tuple[str, ...]:
    """Return what the bodies of a drawing can do."""
    bodies = [own.bones for own in rig.objects if own is not None]
    return tuple(sorted({verb for bones in bodies for verb in table_of(bones)}))


class KnownDrawings:
    """The drawings that were asked about last, by their files."""

    def __init__(self) -> None:
        self._known: OrderedDict[Path, KnownDrawing] = OrderedDict()

    def answer(self, drawing: Path, request: Request) -> LiveMotion:
        """Return what a drawing does; the file is read once. Raises BadInput, FormatError."""
        if drawing not in self._known:
            self._known[drawing] = KnownDrawing(Drawing.read(drawing))
            if len(self._known) > MOST_DRAWINGS:
                self._known.popitem(last=False)
        self._known.move_to_end(drawing)
        return self._known[drawing].answer(request)
