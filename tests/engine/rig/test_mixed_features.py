# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hand over a face, and tears that run down it, are no features of it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.mixed_features import with_mixed_features
from engine.rig.skeletons import PLANS

FACE = PLANS["face"]


def _drawn(*names: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a round head and a line in it of the parts `names`, four points of each."""
    angle = np.linspace(0.0, 2.0 * np.pi, 24)
    head = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    line = np.stack([np.zeros(4 * len(names)), np.linspace(-0.4, 0.4, 4 * len(names))], axis=1)
    parts = [FACE.part_index["skull"]] * 24 + [FACE.part_index[n] for n in names for _ in range(4)]
    strokes = np.repeat([0, 1], [24, len(line)])
    return np.concatenate([head, line]), strokes, np.array(parts)


def test_a_line_of_several_features_is_of_the_head() -> None:
    points, strokes, parts = _drawn("ear_left", "mouth")
    out = with_mixed_features(FACE, points, strokes, parts)
    assert (out == FACE.part_index["skull"]).all()


@pytest.mark.parametrize(("feature", "beside"), [("mouth", "nose"), ("eye_left", "brow_left")])
def test_a_mouth_that_was_found_in_the_nose_too_is_a_mouth(feature: str, beside: str) -> None:
    points, strokes, parts = _drawn(beside, feature)
    out = with_mixed_features(FACE, points, strokes, parts)
    assert (out[strokes == 1] == FACE.part_index[feature]).all()


def test_ears_in_an_outline_and_features_alone_stay() -> None:
    points, strokes, parts = _drawn("mouth", "mouth")
    parts[:6] = FACE.part_index["ear_left"]
    parts[8:12] = FACE.part_index["ear_right"]
    assert np.array_equal(with_mixed_features(FACE, points, strokes, parts), parts)
    bird = PLANS["flying_bird"]
    assert np.array_equal(with_mixed_features(bird, points, strokes, parts), parts)
