# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Line art out of a model's greys, against drawings whose true lines are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from engine.geometry.tracing.ink import otsu
from engine.raster.line_art.clean import clean, clean_frames
from engine.raster.line_art.flicker import flicker
from engine.raster.line_art.ink_field import ink_fields
from engine.raster.line_art.ridges import line_work
from engine.raster.picture.sketch_image import PictureSketch, read_sketch, sketch_of

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
RED, BLUE = (200, 30, 30), (20, 40, 190)
FINE = 512  # of the true pictures
SIDE = 128  # of a model's


def segment(a: tuple[float, float], b: tuple[float, float], width: float) -> Floats:
    """A round line in a FINE picture, by its distance."""
    y, x = np.mgrid[:FINE, :FINE] + 0.5
    start, way = np.array(a), np.array(b) - np.array(a)
    along = np.clip(((x - a[0]) * way[0] + (y - a[1]) * way[1]) / max(way @ way, 1e-9), 0, 1)
    distance = np.hypot(x - start[0] - along * way[0], y - start[1] - along * way[1])
    return np.clip(width / 2 + 0.5 - distance, 0, 1).astype(np.float32)


def ring(middle: tuple[float, float], radius: float, width: float) -> Floats:
    y, x = np.mgrid[:FINE, :FINE] + 0.5
    distance = np.abs(np.hypot(x - middle[0], y - middle[1]) - radius)
    return np.clip(width / 2 + 0.5 - distance, 0, 1).astype(np.float32)


def rgba(ink: Floats, color: tuple[int, int, int] = (0, 0, 0)) -> Bytes:
    picture = np.zeros((*ink.shape, 4), np.uint8)
    picture[..., :3] = color
    picture[..., 3] = np.round(255 * ink)
    picture[picture[..., 3] == 0] = 0
    return picture


def sketch(picture: Bytes) -> PictureSketch:
    return sketch_of(picture, "test", lambda: picture, whole=True)


def seen(ink: Floats, rng: np.random.Generator | None = None) -> Floats:
    """Greys [SIDE, SIDE] as a model gives them: small, blurred, pale, on a tinted ground, noisy."""
    step = FINE // SIDE
    small = ndimage.gaussian_filter(ink.reshape(SIDE, step, SIDE, step).mean((1, 3)), 0.8)
    ground = 0.93 - 0.06 * np.linspace(0, 1, SIDE)[None]
    grey = ground * (1 - small) + 0.2 * small
    if rng is not None:
        noise = ndimage.gaussian_filter(rng.normal(size=grey.shape), 1.0)
        grey = grey + 0.02 * noise / noise.std()
    return np.clip(grey, 0, 1).astype(np.float32)


def alpha(frames: Bytes) -> Floats:
    return frames[..., 3].astype(np.float32) / np.float32(255)


def error(found: Floats, true: Floats) -> float:
    return float(np.abs(found - true).sum() / true.sum())


def test_ink_is_found_on_a_tinted_ground_and_nothing_in_an_empty_frame() -> None:
    rng = np.random.default_rng(0)
    line = segment((100, 100), (400, 300), 16)
    greys = np.stack([seen(line, rng), seen(np.zeros_like(line), rng)])
    fields = ink_fields(greys)
    small = line.reshape(SIDE, 4, SIDE, 4).mean((1, 3))
    assert fields[0][small > 0.9].min() > 0.6
    assert (fields[0][small == 0] > 0.2).mean() < 0.01
    assert not fields[1].any()


def test_centre_lines_lie_between_the_pixels() -> None:
    """On a ring that touches no pixel centre the points are right to a tenth of a pixel."""
    field = ink_fields(seen(ring((260, 250), 150, 12))[None])[0]
    work = line_work(field, 3.0)
    radii = np.hypot(work.points[:, 0] - 65, work.points[:, 1] - 62.5)
    assert abs(float(radii.mean()) - 37.5) < 0.05
    assert float(radii.std()) < 0.1
    assert work.broad.mean() < 0.1
    degree = np.bincount(work.pairs.ravel(), minlength=len(work.points))
    assert set(degree.tolist()) == {2}  # one closed chain


def test_areas_and_lines_are_told_apart() -> None:
    disc = ring((256, 256), 0, 160)
    work = line_work(ink_fields(seen(disc)[None])[0], 3.0)
    assert len(work.inner) > 500
    assert np.hypot(*(work.inner - 64).T).max() < 20.5
    grown = float((work.inside > 0).sum()) / work.zoom**2
    assert grown == pytest.approx(np.pi * 20**2, rel=0.05)


def test_the_first_frame_is_the_drawing_bit_for_bit() -> None:
    noise = np.random.default_rng(1).integers(0, 80, (FINE, FINE), dtype=np.uint8)
    picture = rgba(segment((100, 100), (400, 300), 16))
    picture[..., 0] = np.where(picture[..., 3] > 0, noise, 0)
    greys = np.stack([seen(np.zeros((FINE, FINE), np.float32))] * 3)
    frames = clean(greys, sketch(picture))
    np.testing.assert_array_equal(frames[0], picture)
    assert not frames[1:].any()


