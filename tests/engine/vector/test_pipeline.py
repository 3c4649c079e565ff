# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.arrays import Array
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.request import ObjectSettings, Quality, Request
from addon.contract.strict_json import JSON
from engine.language.understood import Understood
from engine.priors.trajectory.point_sampling import POINT_LIMIT
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import numpy_of
from engine.vector.pipeline import animate
from engine.vector.settings import vector_settings
from tests.engine.vector.stand_ins import InterruptedRun, VerbPrior, strokes_drawing

PROMPT = "the dog runs and the flag jumps"
FREE: dict[str, JSON] = {"actions": False}  # the prior moves everything
FAST: dict[str, JSON] = {**FREE, "steps": 6, "seeds": 2}


def _animate(drawing: Drawing, request: Request) -> Animation:
    request = request.patched(FREE)
    animation = animate(drawing, request, InterruptedRun(), prior=VerbPrior())
    animation.validate(drawing)
    assert animation.frame_count == request.frames
    return animation


def _travel(drawing: Drawing, animation: Animation) -> NDArray[np.float64]:
    """[O, 2]: the farthest each object's middle gets from rest, in x and in y."""
    owner = np.repeat(numpy_of(drawing.objects), np.diff(numpy_of(drawing.stroke_offsets)))
    moved = animated_positions(drawing, animation) - numpy_of(drawing.positions)
    return np.array(
        [np.abs(moved[:, owner == o].mean(axis=1)).max(axis=0) for o in range(drawing.object_count)]
    )


@pytest.mark.parametrize("quality", ["draft", "standard", "full"])
def test_swapping_two_objects_verbs_swaps_their_motion(quality: str) -> None:
    drawing = strokes_drawing()
    steps = {"steps": 40 if quality == "full" else 6, "seeds": 2}
    request = Request(PROMPT, quality=quality, settings=steps)  # type: ignore[arg-type]
    dog, flag = _travel(drawing, _animate(drawing, request))
    assert dog[0] > 3 * dog[1]
    assert flag[1] > 3 * flag[0]
    swapped = replace(request, prompt="the dog jumps and the flag runs")
    dog, flag = _travel(drawing, _animate(drawing, swapped))
    assert dog[1] > 3 * dog[0]
    assert flag[0] > 3 * flag[1]


def test_background_and_locked_things_never_move() -> None:
    drawing = strokes_drawing((0, 0, 1, 1, -1, 0), locked=(0, 1, 0, 0, 0, 0))
    request = Request(
        PROMPT, settings=FAST, objects=(ObjectSettings("flag", locked=True),), quality="draft"
    )
    animation = _animate(drawing, request)
    moved = (animated_positions(drawing, animation) != numpy_of(drawing.positions)).any(axis=(0, 2))
    per_stroke = [moved[a:b].any() for a, b in _runs(drawing)]
    assert per_stroke == [True, False, False, False, False, True]
    assert np.array_equal(numpy_of(animation.transforms)[:, 1], np.tile(np.eye(2, 3), (24, 1, 1)))


def _runs(drawing: Drawing) -> list[tuple[int, int]]:
    offsets = numpy_of(drawing.stroke_offsets).tolist()
    return list(pairwise(offsets))


@pytest.mark.parametrize("quality", ["draft", "standard", "full"])
def test_strength_0_is_the_drawing_bit_for_bit(quality: str) -> None:
    drawing = strokes_drawing()
    request = Request(PROMPT, strength=0.0, quality=quality)  # type: ignore[arg-type]
    animation = _animate(drawing, request)
    assert not numpy_of(animation.offsets).any()
    shown = animated_positions(drawing, animation)
    assert np.array_equal(shown, np.tile(numpy_of(drawing.positions), (24, 1, 1)))


def test_strength_of_one_object_leaves_the_other_alone() -> None:
    drawing = strokes_drawing()
    request = Request(
        PROMPT, quality="draft", objects=(ObjectSettings("dog", strength=0.0),), settings=FAST
    )
    dog, flag = _travel(drawing, _animate(drawing, request))
    assert dog.tolist() == [0.0, 0.0]
    assert flag[1] > 5


@pytest.mark.parametrize("quality", ["draft", "standard"])
@pytest.mark.parametrize("scale", [0.1, 30.0])
def test_the_same_drawing_at_any_size_moves_alike(scale: float, quality: Quality) -> None:
    request = Request(
        "the dog runs and the flag waves",
        quality=quality,
        settings=FAST,
    )
    moved = []
    for size in (1.0, scale):
        drawing = strokes_drawing(scale=size)
        shown = animated_positions(drawing, _animate(drawing, request))
        moved.append(shown / size)
    assert np.abs(moved[0] - moved[1]).max() < 0.05


