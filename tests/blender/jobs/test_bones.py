# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Show Bones: found by the engine, corrected, found again, and sent along with Animate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from addon.blender import registration
from addon.blender.jobs.bones import bones
from addon.blender.jobs.session import session
from addon.blender.objects import bone_corrections
from addon.blender.settings import settings_of
from addon.contract.request import Request
from tests.blender import rigs
from tests.blender.grouped import drawn, select
from tests.blender.jobs.test_session import PATIENCE_S, engine, jobs

__all__ = ["engine", "jobs"]
pytestmark = pytest.mark.usefixtures("engine")


def pump_until(done: Callable[[], bool]) -> None:
    import time

    end = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < end, session.notice
        registration.tick()
        time.sleep(0.01)


def show(jobs: Path, item: Any) -> None:
    rigs.answer(jobs, item)
    assert bpy.ops.sketch_motion.show_bones() == {"FINISHED"}
    pump_until(lambda: bones.shown is not None and not bones.job)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """What goes to the engine from now on."""
    requests: list[Request] = []
    submit = session.ready_client().submit
    monkeypatch.setattr(
        session.client,
        "submit",
        lambda request, *rest, **more: (requests.append(request), submit(request, *rest, **more))[
            1
        ],
    )
    return requests


def hints(request: Request) -> Any:
    found: Any = request.settings["rig_hints"]
    (only,) = found["objects"].values()
    return only


def settle(asked: list[Request], count: int) -> None:
    """Wait for the bones to be asked for so many times, and answered."""
    bpy.context.view_layer.update()
    pump_until(lambda: len(asked) == count and not bones.job)


def test_bones_are_shown_where_the_drawing_is(jobs: Path) -> None:
    item = drawn()
    item.location = (1.0, 0.0, 2.0)
    bpy.context.view_layer.update()
    show(jobs, item)
    shown = bones.rig_of(item)
    assert shown is not None and shown.found.plan(0) == "fish"
    assert [joint.doubt for joint in shown.found.joints()] == [0, 1, 2]
    world = shown.plane.to_world(np.array(rigs.PLACES))
    np.testing.assert_allclose(shown.places + np.array([1.0, 0.0, 2.0]), world, atol=1e-6)
    assert bpy.ops.sketch_motion.show_bones() == {"FINISHED"}  # and off
    assert bones.shown is None and not settings_of(bpy.context.scene).show_bones


def test_a_moved_joint_is_kept_sent_and_undone(jobs: Path, asked: list[Request]) -> None:
    item = drawn()
    show(jobs, item)
    bpy.ops.ed.undo_push(message="drawn")
    place = (0.4, 0.0, 1.2)
    bpy.ops.sketch_motion.move_joint("EXEC_DEFAULT", True, joint=1, place=place)
    assert bones.shown is not None
    np.testing.assert_allclose(bones.shown.places[1], place, atol=1e-6)
    settle(asked, 2)
    said = hints(asked[1])
    assert asked[1].task == "rig" and said["plan"] == "fish" and set(said["joints"]) == {"tail0"}
    scene = bpy.context.scene
    scene.sketch_motion.prompt = "the fish swims"
    bpy.ops.sketch_motion.animate()
    animate = next(request for request in asked if request.task == "animate")
    assert hints(animate) == said
    bpy.ops.ed.undo()
    assert not bone_corrections.are_any(bpy.data.objects["Sketch"].data)
    bpy.ops.ed.redo()
    joints = bone_corrections.joints_of(bpy.data.objects["Sketch"].data, 0)
    np.testing.assert_allclose(joints["tail0"], place, atol=1e-6)


def test_a_piece_of_a_stroke_is_given_by_selecting_its_points(
    jobs: Path, asked: list[Request]
) -> None:
    item = drawn()
    show(jobs, item)
    select(item, 2)
    drawing = item.data.layers[0].frames[0].drawing
    drawing.strokes[2].points[0].select = False
    bpy.ops.sketch_motion.give_piece_to_bone(part="fin")
    settle(asked, 2)
    said = hints(asked[-1])
    ((start, end, part),) = said["pieces"]["2"]
    assert 0.0 < start < end == 1.0 and part == "fin"
    assert said["strokes"] == {} and said["plan"] == "fish"


