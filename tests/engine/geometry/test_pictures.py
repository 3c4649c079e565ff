# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as people bring them: paint in outlines, coloured and photographed paper, a page."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.tracing import trace_picture
from engine.runtime.arrays import numpy_of

WHITE, BLACK, KRAFT = (255, 255, 255), (0, 0, 0), (198, 160, 120)
FINE = 4  # times as large as drawn, for soft edges


def outline() -> np.ndarray:
    """A fish's outline [n, 2] in a picture of 400 x 300."""
    turn = np.linspace(0, 2 * np.pi, 121)
    return np.stack([180 + 90 * np.cos(turn), 150 + 55 * np.sin(turn)], axis=-1)


TAIL = np.array([[268, 150], [330, 110], [330, 190], [268, 150]], float)


def picture(paper=WHITE, ink=BLACK, body=None, tail=None, size=(400, 300), eye=True) -> Image.Image:
    """A fish with an eye, drawn with a pen of 4 pixels and painted or not."""
    image = Image.new("RGB", (size[0] * FINE, size[1] * FINE), paper)
    draw = ImageDraw.Draw(image)
    for line, paint in ((outline(), body), (TAIL, tail)):
        corners = [tuple(point) for point in line * FINE]
        if paint is not None:
            draw.polygon(corners, fill=paint)
        draw.line([*corners, corners[1]], fill=ink, width=4 * FINE, joint="curve")
    if eye:
        x, y = 135 * FINE, 135 * FINE
        draw.ellipse([x - 28, y - 28, x + 28, y + 28], fill=ink)
    return image.resize(size, Image.Resampling.BOX)


def traced(image: Image.Image, path: Path, name="fish.png", **options) -> Drawing:
    image.save(path / name, **options)
    return trace_picture(path / name)


def paints(drawing: Drawing) -> list[tuple[int, ...]]:
    """Colours of the painted areas, 0..255, the largest first."""
    fills, offsets = numpy_of(drawing.fills), numpy_of(drawing.stroke_offsets)
    clear = (fills[:, 3] > 0) & (numpy_of(drawing.colors)[:, 3] == 0)
    clear[1:] &= np.diff(numpy_of(drawing.paths)) > 0  # holes are not counted
    points = numpy_of(drawing.positions)
    sizes = [float(np.ptp(points[a:b], axis=0).prod()) for a, b in pairwise(offsets)]
    order = sorted(np.flatnonzero(clear), key=lambda number: -sizes[number])
    return [tuple(int(v) for v in np.round(255 * fills[n, :3])) for n in order]


def lines(drawing: Drawing) -> np.ndarray:
    """Points of what is drawn with ink [n, 2]."""
    offsets = numpy_of(drawing.stroke_offsets)
    inked = numpy_of(drawing.colors)[:, 3] > 0
    points = numpy_of(drawing.positions)
    return np.concatenate(
        [points[a:b] for a, b, own in zip(offsets, offsets[1:], inked, strict=False) if own]
    )


def missing(drawing: Drawing, wanted: np.ndarray) -> float:
    """The largest distance from a line that was drawn to the ink that was traced, pixels."""
    return float(cKDTree(lines(drawing)).query(wanted)[0].max())


@pytest.mark.parametrize("paint", [(255, 150, 60), (255, 225, 60), (250, 235, 215), (90, 90, 200)])
def test_colour_inside_an_outline_is_a_fill(tmp_path, paint):
    drawing = traced(picture(body=paint), tmp_path)
    (found,) = paints(drawing)
    assert np.abs(np.subtract(found, paint)).max() <= 4
    assert missing(drawing, outline()) < 2.5
    assert missing(drawing, np.array([[135.0, 135.0]])) < 8  # the eye is still there
    dark = numpy_of(drawing.colors)[:, 3] > 0
    assert numpy_of(drawing.colors)[dark, :3].max() < 0.3


