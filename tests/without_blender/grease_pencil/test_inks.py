# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours of strokes and fills, as Blender shows them."""

from __future__ import annotations

import numpy as np

from addon.blender.grease_pencil.inks import Tint, mixed, stroke_means, to_linear, to_srgb

PLAIN = Tint((0.0, 0.0, 0.0), 0.0, 1.0)


def test_srgb_has_the_values_of_the_standard() -> None:
    # IEC 61966-2-1: 0.0031308 is where the line meets the curve; 0.214 is 0.5
    linear = np.array([[0.0, 0.0031308, 0.21404114, 0.3], [1.0, 2.0, -1.0, 5.0]], np.float32)
    srgb = to_srgb(linear)
    assert np.allclose(srgb[0], [0, 0.04045, 0.5, 0.3], atol=1e-4)
    assert np.allclose(srgb[1], [1, 1, 0, 1])


def test_linear_and_srgb_are_inverse() -> None:
    steps = np.linspace(0, 1, 256, dtype=np.float32)
    srgb = np.stack([steps, steps[::-1], steps**2], axis=1)
    linear = np.concatenate([to_linear(srgb), np.ones((256, 1), np.float32)], axis=1)
    assert np.allclose(to_srgb(linear)[:, :3], srgb, atol=1e-5)


def test_vertex_colour_lies_over_the_material_and_the_tint_over_both() -> None:
    material = np.array([[1, 0, 0, 0.5]], np.float32)
    vertex = np.array([[0, 0, 1, 1]], np.float32)
    assert np.allclose(mixed(material, None, PLAIN), [[1, 0, 0, 0.5]])
    assert np.allclose(mixed(material, vertex, PLAIN), [[0, 0, 1, 0.5]])
    green = Tint((0.0, 1.0, 0.0), 1.0, 0.5)
    assert np.allclose(mixed(material, vertex, green), [[0, 1, 0, 0.25]])


def test_the_mean_colour_of_a_stroke_is_weighted_by_alpha() -> None:
    points = np.array([[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0.5], [1, 0, 1, 0.5]], np.float32)
    means = stroke_means(points, np.array([0, 2, 4], np.int32))
    assert np.allclose(means, [[1, 0, 0, 0.5], [0.5, 0, 1, 0.5]])
    assert stroke_means(points[:0], np.array([0], np.int32)).shape == (0, 4)
