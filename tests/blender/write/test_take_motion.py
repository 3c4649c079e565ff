# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion of a take's bones, as they are keyed now, as data and as an asset.

Needs SKETCH_MOTION_TEST_ENGINE (a Python with the engine's packages), as `build.py test` sets it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture import capture
from addon.blender.write import motion_assets
from addon.blender.write.take_motion import motion_of_take
from addon.client.motions import motion_of
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.motion_file import Motion
from tests.blender.svg_drawings import svg_curves, svg_pencil
from tests.blender.write.test_continue_take import FIRST, applied, moved_by_hand
from tests.blender.write.test_rig_result import ENGINE, ROOT, RUN, object_list_classes

DRAWN = {"lines": svg_pencil, "curves": svg_curves}

pytestmark = pytest.mark.skipif(not ENGINE, reason="needs the engine")


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("jobs")
    object_list_classes(register=True)
    try:
        bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
        for kind, draw in DRAWN.items():
            found = capture(draw("horse"), bpy.context.scene, polylines=True)
            JobFolder.create(top / kind, FIRST, found.drawing)
    finally:
        object_list_classes(register=False)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    folders = [str(top / kind) for kind in DRAWN]
    subprocess.run([ENGINE, "-c", RUN, *folders], cwd=ROOT, env=environment, check=True)
    return top


@pytest.fixture
def lists(object_lists: None, job: Path) -> Iterator[Path]:
    yield job


def motion(take: object, folder: Path | None = None) -> Motion:
    return motion_of_take(take, "", bpy.context.scene, (24, 1), folder)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(DRAWN))
def test_it_is_the_engine_s_until_a_key_is_moved(kind: str, lists: Path) -> None:
    item = DRAWN[kind]("horse")
    found = capture(item, bpy.context.scene, polylines=True)
    take, animation = applied(item, found, lists / kind)
    made, told = motion(take), motion_of(animation, found.drawing, "", FIRST.prompt)
    assert (made.plan, made.frames, made.name) == ("four_legged", 24, FIRST.prompt)
    assert set(made.joints) < set(told.joints)  # joints that end a limb have no bone
    assert set(motion(take, lists / kind).joints) == set(told.joints)
    for joint, place in made.joints.items():
        assert np.allclose(place, told.joints[joint], atol=2e-3), joint
    assert np.allclose(made.root, told.root, atol=0.01)
    for joint, curve in made.turns.items():
        known = told.turns.get(joint, (0.0,) * 24)
        assert np.allclose(curve, known, atol=0.08), joint
    moved_by_hand(take)
    edited = motion(take)
    assert max(
        np.abs(np.subtract(edited.turns[name], curve)).max() for name, curve in made.turns.items()
    ) == pytest.approx(0.4, abs=0.05)
    assert bpy.context.scene.frame_current == 1


def test_drawings_without_bones_give_the_engine_s_motion(lists: Path) -> None:
    item = svg_pencil("horse")
    take, _ = applied(item, capture(item, bpy.context.scene), lists / "lines")
    for control in take.controls:
        bpy.data.objects.remove(control)
    assert motion(take, lists / "lines").plan == "four_legged"
    with pytest.raises(BadInput, match="No bones"):
        motion(take)


def test_its_action_is_an_asset_with_a_picture_and_keeps_the_motion(lists: Path) -> None:
    item = svg_pencil("horse")
    take, _ = applied(item, capture(item, bpy.context.scene), lists / "lines")
    made = motion(take)
    action = motion_assets.mark(take, made, bpy.context.scene)
    assert action.asset_data is not None and action.name == FIRST.prompt
    assert {tag.name for tag in action.asset_data.tags} == {"Sketch Motion", "four-legged animal"}
    assert action.preview is not None
    width, height = action.preview.image_size
    pixels = np.zeros(width * height * 4, np.float32)
    action.preview.image_pixels_float.foreach_get(pixels)
    inked = pixels.reshape(-1, 4)[:, 3] > 0.5
    assert 0.02 < inked.mean() < 0.6
    assert motion_assets.motion_of_action(action) == made
    assert motion_assets.actions() == [action]
    action[motion_assets.MOTION] = '{"format": "other"}'
    assert motion_assets.motion_of_action(action) is None
