# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Photographs of a page: a hand that holds it, cloth under it, and crayon on it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from scipy import ndimage
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from engine.geometry.tracing import trace_picture
from engine.geometry.tracing.fills import in_one_light
from engine.geometry.tracing.ground import rough_parts, with_paint, without_flecks, without_lines
from engine.geometry.tracing.page import _opened
from engine.geometry.tracing.patches import Patch
from engine.render.frames import render_frames
from engine.runtime.arrays import numpy_of

SIZE = (600, 450)
PAPER, INK = (214, 212, 208), (60, 56, 54)
RED, BLUE = (205, 70, 70), (50, 110, 170)
WORDS = "Only the page in the picture is traced, not what is around it."


def page() -> Image.Image:
    """A page with a face: a ring and two eyes, drawn with a pen of 5 pixels."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.ellipse([230, 180, 370, 320], outline=INK, width=5)
    for x in (275, 325):
        draw.line([x, 225, x, 245], fill=INK, width=5)
    return image


def ring() -> np.ndarray:
    """Points [n, 2] of the ring of the face, in the middle of its line."""
    turn = np.linspace(0, 2 * np.pi, 121)
    return np.stack([300 + 67.5 * np.cos(turn), 250 + 67.5 * np.sin(turn)], axis=-1)


def photographed(image: Image.Image, path: Path, seed: int = 0) -> Drawing:
    """Trace a picture as a camera takes it: a little soft, noisy, as a JPEG."""
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), float)
    noise = np.random.default_rng(seed).normal(0, 3, soft.shape)
    pixels = np.clip(soft + noise, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path / "photo.jpg", quality=90)
    return trace_picture(path / "photo.jpg")


def lines(drawing: Drawing) -> np.ndarray:
    """All traced points [n, 2]."""
    return numpy_of(drawing.positions)


def with_finger(image: Image.Image) -> Image.Image:
    """A finger over the upper left corner, darker towards its edge."""
    pixels = np.asarray(image, float)
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    far = np.hypot(x / 120, y / 80)
    shade = np.clip(1.25 - 0.65 * far**3, 0.3, 1)[..., None]
    skin = np.array([190, 140, 122]) * shade
    return Image.fromarray(np.where((far < 1)[..., None], skin, pixels).astype(np.uint8))


def with_cloth(image: Image.Image) -> Image.Image:
    """Folded cloth as light as the page, below the page's lower edge."""
    pixels = np.asarray(image, float).copy()
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    folds = 150 + 65 * np.sin(x / 9 + 2 * np.sin(y / 23)) * np.cos(y / 31)
    cloth = folds[..., None] * np.array([1.0, 0.94, 0.78])
    below = y > 375 + 0.02 * x
    pixels[below] = cloth[below]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def crayoned() -> Image.Image:
    """A ball, the left half red and the right one blue, in strokes that let the paper through."""
    rng = np.random.default_rng(4)
    streaks = Image.fromarray(rng.uniform(0, 255, (SIZE[1] // 3, SIZE[0] // 9)).astype(np.uint8))
    thin = np.asarray(streaks.resize(SIZE, Image.Resampling.BICUBIC), float)[..., None] / 255
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    ball = (np.hypot(x - 300, y - 225) < 120)[..., None]
    paint = np.where((x < 300)[..., None], RED, BLUE) * 1.0
    covered = 1 - 0.55 * np.clip(2 * thin - 1.1, 0, 1)
    pixels = np.asarray(Image.new("RGB", SIZE, PAPER), float)
    mixed = np.where(ball, pixels * (1 - covered) + paint * covered, pixels)
    image = Image.fromarray(mixed.astype(np.uint8))
    draw = ImageDraw.Draw(image)
    draw.ellipse([178, 103, 422, 347], outline=INK, width=5)
    for place in range(-2, 3):
        half = float(np.sqrt(120**2 - (38 * place) ** 2))
        draw.line([300 - half, 225 + 38 * place, 300 + half, 225 + 38 * place], INK, 5)
        draw.line([300 + 38 * place, 225 - half, 300 + 38 * place, 225 + half], INK, 5)
    return image


def test_a_finger_at_the_border_is_no_drawing(tmp_path: Path) -> None:
    drawing = photographed(with_finger(page()), tmp_path)
    assert cKDTree(lines(drawing)).query(ring())[0].max() < 3
    assert lines(drawing).min() > 150  # nothing in the corner
    assert drawing.stroke_count <= 4
    assert WORDS in drawing.host["warnings"]


def test_cloth_as_light_as_the_page_is_no_drawing_but_a_line_near_it_is(tmp_path: Path) -> None:
    image = page()
    ImageDraw.Draw(image).line([100, 345, 500, 345], fill=INK, width=5)
    drawing = photographed(with_cloth(image), tmp_path)
    along = np.stack([np.linspace(105, 495, 50), np.full(50, 345.0)], axis=-1)
    assert cKDTree(lines(drawing)).query(ring())[0].max() < 3
    assert cKDTree(lines(drawing)).query(along)[0].max() < 4
    assert lines(drawing)[:, 1].max() < 350
    assert drawing.stroke_count <= 5


@pytest.fixture(scope="module")
def crayon(tmp_path_factory: pytest.TempPathFactory) -> Drawing:
    """What is traced of `crayoned`."""
    return photographed(crayoned(), tmp_path_factory.mktemp("crayon"))


def test_crayon_between_lines_keeps_its_colours(crayon: Drawing) -> None:
    seen = render_frames(crayon, background=(1.0, 1.0, 1.0))[0][..., :3].astype(float)
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    inner = np.hypot(x - 300, y - 225) < 105
    for half, paint in ((x < 290, RED), (x > 310, BLUE)):
        pixels = seen[inner & half]
        near = np.abs(pixels - paint).max(axis=1) < 70
        assert near.mean() > 0.6
        assert (pixels.min(axis=1) > 240).mean() < 0.05  # no holes


def test_crayon_has_lines_on_it(crayon: Drawing) -> None:
    across = np.stack([np.linspace(200, 400, 60), np.full(60, 225.0)], axis=-1)
    dark = numpy_of(crayon.colors)
    inked = (dark[:, 3] > 0) & (dark[:, :3].max(axis=1) < 0.5)
    offsets = numpy_of(crayon.stroke_offsets)
    points = [lines(crayon)[a:b] for a, b in pairwise(offsets)]
    own = np.concatenate([line for line, ink in zip(points, inked, strict=True) if ink])
    assert np.quantile(cKDTree(own).query(across)[0], 0.9) < 4


def test_flecks_go_and_edges_stay() -> None:
    color = np.full((60, 90, 3), 0.9, np.float32)
    color[10:50, 20:70] = (0.8, 0.2, 0.2)
    flecked = color.copy()
    flecked[14:46:7, 24:66:5] = 0.9
    even = without_flecks(flecked, 5)
    np.testing.assert_allclose(even[16:44, 26:64], color[16:44, 26:64], atol=1e-6)
    np.testing.assert_allclose(even[:6], 0.9, atol=1e-6)
    assert even.shape == color.shape


def test_grey_without_flecks_is_not_taken_for_paint() -> None:
    base = np.full((20, 20, 3), 0.9, np.float32)
    even = base.copy()
    even[:10] = 0.5
    even[10:, :10] = (0.8, 0.3, 0.3)
    np.testing.assert_array_equal(with_paint(base, even)[:10], base[:10])
    np.testing.assert_array_equal(with_paint(base, even)[10:], even[10:])


def test_gaps_of_a_lattice_are_no_light_lines() -> None:
    color = np.full((200, 200, 3), 0.7, np.float32)
    for place in range(60, 140, 16):
        color[place : place + 4, 60:140] = color[60:140, place : place + 4] = 0.2
    np.testing.assert_allclose(without_lines(color, 21), 0.7, atol=1e-6)


def test_paint_half_in_shadow_is_one_paint() -> None:
    color = np.full((20, 40, 3), 0.9, np.float32)
    color[:, 5:20], color[:, 20:30] = (0.8, 0.4, 0.2), (0.56, 0.28, 0.14)
    color[:, 30:35] = (0.2, 0.4, 0.8)
    areas = []
    for left, right in ((5, 20), (20, 30), (30, 35)):
        mask = np.zeros((20, 40), bool)
        mask[:, left:right] = True
        areas.append(Patch.of(mask, color[0, left]))
    joined = in_one_light(areas, color)
    assert sorted(patch.size for patch in joined) == [100, 500]


def test_where_nothing_is_deep_or_has_edges_nothing_is_found() -> None:
    thin = np.zeros((60, 80), bool)
    thin[30] = True
    assert not _opened(thin, 5.0).any()
    assert _opened(np.ones((60, 80), bool), 5.0).all()
    assert not rough_parts(np.full((60, 80, 3), 0.8, np.float32), 4.0, 0.0).any()


def test_patches_are_as_the_masks_they_are_of() -> None:
    random = np.random.default_rng(3)
    color = random.random((40, 50, 3)).astype(np.float32)
    for _ in range(20):
        masks = []
        for _ in range(2):
            top, left = random.integers(0, (30, 40))
            mask = np.zeros((40, 50), bool)
            mask[top : top + 9, left : left + 12] = (
                random.random(mask[top:, left:].shape)[:9, :12] > 0.5
            )
            masks.append(mask)
        one, other = (Patch.of(mask, color[0, 0]) for mask in masks)
        assert one.touches(other) == (masks[0] & masks[1]).any()
        np.testing.assert_array_equal(one.joined(other).whole(color.shape), masks[0] | masks[1])
        wide = one.widened(2, color.shape)
        np.testing.assert_array_equal(wide.whole(color.shape), masks[0])
        np.testing.assert_array_equal(
            replace(wide, mask=ndimage.binary_dilation(wide.mask, iterations=2)).whole(color.shape),
            ndimage.binary_dilation(masks[0], iterations=2),
        )
