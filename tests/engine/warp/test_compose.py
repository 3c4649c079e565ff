# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames of warped paint: exact at rest, nothing from outside a part, holes filled or left."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.warp.carrier import Carrier, PointCarrier
from engine.warp.compose import Composer, looked_up
from engine.warp.layers import FILLED, LEFT, part_layers
from engine.warp.mesh import part_mesh
from engine.warp.painting import Bytes, Painting
from engine.warp.parts import PaintParts, paint_parts

RED, BLUE = (200, 30, 30, 255), (30, 30, 200, 255)
Floats = NDArray[np.float64]


def two_parts() -> Bytes:
    """A blue block with a red square on it, on a clear ground."""
    rgba = np.zeros((120, 200, 4), np.uint8)
    rgba[30:90, 40:120] = BLUE
    rgba[45:75, 65:95] = RED
    return rgba


def carrier_of_ways(ways: list[list[tuple[float, float]]]) -> PointCarrier:
    """What goes a way [F, 2] of its own for each of two limbs; values: share of each limb."""
    return _Limbs(np.asarray(ways, float))


class _Limbs(PointCarrier):
    """Two limbs, each with a way in every frame."""

    def __init__(self, ways: Floats) -> None:
        super().__init__(np.eye(2)[:0], np.array([0, 1]), np.zeros(0))
        object.__setattr__(self, "ways", ways)

    def moved(self, places: Floats, values: Floats) -> Floats:
        ways: Floats = self.ways  # type: ignore[attr-defined]
        return places[None] + np.einsum("vl,lfc->fvc", values, ways)


def composed(rgba: Bytes, ways: list[list[tuple[float, float]]], holes: str = FILLED) -> Composer:
    """Two parts: what is red goes the second way."""
    painting = Painting.of(rgba)
    painted = painting.painted
    red = painting.color[..., 0] > painting.color[..., 2]
    labels = np.where(painted, red.astype(np.int64), -1)
    values = np.eye(2)[labels[painted]]
    carrier: Carrier = carrier_of_ways(ways)
    parts = PaintParts(labels, values)
    layers = part_layers(painting, labels, holes)
    meshes = [part_mesh(parts, layer.part, layer.cells, carrier, painting.cell) for layer in layers]
    return Composer(rgba, layers, meshes)


STILL = [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)]


def test_a_frame_at_rest_is_the_layer_itself() -> None:
    rgba = two_parts()
    rgba[60:80, 130:140] = (1, 2, 3, 0)  # colours of clear pixels count, too
    composer = composed(rgba, [STILL, [(0.0, 0.0), (9.5, 0.0), (0.0, 0.0)]])
    assert np.array_equal(composer.frame(0), rgba) and np.array_equal(composer.frame(2), rgba)
    assert not np.array_equal(composer.frame(1), rgba)


def test_whole_pixels_move_the_paint_without_changing_it() -> None:
    rgba = two_parts()
    ways = [[(0.0, 0.0), (8.0, -4.0)]] * 2
    moved = composed(rgba, ways).frame(1).astype(int)
    assert np.abs(moved - np.roll(rgba, (-4, 8), (0, 1)).astype(int)).max() <= 1


@pytest.mark.parametrize("way", [(20.5, 0.25), (-3.3, 30.7)])
def test_no_colour_comes_from_outside_of_a_part(way: tuple[float, float]) -> None:
    rgba = two_parts()
    composer = composed(rgba, [STILL[:2], [(0.0, 0.0), way]])
    seen = composer.frame(1).reshape(-1, 4)
    seen = seen[seen[:, 3] > 40].astype(float)[:, :3]
    red, blue = (np.array(color[:3], float) for color in (RED, BLUE))
    share = np.clip((seen - blue) @ (red - blue) / ((red - blue) @ (red - blue)), 0, 1)
    mixed = blue + share[:, None] * (red - blue)  # where the red one's edge lies on the blue one
    assert np.abs(seen - mixed).max() < 4


