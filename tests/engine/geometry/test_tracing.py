# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tracing: known curves drawn as pictures come back as those curves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.bezier import bernstein
from engine.geometry.load import load_drawing
from engine.geometry.segments import cubic_segments
from engine.geometry.tracing import trace_picture
from engine.geometry.tracing.contour import contours
from engine.geometry.tracing.svg_file import svg_text
from engine.geometry.tracing.thinning import thin
from engine.render.export import on_white
from engine.render.frames import render_frames
from engine.runtime.arrays import array_of, numpy_of

DRAWINGS = Path(__file__).parents[2] / "drawings"


def ink(lines, size=(120, 100), pen=4.0, colors=None, fills=None) -> np.ndarray:
    """Polylines [n,2] (closed where the first point is the last) drawn black, RGBA."""
    closed = [bool((np.asarray(line[0]) == line[-1]).all()) for line in lines]
    lines = [np.asarray(line, np.float32) for line in lines]
    lines = [line[:-1] if shut else line for line, shut in zip(lines, closed, strict=True)]
    drawing = Drawing.build(
        array_of(np.concatenate(lines)),
        array_of(np.cumsum([0, *map(len, lines)]).astype(np.int32)),
        canvas=size,
        widths=array_of(np.full(sum(map(len, lines)), pen, np.float32)),
        cyclic=[int(shut) for shut in closed],
        colors=colors,
        fills=fills,
    )
    return render_frames(drawing)[0]


def circle(x, y, r, n=60):
    turn = np.linspace(0, 2 * np.pi, n + 1)
    ring = np.stack([x + r * np.cos(turn), y + r * np.sin(turn)], axis=-1)
    ring[-1] = ring[0]
    return ring


def save(pixels: np.ndarray, path: Path, **options) -> Path:
    if pixels.dtype == np.uint8 and pixels.shape[-1] == 4 and not options.pop("clear", False):
        pixels = on_white(pixels)
    Image.fromarray(pixels).save(path, **options)
    return path


def stroke(drawing: Drawing, index: int) -> np.ndarray:
    points = drawing.stroke(index)
    return numpy_of(drawing.positions)[points.start : points.stop]


def dense(lines, step=0.5) -> np.ndarray:
    """Places along polylines, `step` apart."""
    rows = []
    for line in lines:
        arc = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        at = np.arange(0, arc[-1] + step, step)
        rows.append(np.stack([np.interp(at, arc, line[:, k]) for k in (0, 1)], axis=-1))
    return np.concatenate(rows)


def curves(drawing: Drawing, factor: float) -> np.ndarray:
    """Places along the cubics of a drawing."""
    joints = cubic_segments(numpy_of(drawing.stroke_offsets), numpy_of(drawing.cyclic).astype(bool))
    return dense(
        list(bernstein(np.linspace(0, 1, 40)) @ numpy_of(drawing.positions)[joints] * factor)
    )


def lines_of(drawing: Drawing) -> list[np.ndarray]:
    rows = []
    for index in range(drawing.stroke_count):
        line = stroke(drawing, index)
        shut = numpy_of(drawing.cyclic)[index]
        rows.append(np.concatenate([line, line[:1]]) if shut else line)
    return rows


@pytest.mark.parametrize("name", ["fish.svg", "flag.svg"])
def test_known_curves_come_back_within_a_pixel(tmp_path, name):
    drawing = load_drawing(DRAWINGS / name)
    assert (numpy_of(drawing.curve_types) == 1).all()
    factor = 512 / max(drawing.canvas)
    pen = np.full(drawing.point_count, 3 / factor, np.float32)
    drawing = replace(drawing, widths=array_of(pen))
    path = save(render_frames(drawing, scale=factor)[0], tmp_path / "a.png")
    traced = trace_picture(path)
    true, found = curves(drawing, factor), dense(lines_of(traced))
    assert cKDTree(true).query(found)[0].mean() < 0.6
    assert cKDTree(found).query(true)[0].mean() < 0.8
    assert np.median(numpy_of(traced.widths)) == pytest.approx(3, abs=0.3)
    assert traced.canvas == (round(drawing.canvas[0] * factor), round(drawing.canvas[1] * factor))


def test_crossing_lines_go_straight_on(tmp_path):
    cross = [[(10, 20), (110, 60)], [(15, 75), (105, 12)], [(60, 8), (64, 92)]]
    traced = trace_picture(save(ink(cross), tmp_path / "a.png"))
    assert traced.stroke_count == 3
    for line in (stroke(traced, i) for i in range(3)):
        ends = np.sort(line[[0, -1]], axis=0)
        assert any(np.allclose(ends, np.sort(np.array(c), axis=0), atol=1.2) for c in cross)


