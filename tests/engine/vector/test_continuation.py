# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A result goes on with another motion, or another motion leads to it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.continuation import Continuation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.request import Request
from addon.contract.start_pose import StartPose
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import numpy_of
from engine.vector.continuation import continued
from engine.vector.partial_redo import FILE
from engine.vector.pipeline import animate
from tests.engine.vector.stand_ins import InterruptedRun, VerbPrior, strokes_drawing
from tests.engine.vector.test_acted_job import HINTED
from tests.engine.vector.test_partial_redo import moving, two_strokes

FIRST = Request("the dog jumps", quality="draft", frames=24, settings={**HINTED, "armature": True})
AT = 10


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> tuple[Drawing, Animation, Path]:
    """A drawing, its first result and the folder of the job that goes on from it."""
    drawing, folder = strokes_drawing(), tmp_path_factory.mktemp("job")
    made = animate(drawing, FIRST, InterruptedRun(), prior=VerbPrior())
    made.write(folder / FILE)
    return drawing, made, folder


def go_on(drawing: Drawing, folder: Path, prompt: str, asked: Continuation) -> Animation:
    whole = asked.frames(24, 16)
    settings = {**FIRST.settings, **asked.to_settings()}
    request = replace(FIRST, prompt=prompt, frames=whole, settings=settings)
    path = partial(animate, prior=VerbPrior())
    found = continued(drawing, request, folder, InterruptedRun(), path)  # type: ignore[arg-type]
    found.validate(drawing)
    assert found.frame_count == whole
    return found


def seen(drawing: Drawing, animation: Animation) -> NDArray[np.float64]:
    return np.asarray(animated_positions(drawing, animation), np.float64)


def size_of(drawing: Drawing) -> float:
    return float(np.ptp(numpy_of(drawing.positions), axis=0).max())


def test_what_was_before_stays_and_nothing_jumps(
    earlier: tuple[Drawing, Animation, Path],
) -> None:
    drawing, old, folder = earlier
    new = go_on(drawing, folder, "the dog walks", Continuation(AT))
    before, after = seen(drawing, old), seen(drawing, new)
    size = size_of(drawing)
    assert np.abs(after[: AT + 1] - before[: AT + 1]).max() < 0.011 * size
    steps = np.linalg.norm(np.diff(after, axis=0), axis=2).max(axis=1)
    usual = np.linalg.norm(np.diff(before, axis=0), axis=2).max()
    assert steps[AT - 1 : AT + 2].max() < 1.2 * usual
    assert np.abs(after[AT + 8 :] - before[AT + 8 : AT + 9]).max() > 0.05 * size  # it goes on
    assert new.pose is not None and new.pose.armature is not None
    beats = json.loads(new.info["beats"])["beats"]
    said = [(beat["action"], beat["start"], beat["start"] + beat["frames"]) for beat in beats]
    assert said == [("jump", 0, AT), ("walk", AT, 26)]


def test_a_sentence_without_the_noun_keeps_the_bones(
    earlier: tuple[Drawing, Animation, Path],
) -> None:
    drawing, old, folder = earlier
    new = go_on(drawing, folder, "it jumps", Continuation(AT))
    assert old.pose is not None and new.pose is not None
    assert new.pose.rig == old.pose.rig


def test_the_pose_that_a_host_shows_counts(earlier: tuple[Drawing, Animation, Path]) -> None:
    drawing, old, folder = earlier
    assert old.pose is not None
    first = drawing.object_names[0]
    poses = {first: StartPose((70.0, 0.0))}
    new = go_on(drawing, folder, "the dog jumps", Continuation(AT, poses=poses))
    assert new.pose is not None
    roots = numpy_of(new.pose.roots)
    assert roots[AT, 0, 0] == pytest.approx(70.0, abs=0.5)
    assert roots[-1, 0, 0] == pytest.approx(70.0, abs=0.2 * size_of(drawing))


def test_a_motion_leads_to_a_frame(earlier: tuple[Drawing, Animation, Path]) -> None:
    drawing, old, folder = earlier
    new = go_on(drawing, folder, "the dog jumps", Continuation(AT, before=True))
    before, after = seen(drawing, old), seen(drawing, new)
    assert np.array_equal(after[0], numpy_of(drawing.positions))
    assert np.abs(after[15:] - before[AT:]).max() < 0.011 * size_of(drawing)
    steps = np.linalg.norm(np.diff(after, axis=0), axis=2).max(axis=1)
    assert steps.max() < 0.5 * size_of(drawing)


def test_points_without_bones_go_on_too(tmp_path: Path) -> None:
    drawing = two_strokes()
    old = moving(drawing, 60.0)
    old.write(tmp_path / FILE)
    other = moving(drawing, -30.0)

    def path(*_: object, **__: object) -> Animation:
        return other

    asked = Continuation(12)
    request = Request("it", frames=asked.frames(24, 24), settings=asked.to_settings())
    found = continued(drawing, request, tmp_path, InterruptedRun(), path)  # type: ignore[arg-type]
    found.validate(drawing)
    before, after = seen(drawing, old), seen(drawing, found)
    assert np.abs(after[:13] - before[:13]).max() < 0.7  # composed anew
    bend = np.abs(np.diff(after, 2, axis=0)).max()
    assert bend < 0.6 * np.abs(np.diff(after, axis=0)).max()
    assert after[-1].mean(axis=0)[0] < after[14].mean(axis=0)[0]  # now to the left


def test_another_drawing_or_too_late_a_frame_is_refused(
    earlier: tuple[Drawing, Animation, Path],
) -> None:
    drawing, _, folder = earlier
    with pytest.raises(BadInput, match="frames 0 to 23"):
        go_on(drawing, folder, "the dog jumps", Continuation(24))
    with pytest.raises(BadInput, match="another drawing"):
        go_on(two_strokes(), folder, "the dog jumps", Continuation(4))
