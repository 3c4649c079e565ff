# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames traced one by one: what is drawn with the strokes again is the picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.raster.line_art.trace_frames import fit, inks_of, snapped, trace_frames
from engine.render.export import write_pngs
from engine.render.frames import render_frames
from engine.runtime.arrays import numpy_of

INK = (0.1, 0.3, 0.7)


def drawing() -> Drawing:
    """A wave and a ring in blue ink, 5 and 4 pixels wide, on 160 by 120 pixels."""
    t = np.linspace(0, 1, 60)
    wave = np.stack([20 + 110 * t, 30 + 12 * np.sin(9 * t)], axis=1)
    ring = np.stack([60 + 25 * np.cos(2 * np.pi * t), 85 + 20 * np.sin(2 * np.pi * t)], axis=1)
    return Drawing.build(
        np.concatenate([wave, ring]).astype(np.float32),
        [0, 60, 120],
        canvas=(160, 120),
        widths=np.repeat([5, 4], 60).astype(np.float32),
        colors=np.array([[*INK, 1]] * 2, np.float32),
    )


@pytest.fixture
def frames(tmp_path: Path) -> list[Path]:
    """Six frames, moving to the right, on twos."""
    found = drawing()
    steps = np.array([0, 0, 4, 4, 8, 8], np.float32)
    positions = numpy_of(found.positions)[None] + steps[:, None, None] * np.array(
        [1, 0], np.float32
    )
    return write_pngs(render_frames(found, positions), tmp_path / "frames")


def test_drawn_again_the_strokes_are_the_pictures(frames: list[Path], tmp_path: Path) -> None:
    found = trace_frames(frames, tmp_path / "strokes", hold=2, inks=inks_of(drawing()))
    assert [path.name for path in found] == [f"{k:04d}.safetensors" for k in (1, 3, 5)]
    for number, path in zip((0, 2, 4), found, strict=True):
        traced = Drawing.read(path)
        assert traced.canvas == (160, 120) and 2 <= traced.stroke_count <= 4
        assert np.allclose(numpy_of(traced.colors)[:, :3], INK, atol=1e-6)
        middle = np.median(numpy_of(traced.widths))
        assert 3.5 < middle < 5.5
        positions = numpy_of(drawing().positions)[None] + np.array([number * 2, 0], np.float32)
        wanted = render_frames(drawing(), positions)[0, ..., 3].astype(float) / 255
        shown = render_frames(traced)[0, ..., 3].astype(float) / 255
        shared, either = np.minimum(wanted, shown).sum(), np.maximum(wanted, shown).sum()
        assert shared / either > 0.85


def test_a_frame_like_the_one_before_gets_no_key(frames: list[Path], tmp_path: Path) -> None:
    found = trace_frames(frames, tmp_path / "strokes")
    assert [int(path.stem) for path in found] == [1, 3, 5]


def test_it_goes_on_where_it_was_stopped(frames: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "strokes"
    first = trace_frames(frames, folder, hold=2)
    first[1].unlink()
    (folder / "0099.safetensors").write_bytes(b"of an earlier, longer job")
    kept = first[0].stat().st_mtime_ns
    reported: list[tuple[int, int]] = []
    again = trace_frames(
        frames, folder, hold=2, on_progress=lambda done, of: reported.append((done, of))
    )
    assert again == first and all(path.is_file() for path in again)
    assert first[0].stat().st_mtime_ns == kept and not (folder / "0099.safetensors").exists()
    assert reported == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_nothing_drawn_is_an_empty_drawing_and_damage_is_an_error(tmp_path: Path) -> None:
    clear = np.zeros((1, 40, 50, 4), np.uint8)
    paths = write_pngs(clear, tmp_path / "frames")
    (found,) = trace_frames(paths, tmp_path / "strokes")
    assert Drawing.read(found).stroke_count == 0 and Drawing.read(found).canvas == (50, 40)
    paths[0].write_bytes(b"no picture")
    with pytest.raises(BadInput, match="can be read"):
        trace_frames(paths, tmp_path / "others")


def test_other_canvas_and_inks() -> None:
    half = fit(drawing(), (80, 60), None)
    assert half.canvas == (80, 60)
    assert np.allclose(numpy_of(half.positions), numpy_of(drawing().positions) / 2)
    assert np.allclose(numpy_of(half.widths), numpy_of(drawing().widths) / 2)
    inks = np.array([[0, 0, 0], [1, 0, 0]], np.float32)
    colors = np.array([[0.05, 0.02, 0], [0.95, 0.1, 0], [0.5, 0.5, 0.5]], np.float32)
    expected = np.array([[0, 0, 0], [1, 0, 0], [0.5, 0.5, 0.5]])
    assert np.allclose(snapped(colors, inks), expected)