@pytest.mark.parametrize("frames", [2, 3, 8, 24, 100])
@pytest.mark.parametrize("loop", [True, False])
def test_any_number_of_frames_starts_at_the_drawing(frames: int, loop: bool) -> None:
    drawing = strokes_drawing()
    request = Request(
        "the flag waves and the dog jumps", frames=frames, loop=loop, quality="draft", hold=2
    )
    animation = _animate(drawing, request)
    assert (animation.hold, animation.loop) == (2, loop)
    assert not numpy_of(animation.offsets)[0].any()
    assert np.array_equal(numpy_of(animation.transforms)[0], np.tile(np.eye(2, 3), (2, 1, 1)))


def test_a_loop_closes_as_smoothly_as_it_goes_on() -> None:
    drawing = strokes_drawing()
    request = Request("the dog jumps and the flag waves", loop=True, frames=24, quality="draft")
    shown = animated_positions(drawing, _animate(drawing, request))
    steps = np.abs(np.diff(np.concatenate([shown, shown[:1]]), axis=0)).max(axis=(1, 2))
    assert steps[-1] <= 1.2 * steps[:-1].max()


def test_what_was_understood_is_told() -> None:
    progress = InterruptedRun()
    drawing = strokes_drawing((0, 0), names=("thing",))
    request = Request("it ponders", quality="draft", settings=FREE)
    animation = animate(drawing, request, progress, prior=VerbPrior())
    assert "ponders" in progress.warnings[0]
    assert animation.info["model"] == "verbs"


@pytest.mark.parametrize(("points", "seeds"), [(12, 12), (64, 12), (96, 9), (144, 6), (900, 6)])
def test_small_drawings_are_sampled_more_often(points: int, seeds: int) -> None:
    assert vector_settings(Request("it jumps")).draft.seeds_for(points, POINT_LIMIT) == seeds
    asked = vector_settings(Request("it jumps", settings={"seeds": 3})).draft
    assert asked.seeds_for(points, POINT_LIMIT) == 3


class _Surprised(VerbPrior):
    """Takes every sentence for a fish that gallops."""

    def understood(self, text: str) -> Understood:
        return Understood(True, "gallop", "fish", (), usual=False)


def test_a_motion_known_from_other_drawings_is_told() -> None:
    progress = InterruptedRun()
    drawing = strokes_drawing((0, 0), names=("thing",))
    request = Request("the fish waves", quality="draft", settings=FREE)
    animation = animate(drawing, request, progress, prior=_Surprised())
    assert "gallop" in progress.warnings[0] and "guess" in progress.warnings[0]
    assert animation.info["understood"] == "gallop"


def test_thousands_of_strokes_move_smoothly() -> None:
    drawing = strokes_drawing((0,) * 900 + (1,) * 600, points=4)
    request = Request("the dog waves and the flag waves", quality="draft", frames=4)
    animation = _animate(drawing, request)
    moved = animated_positions(drawing, animation)[2] - numpy_of(drawing.positions)
    assert np.abs(moved).max() < 30
    assert (np.abs(moved).max(axis=1) > 0.1).mean() > 0.9


def _broken(drawing: Drawing) -> Drawing:
    positions = numpy_of(drawing.positions).copy()
    positions[3, 1] = np.nan
    return replace(drawing, positions=Array.of(positions, "F32", positions.shape))


@pytest.mark.parametrize(
    ("drawing", "objects", "message"),
    [
        (_broken(strokes_drawing()), (), "not numbers"),
        (strokes_drawing((-1, -1)), (), "Nothing in the drawing may move"),
        (
            strokes_drawing((0, 1)),
            (ObjectSettings("dog", locked=True), ObjectSettings("flag", locked=True)),
            "Nothing in the drawing may move",
        ),
        (strokes_drawing((0, 0), locked=(1, 1)), (), "Nothing in the drawing may move"),
    ],
)
def test_what_cannot_be_animated_says_why(
    drawing: Drawing, objects: tuple[ObjectSettings, ...], message: str
) -> None:
    with pytest.raises(BadInput, match=message) as caught:
        animate(drawing, Request(PROMPT, objects=objects), InterruptedRun(), prior=VerbPrior())
    assert caught.value.hint


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(BadInput, match="nothing-like-it"):
        animate(strokes_drawing(), Request(PROMPT, model="nothing-like-it"), InterruptedRun())