def test_a_line_that_ends_on_another_touches_it(tmp_path):
    traced = trace_picture(
        save(ink([[(10, 20), (110, 20)], [(50, 20), (60, 90)]]), tmp_path / "a.png")
    )
    assert traced.stroke_count == 2
    through, stem = stroke(traced, 0), stroke(traced, 1)
    assert np.ptp(through[:, 0]) == pytest.approx(100, abs=1.5)
    assert np.abs(through[:, 1] - 20).max() < 0.5
    assert cKDTree(dense([through])).query(stem[[0, -1]])[0].min() < 1.0


def test_a_ring_is_one_closed_stroke(tmp_path):
    traced = trace_picture(save(ink([circle(60, 50, 33)], pen=3), tmp_path / "a.png"))
    assert numpy_of(traced.cyclic).tolist() == [1]
    away = np.hypot(*(stroke(traced, 0) - [60, 50]).T)
    assert np.abs(away - 33).max() < 0.25
    assert np.abs(numpy_of(traced.widths) - 3).max() < 0.4


def test_a_dot_is_kept_and_specks_are_not(tmp_path):
    pixels = ink([[(10, 80), (110, 80)], [(60, 30), (60.1, 30)]], pen=6)
    pixels[10:12, 20:22] = (0, 0, 0, 255)
    traced = trace_picture(save(pixels, tmp_path / "a.png"))
    assert traced.stroke_count == 2
    assert np.allclose(stroke(traced, 1).mean(axis=0), [60, 30], atol=1)


def test_a_solid_area_is_a_fill(tmp_path):
    disc = circle(80, 50, 18)
    pixels = ink(
        [disc, [(5, 50), (64, 50)], [(5, 20), (40, 25)]],
        pen=3,
        fills=[[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]],
    )
    traced = trace_picture(save(pixels, tmp_path / "a.png"))
    filled = numpy_of(traced.fills)[:, 3] > 0
    assert filled.tolist() == [True, False, False]
    assert np.abs(np.hypot(*(stroke(traced, 0) - [80, 50]).T) - 18).max() < 0.6
    # the line ends at the disc's edge and not beside it
    assert cKDTree(stroke(traced, 0)).query(stroke(traced, 1))[0].min() < 0.6


def test_colors_are_those_of_the_picture(tmp_path):
    pixels = ink(
        [[(10, 20), (110, 30)], [(10, 70), (100, 75)]],
        colors=[[0.8, 0.1, 0.1, 1], [0.2, 0.3, 0.9, 1]],
    )
    traced = trace_picture(save(pixels, tmp_path / "a.png"))
    assert np.allclose(numpy_of(traced.colors)[0], [0.8, 0.1, 0.1, 1], atol=0.02)
    assert np.allclose(numpy_of(traced.colors)[1], [0.2, 0.3, 0.9, 1], atol=0.02)


