# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine makes between drawn poses, in Blender: the artist's drawings stay, to the bit.

Needs SKETCH_MOTION_TEST_ENGINE (a Python with the engine's packages), as `build.py test` sets it.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender.capture.key_poses import capture_poses, pose_origin
from addon.blender.grease_pencil import attributes
from addon.blender.write.between import write_between
from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from tests.blender import scenes
from tests.blender.write.test_rig_result import ENGINE, ROOT, RUN, object_list_classes
from tests.engine.vector.pose_pairs import CANVAS, FRAMES, PosePair, pairs

FIRST = 1
UNIT = 100.0  # pixels of a pair for a unit of Blender
PAIRS = {f"{pair.name} {'anew' if pair.anew else 'same'}": pair for pair in pairs()}
CHOSEN = ("person same", "dog anew", "flower anew")

pytestmark = pytest.mark.skipif(not ENGINE, reason="needs the engine")


@dataclass(frozen=True)
class Posed:
    """Two poses in Blender as they were captured."""

    item: Any
    drawing: Drawing
    request: Request


def posed(pair: PosePair) -> Posed:
    """Draw a pair of poses on one layer, and capture it."""
    item = scenes.pencil(pair.name)
    layer = item.data.layers.new("Lines")
    for frame, strokes in ((FIRST, pair.first), (FIRST + FRAMES - 1, pair.second)):
        flat = [(stroke - np.array(CANVAS) / 2) / UNIT for stroke in strokes]
        scenes.draw(layer, frame, [np.c_[p[:, 0], np.zeros(len(p)), -p[:, 1]] for p in flat])
    bpy.context.scene.frame_set(FIRST)
    origin = pose_origin(item, FIRST)
    assert origin is not None
    drawing = capture_poses(item, bpy.context.scene, origin, plane="AUTO", view=None)
    request = Request("", frames=FRAMES, quality="draft", settings=origin.asked.to_settings())
    return Posed(item, drawing, request)


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("jobs")
    object_list_classes(register=True)
    try:
        bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
        for name in CHOSEN:
            found = posed(PAIRS[name])
            JobFolder.create(top / name, found.request, found.drawing)
    finally:
        object_list_classes(register=False)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    folders = [str(top / name) for name in CHOSEN]
    assert ENGINE is not None
    subprocess.run([ENGINE, "-c", RUN, *folders], cwd=ROOT, env=environment, check=True)
    return top


@pytest.mark.parametrize("name", CHOSEN)
def test_key_drawings_stay_and_lines_move_little_by_little(
    name: str, object_lists: None, jobs: Path
) -> None:
    found = posed(PAIRS[name])
    keys = {key.frame_number: key for key in found.item.data.layers["Lines"].frames}
    before = {frame: scenes.snapshot(key.drawing) for frame, key in keys.items()}
    made = Animation.read(JobFolder(jobs / name).animation_path)
    result = write_between(made, found.drawing, found.item, bpy.context.scene).object
    layer = result.data.layers["Lines"]
    frames = {key.frame_number: key.drawing for key in layer.frames}
    assert sorted(frames) == list(range(FIRST, FIRST + FRAMES))
    own = found.item.data.layers["Lines"]
    for frame, drawn in before.items():
        assert scenes.snapshot(frames[frame]) == drawn
        assert scenes.snapshot(own.get_frame_at(frame).drawing) == drawn
    count = sum(map(len, PAIRS[name].first))
    places = np.stack(
        [attributes.read(frames[f], "position")[:count] for f in range(FIRST, FIRST + FRAMES - 1)]
    )
    steps = np.linalg.norm(np.diff(places, axis=0), axis=2).max(axis=1)
    assert 0.0 < steps.max() < 0.25 * float(np.ptp(places[0], axis=0).max())
