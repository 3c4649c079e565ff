# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points are blended as a host does it; what was measured there is the known answer."""

from __future__ import annotations

import numpy as np
import pytest

from engine.vector.armature.skinning import BoneMotion, blended, complex_of, unposed

CARRIERS = np.array([[0, 1]])


def bend(angle: float, scale: float = 1.0) -> BoneMotion:
    """Return a bone at rest, and one that turns about the joint (1, 0) and is stretched along x."""
    return BoneMotion(
        heads=np.array([[0.0, 0.0], [1.0, 0.0]]),
        angles=np.zeros(2),
        places=np.array([[[0.0, 0.0], [1.0, 0.0]]]),
        turns=np.array([[0.0, angle]]),
        scales=np.array([[[1.0, 1.0], [scale, 1.0]]]),
    )


@pytest.mark.parametrize(("volume", "away"), [(False, 0.2121), (True, 0.3)])
def test_a_bend_of_a_right_angle(volume: bool, away: float) -> None:
    points, weights = np.array([[1.0, 0.3]]), np.array([[0.5, 0.5]])
    seen = blended(bend(np.pi / 2), points, CARRIERS, weights, volume=volume)
    assert abs(seen[0, 0] - 1.0) == pytest.approx(away, abs=1e-4)
    if volume:
        assert np.angle(seen[0, 0] - 1.0) == pytest.approx(0.75 * np.pi)


@pytest.mark.parametrize("volume", [False, True])
def test_one_bone_alone_is_rigid_and_stretches_along_itself(volume: bool) -> None:
    points, weights = np.array([[2.0, 0.5]]), np.array([[0.0, 1.0]])
    seen = blended(bend(np.pi / 2, scale=2.0), points, CARRIERS, weights, volume=volume)
    assert seen[0, 0] == pytest.approx(1.0 - 0.5 + 2.0j)


def test_a_turn_of_more_than_half_is_blended_the_short_way() -> None:
    points, weights = np.array([[1.0, 0.3]]), np.array([[0.5, 0.5]])
    seen = [
        blended(bend(angle), points, CARRIERS, weights, volume=True)[0, 0]
        for angle in (-0.4, 2 * np.pi - 0.4)
    ]
    assert seen[0] == pytest.approx(seen[1])


@pytest.mark.parametrize("volume", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_bones_bring_what_was_unposed_to_its_target(volume: bool, scale: float) -> None:
    points, weights = np.array([[1.2, 0.3]]), np.array([[0.4, 0.6]])
    motion, target = bend(0.8, scale), np.array([[1.5 + 0.9j]])
    place = unposed(motion, points, target, CARRIERS, weights, volume=volume)
    moved = np.stack([place[0].real, place[0].imag], axis=-1)
    seen = blended(motion, moved, CARRIERS, weights, volume=volume)
    assert abs(seen - target).max() < 1e-3
    assert abs(place - complex_of(points)).max() > 0.05