def variants(folder: Path) -> dict[str, Path]:
    pixels = ink([[(10, 20), (110, 30)], circle(60, 65, 20)], pen=3)
    grey = on_white(pixels)[..., 0]
    yellow = np.where(pixels[..., :3] == 0, np.array([250, 240, 90], np.uint8), 0).astype(np.uint8)
    shade = np.linspace(0.7, 1.0, grey.shape[1])
    light = np.concatenate([np.full_like(yellow, 255), pixels[..., 3:]], axis=-1)
    return {
        "clear": save(pixels, folder / "clear.png", clear=True),
        "light on clear": save(light, folder / "light.png", clear=True),
        "grey": save(grey, folder / "grey.png"),
        "dark ground": save(255 - grey, folder / "dark.webp", lossless=True),
        "light on dark": save(
            (yellow * (pixels[..., 3:] / 255)).astype(np.uint8), folder / "yellow.png"
        ),
        "pale": save((255 - (255 - grey) // 4).astype(np.uint8), folder / "pale.png"),
        "uneven paper": save((grey * shade).astype(np.uint8), folder / "paper.png"),
        "sixteen bit": save(grey.astype(np.uint16) * 257, folder / "deep.png"),
        "jpeg called png": save(pixels, folder / "odd.png", format="JPEG", quality=80),
    }


def test_every_kind_of_picture_gives_the_same_lines(tmp_path):
    palette = Image.open(save(ink([[(10, 20), (110, 30)], circle(60, 65, 20)], pen=3),
                              tmp_path / "p.png")).quantize(16)  # fmt: skip
    palette.save(tmp_path / "palette.png")
    pictures = {**variants(tmp_path), "palette": tmp_path / "palette.png"}
    for kind, path in pictures.items():
        traced = trace_picture(path)
        assert numpy_of(traced.cyclic).tolist() == [1, 0], kind
        away = np.hypot(*(stroke(traced, 0) - [60, 65]).T)
        assert np.abs(away - 20).max() < 0.5, kind
        assert np.allclose(np.sort(stroke(traced, 1)[[0, -1], 0]), [10, 110], atol=1), kind


def test_a_large_picture_is_read_at_its_own_scale(tmp_path):
    lines = [np.array([(10, 20), (110, 30)]) * 20.0, circle(1200, 1300, 400, 200)]
    traced = trace_picture(save(ink(lines, size=(2400, 2000), pen=60), tmp_path / "a.png"))
    assert traced.canvas == (2400, 2000)
    assert np.abs(np.hypot(*(stroke(traced, 0) - [1200, 1300]).T) - 400).max() < 6
    assert np.allclose(numpy_of(traced.widths), 60, atol=4)


def test_a_turned_photograph(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # shown a quarter turn clockwise
    path = tmp_path / "a.jpg"
    Image.fromarray(on_white(ink([[(10, 20), (110, 20)]]))).save(path, exif=exif, quality=95)
    traced = trace_picture(path)
    assert traced.canvas == (100, 120)
    assert np.abs(stroke(traced, 0)[:, 0] - 80).max() < 1


@pytest.mark.parametrize("kind", ["text", "empty", "cut", "black", "white", "clear", "tiny"])
def test_what_is_no_drawing(tmp_path, kind):
    path = tmp_path / "a.png"
    if kind in ("text", "empty"):
        path.write_bytes(b"not a picture" if kind == "text" else b"")
    elif kind == "cut":
        save(ink([[(10, 20), (110, 30)]]), path)
        path.write_bytes(path.read_bytes()[:120])
    else:
        value = {"black": (0, 0, 0, 255), "white": (255,) * 4, "clear": (0,) * 4}
        side = 1 if kind == "tiny" else 40
        pixels = np.full((side, side, 4), value.get(kind, (9, 9, 9, 255)), np.uint8)
        save(pixels, path, clear=True)
    with pytest.raises(BadInput) as caught:
        trace_picture(path)
    assert caught.value.hint
    assert "a.png" in caught.value.message


def test_the_svg_reads_back(tmp_path):
    pixels = ink(
        [circle(80, 50, 18), [(5, 50), (64, 50)], circle(30, 75, 15)],
        pen=3,
        fills=[[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]],
    )
    path = save(pixels, tmp_path / "a.png")
    drawing = load_drawing(path)
    (tmp_path / "a.svg").write_text(svg_text(drawing))
    again = load_drawing(tmp_path / "a.svg")
    assert again.canvas == drawing.canvas == (120, 100)
    assert again.stroke_count == drawing.stroke_count == 3
    assert np.allclose(numpy_of(again.cyclic), numpy_of(drawing.cyclic))
    assert np.allclose(numpy_of(again.fills)[:, 3], numpy_of(drawing.fills)[:, 3])
    one, two = (render_frames(d)[0].astype(float) for d in (drawing, again))
    assert np.abs(one - two).mean() < 3


def test_level_lines_close_and_lie_on_the_level():
    y, x = np.mgrid[:40, :50] + 0.5
    field = 12.0 - np.hypot(x - 20, y - 18)
    (ring,) = contours(field, 2.0)
    assert np.abs(np.hypot(*(ring - [20, 18]).T) - 10).max() < 0.1
    assert len(contours(-field + 3, 0.0)) == 2  # a hole, and the picture's edge


def test_thinning_keeps_what_is_connected():
    mask = np.zeros((30, 40), bool)
    mask[5:12, 4:36] = True
    mask[5:26, 18:24] = True
    mask[20:26, 30:36] = True
    lines = thin(mask)
    assert (mask | ~lines).all()
    from scipy.ndimage import label

    full = np.ones((3, 3))
    assert label(lines, full)[1] == label(mask, full)[1] == 2
    assert lines.sum() < 70


def test_the_trace_command(tmp_path, capsys):
    from engine.commands.cli import main

    path = save(ink([[(10, 20), (110, 30)], circle(60, 65, 20)], pen=3), tmp_path / "a.png")
    assert main(["trace", str(path), "--out", str(tmp_path / "a.svg")]) == 0
    assert "2 strokes" in capsys.readouterr().out
    assert load_drawing(tmp_path / "a.svg").stroke_count == 2
    assert main(["trace", str(tmp_path / "b.png"), "--out", str(tmp_path / "b.svg")]) == 5
    assert not (tmp_path / "b.svg").exists()
