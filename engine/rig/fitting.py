# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether bones fit what they carry: a network that is sure may still be wrong about the plan."""

from __future__ import annotations

import numpy as np

from engine.rig.bones import Bones, Floats, Ints
from engine.rig.find import HEAD
from engine.rig.pieces import is_head
from engine.rig.skeletons import PLANS

EYE = 0.45  # of the drawing's long side: no eye of a face is larger
BIRD = "standing_bird"


def fits_drawing(bones: Bones, points: Floats, strokes: Ints) -> bool:
    """Return whether the parts of a body plan carry what they may: points [P, 2], strokes [P].

    A bird on its feet may have been found in a round head that is drawn alone, and a face in
    anything in a frame, whose "eyes" are too large then.
    """
    plan = PLANS[bones.plan]
    if bones.plan == BIRD:
        legs = [n for n, joint in enumerate(plan.joints) if joint.name.startswith("leg")]
        drawn = np.where(np.isin(bones.carriers, legs), bones.weights, 0.0).sum(axis=1) > 0.5
        return bool(drawn.any()) or not is_head(points, strokes)
    if bones.plan != HEAD:
        return True
    size = float(np.ptp(points, axis=0).max())
    eyes = [points[bones.parts == plan.part_index[f"eye_{side}"]] for side in ("left", "right")]
    return all(len(eye) < 2 or float(np.ptp(eye, axis=0).max()) < EYE * size for eye in eyes)
