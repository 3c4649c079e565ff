# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer of the fake engine to the question for bones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from addon.blender.capture.capture import capture
from addon.contract.arrays import Array
from addon.contract.rig import Rig

JOINTS = ("root", "tail0", "tail1")
PLACES = ((300.0, 300.0), (500.0, 320.0), (700.0, 340.0))


def answer(jobs: Path, item: Any, confidence: Sequence[float] = (0.9, 0.5, 0.1)) -> None:
    """Have the engine find three joints of a fish in the drawing of a Blender object."""
    drawing = capture(item, bpy.context.scene).drawing
    points, objects = drawing.point_count, drawing.object_count
    Rig(
        joints=Array.of(np.array(PLACES, np.float32), "F32"),
        confidence=Array.of(np.array(confidence, np.float32), "F32"),
        parents=Array.of(np.array([-1, 0, 1], np.int32), "I32"),
        joint_objects=Array.of(np.zeros(3, np.int32), "I32"),
        carriers=Array.of(np.zeros((points, 1), np.int32), "I32"),
        weights=Array.of(np.ones((points, 1), np.float32), "F32"),
        parts=Array.of(np.zeros(points, np.int32), "I32"),
        joint_names=JOINTS,
        plans=("fish",) + ("",) * (objects - 1),
        disagreement=(0.02,) + (0.0,) * (objects - 1),
    ).write(jobs / "rig.safetensors")
    parts = {name: {"parts": ["trunk", "tail", "fin"]} for name in drawing.object_names}
    report = {"rig": parts, "plans": ["fish", "crab", "pieces"]}
    (jobs / "rig.json").write_text(json.dumps(report))