def test_a_drawing_on_paper_comes_out_without_it(tmp_path: Path) -> None:
    ink = segment((100, 100), (400, 300), 16)
    paper = np.array([240, 235, 220])
    picture = np.round(paper * (1 - ink[..., None]) + np.array(BLUE) * ink[..., None])
    Image.fromarray(picture.astype(np.uint8)).save(tmp_path / "paper.png")
    found = read_sketch(tmp_path / "paper.png", whole=True)
    moved = segment((100, 120), (400, 320), 16)
    frames = clean(np.stack([seen(ink), seen(moved)]), found)
    assert error(alpha(frames)[0], ink) < 0.1
    assert error(alpha(frames)[1], moved) < 0.2
    for frame in frames:
        assert np.abs(frame[frame[..., 3] > 200][:, :3].astype(int) - BLUE).max() < 25


def test_lines_keep_their_width_and_have_no_stairs() -> None:
    """Ten frames of a slanted line and a ring that move: nearer to the truth than a threshold."""
    rng = np.random.default_rng(2)
    true = np.stack([
        np.maximum(segment((90, 80 + 6 * k), (300, 150 + 6 * k), 12),
                   ring((330, 330 - 5 * k), 60 + 2 * k, 12)) for k in range(6)
    ])  # fmt: skip
    greys = np.stack([seen(frame, rng) for frame in true])
    frames = alpha(clean(greys, sketch(rgba(true[0]))))[1:]
    steps = []
    for grey in greys[1:]:
        large = np.asarray(Image.fromarray(1 - grey).resize((FINE, FINE), Image.Resampling.NEAREST))
        steps.append((large > otsu(large)[0]).astype(np.float32))
    ours, theirs = error(frames, true[1:]), error(np.stack(steps), true[1:])
    assert ours < 0.13
    assert ours < 0.4 * theirs
    assert float(frames.sum() / true[1:].sum()) == pytest.approx(1, abs=0.05)


def test_flicker_of_the_model_is_lowered_and_motion_kept() -> None:
    rng = np.random.default_rng(3)
    still = segment((80, 400), (440, 420), 12)
    true = np.stack([np.maximum(still, segment((100 + 8 * k, 60), (60 + 8 * k, 200), 12))
                     for k in range(8)])  # fmt: skip
    greys = np.stack([seen(frame, rng) for frame in true])
    for number in range(2, 7):  # every frame has its own gap and speck
        at = 30 + 12 * number
        greys[number, 98:108, at : at + 8] = 0.9
        greys[number, 70:75, 100 - at // 2 : 105 - at // 2] = 0.3
    found = alpha(clean(greys, sketch(rgba(true[0]))))
    assert flicker(1 - greys - 0.12) > 3
    assert flicker(found) < 0.5
    assert error(found[1:-1], true[1:-1]) < 0.2


def test_lines_of_two_inks_and_widths_keep_them_as_they_move() -> None:
    thin, bold = (lambda k: segment((80 + 10 * k, 60), (80 + 10 * k, 440), 10)), (
        lambda k: segment((400 - 10 * k, 60), (400 - 10 * k, 440), 16))  # fmt: skip
    picture = rgba(thin(0), RED)
    picture[bold(0) > 0] = rgba(bold(0), BLUE)[bold(0) > 0]
    greys = np.stack([seen(np.maximum(thin(k), bold(k))) for k in range(8)])
    last = clean(greys, sketch(picture))[-1]
    row = last[250]
    left, right = row[100:200], row[280:380]
    for part, color, width in ((left, RED, 10), (right, BLUE, 16)):
        inked = part[part[:, 3] > 200]
        assert np.abs(inked[:, :3].astype(int) - color).max() < 12
        assert float(part[:, 3].sum()) / 255 == pytest.approx(width, abs=1.5)


def test_a_pen_thinner_than_a_models_pixel_stays_thin() -> None:
    ink = segment((100, 100), (400, 300), 2.5)
    moved = segment((100, 130), (400, 330), 2.5)
    found = sketch(rgba(ink))
    shown = np.stack([found.model_ink(SIDE), sketch(rgba(moved)).model_ink(SIDE)])
    shown = ndimage.gaussian_filter(shown, (0, 0.8, 0.8))
    frames = alpha(clean(1 - shown, found))
    assert float(frames[1].sum() / ink.sum()) == pytest.approx(1, abs=0.12)
    near = ndimage.binary_dilation(moved > 0.5, iterations=2)
    assert (frames[1] > 0.5)[near].sum() > 0.95 * (frames[1] > 0.5).sum()


@pytest.mark.parametrize("size", [(512, 300), (200, 500)])
def test_the_canvas_may_have_any_shape_and_the_window_reach_beyond(size: tuple[int, int]) -> None:
    width, height = size
    picture = rgba(segment((20, 20), (180, 280), 10))[:height, :width]
    found = sketch_of(picture, "test", lambda: picture)
    shown = (1 - found.model_ink(SIDE))[None].repeat(3, 0)
    frames = clean(shown.astype(np.float32), found)
    assert frames.shape == (3, height, width, 4)
    assert error(alpha(frames)[2], alpha(frames)[0]) < 0.12


def test_one_frame_is_the_drawing() -> None:
    picture = rgba(segment((100, 100), (400, 300), 16))
    frames = list(clean_frames(np.ones((1, SIDE, SIDE), np.float32), sketch(picture)))
    assert len(frames) == 1
    np.testing.assert_array_equal(frames[0], picture)
