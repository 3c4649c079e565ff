# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawn poses that a motion leads through, each with its bones."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.between import KeyPoses
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.request import Request
from engine.rig.bones import Bones, Pose, turns_against_parents, turns_in_all
from engine.rig.drawing_rig import ObjectRig, hints_of, rig_drawing
from engine.rig.hints import NO_HINTS, RigHints
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DrawnPose:
    """One pose.

    Attributes:
        points: [P'], its points by their number in the whole drawing.
        drawing: its strokes alone.
        rig: None where no bones are found.
    """

    points: NDArray[np.int64]
    drawing: Drawing
    rig: ObjectRig | None

    @property
    def rest(self) -> Floats:
        """Its points [P', 2]."""
        return numpy_of(self.drawing.positions).astype(np.float64)

    @property
    def ends(self) -> NDArray[np.int64]:
        """Where its strokes begin, and the end."""
        return numpy_of(self.drawing.stroke_offsets).astype(np.int64)


def drawn_poses(drawing: Drawing, request: Request, asked: KeyPoses) -> list[DrawnPose]:
    """Return the poses with their bones; those of the first one say what kind of body it is."""
    names = drawing.object_names
    if any(name not in names for name in asked.objects) or asked.frames[-1] >= request.frames:
        raise BadInput("A key pose isn't in the drawing.")
    hints = hints_of(request.settings, names)
    lengths = np.diff(numpy_of(drawing.stroke_offsets))
    owners = np.repeat(numpy_of(drawing.objects), lengths)
    plan = ""
    poses: list[DrawnPose] = []
    for name in asked.objects:
        index = names.index(name)
        part = _part(drawing, index)
        own: RigHints = replace(hints.get(index, NO_HINTS), strokes={}, pieces={})
        if plan and not own.plan:
            own = replace(own, plan=plan)
        found = rig_drawing(part, [f"{request.prompt} {name}"], hints={0: own}).objects[0]
        plan = plan or (found.bones.plan if found is not None else "")
        poses.append(DrawnPose(np.flatnonzero(owners == index), part, found))
    return poses


def led_to(acted: Pose, bones: Bones, root: Floats, turns: Floats, eased: Floats) -> Pose:
    """Return a motion that ends with the root at `root` [2] and joints turned by `turns` [J]."""
    own = turns_against_parents(acted.turns, bones)
    missing = turns_against_parents(turns[None], bones)[0] - own[-1]
    missing = (missing + np.pi) % (2.0 * np.pi) - np.pi
    share = eased[:, None]
    return Pose(
        acted.root + share * (root - acted.root[-1]),
        turns_in_all(own + share * missing, bones),
        acted.scale,
    )


def _part(drawing: Drawing, index: int) -> Drawing:
    """Return the strokes of one object of a drawing as a drawing."""
    ends = numpy_of(drawing.stroke_offsets).astype(np.int64)
    strokes = np.flatnonzero(numpy_of(drawing.objects) == index)
    lengths = np.diff(ends)[strokes]
    if not len(strokes):
        raise BadInput("A key pose isn't in the drawing.")
    points = np.concatenate([np.arange(ends[s], ends[s + 1]) for s in strokes])
    return Drawing.build(
        positions=numpy_of(drawing.positions)[points],
        stroke_offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
        canvas=drawing.canvas,
        curve_types=numpy_of(drawing.curve_types)[strokes],
        cyclic=numpy_of(drawing.cyclic)[strokes],
        objects=np.zeros(len(strokes), np.int32),
        object_names=(drawing.object_names[index],),
    )
