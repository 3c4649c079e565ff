# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rig as a person reads it: joints by name, and which strokes hang on what."""

from __future__ import annotations

from collections.abc import Sequence

from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.rig.skeletons import PLANS

FORMAT = "sketch-motion-rig"


def rig_to_json(rig: DrawingRig, names: Sequence[str]) -> dict[str, object]:
    """Return the rig of objects with these names as JSON; places are in canvas pixels."""
    objects: dict[str, object] = {}
    for name, found in zip(names, rig.objects, strict=True):
        objects[name] = {"kind": "none"} if found is None else _object(found)
    return {"format": FORMAT, "version": 1, "objects": objects}


def _object(found: ObjectRig) -> dict[str, object]:
    bones = found.bones
    joints = [
        {
            "name": name,
            "parent": bones.names[parent] if parent >= 0 else "",
            "place": [round(float(x), 2), round(float(y), 2)],
            "confidence": round(float(confidence), 3),
        }
        for name, parent, (x, y), confidence in zip(
            bones.names, bones.parents, bones.joints, bones.confidence, strict=True
        )
    ]
    plan = PLANS.get(bones.plan)
    parts = [part.name for part in plan.parts] if plan is not None else list(bones.names)
    points: dict[str, list[int]] = {}
    for point, part in zip(found.points.tolist(), bones.parts.tolist(), strict=True):
        points.setdefault(parts[part] if part >= 0 else "", []).append(point)
    return {
        "kind": found.kind,
        "plan": bones.plan,
        "disagreement": round(found.disagreement, 4),
        "joints": joints,
        "points": points,
    }
