# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A result's motion, used again by a job on another drawing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from addon.client.motions import motion_of, request_with
from addon.contract.errors import BadInput
from addon.contract.motion_file import Motion
from addon.contract.request import ObjectSettings, Request
from addon.contract.rig_hints import PIECES
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.pipeline import animate
from engine.vector.reused_motion import hints_for
from tests.engine.vector.stand_ins import InterruptedRun, VerbPrior, strokes_drawing
from tests.engine.vector.test_acted_job import HINTED, of_object
from tests.engine.vector.test_partial_redo import moving, two_strokes

FIRST = Request("the dog jumps", quality="draft", frames=24, settings={**HINTED, "speed": 1.5})


@pytest.fixture(scope="module")
def jump() -> Motion:
    drawing = strokes_drawing()
    made = animate(drawing, FIRST, InterruptedRun(), prior=VerbPrior())
    return motion_of(made, drawing, "dog", "the dog jumps")


def test_the_same_drawing_at_another_size_does_the_same(jump: Motion) -> None:
    small = strokes_drawing()
    large = replace(
        small,
        positions=array_of((numpy_of(small.positions) * 2).astype(np.float32)),
        canvas=(small.canvas[0] * 2, small.canvas[1] * 2),
    )
    request = request_with(
        jump, replace(FIRST, prompt="", objects=(ObjectSettings("dog", "runs"),))
    )
    assert request.prompt == "the dog jumps" and request.objects[0].prompt == ""
    assert "speed" not in request.settings and "rig_hints" in request.settings
    moved = []
    for drawing in (small, large):
        made = animate(drawing, request, InterruptedRun(), prior=VerbPrior())
        made.validate(drawing)
        moved.append(animated_positions(drawing, made) - numpy_of(drawing.positions))
    own = of_object(0, small)
    size = float(np.ptp(numpy_of(small.positions), axis=0).max())
    assert np.abs(moved[0][:, own]).max() > 0.05 * size
    assert np.allclose(moved[0][:, own], moved[1][:, own] / 2, atol=0.01 * size)
    assert not moved[0][:, of_object(1, small)].any()  # another kind of body stays


def test_another_frame_rate_takes_as_long(jump: Motion) -> None:
    request = request_with(jump, replace(FIRST, fps=(12, 1)))
    assert request.frames == 12


def test_another_kind_of_body_is_refused(jump: Motion) -> None:
    drawing = strokes_drawing()
    request = request_with(jump, FIRST)
    flags = {"rig_hints": {"objects": {name: {"plan": "flag"} for name in drawing.object_names}}}
    with pytest.raises(BadInput, match="another kind of body"):
        animate(
            drawing,
            replace(request, settings={**request.settings, **flags}),  # type: ignore[dict-item]
            InterruptedRun(),
            prior=VerbPrior(),
        )


def test_a_motion_of_rigid_pieces_looks_for_pieces(jump: Motion) -> None:
    drawing = strokes_drawing()
    found = hints_for(replace(jump, plan=""), {}, (), drawing)
    assert {hints.plan for hints in found.values()} == {PIECES}
    assert {hints.plan for hints in hints_for(jump, {}, (1,), drawing).values()} == {jump.plan}


def test_a_result_without_bones_has_none() -> None:
    drawing = two_strokes()
    with pytest.raises(BadInput, match="No bones"):
        motion_of(moving(drawing, 30.0), drawing, "fish", "x")
