# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes that go their own ways where no bones can follow a clip.

Legs that lie on each other are hung on one bone, doors are drawn on the wall they open in: there
each stroke is posed as a piece of its own. The bones keep the poses they could reach, so that the
result is edited as any other; what is between them and the strokes are offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.rig.drawing_rig import DrawingRig
from engine.video_fit.body import PosedBody
from engine.video_fit.cast import Cast, Poses, one_piece
from engine.video_fit.drawn_lines import DrawnLines
from engine.video_fit.matching import SeenTarget
from engine.video_fit.pose_fit import settled_poses
from engine.video_fit.pose_search import better_poses

Floats = NDArray[np.float64]
MOST = 24  # strokes
BETTER = 0.65  # of what bones miss, strokes by themselves must miss at most: they can do more


def each_stroke(
    cast: Cast,
    missed: Floats,
    lines: DrawnLines,
    targets: Sequence[SeenTarget],
    on_frame: Callable[[int, int], None],
) -> tuple[Cast, list[Poses]] | None:
    """Return the strokes as bodies with poses [F][S], or None where that is hardly better.

    cast: the bodies that follow the clip so far; missed: [F], how far they miss its lines.
    """
    alone = _strokes_as_bodies(lines)
    if len(alone.bodies) > MOST or len(alone.bodies) == len(cast.bodies):
        return None
    found = better_poses(alone, targets, on_frame, missed, BETTER, courses=1)
    if found is None:
        return None
    return alone, settled_poses(alone, targets, found, on_frame)


def without_bones(rig: DrawingRig) -> DrawingRig:
    """Return a rig in which no object has bones."""
    return replace(rig, objects=tuple(None for _ in rig.objects))


def _strokes_as_bodies(lines: DrawnLines) -> Cast:
    """Return the strokes of objects as bodies of one piece."""
    owned = [
        np.flatnonzero((lines.strokes == stroke) & (lines.objects >= 0))
        for stroke in np.unique(lines.strokes)
    ]
    owned = [own for own in owned if len(own)]
    bodies = tuple(PosedBody(one_piece(lines.places[own]), lines.places[own]) for own in owned)
    objects = tuple(int(lines.objects[own[0]]) for own in owned)
    return Cast(bodies, tuple(owned), objects, lines.strokes, lines.places, lines.tails)