def test_each_area_has_its_own_colour_up_to_its_corners(tmp_path):
    drawing = traced(picture(body=(255, 150, 60), tail=(60, 120, 220)), tmp_path)
    found = paints(drawing)
    assert len(found) == 2
    assert np.abs(np.subtract(found[1], (60, 120, 220))).max() <= 6
    fills = numpy_of(drawing.fills)
    number = int(np.flatnonzero((fills[:, 3] > 0) & (fills[:, 2] > 0.7))[0])
    own = drawing.stroke(number)
    ring = numpy_of(drawing.positions)[own.start : own.stop]
    assert cKDTree(ring).query(TAIL)[0].max() < 5


def test_a_painted_shape_without_an_outline_is_one_fill(tmp_path):
    image = Image.new("RGB", (300, 200), WHITE)
    draw = ImageDraw.Draw(image)
    draw.ellipse([60, 40, 240, 160], fill=(230, 60, 60))
    draw.line([20, 180, 280, 180], fill=BLACK, width=4)
    drawing = traced(image, tmp_path)
    assert len(paints(drawing)) == 1
    assert drawing.stroke_count == 2


@pytest.mark.parametrize("paper", [KRAFT, (90, 120, 190), (120, 120, 120)])
def test_white_lines_on_coloured_paper(tmp_path, paper):
    drawing = traced(picture(paper=paper, ink=WHITE), tmp_path)
    assert paints(drawing) == []
    assert missing(drawing, outline()) < 2.5
    assert numpy_of(drawing.colors)[:, :3].min() > 0.8


def test_white_and_black_lines_side_by_side(tmp_path):
    image = picture(paper=KRAFT, ink=BLACK)
    ImageDraw.Draw(image).line([40, 250, 360, 250], fill=WHITE, width=4)
    drawing = traced(image, tmp_path)
    white = np.stack([np.linspace(45, 355, 50), np.full(50, 250.0)], axis=-1)
    assert missing(drawing, outline()) < 2.5
    assert missing(drawing, white) < 2.5
    light = numpy_of(drawing.colors)[:, :3].min(axis=1) > 0.8
    assert light.sum() == 1


def test_grain_of_paper_is_no_ink(tmp_path):
    grain = np.random.default_rng(0).normal(0, 9, (300, 400, 1))
    pixels = np.clip(np.asarray(picture(paper=KRAFT)) + grain, 0, 255).astype(np.uint8)
    drawing = traced(Image.fromarray(pixels), tmp_path, "fish.jpg", quality=85)
    assert drawing.stroke_count <= 6
    assert missing(drawing, outline()) < 3


def test_a_shadow_over_the_page_is_no_paint(tmp_path):
    shade = Image.new("L", (400, 300), 255)
    ImageDraw.Draw(shade).polygon([(0, 120), (260, 0), (0, 0)], fill=150)
    light = np.asarray(shade.filter(ImageFilter.GaussianBlur(25)), float)[..., None] / 255
    grain = np.random.default_rng(1).normal(0, 2, (300, 400, 1))
    pixels = np.clip(np.asarray(picture()) * light * 0.9 + grain, 0, 255).astype(np.uint8)
    drawing = traced(Image.fromarray(pixels), tmp_path, "fish.jpg", quality=90)
    assert paints(drawing) == []
    assert missing(drawing, outline()) < 3
    assert drawing.stroke_count <= 8


def test_paint_half_in_a_dark_shadow_keeps_its_colours(tmp_path):
    y, x = np.mgrid[0:300, 0:400] / 400
    light = 1 - 0.45 / (1 + np.exp(-(x * 0.8 + y - 0.75) * 14))
    grain = np.random.default_rng(5).normal(0, 2.5, (300, 400, 1))
    image = picture(body=(240, 138, 36), tail=(63, 127, 208))
    pixels = np.clip(np.asarray(image) * light[..., None] + grain, 0, 255).astype(np.uint8)
    drawing = traced(Image.fromarray(pixels), tmp_path, "fish.jpg", quality=85)
    body, tail = paints(drawing)
    assert np.abs(np.subtract(body, (240, 138, 36))).max() < 45
    assert np.abs(np.subtract(tail, (63, 127, 208))).max() < 45
    assert missing(drawing, outline()) < 3
    assert drawing.stroke_count <= 10
    assert "warnings" not in drawing.host  # nothing was taken for a table


