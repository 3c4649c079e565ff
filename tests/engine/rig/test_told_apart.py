# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies that are drawn apart are told apart where the sentence speaks of several."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.geometry.load import load_drawing
from engine.rig.told_apart import told_apart
from engine.runtime.arrays import numpy_of

FIRST = Path(__file__).parents[2] / "drawings" / "rigs" / "first"


def beside(*names: str, gap: float = 0.2) -> tuple[Drawing, list[int]]:
    """Drawings side by side as one drawing without objects, and their numbers of strokes."""
    points, sizes, kinds, x = [], [], [], 0.0
    for one in [load_drawing(FIRST / f"{name}.svg") for name in names]:
        own = numpy_of(one.positions).astype(np.float64)
        points.append(own - own.min(axis=0) + [x, 0.0])
        x += (1.0 + gap) * float(np.ptp(own[:, 0]))
        sizes.append(np.diff(numpy_of(one.stroke_offsets)))
        kinds.append(numpy_of(one.curve_types))
    every = np.concatenate(points)
    drawing = Drawing.build(
        every.astype(np.float32),
        np.concatenate([[0], np.cumsum(np.concatenate(sizes))]).astype(np.int32),
        canvas=(float(every[:, 0].max()) + 10, float(every[:, 1].max()) + 10),
        curve_types=np.concatenate(kinds),
    )
    return drawing, [len(own) for own in sizes]


@pytest.mark.parametrize(
    ("names", "sentence", "called"),
    [
        (("bird", "bird"), "the birds fly", ("bird", "bird 2")),
        (("bird",) * 3, "Birds fly over the sea", ("bird", "bird 2", "bird 3")),
        (("fish", "fish"), "the fish swim", ("fish", "fish 2")),
        (("fish", "stick_man"), "the man walks and the fish swims", ("fish", "man")),
        (("horse", "bird"), "the bird flies and the horse gallops in the field", ("horse", "bird")),
        (("dog", "flower"), "der Hund rennt und die Blume wiegt sich", ("dog", "flower")),
    ],
)
def test_several_bodies_are_told_apart(
    names: tuple[str, ...], sentence: str, called: tuple[str, ...]
) -> None:
    drawing, counts = beside(*names)
    found = told_apart(drawing, sentence)
    assert found is not None and found.names == called
    assert found.labels.tolist() == np.repeat(np.arange(len(counts)), counts).tolist()


@pytest.mark.parametrize("name", ["bird", "cat", "dog", "fish", "flower", "horse", "stick_man"])
@pytest.mark.parametrize(
    "sentence", ["the people walk", "the cat and the dog run", "two fish swim"]
)
def test_one_body_is_never_cut(name: str, sentence: str) -> None:
    assert told_apart(load_drawing(FIRST / f"{name}.svg"), sentence) is None


@pytest.mark.parametrize("sentence", ["the bird flies", "it flies", "the bird flies up", ""])
def test_a_sentence_about_one_leaves_the_drawing_whole(sentence: str) -> None:
    assert told_apart(beside("bird", "bird")[0], sentence) is None


def test_bodies_that_touch_stay_together() -> None:
    drawing, _ = beside("bird", "dog", gap=-0.4)
    assert told_apart(drawing, "the bird and the dog run") is None


@pytest.mark.parametrize("gap", [-0.4, -0.2, -0.1, 0.0])
def test_two_of_one_kind_are_told_apart_though_they_touch(gap: float) -> None:
    drawing, counts = beside("bird", "bird", gap=gap)
    found = told_apart(drawing, "the two birds fly")
    assert found is not None
    assert found.names == ("bird", "bird 2")
    assert found.labels.tolist() == np.repeat([0, 1], counts).tolist()


def test_who_shakes_his_head_is_one_with_it() -> None:
    drawing, _ = beside("bird", "dog")
    found = told_apart(drawing, "the bird nods, then shakes its head")
    assert found is not None and "head" not in found.names
