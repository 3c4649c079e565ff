# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rig: finding bones in drawings of 32, 300 and 1000 strokes, and moving what they carry."""

from __future__ import annotations

from functools import partial

import numpy as np

from addon.contract.drawing import Drawing
from engine.bench.measure import Numbers, seconds_of, summary
from engine.puppets.figures import labelled_drawing
from engine.rig.bones import Pose
from engine.rig.drawing_rig import ObjectRig, rig_drawing
from engine.runtime.arrays import numpy_of

FRAMES, POINTS = 24, 20
STROKES = (32, 300, 1000)
TARGET_S = {"32 strokes": 0.15, "300 strokes": 0.5, "1000 strokes": 2.0, "deformation": 0.015}
CAPTION = "the horse gallops"


def bench_rig(repeats: int) -> Numbers:
    """Measure finding bones for each number of strokes, and 24 frames of the smallest drawing."""
    numbers: Numbers = {"seconds": {}, "target_seconds": TARGET_S}
    for count in STROKES:
        drawing = horse(count)
        find = partial(rig_drawing, drawing, [CAPTION])
        find()  # warm
        runs = [seconds_of(find) for _ in range(repeats)]
        numbers["seconds"][f"{count} strokes"] = summary(runs)
    drawing = horse(STROKES[0])
    rig = rig_drawing(drawing, [CAPTION]).objects[0]
    assert rig is not None
    rest = numpy_of(drawing.positions).astype(np.float64)
    runs = [seconds_of(lambda: _moved(rig, rest)) for _ in range(repeats)]
    name = f"deformation, {FRAMES} frames of {STROKES[0]} strokes"
    numbers["seconds"][name] = summary(runs)
    deformer, pose = rig.deformer(rest), _bent(rig)
    runs = [seconds_of(partial(deformer, pose)) for _ in range(repeats)]
    numbers["seconds"][f"{name}, again"] = summary(runs)
    return numbers


def horse(strokes: int) -> Drawing:
    """Return a drawn horse of the puppets, its lines cut into strokes and drawn over again."""
    source = labelled_drawing(3, 1, "four_legged")
    lines = np.split(source.points, np.flatnonzero(np.diff(source.strokes)) + 1)
    lines = [line for line in lines if len(line) >= 2]
    lengths = np.array([np.linalg.norm(np.diff(line, axis=0), axis=1).sum() for line in lines])
    rounds = 1 + strokes // 300
    wanted = np.maximum(1, np.round(lengths / lengths.sum() * strokes / rounds)).astype(int)
    rng = np.random.default_rng(0)
    pieces: list[np.ndarray] = []
    while len(pieces) < strokes:
        for line, count in zip(lines, wanted, strict=True):
            at = np.linspace(0, len(line) - 1, count * POINTS)
            whole = np.stack([np.interp(at, np.arange(len(line)), line[:, c]) for c in (0, 1)], 1)
            whole = whole + rng.normal(0, 0.002, 2)
            pieces += [whole[n * POINTS : (n + 1) * POINTS] for n in range(count)]
    points = np.concatenate(pieces[:strokes]) * 400 + 256
    offsets = np.arange(strokes + 1, dtype=np.int32) * POINTS
    return Drawing.build(points.astype(np.float32), offsets, canvas=(512.0, 512.0))


def _moved(rig: ObjectRig, rest: np.ndarray) -> np.ndarray:
    return rig.deformer(rest)(_bent(rig))


def _bent(rig: ObjectRig) -> Pose:
    turns = np.linspace(0, 0.4, FRAMES)[:, None] * np.ones(len(rig.bones.names))
    return Pose(np.zeros((FRAMES, 2)), turns)
