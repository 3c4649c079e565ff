# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews of running jobs: their frames, the paper below them, their place over the drawing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bpy
import numpy as np
import pytest

from addon.blender.capture.capture_map import Origin
from addon.blender.jobs import previews
from addon.blender.jobs.session import session
from addon.blender.ui import viewport_preview
from addon.client.jobs.states import PREVIEW_GRID, Running
from tests.blender.jobs.test_session import engine, jobs, only_state, pump_until, ready_scene

__all__ = ["engine", "jobs"]  # fixtures
COLUMNS, ROWS = PREVIEW_GRID
WIDE, HIGH = 12, 8


@pytest.fixture(autouse=True)
def warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "_first_drawn", [-1e9])


def picture(folder: Path, ink: float, alpha: float) -> Path:
    """Write a preview with a row of ink in each frame, one row lower from frame to frame."""
    pixels = np.zeros((ROWS * HIGH, COLUMNS * WIDE, 4), np.float32)
    for index in range(COLUMNS * ROWS):
        row, column = divmod(index, COLUMNS)
        pixels[row * HIGH + index % HIGH, column * WIDE : (column + 1) * WIDE] = [
            ink, ink, ink, alpha]  # fmt: skip
    image = bpy.data.images.new("preview", COLUMNS * WIDE, ROWS * HIGH, alpha=True)
    image.pixels.foreach_set(np.ascontiguousarray(pixels[::-1]).ravel())
    image.filepath_raw, image.file_format = str(folder / "000001.png"), "PNG"
    image.save()
    return folder / "000001.png"


@pytest.mark.parametrize(("ink", "paper"), [(0.0, previews.PAPER), (1.0, previews.DARK_PAPER)])
def test_frames_are_cut_in_reading_order_and_faint_ink_is_strengthened(
    engine: Callable[[str], None], tmp_path: Path, ink: float, paper: float
) -> None:
    path = picture(tmp_path, ink, 0.5)
    sheet = previews.sheet_of(path)
    assert sheet is not None and len(sheet.cells) == COLUMNS * ROWS and sheet.paper == paper
    for index, cell in enumerate(sheet.cells):
        assert cell.shape == (HIGH, WIDE, 4)
        inked = np.flatnonzero(cell[..., 3].max(axis=1) > 0.9)  # rows, from the bottom
        assert inked.tolist() == [HIGH - 1 - index % HIGH]
        assert np.allclose(cell[HIGH - 1 - index % HIGH, :, :3], ink, atol=0.02)
    previews.icon_of(path)  # without a window an icon has no number
    assert len(sheet.icons) == COLUMNS * ROWS
    assert previews.icon_of(tmp_path / "gone.webp") == 0
    assert previews.sheet_of(None) is None


def test_the_preview_lies_over_the_drawing_it_is_of(
    engine: Callable[[str], None], jobs: Path
) -> None:
    item = ready_scene(jobs)
    engine("slow")
    bpy.ops.sketch_motion.animate()
    pump_until(lambda: isinstance(only_state(), Running))
    (job,) = session.jobs()
    corners = viewport_preview._corners(job)
    target = session.target(job)
    assert target is not None and target.drawing is not None
    plane = Origin.of_host(target.drawing.host).plane
    found = plane.to_canvas(corners.astype(float))
    width, height = target.drawing.canvas
    assert np.allclose(found, [[0, height], [width, height], [width, 0], [0, 0]], atol=1e-2)
    box = np.array([item.matrix_world @ c for c in map(bpy_vector, item.bound_box)])
    assert (corners.min(axis=0) <= box.max(axis=0) + 1e-4).all()
    assert not viewport_preview.is_due()  # without a window nothing is redrawn
    bpy.ops.sketch_motion.cancel(job=job)
    pump_until(lambda: not isinstance(only_state(), Running))


def bpy_vector(corner: object) -> object:
    from mathutils import Vector

    return Vector(corner[:])  # type: ignore[index]