def test_edges_on_a_clear_ground_keep_their_colour() -> None:
    rgba = np.zeros((100, 160, 4), np.uint8)
    rgba[20:80, 20:90] = RED
    moved = composed(rgba | np.uint8(0), [[(0.0, 0.0), (0.5, 0.5)]] * 2).frame(1)
    seen = moved[moved[..., 3] > 16].astype(int)
    assert np.abs(seen[:, :3] - np.array(RED[:3])).max() <= 8
    assert ((moved[..., 3] > 16) & (moved[..., 3] < 240)).any()


def test_holes_are_filled_from_the_parts_own_paint_or_left() -> None:
    rgba = two_parts()
    ways = [STILL[:2], [(0.0, 0.0), (90.0, 0.0)]]
    filled, left = (composed(rgba, ways, holes).frame(1) for holes in (FILLED, LEFT))
    assert np.abs(filled[60, 80].astype(int) - BLUE).max() <= 1
    assert left[60, 80, 3] == 0
    assert np.abs(filled[60, 170].astype(int) - RED).max() <= 1


def test_parts_laid_over_one_another_are_the_painting() -> None:
    rgba = two_parts()
    rgba[30:90, 40:42, 3] = 120  # a soft edge
    composer = composed(rgba, [STILL, STILL])
    whole = np.zeros((*rgba.shape[:2], 4))
    for layer in composer.layers:
        height, width = layer.pixels.shape[:2]
        box = np.s_[layer.top : layer.top + height, layer.left : layer.left + width]
        whole[box] = layer.pixels + whole[box] * (1 - layer.pixels[..., 3:])
    straight = whole[..., :3] / np.maximum(whole[..., 3:], 1e-6)
    assert np.abs(whole[..., 3] * 255 - rgba[..., 3]).max() < 0.6
    there = rgba[..., 3] > 0
    assert np.abs(straight[there] * 255 - rgba[there, :3]).max() < 0.6


def test_a_turned_mesh_is_looked_up_backwards() -> None:
    y, x = np.mgrid[:5, :5]
    rest = np.stack([x.ravel(), y.ravel()], axis=-1) * 10.0
    turn = np.array([[0.8, -0.6], [0.6, 0.8]])
    moved = rest @ turn.T + [30, 5]
    corner = np.arange(25).reshape(5, 5)
    a, b, c, d = (corner[s].ravel() for s in (
        np.s_[:-1, :-1], np.s_[:-1, 1:], np.s_[1:, :-1], np.s_[1:, 1:]))  # fmt: skip
    triangles = np.concatenate([np.stack([a, b, c], 1), np.stack([b, d, c], 1)])
    found = looked_up(moved, rest, triangles, (70, 80))
    there = np.isfinite(found[..., 0])
    at_y, at_x = np.nonzero(there)
    back = (np.stack([at_x, at_y], -1) - [30, 5]) @ turn
    assert 1500 < there.sum() < 1700  # 40 x 40
    assert np.abs(found[there] - back).max() < 1e-6


def test_limbs_that_go_apart_are_parts_and_those_that_bend_are_one() -> None:
    regions = np.full((40, 90), -1, np.int64)
    regions[10:30, 10:80] = 0
    regions[2:10, 10:80] = 1  # along the whole of the other
    points = np.array([[12.0, 20.0], [70.0, 20.0], [12.0, 5.0], [70.0, 5.0]])
    values = np.eye(2)[[0, 0, 1, 1]]
    for way, count in (((0.0, -60.0), 2), ((0.0, -4.0), 1)):
        carrier = carrier_of_ways([[(0.0, 0.0)] * 2, [(0.0, 0.0), way]])
        object.__setattr__(carrier, "values", values)
        object.__setattr__(carrier, "depths", np.zeros(4))
        parts = paint_parts(regions, carrier, points, np.array([0, 0, 1, 1]), 2)
        assert parts.count == count
