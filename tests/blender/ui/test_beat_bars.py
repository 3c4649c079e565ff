# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bars of beats are dragged by the mouse, snap, and keep what is locked."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import pytest

from addon.blender.ui import beat_bars, panel_beats
from addon.blender.ui.beat_bars import BeatDrag, bars_in, targets
from tests.blender.jobs.test_live_motion import quiet
from tests.blender.jobs.test_session import engine, jobs
from tests.blender.paper import drawn as on_paper
from tests.blender.ui.test_beats import is_set_up, read, request_beats

__all__ = ["engine", "is_set_up", "jobs", "quiet"]
pytestmark = pytest.mark.usefixtures("engine", "quiet", "is_set_up")


def view() -> Any:
    """Return a 3D view 1048 pixels wide, in which a frame of a clip of 24 is 25 wide."""
    region = SimpleNamespace(type="WINDOW", width=1048, height=600)
    sidebar = SimpleNamespace(type="UI", width=400)
    space = SimpleNamespace(overlay=SimpleNamespace(show_overlays=True))
    return SimpleNamespace(
        scene=bpy.context.scene,
        object=bpy.context.object,
        space_data=space,
        area=SimpleNamespace(regions=[region, sidebar]),
        region=region,
        preferences=SimpleNamespace(system=SimpleNamespace(ui_scale=1.0, use_region_overlap=True)),
    )


def times() -> list[tuple[int, int]]:
    found = request_beats()
    assert found is not None
    return [(beat.start, beat.frames) for beat in found.beats]


def test_bars_lie_where_the_beats_are(jobs: Path) -> None:
    read(jobs)
    bars = bars_in(view())
    assert bars is not None
    left, bottom, right, top = bars.box(1)
    assert (left, right) == (bars.left + 250.0, bars.left + 600.0)
    middle = (bottom + top) / 2
    assert bars.at(left + 2, middle) == (1, "begin") and bars.at(right - 2, middle) == (1, "end")
    assert bars.at((left + right) / 2, middle) == (1, "body") and bars.at(left, top + 9) is None
    bpy.context.scene.sketch_motion.live = False
    assert bars_in(view()) is None


def drag(held: float, to: float, *, free: bool = True) -> None:
    context = view()
    bars = bars_in(context)
    assert bars is not None
    found = bars.at(bars.x(held), bars.box(0)[1] + 5)
    assert found is not None
    BeatDrag(context, bars, *found, bars.x(held)).follow(context, bars.x(to), is_free=free)


def test_a_bar_and_its_ends_follow_the_mouse(jobs: Path) -> None:
    read(jobs)
    drag(9.9, 6.9)  # the end of the first; the second follows
    assert times() == [(0, 7), (7, 14)]
    drag(12, 15)
    assert times() == [(0, 7), (10, 14)]
    drag(10.1, 12.1)
    assert times() == [(0, 7), (12, 12)]


def test_it_snaps_to_markers_and_to_other_beats(jobs: Path) -> None:
    read(jobs)
    scene = bpy.context.scene
    scene.frame_current = 101
    scene.timeline_markers.new("Clap", frame=114)
    read(jobs, 2)
    bars = bars_in(view())
    assert bars is not None and 13.0 in targets(view(), bars)
    drag(11, 13.8, free=False)
    assert times() == [(0, 10), (13, 14)]
    scene.sketch_motion.snap_markers = False
    drag(14, 15.2, free=False)
    assert times() == [(0, 10), (14, 14)]
    drag(15, 11.2, free=False)  # where the first one ends
    assert times() == [(0, 10), (10, 14)]
    scene.timeline_markers.clear()


def test_what_is_locked_stays(jobs: Path) -> None:
    settings = read(jobs)
    bpy.ops.sketch_motion.edit_beats()
    settings.beats[1].is_locked = True
    drag(9.9, 14.9)
    drag(12, 18)
    assert times() == [(0, 10), (10, 14)]
    bpy.ops.sketch_motion.beat_later(index=0)
    assert times() == [(0, 10), (10, 14)]
    bpy.ops.sketch_motion.remove_beat(index=0)
    assert times() == [(10, 14)] and settings.beats[0].is_locked
    sheet = on_paper(panel_beats.SKETCH_MOTION_PT_beats)
    assert "Snap to" in sheet.texts


def test_a_drag_that_is_called_off_leaves_all_as_it_was(jobs: Path) -> None:
    read(jobs)
    bpy.ops.sketch_motion.edit_beats()
    context = view()
    bars = bars_in(context)
    assert bars is not None
    held = BeatDrag(context, bars, 0, "body", 100.0)
    held.follow(context, 300.0, is_free=True)
    assert times() != [(0, 10), (10, 14)]
    held.cancel(context)
    assert times() == [(0, 10), (10, 14)] and held.has_moved
    assert beat_bars._drag == []
