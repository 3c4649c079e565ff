# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Twenty drawings that people try first: each does what its title says and holds together."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.geometry.load import load_drawing
from engine.rig.deform import Deformer
from engine.rig.drawing_rig import DrawingRig, ObjectRig, rig_drawing
from engine.rig.touching import touching_pairs
from engine.runtime.arrays import numpy_of
from engine.vector.acted_motion import Clip, act_sentences

Floats = NDArray[np.float64]
FOLDER = Path(__file__).parents[2] / "drawings" / "first_20"
#: the plan and action of each drawing, and how far its points move at least, in its long sides
ACTED = {
    "ball": ("", "bounce", 0.2),
    "balloon": ("", "float_away", 0.4),
    "bird": ("flying_bird", "fly", 0.05),
    "boat": ("", "rock", 0.04),
    "butterfly": ("butterfly", "flutter", 0.08),
    "car": ("car", "drive", 0.15),
    "cat_face": ("face", "blink", 0.003),
    "cloud_with_rain": ("", "rain", 0.05),
    "fish": ("fish", "swim", 0.05),
    "flower": ("plant", "sway", 0.06),
    "ghost": ("", "float", 0.04),
    "heart": ("", "beat", 0.02),
    "house_with_smoke": ("", "smoke", 0.015),
    "kite": ("", "fly", 0.05),
    "robot": ("person", "wave", 0.03),
    "rocket": ("", "fly_up", 0.4),
    "snail": ("snail", "crawl", 0.1),
    "stick_man": ("person", "walk", 0.02),
    "sun": ("", "shine", 0.015),
    "tree": ("tree", "sway", 0.05),
}
APART = 0.08  # long sides: how far lines that touch may come apart


@cache
def bones_of(name: str) -> tuple[ObjectRig, Floats, str]:
    """The bones of a drawing, its points [P, 2] and its title."""
    path = FOLDER / f"{name}.svg"
    title = re.search("<title>(.*)</title>", path.read_text("utf-8"))
    assert title is not None
    drawing = load_drawing(path)
    found = rig_drawing(drawing, [title[1]])
    assert found.objects[0] is not None
    return found.objects[0], numpy_of(drawing.positions).astype(np.float64), title[1]


def test_there_are_twenty() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.svg")) == sorted(ACTED)
    assert len(ACTED) == 20


@pytest.mark.parametrize("name", sorted(ACTED))
def test_a_first_drawing_does_what_its_title_says(name: str) -> None:
    plan, action, least = ACTED[name]
    rig, points, title = bones_of(name)
    assert rig.bones.plan == plan
    size = float(np.ptp(points, axis=0).max())
    pairs = touching_pairs(points, rig.strokes, 0.006 * size)
    joint = rig.bones.carriers[np.arange(len(points)), rig.bones.weights.argmax(axis=1)]
    wheels = np.array([rig.bones.names[number].startswith("wheel") for number in joint])
    pairs = pairs[~wheels[pairs].any(axis=1)]  # those turn beside what they touch
    moves = Deformer(rig.bones, points, rig.strokes)
    whole = DrawingRig((rig,), len(points))
    for seed in (0, 1, 2):
        acted = act_sentences(
            whole, points, ["drawing"], title, [""], [1.0],
            Clip(24, 24.0, False, seed, (512.0, 512.0)),
        )  # fmt: skip
        assert [beat.action for beat in acted.reading.beats] == [action]
        assert acted.poses[0] is not None
        moved = moves(acted.poses[0])
        assert np.array_equal(moved[0], points)
        assert np.sqrt(((moved - points) ** 2).sum(axis=2).mean()) > least * size
        gaps = np.linalg.norm(moved[:, pairs[:, 0]] - moved[:, pairs[:, 1]], axis=2)
        assert gaps.max(initial=0.0) < APART * size