def test_coarse_grain_is_no_ink_on_paper_nor_on_paint(tmp_path):
    rng = np.random.default_rng(6)
    texture = ImageFilter.GaussianBlur(1)
    coarse = Image.fromarray(rng.normal(128, 60, (300, 400)).clip(0, 255).astype(np.uint8))
    spots = (np.asarray(coarse.filter(texture), float) - 128)[..., None]
    spots *= 0.035 / spots.std()
    image = picture(paper=(199, 199, 194), body=(240, 138, 36), tail=(63, 127, 208))
    pixels = np.asarray(image) * (1 + spots) + rng.normal(0, 2.5, (300, 400, 1))
    drawing = traced(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)), tmp_path)
    assert len(paints(drawing)) == 2
    assert drawing.stroke_count <= 8
    assert missing(drawing, outline()) < 3


def test_there_is_paint_in_a_ring_of_ink(tmp_path):
    image = picture(body=(240, 138, 36), eye=False)
    ImageDraw.Draw(image).ellipse([150, 135, 180, 165], outline=BLACK, width=4)
    drawing = traced(image.filter(ImageFilter.GaussianBlur(0.8)), tmp_path, "a.jpg", quality=75)
    fills = numpy_of(drawing.fills)
    paths = numpy_of(drawing.paths)[fills[:, 3] > 0]
    assert len(paints(drawing)) == 1
    assert len(paths) == 1  # its outline has no hole


def test_a_pale_page_on_a_white_canvas_is_found(tmp_path):
    canvas = Image.new("RGB", (900, 700), WHITE)
    canvas.paste(picture(paper=(232, 232, 230), ink=(214, 222, 232)), (250, 200))
    drawing = traced(canvas, tmp_path)
    assert missing(drawing, outline() + np.array([250, 200])) < 3
    points = lines(drawing)
    assert points.min(axis=0)[0] > 255
    assert points.max(axis=0)[0] < 645


def test_the_table_around_a_page_is_no_drawing(tmp_path):
    rng = np.random.default_rng(2)
    table = rng.normal(0, 14, (420, 560, 1)) + np.array([90, 60, 40])
    table += 20 * np.sin(np.arange(560) / 9)[None, :, None]
    photo = Image.fromarray(np.clip(table, 0, 255).astype(np.uint8))
    photo.paste(picture(paper=(225, 222, 215)).rotate(0), (110, 60))
    grain = rng.normal(0, 2, (420, 560, 1))
    pixels = np.clip(np.asarray(photo) + grain, 0, 255).astype(np.uint8)
    drawing = traced(Image.fromarray(pixels), tmp_path, "photo.jpg", quality=90)
    assert missing(drawing, outline() + np.array([110, 60])) < 3
    points = numpy_of(drawing.positions)
    inside = (points > [112, 62]).all(axis=1) & (points < [508, 358]).all(axis=1)
    assert inside.all()
    assert any("page" in line for line in drawing.host["warnings"].splitlines())


def test_a_photograph_is_refused_before_its_lines_are_followed(tmp_path):
    pixels = np.random.default_rng(3).integers(0, 255, (300, 400, 3)).astype(np.uint8)
    with pytest.raises(BadInput, match="photograph"):
        traced(Image.fromarray(pixels), tmp_path)


def test_a_plain_page_without_a_drawing_is_refused(tmp_path):
    pixels = np.clip(np.random.default_rng(4).normal(225, 3, (200, 300, 3)), 0, 255)
    with pytest.raises(BadInput, match=r"Nothing|specks"):
        traced(Image.fromarray(pixels.astype(np.uint8)), tmp_path)