def test_what_is_said_of_strokes_is_sent(jobs: Path, asked: list[Request]) -> None:
    item = drawn()
    show(jobs, item)
    select(item, 0, 2)
    bpy.ops.sketch_motion.give_to_bone(part="fin")
    select(item, 1)
    bpy.ops.sketch_motion.give_to_bone(part="NONE")
    bpy.ops.sketch_motion.group_strokes(kind="rigid")
    select(item, 3)
    bpy.ops.sketch_motion.group_strokes(kind="wheels")
    select(item, 0, 1)
    bpy.ops.sketch_motion.group_strokes(kind="together")
    settle(asked, 2)
    said = hints(asked[-1])
    assert said["strokes"] == {"0": "fin", "1": "", "2": "fin"} and said["plan"] == "fish"
    assert (said["rigid"], said["wheels"], said["together"]) == ([[1]], [[3]], [[0, 1]])
    select(item, 0, 1)
    bpy.ops.sketch_motion.forget_strokes()
    settle(asked, 3)
    said = hints(asked[-1])
    assert said["strokes"] == {"2": "fin"} and said["rigid"] == said["together"] == []
    select(item)
    with pytest.raises(RuntimeError, match="No stroke is selected"):
        bpy.ops.sketch_motion.group_strokes(kind="rigid")
    bpy.ops.sketch_motion.clear_bones()
    settle(asked, 4)
    assert "rig_hints" not in asked[-1].settings


def test_another_plan_can_be_chosen(jobs: Path, asked: list[Request]) -> None:
    item = drawn()
    show(jobs, item)
    bpy.ops.sketch_motion.choose_plan(plan="crab")
    settle(asked, 2)
    assert hints(asked[-1])["plan"] == "crab"


def test_a_redrawn_stroke_finds_the_bones_again(jobs: Path, asked: list[Request]) -> None:
    item = drawn()
    show(jobs, item)
    bpy.ops.sketch_motion.choose_plan(plan="crab")
    settle(asked, 2)
    drawing = item.data.layers[0].frames[0].drawing
    drawing.remove_strokes(indices=[3])
    rigs.answer(jobs, item)
    item.data.update_tag()
    settle(asked, 3)
    assert hints(asked[-1])["plan"] == "crab"


def test_the_same_drawing_is_not_asked_for_twice(jobs: Path, asked: list[Request]) -> None:
    item = drawn()
    show(jobs, item)
    bones.touch(now=True)
    registration.tick()
    assert len(asked) == 1
    other = drawn("Other")
    rigs.answer(jobs, other)
    assert bones.rig_of(other) is None
    settle(asked, 2)
    assert bones.rig_of(other) is not None and bones.rig_of(item) is None


def test_another_sentence_finds_the_bones_again(jobs: Path, asked: list[Request]) -> None:
    show(jobs, drawn())
    settings_of(bpy.context.scene).live = False
    settings_of(bpy.context.scene).prompt = "the crab walks"
    settle(asked, 2)
    assert [request.prompt for request in asked] == ["", "the crab walks"]


def test_an_undo_before_the_answer_is_no_trouble(jobs: Path) -> None:
    rigs.answer(jobs, drawn())
    bpy.ops.ed.undo_push(message="one")
    bpy.ops.ed.undo_push(message="two")
    bpy.ops.sketch_motion.show_bones()
    bpy.ops.ed.undo()
    pump_until(lambda: bones.shown is not None and not bones.job)
    assert session.notice is None
    assert bones.rig_of(bpy.data.objects["Sketch"]) is not None


def test_an_empty_drawing_has_no_bones_and_no_complaint(jobs: Path) -> None:
    drawn(strokes=4).data.layers[0].frames.remove(1)
    assert bpy.ops.sketch_motion.show_bones() == {"FINISHED"}
    registration.tick()
    assert bones.shown is None and session.notice is None
